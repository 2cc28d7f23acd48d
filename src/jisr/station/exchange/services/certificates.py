"""Certificates: what this station has done with what it received, and what those have done to whom it passed it on.

A certificate of a recall is complete only when the certificates of every station after this one are. Names of those
stations are told where the agreement with the originator says so; without it, only that there is somebody and how far.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from jisr.core.sealing import DispatchKind, format_instant
from jisr.station.exchange.models import Cascade, Direction, DispatchRecord, Obligation, ObligationKind, PassedOn
from jisr.station.exchange.records import body_of
from jisr.station.exchange.services.cascades import concerned, is_active
from jisr.station.exchange.services.sending import own_handling, send
from jisr.station.ledger.actor import system_actor
from jisr.station.ledger.services import Act, record
from jisr.station.partners import queries as partners

#: Acts with which a station has done all that is asked of itself.
FINAL_ACTS: Final = frozenset({"erased", "amended", "withdrawn"})
#: What may be certified of each kind of dispatch.
ACTS_OF: Final = {
    DispatchKind.RECALL: frozenset({"quarantined", "erased", "held", "not_held"}),
    DispatchKind.CORRECTION: frozenset({"amended", "not_held", "erased"}),
    DispatchKind.CONSENT_DECISION: frozenset({"withdrawn"}),
}
ACTS_OF_CONTENT: Final = frozenset({"erased", "passed_on", "quarantined", "held"})
#: Later acts never give way to earlier ones.
RANK: Final = {"not_held": 0, "quarantined": 1, "held": 2, "amended": 3, "withdrawn": 3, "erased": 4}


def certify(
    dispatch: DispatchRecord,
    act: str,
    items: Sequence[UUID],
    at: datetime,
    *,
    cause: UUID | None,
    until: datetime | None = None,
) -> UUID | None:
    """Tell the originator what was done; None when it is no partner any more.

    Args:
        cause: this station's id of the recall, correction or withdrawal that asked for it; None for retention.
        until: with "held": when the legal hold ends.
    """
    if not is_active(dispatch.sender):
        return None
    body: dict[str, Any] = {"act": act, "items": [str(item) for item in items], "at": format_instant(at)}
    if until is not None:
        body["until"] = format_instant(until)
    if cause is not None:
        body |= _after(dispatch, cause, act)
    return _tell(dispatch.sender, cause or dispatch.id, body)


def report_new_holders(sender: object, *, passed: Iterable[PassedOn], **_: object) -> None:
    """Something received has gone on: its originators are told where the agreement says so."""
    for row in passed:
        holders: list[tuple[str, Sequence[str]]] = [(name, ()) for name in row.record.recipients]
        report_passing_on(row.source, [theirs for theirs, _ours in row.items], holders)


def certify_again(sent_on: DispatchRecord) -> None:
    """Somebody after this station has certified: tell the station before, if this one was asked by one."""
    cascade = Cascade.objects.filter(record=sent_on).select_related("cause").first()
    if cascade is None or cascade.cause.about is None or not is_active(cascade.cause.sender):
        return
    cause = cascade.cause
    last = DispatchRecord.objects.filter(about=cause.id, direction=Direction.OUT, kind=DispatchKind.CERTIFICATE)
    told = last.order_by("-time", "-id").first()
    source = referred_to(cause)
    if cause.kind == DispatchKind.CONSENT_DECISION and source is not None:
        source = referred_to(source)
    if told is None or source is None:
        return
    before = body_of(told)
    body = {"act": before["act"], "items": before["items"], "at": before["at"]}
    _tell(cause.sender, cause.id, body | _after(source, cause.id, str(before["act"])))


def holders_after(dispatch: DispatchRecord, cause: DispatchRecord, *, by_name: bool) -> list[dict[str, Any]]:
    """Everybody to whom it was passed on, with what each has certified; names only where they may be told."""
    found: list[dict[str, Any]] = []
    cascades = Cascade.objects.filter(cause=cause).select_related("record").prefetch_related("record__deliveries")
    for cascade in cascades.order_by("record__time"):
        for delivery in sorted(cascade.record.deliveries.all(), key=lambda item: item.recipient):
            found.append(
                {
                    "station": delivery.recipient if by_name else "",
                    "act": delivery.certified_act,
                    "at": format_instant(delivery.certified_at) if delivery.certified_at else None,
                    "complete": delivery.is_certified_whole,
                    "onward": delivery.certified_onward if by_name else _nameless(delivery.certified_onward),
                }
            )
    silent = {name for item in concerned(dispatch, cause) for name in item.silent}
    for name in sorted(silent):
        found.append({"station": name if by_name else "", "act": "", "at": None, "complete": False, "onward": []})
    return found


def tell_not_held(recall: DispatchRecord) -> None:
    """Answer a recall of something never received; it is kept for the case that the other is still on its way."""
    record(
        system_actor("receive"),
        Act.REFUSAL,
        "dispatch",
        str(recall.id),
        recipient=recall.sender,
        decision="recall_of_unknown",
    )
    certify(recall, "not_held", [], timezone.now(), cause=None)


def report_passing_on(
    source: DispatchRecord, items: Iterable[str], holders: Iterable[tuple[str, Sequence[str]]]
) -> None:
    """Tell the originator to whom its information went, if the agreement says so; it tells on to whom it had it from.

    Args:
        items: ids as they came with `source`.
        holders: stations, each with those through which it got it.
    """
    now = timezone.now()
    told = [{"station": name, "via": list(via)} for name, via in holders if name != source.sender]
    if not told or not is_active(source.sender) or not partners.tells_onward(source.sender, now):
        return
    body = {"act": "passed_on", "items": sorted(items), "at": format_instant(now), "onward": told}
    _tell(source.sender, source.id, body)


def report_further(sent: DispatchRecord, items: Iterable[str], holders: Sequence[tuple[str, Sequence[str]]]) -> None:
    """A recipient of ours has passed on what we had from others: tell those others, in the ids in which we had it."""
    wanted = set(items)
    for passed in PassedOn.objects.filter(record=sent).select_related("source"):
        theirs = [came for came, went in passed.items if not wanted or went in wanted]
        if theirs:
            report_passing_on(passed.source, theirs, holders)


def _after(dispatch: DispatchRecord, cause_id: UUID, act: str) -> dict[str, Any]:
    cause = DispatchRecord.objects.get(pk=cause_id)
    onward = holders_after(dispatch, cause, by_name=partners.tells_onward(dispatch.sender, timezone.now()))
    is_owed = Obligation.objects.filter(cause=cause_id, kind=ObligationKind.RECALLED, done_at__isnull=True).exists()
    is_complete = act in FINAL_ACTS and not is_owed and all(holder["complete"] for holder in onward)
    return {"onward": onward, "complete": is_complete}


def referred_to(row: DispatchRecord) -> DispatchRecord | None:
    """The dispatch that another refers to, as it is kept here."""
    return DispatchRecord.objects.filter(pk=row.about).first() if row.about else None


def _nameless(onward: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**holder, "station": "", "onward": _nameless(holder.get("onward", []))} for holder in onward]


def _tell(station_id: str, refers_to: UUID, body: dict[str, Any]) -> UUID:
    return send(
        system_actor("certify"),
        kind=DispatchKind.CERTIFICATE,
        recipients=[station_id],
        body=body,
        handling=own_handling(),
        refers_to=refers_to,
    )
