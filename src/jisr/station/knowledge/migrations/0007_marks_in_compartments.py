"""Rows of content inherit their compartments, by a trigger (see `jisr.station.compartments.inheritance`)."""

import django.contrib.postgres.fields
from django.db import migrations, models

from jisr.station.compartments.inheritance import install, remove


def compartments() -> models.Field:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.UUIDField(), default=list, editable=False, size=None
    )


class Migration(migrations.Migration):
    dependencies = [("compartments", "0001_initial"), ("knowledge", "0006_compartments")]

    operations = [
        migrations.AddField("specialmark", "compartments", compartments()),
        migrations.RunSQL(
            install("knowledge_specialmark", parents={"entity": ["entity_id"]}), remove("knowledge_specialmark")
        ),
    ]
