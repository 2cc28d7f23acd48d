import django.db.models.expressions
from django.db import migrations, models

import jisr.station.web.ids

KIND = models.CharField(
    choices=[("report", "Report"), ("dispatch", "Dispatch"), ("statement", "Statement")], max_length=12
)


def key() -> models.UUIDField:
    return models.UUIDField(default=jisr.station.web.ids.new_id, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", key()),
                ("kind", KIND.clone()),
                ("record_id", models.UUIDField()),
                ("reason", models.TextField()),
                ("legal_reference", models.CharField(max_length=200)),
                ("until", models.DateField()),
                ("placed_at", models.DateTimeField()),
                ("placed_by", models.CharField(max_length=150)),
                ("renewed_at", models.DateTimeField(null=True)),
                ("renewed_by", models.CharField(blank=True, max_length=150)),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_by", models.CharField(blank=True, max_length=150)),
                ("lift_reason", models.TextField(blank=True)),
            ],
            options={
                "db_table": "retention_hold",
                "ordering": ["until", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("kind", "record_id"),
                        name="retention_one_hold",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("legal_reference", ""), _negated=True)
                        ),
                        name="retention_hold_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", key()),
                ("kind", KIND.clone()),
                ("record_id", models.UUIDField()),
                ("last_day", models.DateField()),
                ("until", models.DateField()),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=150)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by", models.CharField(blank=True, max_length=150)),
            ],
            options={
                "db_table": "retention_extension",
                "ordering": ["until", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("kind", "record_id"),
                        name="retention_one_extension",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", django.db.models.expressions.F("last_day"))),
                        name="retention_extension_is_longer",
                    ),
                ],
            },
        ),
    ]
