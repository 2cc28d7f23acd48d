"""Minutes of a meeting: one text, item by item, which the stations that met agree on and sign as one.

The authentic version stands in one language; translations stand beside it and never take its place.
"""

from enum import StrEnum
from typing import Final

from jisr.core.jointrecords import Field, FieldKind, JointRecord, ObjectType, Schema, Shared, Writers

LANGUAGES: Final = ("ar", "fr", "en")


class MinutesObject(StrEnum):
    MEETING = "meeting"
    ITEM = "item"
    DECISION = "decision"
    PROMISE = "promise"
    TRANSLATION = "translation"


_WORD, _TEXT = Field(FieldKind.WORD, Writers.ANY), Field(FieldKind.TEXT, Writers.ANY)

MINUTES: Final = Schema.of(
    "minutes",
    1,
    [
        ObjectType(
            MinutesObject.MEETING,
            {
                "title": _WORD,
                "language": Field(FieldKind.CHOICE, Writers.ANY, LANGUAGES),
                "place": _WORD,
                "day": Field(FieldKind.DAY, Writers.ANY),
                "present": Field(FieldKind.TEXT, Writers.ANY, longest=20_000),
            },
        ),
        ObjectType(MinutesObject.ITEM, {"order": Field(FieldKind.NUMBER, Writers.ANY), "title": _WORD, "text": _TEXT}),
        ObjectType(MinutesObject.DECISION, {"item": Field(FieldKind.OBJECT, Writers.ANY), "words": _TEXT}),
        ObjectType(
            MinutesObject.PROMISE,
            {
                "item": Field(FieldKind.OBJECT, Writers.ANY),
                "words": Field(FieldKind.TEXT, Writers.ANY, longest=4_000),
                "debtor": Field(FieldKind.STATIONS, Writers.ANY),
                "due": Field(FieldKind.DAY, Writers.ANY),
            },
        ),
        ObjectType(
            MinutesObject.TRANSLATION,
            {
                "item": Field(FieldKind.OBJECT, Writers.ANY),
                "language": Field(FieldKind.CHOICE, Writers.ANY, LANGUAGES),
                "text": _TEXT,
            },
        ),
    ],
)


def items(record: JointRecord) -> list[Shared]:
    """Items in the order of the agenda."""
    return sorted(record.living(MinutesObject.ITEM), key=lambda held: (float(held.get("order") or 0), held.id))


def of_item(record: JointRecord, kind: MinutesObject, item: str) -> list[Shared]:
    """What is marked in one item."""
    return [held for held in record.living(kind) if held.get("item") == item]


def hindrances(record: JointRecord) -> list[str]:
    """Codes of what stands in the way of signing; [] when nothing does."""
    found = []
    if record.waiting:
        found.append("operations_missing")
    if record.conflicts():
        found.append("unsettled")
    if not any(held.get("text").strip() for held in record.living(MinutesObject.ITEM)):
        found.append("nothing_written")
    if any(not held.get("debtor", []) for held in record.living(MinutesObject.PROMISE)):
        found.append("promise_without_debtor")
    return found
