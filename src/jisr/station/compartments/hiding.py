"""Tables of content: what each row inherits its compartments from, and the manager that leaves out what is hidden.

A table that holds content is a `Hidden` with a `Guard`, or a `HiddenPart` of one. Its default manager
filters every query by what the reader may see, so a query that forgets compartments is not possible through it; a
test goes over all tables and all addresses and says where something else was done. The array column is filled by a
trigger in the database (`inheritance`), whoever writes the row and however.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from jisr.station.compartments.reader import Sight, current_sight


@dataclass(frozen=True, slots=True)
class Guard:
    """From what a row inherits its compartments.

    Attributes:
        kind: how the row itself is named, as in "report:<id>"; "" where nothing inherits from it.
        parents: kind of a record -> columns of this row that hold such an id, or an array of such ids.
        subjects: columns that hold "<kind>:<id>".
        pairs: two columns each, kind and id.
    """

    kind: str = ""
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    subjects: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()


def visible_to(sight: Sight, guard: Guard, prefix: str = "") -> Q:
    """The one condition: in no compartment that this person is not in, or opened by name."""
    condition = Q(**{f"{prefix}compartments__contained_by": list(sight.compartments)})
    for kind, ids in sight.opened.items():
        if kind == guard.kind:
            condition |= Q(**{f"{prefix}pk__in": ids})
        for column in guard.parents.get(kind, ()):
            condition |= Q(**{f"{prefix}{column}__in": ids})
        for column in guard.subjects:
            condition |= Q(**{f"{prefix}{column}__in": [f"{kind}:{one}" for one in ids]})
        for kind_column, id_column in guard.pairs:
            condition |= Q(**{f"{prefix}{kind_column}": kind, f"{prefix}{id_column}__in": ids})
    return condition


def seen_through(table: Any, prefix: str) -> Q:
    """The condition for counting over a relation, which no manager filters: "report__" -> only visible reports."""
    sight = current_sight()
    return Q() if sight is None else visible_to(sight, guard_of(table), prefix)


class HidingManager[M: models.Model](models.Manager[M]):
    """Leaves out what the reader may not see."""

    def get_queryset(self) -> models.QuerySet[M]:
        rows = super().get_queryset()
        sight = current_sight()
        return rows if sight is None else rows.filter(visible_to(sight, guard_of(self.model)))


class Hidden(models.Model):
    """A row that may be in compartments: seen only by who is in all of them."""

    compartments: Any = ArrayField(models.UUIDField(), default=list, editable=False)

    objects = HidingManager()

    guard = Guard()

    class Meta:
        abstract = True


class PartManager[M: models.Model](models.Manager[M]):
    """Leaves out the parts of what the reader may not see."""

    def get_queryset(self) -> models.QuerySet[M]:
        rows = super().get_queryset()
        sight = current_sight()
        if sight is None:
            return rows
        for path in part_of(self.model):
            rows = rows.filter(visible_to(sight, guard_of(_whole(self.model, path)), f"{path}__"))
        return rows


class HiddenPart(models.Model):
    """A row that is part of a hidden one and is seen where that is.

    Attributes:
        part_of: foreign keys that lead to the whole ("report", "recipient__warning"); all of them must be visible.
    """

    objects = PartManager()

    part_of: tuple[str, ...] = ()

    class Meta:
        abstract = True


def part_of(table: Any) -> tuple[str, ...]:
    paths: tuple[str, ...] = table.part_of
    return paths


def _whole(table: Any, path: str) -> Any:
    for step in path.split("__"):
        table = table._meta.get_field(step).related_model
    return table


def guard_of(table: Any) -> Guard:
    guard: Guard = table.guard
    return guard


def hidden_tables() -> list[type[Hidden]]:
    """Every table that inherits compartments."""
    from django.apps import apps

    return [table for table in apps.get_models() if issubclass(table, Hidden)]
