"""The briefing book on paper."""

from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi

from jisr.core.handling import Classification
from jisr.station.diplomacy.queries.briefing import Book
from jisr.station.web.labels import CLASSIFICATION, label_of
from jisr.station.web.printing import FILES, pdf_of


def sheet(book: Book, station: str) -> str:
    """The book as a page of its own, in the language that is set."""
    context = {
        "book": book,
        "station": station,
        "marking": label_of(CLASSIFICATION, Classification(book.level).code).upper(),
        "address": _address(),
        "language": (get_language() or "en")[:2],
        "direction": "rtl" if get_language_bidi() else "ltr",
        "is_exercise": settings.EXERCISE,
        "files": FILES,
    }
    return render_to_string("diplomacy/briefing_sheet.html", context)


def _address() -> str:
    """Where the station is reached: its records are linked from there."""
    parts = urlsplit(settings.IDENTITY.endpoint)
    return f"{parts.scheme}://{parts.netloc}"


def pdf(book: Book, station: str) -> bytes:
    """The book as PDF: classification and page number on every page.

    Raises:
        PrintingUnavailableError: the libraries that set text are not on this machine.
    """
    return pdf_of(sheet(book, station))
