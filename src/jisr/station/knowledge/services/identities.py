"""Same-identity proposals and what people decide about them; a merged view follows the judgements that stand."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

from jisr.station.knowledge.models import (
    IdentityJudgement,
    IdentityProposal,
    StatementRecord,
    StatementState,
    Verdict,
)
from jisr.station.knowledge.resolution.candidates import LIKELY, likely_same
from jisr.station.knowledge.resolution.comparison import compare_entities
from jisr.station.knowledge.resolution.components import component_of, joined
from jisr.station.knowledge.services.projections import refresh_profiles
from jisr.station.ledger.actor import Actor, system_actor
from jisr.station.ledger.services import Act, record
from jisr.station.web.problems import Problem

# One decision at a time: two that cross could otherwise join what a third keeps apart.
_DECISION_LOCK = 0x6A6973720001
_COMPARED_AT_ONCE = 200


class ContradictoryJudgementError(Problem):
    """The verdict cannot stand beside earlier ones."""

    def __init__(self) -> None:
        super().__init__(
            "contradictory_judgement",
            _("An earlier decision says the opposite. Undo it first if it was wrong."),
            status=409,
        )


class EntityNotFoundError(Problem):
    def __init__(self) -> None:
        super().__init__("entity_not_found", _("There is no such entity."), status=404)


class JudgementNotFoundError(Problem):
    def __init__(self) -> None:
        super().__init__("judgement_not_found", _("There is no such decision, or it was undone already."), status=404)


def propose_identities(report_id: UUID, actor: Actor | None = None) -> int:
    """Look up every entity of a report among all that is known; how many pairs are newly proposed."""
    entities = StatementRecord.objects.filter(report_id=report_id, state=StatementState.STANDING)
    ids = set(entities.values_list("canonical_id", flat=True))
    return propose_for_entities(actor or system_actor("identity"), ids, occasion=f"report:{report_id}")


@transaction.atomic
def propose_for_entities(actor: Actor, canonical_ids: Iterable[UUID], occasion: str = "") -> int:
    """Propose the likely same entities of each; pairs already decided are left alone. How many are new."""
    fresh = 0
    for entity in sorted(set(canonical_ids)):
        for candidate, score in likely_same(entity):
            fresh += _propose(actor, entity, candidate, score, occasion)
    return fresh


def propose_later(canonical_ids: Iterable[UUID], occasion: str) -> None:
    """Let the worker look for the same identities of many entities, once this transaction holds."""
    ids: list[JSONValue] = [*sorted(map(str, canonical_ids))]
    for start in range(0, len(ids), _COMPARED_AT_ONCE):
        task = app.configure_task("knowledge.compare_entities")
        task.defer(entities=ids[start : start + _COMPARED_AT_ONCE], occasion=occasion)


@transaction.atomic
def propose_pair(actor: Actor, first: UUID, second: UUID) -> UUID:
    """A person's own idea that two entities are one, to be decided; the proposal's id.

    Raises:
        EntityNotFoundError: one of them has no statement that stands, or both are one already.
    """
    left, right = sorted((_canonical(first), _canonical(second)))
    if left == right:
        raise EntityNotFoundError
    score = compare_entities(left, right).score
    proposal, is_new = IdentityProposal.objects.update_or_create(
        left=left,
        right=right,
        defaults={"score": score, "is_open": True},
        create_defaults={
            "score": score, "is_open": True, "occasion": "by_hand", "proposed_at": timezone.now(),
            "proposed_by": actor.name,
        },
    )  # fmt: skip
    if is_new:
        record(actor, Act.COMBINATION, "identity", str(proposal.id), decision="proposed")
    return proposal.id


@transaction.atomic
def decide_identity(actor: Actor, first: UUID, second: UUID, verdict: Verdict | str, note: str = "") -> UUID:
    """Keep a person's verdict about two entities; "same" joins their views from now on. The judgement's id.

    Raises:
        EntityNotFoundError: one of them is unknown.
        ContradictoryJudgementError: standing judgements say otherwise.
    """
    chosen = Verdict(verdict)
    _take_decision_lock()
    left, right = sorted((_canonical(first), _canonical(second)))
    if left == right:
        if chosen is Verdict.SAME:
            raise EntityNotFoundError
        raise ContradictoryJudgementError
    if chosen is Verdict.SAME:
        _refuse_when_kept_apart(left, right)
    comparison = compare_entities(left, right)
    now = timezone.now()
    IdentityJudgement.objects.filter(left=left, right=right, undone_at__isnull=True).update(
        undone_at=now, undone_by=actor.name
    )
    judgement = IdentityJudgement.objects.create(
        left=left, right=right, verdict=chosen, note=note.strip(), score=comparison.score, decided_at=now,
        decided_by=actor.name,
        evidence_codes=[e.code for e in (*comparison.speaking_for, *comparison.speaking_against)],
    )  # fmt: skip
    IdentityProposal.objects.filter(left=left, right=right).update(is_open=False)
    if chosen is Verdict.SAME:
        _realign(component_of(left))
    record(actor, Act.COMBINATION, "identity", str(judgement.id), decision=chosen.value)
    return judgement.id


@transaction.atomic
def undo_judgement(actor: Actor, judgement_id: UUID) -> None:
    """Take a verdict back: what it joined parts again, and the pair is open once more.

    Raises:
        JudgementNotFoundError: no such judgement stands.
    """
    _take_decision_lock()
    judgement = IdentityJudgement.objects.filter(id=judgement_id, undone_at__isnull=True).first()
    if judgement is None:
        raise JudgementNotFoundError
    whole = component_of(judgement.left)
    judgement.undone_at, judgement.undone_by = timezone.now(), actor.name
    judgement.save(update_fields=["undone_at", "undone_by"])
    if judgement.verdict == Verdict.SAME:
        _realign(whole)
    left, right = _canonical(judgement.left), _canonical(judgement.right)
    if left != right:
        _propose(actor, left, right, judgement.score, "undone")
    record(actor, Act.COMBINATION, "identity", str(judgement.id), decision="undone")


def _propose(actor: Actor, first: UUID, second: UUID, score: float, occasion: str) -> int:
    left, right = sorted((first, second))
    proposal, is_new = IdentityProposal.objects.get_or_create(
        left=left,
        right=right,
        defaults={
            "score": score, "occasion": occasion, "proposed_at": timezone.now(), "proposed_by": actor.name,
        },
    )  # fmt: skip
    is_open_again = not is_new and not proposal.is_open
    if not is_new:
        IdentityProposal.objects.filter(pk=proposal.pk).update(score=score, is_open=True)
    return int(is_new or is_open_again)


def _canonical(entity_id: UUID) -> UUID:
    found = StatementRecord.objects.filter(entity_id=entity_id).values_list("canonical_id", flat=True).first()
    if found is None:
        raise EntityNotFoundError
    return found


def _refuse_when_kept_apart(left: UUID, right: UUID) -> None:
    ours, theirs = component_of(left), component_of(right)
    kept_apart = IdentityJudgement.objects.filter(verdict=Verdict.DIFFERENT, undone_at__isnull=True)
    if (
        kept_apart.filter(left__in=ours, right__in=theirs).exists()
        or kept_apart.filter(left__in=theirs, right__in=ours).exists()
    ):
        raise ContradictoryJudgementError


def _realign(entities: Iterable[UUID]) -> None:
    """Point every statement, proposal and profile of these entities to where the judgements now put them."""
    wanted = set(entities)
    touched = set(wanted)
    for part in joined(wanted):
        canonical = min(part)
        StatementRecord.objects.filter(entity_id__in=part).update(canonical_id=canonical)
        _move_proposals(part, canonical)
        touched |= part
    refresh_profiles(touched)


def _move_proposals(part: set[UUID], canonical: UUID) -> None:
    """Open proposals of a joined entity become proposals of the whole; those inside it are settled."""
    open_ones = IdentityProposal.objects.filter(is_open=True)
    open_ones.filter(left__in=part, right__in=part).update(is_open=False)
    for proposal in [*open_ones.filter(left__in=part - {canonical}), *open_ones.filter(right__in=part - {canonical})]:
        other = proposal.right if proposal.left in part else proposal.left
        left, right = sorted((canonical, other))
        proposal.is_open = False
        proposal.save(update_fields=["is_open"])
        score = compare_entities(left, right).score
        if score >= LIKELY:
            _propose(Actor(proposal.proposed_by), left, right, score, proposal.occasion)


def _take_decision_lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_DECISION_LOCK])
