"""Tables of content: what each row inherits its compartments from, and the manager that leaves out what is hidden.

A table that holds content is a subclass of `Hidden` with a `Guard`, or a part of one (`part_of`). Its default manager
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
    """

    kind: str = ""
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    subjects: tuple[str, ...] = ()


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
    return condition


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


def part_of(*paths: str) -> type[HidingManager[Any]]:
    """A manager for rows that are part of hidden ones, reached over these foreign keys ("report", "item__report")."""

    class PartManager(HidingManager[Any]):
        def get_queryset(self) -> models.QuerySet[Any]:
            rows = models.Manager.get_queryset(self)
            sight = current_sight()
            if sight is None:
                return rows
            for path in paths:
                whole = self.model
                for step in path.split("__"):
                    whole = whole._meta.get_field(step).related_model
                rows = rows.filter(visible_to(sight, guard_of(whole), f"{path}__"))
            return rows

    PartManager.paths = paths  # type: ignore[attr-defined]
    return PartManager


def guard_of(table: Any) -> Guard:
    guard: Guard = table.guard
    return guard


def hidden_tables() -> list[type[Hidden]]:
    """Every table that inherits compartments."""
    from django.apps import apps

    return [table for table in apps.get_models() if issubclass(table, Hidden)]
