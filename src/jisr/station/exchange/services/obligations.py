"""Obligations: what a received dispatch binds this station to, until it is done and certified.

Retention and recall end in erasure: statements are emptied, the text is dropped, and the originator gets a
certificate. That the dispatch was here, its digest and its receipts stay, as proof of the erasure.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from jisr.core.handling import Handling, OnwardRule, match_rule
from jisr.station.exchange.models import DispatchRecord, DispatchState, Obligation, ObligationKind
from jisr.station.exchange.problems import UnknownDispatchProblem, WrongKindProblem
from jisr.station.exchange.records import body_of
from jisr.station.exchange.redaction import portions_among, without
from jisr.station.exchange.services.certificates import certify
from jisr.station.exchange.services.reviews import is_anything_resting
from jisr.station.knowledge.services import erase_received, seal_texts_anew
from jisr.station.ledger.actor import Actor, system_actor
from jisr.station.ledger.services import Act, record
from jisr.station.vault import holds
from jisr.station.vault.problems import HeldProblem
from jisr.station.vault.services import destroy_keys, renew_key

#: How long a person may take to look at what a recall concerns before it is erased anyway.
RECALL_GRACE = timedelta(hours=72)
_ERASING = (ObligationKind.RETENTION, ObligationKind.RECALLED)


def obligations_of(record: DispatchRecord, handling: Handling, now: datetime) -> list[Obligation]:
    """Rows for the conditions that a dispatch with content sets."""
    rows = []
    if handling.retain_until is not None:
        end = datetime.combine(handling.retain_until, time.max, tzinfo=now.tzinfo)
        rows.append(Obligation(record=record, kind=ObligationKind.RETENTION, due=end, created_at=now))
    for kind, rule in (
        (ObligationKind.ONWARD, handling.onward),
        (ObligationKind.ACTION, handling.action_on),
        (ObligationKind.COURT, handling.court_use),
        (ObligationKind.MATCH, match_rule(handling)),
    ):
        if rule is not OnwardRule.ALLOWED:
            never = rule is OnwardRule.NEVER
            rows.append(Obligation(record=record, kind=kind, never=never, created_at=now))
    return rows


@transaction.atomic
def fulfil(actor: Actor, obligation_id: UUID) -> UUID | None:
    """Do what is owed and certify it: erase, or (correction) confirm that those it was passed to were told.

    Returns:
        Id of the certificate, or None where none is owed.

    Raises:
        UnknownDispatchProblem: no such obligation.
        WrongKindProblem: done already, or a standing condition that is kept rather than done.
        HeldProblem: a legal hold stands against the erasure.
    """
    owed = Obligation.objects.select_for_update().select_related("record").filter(pk=obligation_id).first()
    if owed is None:
        raise UnknownDispatchProblem
    if owed.done_at is not None or owed.kind not in (*_ERASING, ObligationKind.CORRECTION):
        raise WrongKindProblem
    if owed.kind in _ERASING and holds.held_until("dispatch", owed.record_id) is not None:
        raise HeldProblem
    now = timezone.now()
    owed.done_at, owed.done_by = now, actor.name
    owed.save(update_fields=["done_at", "done_by"])
    if owed.kind == ObligationKind.CORRECTION:
        record(actor, Act.ALTERATION, "dispatch", str(owed.record_id), decision="correction_passed_on")
        return None
    items = erase(actor, owed.record, None if not owed.items else [UUID(item) for item in owed.items])
    return certify(owed.record, "erased", items, now, cause=owed.cause)


def fulfil_due(now: datetime) -> int:
    """Erase everything whose last day, or whose time for a person to look, is over; how many."""
    actor = system_actor("obligations")
    held = holds.held().get("dispatch", {})
    due = Obligation.objects.filter(done_at__isnull=True, kind__in=_ERASING, due__lt=now).exclude(record__in=held)
    ids = list(due.order_by("due").values_list("id", flat=True)[:1000])
    for identifier in ids:
        fulfil(actor, identifier)
    return len(ids)


def erase_unused(cause: UUID) -> int:
    """Erase what a recall concerns now, where nothing of this station rests on it; how much was erased."""
    if is_anything_resting(cause):
        return 0
    owed = Obligation.objects.filter(cause=cause, kind=ObligationKind.RECALLED, done_at__isnull=True)
    owed = owed.exclude(record__in=holds.held().get("dispatch", {}))
    ids = list(owed.values_list("id", flat=True))
    for identifier in ids:
        fulfil(system_actor("recall"), identifier)
    return len(ids)


def erase(actor: Actor, dispatch: DispatchRecord, items: list[UUID] | None) -> list[UUID]:
    """Erase statements and portions of a dispatch (None: all of it); ids as they travelled."""
    portions = portions_among(body_of(dispatch), {str(item) for item in items}) if items else []
    erased = erase_received(actor, dispatch.id, items)
    if items:
        _seal_what_remains(actor, dispatch, without(body_of(dispatch), {str(item) for item in items}))
    if items is None:
        dispatch.signed_bytes, dispatch.remaining = b"", None
        dispatch.title, dispatch.title_words, dispatch.state = "", [], DispatchState.ERASED
        dispatch.save(update_fields=["signed_bytes", "remaining", "title", "title_words", "state"])
        destroy_keys(actor, [dispatch.id], "erased")
        Obligation.objects.filter(record=dispatch, done_at__isnull=True).update(
            done_at=timezone.now(), done_by=actor.name
        )
        record(actor, Act.ERASURE, "dispatch", str(dispatch.id), decision="erased")
    return [*erased, *(UUID(portion) for portion in portions)]


def _seal_what_remains(actor: Actor, dispatch: DispatchRecord, remaining: dict[str, Any]) -> None:
    """Keep the rest under a new key and destroy the old one: no copy of what was erased opens any more."""
    title = dispatch.title
    renew_key("dispatch", dispatch.id)
    dispatch.title, dispatch.remaining, dispatch.signed_bytes = title, remaining, b""
    dispatch.save(update_fields=["title", "remaining", "signed_bytes"])
    seal_texts_anew(f"dispatch:{dispatch.id}")
    destroy_keys(actor, [dispatch.id], "parts_erased", keeps_newest=True)


def tell_held(record_id: UUID, until: date) -> UUID | None:
    """Tell the originator that what it recalled is under a legal hold here, and until when."""
    owed = Obligation.objects.filter(record_id=record_id, kind=ObligationKind.RECALLED, done_at__isnull=True)
    found = owed.select_related("record").order_by("-created_at").first()
    if found is None:
        return None
    items = [UUID(item) for item in found.items]
    end = datetime.combine(until, time.max, UTC)
    return certify(found.record, "held", items, timezone.now(), cause=found.cause, until=end)
