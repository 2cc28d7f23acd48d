"""Joint records: opened, changed, shared with partners, and taken in from them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jisr.core.diplomacy.commitments import COMMITMENTS
from jisr.core.diplomacy.minutes import MINUTES
from jisr.core.diplomacy.plans import PLANS
from jisr.core.handling import Classification
from jisr.core.jointrecords import (
    Dot,
    JointRecord,
    JointRecordError,
    Operation,
    Schema,
    Take,
    made_id,
)
from jisr.core.sealing import DispatchKind
from jisr.station.diplomacy.models import Joint, JointOperation, OperationState
from jisr.station.diplomacy.problems import RefusedChangeProblem, UnknownProblem, problem
from jisr.station.diplomacy.services.recipients import check_recipients, reachable
from jisr.station.exchange.services import own_handling, send
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.partners import queries as partners
from jisr.station.web.ids import new_id

SCHEMAS: Final[Mapping[str, Schema]] = {schema.code: schema for schema in (COMMITMENTS, MINUTES, PLANS)}
#: Operations of one dispatch, and bytes of their JSON; more go in several.
MOST_IN_ONE: Final = 500
MOST_BYTES: Final = 400_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a person changes.

    Attributes:
        take: see `Take`. object: id; "" for one to be made.
        type, owner: of what is made. values: by field.
    """

    take: str
    object: str = ""
    type: str = ""
    owner: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


def own_id() -> str:
    """This station's id."""
    return str(settings.IDENTITY.station_id)


type Follower = Callable[[Joint, JointRecord, datetime], None]
_followers: dict[str, Follower] = {}


def follow(kind: str, follower: Follower) -> None:
    """Let what lists show of this kind be made anew whenever one has changed: it may set title and topic of the row."""
    _followers[kind] = follower


@transaction.atomic
def open_joint(
    actor: Actor,
    kind: str,
    title: str,
    parties: Sequence[str],
    changes: Sequence[Change],
    *,
    classification: Classification = Classification.RESTRICTED,
    engagement_id: UUID | None = None,
) -> Joint:
    """A record of this station's own, a draft until it is shared.

    Args:
        parties: ids of the partners; this station is added.
        changes: the first objects.

    Raises:
        DiplomacyProblem: no partner, or one that is not known; RefusedChangeProblem.
    """
    own = own_id()
    others = sorted(set(parties) - {own})
    if not others:
        raise problem("parties_needed")
    if unknown := [station for station in others if partners.partner(station) is None]:
        raise problem("partner_unknown", unknown[0])
    now = timezone.now()
    row = Joint.objects.create(
        id=new_id(),
        kind=kind,
        title=title.strip(),
        parties=sorted({own, *others}),
        opened_by=own,
        created_at=now,
        created_by=actor.name,
        changed_at=now,
        classification=classification,
        engagement_id=engagement_id,
    )
    _write(actor, row, load(row), changes, "", now)
    record(actor, Act.COLLECTION, "joint", str(row.id), decision="opened", detail={"kind": kind})
    return row


@transaction.atomic
def amend(actor: Actor, joint_id: UUID, changes: Sequence[Change], why: str = "") -> list[Operation]:
    """Change a record; where it is shared, the partners are told at once, or when they can be reached.

    Raises:
        UnknownProblem; RefusedChangeProblem: not this station's to change, or not of the form; DiplomacyProblem.
    """
    row = locked(joint_id)
    joint = load(row)
    written = _write(actor, row, joint, changes, why, timezone.now())
    record(actor, Act.ALTERATION, "joint", str(row.id), decision="changed", detail={"operations": len(written)})
    if row.shared_at:
        tell(actor, row)
    return written


