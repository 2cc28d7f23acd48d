"""How two exercise stations come to trust each other: cards change hands, two pairs of officers compare words."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from typing import Any

from jisr.exercise.stations import ExerciseStation
from jisr.exercise.voice import Voice

#: The two calls of a comparison, and who makes them at each station.
CALLS = ((1, "liaison"), (2, "liaison2"))
OCCASION = {"place": "EXERCISE", "occasion": "EXERCISE: liaison officers' meeting"}


def build_bridges(stations: Sequence[ExerciseStation]) -> None:
    """Make every pair of stations active partners of each other."""
    for one, other in combinations(stations, 2):
        exchange_cards(one, other)
        for call, officer in CALLS:
            compare_words(one, other, call, officer)
        for here, there in ((one, other), (other, one)):
            voice = Voice(here, "liaison")
            voice.post(f"/partners/stations/{there.plan.station_id}/activate")
            voice.close()


def exchange_cards(one: ExerciseStation, other: ExerciseStation) -> None:
    """Each station's card file is handed to the other's liaison officer."""
    for giver, taker in ((one, other), (other, one)):
        from_giver, to_taker = Voice(giver, "liaison"), Voice(taker, "liaison")
        card = from_giver.get("/partners/own-card")["card"]
        to_taker.post("/partners/stations", {"card": card})
        from_giver.close()
        to_taker.close()


def compare_words(one: ExerciseStation, other: ExerciseStation, call: int, officer: str) -> None:
    """One call: each officer reads out the words on their screen and enters the words they hear."""
    voices = Voice(one, officer), Voice(other, officer)
    ids = other.plan.station_id, one.plan.station_id
    sheets = [
        voice.get(f"/partners/stations/{partner}/words", language="fr", call=call)
        for voice, partner in zip(voices, ids, strict=True)
    ]
    for voice, partner, mine, theirs in zip(voices, ids, sheets, reversed(sheets), strict=True):
        heard = {number: theirs["to_read"][str(number)] for number in mine["to_hear"]}
        voice.post(
            f"/partners/stations/{partner}/comparisons", {"language": "fr", "call": call, "heard": heard, **OCCASION}
        )
        voice.close()


def agreement(partner_id: str, purposes: Sequence[str], reference: str) -> dict[str, Any]:
    """Terms of a fictional agreement, in force from a year ago for three years."""
    today = datetime.now(UTC).date()
    return {
        "title": f"EXERCISE: security cooperation with {partner_id}",
        "reference": reference,
        "parties": [partner_id],
        "purposes": list(purposes),
        "data_categories": ["suspect", "convicted", "associate", "other", "witness", "victim"],
        "highest_classification": "confidential",
        "longest_retention_days": 1825,
        "onward": "ask_originator",
        "tells_onward": True,
        "redress_contact": "redress@exercise.invalid",
        "valid_from": (today - timedelta(days=365)).isoformat(),
        "valid_until": _years_later(today, 2).isoformat(),
        "note": "EXERCISE",
    }


def _years_later(day: date, years: int) -> date:
    return day + timedelta(days=365 * years)
