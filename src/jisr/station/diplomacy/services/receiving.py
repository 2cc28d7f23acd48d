"""What partners write into joint records, and what they sign, as it arrives."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from jisr.core.handling import Classification
from jisr.core.jointrecords import JointRecord, JointRecordError, Operation
from jisr.core.sealing import MalformedError
from jisr.station.diplomacy.models import Joint, JointOperation, OperationState
from jisr.station.diplomacy.services.joint import SCHEMAS, note_change, own_id, state_of_operation, stored, tell
from jisr.station.diplomacy.services.signing import receive_signatures
from jisr.station.exchange.receivers import ReceivedDispatch
from jisr.station.ledger.actor import Actor, partner_actor, system_actor
from jisr.station.ledger.services import Act, record
from jisr.station.partners import queries as partners

_MOST = 2_000


def receive(received: ReceivedDispatch) -> None:
    """Take in a partner's operations and signatures.

    Raises:
        MalformedError: the dispatch has not the form of docs/protocol.md; nothing of it is kept.
    """
    if not isinstance(body := received.values.get("joint"), Mapping):
        return
    now = received.record.stored_at
    row = _row(body, received.sender, now)
    operations = [_operation(each, received.sender) for each in _list(body, "operations")]
    actor = partner_actor(received.sender)
    if operations:
        joint = take_in(row, operations, now)
        detail = {"operations": len(operations)}
        record(actor, Act.COLLECTION, "joint", str(row.id), decision="received", detail=detail)
        if any(operation.author == received.sender for operation in joint.waiting):
            tell(_messenger(), row, only=received.sender, has=joint.clock[received.sender])
    if body.get("signatures") is not None:
        receive_signatures(row, received.sender, body["signatures"], now)
    _tell_what_is_missing(row, received.sender, body)


def take_in(row: Joint, operations: Sequence[Operation], now: datetime) -> JointRecord:
    """Keep operations that are new and merge them; those that break a rule stay, marked with the reason."""
    joint = JointRecord.of(SCHEMAS[row.kind], row.id, row.parties, stored(row))
    held = set(JointOperation.objects.filter(joint=row).values_list("author", "number"))
    new = {tuple(o.dot): o for o in operations if tuple(o.dot) not in held}
    if not new:
        return joint
    for operation in new.values():
        joint.take(operation)
    rows = []
    for operation in new.values():
        state, code = state_of_operation(joint, operation)
        rows.append(
            JointOperation(
                joint=row,
                author=operation.author,
                number=operation.number,
                content=operation.to_json(),
                state=state,
                code=code,
                stored_at=now,
            )
        )
    JointOperation.objects.bulk_create(rows)
    _settle_waiting(row, joint)
    note_change(row, joint, now)
    return joint


def _settle_waiting(row: Joint, joint: JointRecord) -> None:
    """What waited before may have come in now."""
    for held in JointOperation.objects.filter(joint=row, state=OperationState.WAITING):
        state, code = state_of_operation(joint, Operation.from_json(held.content))
        if state != held.state:
            held.state, held.code = state, code
            held.save(update_fields=["state", "code"])


def _row(body: Mapping[str, Any], sender: str, now: datetime) -> Joint:
    identifier, kind, parties = _head(body, sender)
    row = Joint.objects.select_for_update().filter(pk=identifier).first()
    if row is not None:
        if row.kind != kind or sorted(row.parties) != parties:
            raise MalformedError("body.joint: another kind or other parties than this record has")
        return row
    if any(partners.partner(station) is None for station in parties if station != own_id()):
        raise MalformedError("body.joint.parties: a station that is no partner of this one")
    title, level = body.get("title"), body.get("classification")
    if not isinstance(title, str) or not 0 < len(title) <= 300:
        raise MalformedError("body.joint.title: a short text is needed")
    try:
        classification = Classification.from_code(str(level))
    except ValueError as error:
        raise MalformedError("body.joint.classification: unknown") from error
    return Joint.objects.create(
        id=identifier,
        kind=kind,
        title=title,
        parties=parties,
        opened_by=sender,
        created_at=now,
        created_by="",
        changed_at=now,
        shared_at=now,
        classification=classification,
    )


def _head(body: Mapping[str, Any], sender: str) -> tuple[UUID, str, list[str]]:
    kind, parties = body.get("kind"), body.get("parties")
    if not isinstance(kind, str) or kind not in SCHEMAS:
        raise MalformedError("body.joint.kind: unknown")
    if body.get("schema") != SCHEMAS[kind].version:
        raise MalformedError("body.joint.schema: another version")
    if not isinstance(parties, list) or not all(
        isinstance(station, str) and 0 < len(station) <= 64 for station in parties
    ):
        raise MalformedError("body.joint.parties: ids of stations are needed")
    if len(set(parties)) != len(parties) or not {sender, own_id()} <= set(parties):
        raise MalformedError("body.joint.parties: sender and receiver must be among them")
    try:
        identifier = UUID(str(body.get("record")))
    except ValueError:
        raise MalformedError("body.joint.record: an id is needed") from None
    if identifier.version != 7:  # it names the thread of every dispatch about it
        raise MalformedError("body.joint.record: a UUID of version 7 is needed")
    return identifier, str(kind), sorted(parties)


def _operation(document: Any, sender: str) -> Operation:
    try:
        operation = Operation.from_json(document)
    except JointRecordError as error:
        raise MalformedError(f"body.joint.operations: {error}") from error
    if operation.author != sender:
        raise MalformedError("body.joint.operations: written by another station than the sender")
    return operation


def _list(body: Mapping[str, Any], name: str) -> list[Any]:
    value = body.get(name, [])
    if not isinstance(value, list) or len(value) > _MOST:
        raise MalformedError(f"body.joint.{name}: a list is needed")
    return value


def _tell_what_is_missing(row: Joint, sender: str, body: Mapping[str, Any]) -> None:
    """A partner to which something has not come, or that was restored from a backup, says what it has of ours."""
    has = body.get("has")
    if has is None or row.shared_at is None:
        return
    if not isinstance(has, int) or isinstance(has, bool) or has < 0:
        raise MalformedError("body.joint.has: a count is needed")
    if has < row.told.get(sender, 0):
        row.told = {**row.told, sender: has}
        row.save(update_fields=["told"])
        tell(_messenger(), row)


def _messenger() -> Actor:
    return system_actor("joint_records")
