"""Reviews: what of this station's own work rests on received information that changed, looked at again by a person."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from jisr.core.sealing import DispatchKind
from jisr.station.exchange.models import Direction, DispatchRecord, Review
from jisr.station.exchange.problems import UnknownReviewProblem, WrongKindProblem
from jisr.station.exchange.records import body_of
from jisr.station.exchange.redaction import portions_among
from jisr.station.exchange.resting import SENT, Touched, resting
from jisr.station.knowledge import queries as knowledge
from jisr.station.ledger.actor import Actor, system_actor
from jisr.station.ledger.services import Act, record

REASONS = {
    DispatchKind.RECALL.value: "recalled",
    DispatchKind.CORRECTION.value: "corrected",
    DispatchKind.CONSENT_DECISION.value: "consent_withdrawn",
}


def touched_by(dispatch: DispatchRecord, items: Collection[str] | None) -> Touched:
    """What of a received dispatch has changed; items: ids as they travelled, None = all of it."""
    body = body_of(dispatch)
    if items is None:
        portions = {str(part.get("id")) for part in body.get("portions", []) if isinstance(part, dict)}
        statements = knowledge.received_ids(dispatch.id)
    else:
        portions = set(portions_among(body, set(items)))
        statements = knowledge.received_ids(dispatch.id, [UUID(item) for item in items])
    return Touched(dispatch.id, frozenset(statements), frozenset(portions), items is None)


def flag(dispatch: DispatchRecord, items: Collection[str] | None, cause: DispatchRecord) -> int:
    """Put everything that rests on what changed on the list of reviews; how much that is."""
    found = resting(touched_by(dispatch, items))
    if not found:
        return 0
    now, reason = timezone.now(), REASONS[cause.kind]
    rows = [
        Review(record=dispatch, cause=cause.id, reason=reason, kind=kind, ref=ref, created_at=now)
        for kind, ref in found
    ]
    Review.objects.bulk_create(rows, ignore_conflicts=True)
    record(
        system_actor("review"),
        Act.ALTERATION,
        "dispatch",
        str(dispatch.id),
        decision="flagged_for_review",
        detail={"reason": reason, "count": len(rows)},
    )
    return len(rows)


def flag_sent(dispatch_ids: Sequence[UUID], reason: str) -> int:
    """Put what this station sent on the list, so that a person decides whether to recall it; how much that is.

    Args:
        reason: "assessment_suspended" or "assessment_ended"; the later one puts it on the list again.
    """
    rows = [
        Review(record=sent, cause=sent.id, reason=reason, kind=SENT, ref=str(sent.id), created_at=timezone.now())
        for sent in DispatchRecord.objects.filter(pk__in=dispatch_ids, direction=Direction.OUT)
    ]
    Review.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["cause", "kind", "ref"],
        update_fields=["reason", "created_at", "done_at", "done_by"],
    )
    for row in rows:
        record(
            system_actor("review"),
            Act.ALTERATION,
            "dispatch",
            str(row.record_id),
            decision="flagged_for_review",
            detail={"reason": reason, "count": 1},
        )
    return len(rows)


def is_anything_resting(cause: UUID) -> bool:
    """Whether own work that rests on what a recall concerns has not been looked at."""
    return Review.objects.filter(cause=cause, done_at__isnull=True).exists()


@transaction.atomic
def finish_review(actor: Actor, review_id: UUID, note: str = "") -> None:
    """Say that it has been looked at.

    Raises:
        UnknownReviewProblem: there is no such review.
        WrongKindProblem: it is done already.
    """
    row = _row(review_id)
    if row.done_at is not None:
        raise WrongKindProblem
    row.done_at, row.done_by, row.note = timezone.now(), actor.name, note.strip()
    row.save(update_fields=["done_at", "done_by", "note"])
    record(actor, Act.ALTERATION, "review", str(row.id), decision="reviewed", detail={"kind": row.kind})


@transaction.atomic
def reopen_review(actor: Actor, review_id: UUID) -> None:
    """Put it back on the list.

    Raises:
        UnknownReviewProblem: there is no such review.
        WrongKindProblem: it is on the list.
    """
    row = _row(review_id)
    if row.done_at is None:
        raise WrongKindProblem
    row.done_at, row.done_by = None, ""
    row.save(update_fields=["done_at", "done_by"])
    record(actor, Act.ALTERATION, "review", str(row.id), decision="review_reopened", detail={"kind": row.kind})


def _row(review_id: UUID) -> Review:
    row = Review.objects.select_for_update().filter(pk=review_id).first()
    if row is None:
        raise UnknownReviewProblem
    return row
