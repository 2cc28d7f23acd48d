"""What a station may publish of requests: how many of each kind, and how they ended. Nothing in it names anybody."""

from collections import Counter
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from jisr.station.ledger.statistics import Counts, CountTable, Label, register
from jisr.station.redress.models import Case
from jisr.station.redress.vocabulary import CaseState, RequestKind

_LATE = "answered_late"
_IN_TIME = "answered_in_time"
_ENDS = {
    _IN_TIME: _("Answered in time"),
    _LATE: _("Answered late"),
    CaseState.WITHDRAWN: CaseState.WITHDRAWN.label,
    CaseState.OPEN: _("Not answered yet"),
}


def offer_table() -> None:
    """Register the table of requests; called when the room opens."""
    register(
        CountTable(
            code="redress_requests",
            title=_("Requests of data subjects, by kind and answer"),
            note=_("By the day of receipt. A request that is answered later moves from one column to another."),
            rows=_("Kind"),
            columns=_("Answer"),
            count=_count,
            row_label=_kind,
            column_label=_end,
            order=45,
        )
    )


def _count(since: datetime, until: datetime) -> Counts:
    return Counter(
        (case.kind, _end_of(case)) for case in Case.objects.filter(received_at__gte=since, received_at__lt=until)
    )


def _end_of(case: Case) -> str:
    if case.answered_at:
        return _LATE if case.answered_at > case.answer_by else _IN_TIME
    return CaseState.WITHDRAWN if case.state == CaseState.WITHDRAWN else CaseState.OPEN


def _kind(code: str) -> Label:
    return RequestKind(code).label if code in RequestKind.values else code


def _end(code: str) -> Label:
    return _ENDS.get(code, code)
