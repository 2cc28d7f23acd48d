"""Rows of content inherit their compartments, by a trigger (see `jisr.station.compartments.inheritance`)."""

import django.contrib.postgres.fields
from django.db import migrations, models

from jisr.station.compartments.inheritance import install, remove


def compartments() -> models.Field:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.UUIDField(), default=list, editable=False, size=None
    )


class Migration(migrations.Migration):
    dependencies = [("compartments", "0001_initial"), ("knowledge", "0005_special_and_lineage")]

    operations = [
        # A profile gets an id of its own: there is one for what is in no compartment, and one for each that hides more.
        migrations.RenameField("entityprofile", "canonical_id", "id"),
        migrations.AddField("entityprofile", "canonical_id", models.UUIDField(null=True)),
        migrations.RunSQL("UPDATE knowledge_entityprofile SET canonical_id = id", migrations.RunSQL.noop),
        migrations.AlterField("entityprofile", "canonical_id", models.UUIDField(db_index=True)),
        migrations.AddField("statementrecord", "compartments", compartments()),
        migrations.AddField("searchabletext", "compartments", compartments()),
        migrations.AddField("entityprofile", "compartments", compartments()),
        migrations.AddField("identityproposal", "compartments", compartments()),
        migrations.AddField("identityjudgement", "compartments", compartments()),
        migrations.AddIndex(
            "entityprofile",
            models.Index(
                fields=["canonical_id"], name="knowledge_profile_hidden", condition=~models.Q(compartments=[])
            ),
        ),
        migrations.RunSQL(
            install(
                "knowledge_statementrecord",
                kind="statement",
                parents={"report": ["report_id"], "dispatch": ["dispatch_id"], "entity": ["entity_id", "canonical_id"]},
            ),
            remove("knowledge_statementrecord"),
        ),
        migrations.RunSQL(
            install("knowledge_searchabletext", subjects=["subject"]), remove("knowledge_searchabletext")
        ),
    ]
