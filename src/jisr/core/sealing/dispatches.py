"""The dispatch: one JSON document, what it says about itself, and how it is read.

`handling` and `body` are JSON-ready and mean nothing here; what they hold is written in docs/protocol.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from jisr.core.sealing import fields
from jisr.core.sealing.encoding import (
    dump_object,
    format_instant,
    parse_object,
    parse_station_id,
    parse_uuid7,
    uuid7_instant,
    whole_milliseconds,
)
from jisr.core.sealing.errors import MalformedError, PayloadMismatchError, UnknownVersionError
from jisr.core.sealing.suites import PROTOCOL_VERSION

_NAMES: Final = frozenset(
    {"jisr", "suite", "kind", "id", "from", "to", "thread", "refers_to", "time", "purpose", "handling", "body"}
)
# More than any policy allows; the policy's own limit is checked on the sealed message.
_MOST_RECIPIENTS: Final = 1024


class DispatchKind(StrEnum):
    """What a dispatch is."""

    INFORMATION = "information"
    REQUEST = "request"
    REPLY = "reply"
    WARNING = "warning"
    COORDINATION = "coordination"
    ACKNOWLEDGEMENT = "acknowledgement"
    FEEDBACK = "feedback"
    CORRECTION = "correction"
    RECALL = "recall"
    CERTIFICATE = "certificate"
    QUESTION = "question"
    CONSENT_REQUEST = "consent_request"
    CONSENT_DECISION = "consent_decision"
    CARD = "card"
    REVOCATION = "revocation"


# Kinds that speak about an earlier dispatch and mean nothing without it.
REFERRING_KINDS: Final = frozenset(
    {
        DispatchKind.REPLY,
        DispatchKind.ACKNOWLEDGEMENT,
        DispatchKind.FEEDBACK,
        DispatchKind.CORRECTION,
        DispatchKind.RECALL,
        DispatchKind.CERTIFICATE,
        DispatchKind.QUESTION,
        DispatchKind.CONSENT_REQUEST,
        DispatchKind.CONSENT_DECISION,
    }
)


@dataclass(frozen=True, slots=True)
class Dispatch:
    """What a sender signs.

    Attributes:
        id: UUID version 7 whose instant is `time`.
        sender, recipients: station ids; all recipients, in the order given.
        thread: UUID version 7 of the dispatch that began the thread (its own id when it begins one).
        refers_to: id of the dispatch that this one answers or changes; needed for `REFERRING_KINDS`.
        time: UTC, whole milliseconds.
        purpose: purpose value of `jisr.core.handling`, or None for dispatches without content.
        handling, body: JSON-ready.
    """

    kind: DispatchKind
    id: str
    sender: str
    recipients: tuple[str, ...]
    thread: str
    refers_to: str | None
    time: datetime
    purpose: str | None
    handling: Mapping[str, Any]
    body: Mapping[str, Any]

    def __post_init__(self) -> None:
        parse_uuid7(self.id)
        parse_uuid7(self.thread)
        if self.refers_to is not None:
            parse_uuid7(self.refers_to)
        elif self.kind in REFERRING_KINDS:
            raise MalformedError(f"refers_to: needed for {self.kind}")
        parse_station_id(self.sender)
        for recipient in self.recipients:
            parse_station_id(recipient)
        if not self.recipients or len(set(self.recipients)) != len(self.recipients):
            raise MalformedError("to: one or more different recipients are needed")
        if self.sender in self.recipients:
            raise MalformedError("to: a station does not send to itself")
        if self.time.tzinfo is None or self.time != whole_milliseconds(self.time):
            raise MalformedError("time: a UTC instant in whole milliseconds is needed")
        if uuid7_instant(self.id) != self.time:
            raise PayloadMismatchError("the instant inside the id is not the time of the dispatch")

    def to_payload(self, suite_name: str) -> bytes:
        """The bytes to sign; serialised here, once."""
        return dump_object(
            {
                "jisr": PROTOCOL_VERSION,
                "suite": suite_name,
                "kind": self.kind.value,
                "id": self.id,
                "from": self.sender,
                "to": list(self.recipients),
                "thread": self.thread,
                "refers_to": self.refers_to,
                "time": format_instant(self.time),
                "purpose": self.purpose,
                "handling": self.handling,
                "body": self.body,
            }
        )


def parse_payload(authenticated_bytes: bytes) -> tuple[Dispatch, str]:
    """The dispatch in bytes whose signature has verified, and the name of the suite its sender sealed with.

    Raises:
        MalformedError, UnknownVersionError, PayloadMismatchError.
    """
    document = parse_object(authenticated_bytes)
    version = document.get("jisr")
    if isinstance(version, bool) or version != PROTOCOL_VERSION:
        raise UnknownVersionError("a dispatch of another version")
    if document.keys() != _NAMES:
        raise MalformedError("a dispatch with missing or unknown members")
    kind = fields.text(document, "kind")
    if kind not in set(DispatchKind):
        raise MalformedError("kind: unknown")
    dispatch = Dispatch(
        kind=DispatchKind(kind),
        id=fields.text(document, "id"),
        sender=fields.station(document, "from"),
        recipients=fields.stations(document, "to", longest=_MOST_RECIPIENTS),
        thread=fields.text(document, "thread"),
        refers_to=fields.optional_text(document, "refers_to"),
        time=fields.instant(document, "time"),
        purpose=fields.optional_text(document, "purpose"),
        handling=fields.mapping(document, "handling"),
        body=fields.mapping(document, "body"),
    )
    return dispatch, fields.text(document, "suite")
