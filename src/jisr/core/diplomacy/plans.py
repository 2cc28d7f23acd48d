"""A joint plan: objectives, lines of effort, activities with owners in several states, and what they need.

Chain and words: domain facts section 4 (problem, SMART objectives, milestones, indicators with baseline and target,
risks). Each object belongs to one station, which alone changes its dates, state and figures; titles and descriptions
may be changed by every party.

A roadmap of several years is a joint plan whose subject is the partnership itself: objectives, milestones, reviews.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter
from typing import Final

from jisr.core.jointrecords import Field, FieldKind, JointRecord, ObjectType, Schema, Shared, Writers


class WorkState(StrEnum):
    """Of an activity, a milestone or a whole plan."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    ONGOING = "ongoing"
    DONE = "done"
    LATE = "late"
    CANCELLED = "cancelled"


class PlanObject(StrEnum):
    PLAN = "plan"
    OBJECTIVE = "objective"
    LINE = "line_of_effort"
    ACTIVITY = "activity"
    MILESTONE = "milestone"
    INDICATOR = "indicator"
    RISK = "risk"
    BUDGET = "budget_line"
    REVIEW = "review"


LEVELS: Final = ("low", "medium", "high")
SUBJECTS: Final = (
    "human_trafficking", "terrorist_financing", "migrant_smuggling", "organised_crime", "violent_extremism",
    "terrorism", "cybercrime", "weapons", "drugs", "partnership", "other",
)  # fmt: skip

_TITLE = Field(FieldKind.WORD, Writers.ANY)
_TEXT = Field(FieldKind.TEXT, Writers.ANY, longest=20_000)
_DAY, _NUMBER = Field(FieldKind.DAY), Field(FieldKind.NUMBER)
_STATE = Field(FieldKind.CHOICE, choices=tuple(WorkState))
_OF = Field(FieldKind.OBJECT, Writers.ANY)
_LEVEL = Field(FieldKind.CHOICE, choices=LEVELS)

PLANS: Final = Schema.of(
    "joint_plan",
    1,
    [
        ObjectType(
            PlanObject.PLAN,
            {
                "title": _TITLE,
                "subject": Field(FieldKind.CHOICE, Writers.ANY, SUBJECTS),
                "problem": _TEXT,
                "starts": Field(FieldKind.DAY, Writers.ANY),
                "ends": Field(FieldKind.DAY, Writers.ANY),
            },
        ),
        ObjectType(
            PlanObject.OBJECTIVE,
            {
                "title": _TITLE,
                "text": _TEXT,
                # What makes it SMART: how it is measured, why it can be reached, why it matters, by when.
                "measure": _TEXT,
                "reachable": _TEXT,
                "relevant": _TEXT,
                "due": Field(FieldKind.DAY, Writers.ANY),
            },
        ),
        ObjectType(PlanObject.LINE, {"title": _TITLE, "text": _TEXT, "objective": _OF}),
        ObjectType(
            PlanObject.ACTIVITY,
            {
                "title": _TITLE,
                "text": _TEXT,
                "line": _OF,
                "starts": _DAY,
                "ends": _DAY,
                "state": _STATE,
                "done_percent": _NUMBER,
                "progress": Field(FieldKind.TEXT, longest=20_000),
                "responsible": Field(FieldKind.WORD),
                "after": Field(FieldKind.OBJECTS),
            },
        ),
        ObjectType(
            PlanObject.MILESTONE,
            {
                "title": _TITLE,
                "activity": _OF,
                "objective": _OF,
                "due": _DAY,
                "state": _STATE,
                "reached": _DAY,
            },
        ),
        ObjectType(
            PlanObject.INDICATOR,
            {
                "title": _TITLE,
                "objective": _OF,
                "unit": Field(FieldKind.WORD, Writers.ANY),
                "baseline": _NUMBER,
                "target": _NUMBER,
                "value": _NUMBER,
                "measured": _DAY,
                "source": Field(FieldKind.WORD),
            },
        ),
        ObjectType(
            PlanObject.RISK,
            {"title": _TITLE, "text": _TEXT, "likelihood": _LEVEL, "harm": _LEVEL, "mitigation": _TEXT},
        ),
        ObjectType(
            PlanObject.BUDGET,
            {
                "title": _TITLE,
                "activity": _OF,
                "amount": _NUMBER,
                "spent": _NUMBER,
                "currency": Field(FieldKind.WORD),
            },
        ),
        ObjectType(
            PlanObject.REVIEW,
            {
                "title": _TITLE,
                "day": Field(FieldKind.DAY, Writers.ANY),
                "text": _TEXT,
                "decided": _TEXT,
                "next_review": Field(FieldKind.DAY, Writers.ANY),
            },
        ),
    ],
)

