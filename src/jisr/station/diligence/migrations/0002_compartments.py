"""Rows of content inherit their compartments, by a trigger (see `jisr.station.compartments.inheritance`)."""

import django.contrib.postgres.fields
from django.db import migrations, models

from jisr.station.compartments.inheritance import install, remove


def compartments() -> models.Field:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.UUIDField(), default=list, editable=False, size=None
    )


class Migration(migrations.Migration):
    dependencies = [("compartments", "0001_initial"), ("diligence", "0001_initial")]

    operations = [
        migrations.AddField("assessmentrecord", "compartments", compartments()),
        migrations.RunSQL(install("diligence_assessment", subjects=["subject"]), remove("diligence_assessment")),
        migrations.AddField("taintmark", "compartments", compartments()),
        migrations.RunSQL(install("diligence_taint", subjects=["subject"]), remove("diligence_taint")),
        migrations.AddField("overriderecord", "compartments", compartments()),
        migrations.RunSQL(install("diligence_override", subjects=["subject"]), remove("diligence_override")),
    ]
