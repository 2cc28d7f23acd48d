"""Same-identity proposals: what the station finds by itself, and what a person proposes. Deciding is `judgements`."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

from jisr.station.compartments.reader import as_outsider, as_station
from jisr.station.knowledge.models import IdentityProposal, StatementRecord, StatementState
from jisr.station.knowledge.resolution.candidates import Likely, likely_with_reasons
from jisr.station.knowledge.resolution.comparison import compare_entities, is_worth_a_look
from jisr.station.knowledge.resolution.components import component_of
from jisr.station.knowledge.resolution.standing import judged_with, kept_apart
from jisr.station.knowledge.services.contradictions import ContradictoryJudgementError
from jisr.station.knowledge.services.hidden import (
    anything_is_hidden,
    hide_proposals,
    show_proposals,
    tell_owners,
)
from jisr.station.ledger.actor import Actor, system_actor
from jisr.station.ledger.services import Act, record
from jisr.station.web.problems import Problem

_COMPARED_AT_ONCE = 200

type Pair = tuple[UUID, UUID]


class EntityNotFoundError(Problem):
    def __init__(self) -> None:
        super().__init__("entity_not_found", _("There is no such entity."), status=404)


def propose_identities(report_id: UUID, actor: Actor | None = None) -> int:
    """Look up every entity of a report among all that is known; how many pairs are newly proposed."""
    entities = StatementRecord.objects.filter(report_id=report_id, state=StatementState.STANDING)
    ids = set(entities.values_list("canonical_id", flat=True))
    return propose_for_entities(actor or system_actor("identity"), ids, occasion=f"report:{report_id}")


@transaction.atomic
def propose_for_entities(actor: Actor, canonical_ids: Iterable[UUID], occasion: str = "") -> int:
    """Propose the likely same entities of each; how many are new or open again.

    A pair already judged is left alone until something new identifies one of the two.
    """
    wanted = sorted(set(canonical_ids))
    with as_outsider():  # what can be seen without any compartment stays a proposal to everyone
        found = _likely(wanted)
    with as_station():
        opened = keep_proposals(actor.name, found, occasion)
        if anything_is_hidden():
            show_proposals(found)
            hidden = {pair: likely for pair, likely in _likely(wanted).items() if pair not in found}
            keep_proposals(actor.name, hidden, occasion)
            hide_proposals(hidden)
            tell_owners(actor, wanted, hidden, occasion)
    return opened


def _likely(entities: Iterable[UUID]) -> dict[Pair, Likely]:
    return {
        ordered(entity, likely.canonical_id): likely for entity in entities for likely in likely_with_reasons(entity)
    }


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
        ContradictoryJudgementError: a person judged them different; that judgement has to be undone first.
    """
    left, right = ordered(canonical(first), canonical(second))
    if left == right:
        raise EntityNotFoundError
    if in_the_way := kept_apart(component_of(left), component_of(right)):
        raise ContradictoryJudgementError(in_the_way)
    before = judged_with(left).get(right)
    likely = Likely(right, compare_entities(left, right).score, before.judgement.id if before else None)
    is_new = keep_proposals(actor.name, {(left, right): likely}, "by_hand")
    proposal = IdentityProposal.objects.get(left=left, right=right)
    if is_new:
        record(actor, Act.COMBINATION, "identity", str(proposal.id), decision="proposed")
    return proposal.id


def keep_proposals(proposer: str, found: dict[Pair, Likely], occasion: str) -> int:
    """Open a proposal for each pair, or open it again; how many were not open.

    Rows are written in the order of the pairs, so that two workers that find the same pairs wait for each other
    instead of locking each other out.
    """
    pairs = sorted(found)
    known = {
        (row.left, row.right): row
        for row in IdentityProposal.objects.filter(left__in={left for left, _ in pairs}).order_by("left", "right")
    }
    now = timezone.now()
    fresh = [_row(pair, found[pair], occasion, proposer) for pair in pairs if pair not in known]
    IdentityProposal.objects.bulk_create(fresh, ignore_conflicts=True)
    ids = [row.id for row in fresh]
    kept = IdentityProposal.objects.filter(id__in=ids).count() if ids else 0
    opened = 0
    for pair in pairs:
        row, likely = known.get(pair), found[pair]
        if row is None:
            continue
        if _says_the_same(row, likely):
            continue
        is_again = not row.is_open or row.again_after != likely.again_after
        changes = {"proposed_at": now, "proposed_by": proposer, "occasion": occasion} if is_again else {}
        IdentityProposal.objects.filter(pk=row.pk).update(
            score=likely.score, is_open=True, again_after=likely.again_after,
            new_statements=list(likely.news.statements), new_claims=list(likely.news.claims), **changes,
        )  # fmt: skip
        opened += not row.is_open
    return kept + opened


def follow_joining(part: set[UUID], whole: UUID) -> None:
    """Open proposals of joined entities become proposals of the whole; those inside it, or that a judgement about any
    of them settles, are closed.
    """
    open_ones = IdentityProposal.objects.filter(is_open=True)
    open_ones.filter(left__in=part, right__in=part).update(is_open=False)
    moving = open_ones.filter(Q(left__in=part - {whole}) | Q(right__in=part - {whole})).order_by("left", "right")
    judged = judged_with(whole)
    for proposal in list(moving):
        IdentityProposal.objects.filter(pk=proposal.pk).update(is_open=False)
        left, right = ordered(whole, proposal.right if proposal.left in part else proposal.left)
        comparison = compare_entities(left, right)
        if is_worth_a_look(comparison):
            keep_proposals(proposal.proposed_by, {(left, right): Likely(right, comparison.score)}, proposal.occasion)
            if proposal.compartments:
                hide_proposals([(left, right)])
    for other, before in judged.items():
        left, right = ordered(whole, other)
        open_ones.filter(left=left, right=right).exclude(again_after=before.judgement.id).update(is_open=False)


def canonical(entity_id: UUID) -> UUID:
    """The id under which an entity stands now.

    Raises:
        EntityNotFoundError: nothing was ever said about it.
    """
    found = StatementRecord.objects.filter(entity_id=entity_id).values_list("canonical_id", flat=True).first()
    if found is None:
        raise EntityNotFoundError
    return found


def ordered(first: UUID, second: UUID) -> Pair:
    """The pair as it is stored: the smaller id first."""
    return (first, second) if first < second else (second, first)


def close_proposals(pairs: Collection[Pair]) -> None:
    """Take pairs off the list of what awaits a person."""
    for left, right in sorted(pairs):
        IdentityProposal.objects.filter(left=left, right=right).update(is_open=False)


def _says_the_same(row: IdentityProposal, likely: Likely) -> bool:
    """Whether an open proposal holds all this already; a row that is not written makes nobody wait."""
    held = (row.is_open, row.score, row.again_after, tuple(row.new_statements), tuple(row.new_claims))
    return held == (True, likely.score, likely.again_after, likely.news.statements, likely.news.claims)


def _row(pair: Pair, likely: Likely, occasion: str, proposer: str) -> IdentityProposal:
    return IdentityProposal(
        left=pair[0], right=pair[1], score=likely.score, occasion=occasion, proposed_at=timezone.now(),
        proposed_by=proposer, again_after=likely.again_after, new_statements=list(likely.news.statements),
        new_claims=list(likely.news.claims),
    )  # fmt: skip
