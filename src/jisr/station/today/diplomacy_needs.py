"""What of visits, commitments, plans and recognition needs one person now."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.diplomacy.queries import commitments, desk
from jisr.station.diplomacy.queries.recognition import listed
from jisr.station.today.need import Need
from jisr.station.web.localtime import format_day
from jisr.station.web.visible import isolated


def promises(user: User) -> Iterator[Need]:
    """Ours that are due, and theirs that wait for our word, for whoever follows them."""
    if not user.may(Right.DIPLOMACY_WRITE):
        return
    count = commitments.count_due(user)
    if count:
        yield Need(
            title=ngettext(
                "%(count)d commitment is due or waits to be confirmed",
                "%(count)d commitments are due or wait to be confirmed",
                count,
            )
            % {"count": count},
            url=reverse("diplomacy:commitments"),
            action=pgettext("action", "Open"),
            weight=20,
        )


def promises_over(user: User) -> Iterator[Need]:
    """A senior official is told of what is open after its day."""
    if not user.may(Right.DIPLOMACY_SIGN):
        return
    for row in commitments.escalated()[:10]:
        yield Need(
            title=_("A commitment is open after its day"),
            about=row.joint.title,
            why=_("due %(day)s") % {"day": format_day(row.due)} if row.due else "",
            url=reverse("diplomacy:commitment", args=[row.joint_id]),
            action=pgettext("action", "See"),
            weight=8,
            tone="warn",
        )


def signatures(user: User) -> Iterator[Need]:
    """Minutes and plans that partners have signed."""
    if not user.may(Right.DIPLOMACY_SIGN):
        return
    for task in desk.to_sign():
        yield Need(
            title=_("A partner has signed; your signature is awaited"),
            about=task.about,
            url=task.url,
            action=pgettext("action", "See"),
            weight=7,
        )


def conflicts(user: User) -> Iterator[Need]:
    """What stations wrote differently at the same time."""
    if not user.may(Right.DIPLOMACY_WRITE):
        return
    for task in desk.to_settle():
        yield Need(
            title=_("Written differently at the same time: choose what shall stand"),
            about=task.about,
            url=task.url,
            action=pgettext("action", "See"),
            weight=12,
            tone="warn",
        )


def honours(user: User) -> Iterator[Need]:
    """Proposals of recognition that somebody else made."""
    if not user.may(Right.RECOGNITION_APPROVE):
        return
    for row in listed(state="proposed")[:10]:
        if row.proposed_by_id != user.pk:
            yield Need(
                title=_("A proposal of recognition awaits your decision"),
                why=_("proposed by %(person)s") % {"person": isolated(row.proposed_by)},
                url=reverse("diplomacy:recognition", args=[row.pk]),
                action=pgettext("action", "See"),
                start=row.proposed_at,
                weight=30,
            )


def meetings(user: User) -> Iterator[Need]:
    """Preparations that are due within a week."""
    if not user.may(Right.DIPLOMACY_WRITE):
        return
    late = [task for task in desk.preparations() if task.due and (task.due - timezone.now()).days < 7]
    if late:
        yield Need(
            title=ngettext(
                "%(count)d preparation is due this week", "%(count)d preparations are due this week", len(late)
            )
            % {"count": len(late)},
            url=f"{reverse('diplomacy:desk')}?kind=check",
            action=pgettext("action", "Open"),
            weight=25,
        )


SOURCES = (promises, promises_over, signatures, conflicts, honours, meetings)
