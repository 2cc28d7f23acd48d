"""Lists in rows and columns (CSV, XLSX): each row an entity, or what is wrong with it.

The first row names the columns, in any of the three languages. Several values in a cell are divided by ";" or "|".
Columns of unknown meaning are kept as notes.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jisr.interop.columns import is_header, property_of, schema_of
from jisr.interop.entities import EntityRow, Row, WrongRow, clean_value, expected_value, model, row_key
from jisr.interop.limits import DEFAULT, MEGABYTE, Limits
from jisr.interop.problems import IntakeError, IntakeProblem
from jisr.interop.spreadsheet import sheet_rows
from jisr.interop.text import decode, encoding_problem

Cells = tuple[int, Sequence[str]]
_SEPARATED = {"alias", "nationality", "country", "phone", "email", "passportNumber", "idNumber", "address"}
_ESCAPED_STARTS = ("'=", "'+", "'-", "'@", "'\t")


@dataclass(frozen=True, slots=True)
class TableList:
    """A list with its columns.

    Attributes:
        header: the first row as written; wrong rows are written back under it.
        rows: entities and wrong rows in order; an iterator, to be read once.
        problems: warnings about the whole list.
    """

    header: tuple[str, ...]
    rows: Iterator[Row]
    problems: tuple[IntakeProblem, ...]


def read_csv(data: bytes, limits: Limits = DEFAULT) -> TableList:
    """A CSV list; comma, semicolon, tab or bar between cells.

    Raises:
        IntakeError: file_too_large, not_text, empty_file, no_header.
    """
    if len(data) > limits.list_bytes:
        raise IntakeError("file_too_large", limit_mb=limits.list_bytes // MEGABYTE)
    read = decode(data)
    guessed = (encoding_problem(read),) if read.is_guess else ()
    return _table(_csv_rows(read.text, limits), limits, guessed)


def read_xlsx(data: bytes, limits: Limits = DEFAULT) -> TableList:
    """The first sheet of an Excel workbook.

    Raises:
        IntakeError: file_too_large, damaged_file, inflates_too_much, too_many_parts, xml_declarations,
            empty_file, no_header.
    """
    if len(data) > limits.list_bytes:
        raise IntakeError("file_too_large", limit_mb=limits.list_bytes // MEGABYTE)
    return _table(sheet_rows(data, limits), limits, ())


def _csv_rows(text: str, limits: Limits) -> Iterator[Cells]:
    first_line = text.lstrip("\ufeff\r\n").partition("\n")[0]
    delimiter = max(",;\t|", key=first_line.count)
    # NUL can't be stored; a reader that keeps lines as they are lets quoted cells hold line breaks.
    lines = io.StringIO(text.replace("\x00", "\N{REPLACEMENT CHARACTER}"), newline="")
    reader = csv.reader(lines, delimiter=delimiter)
    start = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield start, ["\N{REPLACEMENT CHARACTER}" * (limits.line_characters + 1)]
        else:
            if any(cell.strip() for cell in cells):
                yield start, [_unescaped(cell) for cell in cells]
        start = reader.line_num + 1


def _unescaped(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from computing a cell (`rejects.py` writes it)."""
    return cell[1:] if cell.startswith(_ESCAPED_STARTS) else cell


def _table(rows: Iterator[Cells], limits: Limits, problems: tuple[IntakeProblem, ...]) -> TableList:
    try:
        line, first = next(rows)
    except StopIteration:
        raise IntakeError("empty_file") from None
    if not is_header(first):
        raise IntakeError("no_header")
    header = tuple(cell.strip() for cell in first)
    properties = [property_of(column) for column in header]
    ignored = tuple(
        IntakeProblem(line, column, "column_ignored", {"column": column}, is_warning=True)
        for column, known in zip(header, properties, strict=True)
        if known is None and column
    )
    return TableList(header, _rows(rows, header, properties, limits), problems + ignored)


