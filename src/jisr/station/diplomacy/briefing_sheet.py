"""The briefing book on paper."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi

from jisr.core.handling import Classification
from jisr.station.diplomacy.queries.briefing import Book
from jisr.station.web.labels import CLASSIFICATION_MARK, label_of
from jisr.station.web.printing import FILES, pdf_of


def sheet(book: Book, station: str) -> str:
    """The book as a page of its own, in the language that is set."""
    context = {
        "book": book,
        "station": station,
        "marking": label_of(CLASSIFICATION_MARK, Classification(book.level).code),
        "language": (get_language() or "en")[:2],
        "direction": "rtl" if get_language_bidi() else "ltr",
        "is_exercise": settings.EXERCISE,
        "files": FILES,
    }
    return render_to_string("diplomacy/briefing_sheet.html", context)


def pdf(book: Book, station: str) -> bytes:
    """The book as PDF: classification and page number on every page.

    Raises:
        PrintingUnavailableError: the libraries that set text are not on this machine.
    """
    return pdf_of(sheet(book, station))
