"""A person asks, in a spelling and a script that no station holds, that what is held about them be erased.

Rabat finds the statement, two people decide, Madrid erases its copy and certifies it, the answer is handed over.
"""

from datetime import timedelta
from typing import Any

from jisr.exercise.checks import Finding, NamedCheck, database
from jisr.exercise.story import Step, Story, accept_person, take_in, wait_for
from jisr.exercise.voice import RefusedError

#: Held in Arabic; asked for in Latin letters, in a spelling of its own.
NAME = "يوسف الحداوي"
ASKED = "Youssef El Haddaoui"
REPORT = f"تمرين. شوهد {NAME} في ميناء طنجة يوم 3 أبريل 2026.\n"
_HOLDS = "SELECT state, value FROM knowledge_statementrecord WHERE origin_id = %s"


def pass_it_on(story: Story) -> None:
    """Rabat learns of the person from a report and releases that to Madrid."""
    analyst, releaser = story.voice("rabat", "analyst"), story.voice("rabat", "releaser")
    report = take_in(analyst, REPORT, "ARGAN", "C3", "terrorism", "تمرين: ميناء طنجة")
    story.facts["redress.entity"] = accept_person(analyst, report, NAME)
    (held,) = analyst.get("/knowledge/statements", report=report)
    story.facts["redress.statement"] = held["statement"]["id"]
    proposal = {
        "report_id": report,
        "recipients": ["madrid"],
        "items": [held["statement"]["id"]],
        "purpose": "terrorism",
        "title": "EXERCISE: a traveller at Tangier",
    }
    made = analyst.post("/release/proposals", proposal)["id"]
    seen = releaser.get(f"/release/proposals/{made}")["seen"]
    sent = releaser.post(f"/release/proposals/{made}/release", {"seen": seen})["dispatches"]
    path = f"/exchange/dispatches/{sent['madrid']}"
    wait_for(
        lambda: story.voice("rabat", "liaison").get(path)["deliveries"][0]["received_at"],
        "Madrid's receipt of the name",
    )
    story.facts["redress.held_before"] = _held(story, "madrid")


def ask_and_find(story: Story) -> None:
    """The request comes in; the data-protection officer searches and says which candidate is the person."""
    desk = story.voice("rabat", "data_protection")
    request = {
        "kind": "erasure",
        "channel": "letter",
        "language": "fr",
        "received_at": (story.now - timedelta(days=2)).isoformat(),
        "identity_check": "document",
        "person": {"names": [ASKED], "asked": "EXERCICE : effacez ce qui me concerne.", "contact": "EXERCICE, Tanger"},
    }
    case = desk.post("/redress/requests", request)["id"]
    story.facts["redress.case"] = f"/redress/requests/{case}"
    found = desk.post(f"{story.facts['redress.case']}/search")["entities"]
    story.facts["redress.found"] = found
    wanted = next(one for one in found if one["entity_id"] == story.facts["redress.entity"])
    mark = {"subject": "entity", "ref": wanted["entity_id"], "mark": "is", "score": wanted["score"]}
    desk.post(f"{story.facts['redress.case']}/marks", mark)


def decide_by_two(story: Story) -> None:
    """The officer proposes erasure and may not sign it; the oversight officer signs."""
    desk, oversight = story.voice("rabat", "data_protection"), story.voice("rabat", "oversight")
    case = story.facts["redress.case"]
    proposal = {
        "outcome": "erase",
        "ground": "unlawful",
        "reasons": "EXERCISE: a namesake; no reason to hold it is left.",
        "statements": [story.facts["redress.statement"]],
    }
    decision = desk.post(f"{case}/decisions", proposal)["id"]
    try:
        desk.post(f"{case}/decisions/{decision}/sign")
        story.facts["redress.own_signature"] = ""
    except RefusedError as refused:
        story.facts["redress.own_signature"] = refused.code
    oversight.post(f"{case}/decisions/{decision}/sign")


def certify_and_answer(story: Story) -> None:
    """Madrid erases and certifies; only then can the case be closed as done, with its letter handed over."""
    desk, madrid = story.voice("rabat", "data_protection"), story.voice("madrid", "liaison")
    case = story.facts["redress.case"]
    letter = desk.post(f"{case}/letters", {"kind": "answer"})["id"]
    desk.post(f"{case}/letters/{letter}/hand-over", {"how": "letter"})
    story.facts["redress.pdf"] = desk.download(f"{case}/letters/{letter}/pdf")[:5]
    follow = wait_for(
        lambda: _follow(desk.get(case), "received", "under_way", "done"), "Madrid's receipt of the recall"
    )
    if follow["state"] != "done":
        owed = wait_for(lambda: _owed(madrid.get("/exchange/obligations")), "what Madrid owes", 10)
        if owed != "erased already":
            madrid.post(f"/exchange/obligations/{owed}/fulfil")
    wait_for(lambda: _follow(desk.get(case), "done"), "Madrid's certificate of erasure")
    desk.post(f"{case}/close", {"note": "EXERCISE"})


def propagated(story: Story) -> Finding:
    """The name is gone from Rabat's and Madrid's statements, the certificate is back, two people decided."""
    page = story.voice("rabat", "data_protection").get(story.facts["redress.case"])
    here, there, before = _held(story, "rabat"), _held(story, "madrid"), story.facts["redress.held_before"]
    best = story.facts["redress.found"][0]
    certified = all(each["is_finished"] for each in page["follows"]) and page["follows"]
    held = (
        before == [("standing", NAME)]
        and best["entity_id"] == story.facts["redress.entity"]
        and here == there == [("erased", "")]
        and bool(certified)
        and story.facts["redress.own_signature"] == "own_decision"
        and page["case"]["state"] == "done"
        and story.facts["redress.pdf"] == b"%PDF-"
    )
    return held, (
        f"asked for as “{ASKED}”, held as “{best['caption']}” ({best['score']:.2f}); "
        f"own signature: {story.facts['redress.own_signature'] or 'accepted'}; "
        f"at Madrid before: {before}, now: {there}; at Rabat: {here}; "
        f"certificates: {[each['state'] for each in page['follows']]}; case: {page['case']['state']}"
    )


def _held(story: Story, station: str) -> list[tuple[Any, ...]]:
    with database(story.stations[station]) as connection:
        return connection.execute(_HOLDS, [story.facts["redress.statement"]]).fetchall()


def _follow(page: dict[str, Any], *states: str) -> dict[str, Any] | None:
    return next((each for each in page["follows"] if each["state"] in states), None)


def _owed(obligations: list[dict[str, Any]]) -> str | None:
    recalled = [each for each in obligations if each["kind"] == "recalled"]
    newest = max(recalled, key=lambda each: str(each["created_at"]), default=None)
    if newest is None:
        return None
    return "erased already" if newest.get("done_at") else str(newest["id"])


STEPS: tuple[Step, ...] = (
    ("a name passed on", pass_it_on),
    ("a data subject asks", ask_and_find),
    ("erasure decided by two", decide_by_two),
    ("certified and answered", certify_and_answer),
)
CHECKS: tuple[NamedCheck, ...] = (("redress.propagated", propagated),)
