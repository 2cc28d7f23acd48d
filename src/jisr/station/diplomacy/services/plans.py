"""Joint plans: begun, and each part of them made, changed, handed over, removed and restored."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from jisr.core.diplomacy.plans import PlanObject, WorkState, circle_with, ends_before_it_starts
from jisr.core.handling import Classification
from jisr.core.jointrecords import JointRecord, Shared, Take
from jisr.station.diplomacy.models import Joint
from jisr.station.diplomacy.problems import UnknownProblem, problem
from jisr.station.diplomacy.services.joint import Change, amend, follow, load, locked, open_joint
from jisr.station.ledger.actor import Actor


@transaction.atomic
def begin(
    actor: Actor,
    title: str,
    parties: Sequence[str],
    values: Mapping[str, Any],
    *,
    classification: Classification = Classification.RESTRICTED,
) -> UUID:
    """A new plan, a draft of this station until it is shared.

    Raises:
        DiplomacyProblem: no title, no partner, ends before it starts; RefusedChangeProblem.
    """
    if not title.strip():
        raise problem("title_needed")
    _check_days(values)
    change = Change(take=Take.MAKE, type=PlanObject.PLAN, values={**values, "title": title.strip()})
    return open_joint(actor, "joint_plan", title, parties, [change], classification=classification).id


@transaction.atomic
def add(actor: Actor, joint_id: UUID, kind: PlanObject, owner: str, values: Mapping[str, Any]) -> str:
    """A new part; its id. `owner`: the station that it belongs to from now on; others' is proposed to them.

    Raises:
        UnknownProblem; DiplomacyProblem; RefusedChangeProblem.
    """
    row, _joint = _plan(joint_id)
    if not str(values.get("title", "")).strip():
        raise problem("title_needed")
    _check_days(values)
    given = dict(values)
    if kind is PlanObject.ACTIVITY and "state" not in given:
        given["state"] = WorkState.PROPOSED.value
    written = amend(actor, row.id, [Change(take=Take.MAKE, type=kind, owner=owner, values=given)])
    return written[0].object


@transaction.atomic
def change(actor: Actor, joint_id: UUID, object_id: str, values: Mapping[str, Any], why: str = "") -> None:
    """Write what differs from what stands there.

    Raises:
        UnknownProblem; DiplomacyProblem: nothing changed, a circle, ends before it starts; RefusedChangeProblem.
    """
    row, joint = _plan(joint_id)
    held = _part(joint, object_id)
    unsettled = {conflict.field for conflict in joint.conflicts() if conflict.object == object_id}
    changed = {
        name: value
        for name, value in values.items()
        if name in unsettled or value != held.get(name, [] if isinstance(value, list) else "")
    }
    if not changed:
        raise problem("nothing_changed")
    _check_days({**held.values(), **changed})
    if circle_with(joint, object_id, changed.get("after", [])):
        raise problem("dependency_circle")
    amend(actor, row.id, [Change(take=Take.WRITE, object=object_id, values=changed)], why)


@transaction.atomic
def hand_over(actor: Actor, joint_id: UUID, object_id: str, owner: str, why: str) -> None:
    """Give a part to another station, which alone changes what is the owner's from then on."""
    _plan(joint_id)
    if not why.strip():
        raise problem("reason_needed")
    amend(actor, joint_id, [Change(take=Take.HAND, object=object_id, owner=owner)], why)


@transaction.atomic
def remove(actor: Actor, joint_id: UUID, object_id: str, why: str) -> None:
    """Take a part out; it can be restored."""
    _plan(joint_id)
    if not why.strip():
        raise problem("reason_needed")
    amend(actor, joint_id, [Change(take=Take.REMOVE, object=object_id)], why)


@transaction.atomic
def restore(actor: Actor, joint_id: UUID, object_id: str) -> None:
    """Put back what was removed."""
    _plan(joint_id)
    amend(actor, joint_id, [Change(take=Take.RESTORE, object=object_id)])


def keep_in_step(row: Joint, joint: JointRecord, now: datetime) -> None:
    """Title and subject as the list shows them."""
    held = next(joint.living(PlanObject.PLAN), None)
    if held is not None:
        row.title, row.topic = held.get("title") or row.title, held.get("subject")


def connect() -> None:
    follow("joint_plan", keep_in_step)


def _plan(joint_id: UUID) -> tuple[Joint, JointRecord]:
    row = locked(joint_id)
    if row.kind != "joint_plan":
        raise UnknownProblem("plan")
    return row, load(row)


def _part(joint: JointRecord, object_id: str) -> Shared:
    if object_id not in joint.objects:
        raise UnknownProblem("part")
    return joint.objects[object_id]


def _check_days(values: Mapping[str, Any]) -> None:
    try:
        is_backwards = ends_before_it_starts(values.get("starts", ""), values.get("ends", ""))
    except ValueError:
        return  # the schema says what is malformed
    if is_backwards:
        raise problem("ends_before_it_starts")
