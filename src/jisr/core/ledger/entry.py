"""One ledger entry: who did what to which record, why, when. Never the content of the record.

The exact bytes of an entry are the leaf of the Merkle tree. They are made once and never made again from the fields:
whoever needs the fields reads them out of the bytes. Every entry carries 16 random bytes (salt), so that the hash of a
neighbour that stands in a proof can't be guessed back into its entry.

Source: Directive (EU) 2016/680 (LED) Article 25 for the acts and for what is logged about consultation and disclosure.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Literal

import msgspec
import orjson

from jisr.core.ledger.errors import EntryFormatError

ENTRY_VERSION = 1
SALT_SIZE_BYTES = 16
MAX_ENTRY_SIZE_BYTES = 16_384

_SALT = re.compile(r"[0-9a-f]{32}")


class Act(StrEnum):
    """What was done. The first six are the ones LED Article 25 names; the last two are the station's own."""

    COLLECTION = "collection"
    ALTERATION = "alteration"
    CONSULTATION = "consultation"
    DISCLOSURE = "disclosure"
    COMBINATION = "combination"
    ERASURE = "erasure"
    REFUSAL = "refusal"
    ADMINISTRATION = "administration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The fields of an entry.

    Attributes:
        time: UTC-aware instant of the act.
        actor: sign-in name, or "system:<job>" or "partner:<station id>".
        roles: roles the actor held at that moment.
        channel: "console", "api", "command", "worker" or "exchange".
        act: what was done.
        record_kind: kind of record, e.g. "report", "dispatch".
        record_id: which one.
        recipient: station id of whom it was disclosed to; "" otherwise.
        justification: the reason the actor gave.
        decision: stable code or id of the decision it rests on.
        detail: ids, codes and counts; never text or names of the record.
        salt: 32 hex digits, random.
    """

    time: datetime
    actor: str
    act: Act
    record_kind: str
    record_id: str
    salt: str
    roles: tuple[str, ...] = ()
    channel: str = ""
    recipient: str = ""
    justification: str = ""
    decision: str = ""
    detail: Mapping[str, str | int] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """One line of JSON in UTF-8, keys in a fixed order, no newline.

        Raises:
            EntryFormatError: a field can't be an entry's, or the whole is larger than 16 KiB.
        """
        if self.time.tzinfo is None:
            raise EntryFormatError("time", "has no time zone")
        _require_parts(self)
        data = orjson.dumps(
            {
                "v": ENTRY_VERSION,
                "time": self.time.astimezone(UTC).isoformat(timespec="microseconds"),
                "actor": self.actor,
                "roles": list(self.roles),
                "channel": self.channel,
                "act": self.act.value,
                "record": {"kind": self.record_kind, "id": self.record_id},
                "recipient": self.recipient,
                "justification": self.justification,
                "decision": self.decision,
                "detail": dict(self.detail),
                "salt": self.salt,
            }
        )
        if len(data) > MAX_ENTRY_SIZE_BYTES:
            raise EntryFormatError("whole", f"is larger than {MAX_ENTRY_SIZE_BYTES} bytes")
        return data

    @classmethod
    def from_bytes(cls, data: bytes) -> "Entry":
        """Read an entry.

        Raises:
            EntryFormatError: not an entry; names the field.
        """
        document = _load(data)
        return cls(
            time=document.time.astimezone(UTC),
            actor=document.actor,
            roles=document.roles,
            channel=document.channel,
            act=document.act,
            record_kind=document.record.kind,
            record_id=document.record.id,
            recipient=document.recipient,
            justification=document.justification,
            decision=document.decision,
            detail=document.detail,
            salt=document.salt,
        )


def act_of(data: bytes) -> Act:
    """The act of an entry whose whole form is checked on the way; quicker than reading all of it.

    Raises:
        EntryFormatError: not an entry; names the field.
    """
    return _load(data).act


def _require_parts(entry: Entry) -> None:
    if not entry.actor:
        raise EntryFormatError("actor", "is empty")
    if not entry.record_kind:
        raise EntryFormatError("record.kind", "is empty")
    if not _SALT.fullmatch(entry.salt):
        raise EntryFormatError("salt", "is not 32 hex digits")


class _Record(msgspec.Struct, forbid_unknown_fields=True):
    kind: Annotated[str, msgspec.Meta(min_length=1)]
    id: str


class _Document(msgspec.Struct, forbid_unknown_fields=True):
    v: Literal[1]
    time: Annotated[datetime, msgspec.Meta(tz=True)]
    actor: Annotated[str, msgspec.Meta(min_length=1)]
    roles: tuple[str, ...]
    channel: str
    act: Act
    record: _Record
    recipient: str
    justification: str
    decision: str
    detail: dict[str, str | int]
    salt: Annotated[str, msgspec.Meta(pattern=f"^{_SALT.pattern}$")]


_DECODER = msgspec.json.Decoder(_Document)
_PLACE = re.compile(r" - at `\$\.?([^`]*)`$")
_NAMED = re.compile(r"field `([^`]*)`")


def _load(data: bytes) -> _Document:
    if len(data) > MAX_ENTRY_SIZE_BYTES:
        raise EntryFormatError("whole", f"is larger than {MAX_ENTRY_SIZE_BYTES} bytes")
    try:
        return _DECODER.decode(data)
    except msgspec.ValidationError as error:
        message = str(error)
        place = _PLACE.search(message)
        named = _NAMED.search(message)
        field_name = named.group(1) if named else place.group(1) if place else "whole"
        raise EntryFormatError(field_name or "whole", _PLACE.sub("", message)) from None
    except msgspec.DecodeError:
        raise EntryFormatError("whole", "is not JSON") from None
