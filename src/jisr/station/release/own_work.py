"""What of this room rests on received information: proposals that draw on it, and releases that did."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from jisr.station.exchange.resting import KindOfWork, Touched, register
from jisr.station.release.models import Proposal, ProposalState

_OPEN = (ProposalState.AWAITING, ProposalState.WAITING, ProposalState.STOPPED)


def register_all() -> None:
    register("proposal", _proposals, KindOfWork(pgettext_lazy("rests on it", "Proposal to release"), _page))
    register("release", _releases, KindOfWork(pgettext_lazy("rests on it", "Release"), _page))


def _proposals(touched: Touched) -> Iterable[str]:
    return [str(pk) for pk in _drawing_on(touched).filter(state__in=_OPEN).values_list("pk", flat=True)]


def _releases(touched: Touched) -> Iterable[str]:
    """Passing it on itself is followed by recall and correction; other releases rest on it."""
    drawn = _drawing_on(touched).filter(state=ProposalState.RELEASED)
    return [str(pk) for pk in drawn.exclude(subject=f"dispatch:{touched.dispatch_id}").values_list("pk", flat=True)]


def _drawing_on(touched: Touched) -> QuerySet[Proposal]:
    items = {*touched.statements, *(UUID(portion) for portion in touched.portions)}
    drawn = Q(items__item_id__in=items)
    if touched.is_whole:
        drawn |= Q(subject=f"dispatch:{touched.dispatch_id}")
    return Proposal.objects.filter(drawn).distinct()


def _page(ref: str) -> str:
    return reverse("release:proposal", args=[ref])
