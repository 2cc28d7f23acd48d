"""A letter as HTML for a sheet of paper and as PDF; nothing is fetched from outside the station."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from jisr.station.redress.letters.composing import LetterText
from jisr.station.redress.problems import PrintingUnavailable

#: Base of the sheet's own addresses; no host has this name (RFC 6761 section 6.4).
_FILES = "https://station.invalid/"


def sheet(letter: LetterText, *, is_draft: bool = False) -> str:
    """The letter as a page of its own."""
    context = {"letter": letter, "is_draft": is_draft, "is_exercise": settings.EXERCISE, "files": _FILES}
    return render_to_string("redress/letter_sheet.html", context)


def pdf(letter: LetterText, *, is_draft: bool = False) -> bytes:
    """The letter as PDF, tagged and with its fonts inside.

    Raises:
        PrintingUnavailable: the libraries that set text are not on this machine.
    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except OSError as error:
        raise PrintingUnavailable from error

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        """Static files of the station, and nothing else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            return URLFetcherResponse(url, _own_file(url), {"Content-Type": _kind(url)})

    document = HTML(string=sheet(letter, is_draft=is_draft), base_url=_FILES, url_fetcher=OwnFiles(fail_on_errors=True))
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))


def _own_file(url: str) -> bytes:
    name = url.removeprefix(_FILES)
    found = finders.find(name) if url.startswith(_FILES) and ".." not in name else None
    if not found:
        raise ValueError("letters fetch nothing from outside")
    return Path(str(found)).read_bytes()


def _kind(url: str) -> str:
    return "text/css" if url.endswith(".css") else "font/woff2"
