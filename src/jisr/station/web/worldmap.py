"""The outline of the world, drawn by the worldview of the station's own state. Boundaries imply no position."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

WORLD_FILE = Path(__file__).parent / "data" / "world.json"


@dataclass(frozen=True, slots=True)
class Country:
    """One country on the map.

    `path` is SVG path data in picture units, "" for a state too small to be drawn as a shape; (x, y) is where a mark
    goes.
    """

    code: str
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole picture, in a viewBox of `width` by `height`."""

    width: float
    height: float
    countries: tuple[Country, ...]

    def country(self, code: str) -> Country | None:
        return next((country for country in self.countries if country.code == code.upper()), None)


def outline(country: str = "") -> Outline:
    """The map as a state draws it.

    Args:
        country: ISO 3166-1 alpha-2 whose worldview is used; "" = the station's own.
    """
    return _outline((country or settings.IDENTITY.country).upper())


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(WORLD_FILE.read_text(encoding="utf-8"))
    return document


@cache
def _outline(country: str) -> Outline:
    document = _document()
    shapes = dict(document["countries"])
    for view in document["worldviews"]:
        if country in view["for"]:
            shapes.update(view["changes"])
    countries = tuple(Country(code, shape["path"], shape["x"], shape["y"]) for code, shape in shapes.items() if shape)
    return Outline(document["width"], document["height"], countries)
