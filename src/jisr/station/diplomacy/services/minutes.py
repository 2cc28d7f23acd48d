"""Minutes: begun from a meeting's agenda, written item by item, and what follows when all have signed."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import orjson
from django.db import transaction

from jisr.core.diplomacy.minutes import MinutesObject
from jisr.core.handling import Classification
from jisr.core.jointrecords import JointRecord, Shared, Take
from jisr.station.diplomacy.models import Joint, JointVersion
from jisr.station.diplomacy.problems import UnknownProblem, problem
from jisr.station.diplomacy.services.commitments import Draft, write_down
from jisr.station.diplomacy.services.joint import Change, amend, follow, load, locked, open_joint, own_id
from jisr.station.diplomacy.services.recipients import reachable
from jisr.station.diplomacy.services.signing import when_complete
from jisr.station.ledger.actor import Actor, system_actor


@transaction.atomic
def begin(
    actor: Actor,
    title: str,
    parties: Sequence[str],
    *,
    language: str,
    day: date | None = None,
    place: str = "",
    present: str = "",
    items: Sequence[str] = (),
    classification: Classification = Classification.RESTRICTED,
    engagement_id: UUID | None = None,
) -> UUID:
    """Minutes in one authentic language, with an item for each title given.

    Raises:
        DiplomacyProblem: no title, no partner; RefusedChangeProblem.
    """
    if not title.strip():
        raise problem("title_needed")
    meeting = {
        "title": title.strip(),
        "language": language,
        "day": day.isoformat() if day else "",
        "place": place.strip(),
        "present": present.strip(),
    }
    changes = [Change(take=Take.MAKE, type=MinutesObject.MEETING, values=meeting)]
    changes += [_item(text, number) for number, text in enumerate(items, 1)]
    return open_joint(
        actor, "minutes", title, parties, changes, classification=classification, engagement_id=engagement_id
    ).id


@transaction.atomic
def add_item(actor: Actor, joint_id: UUID, title: str) -> str:
    """One more item at the end; its id."""
    row, joint = _minutes(joint_id)
    if not title.strip():
        raise problem("title_needed")
    orders = [float(held.get("order") or 0) for held in joint.living(MinutesObject.ITEM)]
    return amend(actor, row.id, [_item(title, int(max(orders, default=0)) + 1)])[0].object


@transaction.atomic
def write(actor: Actor, joint_id: UUID, item: str, text: str) -> None:
    """The text of one item; what the partner wrote meanwhile is not lost but shown beside it."""
    row, joint = _minutes(joint_id)
    held = _part(joint, item, MinutesObject.ITEM)
    unsettled = any(conflict.object == item and conflict.field == "text" for conflict in joint.conflicts())
    if text == held.get("text") and not unsettled:
        raise problem("nothing_changed")
    amend(actor, row.id, [Change(take=Take.WRITE, object=item, values={"text": text})])


@transaction.atomic
def mark_decision(actor: Actor, joint_id: UUID, item: str, words: str) -> str:
    """Mark words of an item as a decision; the id of the mark."""
    return _mark(actor, joint_id, item, MinutesObject.DECISION, {"words": words.strip()})


@transaction.atomic
def mark_promise(actor: Actor, joint_id: UUID, item: str, words: str, debtor: str, due: date | None = None) -> str:
    """Mark words of an item as a commitment; it becomes one when all have signed."""
    if not debtor:
        raise problem("debtor_needed")
    values: dict[str, object] = {"words": words.strip(), "debtor": [debtor], "due": due.isoformat() if due else ""}
    return _mark(actor, joint_id, item, MinutesObject.PROMISE, values)


@transaction.atomic
def unmark(actor: Actor, joint_id: UUID, mark: str) -> None:
    """Take a mark of this station's away."""
    row, joint = _minutes(joint_id)
    held = joint.objects.get(mark)
    if held is None or held.type.code not in (MinutesObject.DECISION, MinutesObject.PROMISE):
        raise UnknownProblem("mark")
    amend(actor, row.id, [Change(take=Take.REMOVE, object=mark)])


@transaction.atomic
def translate(actor: Actor, joint_id: UUID, item: str, language: str, text: str) -> None:
    """A translation beside the authentic text of an item; it is never signed in its place."""
    row, joint = _minutes(joint_id)
    _part(joint, item, MinutesObject.ITEM)
    for held in joint.living(MinutesObject.TRANSLATION):
        if (held.get("item"), held.get("language")) == (item, language):
            amend(actor, row.id, [Change(take=Take.WRITE, object=held.id, values={"text": text})])
            return
    values = {"item": item, "language": language, "text": text}
    amend(actor, row.id, [Change(take=Take.MAKE, type=MinutesObject.TRANSLATION, values=values)])


def keep_in_step(row: Joint, joint: JointRecord, now: datetime) -> None:
    """The title as the list shows it."""
    held = next(joint.living(MinutesObject.MEETING), None)
    if held is not None:
        row.title = held.get("title") or row.title


def connect() -> None:
    follow("minutes", keep_in_step)
    when_complete(follow_signed)


def is_signed(row: Joint) -> bool:
    """Whether all stations have signed one version."""
    return JointVersion.objects.filter(joint=row, completed_at__isnull=False).exists()


def follow_signed(version: JointVersion, signed: bytes) -> None:
    """Each station writes down what it has promised in the minutes that all have signed.

    It is shared at once with whoever can be reached; else it stays a draft for a person to share.
    """
    row = version.joint
    if row.kind != "minutes":
        return
    level = Classification(row.classification)
    text = orjson.loads(signed)
    meeting: dict[str, str] = next(
        (o["values"] for o in text["objects"].values() if o["type"] == MinutesObject.MEETING), {}
    )
    for held in text["objects"].values():
        values = held["values"]
        if held["type"] != MinutesObject.PROMISE or own_id() not in values.get("debtor", []):
            continue
        for creditor in sorted(set(row.parties) - {own_id()}):
            write_down(
                system_actor("minutes"),
                Draft(
                    words=values["words"],
                    language=meeting.get("language", ""),
                    debtor=own_id(),
                    creditor=creditor,
                    due=date.fromisoformat(values["due"]) if values.get("due") else None,
                    made_at=row.title[:300],
                ),
                classification=level,
                engagement_id=row.engagement_id,
                is_shared=bool(reachable([creditor], level)),
            )


def _item(title: str, number: int) -> Change:
    return Change(take=Take.MAKE, type=MinutesObject.ITEM, values={"order": str(number), "title": title.strip()})


def _mark(actor: Actor, joint_id: UUID, item: str, kind: MinutesObject, values: dict[str, object]) -> str:
    row, joint = _minutes(joint_id)
    _part(joint, item, MinutesObject.ITEM)
    if not values["words"]:
        raise problem("words_needed")
    return amend(actor, row.id, [Change(take=Take.MAKE, type=kind, values={"item": item, **values})])[0].object


def _minutes(joint_id: UUID) -> tuple[Joint, JointRecord]:
    row = locked(joint_id)
    if row.kind != "minutes":
        raise UnknownProblem("minutes")
    if is_signed(row):
        raise problem("minutes_signed")
    return row, load(row)


def _part(joint: JointRecord, identifier: str, kind: MinutesObject) -> Shared:
    held = joint.objects.get(identifier)
    if held is None or held.is_removed or held.type.code != kind:
        raise UnknownProblem("item")
    return held
