"""What requests of data subjects need of one person now: the next clock of each, and decisions to be signed."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Access, Right
from jisr.station.redress.queries import cases
from jisr.station.today.need import Need
from jisr.station.web.visible import isolated


def subject_requests(user: User) -> Iterator[Need]:
    """For the desk, each open request by its next clock; once that has run out, for oversight as well."""
    handles, oversees = (user.access(right) is Access.FULL for right in (Right.REDRESS_WRITE, Right.REDRESS_SIGN))
    if not (handles or oversees):
        return
    now = timezone.now()
    what = {
        "acknowledge": _("receipt to be acknowledged"),
        "answer": _("answer due"),
        "propagate": _("partners’ certificates awaited"),
    }
    for case, clock, due in cases.open_clocks():
        if not (handles or due < now):
            continue
        yield Need(
            title=_("Request of a data subject %(number)s") % {"number": isolated(case.number)},
            why=f"{case.get_kind_display()} · {what[clock]}",
            url=reverse("redress:case", args=[case.pk]),
            action=pgettext("action", "Open") if handles else pgettext("action", "See"),
            due=due,
            start=case.received_at,
            tone="danger" if due < now else "",
        )


def decisions_to_sign(user: User) -> Iterator[Need]:
    if user.access(Right.REDRESS_SIGN) is not Access.FULL:
        return
    for decision in cases.to_sign(user):
        yield Need(
            title=_("A decision on a request of a data subject awaits your signature"),
            why=_("%(number)s · proposed by %(author)s")
            % {"number": isolated(decision.case.number), "author": isolated(decision.proposed_by)},
            url=reverse("redress:case", args=[decision.case_id]),
            action=pgettext("action", "See"),
            weight=6,
        )
