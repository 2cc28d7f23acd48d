"""How records of this room are named when they are put into a compartment."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from jisr.core.handling import Purpose
from jisr.station.accounts.purposes import purpose_from
from jisr.station.compartments import references
from jisr.station.diplomacy.models import Engagement, Joint, Recognition, Session


def connect() -> None:
    purpose_from("joint_id", _purpose_of)
    references.register("joint", references.Kind(_finder(Joint), _title(Joint), "diplomacy:joint"))
    references.register("engagement", references.Kind(_finder(Engagement), _title(Engagement), "diplomacy:engagement"))
    references.register("sitting", references.Kind(_finder(Session), _title(Session), "diplomacy:session"))
    references.register("recognition", references.Kind(_finder(Recognition), _recognised, "diplomacy:recognition"))


def _purpose_of(joint_id: str) -> str:
    """The crime area that a plan or a promise is about; the desk's own work where it is about none."""
    topic = Joint.objects.filter(pk=joint_id).values_list("topic", flat=True).first() or ""
    return topic if topic in set(Purpose) else "desk"


def _finder(table: Any) -> Callable[[str], UUID | None]:
    def find(text: str) -> UUID | None:
        """By number or id."""
        try:
            wanted = table.objects.filter(pk=UUID(text))
        except ValueError:
            wanted = table.objects.filter(number=text.upper()) if hasattr(table, "number") else table.objects.none()
        found: UUID | None = wanted.values_list("pk", flat=True).first()
        return found

    return find


def _title(table: Any) -> Callable[[UUID], str]:
    def describe(identifier: UUID) -> str:
        row = table.objects.filter(pk=identifier).first()
        return str(row.title) if row else ""

    return describe


def _recognised(identifier: UUID) -> str:
    row = Recognition.objects.filter(pk=identifier).first()
    return str(row.recipient) if row else ""
