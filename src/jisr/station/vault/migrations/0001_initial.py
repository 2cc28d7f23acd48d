import django.contrib.postgres.fields
from django.db import migrations, models

import jisr.station.web.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="KeyDestruction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=jisr.station.web.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "records",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None),
                ),
                ("keeps_newest", models.BooleanField(default=False)),
                ("reason", models.CharField(max_length=40)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=150)),
            ],
            options={"db_table": "vault_key_destruction", "ordering": ["id"]},
        ),
    ]
