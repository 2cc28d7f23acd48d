"""What a signed decision does: here at once, and through the bridge to whoever holds the same.

Own statements are erased, corrected or restricted, and those who got them are asked for the same. A statement of a
partner is erased or restricted here and its originator told; only the originator can correct it, and is asked to.
"""

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from jisr.station.exchange import services as exchanging
from jisr.station.knowledge import queries as knowledge
from jisr.station.knowledge import services as knowing
from jisr.station.knowledge.models import StatementRecord
from jisr.station.ledger.actor import Actor
from jisr.station.partners import queries as partners
from jisr.station.redress.models import Case, Decision, Follow
from jisr.station.redress.queries.copies import Carried, carried
from jisr.station.redress.vocabulary import FollowKind, Outcome

ERASED = "erased_for_subject"


def carry_out(actor: Actor, case: Case, decision: Decision, rows: Sequence[StatementRecord]) -> int:
    """Do it; how many messages went to partners. `decision` is saved by the caller."""
    own, received = [row for row in rows if not row.is_received], [row for row in rows if row.is_received]
    acts = {Outcome.ERASE: _erase, Outcome.CORRECT: _correct, Outcome.RESTRICT: _restrict}
    act = acts.get(Outcome(decision.outcome))
    if act is None:
        return 0
    before = Follow.objects.filter(decision=decision).count()
    act(actor, case, decision, own, received)
    _leave_texts(case, decision)
    decision.corrections = {}
    return Follow.objects.filter(decision=decision).count() - before


def _leave_texts(case: Case, decision: Decision) -> None:
    """A text is changed by people in its own room; the case stays open until somebody says that it was done."""
    texts = [item["id"] for item in decision.items if item["kind"] == "text"]
    Follow.objects.bulk_create(
        Follow(
            case=case,
            decision=decision,
            kind=FollowKind.TEXT,
            partner=settings.IDENTITY.station_id,
            about=UUID(ref.partition(":")[2]),
            made_at=timezone.now(),
        )
        for ref in texts
    )


def _erase(
    actor: Actor, case: Case, decision: Decision, own: Sequence[StatementRecord], received: Sequence[StatementRecord]
) -> None:
    everywhere = carried([row.id for row in (*own, *received)])
    if own:
        knowing.erase_own(actor, [row.id for row in own], ERASED)
    for dispatch_id, rows in _by_dispatch(received).items():
        knowing.erase_received(actor, dispatch_id, [row.origin_id for row in rows], ERASED)
        _tell(actor, case, decision, dispatch_id, rows, FollowKind.TOLD, "erased")
    for each in everywhere:
        _recall(actor, case, decision, each)


def _correct(
    actor: Actor, case: Case, decision: Decision, own: Sequence[StatementRecord], received: Sequence[StatementRecord]
) -> None:
    everywhere = carried([row.id for row in own])
    renewed = {
        row.id: knowing.edit_statement(actor, row.id, f"{case.number}", {"value": decision.corrections[str(row.id)]})
        for row in own
        if row.is_standing
    }
    knowing.restrict_statements(actor, [row.id for row in received])
    for dispatch_id, rows in _by_dispatch(received).items():
        _tell(actor, case, decision, dispatch_id, rows, FollowKind.ASKED, "correct")
    for each in everywhere:
        replaced = [item for item in each.items if item in renewed]
        fresh = knowledge.statements(renewed[item] for item in replaced)
        sent = exchanging.correct(
            actor, each.dispatch_id, _reason(case, "correct"), replaced,
            [statement.for_partner().to_json() for statement in fresh],
        ) if replaced and _active(each.recipients) else None  # fmt: skip
        _note(case, decision, FollowKind.CORRECTION, each, sent)


