from django.db import migrations

import jisr.station.vault.fields
from jisr.station.release.guards import INSTALL, REMOVE
from jisr.station.vault.migrating import seal_column


class Migration(migrations.Migration):
    dependencies = [("release", "0004_waiting_for_consent"), ("vault", "0001_initial")]

    operations = [
        migrations.RunSQL(REMOVE),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunPython(seal_column("release_proposal", "extra", record="id", kind="proposal")),
                migrations.RunPython(seal_column("release_item", "content", record="proposal_id", kind="proposal")),
            ],
            state_operations=[
                migrations.AlterField(
                    "proposal",
                    "extra",
                    jisr.station.vault.fields.SealedJSONField(default=dict, kind="proposal", record="id"),
                ),
                migrations.AlterField(
                    "proposalitem",
                    "content",
                    jisr.station.vault.fields.SealedJSONField(default=dict, kind="proposal", record="proposal_id"),
                ),
            ],
        ),
        migrations.RunSQL(INSTALL),
    ]
