from typing import Any

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations

import jisr.station.vault.fields
from jisr.station.vault.migrating import seal_column

TABLE = "knowledge_searchabletext"
RECORD = "split_part(subject, ':', 2)::uuid"
_AT_ONCE = 500


def blind_words(apps: Any, schema_editor: Any) -> None:
    """Blinded stems in the place of the generated ones, while the text is still in the clear."""
    from jisr.station.vault.blinding import blind_vectors

    configurations = {"ar": "arabic", "fr": "french"}
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {TABLE} DROP COLUMN words")
        cursor.execute(f"ALTER TABLE {TABLE} ADD COLUMN words tsvector")
        while True:
            cursor.execute(f"SELECT id, lang, title, text FROM {TABLE} WHERE words IS NULL LIMIT {_AT_ONCE}")  # noqa: S608
            rows = cursor.fetchall()
            if not rows:
                break
            texts = [(configurations.get(lang, "english"), f"{title} {text}") for _, lang, title, text in rows]
            for row, words in zip(rows, blind_vectors(texts), strict=True):
                cursor.execute(f"UPDATE {TABLE} SET words = %s::tsvector WHERE id = %s", [words, row[0]])  # noqa: S608
        cursor.execute(f"ALTER TABLE {TABLE} ALTER COLUMN words SET NOT NULL")


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0003_names_in_memory"), ("vault", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunPython(blind_words),
                migrations.RunPython(seal_column(TABLE, "title", record=RECORD, kind="text")),
                migrations.RunPython(seal_column(TABLE, "text", record=RECORD, kind="text")),
            ],
            state_operations=[
                migrations.RemoveIndex("searchabletext", "knowledge_text_words"),
                migrations.RemoveField("searchabletext", "words"),
                migrations.AlterField(
                    "searchabletext",
                    "title",
                    jisr.station.vault.fields.SealedTextField(blank=True, kind="text", record="record_id"),
                ),
                migrations.AlterField(
                    "searchabletext",
                    "text",
                    jisr.station.vault.fields.SealedTextField(kind="text", record="record_id"),
                ),
                migrations.AddField("searchabletext", "words", django.contrib.postgres.search.SearchVectorField()),
            ],
        ),
        migrations.AddIndex(
            "searchabletext",
            django.contrib.postgres.indexes.GinIndex(fields=["words"], name="knowledge_text_words"),
        ),
    ]
