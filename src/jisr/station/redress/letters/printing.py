"""A letter as HTML for a sheet of paper and as PDF."""

from django.conf import settings
from django.template.loader import render_to_string

from jisr.station.redress.letters.composing import LetterText
from jisr.station.redress.problems import PrintingUnavailable
from jisr.station.web.printing import FILES, PrintingUnavailableError, pdf_of


def sheet(letter: LetterText, *, is_draft: bool = False) -> str:
    """The letter as a page of its own."""
    context = {"letter": letter, "is_draft": is_draft, "is_exercise": settings.EXERCISE, "files": FILES}
    return render_to_string("redress/letter_sheet.html", context)


def pdf(letter: LetterText, *, is_draft: bool = False) -> bytes:
    """The letter as PDF.

    Raises:
        PrintingUnavailable: the libraries that set text are not on this machine.
    """
    try:
        return pdf_of(sheet(letter, is_draft=is_draft))
    except PrintingUnavailableError as error:
        raise PrintingUnavailable from error
