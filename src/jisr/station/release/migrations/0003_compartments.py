"""Rows of content inherit their compartments, by a trigger (see `jisr.station.compartments.inheritance`)."""

import django.contrib.postgres.fields
from django.db import migrations, models

from jisr.station.compartments.inheritance import install, remove


def compartments() -> models.Field:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.UUIDField(), default=list, editable=False, size=None
    )


class Migration(migrations.Migration):
    dependencies = [("compartments", "0001_initial"), ("release", "0002_flagged")]

    operations = [
        migrations.AddField("proposal", "compartments", compartments()),
        # A proposal that was decided may still be put into a compartment or come out; nothing else of it changes.
        migrations.RunSQL(
            """
            DROP TRIGGER release_guard ON release_proposal;
            CREATE TRIGGER release_guard BEFORE UPDATE ON release_proposal FOR EACH ROW
                WHEN (to_jsonb(NEW) - 'compartments' IS DISTINCT FROM to_jsonb(OLD) - 'compartments')
                EXECUTE FUNCTION release_guard_proposal();
            """,
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            install(
                "release_proposal",
                kind="proposal",
                parents={"report": ["report_id"], "dispatch": ["refers_to", "thread"]},
                subjects=["subject"],
            ),
            remove("release_proposal"),
        ),
    ]
