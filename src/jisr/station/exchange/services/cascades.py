"""Whom a recall, a correction or a withdrawn consent concerns beyond this station, and telling them.

What was passed on is known as pairs of ids (`PassedOn`): as a part came, and as it went on. So each station tells only
those it passed something on to, and the chain may have any number of hops.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from jisr.core.handling import PartnerState
from jisr.core.sealing import DispatchKind
from jisr.station.exchange.models import Cascade, Consent, DispatchRecord, PassedOn
from jisr.station.exchange.records import body_of, handling_of
from jisr.station.exchange.services.sending import own_handling, send
from jisr.station.knowledge import queries as knowledge
from jisr.station.ledger.actor import system_actor
from jisr.station.partners import queries as partners


@dataclass(frozen=True, slots=True)
class Concerned:
    """A dispatch of this station with which something went on that has changed.

    Attributes:
        record: that dispatch.
        parts: of what changed, the id as it came by the id as it went on.
        active: recipients that can be told; `silent` those that cannot, because they are no active partners any more.
    """

    record: DispatchRecord
    parts: Mapping[str, str]
    active: tuple[str, ...]
    silent: tuple[str, ...]


def changed_parts(cause: DispatchRecord) -> frozenset[str] | None:
    """Ids, as they came, of what a recall, correction or withdrawal is about; None = all of the dispatch."""
    body = body_of(cause)
    if cause.kind == DispatchKind.CORRECTION:
        return frozenset(body.get("replaces", []))
    if cause.kind == DispatchKind.CONSENT_DECISION:
        consent = Consent.objects.filter(withdrawal=cause.id).first()
        return frozenset(consent.items) if consent and consent.items else None
    if body.get("all") is True:
        return None
    return frozenset([*body.get("statements", []), *body.get("portions", [])])


def concerned(source: DispatchRecord, cause: DispatchRecord) -> Iterator[Concerned]:
    """Every dispatch with which something of `source` went on that `cause` is about."""
    parts, only = changed_parts(cause), _only(cause)
    for passed in PassedOn.objects.filter(source=source).select_related("record").order_by("record__time"):
        gone = {ours: theirs for theirs, ours in passed.items if parts is None or theirs in parts}
        told = [name for name in passed.record.recipients if name != source.sender and (only is None or name in only)]
        if gone and told:
            active = tuple(name for name in told if is_active(name))
            yield Concerned(passed.record, gone, active, tuple(name for name in told if name not in active))


def recall_onward(source: DispatchRecord, cause: DispatchRecord) -> int:
    """Recall what went on of a dispatch that was recalled, or whose consent was withdrawn; how many recalls."""
    told = 0
    for found in concerned(source, cause):
        if found.active:
            sent = send(
                system_actor("recall"),
                kind=DispatchKind.RECALL,
                recipients=found.active,
                body=_recall_of(found),
                handling=own_handling(),
                refers_to=found.record.id,
                subject=found.record.subject,
            )
            Cascade.objects.create(record_id=sent, cause=cause)
            told += 1
    return told


def correct_onward(source: DispatchRecord, correction: DispatchRecord) -> bool:
    """Send on a correction to those who got what it corrects; whether a person must do more.

    What is right goes under the conditions of what was wrong, which a releaser approved for these recipients; what its
    originator has put under stricter conditions since does not go by itself, and the wrong goes out of use without it.
    """
    is_left = False
    for found in concerned(source, correction):
        statements, left = _right_statements(found)
        portions, unmatched = _right_portions(found, correction)
        is_left = is_left or left or unmatched or bool(found.silent)
        if not found.active:
            continue
        sent = send(
            system_actor("correction"),
            kind=DispatchKind.CORRECTION,
            recipients=found.active,
            body={
                "reason": _("Corrected by its originator"),
                "replaces": sorted(found.parts),
                "statements": statements,
                "portions": portions,
            },
            handling=handling_of(found.record),
            refers_to=found.record.id,
            subject=found.record.subject,
        )
        Cascade.objects.create(record_id=sent, cause=correction)
        if portions:
            pairs = [[item["id"], item["id"]] for item in portions]
            PassedOn.objects.get_or_create(source=correction, record_id=sent, defaults={"items": pairs})
    return is_left


def is_active(station_id: str) -> bool:
    """Whether something can be sent to this station."""
    partner = partners.partner(station_id)
    return partner is not None and partner.state is PartnerState.ACTIVE


def _only(cause: DispatchRecord) -> Collection[str] | None:
    """The recipients that a withdrawal is about; None = everybody."""
    if cause.kind != DispatchKind.CONSENT_DECISION:
        return None
    consent = Consent.objects.filter(withdrawal=cause.id).first()
    return consent.to_whom if consent else ()


def _recall_of(found: Concerned) -> dict[str, Any]:
    body, reason = body_of(found.record), _("Recalled by its originator")
    portions, statements = (
        {str(item.get("id")) for item in body.get(name, []) if isinstance(item, dict)}
        for name in ("portions", "statements")
    )
    if portions | statements <= set(found.parts):
        return {"reason": reason, "all": True}
    return {
        "reason": reason,
        "statements": [part for part in found.parts if part not in portions],
        "portions": [part for part in found.parts if part in portions],
    }


def _right_statements(found: Concerned) -> tuple[list[dict[str, Any]], bool]:
    """What stands in the place of the wrong statements, as it may go on; whether some must stay."""
    went = {str(item["id"]): item for item in body_of(found.record).get("statements", []) if isinstance(item, dict)}
    wrong = [UUID(part) for part in found.parts if part in went]
    right, is_left = [], False
    for before, statement in knowledge.successors(wrong).items():
        held = knowledge.statement_record(before)
        if held is None or held.handling != statement.handling.to_json():
            is_left = True
            continue
        old = went[str(before)]
        right.append({**statement.for_partner().to_json(), "handling": old["handling"], "expires": old.get("expires")})
    return right, is_left


def _right_portions(found: Concerned, correction: DispatchRecord) -> tuple[list[dict[str, Any]], bool]:
    """New texts in the place of the wrong ones, where one stands for one; whether some could not be matched."""
    went = {str(item["id"]): item for item in body_of(found.record).get("portions", []) if isinstance(item, dict)}
    body = body_of(correction)
    replaced = [str(part) for part in body.get("replaces", [])]
    came = {theirs: ours for ours, theirs in found.parts.items() if ours in went}
    wrong = [came[part] for part in replaced if part in came]
    new = [item for item in body.get("portions", []) if isinstance(item, dict)]
    if not wrong or not new:
        return [], False
    if len(wrong) != len(new):
        return [], True
    return [{**item, "handling": went[old]["handling"]} for item, old in zip(new, wrong, strict=True)], False
