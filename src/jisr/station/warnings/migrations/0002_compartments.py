"""Rows of content inherit their compartments, by a trigger (see `jisr.station.compartments.inheritance`)."""

import django.contrib.postgres.fields
from django.db import migrations, models

from jisr.station.compartments.inheritance import install, remove


def compartments() -> models.Field:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.UUIDField(), default=list, editable=False, size=None
    )


class Migration(migrations.Migration):
    dependencies = [("compartments", "0001_initial"), ("warnings", "0001_initial")]

    operations = [
        migrations.AddField("warning", "compartments", compartments()),
        migrations.AddField("receivedwarning", "compartments", compartments()),
        migrations.RunSQL(
            install(
                "warnings_warning",
                kind="warning",
                parents={"report": ["report_id"], "proposal": ["proposal_id"]},
                arrays={"statement": ["statement_ids"]},
            ),
            remove("warnings_warning"),
        ),
        migrations.RunSQL(
            install("warnings_received", parents={"dispatch": ["record_id"]}), remove("warnings_received")
        ),
    ]
