"""Cases for lists, pages, programs and statistics. Whoever shows one enters that in the ledger."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.knowledge import queries as knowledge
from jisr.station.knowledge.models import StatementRecord
from jisr.station.redress.keeping import Person, person_of
from jisr.station.redress.models import Case, Decision, Letter, Requester, SubjectMark
from jisr.station.redress.queries.clocks import late_clocks
from jisr.station.redress.queries.follows import FollowView, follows
from jisr.station.redress.queries.subjects import consent_state, subject_entities
from jisr.station.redress.vocabulary import CaseState, DecisionState


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Empty fields do not limit. is_late: some clock has run out."""

    state: str = ""
    kind: str = ""
    via: str = ""
    number: str = ""
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case with everything about it; `person` is None once it is erased."""

    case: Case
    person: Person | None
    marks: list[SubjectMark]
    statements: list[StatementRecord]
    consents: dict[UUID, str | None]
    decisions: list[Decision]
    follows: list[FollowView]
    letters: list[Letter]
    late: list[str]


def cases(wanted: CaseFilter) -> QuerySet[Case]:
    """Cases that fit; open ones by the clock that runs out first, others the newest first."""
    rows = Case.objects.all()
    for name in ("state", "kind", "via"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.number:
        rows = rows.filter(number__icontains=wanted.number.strip())
    if wanted.is_late:
        now = timezone.now()
        rows = rows.filter(
            Q(acknowledge_by__lt=now, acknowledged_at__isnull=True, answered_at__isnull=True)
            | Q(answer_by__lt=now, answered_at__isnull=True)
            | Q(propagate_by__lt=now, propagated_at__isnull=True),
            state=CaseState.OPEN,
        )
    return rows.order_by("answer_by", "id") if wanted.state == CaseState.OPEN else rows


def find(case_id: UUID) -> Case | None:
    return Case.objects.filter(pk=case_id).first()


def person(case: Case) -> Person | None:
    """Who asks; None once it is erased."""
    requester = Requester.objects.filter(case=case).first()
    return person_of(requester) if requester else None


def page_of_case(case_id: UUID) -> CasePage | None:
    case = Case.objects.select_related("related").filter(pk=case_id).first()
    if case is None:
        return None
    statements = knowledge.claims_about(subject_entities(case))
    dispatches = {row.dispatch_id for row in statements if row.is_received and row.dispatch_id}
    return CasePage(
        case=case,
        person=person(case),
        marks=list(SubjectMark.objects.filter(case=case, undone_at__isnull=True)),
        statements=statements,
        consents={dispatch: consent_state(dispatch) for dispatch in dispatches},
        decisions=list(Decision.objects.filter(case=case)),
        follows=follows(case),
        letters=list(Letter.objects.filter(case=case)),
        late=late_clocks(case, timezone.now()) if case.state == CaseState.OPEN else [],
    )


def letter(case_id: UUID, letter_id: UUID) -> Letter | None:
    return Letter.objects.select_related("case").filter(pk=letter_id, case_id=case_id).first()


def count_waiting(user: User) -> int:
    """Open requests for whoever handles them; decisions to sign for whoever signs only."""
    if user.may(Right.REDRESS_WRITE):
        return Case.objects.filter(state=CaseState.OPEN).count()
    return len(to_sign(user)) if user.may(Right.REDRESS_SIGN) else 0


def to_sign(user: User) -> list[Decision]:
    """Proposed decisions that this person may sign."""
    rows = Decision.objects.select_related("case").filter(state=DecisionState.PROPOSED, case__state=CaseState.OPEN)
    return list(rows.exclude(proposed_by_id=user.pk))


def open_clocks() -> list[tuple[Case, str, datetime]]:
    """For each open case the clock that runs next: (case, "acknowledge" | "answer" | "propagate", due)."""
    found: list[tuple[Case, str, datetime]] = []
    for case in Case.objects.filter(state=CaseState.OPEN):
        if case.acknowledged_at is None and case.answered_at is None:
            found.append((case, "acknowledge", case.acknowledge_by))
        elif case.answered_at is None:
            found.append((case, "answer", case.answer_by))
        elif case.propagate_by and case.propagated_at is None:
            found.append((case, "propagate", case.propagate_by))
    return sorted(found, key=lambda one: one[2])


def statistics(first: date, last: date) -> dict[str, dict[str, int]]:
    """Counts of a period by day of receipt, for publication: nothing in them names anybody."""
    rows = list(Case.objects.filter(received_at__date__gte=first, received_at__date__lte=last))
    signed = Decision.objects.filter(case__in=rows, state=DecisionState.SIGNED)
    answered = [case for case in rows if case.answered_at]
    in_time = sum(case.answered_at <= case.answer_by for case in answered if case.answered_at)
    return {
        "kind": dict(Counter(case.kind for case in rows)),
        "via": dict(Counter(case.via for case in rows)),
        "state": dict(Counter(case.state for case in rows)),
        "outcome": dict(Counter(signed.values_list("outcome", flat=True))),
        "answered": {"in_time": in_time, "late": len(answered) - in_time},
        "extended": {"extended": sum(case.extended_at is not None for case in rows)},
    }
