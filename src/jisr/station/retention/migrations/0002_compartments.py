"""Rows of content inherit their compartments, by a trigger (see `jisr.station.compartments.inheritance`)."""

import django.contrib.postgres.fields
from django.db import migrations, models

from jisr.station.compartments.inheritance import install, remove


def compartments() -> models.Field:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.UUIDField(), default=list, editable=False, size=None
    )


class Migration(migrations.Migration):
    dependencies = [("compartments", "0001_initial"), ("retention", "0001_initial")]

    operations = [
        migrations.AddField("hold", "compartments", compartments()),
        migrations.RunSQL(install("retention_hold", pairs=[("kind", "record_id")]), remove("retention_hold")),
        migrations.AddField("extension", "compartments", compartments()),
        migrations.RunSQL(install("retention_extension", pairs=[("kind", "record_id")]), remove("retention_extension")),
    ]