@transaction.atomic
def share(actor: Actor, joint_id: UUID) -> None:
    """Let the partners keep it too, from now on.

    Raises:
        UnknownProblem; DiplomacyProblem: shared already, a channel that is not open, no agreement that allows it.
    """
    row = locked(joint_id)
    if row.shared_at:
        raise problem("shared_already")
    check_recipients(_others(row), Classification(row.classification))
    row.shared_at = timezone.now()
    row.save(update_fields=["shared_at"])
    record(actor, Act.ALTERATION, "joint", str(row.id), decision="shared")
    tell(actor, row)


def tell(actor: Actor, row: Joint, *, only: str = "", **more: Any) -> None:
    """Send each partner that can be reached what it has not been sent of this station's operations.

    Args:
        only: to this partner alone. more: further members of the body, which go even where there is no operation.
    """
    own = own_id()
    mine = list(JointOperation.objects.filter(joint=row, author=own).order_by("number"))
    for station in reachable([only] if only else _others(row), Classification(row.classification)):
        new = [operation.content for operation in mine if operation.number > row.told.get(station, 0)]
        if not new and not more:
            continue
        parts = list(_parts(new)) or [[]]
        for part in parts:
            _send(actor, row, station, part, more if part is parts[-1] else {})
        row.told = {**row.told, station: max((o.number for o in mine), default=0)}
    row.save(update_fields=["told"])


def catch_up(actor: Actor) -> int:
    """Send partners that could not be reached before what they lack; how many records were behind."""
    own = own_id()
    behind = 0
    for row in Joint.objects.filter(shared_at__isnull=False):
        last = JointOperation.objects.filter(joint=row, author=own).count()
        late = [station for station in _others(row) if row.told.get(station, 0) < last]
        if late and reachable(late, Classification(row.classification)):
            with transaction.atomic():
                tell(actor, locked(row.id))
            behind += 1
    return behind


@transaction.atomic
def undo(actor: Actor, joint_id: UUID, operation_number: int) -> list[Operation]:
    """Write back what one operation of this station replaced; the operation itself stays in the history.

    Raises:
        UnknownProblem; DiplomacyProblem: no such operation of this station, or nothing that it changed still stands.
    """
    row = locked(joint_id)
    own = own_id()
    joint = JointRecord(SCHEMAS[row.kind], row.id, row.parties)
    steps = [step for operation in stored(row) for step in joint.take(operation)]
    step = next((s for s in steps if s.operation.dot == Dot(own, operation_number)), None)
    if step is None:
        raise problem("nothing_to_undo")
    held = joint.objects[step.operation.object]
    if step.operation.take == Take.MAKE:
        return amend(actor, joint_id, [Change(take=Take.REMOVE, object=held.id)])
    if step.operation.take in (Take.REMOVE, Take.RESTORE):
        back = Take.RESTORE if step.operation.take == Take.REMOVE else Take.REMOVE
        return amend(actor, joint_id, [Change(take=back, object=held.id)])
    values = {
        name: _empty(before, after)
        for name, (before, after) in step.changes.items()
        if held.written[name][0].by.dot == step.operation.dot
    }
    if not values or step.operation.take == Take.HAND:
        raise problem("nothing_to_undo")
    return amend(actor, joint_id, [Change(take=Take.WRITE, object=held.id, values=values)])


@transaction.atomic
def settle(actor: Actor, joint_id: UUID, object_id: str, field: str, choice: int) -> None:
    """Choose one of the values that stations wrote without knowing of each other: 0 is the one that is shown.

    Raises:
        UnknownProblem; DiplomacyProblem: nothing to settle there.
    """
    row = locked(joint_id)
    joint = load(row)
    found = [c for c in joint.conflicts() if (c.object, c.field) == (object_id, field)]
    if not found or not 0 <= choice < len(found[0].values):
        raise problem("nothing_changed")
    value = found[0].values[choice].value
    amend(actor, row.id, [Change(take=Take.WRITE, object=object_id, values={field: value})])


