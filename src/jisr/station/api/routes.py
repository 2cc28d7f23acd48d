"""The HTTP API: every room's routes under /api/v1/<room>/, described at /api/v1/openapi.json."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from ninja import NinjaAPI

from jisr.station.accounts.access import public
from jisr.station.api.errors import add_handlers
from jisr.station.api.parsing import StrictParser
from jisr.station.api.throttle import PerMinute

CALLS_PER_MINUTE = 1_200
DESCRIPTION = """Everything a person can do in the console, for programs.

Every call carries `Authorization: Bearer <token>`; a token has some of the roles of the person it speaks for, and the
same table of permissions applies. A token with the oversight role also gives the reason for reading content in
`X-Jisr-Reason`.
Failures are `{"code", "message", "field"}`; `message` is in the language of `Accept-Language` (ar, fr or en)."""


def describe(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark ninja's own two pages as open: they describe the API and hold nothing else."""
    return public("describes the API and holds no data")(view)


def build() -> NinjaAPI:
    """The API with the routes of every installed room that has `api.router`."""
    api = NinjaAPI(
        title=f"Jisr {settings.IDENTITY.station_id}",
        version="1",
        description=DESCRIPTION,
        urls_namespace="api-1",
        docs_decorator=describe,
        parser=StrictParser(),
        throttle=[PerMinute(CALLS_PER_MINUTE)],
    )
    add_handlers(api)
    for room in settings.INSTALLED_APPS:
        if room.startswith("jisr.station.") and room != "jisr.station.api" and find_spec(f"{room}.api"):
            name = room.rpartition(".")[2]
            api.add_router(f"/{name}/", import_module(f"{room}.api").router, tags=[name])
    return api


api = build()
