"""Sending: sign, store and queue, in one transaction. Delivery is `delivery`'s.

What may go to whom was decided before (`release`); here it is only made sure that the partner is active, that the
body has its form, and that what was drawn from received dispatches can be found again when they are recalled.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import Classification, Handling, PartnerState, Purpose, Tlp
from jisr.core.ledger import Entry
from jisr.core.sealing import (
    REFERRING_KINDS,
    Dispatch,
    DispatchKind,
    MalformedError,
    PrivateKey,
    SealingError,
    Signed,
    StationCard,
    sign_dispatch,
    uuid7,
    whole_milliseconds,
)
from jisr.station.exchange.bodies import CheckedBody, check_body
from jisr.station.exchange.bulk import copy_in
from jisr.station.exchange.models import (
    Delivery,
    DeliveryState,
    Direction,
    DispatchRecord,
    InformationRequest,
    PassedOn,
    RequestState,
)
from jisr.station.exchange.problems import (
    CannotSealProblem,
    ExchangeProblem,
    PartnerNotActiveProblem,
    UnknownDispatchProblem,
)
from jisr.station.exchange.records import new_row, own_keys, own_policy, store_ledger_indexes
from jisr.station.exchange.services.queueing import deliver_soon
from jisr.station.exchange.services.refusals import whole_or_refused
from jisr.station.exchange.signals import passed_on
from jisr.station.knowledge import queries as knowledge
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, prepare, record_many
from jisr.station.partners import queries as partners
from jisr.station.vault.services import prepare_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One dispatch to send; fields as for `send`."""

    kind: DispatchKind
    recipients: Sequence[str]
    body: Mapping[str, Any]
    handling: Handling
    purpose: Purpose | None = None
    thread: UUID | None = None
    refers_to: UUID | None = None
    subject: str = ""
    deadline: datetime | None = None
    signing_key: PrivateKey | None = field(default=None, repr=False)


@dataclass(slots=True)
class _Prepared:
    outgoing: Outgoing
    dispatch: Dispatch
    signed: Signed
    body: CheckedBody
    row: DispatchRecord


def send(
    actor: Actor,
    *,
    kind: DispatchKind,
    recipients: Sequence[str],
    body: Mapping[str, Any],
    handling: Handling,
    purpose: Purpose | None = None,
    thread: UUID | None = None,
    refers_to: UUID | None = None,
    subject: str = "",
    deadline: datetime | None = None,
) -> UUID:
    """Sign a dispatch, store it, and queue it for every recipient; the id under which this station keeps it.

    Args:
        recipients: station ids of active partners.
        body: as docs/protocol.md has it for the kind.
        handling: conditions of the whole.
        refers_to: this station's id of the dispatch it answers or changes; its thread is taken over.
        thread: to continue a thread without referring to one dispatch.
        subject: what of this station it is about: "report:<id>", "warning:<id>", "request:<id>".
        deadline: the clock this station keeps on it.

    Raises:
        PartnerNotActiveProblem, UnknownDispatchProblem, CannotSealProblem, ExchangeProblem.
    """
    outgoing = Outgoing(
        kind=kind,
        recipients=recipients,
        body=body,
        handling=handling,
        purpose=purpose,
        thread=thread,
        refers_to=refers_to,
        subject=subject,
        deadline=deadline,
    )
    return send_many(actor, [outgoing])[0]


@whole_or_refused
def send_many(actor: Actor, items: Sequence[Outgoing]) -> list[UUID]:
    """`send` for several at once: all of them or none."""
    now = timezone.now()
    cards = _cards({station for item in items for station in item.recipients}, items)
    references = _references([item.refers_to for item in items if item.refers_to])
    keys, policy = own_keys(), own_policy()
    prepared: list[_Prepared] = []
    for item in items:
        about = references[item.refers_to] if item.refers_to else None
        body = _checked(item)
        dispatch = _dispatch(item, about, now)
        try:
            signed = sign_dispatch(
                dispatch,
                keys,
                [cards[station] for station in item.recipients],
                policy=policy,
                signing_key=item.signing_key,
            )
        except SealingError as error:
            raise CannotSealProblem(error) from error
        row = new_row(
            dispatch,
            body,
            item.handling,
            record_id=UUID(dispatch.id),
            direction=Direction.OUT,
            digest=signed.digest,
            signed_bytes=signed.signed_bytes,
            suite=signed.suite,
            about=about.id if about else None,
            now=now,
            by=actor.name,
            subject=item.subject,
            due=item.deadline,
        )
        prepared.append(_Prepared(item, dispatch, signed, body, row))
    _store(actor, prepared, now)
    return [each.row.id for each in prepared]


def own_handling(classification: Classification = Classification.RESTRICTED, tlp: Tlp = Tlp.AMBER_STRICT) -> Handling:
    """Conditions of what this station says about the exchange itself: receipts by people, questions, certificates."""
    return Handling(originator=own_keys().station_id, classification=classification, tlp=tlp)


def _cards(stations: set[str], items: Sequence[Outgoing]) -> dict[str, StationCard]:
    cards: dict[str, StationCard] = {}
    only_service = all(item.kind in (DispatchKind.CARD, DispatchKind.REVOCATION) for item in items)
    allowed = {PartnerState.ACTIVE, PartnerState.VERIFIED} if only_service else {PartnerState.ACTIVE}
    for station in sorted(stations):
        view = partners.partner(station)
        if view is None or view.card is None or view.state not in allowed:
            raise PartnerNotActiveProblem(station)
        cards[station] = view.card
    return cards


