"""A marking that somebody sets through the API or the command, refused in words where it can't be meant."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import (
    ContradictoryMarkingError,
    Handling,
    HandlingFormatError,
    UnknownLevelError,
    UnknownScaleError,
    contradiction_sentence,
    given_handling,
)
from jisr.station.web.problems import Problem


def marking_given(document: Mapping[str, Any], *, is_tear_line: bool = False) -> Handling:
    """The conditions of a document in the JSON form of a marking.

    Raises:
        Problem: `handling_format`, `scale_unknown`, `level_unknown`, or the code of a contradiction.
    """
    try:
        return given_handling(document, timezone.localdate(), is_tear_line=is_tear_line)
    except ContradictoryMarkingError as error:
        raise Problem(error.contradiction, contradiction_words(error.contradiction), "handling") from error
    except (UnknownScaleError, UnknownLevelError) as error:
        raise Problem(error.code, _("This scale or level of classification is not on record."), "handling") from error
    except HandlingFormatError as error:
        raise Problem(
            "handling_format", _("The handling conditions are not complete or not valid."), "handling"
        ) from error


def contradiction_words(code: str) -> str:
    """What contradicts what, in the reader's language."""
    language = (get_language() or "en")[:2]
    return contradiction_sentence(code, language if language in ("ar", "fr", "en") else "en")
