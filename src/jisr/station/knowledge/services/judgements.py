"""What people decide about identities. A score overrules nobody, and a joined view follows the decisions that stand."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.identity.evidence import Comparison
from jisr.station.compartments.reader import as_station
from jisr.station.knowledge.models import IdentityJudgement, IdentityProposal, StatementRecord, Verdict
from jisr.station.knowledge.resolution.candidates import Likely
from jisr.station.knowledge.resolution.comparison import compare_entities
from jisr.station.knowledge.resolution.components import component_of, joined
from jisr.station.knowledge.resolution.fingerprints import digest_of, identifying_statements
from jisr.station.knowledge.resolution.standing import joining, judged_with, kept_apart, news_since
from jisr.station.knowledge.services.contradictions import ContradictoryJudgementError
from jisr.station.knowledge.services.hidden import hide_proposals
from jisr.station.knowledge.services.identities import (
    EntityNotFoundError,
    canonical,
    close_proposals,
    follow_joining,
    keep_proposals,
    ordered,
)
from jisr.station.knowledge.services.projections import refresh_profiles
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.web.problems import Problem

# One decision at a time: two that cross could otherwise join what a third keeps apart.
_DECISION_LOCK = 0x6A6973720001


class JudgementNotFoundError(Problem):
    def __init__(self) -> None:
        super().__init__("judgement_not_found", _("There is no such decision, or it was undone already."), status=404)


@transaction.atomic
def decide_identity(actor: Actor, first: UUID, second: UUID, verdict: Verdict | str, note: str = "") -> UUID:
    """Keep a person's verdict about two entities; "same" joins their views from now on. The judgement's id.

    The same verdict again, with nothing new to judge, is the same judgement: its id is given and nothing is written.
    Another verdict about the same pair takes the place of "different" or "unsure", which stay on the record.

    Args:
        note: why; kept with the judgement and nowhere else.

    Raises:
        EntityNotFoundError: one of them is unknown, or both are one and the same entity.
        ContradictoryJudgementError: a standing judgement says otherwise, directly or through others.
    """
    chosen = Verdict(verdict)
    _take_decision_lock()
    left, right = ordered(canonical(first), canonical(second))
    if left == right:
        return _about_one(first, second, chosen)
    if chosen is Verdict.SAME and (in_the_way := kept_apart(component_of(left), component_of(right))):
        raise ContradictoryJudgementError(in_the_way)
    comparison = compare_entities(left, right)
    if standing := _said_already(left, right, chosen, comparison):
        close_proposals([(left, right)])
        return standing
    with as_station():
        judgement = _keep(actor, left, right, chosen, note, comparison)
        close_proposals([(left, right)])
        if chosen is Verdict.SAME:
            _realign(component_of(left))
            gather_strays_after(component_of(left))
    record(actor, Act.COMBINATION, "identity", str(judgement.id), decision=chosen.value)
    return judgement.id


@transaction.atomic
def undo_judgement(actor: Actor, judgement_id: UUID, note: str = "") -> None:
    """Take a verdict back: what it joined parts again, and the pair is open once more.

    The judgement stays on the record with who undid it, when and (note) why.

    Raises:
        JudgementNotFoundError: no such judgement stands.
    """
    _take_decision_lock()
    judgement = IdentityJudgement.objects.filter(id=judgement_id, undone_at__isnull=True).first()
    if judgement is None:
        raise JudgementNotFoundError
    with as_station():
        whole = component_of(judgement.left)
        judgement.undone_at, judgement.undone_by, judgement.undone_note = timezone.now(), actor.name, note.strip()
        judgement.save(update_fields=["undone_at", "undone_by", "undone_note"])
        if judgement.verdict == Verdict.SAME:
            _realign(whole)
            gather_strays_after(whole)
        left, right = ordered(canonical(judgement.left), canonical(judgement.right))
        if left != right and right not in judged_with(left):
            keep_proposals(actor.name, {(left, right): Likely(right, compare_entities(left, right).score)}, "undone")
            if judgement.compartments:
                hide_proposals([(left, right)])
    record(actor, Act.COMBINATION, "identity", str(judgement.id), decision="undone")


def gather_strays_after(entities: Iterable[UUID]) -> None:
    """Once this transaction holds, send statements that crossed a decision to where the rest of their entity stands.

    A statement that is being written while a person decides cannot be seen by the decision, nor the decision by it;
    whichever holds last sees both, so both a writer and a decision ask for this.
    """
    about = frozenset(entities)
    transaction.on_commit(lambda: gather_strays(about), robust=True)


def gather_strays(entities: Iterable[UUID]) -> int:
    """Realign entities whose statements stand in more than one place; how many there were."""
    with as_station():
        return _gather(set(entities))


def _gather(entities: set[UUID]) -> int:
    places = StatementRecord.objects.filter(entity_id__in=entities).values("entity_id")
    strays = set(
        places.annotate(places=Count("canonical_id", distinct=True))
        .filter(places__gt=1)
        .values_list("entity_id", flat=True)
    )
    if strays:
        with transaction.atomic():
            _take_decision_lock()
            for stray in sorted(strays):
                held = StatementRecord.objects.filter(entity_id=stray).values_list("canonical_id", flat=True)
                left_behind = set(held.distinct())
                _realign(component_of(stray))
                refresh_profiles(left_behind)
    return len(strays)


def _about_one(first: UUID, second: UUID, chosen: Verdict) -> UUID:
    """A verdict about two that are one already: it repeats the judgement that joined them, or contradicts it."""
    joined_by = joining(first, second)
    if joined_by is None:
        raise EntityNotFoundError
    if chosen is not Verdict.SAME:
        raise ContradictoryJudgementError(joined_by)
    return joined_by.id


def _said_already(left: UUID, right: UUID, chosen: Verdict, comparison: Comparison) -> UUID | None:
    before = judged_with(left).get(right)
    if before is None or before.judgement.verdict != chosen or {before.judgement.left, before.judgement.right} != {
        left, right,
    }:  # fmt: skip
        return None
    news = news_since(before, comparison, identifying_statements({left, right}))
    return None if news else before.judgement.id


def _keep(
    actor: Actor, left: UUID, right: UUID, chosen: Verdict, note: str, comparison: Comparison
) -> IdentityJudgement:
    now = timezone.now()
    IdentityJudgement.objects.filter(left=left, right=right, undone_at__isnull=True).update(
        undone_at=now, undone_by=actor.name
    )
    identifying = identifying_statements({left, right})
    known = [sorted({found.fingerprint for found in identifying.get(side, ())}) for side in (left, right)]
    proposed = IdentityProposal.objects.filter(left=left, right=right).values_list("compartments", flat=True).first()
    return IdentityJudgement.objects.create(
        left=left, right=right, verdict=chosen, note=note.strip(), score=comparison.score, decided_at=now,
        compartments=proposed or [], decided_by=actor.name, left_known=known[0], right_known=known[1],
        evidence_digest=digest_of(comparison, *known),
        evidence_codes=[e.code for e in (*comparison.speaking_for, *comparison.speaking_against)],
    )  # fmt: skip


def _realign(entities: Iterable[UUID]) -> None:
    """Point every statement, proposal and profile of these entities to where the judgements now put them."""
    wanted = set(entities)
    touched = set(wanted)
    for part in joined(wanted):
        whole = min(part)
        StatementRecord.objects.filter(entity_id__in=part).exclude(canonical_id=whole).update(canonical_id=whole)
        touched |= part
    refresh_profiles(touched)
    for part in joined(wanted):
        follow_joining(part, min(part))


def _take_decision_lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_DECISION_LOCK])
