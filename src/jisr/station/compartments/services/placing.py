"""Putting records into a compartment and taking them out; what was drawn from them follows."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from jisr.station.compartments.hiding import Hidden, hidden_tables
from jisr.station.compartments.models import Compartment, Placement
from jisr.station.compartments.problems import PlacementUnknownError, RecordNotFoundError
from jisr.station.compartments.reader import as_station
from jisr.station.compartments.references import description_of, subject_of
from jisr.station.compartments.services.standing import entered, owned, reason_of
from jisr.station.compartments.signals import spread
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record

type Touched = dict[type[Hidden], set[Any]]


@transaction.atomic
def put_in(actor: Actor, compartment_id: UUID, reference: str, *, reason: str) -> str:
    """Put a record into a compartment, with everything drawn from it now and later; "<kind>:<id>".

    Whoever is in the compartment may do this with what they can see; what they cannot see does not exist for them.

    Raises:
        CompartmentNotFoundError, RecordNotFoundError, ReasonShortError.
    """
    held = entered(actor, compartment_id)
    subject = subject_of(reference)
    if subject is None or not description_of(subject):
        raise RecordNotFoundError
    why = reason_of(reason)
    _place(held, subject, actor.name, why)
    spread_from([subject])
    kind, _colon, identifier = subject.partition(":")
    record(
        actor, Act.ALTERATION, kind, identifier, decision="put_in_compartment", justification=why,
        detail={"compartment": str(held.pk)},
    )  # fmt: skip
    return subject


@transaction.atomic
def place_arrivals(actor: Actor, compartment_id: UUID, station_id: str, purpose: str = "", *, reason: str) -> str:
    """Let what comes from a partner (for one purpose, or all) land in the compartment; what is here already stays."""
    held = owned(actor, compartment_id)
    subject = f"from:{station_id}:{purpose}" if purpose else f"from:{station_id}"
    why = reason_of(reason)
    _place(held, subject, actor.name, why)
    record(
        actor, Act.ADMINISTRATION, "compartment", str(held.pk), recipient=station_id, decision="arrivals_placed",
        justification=why, detail={"purpose": purpose} if purpose else None,
    )  # fmt: skip
    return subject


@transaction.atomic
def take_out(actor: Actor, compartment_id: UUID, subject: str, *, reason: str) -> None:
    """Take a record out that was put in by hand; what inherited from it alone comes out with it.

    Raises:
        CompartmentNotFoundError, NotOwnerError, PlacementUnknownError, ReasonShortError.
    """
    held = owned(actor, compartment_id)
    why = reason_of(reason)
    placed = Placement.objects.filter(compartment=held, subject=subject.strip(), via="").first()
    if placed is None:
        raise PlacementUnknownError
    _remove(held, [placed.subject])
    kind, _colon, identifier = placed.subject.partition(":")
    record(
        actor, Act.ALTERATION, kind, identifier, decision="taken_out_of_compartment", justification=why,
        detail={"compartment": str(held.pk)},
    )  # fmt: skip


def take_out_all(held: Compartment) -> None:
    """Empty a compartment, in the caller's transaction."""
    _remove(held, list(Placement.objects.filter(compartment=held, via="").values_list("subject", flat=True)))


def inherit(subject: str, sources: Iterable[str]) -> None:
    """Let a record stand in every compartment that its sources stand in: for what is composed, in one transaction."""
    held = Placement.objects.filter(subject__in=list(sources)).values_list("compartment_id", "subject")
    above = {compartment: via for compartment, via in held if via != subject}
    if above:
        _insert(subject, above)
        spread_from([subject])


def spread_from(subjects: Iterable[str]) -> Touched:
    """Let everything drawn from these records inherit afresh; rows whose compartments changed, by table."""
    touched: Touched = defaultdict(set)
    waiting, seen = list(subjects), set(subjects)
    with as_station():
        while waiting:
            found = _redrawn(waiting, touched)
            waiting = sorted(found - seen)
            seen |= found
    if touched:
        spread.send(sender=None, touched=dict(touched))
    return touched


def _redrawn(subjects: list[str], touched: Touched) -> set[str]:
    """Let the rows that name these records, or are these, be filled by their trigger; what inherits from them next."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for subject in subjects:
        kind, _colon, identifier = subject.partition(":")
        by_kind[kind].append(identifier)
    following: set[str] = set()
    for table in hidden_tables():
        condition = _drawn_from(table, by_kind, subjects)
        if condition is None:
            continue
        rows = table._base_manager.filter(condition)
        keys = set(rows.values_list("pk", flat=True))
        if not keys:
            continue
        rows.filter(pk__in=keys).update(compartments=F("compartments"))
        touched[table] |= keys
        if table.guard.kind:
            following |= {f"{table.guard.kind}:{key}" for key in keys}
    return following


def _drawn_from(table: type[Hidden], by_kind: dict[str, list[str]], subjects: list[str]) -> Q | None:
    guard, condition = table.guard, Q()
    if guard.kind in by_kind:
        condition |= Q(pk__in=by_kind[guard.kind])
    for kind, columns in guard.parents.items():
        if kind in by_kind:
            for column in columns:
                is_array = table._meta.get_field(column).get_internal_type() == "ArrayField"
                condition |= Q(**{f"{column}__{'overlap' if is_array else 'in'}": by_kind[kind]})
    for column in guard.subjects:
        condition |= Q(**{f"{column}__in": subjects})
    for kind_column, id_column in guard.pairs:
        for kind, ids in by_kind.items():
            condition |= Q(**{kind_column: kind, f"{id_column}__in": _uuids(ids)})
    return condition or None


def _uuids(ids: Iterable[str]) -> list[UUID]:
    return [UUID(one) for one in ids if len(one) == 36]


def _remove(held: Compartment, subjects: list[str]) -> None:
    """Take these out, then let everything that stood in the compartment by inheritance inherit afresh."""
    gone, waiting = set(subjects), list(subjects)
    while waiting:
        below = Placement.objects.filter(compartment=held, via__in=waiting).exclude(subject__in=gone)
        waiting = list(below.values_list("subject", flat=True))
        gone |= set(waiting)
    Placement.objects.filter(compartment=held, subject__in=gone).delete()
    spread_from(gone)


def _place(held: Compartment, subject: str, by: str, reason: str) -> None:
    """By hand, also where it had been inherited before."""
    Placement.objects.update_or_create(
        subject=subject, compartment=held,
        defaults={"via": "", "reason": reason, "placed_by": by, "placed_at": timezone.now()},
    )  # fmt: skip


def _insert(subject: str, above: dict[UUID, str]) -> None:
    Placement.objects.bulk_create(
        [
            Placement(subject=subject, compartment_id=compartment, via=via, placed_at=timezone.now())
            for compartment, via in above.items()
        ],
        ignore_conflicts=True,
    )
