"""Writing an assessment, step by step or all at once. The rules are `jisr.core.diligence`; here they meet records."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from jisr.core.diligence import Assessment, Assurance, CountryCheck, Risk, State, Subject, SubjectKind, Trigger
from jisr.core.diligence.storing import to_json
from jisr.station.accounts.roles import Right
from jisr.station.compartments.reader import as_station
from jisr.station.diligence import queries, subjects
from jisr.station.diligence.models import AssessmentRecord
from jisr.station.diligence.problems import DiligenceProblem
from jisr.station.diligence.services.refusals import person, whole_or_refused
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.partners import queries as partners
from jisr.station.web.ids import new_id


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says of the risks.

    Attributes:
        is_tainted: something in it was clearly obtained in violation of human rights.
        is_purpose_prohibited: it serves a political, military, religious or racial purpose.
    """

    risks: tuple[Risk, ...]
    is_tainted: bool = False
    is_purpose_prohibited: bool = False


@whole_or_refused
def begin(
    actor: Actor,
    subject: str,
    *,
    recipient: str,
    answers: Mapping[Trigger, bool],
    reason: str,
    title: str = "",
    judgement: Judgement | None = None,
) -> UUID:
    """Screen a subject for a partner, and with a judgement go on to the risks in the same step; the assessment's id.

    Args:
        subject: of a record ("report:<id>", "warning:<id>", "request:<id>", "dispatch:<id>"), "partner:<station id>"
            for a standing assessment of routine releases, or "assistance" or "match" for an activity that has no record
            here: it gets an id, and `title` says what it is.
        recipient: station id.

    Raises:
        DiligenceProblem: subject_unknown, recipient_unknown, prohibited_stands, already_open, and the rules' own.
    """
    by, now = person(actor, Right.DILIGENCE_WRITE), timezone.now()
    named = _subject(subject, recipient, title)
    _check_earlier(named[0])
    value = Assessment.open(named[0], by).screen(by, now, answers, reason)
    if judgement is not None and value.state is State.COUNTRY_CHECK:
        value = value.check_country(by, now, _country(value), reason)
        is_tainted = judgement.is_tainted or queries.is_tainted(named[0].id)
        value = value.identify(
            by,
            now,
            judgement.risks,
            reason,
            is_tainted=is_tainted,
            is_purpose_prohibited=judgement.is_purpose_prohibited,
        )
    row = AssessmentRecord(
        kind=named[0].kind.value,
        subject=named[0].id,
        recipient=recipient,
        country=named[0].country,
        title=named[1][:300],
        author=actor.name,
        author_id=by,
        created_at=now,
    )
    keep(row, value, actor, now)
    record(actor, Act.COLLECTION, "assessment", str(row.pk), recipient=recipient, decision=value.state.value)
    return row.pk


def check_country(actor: Actor, assessment_id: UUID, reason: str) -> State:
    """Rest on the country's newest assessment."""
    return write(actor, assessment_id, lambda value, by, now: value.check_country(by, now, _country(value), reason))


def identify(actor: Actor, assessment_id: UUID, judgement: Judgement, reason: str) -> State:
    """Judge every harm; what is marked as tainted counts as tainted whatever is said."""

    def move(value: Assessment, by: int, now: datetime) -> Assessment:
        return value.identify(
            by,
            now,
            judgement.risks,
            reason,
            is_tainted=judgement.is_tainted or queries.is_tainted(value.subject.id),
            is_purpose_prohibited=judgement.is_purpose_prohibited,
        )

    return write(actor, assessment_id, move)


def mitigate(actor: Actor, assessment_id: UUID, measures: str, reason: str, *, asks_assurance: bool) -> State:
    """Say what lowers the risk."""
    return write(
        actor,
        assessment_id,
        lambda value, by, now: value.mitigate(by, now, measures, reason, asks_assurance=asks_assurance),
    )


