"""What every page of the console knows: the station, the reader's language and theme, and where the reader may go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from jisr.station.web.navigation import links_for

#: The language alone does not say which months and digits; screens are written for these places.
HTML_LANGUAGES = {"ar": "ar-MA", "fr": "fr", "en": "en"}


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
    }
