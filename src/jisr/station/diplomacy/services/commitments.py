"""Commitments: written down, agreed, followed, met or missed, and confirmed by the one they are owed to."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from jisr.core.diplomacy.commitments import (
    COMMITMENT,
    DONE,
    EVIDENCE,
    OPEN,
    CommitmentState,
    Confirmation,
    confirmation_of,
    due_of,
    may_become,
    state_of,
)
from jisr.core.handling import Classification
from jisr.core.jointrecords import JointRecord, Shared, Take
from jisr.station.diplomacy.models import Commitment, Joint
from jisr.station.diplomacy.problems import UnknownProblem, problem
from jisr.station.diplomacy.services.joint import Change, amend, follow, load, locked, open_joint, own_id, share
from jisr.station.ledger.actor import Actor, system_actor
from jisr.station.ledger.services import Act, record

#: Days before the due day on which somebody is reminded; -1: the day after it, when a senior official is told.
REMINDERS: Final = (30, 14, 3, -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A commitment as it is written down. `words`: quoted. `debtor`, `creditor`: station ids, one of them this one."""

    words: str
    language: str
    debtor: str
    creditor: str
    authority: str = ""
    due: date | None = None
    measure: str = ""
    topic: str = ""
    made_at: str = ""
    depends_on: str = ""


@transaction.atomic
def write_down(
    actor: Actor,
    draft: Draft,
    *,
    classification: Classification = Classification.RESTRICTED,
    engagement_id: UUID | None = None,
    is_shared: bool = False,
) -> UUID:
    """Record a commitment; the id of its joint record.

    Raises:
        DiplomacyProblem: words, debtor or creditor are missing, or this station is neither.
    """
    if not draft.words.strip():
        raise problem("words_needed")
    if not draft.debtor:
        raise problem("debtor_needed")
    if not draft.creditor:
        raise problem("creditor_needed")
    if draft.debtor == draft.creditor:
        raise problem("same_party")
    if own_id() not in (draft.debtor, draft.creditor):
        raise problem("own_station_needed")
    values: dict[str, Any] = {
        "words": draft.words.strip(),
        "language": draft.language,
        "creditor": [draft.creditor],
        "state": CommitmentState.PROPOSED.value,
    }
    for name in ("authority", "measure", "topic", "made_at", "depends_on"):
        if text := getattr(draft, name).strip():
            values[name] = text
    if draft.due:
        values["due"] = draft.due.isoformat()
    change = Change(take=Take.MAKE, type=COMMITMENT, owner=draft.debtor, values=values)
    title = " ".join(draft.words.split())[:120]
    row = open_joint(
        actor,
        "commitment",
        title,
        [draft.debtor, draft.creditor],
        [change],
        classification=classification,
        engagement_id=engagement_id,
    )
    if is_shared:
        share(actor, row.id)
    return row.id


@transaction.atomic
def say_state(
    actor: Actor, joint_id: UUID, state: CommitmentState, progress: str = "", superseded_by: str = ""
) -> None:
    """As the debtor: how far it is.

    Raises:
        UnknownProblem; DiplomacyProblem: not the debtor, or a step that cannot follow.
    """
    held = _held(joint_id)
    if held.owner != own_id():
        raise problem("not_the_debtor")
    before = state_of(held)
    if state != before and not may_become(before, state):
        raise problem("step_not_possible")
    values: dict[str, Any] = {"state": state.value} if state != before else {}
    if progress.strip() != held.get("progress"):
        values["progress"] = progress.strip()
    if superseded_by.strip():
        values["superseded_by"] = superseded_by.strip()
    if not values:
        raise problem("nothing_changed")
    amend(actor, joint_id, [Change(take=Take.WRITE, object=held.id, values=values)], progress)


