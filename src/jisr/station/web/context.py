"""What every page of the console knows: the station, the reader's language and theme, and where the reader may go."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from jisr.station.web.navigation import links_for

#: The language alone does not say which months and digits; screens are written for these places.
HTML_LANGUAGES = {"ar": "ar-MA", "fr": "fr", "en": "en"}


@dataclass(frozen=True, slots=True)
class Notice:
    """A line above every page, such as the purpose for which the reader reads.

    Attributes:
        label: what it is.
        text: what it says; in the reader's own words or language.
        until: when it ends; None where it does not say.
        url: where it is changed.
        key: the letter that goes there; "" for none.
        is_grave: whether it has to be noticed.
    """

    label: str
    text: str
    url: str
    until: datetime | None = None
    key: str = ""
    is_grave: bool = False


_above: list[Callable[[HttpRequest], Notice | None]] = []


def show_above(told: Callable[[HttpRequest], Notice | None]) -> None:
    """Let a room put a line above every page."""
    _above.append(told)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor for `web/base.html`."""
    language = (translation.get_language() or settings.LANGUAGE_CODE).split("-")[0]
    names = settings.IDENTITY.names
    return {
        "station_name": names.get(language) or next(iter(names.values()), settings.IDENTITY.station_id),
        "station_id": settings.IDENTITY.station_id,
        "is_exercise": settings.EXERCISE,
        "html_language": HTML_LANGUAGES.get(language, language),
        "text_direction": "rtl" if translation.get_language_bidi() else "ltr",
        "theme": getattr(request.user, "theme", "auto") if hasattr(request, "user") else "auto",
        "navigation": SimpleLazyObject(lambda: links_for(request)),
        "page_instant": timezone.now(),
        "above_page": [shown for told in _above if (shown := told(request)) is not None],
    }
