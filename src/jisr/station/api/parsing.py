"""What a call may hold at all: characters that no text of a record can keep are refused where they stand."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from ninja.parser import Parser

from jisr.station.web.problems import Problem


class CharacterProblem(Problem):
    """A NUL or half a surrogate pair: PostgreSQL keeps neither, and no script writes with them."""

    def __init__(self, field: str) -> None:
        super().__init__("character_not_allowed", _("This holds a character that no text can hold."), field)


class StrictParser(Parser):
    """ninja's parser, which also looks at the characters of every text."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        document: dict[str, Any] = super().parse_body(request)
        _require_storable(document)
        return document

    def parse_querydict(self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest) -> Any:
        parsed = super().parse_querydict(data, list_fields, request)
        _require_storable(parsed)
        return parsed


def is_storable(text: str) -> bool:
    """Whether PostgreSQL can keep it."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _require_storable(document: Any) -> None:
    for place in _wrong_places(document, ""):
        raise CharacterProblem(place)


def _wrong_places(value: Any, place: str) -> Iterator[str]:
    if isinstance(value, str):
        if not is_storable(value):
            yield place
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not is_storable(key):
                yield place
            yield from _wrong_places(inner, f"{place}.{key}".lstrip("."))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _wrong_places(inner, f"{place}.{at}".lstrip("."))
