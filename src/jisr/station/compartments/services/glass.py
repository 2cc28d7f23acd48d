"""Breaking the glass: opening one hidden record by its reference, or reading off duty, for a stated time and reason.

It is told at once to the owner of the compartment and to oversight, every reading meanwhile is marked in the ledger
with its id, and somebody else reviews it afterwards.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from jisr.station.accounts.models import User
from jisr.station.compartments.identity import sight_of
from jisr.station.compartments.models import Compartment, Opening, OpeningKind, Placement, ReviewVerdict
from jisr.station.compartments.problems import (
    MalformedReferenceError,
    MemberNotReaderError,
    MinutesError,
    OpeningReviewedError,
    OpeningUnknownError,
    OwnReviewError,
    RecordNotFoundError,
)
from jisr.station.compartments.references import kinds, subject_of
from jisr.station.compartments.services.standing import reads_content, reason_of
from jisr.station.compartments.signals import glass_broken
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record

MINUTES, LEAST_MINUTES, MOST_MINUTES = 60, 5, 240
REVIEW_HOURS = 72


def break_glass(actor: Actor, reference: str, *, reason: str, told_by: str, minutes: int = MINUTES) -> UUID:
    """Open one record that a compartment hides, by the reference somebody gave; the id of the opening.

    There is no list of what can be opened: who does not know the reference gets the same answer as for a record that
    never existed, and the attempt is in the ledger.

    Raises:
        RecordNotFoundError: nothing hidden has this reference.
        MalformedReferenceError, ReasonShortError, MinutesError, MemberNotReaderError.
    """
    why, minutes = reason_of(reason), _minutes(minutes)
    informant = " ".join(told_by.split())
    if not reference.strip() or not informant:
        raise MalformedReferenceError
    subject = subject_of(reference)
    with transaction.atomic():
        hidden = _hiding(subject, actor) if subject else []
        if not hidden:
            record(actor, Act.REFUSAL, "compartment", "break_glass", decision="record_not_found", justification=why)
        else:
            assert subject is not None
            return _open(actor, OpeningKind.COMPARTMENT, why, minutes, subject, informant, hidden)
    raise RecordNotFoundError


@transaction.atomic
def read_off_duty(actor: Actor, *, reason: str, minutes: int = MINUTES) -> UUID:
    """Say beforehand why one reads outside the hours of duty; what is read meanwhile is reviewed like an opening."""
    return _open(actor, OpeningKind.OFF_DUTY, reason_of(reason), _minutes(minutes), "", "", [])


@transaction.atomic
def close_opening(actor: Actor, opening_id: UUID) -> None:
    """Close it before its time; it is reviewed all the same."""
    held = _opening(opening_id)
    if held.user_id != actor.user_id:
        raise OpeningUnknownError
    if held.stands_at(timezone.now()):
        held.closed_at = timezone.now()
        held.save(update_fields=["closed_at"])
        record(actor, Act.ADMINISTRATION, "opening", str(held.pk), decision="closed")


@transaction.atomic
def review_opening(actor: Actor, opening_id: UUID, verdict: ReviewVerdict | str, *, remark: str) -> None:
    """Say whether it was justified; never one's own. An opening that still stands ends with it.

    Raises:
        OpeningUnknownError, OpeningReviewedError, OwnReviewError, ReasonShortError.
    """
    chosen, why = ReviewVerdict(verdict), reason_of(remark, "remark")
    held = _opening(opening_id)
    if held.user_id == actor.user_id:
        raise OwnReviewError
    if held.reviewed_at is not None:
        raise OpeningReviewedError
    now = timezone.now()
    held.verdict, held.remark, held.reviewed_at, held.reviewed_by = chosen, why, now, actor.name
    held.closed_at = held.closed_at or min(now, held.until)
    held.save(update_fields=["verdict", "remark", "reviewed_at", "reviewed_by", "closed_at"])
    record(
        actor, Act.ADMINISTRATION, "opening", str(held.pk), recipient=held.username, decision=f"review_{chosen.value}",
        justification=why,
    )  # fmt: skip


def note_attempt(actor: Actor, identifiers: Sequence[str]) -> None:
    """Enter that somebody asked for the address of a record that is hidden from them; they were told "not found"."""
    wanted = [f"{kind}:{identifier}" for identifier in dict.fromkeys(identifiers) for kind in kinds()]
    placed = Placement.objects.filter(subject__in=wanted).order_by("subject").values_list("subject", "compartment_id")
    found = list(placed) if wanted else []
    if found and actor.user_id is not None:
        mine = set(sight_of(actor.user_id).compartments)
        for subject in dict.fromkeys(subject for subject, compartment in found if compartment not in mine):
            kind, _colon, identifier = subject.partition(":")
            record(actor, Act.REFUSAL, kind, identifier, decision="out_of_compartment")


def _open(
    actor: Actor, kind: OpeningKind, reason: str, minutes: int, subject: str, told_by: str, hidden: list[Compartment]
) -> UUID:
    person = User.objects.filter(pk=actor.user_id or 0, is_active=True).first()
    if person is None or not reads_content(person):
        raise MemberNotReaderError
    now = timezone.now()
    held = Opening.objects.create(
        kind=kind, subject=subject, told_by=told_by[:150], user_id=person.pk, username=person.username, reason=reason,
        opened_at=now, until=now + timedelta(minutes=minutes), review_due=now + timedelta(hours=REVIEW_HOURS),
    )  # fmt: skip
    held.compartments.set(hidden)
    glass_broken.send(sender=None, opening_id=held.pk)
    detail: dict[str, str | int] = {"kind": kind.value, "minutes": minutes}
    if subject:
        detail["subject"] = subject
    record(
        actor, Act.CONSULTATION, "opening", str(held.pk), decision="glass_broken", justification=reason, detail=detail
    )
    return held.pk


def _hiding(subject: str, actor: Actor) -> list[Compartment]:
    """The compartments that hide this record from this person."""
    mine = sight_of(actor.user_id).compartments if actor.user_id is not None else ()
    placed = Placement.objects.filter(subject=subject).exclude(compartment_id__in=mine)
    return list(Compartment.objects.filter(pk__in=placed.values("compartment_id"), closed_at=None))


def _opening(opening_id: UUID) -> Opening:
    held = Opening.objects.select_for_update().filter(pk=opening_id).first()
    if held is None:
        raise OpeningUnknownError
    return held


def _minutes(minutes: int) -> int:
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise MinutesError
    return minutes