def _rows(
    rows: Iterable[Cells], header: Sequence[str], properties: Sequence[str | None], limits: Limits
) -> Iterator[Row]:
    for number, (line, cells) in enumerate(rows, 1):
        if number > limits.rows:
            yield WrongRow(line, (), (IntakeProblem(line, "", "too_many_rows", {"limit": limits.rows}),))
            return
        yield _read_row(line, cells, header, properties, limits)


def _read_row(
    line: int, cells: Sequence[str], header: Sequence[str], properties: Sequence[str | None], limits: Limits
) -> Row:
    if any(len(cell) > limits.line_characters for cell in cells):
        shortened = tuple(cell[:200] for cell in cells)
        return WrongRow(line, shortened, (IntakeProblem(line, "", "line_too_long", {"limit": limits.line_characters}),))
    if any(cell.strip() for cell in cells[len(header) :]):
        found = {"found": len(cells), "expected": len(header)}
        return WrongRow(line, tuple(cells), (IntakeProblem(line, "", "too_many_cells", found),))
    values, columns, notes = _by_property(cells, header, properties)
    schema = schema_of(values.get("schema", ""))
    if schema is None:
        problem = IntakeProblem(line, columns["schema"], "unknown_schema", {"value": values["schema"].strip()[:80]})
        return WrongRow(line, tuple(cells), (problem,))
    cleaned, problems = _clean(line, schema, values, columns)
    if "name" not in cleaned:
        name = " ".join(value for prop in ("firstName", "lastName") for value in cleaned.get(prop, ()))
        if name:
            cleaned["name"] = (name,)
        else:
            problems.append(IntakeProblem(line, columns.get("name", columns.get("lastName", "name")), "missing_name"))
    if problems:
        return WrongRow(line, tuple(cells), tuple(problems))
    if notes:
        cleaned["notes"] = (*cleaned.get("notes", ()), *notes)
    identifier = values.get("id", "").strip()
    content = (f"{prop}={value}" for prop in sorted(cleaned) for value in cleaned[prop])
    key = f"id:{identifier}" if identifier else row_key(schema, *content)
    return EntityRow(line, key, schema, cleaned)


def _by_property(
    cells: Sequence[str], header: Sequence[str], properties: Sequence[str | None]
) -> tuple[dict[str, str], dict[str, str], list[str]]:
    """(value by property, column by property, notes from unknown columns)."""
    values: dict[str, str] = {}
    columns: dict[str, str] = {}
    notes: list[str] = []
    for column, prop, cell in zip(header, properties, cells, strict=False):
        if prop is None and cell.strip():
            notes.append(f"{column}: {cell.strip()}" if column else cell.strip())
        elif prop:
            columns[prop] = column
            if cell.strip():
                values[prop] = f"{values[prop]};{cell}" if prop in values else cell
    return values, columns, notes


def _clean(
    line: int, schema: str, values: dict[str, str], columns: dict[str, str]
) -> tuple[dict[str, tuple[str, ...]], list[IntakeProblem]]:
    cleaned: dict[str, tuple[str, ...]] = {}
    problems: list[IntakeProblem] = []
    known = model().get(schema).properties
    for prop, cell in values.items():
        if prop in {"id", "schema"}:
            continue
        if prop not in known:
            problems.append(IntakeProblem(line, columns[prop], "unknown_property", {"schema": schema, "value": prop}))
            continue
        for value in _divided(prop, cell):
            clean = clean_value(schema, prop, value)
            if clean is None:
                detail = {"value": value[:80], "expected": expected_value(schema, prop)}
                problems.append(IntakeProblem(line, columns[prop], "invalid_value", detail))
            elif clean not in cleaned.get(prop, ()):
                cleaned[prop] = (*cleaned.get(prop, ()), clean)
    return cleaned, problems


def _divided(prop: str, cell: str) -> list[str]:
    if prop not in _SEPARATED:
        return [cell.strip()]
    return [value.strip() for value in cell.replace("|", ";").split(";") if value.strip()]