def locked(joint_id: UUID) -> Joint:
    """
    Raises:
        UnknownProblem: not here, or not to be seen.
    """
    row = Joint.objects.select_for_update().filter(pk=joint_id).first()
    if row is None:
        raise UnknownProblem("joint")
    return row


def stored(row: Joint) -> list[Operation]:
    """Every operation that has come, in the order in which they came."""
    rows = JointOperation.objects.filter(joint=row).order_by("stored_at", "author", "number")
    return [Operation.from_json(operation.content) for operation in rows if operation.content]


def load(row: Joint) -> JointRecord:
    """The record that its operations make."""
    return JointRecord.of(SCHEMAS[row.kind], row.id, row.parties, stored(row))


def note_change(row: Joint, joint: JointRecord, now: datetime) -> None:
    """Keep what lists show in step with the record."""
    row.changed_at, row.has_conflict = now, bool(joint.conflicts())
    if follower := _followers.get(row.kind):
        follower(row, joint, now)
    row.save(update_fields=["changed_at", "has_conflict", "title", "topic"])


def _write(
    actor: Actor, row: Joint, joint: JointRecord, changes: Sequence[Change], why: str, now: datetime
) -> list[Operation]:
    if not changes:
        raise problem("nothing_changed")
    own = own_id()
    written: list[Operation] = []
    if any(operation.after.get(own, 0) > joint.clock[own] for operation in joint.waiting):
        raise problem("own_operations_missing")
    for change in changes:
        number, after = joint.next_operation(own)
        operation = Operation(
            author=own,
            number=number,
            after=after,
            object=change.object or made_id(row.id, Dot(own, number)),
            take=change.take,
            type=change.type,
            owner=change.owner or (own if change.take == Take.MAKE else ""),
            values=change.values,
            at=now.replace(microsecond=0),
            why=why.strip(),
        )
        try:
            joint.check(operation)
        except JointRecordError as error:
            raise RefusedChangeProblem(error) from error
        joint.take(operation)
        written.append(operation)
    JointOperation.objects.bulk_create(
        [
            JointOperation(joint=row, author=own, number=o.number, content=o.to_json(), stored_at=now, by=actor.name)
            for o in written
        ]
    )
    note_change(row, joint, now)
    return written


def _send(actor: Actor, row: Joint, station: str, operations: Sequence[Any], more: Mapping[str, Any]) -> None:
    body = {
        "record": str(row.id),
        "kind": row.kind,
        "schema": SCHEMAS[row.kind].version,
        "title": row.title,
        "parties": list(row.parties),
        "classification": Classification(row.classification).code,
        "operations": list(operations),
        **more,
    }
    handling = own_handling(Classification(row.classification))
    send(
        actor,
        kind=DispatchKind.COORDINATION,
        recipients=[station],
        body={"joint": body},
        handling=handling,
        thread=row.id,
        subject=f"joint:{row.id}",
    )


def _parts(operations: Sequence[Any]) -> Iterator[list[Any]]:
    """Operations as they go into one dispatch after the other."""
    part: list[Any] = []
    size = 0
    for operation in operations:
        length = len(orjson.dumps(operation))
        if part and (len(part) >= MOST_IN_ONE or size + length > MOST_BYTES):
            yield part
            part, size = [], 0
        part.append(operation)
        size += length
    if part:
        yield part


def _others(row: Joint) -> list[str]:
    own = own_id()
    return [station for station in row.parties if station != own]


def _empty(before: Any, after: Any) -> Any:
    """What stood there before anything was written is the empty value of its kind."""
    if before is not None:
        return before
    return [] if isinstance(after, list) else False if isinstance(after, bool) else ""


def state_of_operation(joint: JointRecord, operation: Operation) -> tuple[str, str]:
    """How an operation stands, with the code of why it was refused."""
    if refused := joint.refused.get(operation.dot):
        return OperationState.REFUSED, refused.code
    waits = joint.clock[operation.author] < operation.number
    return (OperationState.WAITING if waits else OperationState.IN), ""
