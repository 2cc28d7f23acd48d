"""Reads of the room. They know no reader: pages and routes enter in the ledger what they show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone

from jisr.core.handling import Purpose
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.exchange.queries import ConsentView
from jisr.station.release.composing import Draft, PartnerView, partner_views, seen_digest
from jisr.station.release.drafts import draft_of, missing_items
from jisr.station.release.models import FINAL_STATES, Approval, Proposal, ProposalItem, ProposalState
from jisr.station.release.pieces import Piece
from jisr.station.release.ranking import MustKnow, who_must_know
from jisr.station.release.services.waiting import answers_to, askable, missing_paraphrases

__all__ = [
    "MustKnow",
    "ProposalPage",
    "approval_of",
    "awaiting_decision",
    "count_awaiting",
    "dispatches_with",
    "open_among",
    "page_of_proposal",
    "proposal",
    "proposals",
    "waiting_for_consent",
    "who_must_know",
]


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """A proposal with what each partner would see.

    Attributes:
        draft, views, seen: None, [] and "" once it is decided.
        missing: how many pieces no longer stand as they were proposed; then it cannot be released.
        answers: consents that were asked for it, as they stand.
        approval: a releaser's decision beforehand, while it waits for them; then `views` and `seen` are what would go
            with every consent that is asked.
        to_ask: how many pieces are withheld for want of a consent that has not been asked.
        to_paraphrase: portions that may go only in words of this station, and have none yet.
    """

    proposal: Proposal
    draft: Draft | None
    views: list[PartnerView]
    seen: str
    missing: int
    answers: tuple[ConsentView, ...] = ()
    approval: Approval | None = None
    to_ask: int = 0
    to_paraphrase: tuple[Piece, ...] = ()

    @property
    def may_be_released(self) -> bool:
        return self.proposal.state == ProposalState.AWAITING and not self.missing and any(v.may_go for v in self.views)


def proposal(proposal_id: UUID) -> Proposal | None:
    """One proposal with its recipients."""
    return Proposal.objects.prefetch_related("recipients", "items", "steps").filter(pk=proposal_id).first()


def page_of_proposal(proposal_id: UUID, at: datetime | None = None) -> ProposalPage | None:
    """One proposal and, while it is not decided, what would leave at this instant."""
    found = proposal(proposal_id)
    if found is None:
        return None
    answers = tuple(answers_to(found))
    if found.state in FINAL_STATES:
        return ProposalPage(found, None, [], "", 0, answers)
    now = at or timezone.now()
    draft = draft_of(found, now.date(), frozenset(view.id for view in answers if view.is_open))
    stations = [recipient.station_id for recipient in found.recipients.all()]
    views = partner_views(draft, stations, now)
    return ProposalPage(
        proposal=found,
        draft=draft,
        views=views,
        seen=seen_digest(views),
        missing=missing_items(found, draft),
        answers=answers,
        approval=Approval.objects.filter(proposal=found).first(),
        to_ask=sum(len(pieces) for _stations, pieces in askable(views).values()),
        to_paraphrase=tuple(missing_paraphrases(draft, stations)),
    )


def proposals(states: Iterable[str] = (), subject: str = "", purpose: Purpose | None = None) -> QuerySet[Proposal]:
    """Proposals, newest first; in some states or all, about one subject or all."""
    rows = (
        Proposal.objects.prefetch_related("recipients")
        .annotate(item_count=Count("items"))
        .order_by("-proposed_at", "-id")
    )
    if chosen := list(states):
        rows = rows.filter(state__in=chosen)
    if subject:
        rows = rows.filter(subject=subject)
    return rows.filter(purpose=purpose.value) if purpose else rows


def awaiting_decision(*, not_by: int | None = None) -> list[Proposal]:
    """Proposals that await a decision, those with the earliest clock first.

    Args:
        not_by: account whose own proposals are left out, since it cannot decide on them.
    """
    rows = proposals([ProposalState.AWAITING])
    if not_by is not None:
        rows = rows.exclude(author_id=not_by)
    latest = timezone.now().replace(year=9999)
    return sorted(rows, key=lambda row: (row.deadline or latest, row.proposed_at))


def waiting_for_consent() -> list[Proposal]:
    """Proposals that wait for originators, the oldest first."""
    return list(proposals([ProposalState.WAITING]).order_by("proposed_at"))


def approval_of(proposal_id: UUID) -> Approval | None:
    """The decision beforehand on a proposal that waits."""
    return Approval.objects.filter(proposal_id=proposal_id).first()


def open_among(ids: Sequence[UUID]) -> set[UUID]:
    """Those whose own words are still needed: once a proposal is closed, the key to them may go."""
    return set(Proposal.objects.filter(pk__in=ids).exclude(state__in=FINAL_STATES).values_list("pk", flat=True))


def count_awaiting(user: User) -> int:
    """How many proposals this person can decide on."""
    if not user.may(Right.RELEASE_DECIDE):
        return 0
    return Proposal.objects.filter(state=ProposalState.AWAITING).exclude(author_id=user.pk).count()


def dispatches_with(item_ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Dispatches that left with proposals holding these portions or statements, by item; not each holds them all."""
    rows = ProposalItem.objects.filter(
        item_id__in=list(item_ids), proposal__recipients__dispatch_id__isnull=False
    ).values_list("item_id", "proposal__recipients__dispatch_id")
    found: dict[UUID, set[UUID]] = {}
    for item, dispatch in rows:
        if dispatch is not None:
            found.setdefault(item, set()).add(dispatch)
    return found
