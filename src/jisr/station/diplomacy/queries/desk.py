"""The coordination desk: every open request, clock, commitment, meeting and warning, for one officer or one partner."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jisr.core.diplomacy.commitments import DONE, OPEN, Confirmation
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Access, Right
from jisr.station.diplomacy.models import Commitment, Joint
from jisr.station.diplomacy.queries import engagements, joint
from jisr.station.diplomacy.services.joint import own_id
from jisr.station.exchange import queries as exchange
from jisr.station.warnings import queries as warnings


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One open thing. `kind`: "request", "commitment", "engagement", "check", "warning", "signature", "conflict"."""

    kind: str
    label: str
    about: str
    url: str
    partners: tuple[str, ...] = ()
    due: datetime | None = None
    why: str = ""
    is_late: bool = False


def tasks(user: User, partner: str = "") -> list[Task]:
    """What is open, as far as this person may see it; what is due first in front."""
    found = [*_requests(user, partner), *_commitments(partner), *_engagements(partner), *_checks(partner)]
    found += [*_warnings(user, partner), *_joints(partner)]
    last = timezone.now().replace(year=9999)
    return sorted(found, key=lambda task: (task.due is None, task.due or last, task.kind, task.about))


def to_sign() -> list[Task]:
    """What partners have signed and this station has not."""
    return [task for task in _joints("") if task.kind == "signature"]


def to_settle() -> list[Task]:
    """What stations wrote differently at the same time."""
    return [task for task in _joints("") if task.kind == "conflict"]


def preparations() -> list[Task]:
    """What is still to be seen to for engagements that are to come."""
    return _checks("")


def digest(user: User, days: int = 7) -> dict[str, list[Task]]:
    """The week ahead by kind: what falls due in so many days, and what is late already."""
    until = timezone.now() + timedelta(days=days)
    found: dict[str, list[Task]] = {}
    for task in tasks(user):
        if task.is_late or task.due is None or task.due <= until:
            found.setdefault(task.label, []).append(task)
    return found


def _requests(user: User, partner: str) -> list[Task]:
    if user.access(Right.REQUEST_READ) is not Access.FULL:
        return []
    now = timezone.now()
    return [
        Task(
            kind="request", label=_("Requests for information"), about=view.question, due=view.due,
            url=reverse("exchange:dispatch", args=[view.id]), partners=tuple(view.partners),
            why=_("they ask us") if direction == "in" else _("we ask them"), is_late=view.due < now,
        )
        for direction in ("in", "out")
        for view in exchange.open_requests(direction, partner)
    ]  # fmt: skip


def _commitments(partner: str) -> list[Task]:
    rows = Commitment.objects.select_related("joint").filter(
        Q(state__in=sorted(OPEN)) | Q(state__in=sorted(DONE), confirmation=Confirmation.NONE.value)
    )
    if partner:
        rows = rows.filter(Q(debtor=partner) | Q(creditors__contains=[partner]))
    today = timezone.localdate()
    made = []
    for row in rows:
        is_ours, is_open = row.debtor == own_id(), row.state in OPEN
        if is_ours and not is_open:
            continue
        others = tuple(each for each in (row.debtor, *row.creditors) if each != own_id())
        why = _("we owe") if is_ours else _("owed to us") if is_open else _("waits for our confirmation")
        due = _end_of(row.due) if row.due and is_open else None
        late = bool(is_open and row.due and row.due < today)
        made.append(
            Task(
                kind="commitment", label=_("Commitments"), about=row.joint.title, due=due, partners=others, why=why,
                url=reverse("diplomacy:commitment", args=[row.joint_id]), is_late=late,
            )
        )  # fmt: skip
    return made


def _engagements(partner: str) -> list[Task]:
    return [
        Task(
            kind="engagement", label=_("Meetings and visits"), about=row.title, due=row.starts,
            url=reverse("diplomacy:engagement", args=[row.pk]), partners=tuple(row.partners),
            why=f"{row.get_kind_display()} · {row.get_state_display()}",
        )
        for row in engagements.coming(60, partner)
    ]  # fmt: skip


def _checks(partner: str) -> list[Task]:
    today = timezone.localdate()
    return [
        Task(
            kind="check", label=_("Preparations"), about=row.text, due=_end_of(row.due) if row.due else None,
            url=f"{reverse('diplomacy:engagement', args=[row.engagement_id])}#checklist",
            partners=tuple(row.engagement.partners), why=row.get_kind_display(),
            is_late=bool(row.due and row.due < today),
        )
        for row in engagements.open_checks(partner)
    ]  # fmt: skip


def _warnings(user: User, partner: str) -> list[Task]:
    if user.access(Right.WARNING_READ) is not Access.FULL:
        return []
    now = timezone.now()
    return [
        Task(
            kind="warning", label=_("Warnings"), about=row.title, due=recipient.acknowledge_by,
            url=reverse("warnings:warning", args=[row.pk]), partners=(recipient.station_id,),
            why=pgettext("warning", "not acknowledged yet"), is_late=recipient.acknowledge_by < now,
        )
        for row, recipient in warnings.silent_recipients()
        if partner in ("", recipient.station_id)
    ]  # fmt: skip


def _joints(partner: str) -> list[Task]:
    """What waits for a decision or a signature in plans and minutes."""
    rows = Joint.objects.filter(kind__in=("joint_plan", "minutes"), shared_at__isnull=False)
    if partner:
        rows = rows.filter(parties__contains=[partner])
    made = []
    waiting = {each.pk for each in rows.filter(versions__isnull=False, versions__completed_at__isnull=True)}
    for row in rows:
        others = tuple(each for each in row.parties if each != own_id())
        url = reverse("diplomacy:joint", args=[row.pk])
        if row.has_conflict:
            made.append(
                Task(kind="conflict", label=_("To settle"), about=row.title, url=url, partners=others,
                     why=_("written differently at the same time"))
            )  # fmt: skip
        view = joint.find(row.pk) if row.pk in waiting else None
        if view is not None and view.awaits_us:
            made.append(
                Task(kind="signature", label=_("To sign"), about=row.title, url=url, partners=others,
                     why=_("the partner has signed"))
            )  # fmt: skip
    return made


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59), tzinfo=ZoneInfo(timezone.get_current_timezone_name()))
