"""Reads fields of untrusted JSON into typed values, naming the field at fault."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from jisr.core.handling.errors import HandlingFormatError

_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_LONGEST_TEXT = 4_000
_LONGEST_LIST = 300


def known_fields(untrusted: object, required: frozenset[str], optional: frozenset[str]) -> Mapping[str, Any]:
    """The mapping itself, once it has every required field and no unknown one."""
    if not isinstance(untrusted, Mapping):
        raise HandlingFormatError("", "must be an object")
    present = set(untrusted)
    if missing := required - present:
        raise HandlingFormatError(min(missing), "is missing")
    if unknown := present - required - optional:
        # An unknown condition cannot be kept, and what cannot be kept must not be accepted.
        raise HandlingFormatError(str(min(unknown, key=str))[:60], "is not a known condition")
    return untrusted


def text(fields: Mapping[str, Any], name: str, *, empty_allowed: bool = True) -> str:
    """A string; "" where the field is absent."""
    value = fields.get(name, "")
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise HandlingFormatError(name, f"must be text of at most {_LONGEST_TEXT} characters")
    if not value and not empty_allowed:
        raise HandlingFormatError(name, "must not be empty")
    return value


def choice[Value](fields: Mapping[str, Any], name: str, read: Callable[[str], Value]) -> Value:
    """One word of a vocabulary."""
    value = fields.get(name)
    if not isinstance(value, str):
        raise HandlingFormatError(name, "must be a word of its vocabulary")
    try:
        return read(value)
    except ValueError as error:
        raise HandlingFormatError(name, str(error)[:300]) from error


def choices[Word: StrEnum](fields: Mapping[str, Any], name: str, words: type[Word]) -> frozenset[Word]:
    """A list of words of a vocabulary."""
    try:
        return frozenset(words(value) for value in _texts(fields.get(name), name))
    except ValueError as error:
        raise HandlingFormatError(name, str(error)[-300:]) from error


def countries(fields: Mapping[str, Any], name: str) -> frozenset[str] | None:
    """ISO 3166-1 alpha-2 codes in capitals, or None for no list."""
    if fields.get(name) is None:
        return None
    codes = frozenset(_texts(fields[name], name))
    if wrong := [code for code in codes if not _COUNTRY.match(code)]:
        raise HandlingFormatError(name, f"{min(wrong)[:20]!r} is not a country code of two capital letters")
    return codes


def day(fields: Mapping[str, Any], name: str) -> date | None:
    """A calendar date YYYY-MM-DD, or None."""
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or not _DAY.match(value):
        raise HandlingFormatError(name, "must be a date YYYY-MM-DD")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise HandlingFormatError(name, "must be a date YYYY-MM-DD") from error


def claim(fields: Mapping[str, Any], name: str) -> bool:
    """true or false; false where the field is absent."""
    value = fields.get(name, False)
    if not isinstance(value, bool):
        raise HandlingFormatError(name, "must be true or false")
    return value


def members(fields: Mapping[str, Any], name: str) -> list[object]:
    """A list of whatever its reader takes; empty where the field is absent."""
    value = fields.get(name, [])
    if not isinstance(value, list | tuple) or len(value) > _LONGEST_LIST:
        raise HandlingFormatError(name, f"must be a list of at most {_LONGEST_LIST} members")
    return list(value)


def _texts(value: object, name: str) -> list[str]:
    if not isinstance(value, list | tuple) or len(value) > _LONGEST_LIST:
        raise HandlingFormatError(name, f"must be a list of at most {_LONGEST_LIST} words")
    if not all(isinstance(entry, str) for entry in value):
        raise HandlingFormatError(name, "must hold words only")
    return list(value)
