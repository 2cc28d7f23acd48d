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
from typing import Any

import orjson

from jisr.core.ledger.errors import EntryFormatError

ENTRY_VERSION = 1
SALT_SIZE_BYTES = 16
MAX_ENTRY_SIZE_BYTES = 16_384

_SALT = re.compile(r"[0-9a-f]{32}")
_KEYS = {
    *("v", "time", "actor", "roles", "channel", "act", "record"),
    *("recipient", "justification", "decision", "detail", "salt"),
}


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
        try:
            time = datetime.fromisoformat(document["time"])
        except (TypeError, ValueError):
            raise EntryFormatError("time", "is not an ISO 8601 instant") from None
        if time.tzinfo is None:
            raise EntryFormatError("time", "has no time zone")
        try:
            act = Act(document["act"])
        except ValueError:
            raise EntryFormatError("act", "is unknown") from None
        record = document["record"]
        if not isinstance(record, dict) or record.keys() != {"kind", "id"}:
            raise EntryFormatError("record", "has not exactly the keys kind and id")
        texts = {
            name: _text(document, name)
            for name in ("actor", "channel", "recipient", "justification", "decision", "salt")
        }
        entry = cls(
            time=time.astimezone(UTC),
            act=act,
            roles=_roles(document["roles"]),
            record_kind=_text(record, "kind"),
            record_id=_text(record, "id"),
            detail=_detail(document["detail"]),
            **texts,
        )
        _require_parts(entry)
        return entry


def _require_parts(entry: Entry) -> None:
    if not entry.actor:
        raise EntryFormatError("actor", "is empty")
    if not entry.record_kind:
        raise EntryFormatError("record", "has no kind")
    if not _SALT.fullmatch(entry.salt):
        raise EntryFormatError("salt", "is not 32 hex digits")


def _load(data: bytes) -> dict[str, Any]:
    if len(data) > MAX_ENTRY_SIZE_BYTES:
        raise EntryFormatError("whole", f"is larger than {MAX_ENTRY_SIZE_BYTES} bytes")
    try:
        document = orjson.loads(data)
    except orjson.JSONDecodeError:
        raise EntryFormatError("whole", "is not JSON") from None
    if not isinstance(document, dict) or document.keys() != _KEYS:
        raise EntryFormatError("whole", "has not exactly the keys of an entry")
    if document["v"] != ENTRY_VERSION:
        raise EntryFormatError("v", "is not a version this program knows")
    return document


def _text(document: Mapping[str, Any], name: str) -> str:
    value = document[name]
    if not isinstance(value, str):
        raise EntryFormatError(name, "is not text")
    return value


def _roles(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(role, str) for role in value):
        raise EntryFormatError("roles", "is not a list of text")
    return tuple(value)


def _detail(value: Any) -> dict[str, str | int]:
    if not isinstance(value, dict) or not all(isinstance(item, str | int) for item in value.values()):
        raise EntryFormatError("detail", "holds something other than text and whole numbers")
    return value
