from typing import Any

from django.db import migrations, models

from jisr.station.vault.fields import SealedField, SealedJSONField, SealedTextField
from jisr.station.vault.migrating import seal_column

REPORT = {"record": "report_id", "kind": "report"}
IMPORT = {"record": "list_import_id", "kind": "import"}
#: table, columns, where the id of the record stands, kind of the record.
SEALED = [
    ("intake_report", ("title", "details", "problems"), "id", "report"),
    ("intake_portion", ("text",), "report_id", "report"),
    ("intake_findingrecord", ("text", "value", "detail"), "report_id", "report"),
    ("intake_attachment", ("name", "content"), "id", "attachment"),
    ("intake_listimport", ("content",), "id", "import"),
    ("intake_wrongrowrecord", ("values", "problems"), "list_import_id", "import"),
]


def fill_days(apps: Any, schema_editor: Any) -> None:
    """The last day of keeping: the earliest that the report or one of its portions has."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            """UPDATE intake_report SET held_until = days.first
                 FROM (SELECT id, min(day) AS first FROM (
                           SELECT id, (handling->>'retain_until')::date AS day FROM intake_report
                           UNION ALL SELECT report_id, (handling->>'retain_until')::date FROM intake_portion) AS every
                        GROUP BY id) AS days
                WHERE days.id = intake_report.id"""
        )


def operation(table: str, column: str, record: str, kind: str) -> migrations.RunPython:
    source = "convert_to(array_to_json(\"values\")::text, 'UTF8')" if column == "values" else ""
    return migrations.RunPython(seal_column(table, column, record=record, kind=kind, source=source))


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_report_category"), ("vault", "0001_initial")]

    operations = [
        migrations.AddField("report", "held_until", models.DateField(null=True)),
        migrations.AddField("report", "erased_at", models.DateTimeField(null=True)),
        migrations.RunPython(fill_days, migrations.RunPython.noop),
        migrations.AlterModelOptions("attachment", {"ordering": ["-is_original", "id"]}),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                operation(table, column, record, kind)
                for table, columns, record, kind in SEALED
                for column in columns
            ],
            state_operations=[
                migrations.AlterField("report", "title", SealedTextField(kind="report", record="id")),
                migrations.AlterField("report", "details", SealedJSONField(default=dict, kind="report", record="id")),
                migrations.AlterField("report", "problems", SealedJSONField(default=list, kind="report", record="id")),
                migrations.AlterField("portion", "text", SealedTextField(**REPORT)),
                migrations.AlterField("findingrecord", "text", SealedTextField(**REPORT)),
                migrations.AlterField("findingrecord", "value", SealedTextField(**REPORT)),
                migrations.AlterField("findingrecord", "detail", SealedJSONField(default=dict, **REPORT)),
                migrations.AlterField("attachment", "name", SealedTextField(kind="attachment", record="id")),
                migrations.AlterField("attachment", "content", SealedField(kind="attachment", record="id")),
                migrations.AlterField("listimport", "content", SealedField(kind="import", record="id")),
                migrations.AlterField("wrongrowrecord", "values", SealedJSONField(default=list, **IMPORT)),
                migrations.AlterField("wrongrowrecord", "problems", SealedJSONField(**IMPORT)),
            ],
        ),
        migrations.AddIndex(
            "report",
            models.Index(
                condition=models.Q(held_until__isnull=False, erased_at__isnull=True),
                fields=["held_until"],
                name="intake_report_held",
            ),
        ),
    ]
