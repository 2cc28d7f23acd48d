from django.db import migrations

from jisr.station.vault.fields import SealedTextField
from jisr.station.vault.migrating import seal_column


class Migration(migrations.Migration):
    dependencies = [("warnings", "0002_compartments"), ("vault", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunPython(seal_column("warnings_warning", "title", record="id", kind="warning")),
                migrations.RunPython(seal_column("warnings_warning", "threat", record="id", kind="warning")),
                migrations.RunPython(seal_column("warnings_warning", "recommended_action", record="id", kind="warning")),
                migrations.RunPython(seal_column("warnings_warning", "outcome_note", record="id", kind="warning")),
                migrations.RunPython(seal_column("warnings_recipient", "note", record="warning_id", kind="warning")),
                migrations.RunPython(seal_column("warnings_recipient", "action", record="warning_id", kind="warning")),
                migrations.RunPython(seal_column("warnings_recipient", "verdict_note", record="warning_id", kind="warning")),
            ],
            state_operations=[
                migrations.AlterField("warning", "title", SealedTextField(kind="warning", record="id")),
                migrations.AlterField("warning", "threat", SealedTextField(kind="warning", record="id")),
                migrations.AlterField("warning", "recommended_action", SealedTextField(kind="warning", record="id")),
                migrations.AlterField("warning", "outcome_note", SealedTextField(blank=True, kind="warning", record="id")),
                migrations.AlterField("recipient", "note", SealedTextField(blank=True, kind="warning", record="warning_id")),
                migrations.AlterField("recipient", "action", SealedTextField(blank=True, kind="warning", record="warning_id")),
                migrations.AlterField("recipient", "verdict_note", SealedTextField(blank=True, kind="warning", record="warning_id")),
            ],
        ),
    ]
