"""Rows of content inherit their compartments, by a trigger (see `jisr.station.compartments.inheritance`)."""

import django.contrib.postgres.fields
from django.db import migrations, models

from jisr.station.compartments.inheritance import install, remove


def compartments() -> models.Field:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.UUIDField(), default=list, editable=False, size=None
    )


class Migration(migrations.Migration):
    dependencies = [("compartments", "0001_initial"), ("intake", "0004_tear_lines_and_neutrality")]

    operations = [
        migrations.AddField("report", "compartments", compartments()),
        migrations.RunSQL(install("intake_report", kind="report"), remove("intake_report")),
    ]
