"""What people said is the person's, and whether its originators consent to a copy."""

from uuid import UUID

from jisr.station.exchange import queries as exchange
from jisr.station.redress.models import Case, SubjectMark
from jisr.station.redress.vocabulary import Mark, Subject

TELL_SUBJECT = "tell_subject"


def consent_state(dispatch_id: UUID) -> str | None:
    """The newest consent of the originator to give a copy: "asked", "granted", "refused"; None where not asked."""
    asked = exchange.consents(direction="out", record_id=dispatch_id)
    return next((str(each.state) for each in asked if each.permission == TELL_SUBJECT), None)


def subject_entities(case: Case) -> list[UUID]:
    """Entities that people said are the person."""
    marks = SubjectMark.objects.filter(case=case, subject=Subject.ENTITY, mark=Mark.IS, undone_at__isnull=True)
    return [UUID(ref) for ref in marks.values_list("ref", flat=True)]


def subject_texts(case: Case) -> list[str]:
    """Reports and dispatches that people said speak of the person."""
    marks = SubjectMark.objects.filter(case=case, subject=Subject.TEXT, mark=Mark.IS, undone_at__isnull=True)
    return list(marks.values_list("ref", flat=True))
