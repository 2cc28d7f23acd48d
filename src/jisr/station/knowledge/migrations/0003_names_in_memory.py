import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0002_evidence_of_judgements")]

    operations = [
        migrations.CreateModel(
            name="ProfileChange",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("written_in", models.BigIntegerField(db_index=True)),
                ("written_at", models.DateTimeField()),
                (
                    "entities",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("version", models.CharField(blank=True, max_length=16)),
            ],
        ),
        migrations.RemoveField(model_name="entityprofile", name="skeletons"),
    ]
