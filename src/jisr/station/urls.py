"""Every address of the console and the API.

A room that has `urls.py` is mounted under its own name; each route declares the right it needs
(`accounts.access.requires`) or why it is open to all (`accounts.access.public`).
"""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

#: Rooms that choose their own addresses at the root of the site.
ROOT_ROOMS = {"today", "observability", "exchange", "api", "accounts", "web"}


def _rooms() -> list[URLPattern | URLResolver]:
    routes: list[URLPattern | URLResolver] = []
    for room in settings.INSTALLED_APPS:
        if room.startswith("jisr.station.") and find_spec(f"{room}.urls"):
            name = room.rpartition(".")[2]
            routes.append(path("" if name in ROOT_ROOMS else f"{name}/", include(f"{room}.urls")))
    return routes


urlpatterns = _rooms()
handler400 = "jisr.station.web.errors.bad_request"
handler403 = "jisr.station.web.errors.permission_denied"
handler404 = "jisr.station.web.errors.not_found"
handler500 = "jisr.station.web.errors.server_error"