def _restrict(
    actor: Actor, case: Case, decision: Decision, own: Sequence[StatementRecord], received: Sequence[StatementRecord]
) -> None:
    everywhere = carried([row.id for row in own])
    knowing.restrict_statements(actor, [row.id for row in (*own, *received)])
    for dispatch_id, rows in _by_dispatch(received).items():
        _tell(actor, case, decision, dispatch_id, rows, FollowKind.TOLD, "restricted")
    for each in everywhere:
        text = f"{_reason(case, 'restrict')} {_named(each.items)}"
        active = _active(each.recipients)
        sent = exchanging.coordinate(actor, active, text, _thread(each.dispatch_id)) if active else None
        _note(case, decision, FollowKind.RESTRICTION, each, sent)


def _recall(actor: Actor, case: Case, decision: Decision, each: Carried) -> None:
    active = _active(each.recipients)
    sent = (
        exchanging.recall(actor, each.dispatch_id, _reason(case, "erase"), each.items, recipients=active)
        if active
        else None
    )
    _note(case, decision, FollowKind.RECALL, each, sent)


def _tell(
    actor: Actor, case: Case, decision: Decision, dispatch_id: UUID, rows: Sequence[StatementRecord],
    kind: FollowKind, what: str,
) -> None:  # fmt: skip
    partner, items = rows[0].received_from, [row.origin_id for row in rows]
    text = f"{_reason(case, what)} {_named(items)}"
    if values := [decision.corrections[str(row.id)] for row in rows if str(row.id) in decision.corrections]:
        text += f" {'; '.join(values)}"
    sent = exchanging.ask(actor, dispatch_id, text) if _active([partner]) else None
    _note(case, decision, kind, Carried(dispatch_id, (partner,), tuple(items)), sent)


def _note(case: Case, decision: Decision, kind: FollowKind, each: Carried, sent: UUID | None) -> None:
    now = timezone.now()
    Follow.objects.bulk_create(
        Follow(
            case=case,
            decision=decision,
            kind=kind,
            partner=partner,
            about=each.dispatch_id,
            dispatch=sent if _active([partner]) else None,
            statements=[str(item) for item in each.items],
            made_at=now,
        )
        for partner in each.recipients
    )


def _active(stations: Sequence[str]) -> list[str]:
    known = {station: partners.partner(station) for station in stations}
    return [station for station, view in known.items() if view is not None and view.is_active]


def _by_dispatch(rows: Sequence[StatementRecord]) -> dict[UUID, list[StatementRecord]]:
    found: dict[UUID, list[StatementRecord]] = {}
    for row in rows:
        if row.dispatch_id:
            found.setdefault(row.dispatch_id, []).append(row)
    return found


def _thread(dispatch_id: UUID) -> UUID | None:
    from jisr.station.exchange import queries as exchange

    found = exchange.find(dispatch_id)
    return found.thread if found else None


#: What partners read: who asked stays here, only the case's reference travels.
_REASONS = {
    "erase": "Erasure decided at the request of the data subject / Effacement décidé à la demande de la personne "
    "concernée / محو تقرر بطلب من المعني بالأمر",
    "correct": "Correction decided at the request of the data subject / Rectification décidée à la demande de la "
    "personne concernée / تصحيح تقرر بطلب من المعني بالأمر",
    "restrict": "Please restrict the processing of these statements: request of the data subject / Veuillez limiter le "
    "traitement de ces énoncés : demande de la personne concernée / "
    "المرجو تقييد معالجة هذه الإفادات: طلب المعني بالأمر",
    "erased": "We have erased these statements of yours at the request of the data subject / Nous avons effacé ces "
    "énoncés que nous tenions de vous / محونا هذه الإفادات الواردة منكم بطلب من المعني بالأمر",
    "restricted": "We have restricted the processing of these statements of yours at the request of the data subject / "
    "Nous avons limité le traitement de ces énoncés que nous tenions de vous / قيّدنا معالجة هذه الإفادات الواردة منكم",
}


def _reason(case: Case, what: str) -> str:
    return f"{_REASONS[what]} ({case.number})"


def _named(items: Sequence[UUID]) -> str:
    return ", ".join(str(item) for item in items)
