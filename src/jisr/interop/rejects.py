"""Wrong rows written back in the form they came in, each with its line and reason, to be mended and taken in again."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from jisr.interop.columns import LINE_COLUMN, REASON_COLUMN
from jisr.interop.entities import WrongRow

_FORMULA = re.compile(r"[=@\t\r]|[+\-](?![\d\s().\-]*$)")


def reason_of(row: WrongRow, language: str) -> str:
    """Every reason of a row in one line: "field: sentence; ..."."""
    return " ; ".join(
        f"{problem.field}: {problem.sentence(language)}" if problem.field else problem.sentence(language)
        for problem in row.problems
    )


def write_csv(header: Sequence[str], rows: Iterable[WrongRow], language: str) -> bytes:
    """CSV with the columns that came, then line and reason; UTF-8 with its mark, so that Excel shows the letters."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    columns = [column for column in header if column not in {LINE_COLUMN, REASON_COLUMN}]
    kept = [position for position, column in enumerate(header) if column not in {LINE_COLUMN, REASON_COLUMN}]
    writer.writerow([*columns, LINE_COLUMN, REASON_COLUMN])
    for row in rows:
        cells = [row.values[position] if position < len(row.values) else "" for position in kept]
        cells += row.values[len(header) :]
        writer.writerow([_harmless(cell) for cell in (*cells, str(row.line), reason_of(row, language))])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def write_xlsx(header: Sequence[str], rows: Iterable[WrongRow], language: str) -> bytes:
    """An Excel workbook with the columns that came, then line and reason; every cell is text, none is a formula."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for cells in csv.reader(io.StringIO(write_csv(header, rows, language).decode("utf-8-sig"), newline="")):
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", cell) for cell in cells])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def write_ftm(rows: Iterable[WrongRow], language: str) -> bytes:
    """JSON lines as they came, each under a line of comment, which the importer passes over."""
    lines = (f"# {row.line}: {_one_line(reason_of(row, language))}\n{''.join(row.values)}\n" for row in rows)
    return "".join(lines).encode()


def write_un_list(rows: Iterable[WrongRow], language: str) -> bytes:
    """The records as they came, each under a comment, in a list of their own."""
    comments = (
        (_one_line(f"{row.line}: {reason_of(row, language)}").replace("--", "- -"), "".join(row.values)) for row in rows
    )
    records = "".join(f"<!-- {escape(comment)} -->\n{record}\n" for comment, record in comments)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<CONSOLIDATED_LIST>\n{records}</CONSOLIDATED_LIST>\n'.encode()


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would compute gets an apostrophe, which the importer takes off again."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _one_line(text: str) -> str:
    return " ".join(text.split())
