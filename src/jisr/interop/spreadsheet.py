"""Rows of the first sheet of an Excel workbook, as text. Formulas are not computed: their last stored value is read."""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from jisr.interop.limits import Limits
from jisr.interop.packed import opened
from jisr.interop.problems import IntakeError

_MOST_COLUMNS = 256


def sheet_rows(data: bytes, limits: Limits) -> Iterator[tuple[int, Sequence[str]]]:
    """(row number, cells) of every row that is not empty.

    Raises:
        IntakeError: damaged_file, inflates_too_much, too_many_parts, xml_declarations.
    """
    with opened(data, "XLSX", limits):
        pass
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # The size that the file states may be wrong or hostile.
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS), 1):
            texts = [_text(cell) for cell in cells]
            while texts and not texts[-1].strip():
                texts.pop()
            if texts:
                yield number, texts
    except IntakeError:
        raise
    except (
        InvalidFileException,
        KeyError,
        ValueError,
        IndexError,
        TypeError,
        AttributeError,
        OSError,
        SyntaxError,
    ) as error:
        raise IntakeError("damaged_file", kind="XLSX") from error


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time().isoformat() == "00:00:00" else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\x00", "\N{REPLACEMENT CHARACTER}")