#: Fields that point at another object, with the type they must point at.
POINTERS: Final = {
    (PlanObject.LINE, "objective"): PlanObject.OBJECTIVE,
    (PlanObject.ACTIVITY, "line"): PlanObject.LINE,
    (PlanObject.ACTIVITY, "after"): PlanObject.ACTIVITY,
    (PlanObject.MILESTONE, "activity"): PlanObject.ACTIVITY,
    (PlanObject.MILESTONE, "objective"): PlanObject.OBJECTIVE,
    (PlanObject.INDICATOR, "objective"): PlanObject.OBJECTIVE,
    (PlanObject.BUDGET, "activity"): PlanObject.ACTIVITY,
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in a plan that people should look at. `about`: ids of the objects; `code`: stable."""

    code: str
    about: tuple[str, ...]


def flaws(plan: JointRecord) -> list[Flaw]:
    """What does not fit together, whoever wrote it: merging keeps every change, so that only people can mend it."""
    return [*_pointing_nowhere(plan), *_backwards(plan), *_not_smart(plan), *_circles(plan), *_too_early(plan)]


def ends_before_it_starts(starts: str, ends: str) -> bool:
    """Of two days as a record holds them."""
    return bool(starts and ends) and date.fromisoformat(ends) < date.fromisoformat(starts)


def circle_with(plan: JointRecord, activity: str, after: list[str]) -> list[str]:
    """The circle of dependencies that would be there if `activity` came after these; [] for none."""
    return _circle({**_order(plan), activity: after})


def _order(plan: JointRecord) -> dict[str, list[str]]:
    return {held.id: held.get("after", []) for held in plan.living(PlanObject.ACTIVITY)}


def _circle(order: dict[str, list[str]]) -> list[str]:
    try:
        TopologicalSorter(order).prepare()
    except CycleError as error:
        return list(error.args[1][:-1])
    return []


def _circles(plan: JointRecord) -> Iterator[Flaw]:
    """One after the other: what stands in the first is left out when the next is looked for."""
    order = _order(plan)
    while together := _circle(order):
        yield Flaw("dependency_circle", tuple(sorted(together)))
        order = {held: after for held, after in order.items() if held not in together}


def _pointing_nowhere(plan: JointRecord) -> Iterator[Flaw]:
    for held in plan.living():
        for (kind, name), wanted in POINTERS.items():
            if kind != held.type.code or not (value := held.get(name)):
                continue
            for each in [value] if isinstance(value, str) else value:
                there = plan.objects.get(each)
                if there is None or there.is_removed or there.type.code != wanted:
                    yield Flaw("points_at_nothing", (held.id,))


def _backwards(plan: JointRecord) -> Iterator[Flaw]:
    for held in plan.living():
        if ends_before_it_starts(held.get("starts"), held.get("ends")):
            yield Flaw("ends_before_it_starts", (held.id,))


def _not_smart(plan: JointRecord) -> Iterator[Flaw]:
    for held in plan.living(PlanObject.OBJECTIVE):
        if not all(held.get(name).strip() for name in ("text", "measure", "reachable", "relevant")) or not held.get(
            "due"
        ):
            yield Flaw("objective_not_smart", (held.id,))


def _too_early(plan: JointRecord) -> Iterator[Flaw]:
    for held in plan.living(PlanObject.ACTIVITY):
        for earlier in held.get("after", []):
            before = plan.objects.get(earlier)
            if before and not before.is_removed and _starts_before_end(held, before):
                yield Flaw("starts_before_what_it_needs", (held.id, before.id))


def _starts_before_end(held: Shared, before: Shared) -> bool:
    starts, ends = held.get("starts"), before.get("ends")
    return bool(starts and ends) and date.fromisoformat(starts) < date.fromisoformat(ends)
