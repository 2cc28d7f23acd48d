import django.contrib.postgres.fields
from django.db import migrations, models


def _flags() -> django.contrib.postgres.fields.ArrayField:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(max_length=12), default=list, size=None
    )


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_seal_content")]

    operations = [
        migrations.AlterField("report", "grade_scheme", models.CharField(blank=True, max_length=8)),
        migrations.AlterField("listimport", "grade_scheme", models.CharField(blank=True, max_length=8)),
        migrations.AddField("report", "neutrality", _flags()),
        migrations.AddField("portion", "neutrality", _flags()),
        migrations.AddField("portion", "is_tear_line", models.BooleanField(default=False)),
    ]
