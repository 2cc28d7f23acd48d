"""Statements in a backup: value, original value and source of each are sealed under a key of its own.

In the live database they stand in the clear, to be searched. In a backup they may not: a statement that is erased
later must be erased there too. Its key is made when it is first backed up, kept with the records' keys, and destroyed
when the statement is erased. Rows travel as COPY text, in which the three columns are joined in the first.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import batched
from typing import Final
from uuid import UUID

import orjson

from jisr.station.vault.envelope import generation_of, seal, unseal
from jisr.station.vault.fields import place_of
from jisr.station.vault.opening import key_ring

TABLE: Final = "knowledge_statementrecord"
SEALED: Final = ("value", "original_value", "source")
_MARK: Final = "jisr-sealed-1:"
_AT_ONCE: Final = 2_000
_ESCAPES: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_ESCAPED: Final = str.maketrans(
    {"\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v"}
)
_ERASED: Final = {"state": "erased", "ended_by": "system:restore", "end_reason": "key_destroyed"}


class KeysNeededError(Exception):
    """The backup holds statements whose keys are in no key store here: restore the backup of the keys first."""

    code = "keys_needed"


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the columns stand in a row."""

    columns: tuple[str, ...]

    def at(self, name: str) -> int:
        return self.columns.index(name)


def sealed_lines(lines: Iterable[bytes], columns: tuple[str, ...]) -> Iterator[bytes]:
    """COPY text rows with the content of each statement sealed."""
    layout = _Layout(columns)
    for part in batched(lines, _AT_ONCE):
        rows = [line.decode().rstrip("\n").split("\t") for line in part]
        ids = [UUID(row[layout.at("id")]) for row in rows if row[layout.at("state")] != "erased"]
        key_ring().ensure(ids, "statement")
        keys = key_ring().keys(ids)
        for row in rows:
            if row[layout.at("state")] != "erased":
                _seal_row(row, layout, keys)
            yield ("\t".join(row) + "\n").encode()


def opened_lines(lines: Iterable[bytes], columns: tuple[str, ...]) -> Iterator[bytes]:
    """COPY text rows with the content of each statement opened; one whose key was destroyed comes back erased.

    Raises:
        KeysNeededError: see the class.
    """
    layout = _Layout(columns)
    for part in batched(lines, _AT_ONCE):
        rows = [line.decode().rstrip("\n").split("\t") for line in part]
        sealed = [row for row in rows if row[layout.at("value")].startswith(_MARK)]
        ids = [UUID(row[layout.at("id")]) for row in sealed]
        keys = key_ring().keys(ids)
        known = key_ring().store.newest([each for each in ids if each not in keys])
        for row in sealed:
            _open_row(row, layout, keys, known.keys())
        for row in rows:
            yield ("\t".join(row) + "\n").encode()


def _seal_row(row: list[str], layout: _Layout, keys: dict[UUID, tuple[int, bytes]]) -> None:
    record_id = UUID(row[layout.at("id")])
    content = orjson.dumps([_plain(row[layout.at(name)]) for name in SEALED])
    for name in SEALED:
        row[layout.at(name)] = ""
    row[layout.at("value")] = _MARK
    if record_id in keys:  # erased since the snapshot: nothing of it goes into the backup
        generation, key = keys[record_id]
        sealed = seal(key, content, record_id=record_id, generation=generation, place=_place(record_id))
        row[layout.at("value")] += b64encode(sealed).decode()


def _open_row(row: list[str], layout: _Layout, keys: dict[UUID, tuple[int, bytes]], known: Iterable[UUID]) -> None:
    record_id, sealed = UUID(row[layout.at("id")]), b64decode(row[layout.at("value")].removeprefix(_MARK))
    if sealed and record_id not in keys and record_id not in known:
        raise KeysNeededError(str(record_id))
    if sealed and record_id in keys and generation_of(sealed) == keys[record_id][0]:
        content = unseal(keys[record_id][1], sealed, record_id=record_id, place=_place(record_id))
        for name, value in zip(SEALED, orjson.loads(content), strict=True):
            row[layout.at(name)] = value.translate(_ESCAPED)
        return
    for name in SEALED:
        row[layout.at(name)] = ""
    for name, value in _ERASED.items():
        row[layout.at(name)] = value
    if row[layout.at("ended_at")] == "\\N":
        row[layout.at("ended_at")] = datetime.now(UTC).isoformat()


def _plain(field: str) -> str:
    """A field of COPY text as the value it stands for (PostgreSQL manual, COPY, text format)."""
    if "\\" not in field:
        return field
    pieces, letters = [], iter(field)
    for letter in letters:
        pieces.append(_ESCAPES.get(following := next(letters), following) if letter == "\\" else letter)
    return "".join(pieces)


def _place(record_id: UUID) -> str:
    return place_of(TABLE, "content", record_id)
