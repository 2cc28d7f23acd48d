"""Minutes item by item, with what is marked in them and what partners wrote differently."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import QuerySet

from jisr.core.diplomacy.minutes import MinutesObject, items, of_item
from jisr.core.jointrecords import Conflict, Shared
from jisr.station.diplomacy.models import Joint
from jisr.station.diplomacy.queries.joint import JointView

#: Longer texts are compared paragraph by paragraph only.
_BY_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item. `differences`: of a conflict, for each other text its runs beside the one shown first."""

    held: Shared
    decisions: list[Shared]
    promises: list[Shared]
    translations: list[Shared]
    conflict: Conflict | None
    differences: list[list[tuple[str, str]]]


def listed(partner: str = "") -> QuerySet[Joint]:
    """Minutes, those that changed last in front."""
    rows = Joint.objects.filter(kind="minutes").prefetch_related("versions").order_by("-changed_at")
    return rows.filter(parties__contains=[partner]) if partner else rows


def meeting_of(view: JointView) -> Shared | None:
    return next(view.record.living(MinutesObject.MEETING), None)


def item_views(view: JointView) -> list[ItemView]:
    """Items in the order of the agenda."""
    conflicts = {conflict.object: conflict for conflict in view.conflicts if conflict.field == "text"}
    return [
        ItemView(
            held,
            of_item(view.record, MinutesObject.DECISION, held.id),
            of_item(view.record, MinutesObject.PROMISE, held.id),
            of_item(view.record, MinutesObject.TRANSLATION, held.id),
            conflicts.get(held.id),
            _differences(conflicts.get(held.id)),
        )
        for held in items(view.record)
    ]


def runs(before: str, after: str) -> list[tuple[str, str]]:
    """What changed from one text to another: ("same" | "gone" | "new", words), in order."""
    by_words = len(before) + len(after) <= _BY_WORDS
    old, new = (_words(before), _words(after)) if by_words else (before.splitlines(True), after.splitlines(True))
    found: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("same", "".join(old[i1:i2])))
            continue
        if i2 > i1:
            found.append(("gone", "".join(old[i1:i2])))
        if j2 > j1:
            found.append(("new", "".join(new[j1:j2])))
    return found


def _words(text: str) -> list[str]:
    """Words, each with the space behind it."""
    found: list[str] = []
    for line in text.splitlines(True):
        parts = line.split(" ")
        found += [part + " " for part in parts[:-1]] + parts[-1:]
    return found


def _differences(conflict: Conflict | None) -> list[list[tuple[str, str]]]:
    if conflict is None:
        return []
    first, *others = conflict.values
    return [runs(str(first.value), str(other.value)) for other in others]
