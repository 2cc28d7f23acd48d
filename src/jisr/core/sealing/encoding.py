"""Bytes to values and back, strictly: one value has one encoding, and anything else is refused.

Base64url without padding (RFC 7515 section 2), JSON without duplicate names or values JSON does not know
(RFC 8259, I-JSON RFC 7493), instants as RFC 3339 in UTC with milliseconds, identifiers as UUID version 7
(RFC 9562 section 5.7).
"""

import base64
import json
import re
from binascii import Error as Base64Error
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NoReturn
from uuid import UUID

import orjson

from jisr.core.sealing.errors import DuplicateNameError, MalformedError, OversizeError, TruncatedError

type JsonObject = dict[str, Any]

_BASE64URL: Final = re.compile(rb"[A-Za-z0-9_-]*\Z")
_INSTANT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z\Z", re.ASCII)
_STATION_ID: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]{1,62}[a-z0-9])\Z", re.ASCII)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)

# Deeper nesting than any body of this protocol needs; below the recursion limit of every JSON reader we know.
MAX_JSON_DEPTH: Final = 64


def b64encode(value: bytes) -> bytes:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(value).rstrip(b"=")


def b64encode_text(value: bytes) -> str:
    """Base64url without padding, as text."""
    return b64encode(value).decode("ascii")


def b64decode(untrusted: bytes | str) -> bytes:
    """Bytes of a base64url text.

    Raises:
        MalformedError: padding, foreign characters, or unused bits that are not zero (such a text would be a
            second encoding of the same bytes).
    """
    try:
        text = untrusted.encode("ascii") if isinstance(untrusted, str) else untrusted
        if not _BASE64URL.match(text):
            raise MalformedError("not base64url")
        value = base64.urlsafe_b64decode(text + b"=" * (-len(text) % 4))
    except (UnicodeEncodeError, Base64Error) as error:
        raise MalformedError("not base64url") from error
    if b64encode(value) != text:
        raise MalformedError("not the canonical base64url")
    return value


def _object_without_duplicates(pairs: list[tuple[str, Any]]) -> JsonObject:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise DuplicateNameError("a JSON object holds the same name twice")
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise MalformedError(f"{name} is not JSON")


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_object_without_duplicates, parse_constant=_refuse_constant, strict=True
)


def parse_object(untrusted: bytes) -> JsonObject:
    """One JSON object, read strictly.

    Raises:
        TruncatedError: the text ends inside the object.
        DuplicateNameError: an object holds a name twice.
        OversizeError: nested deeper than MAX_JSON_DEPTH.
        MalformedError: anything else that is not one I-JSON object in UTF-8.
    """
    try:
        text = untrusted.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedError("not UTF-8") from error
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            raise TruncatedError("the JSON text ends too early") from error
        raise MalformedError("not JSON") from error
    except RecursionError as error:
        raise OversizeError("nested too deeply") from error
    except ValueError as error:
        raise MalformedError("a number is out of range") from error
    if not isinstance(value, dict):
        raise MalformedError("not a JSON object")
    _refuse_what_cannot_travel(value)
    return value


def _refuse_what_cannot_travel(value: JsonObject) -> None:
    """Depth, and lone surrogates: an escape such as \\ud800 that no UTF-8 text can hold."""
    pending: list[tuple[Any, int]] = [(value, 1)]
    while pending:
        item, depth = pending.pop()
        if isinstance(item, str):
            if not item.isascii() and any("\ud800" <= character <= "\udfff" for character in item):
                raise MalformedError("a text holds half a character")
        elif isinstance(item, dict | list):
            if depth > MAX_JSON_DEPTH:
                raise OversizeError("nested too deeply")
            if isinstance(item, dict):
                pending.extend((key, depth) for key in item)
                pending.extend((child, depth + 1) for child in item.values())
            else:
                pending.extend((child, depth + 1) for child in item)


def dump_object(value: Mapping[str, Any]) -> bytes:
    """UTF-8 JSON of a value that is about to be signed; what is received is never passed through here.

    Raises:
        MalformedError: the value holds what JSON cannot.
    """
    try:
        return orjson.dumps(value)
    except (TypeError, orjson.JSONEncodeError) as error:
        raise MalformedError(f"not JSON-ready: {error}") from error


def format_instant(instant: datetime) -> str:
    """RFC 3339, UTC, milliseconds: "2026-11-24T10:00:00.000Z".

    Raises:
        MalformedError: an instant without a time zone.
    """
    if instant.tzinfo is None:
        raise MalformedError("an instant needs its time zone")
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{instant.microsecond // 1000:03d}Z"


def parse_instant(untrusted: object) -> datetime:
    """The UTC instant of exactly the form that `format_instant` writes."""
    if not isinstance(untrusted, str) or not _INSTANT.match(untrusted):
        raise MalformedError("not an instant of the form 2026-11-24T10:00:00.000Z")
    try:
        return datetime.fromisoformat(untrusted)
    except ValueError as error:
        raise MalformedError("no such instant") from error


def whole_milliseconds(instant: datetime) -> datetime:
    """The instant as it survives the wire."""
    return instant.astimezone(UTC).replace(microsecond=instant.microsecond // 1000 * 1000)


def uuid7(instant: datetime, random: bytes) -> str:
    """UUID version 7 of an instant and 10 random bytes. Source: RFC 9562 section 5.7."""
    milliseconds = (instant - _EPOCH) // _MILLISECOND
    value = bytearray(milliseconds.to_bytes(6, "big") + random[:10])
    value[6] = value[6] & 0x0F | 0x70
    value[8] = value[8] & 0x3F | 0x80
    return str(UUID(bytes=bytes(value)))


def parse_uuid7(untrusted: object) -> str:
    """The identifier in its one canonical spelling (lower case, with hyphens)."""
    if isinstance(untrusted, str) and len(untrusted) == 36:
        try:
            value = UUID(untrusted)
        except ValueError as error:
            raise MalformedError("not a UUID") from error
        if value.version == 7 and str(value) == untrusted:
            return untrusted
    raise MalformedError("not a UUID of version 7")


def uuid7_instant(identifier: str) -> datetime:
    """The instant inside a UUID version 7."""
    return _EPOCH + _MILLISECOND * (UUID(identifier).int >> 80)


def parse_station_id(untrusted: object) -> str:
    """A station id: 3 to 64 of a-z, 0-9, "." and "-", not starting or ending with a mark."""
    if isinstance(untrusted, str) and _STATION_ID.match(untrusted):
        return untrusted
    raise MalformedError("not a station id")
