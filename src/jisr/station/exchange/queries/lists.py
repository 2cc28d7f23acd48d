"""Lists and counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from jisr.core.sealing import DispatchKind
from jisr.station.exchange.models import (
    Delivery,
    DeliveryState,
    Direction,
    DispatchRecord,
    DispatchState,
    InformationRequest,
    Obligation,
    ObligationKind,
    RequestState,
)
from jisr.station.vault.blinding import word_tokens

#: What a person has to look at; the others are booked by the station itself.
READ_BY_PEOPLE = (
    DispatchKind.WARNING.value,
    DispatchKind.INFORMATION.value,
    DispatchKind.REPLY.value,
    DispatchKind.CORRECTION.value,
    DispatchKind.REQUEST.value,
    DispatchKind.QUESTION.value,
    DispatchKind.COORDINATION.value,
)
_NEED_ANSWER = tuple(kind for kind in READ_BY_PEOPLE if kind not in (DispatchKind.COORDINATION, DispatchKind.REQUEST))
_SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchFilter:
    """What to look for; empty fields do not narrow. `everything` also lists what the station books by itself."""

    kind: str = ""
    partner: str = ""
    text: str = ""
    is_open: bool = False
    state: str = ""
    everything: bool = False


@dataclass(frozen=True, slots=True)
class PartnerTally:
    """The exchange with one partner in numbers."""

    received: int
    sent: int
    receipted: int
    acknowledged: int
    queued: int
    failed: int
    latest: datetime | None


def inbox(wanted: DispatchFilter | None = None) -> QuerySet[DispatchRecord]:
    """Received dispatches, those with a running clock first, then newest first; rows for this room's own pages."""
    rows = _narrowed(Direction.IN, wanted or DispatchFilter())
    if wanted and wanted.is_open:
        rows = rows.filter(acknowledged_at__isnull=True, kind__in=_NEED_ANSWER)
    return rows


def sent(wanted: DispatchFilter | None = None) -> QuerySet[DispatchRecord]:
    """Sent dispatches, newest first; rows for this room's own pages."""
    chosen = wanted or DispatchFilter()
    rows = _narrowed(Direction.OUT, chosen)
    if chosen.is_open:
        rows = rows.filter(deliveries__state__in=[DeliveryState.QUEUED, DeliveryState.FAILED]).distinct()
    return rows


def count_unread(user: object = None) -> int:
    """Received dispatches that nobody has acknowledged."""
    return DispatchRecord.objects.filter(
        direction=Direction.IN,
        kind__in=_NEED_ANSWER,
        acknowledged_at__isnull=True,
        state__in=[DispatchState.STANDING, DispatchState.WAITING],
    ).count()


def count_open_requests(user: object = None) -> int:
    """Requests of partners that are not answered."""
    return InformationRequest.objects.filter(direction=Direction.IN, state=RequestState.OPEN).count()


def count_obligations_due(user: object = None) -> int:
    """What a person should do now: recalls, erasures within a week, corrections to pass on."""
    now = timezone.now()
    owed = Obligation.objects.filter(done_at__isnull=True).filter(
        Q(kind__in=[ObligationKind.RECALLED, ObligationKind.CORRECTION])
        | Q(kind=ObligationKind.RETENTION, due__lt=now + _SOON)
    )
    return owed.count()


def tally_of_partner(station_id: str) -> PartnerTally:
    """Numbers for the partner's page."""
    received = DispatchRecord.objects.filter(direction=Direction.IN, sender=station_id)
    deliveries = Delivery.objects.filter(recipient=station_id)
    numbers = deliveries.aggregate(
        sent=Count("id"),
        receipted=Count("id", filter=Q(state=DeliveryState.RECEIVED)),
        acknowledged=Count("id", filter=Q(acknowledged_at__isnull=False)),
        queued=Count("id", filter=Q(state=DeliveryState.QUEUED)),
        failed=Count("id", filter=Q(state=DeliveryState.FAILED)),
    )
    incoming = received.aggregate(count=Count("id"), latest=Max("stored_at"))
    return PartnerTally(received=incoming["count"], latest=incoming["latest"], **numbers)


def queue_state() -> dict[str, tuple[int, datetime | None]]:
    """For each partner: how many dispatches wait, and since when. For the doctor and the metrics."""
    rows = Delivery.objects.filter(state=DeliveryState.QUEUED).values_list("recipient").order_by("recipient")
    waiting: dict[str, tuple[int, datetime | None]] = {}
    for recipient, number in rows.annotate(number=Count("id")):
        oldest = Delivery.objects.filter(state=DeliveryState.QUEUED, recipient=recipient).order_by("queued_at").first()
        waiting[recipient] = (number, oldest.queued_at if oldest else None)
    return waiting


def _narrowed(direction: Direction, wanted: DispatchFilter) -> QuerySet[DispatchRecord]:
    rows = DispatchRecord.objects.defer("signed_bytes").filter(direction=direction)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    elif not wanted.everything:
        rows = rows.filter(kind__in=READ_BY_PEOPLE)
    if wanted.partner:
        by_partner = Q(sender=wanted.partner) if direction is Direction.IN else Q(recipients__contains=[wanted.partner])
        rows = rows.filter(by_partner)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.text:
        hidden = [DispatchState.QUARANTINED, DispatchState.ERASED]
        rows = rows.filter(title_words__contains=word_tokens(wanted.text)).exclude(state__in=hidden)
    return rows.prefetch_related("deliveries").order_by("-time", "-id")
