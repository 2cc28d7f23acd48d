from typing import Any

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import orjson
from django.db import migrations, models

import jisr.station.vault.fields
from jisr.station.vault.migrating import seal_column

TABLE = "exchange_dispatch"
STATE = [
    migrations.AlterField(
        "dispatchrecord", "title", jisr.station.vault.fields.SealedTextField(blank=True, kind="dispatch", record="id")
    ),
    migrations.AlterField(
        "dispatchrecord", "signed_bytes", jisr.station.vault.fields.SealedField(kind="dispatch", record="id")
    ),
    migrations.AlterField(
        "dispatchrecord",
        "remaining",
        jisr.station.vault.fields.SealedJSONField(kind="dispatch", null=True, record="id"),
    ),
]


def fill_words_and_days(apps: Any, schema_editor: Any) -> None:
    """Blinded words of the titles, and the last day that the conditions set."""
    from jisr.station.vault.blinding import word_tokens

    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {TABLE} SET held_until = (handling->>'retain_until')::date"  # noqa: S608
            " WHERE handling->>'retain_until' IS NOT NULL"
        )
        cursor.execute(f"SELECT id, title FROM {TABLE} WHERE title <> ''")  # noqa: S608
        for identifier, title in cursor.fetchall():
            cursor.execute(
                f"UPDATE {TABLE} SET title_words = ARRAY(SELECT jsonb_array_elements_text(%s::jsonb))"  # noqa: S608
                " WHERE id = %s",
                [orjson.dumps(word_tokens(title)).decode(), identifier],
            )


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial"), ("vault", "0001_initial")]

    operations = [
        migrations.AddField(
            "dispatchrecord",
            "title_words",
            django.contrib.postgres.fields.ArrayField(models.CharField(max_length=24), default=list),
        ),
        migrations.AddField("dispatchrecord", "held_until", models.DateField(null=True)),
        migrations.RunPython(fill_words_and_days, migrations.RunPython.noop),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunPython(seal_column(TABLE, column, record="id", kind="dispatch"))
                for column in ("title", "signed_bytes", "remaining")
            ],
            state_operations=STATE,
        ),
        migrations.AddIndex(
            "dispatchrecord",
            django.contrib.postgres.indexes.GinIndex(fields=["title_words"], name="exchange_dispatch_words"),
        ),
        migrations.AddIndex(
            "dispatchrecord",
            models.Index(
                condition=models.Q(held_until__isnull=False), fields=["held_until"], name="exchange_dispatch_held"
            ),
        ),
    ]
