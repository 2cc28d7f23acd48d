"""Joint records for pages and programs: as they are merged, with history, differences and signatures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from jisr.core.jointrecords import Conflict, JointRecord, Operation, Shared, digest_of_version
from jisr.station.diplomacy.models import Engagement, Joint, JointOperation, JointVersion, OperationState, Recognition
from jisr.station.diplomacy.services.joint import SCHEMAS, own_id, stored
from jisr.station.diplomacy.services.signing import hindrances

_TABLES: dict[str, Any] = {"joint": Joint, "engagement": Engagement, "recognition": Recognition}


@dataclass(frozen=True, slots=True)
class Happened:
    """One operation in the history. `changes`: (field, before, after); `state`: see `OperationState`."""

    operation: Operation
    by: str
    state: str
    code: str
    title: str
    changes: tuple[tuple[str, Any, Any], ...]
    can_undo: bool


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version that is being signed or is signed."""

    id: UUID
    digest: str
    signers: tuple[str, ...]
    signed_at: dict[str, datetime]
    completed_at: datetime | None
    is_present: bool
    is_signed_here: bool


@dataclass(frozen=True, slots=True)
class JointView:
    """A record with what it is merged to."""

    row: Joint
    record: JointRecord
    digest: str
    conflicts: tuple[Conflict, ...]
    versions: tuple[VersionView, ...]
    hindrances: tuple[str, ...]

    @property
    def partners(self) -> list[str]:
        return [station for station in self.row.parties if station != own_id()]

    @property
    def is_shared(self) -> bool:
        return self.row.shared_at is not None

    @property
    def is_signed(self) -> bool:
        """Whether everyone has signed the version as it is now."""
        return any(version.is_present and version.completed_at for version in self.versions)

    @property
    def awaits_us(self) -> bool:
        """Whether a partner has signed the present version and this station has not."""
        return any(version.is_present and not version.is_signed_here for version in self.versions)


def existing(kind: str) -> Callable[[Sequence[UUID]], set[UUID]]:
    """Which records of a kind there still are, for the key store."""

    def among(ids: Sequence[UUID]) -> set[UUID]:
        return set(_TABLES[kind].objects.filter(pk__in=ids).values_list("pk", flat=True))

    return among


def find(joint_id: UUID, kind: str = "") -> JointView | None:
    """One record; None where it is not here, of another kind, or not to be seen."""
    row = Joint.objects.filter(pk=joint_id, **({"kind": kind} if kind else {})).first()
    if row is None:
        return None
    record = JointRecord.of(SCHEMAS[row.kind], row.id, row.parties, stored(row))
    digest = digest_of_version(record)
    rows = JointVersion.objects.filter(joint=row).order_by("-opened_at")
    return JointView(
        row,
        record,
        digest,
        tuple(record.conflicts()),
        tuple(_version(version, digest) for version in rows),
        tuple(hindrances(row, record)),
    )


def history(view: JointView) -> list[Happened]:
    """Everything that was done, the newest first."""
    rows = {(r.author, r.number): r for r in JointOperation.objects.filter(joint=view.row)}
    record = JointRecord(SCHEMAS[view.row.kind], view.row.id, view.row.parties)
    found: list[Happened] = []
    for operation in stored(view.row):
        steps = {step.operation.dot: step for step in record.take(operation)}
        for dot, step in steps.items():
            row = rows[(dot.author, dot.number)]
            changes = tuple((name, before, after) for name, (before, after) in step.changes.items())
            found.append(
                Happened(
                    step.operation, row.by, OperationState.IN, "", title_of(record, step.operation.object), changes,
                    can_undo=dot.author == own_id(),
                )
            )  # fmt: skip
    for row in rows.values():
        if row.state != OperationState.IN and row.content:
            operation = Operation.from_json(row.content)
            title = title_of(view.record, operation.object)
            values = tuple((name, None, value) for name, value in operation.values.items())
            found.append(Happened(operation, row.by, row.state, row.code, title, values, can_undo=False))
    return sorted(found, key=lambda one: (one.operation.at, one.operation.dot), reverse=True)


def title_of(record: JointRecord, object_id: str) -> str:
    """How one object is called on screen."""
    held = record.objects.get(object_id)
    if held is None:
        return ""
    return str(held.get("title") or held.get("words") or held.get("text"))[:120]


def parts(view: JointView, kind: str) -> list[Shared]:
    """Living objects of a kind, by day, then by title."""
    return sorted(
        view.record.living(kind),
        key=lambda held: (str(held.get("starts") or held.get("due") or "9999"), str(held.get("title")), held.id),
    )


def _version(row: JointVersion, present: str) -> VersionView:
    return VersionView(
        row.id,
        row.digest,
        tuple(row.signers),
        {station: datetime.fromisoformat(at) for station, at in row.signed_at.items()},
        row.completed_at,
        row.digest == present,
        own_id() in row.signed_at,
    )
