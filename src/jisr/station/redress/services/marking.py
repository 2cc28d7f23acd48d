"""A person says which candidates are the one who asks; every such decision can be undone. No score decides."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.redress.models import SubjectMark
from jisr.station.redress.problems import PieceMissing, RedressProblem
from jisr.station.redress.services.opening import require_identity
from jisr.station.redress.services.people import open_case, require_person
from jisr.station.redress.services.refusals import whole_or_refused
from jisr.station.redress.vocabulary import Mark, Subject


@whole_or_refused
def note_search(actor: Actor, case_id: UUID, shown: int) -> None:
    """Enter in the ledger that all that is held was searched for the person, and how much was shown."""
    require_person(actor)
    case = open_case(case_id)
    require_identity(case)
    case.searched_at = timezone.now()
    case.save(update_fields=["searched_at"])
    record(actor, Act.CONSULTATION, "redress", str(case_id), decision="searched", detail={"shown": shown})


@whole_or_refused
def mark(actor: Actor, case_id: UUID, subject: str, ref: str, verdict: str, score: float | None = None) -> UUID:
    """Say that a candidate is the person, or is not; a mark before it is undone. The id of the mark.

    Args:
        subject: "entity" or "text"; ref: the entity's id, or "report:<id>" / "dispatch:<id>".
    """
    require_person(actor)
    case = open_case(case_id)
    require_identity(case)
    if subject not in Subject.values or verdict not in Mark.values or len(ref) > 80:
        raise RedressProblem("value_unknown", _("Choose one of the values offered."), "subject")
    now = timezone.now()
    SubjectMark.objects.filter(case=case, subject=subject, ref=ref, undone_at__isnull=True).update(
        undone_at=now, undone_by=actor.name
    )
    made = SubjectMark.objects.create(
        case=case, subject=subject, ref=ref, mark=verdict, score=score, by=actor.name, at=now
    )
    record(actor, Act.COMBINATION, "redress", str(case_id), decision=verdict, detail={"subject": f"{subject}:{ref}"})
    return made.id


@whole_or_refused
def undo_mark(actor: Actor, case_id: UUID, mark_id: UUID) -> None:
    """Take a mark back; it stays on the record."""
    require_person(actor)
    case = open_case(case_id)
    undone = SubjectMark.objects.filter(pk=mark_id, case=case, undone_at__isnull=True).update(
        undone_at=timezone.now(), undone_by=actor.name
    )
    if not undone:
        raise PieceMissing
    record(actor, Act.COMBINATION, "redress", str(case_id), decision="mark_undone")