@transaction.atomic
def add_evidence(actor: Actor, joint_id: UUID, text: str, day: date | None = None, reference: str = "") -> None:
    """What shows how it was kept; whoever adds it owns it.

    Raises:
        UnknownProblem; DiplomacyProblem: nothing is said.
    """
    if not text.strip():
        raise problem("evidence_needed", "text")
    values = {"text": text.strip(), "reference": reference.strip(), "day": day.isoformat() if day else ""}
    amend(actor, joint_id, [Change(take=Take.MAKE, type=EVIDENCE, values=values)])


@transaction.atomic
def confirm(actor: Actor, joint_id: UUID, confirmation: Confirmation, note: str = "") -> None:
    """As the creditor: whether it was kept as the debtor says.

    Raises:
        UnknownProblem; DiplomacyProblem: not the creditor, or the debtor has not said what came of it.
    """
    held = _held(joint_id)
    if held.owner == own_id():
        raise problem("not_the_creditor")
    if confirmation is not Confirmation.NONE and state_of(held) not in DONE:
        raise problem("nothing_to_confirm")
    if confirmation is Confirmation.DISPUTED and not note.strip():
        raise problem("reason_needed", "note")
    values = {"confirmation": confirmation.value, "confirmation_note": note.strip()}
    amend(actor, joint_id, [Change(take=Take.WRITE, object=held.id, values=values)], note)


@transaction.atomic
def change_terms(actor: Actor, joint_id: UUID, values: dict[str, Any], why: str) -> None:
    """Change words, day, measure or topic, which belong to both sides; the partner sees what changed and why.

    Raises:
        UnknownProblem; RefusedChangeProblem; DiplomacyProblem: no reason, or nothing changed.
    """
    if not why.strip():
        raise problem("reason_needed")
    held = _held(joint_id)
    changed = {name: value for name, value in values.items() if value != held.get(name)}
    if not changed:
        raise problem("nothing_changed")
    amend(actor, joint_id, [Change(take=Take.WRITE, object=held.id, values=changed)], why)


def only(joint: JointRecord) -> Shared | None:
    """The commitment of a record; None while the operation that makes it has not arrived."""
    return next(joint.living(COMMITMENT), None)


def keep_in_step(row: Joint, joint: JointRecord, now: datetime) -> None:
    """What lists show of it."""
    held = only(joint)
    if held is None:
        return
    state = state_of(held)
    kept = Commitment.objects.filter(joint=row).first() or Commitment(joint=row)
    if kept.state != state and state in DONE:
        kept.settled_at = now
    elif state in OPEN:
        kept.settled_at = None
    if kept.due != (due := due_of(held)):
        kept.due, kept.reminded, kept.escalated_at = due, [], None
    kept.debtor, kept.creditors = held.owner, held.get("creditor", [])
    kept.topic, kept.state = held.get("topic"), state
    kept.confirmation = confirmation_of(held)
    kept.evidence_count = sum(1 for _each in joint.living(EVIDENCE))
    kept.save()
    title = " ".join(held.get("words").split())[:120]
    row.title, row.topic = title or row.title, kept.topic


def remind(today: date, now: datetime) -> int:
    """Note which commitments need somebody's attention now; how many. Once for each reminder."""
    rows = Commitment.objects.filter(state__in=sorted(OPEN), due__isnull=False).select_related("joint")
    count = 0
    for kept in rows:
        assert kept.due is not None
        left = (kept.due - today).days
        if not (due_now := [days for days in REMINDERS if left <= days and days not in kept.reminded]):
            continue
        kept.reminded = [*kept.reminded, *due_now]
        decision = "reminded"
        if -1 in due_now:
            kept.escalated_at, decision = now, "escalated"
        with transaction.atomic():
            kept.save(update_fields=["reminded", "escalated_at"])
            actor = system_actor("commitments")
            record(actor, Act.ALTERATION, "joint", str(kept.joint_id), decision=decision, detail={"days": left})
        count += 1
    return count


def _held(joint_id: UUID) -> Shared:
    row = locked(joint_id)
    held = only(load(row)) if row.kind == "commitment" else None
    if held is None:
        raise UnknownProblem("commitment")
    return held


def connect() -> None:
    follow("commitment", keep_in_step)