def _references(ids: Sequence[UUID]) -> dict[UUID, DispatchRecord]:
    found = DispatchRecord.objects.defer("signed_bytes").in_bulk(list(set(ids)))
    if len(found) != len(set(ids)):
        raise UnknownDispatchProblem
    return found


def _checked(item: Outgoing) -> CheckedBody:
    if not item.recipients or len(set(item.recipients)) != len(item.recipients):
        raise ExchangeProblem("no_recipients", _("Choose at least one recipient."), field="recipients")
    try:
        body = check_body(item.kind, item.body)
    except MalformedError as error:
        message = _("The dispatch does not have the form of its kind: %(detail)s") % {"detail": str(error)}
        raise ExchangeProblem("malformed", message, field="body") from error
    if any(
        part.classification > item.handling.classification or part.tlp > item.handling.tlp for part in body.handlings
    ):
        raise ExchangeProblem(
            "marked_too_low", _("A part of the dispatch is marked higher than the whole."), field="handling"
        )
    return body


def _dispatch(item: Outgoing, about: DispatchRecord | None, now: datetime) -> Dispatch:
    time = whole_milliseconds(now)
    identifier = uuid7(time, secrets.token_bytes(10))
    thread = about.thread if about else item.thread
    if about is None and item.kind in REFERRING_KINDS:
        raise UnknownDispatchProblem
    return Dispatch(
        kind=item.kind,
        id=identifier,
        sender=own_keys().station_id,
        recipients=tuple(item.recipients),
        thread=str(thread) if thread else identifier,
        refers_to=str(about.dispatch_id) if about else None,
        time=time,
        purpose=item.purpose.value if item.purpose else None,
        handling=item.handling.to_json(),
        body=item.body,
    )


def _store(actor: Actor, prepared: Sequence[_Prepared], now: datetime) -> None:
    prepare_keys("dispatch", [each.row.id for each in prepared])
    copy_in([each.row for each in prepared])
    copy_in(
        [
            Delivery(record=each.row, recipient=station, queued_at=now, next_attempt_at=now)
            for each in prepared
            for station in each.dispatch.recipients
        ]
    )
    _store_requests(prepared)
    _store_sources(prepared)
    for station in sorted({station for each in prepared for station in each.dispatch.recipients}):
        deliver_soon(station)
    entries: list[Entry] = []
    first: list[int] = []
    for each in prepared:
        first.append(len(entries))
        entries.extend(
            prepare(
                actor,
                Act.DISCLOSURE,
                "dispatch",
                each.dispatch.id,
                recipient=station,
                decision=each.dispatch.kind.value,
                detail={"digest": each.signed.digest, "statements": len(each.body.statements)},
                at=now,
            )
            for station in each.dispatch.recipients
        )
    indexes = record_many(entries)
    store_ledger_indexes({each.row.id: indexes[position] for each, position in zip(prepared, first, strict=True)})


def _store_requests(prepared: Sequence[_Prepared]) -> None:
    asked = [each for each in prepared if each.dispatch.kind is DispatchKind.REQUEST]
    InformationRequest.objects.bulk_create(
        [
            InformationRequest(
                record=each.row, direction=Direction.OUT, urgency=each.body.values["urgency"], due=each.body.due
            )
            for each in asked
            if each.body.due is not None
        ]
    )
    for each in prepared:
        if each.dispatch.kind is DispatchKind.REPLY and each.row.about:
            is_declined = each.body.values.get("declined") is True
            InformationRequest.objects.filter(
                record_id=each.row.about, direction=Direction.IN, state=RequestState.OPEN
            ).update(
                state=RequestState.DECLINED if is_declined else RequestState.ANSWERED,
                answered_at=each.row.stored_at,
                answer=each.row.id,
            )


def _store_sources(prepared: Sequence[_Prepared]) -> None:
    """Remember which received dispatches each new one draws on: pairs of an id as it came and as it goes on."""
    rows = []
    for each in prepared:
        if not each.body.statements and not each.outgoing.subject.startswith("dispatch:"):
            continue
        drawn: dict[UUID, list[list[str]]] = {}
        for statement in knowledge.statements(UUID(item.id) for item in each.body.statements):
            if statement.dispatch_id and (held := knowledge.statement_record(UUID(statement.id))):
                pair = [str(held.origin_id), statement.id]
                drawn.setdefault(UUID(statement.dispatch_id), []).append(pair)
        if each.outgoing.subject.startswith("dispatch:") and each.dispatch.kind is not DispatchKind.CORRECTION:
            source = UUID(each.outgoing.subject.removeprefix("dispatch:"))
            drawn.setdefault(source, []).extend([portion.id, portion.id] for portion in each.body.portions)
        rows += [PassedOn(source_id=source, record=each.row, items=items) for source, items in drawn.items() if items]
    if not rows:
        return
    received = DispatchRecord.objects.filter(id__in=[row.source_id for row in rows], direction=Direction.IN)
    known = {row.id: row for row in received.defer("signed_bytes")}
    passed = [row for row in rows if row.source_id in known]
    for row in passed:
        row.source = known[row.source_id]
    PassedOn.objects.bulk_create(passed)
    passed_on.send(PassedOn, passed=passed)


def cancel_undelivered(record: DispatchRecord, now: datetime) -> list[str]:
    """Stop deliveries of a dispatch that were never tried; the stations that never got it."""
    rows = Delivery.objects.select_for_update().filter(record=record, state=DeliveryState.QUEUED, attempts=0)
    stations = list(rows.values_list("recipient", flat=True))
    rows.update(state=DeliveryState.CANCELLED, next_attempt_at=now)
    return stations
