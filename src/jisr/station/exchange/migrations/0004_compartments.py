"""Rows of content inherit their compartments, by a trigger (see `jisr.station.compartments.inheritance`)."""

import django.contrib.postgres.fields
from django.db import migrations, models

from jisr.station.compartments.inheritance import install, remove


def compartments() -> models.Field:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.UUIDField(), default=list, editable=False, size=None
    )


class Migration(migrations.Migration):
    dependencies = [("compartments", "0001_initial"), ("exchange", "0003_consent_and_recall")]

    operations = [
        migrations.AddField("dispatchrecord", "compartments", compartments()),
        migrations.RunSQL(
            install(
                "exchange_dispatch",
                kind="dispatch",
                parents={"dispatch": ["about", "thread"]},
                subjects=["subject"],
                arrivals=["sender", "purpose"],
            ),
            remove("exchange_dispatch"),
        ),
    ]