def receive_assurance(actor: Actor, assessment_id: UUID, assurance: Callable[[], Assurance], reason: str) -> State:
    """Record an assurance; `assurance` makes it, so that what is missing in it is refused like everything else."""
    return write(actor, assessment_id, lambda value, by, now: value.receive_assurance(by, now, assurance(), reason))


def refuse_assurance(actor: Actor, assessment_id: UUID, reason: str) -> State:
    """Record that the assurance was refused."""
    return write(actor, assessment_id, lambda value, by, now: value.refuse_assurance(by, now, reason))


def reassess(actor: Actor, assessment_id: UUID, risks: Iterable[Risk], reason: str) -> State:
    """Judge every harm again."""
    judged = tuple(risks)
    return write(actor, assessment_id, lambda value, by, now: value.reassess(by, now, judged, reason))


type Move = Callable[[Assessment, int, datetime], Assessment]


def write(actor: Actor, assessment_id: UUID, move: Move) -> State:
    """One move by somebody who may write assessments."""
    return moved(actor, assessment_id, move, (Right.DILIGENCE_WRITE,))


@whole_or_refused
def moved(actor: Actor, assessment_id: UUID, move: Move, rights: tuple[Right, ...]) -> State:
    """One move; where it led to.

    Raises:
        DiligenceProblem: assessment_unknown, named_person_needed, right_missing, and the rules' own.
    """
    by, now = person(actor, *rights), timezone.now()
    row = locked(assessment_id)
    value = move(row.value(), by, now)
    keep(row, value, actor, now)
    reason = value.steps[-1].reason if len(value.steps) else ""
    record(
        actor,
        Act.ALTERATION,
        "assessment",
        str(row.pk),
        recipient=row.recipient,
        justification=reason,
        decision=value.state.value,
    )
    return value.state


def locked(assessment_id: UUID) -> AssessmentRecord:
    """The row, locked until the transaction ends.

    Raises:
        DiligenceProblem: assessment_unknown.
    """
    row = AssessmentRecord.objects.select_for_update().filter(pk=assessment_id).first()
    if row is None:
        raise DiligenceProblem("assessment_unknown")
    return row


def keep(row: AssessmentRecord, value: Assessment, actor: Actor, now: datetime) -> None:
    """Store the value and the columns that follow from it."""
    row.document, row.state, row.changed_at = to_json(value), value.state.value, now
    row.valid_until, row.review_on = value.valid_until, value.review_on
    row.approved_by_id = value.approvals[-1].by if value.approvals and value.is_approved else row.approved_by_id
    if actor.user_id is not None:
        row.names = {**row.names, str(actor.user_id): actor.name}
    row.save()


def _subject(subject: str, recipient: str, title: str) -> tuple[Subject, str]:
    partner = partners.partner(recipient)
    if partner is None:
        raise DiligenceProblem("recipient_unknown", "recipient")
    if subject in (SubjectKind.ASSISTANCE, SubjectKind.MATCH):
        if not title.strip():
            raise DiligenceProblem("subject_unknown", "title")
        return Subject(SubjectKind(subject), f"{subject}:{new_id()}", recipient, partner.country), title.strip()
    if subject == f"partner:{recipient}":
        return Subject(SubjectKind.STANDING, subject, recipient, partner.country), title.strip()
    seen = subjects.read(subject)
    if seen is None:
        raise DiligenceProblem("subject_unknown", "subject")
    return Subject(seen.kind, subject, recipient, partner.country), title.strip() or seen.title


def _check_earlier(subject: Subject) -> None:
    """One at a time; and what was prohibited once stays so."""
    with as_station():
        earlier = [row.value() for row in queries.rows_of(subject.id, subject.recipient)]
    if any(value.state is State.PROHIBITED for value in earlier):
        raise DiligenceProblem("prohibited_stands")
    if any(not value.is_approved and value.state not in queries.CLOSED for value in earlier):
        raise DiligenceProblem("already_open")


def _country(value: Assessment) -> CountryCheck | None:
    row = queries.country_assessment(value.subject.country)
    return row.as_check() if row else None
