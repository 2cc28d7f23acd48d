import django.contrib.postgres.fields
from django.db import migrations, models

import jisr.station.web.ids


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0004_blind_texts")]

    operations = [
        migrations.AlterField("statementrecord", "grade_scheme", models.CharField(blank=True, max_length=8)),
        migrations.AddField(
            "statementrecord",
            "special",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), default=list, size=None
            ),
        ),
        migrations.AddField(
            "statementrecord",
            "lineage",
            models.CharField(blank=True, db_index=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            "statementrecord",
            "author",
            models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="Lineage",
            fields=[
                ("id", models.UUIDField(default=jisr.station.web.ids.new_id, primary_key=True, serialize=False)),
                ("word", models.CharField(max_length=200, unique=True)),
                ("minted_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SpecialMark",
            fields=[
                ("id", models.UUIDField(default=jisr.station.web.ids.new_id, primary_key=True, serialize=False)),
                ("entity_id", models.UUIDField(db_index=True)),
                ("category", models.CharField(max_length=20)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("said_at", models.DateTimeField()),
                ("said_by", models.CharField(max_length=150)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.CharField(blank=True, max_length=150)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("entity_id", "category"),
                        name="knowledge_one_special_mark",
                    )
                ]
            },
        ),
    ]
