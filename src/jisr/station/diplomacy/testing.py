"""A partner that keeps joint records of its own, for tests: real operations, real signatures, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from jisr.core.handling import Classification, DataCategory, OnwardRule, Purpose
from jisr.core.jointrecords import Dot, JointRecord, Operation, Take, made_id, version_text
from jisr.core.sealing import DispatchKind, Sealed, add_cosignature, cosign
from jisr.station.diplomacy.services.joint import SCHEMAS
from jisr.station.exchange.services.delivery import deliver_due
from jisr.station.exchange.testing import InMemoryPartner, PartnerNetwork
from jisr.station.ledger.actor import Actor
from jisr.station.partners.own_card import own_card
from jisr.station.partners.services import AgreementTerms, record_agreement


def record_agreement_with(officer: Actor, station_id: str) -> None:
    """An agreement in force for a year, up to confidential."""
    today = timezone.localdate()
    terms = AgreementTerms(
        title="EXERCISE memorandum",
        reference=f"EX-{station_id}",
        parties=[station_id],
        purposes=[Purpose.HUMAN_TRAFFICKING],
        data_categories=[DataCategory.SUSPECT],
        highest_classification=Classification.CONFIDENTIAL,
        longest_retention_days=365,
        onward=OnwardRule.ASK,
        redress_contact="redress@example.org",
        valid_from=today - timedelta(days=30),
        valid_until=today + timedelta(days=335),
    )
    record_agreement(officer, terms)


def open_channel(
    network: PartnerNetwork, officers: tuple[Actor, Actor], station_id: str, country: str
) -> "Counterpart":
    """An active partner, without an agreement yet."""
    partner = network.add(InMemoryPartner(station_id, country))
    partner.become_active(*officers)
    return Counterpart(partner)


@dataclass
class Counterpart:
    """What a partner's own station would hold: the records it has been told of, by id."""

    partner: InMemoryPartner
    records: dict[UUID, JointRecord] = field(default_factory=dict)
    heads: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    signatures: dict[UUID, bytes] = field(default_factory=dict)
    _read: int = 0

    @property
    def id(self) -> str:
        return self.partner.station_id

    def hear(self) -> None:
        """Let this station deliver, and take in what has come."""
        deliver_due(self.id, timezone.now())
        for opened in self.partner.inbox[self._read :]:
            body = opened.dispatch.body.get("joint")
            if body:
                self._take(body)
        self._read = len(self.partner.inbox)

    def open(self, kind: str, record: UUID, title: str, parties: list[str], objects: list[dict[str, Any]]) -> Sealed:
        """Begin a record and send it."""
        self.records[record] = JointRecord(SCHEMAS[kind], record, parties)
        self.heads[record] = {"title": title, "parties": sorted(parties), "classification": "restricted"}
        return self.send(record, [self.write(record, take=Take.MAKE, **each) for each in objects])

    def write(self, record: UUID, **what: Any) -> Operation:
        """An operation of its own, by what it knows now; not sent yet."""
        joint = self.records[record]
        number, after = joint.next_operation(self.id)
        identifier = what.pop("object", "") or made_id(record, Dot(self.id, number))
        if what["take"] == Take.MAKE:
            what.setdefault("owner", self.id)
        now = timezone.now().replace(microsecond=0)
        made = Operation(author=self.id, number=number, after=after, object=identifier, at=now, **what)
        joint.take(made)
        return made

    def change(self, record: UUID, object_id: str, values: Mapping[str, Any]) -> Sealed:
        """Write values of one object and send them."""
        return self.send(record, [self.write(record, take=Take.WRITE, object=object_id, values=values)])

    def sign(self, record: UUID) -> Sealed:
        """Sign the version it has and send the signature."""
        joint, now = self.records[record], timezone.now()
        cards = {own_card().station_id: own_card(), self.id: self.partner.card()}
        if record in self.signatures:
            signed = add_cosignature(self.signatures[record], self.partner.keys, cards, now)
        else:
            signed = cosign(version_text(joint), self.partner.keys, sorted(joint.parties), now)
        return self.send(record, [], signatures=signed.decode())

    def send(self, record: UUID, operations: list[Operation], **more: Any) -> Sealed:
        """A dispatch about one record."""
        return self.partner.send(DispatchKind.COORDINATION, {"joint": self.body(record, operations, **more)})

    def body(self, record: UUID, operations: list[Operation], **more: Any) -> dict[str, Any]:
        schema = self.records[record].schema
        return {
            "record": str(record),
            "kind": schema.code,
            "schema": schema.version,
            "operations": [operation.to_json() for operation in operations],
            **self.heads[record],
            **more,
        }

    def _take(self, body: Mapping[str, Any]) -> None:
        record = UUID(body["record"])
        joint = self.records.setdefault(record, JointRecord(SCHEMAS[body["kind"]], record, body["parties"]))
        self.heads.setdefault(record, {name: body[name] for name in ("title", "parties", "classification")})
        for operation in body["operations"]:
            joint.take(Operation.from_json(operation))
        if "signatures" in body:
            self.signatures[record] = body["signatures"].encode()
