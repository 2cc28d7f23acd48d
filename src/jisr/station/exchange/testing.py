"""A partner station without a server, for tests of any room: real keys, real seals, a real Merkle log, no database.

`InMemoryPartner` takes messages as `transport.post_messages` hands them over and answers as a station does, and writes
dispatches that this station then receives. It can be told to misbehave: to be unreachable, to refuse, to lose its
answer on the way, to rewrite its ledger.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from jisr.core.handling import Classification, Handling, Tlp
from jisr.core.ledger import Checkpoint, MerkleLog, log_origin, sign_checkpoint
from jisr.core.sealing import (
    Dispatch,
    DispatchKind,
    Opened,
    ReceiptOutcome,
    Sealed,
    SealingError,
    StationCard,
    StationKeys,
    open_sealed,
    seal,
    sign_card,
    sign_receipt,
    sign_refusal,
    uuid7,
    verify_card,
    whole_milliseconds,
)
from jisr.station.exchange.services.receiving import BatchReply, receive_batch
from jisr.station.exchange.transport import BatchAnswer, TransportError
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.signing import own_signers
from jisr.station.partners import services as partner_services
from jisr.station.partners.cards import card_code
from jisr.station.partners.own_card import own_card


@dataclass
class InMemoryPartner:
    """A partner. `inbox` holds what it has opened, oldest first; faults are set by tests as attributes."""

    station_id: str = "madrid"
    country: str = "ES"
    keys: StationKeys = field(init=False)
    log: MerkleLog = field(default_factory=MerkleLog)
    inbox: list[Opened] = field(default_factory=list)
    receipts: dict[str, int] = field(default_factory=dict)
    sequence: int = 1
    is_unreachable: bool = False
    loses_answers: int = 0
    refuses_with: tuple[str, bool] | None = None

    def __post_init__(self) -> None:
        self.keys = StationKeys.generate(self.station_id, timezone.now())

    @property
    def endpoint(self) -> str:
        return f"https://{self.station_id}.example/exchange/v1/dispatches"

    def card_bytes(self) -> bytes:
        """Its card, of the present sequence and keys."""
        return sign_card(
            self.keys,
            names={"ar": f"محطة {self.station_id}", "fr": f"Station {self.station_id}", "en": self.station_id.title()},
            service_kind="fusion_centre",
            country=self.country,
            endpoint=self.endpoint,
            sequence=self.sequence,
            issued_at=timezone.now(),
        )

    def card(self) -> StationCard:
        return verify_card(self.card_bytes(), timezone.now())

    def become_active(self, first: Actor, second: Actor) -> None:
        """Let two officers of this station take the card in, compare it, and open the channel."""
        card = self.card_bytes()
        partner_services.add_partner(first, card)
        code = card_code(verify_card(card, timezone.now()))
        for officer in (first, second):
            partner_services.confirm_code(officer, self.station_id, code=code)
        partner_services.activate(first, self.station_id)

    def write(
        self,
        kind: DispatchKind,
        body: Mapping[str, Any],
        *,
        refers_to: UUID | str | None = None,
        thread: UUID | str | None = None,
        time: datetime | None = None,
        handling: Handling | None = None,
        purpose: str | None = None,
        identifier: str | None = None,
        keys: StationKeys | None = None,
    ) -> Sealed:
        """A dispatch to this station, sealed."""
        moment = whole_milliseconds(time or timezone.now())
        name = identifier or uuid7(moment, secrets.token_bytes(10))
        dispatch = Dispatch(
            kind=kind,
            id=name,
            sender=self.station_id,
            recipients=(settings.IDENTITY.station_id,),
            thread=str(thread or refers_to or name),
            refers_to=str(refers_to) if refers_to else None,
            time=moment,
            purpose=purpose,
            handling=(handling or self.handling()).to_json(),
            body=dict(body),
        )
        return seal(dispatch, keys or self.keys, [own_card()])

    def handling(self, **changes: Any) -> Handling:
        """Conditions that it sets unless told otherwise."""
        values: dict[str, Any] = {
            "originator": self.station_id,
            "classification": Classification.CONFIDENTIAL,
            "tlp": Tlp.AMBER,
        }
        return Handling(**{**values, **changes})

    def deliver(self, *dispatches: Sealed, now: datetime | None = None) -> BatchReply:
        """Post dispatches to this station; what comes back."""
        return receive_batch([item.sealed_bytes for item in dispatches], now or timezone.now(), None)

    def send(self, kind: DispatchKind, body: Mapping[str, Any], **more: Any) -> Sealed:
        """Write and deliver one dispatch."""
        written = self.write(kind, body, **more)
        self.deliver(written)
        return written

    def take(self, messages: Sequence[bytes], known_ledger_size: int | None = None) -> BatchAnswer:
        """What its endpoint does with a POST; stands in for `transport.post_messages`."""
        if self.is_unreachable:
            raise TransportError("unreachable")
        outcomes = [self._open(message) for message in messages]
        checkpoint = Checkpoint(log_origin(self.station_id), len(self.log), self.log.root())
        answers = tuple(
            self._answer(message, opened, checkpoint) for message, opened in zip(messages, outcomes, strict=True)
        )
        if self.loses_answers:
            self.loses_answers -= 1
            raise TransportError("timeout")
        note = sign_checkpoint(checkpoint, own_signers(self.keys)).decode()
        proof = None
        if known_ledger_size is not None and known_ledger_size <= checkpoint.size:
            proof = tuple(self.log.consistency_proof(known_ledger_size, checkpoint.size))
        return BatchAnswer(answers, note, proof)

    def rewrite_ledger(self) -> None:
        """Forge its own past: the same number of entries, others than were shown."""
        forged = MerkleLog()
        for number in range(len(self.log)):
            forged.append(f"forged {number}".encode())
        self.log = forged

    def _open(self, message: bytes) -> Opened | SealingError:
        now = timezone.now()
        try:
            opened = open_sealed(message, self.keys, {own_card().station_id: own_card()}, now)
        except SealingError as error:
            return error
        if opened.digest not in self.receipts and self.refuses_with is None:
            self.receipts[opened.digest] = self.log.append(opened.signed_bytes)
            self.inbox.append(opened)
        return opened

    def _answer(self, message: bytes, opened: Opened | SealingError, checkpoint: Checkpoint) -> bytes:
        now = timezone.now()
        if isinstance(opened, SealingError):
            return sign_refusal(self.keys, message, code=opened.code, may_retry=opened.may_retry, now=now)
        if self.refuses_with is not None:
            code, may_retry = self.refuses_with
            return sign_refusal(self.keys, message, code=code, may_retry=may_retry, now=now)
        return sign_receipt(
            self.keys,
            dispatch_id=opened.dispatch.id,
            digest=opened.digest,
            sender=opened.dispatch.sender,
            received_at=now,
            ledger_index=self.receipts[opened.digest],
            checkpoint=checkpoint.to_text(),
            outcome=ReceiptOutcome.RECEIVED,
        )


@dataclass
class PartnerNetwork:
    """All partners of a test; patch `transport.post_messages` of the delivery service with `post`."""

    partners: dict[str, InMemoryPartner] = field(default_factory=dict)

    def add(self, partner: InMemoryPartner) -> InMemoryPartner:
        self.partners[partner.endpoint] = partner
        return partner

    def post(self, endpoint: str, messages: Sequence[bytes], known_ledger_size: int | None) -> BatchAnswer:
        if endpoint not in self.partners:
            raise TransportError("unreachable")
        return self.partners[endpoint].take(messages, known_ledger_size)
