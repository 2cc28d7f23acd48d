"""The end of keeping: a report and the dispatch made of it reach their last day at both stations, and are erased with
their keys and with certificates; another report stays, under a legal hold. Persons and events are invented."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from jisr.exercise.checks import Finding, NamedCheck, database, leaks
from jisr.exercise.opening import ring_of
from jisr.exercise.stations import ExerciseStation
from jisr.exercise.story import Step, Story, wait_for
from jisr.station.vault.fields import place_of
from jisr.station.vault.ring import RecordErasedError

WORDS = "the boathouse at the mouth of the Loukkos"
TEXT = f"EXERCISE. Two men keep outboard engines in {WORDS}."
HELD_TEXT = "EXERCISE. The boathouse belongs to a company that is before a court."
TITLE = "EXERCISE: a boathouse"
_SEALED = "SELECT signed_bytes FROM exchange_dispatch WHERE id = %s"


def agree_on_a_last_day(story: Story) -> None:
    """Rabat tells Madrid something that may be kept until the end of this day, and keeps its own no longer."""
    analyst, releaser = story.voice("rabat", "analyst"), story.voice("rabat", "releaser")
    today = story.now.date()
    story.facts["retention.report"] = _take_in(story, TEXT, today)
    proposal = analyst.post(
        "/release/proposals",
        {
            "report_id": story.facts["retention.report"],
            "recipients": ["madrid"],
            "purpose": "terrorism",
            "title": TITLE,
        },
    )
    seen = releaser.get(f"/release/proposals/{proposal['id']}")
    sent = releaser.post(f"/release/proposals/{proposal['id']}/release", {"seen": seen["seen"]})["dispatches"]
    story.facts["retention.sent"] = sent["madrid"]
    madrid = story.voice("madrid", "analyst")

    def received() -> dict[str, Any] | None:
        rows = madrid.get("/exchange/dispatches")["items"]
        return next((row for row in rows if row["title"] == TITLE), None)

    story.facts["retention.received"] = wait_for(received, "the dispatch with a last day at Madrid")["id"]
    for name, key in (("rabat", "sent"), ("madrid", "received")):
        with database(story.stations[name]) as connection:
            row = connection.execute(_SEALED, [story.facts[f"retention.{key}"]]).fetchone()
        story.facts[f"retention.{name}.copy"] = bytes(row[0]) if row else b""


def hold_for_a_court(story: Story) -> None:
    """Another report of the same day is needed by a court: it is held, with reason, law and end."""
    today = story.now.date()
    story.facts["retention.held"] = _take_in(story, HELD_TEXT, today)
    story.voice("rabat", "releaser").post(
        "/retention/holds",
        {
            "kind": "report",
            "record_id": story.facts["retention.held"],
            "reason": "EXERCISE: needed as evidence",
            "legal_reference": "EXERCISE: court file 7/2026",
            "until": (today + timedelta(days=60)).isoformat(),
        },
    )


def let_the_day_pass(story: Story) -> None:
    """As on the day after: both stations erase what has reached its last day, and Madrid certifies it to Rabat."""
    tomorrow = (story.now.date() + timedelta(days=1)).isoformat()
    for name in ("rabat", "madrid"):
        story.facts[f"retention.{name}.run"] = story.voice(name, "administrator").post(
            "/retention/run", {"as_of": tomorrow}
        )
    rabat = story.voice("rabat", "liaison")
    path = f"/exchange/dispatches/{story.facts['retention.sent']}"
    wait_for(
        lambda: rabat.get(path)["deliveries"][0]["certified_act"] == "erased",
        "Madrid's certificate of erasure at Rabat",
    )


def erased(story: Story) -> Finding:
    """At both stations the words are in no column, opened or not; yesterday's copy opens with no key; certified."""
    places = {name: leaks(story.stations[name], WORDS) for name in ("rabat", "madrid")}
    copies = {
        "rabat": _still_opens(
            story.stations["rabat"], story.facts["retention.sent"], story.facts["retention.rabat.copy"]
        ),
        "madrid": _still_opens(
            story.stations["madrid"], story.facts["retention.received"], story.facts["retention.madrid.copy"]
        ),
    }
    proof = story.voice("rabat", "releaser").get(f"/retention/erased/{story.facts['retention.report']}")
    told = story.voice("rabat", "liaison").get(f"/exchange/dispatches/{story.facts['retention.sent']}")["deliveries"][0]
    held = story.voice("rabat", "analyst").get(f"/intake/reports/{story.facts['retention.held']}")
    is_held = "before a court" in str(held["portions"])
    all_held = (
        not any(places.values())
        and not any(copies.values())
        and proof["keys_destroyed_at"] is not None
        and told["certified_act"] == "erased"
        and is_held
    )
    opening = [name for name, opens in copies.items() if opens]
    return all_held, (
        f"words at Rabat: {places['rabat'] or 'nowhere'}, at Madrid: {places['madrid'] or 'nowhere'}; "
        f"copies that open: {opening or 'none'}; certificate of Madrid: {told['certified_act']}; "
        f"own certificate: entry {proof['ledger_index']}, {proof['size']} in it; the held report is readable: {is_held}"
    )


def _take_in(story: Story, text: str, last_day: date) -> str:
    analyst = story.voice("rabat", "analyst")
    handling = {
        "classification": "restricted",
        "tlp": "amber+strict",
        "releasable_to": ["ES"],
        "retain_until": last_day.isoformat(),
    }
    document = {"text": text, "source": "ALOSE", "grade": "B2", "purpose": "terrorism", "title": TITLE}
    report_id: str = analyst.post("/intake/reports", {**document, "handling": _whole(story, handling)})["id"]
    return report_id


def _whole(story: Story, changes: dict[str, Any]) -> dict[str, Any]:
    """The usual conditions of the station, with some changed."""
    analyst = story.voice("rabat", "analyst")
    portion = analyst.get(f"/intake/reports/{story.facts['report']}")["portions"][0]
    return {**portion["handling"], **changes}


def _still_opens(station: ExerciseStation, record_id: str, copy: bytes) -> bool:
    """Whether a copy of the sealed bytes, as in a backup of yesterday, opens with the keys of today."""
    place = place_of("exchange_dispatch", "signed_bytes", record_id)
    try:
        ring_of(station.home).unseal(copy, record_id=UUID(record_id), place=place)
    except RecordErasedError:
        return False
    return True


STEPS: tuple[Step, ...] = (
    ("told until the end of the day", agree_on_a_last_day),
    ("held for a court", hold_for_a_court),
    ("the last day passes", let_the_day_pass),
)
CHECKS: tuple[NamedCheck, ...] = (("retention.erased", erased),)
