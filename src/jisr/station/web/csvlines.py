"""Lines of sheets that open in a spreadsheet program without being run by it."""

import csv
from collections.abc import Sequence
from io import StringIO

#: What a spreadsheet program takes for a formula. Source: OWASP, CSV Injection.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def csv_line(cells: Sequence[str]) -> str:
    """One line; a cell that would be a formula is marked as text with an apostrophe."""
    line = StringIO()
    csv.writer(line).writerow([f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell for cell in cells])
    return line.getvalue()
