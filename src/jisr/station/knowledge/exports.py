"""Entities written for other tools: FollowTheMoney JSON lines and CSV. The conditions travel with every line."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

import orjson

from jisr.core.handling import strictest
from jisr.station.knowledge.models import StatementRecord, StatementState
from jisr.station.knowledge.resolution.schemata import dominant_schema
from jisr.station.knowledge.rows import handling_of

_BATCH = 500
_COLUMNS = (
    "entity_id", "statement_id", "schema", "prop", "value", "original_value", "lang", "grade", "grade_scheme",
    "category", "basis", "originator", "classification", "tlp", "releasable_to", "onward", "source", "report_id",
    "dispatch_id", "first_seen", "last_confirmed", "expires",
)  # fmt: skip
# A spreadsheet runs a cell that begins so; a telephone number is no formula.
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[\d\s().-]+")


def ftm_lines(canonical_ids: Iterable[UUID]) -> Iterator[bytes]:
    """One FollowTheMoney entity a line, with the strictest handling of its statements beside it."""
    for entity, rows in _entities(canonical_ids):
        properties: dict[str, list[str]] = {}
        for row in rows:
            values = properties.setdefault(row.prop, [])
            if row.value not in values:
                values.append(row.value)
        document = {
            "id": str(entity),
            "schema": dominant_schema(rows),
            "properties": properties,
            "datasets": sorted({row.originator for row in rows}),
            "referents": sorted({str(row.entity_id) for row in rows} - {str(entity)}),
            "handling": strictest(handling_of(row) for row in rows).to_json(),
        }
        yield orjson.dumps(document) + b"\n"


def csv_lines(canonical_ids: Iterable[UUID]) -> Iterator[bytes]:
    """One statement a line, after a line of column names; UTF-8 with a byte-order mark, as spreadsheets expect."""
    yield b"\xef\xbb\xbf" + _csv_line(_COLUMNS)
    for entity, rows in _entities(canonical_ids):
        for row in rows:
            yield _csv_line([_cell(value) for value in _values(entity, row)])


def _entities(canonical_ids: Iterable[UUID]) -> Iterator[tuple[UUID, list[StatementRecord]]]:
    wanted = list(canonical_ids)
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        held: dict[UUID, list[StatementRecord]] = {entity: [] for entity in batch}
        rows = StatementRecord.objects.filter(canonical_id__in=batch, state=StatementState.STANDING)
        for row in rows.order_by("first_seen", "id"):
            held[row.canonical_id].append(row)
        yield from ((entity, statements) for entity, statements in held.items() if statements)


def _values(entity: UUID, row: StatementRecord) -> Sequence[object]:
    handling = handling_of(row)
    countries = "" if handling.releasable_to is None else " ".join(sorted(handling.releasable_to)) or "-"
    return (
        entity, row.id, row.schema, row.prop, row.value, row.original_value, row.lang, row.grade, row.grade_scheme,
        row.category, row.basis, row.originator, handling.classification.code, handling.tlp.code, countries,
        handling.onward.value, row.source, row.report_id or "", row.dispatch_id or "", row.first_seen.isoformat(),
        row.last_confirmed.isoformat(), row.expires or "",
    )  # fmt: skip


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _csv_line(cells: Iterable[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue().encode()
