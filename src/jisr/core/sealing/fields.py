"""Reading fields of an untrusted JSON object: the right type or `MalformedError`, which names the field."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from jisr.core.sealing.encoding import b64decode, parse_instant, parse_station_id
from jisr.core.sealing.errors import MalformedError


def text(untrusted: Mapping[str, Any], name: str, *, may_be_empty: bool = False) -> str:
    """A text; not empty unless told so."""
    value = untrusted.get(name)
    if not isinstance(value, str) or (not value and not may_be_empty):
        raise MalformedError(f"{name}: a text is needed")
    return value


def optional_text(untrusted: Mapping[str, Any], name: str) -> str | None:
    """A text, or null, or nothing."""
    return None if untrusted.get(name) is None else text(untrusted, name)


def whole_number(untrusted: Mapping[str, Any], name: str) -> int:
    """An integer from 0 to 2^53 - 1 (what every JSON reader keeps exactly)."""
    value = untrusted.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise MalformedError(f"{name}: a whole number is needed")
    return value


def mapping(untrusted: Mapping[str, Any], name: str) -> dict[str, Any]:
    """A JSON object."""
    value = untrusted.get(name)
    if not isinstance(value, dict):
        raise MalformedError(f"{name}: an object is needed")
    return value


def listing(untrusted: Mapping[str, Any], name: str, *, longest: int) -> list[Any]:
    """A JSON array of 1 to `longest` items."""
    value = untrusted.get(name)
    if not isinstance(value, list) or not 1 <= len(value) <= longest:
        raise MalformedError(f"{name}: a list of 1 to {longest} is needed")
    return value


def objects(untrusted: Mapping[str, Any], name: str, *, longest: int) -> list[dict[str, Any]]:
    """A JSON array of 1 to `longest` objects."""
    values = listing(untrusted, name, longest=longest)
    if not all(isinstance(value, dict) for value in values):
        raise MalformedError(f"{name}: a list of objects is needed")
    return values


def texts(untrusted: Mapping[str, Any], name: str, *, longest: int) -> tuple[str, ...]:
    """A JSON array of 1 to `longest` different texts."""
    values = listing(untrusted, name, longest=longest)
    if not all(isinstance(value, str) and value for value in values) or len(set(values)) != len(values):
        raise MalformedError(f"{name}: a list of different texts is needed")
    return tuple(values)


def instant(untrusted: Mapping[str, Any], name: str) -> datetime:
    """A UTC instant."""
    try:
        return parse_instant(untrusted.get(name))
    except MalformedError as error:
        raise MalformedError(f"{name}: {error}") from error


def octets(untrusted: Mapping[str, Any], name: str) -> bytes:
    """Bytes in base64url."""
    try:
        return b64decode(text(untrusted, name, may_be_empty=True))
    except MalformedError as error:
        raise MalformedError(f"{name}: {error}") from error


def station(untrusted: Mapping[str, Any], name: str) -> str:
    """A station id."""
    try:
        return parse_station_id(untrusted.get(name))
    except MalformedError as error:
        raise MalformedError(f"{name}: {error}") from error


def stations(untrusted: Mapping[str, Any], name: str, *, longest: int) -> tuple[str, ...]:
    """1 to `longest` different station ids."""
    values = texts(untrusted, name, longest=longest)
    for value in values:
        parse_station_id(value)
    return values
