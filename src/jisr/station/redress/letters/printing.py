"""A letter as HTML for a sheet of paper and as PDF; nothing is fetched from outside the station."""

from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from jisr.station.redress.letters.composing import LetterText
from jisr.station.redress.problems import PrintingUnavailable

_FILES = "station:"


def sheet(letter: LetterText, *, is_draft: bool = False) -> str:
    """The letter as a page of its own."""
    return render_to_string("redress/letter_sheet.html", {"letter": letter, "is_draft": is_draft, "files": _FILES})


def pdf(letter: LetterText, *, is_draft: bool = False) -> bytes:
    """The letter as PDF, tagged and with its fonts inside.

    Raises:
        PrintingUnavailable: the libraries that set text are not on this machine.
    """
    try:
        from weasyprint import HTML
    except OSError as error:
        raise PrintingUnavailable from error
    document = HTML(string=sheet(letter, is_draft=is_draft), base_url=_FILES, url_fetcher=_fetch)
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))


def _fetch(url: str, *_args: Any, **_options: Any) -> dict[str, Any]:
    """Only static files of the station."""
    name = url.removeprefix(_FILES)
    found = finders.find(name) if url.startswith(_FILES) and ".." not in name else None
    if not found:
        raise ValueError("letters fetch nothing from outside")
    kind = "text/css" if name.endswith(".css") else "font/woff2"
    return {"string": Path(str(found)).read_bytes(), "mime_type": kind, "redirected_url": url}
