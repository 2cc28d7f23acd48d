"""A tour of two legs with a closed meeting, and what comes of it. Everything is invented.

Minutes signed by both, a commitment kept and confirmed, a plan amended from two capitals at once, an honour.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from jisr.exercise.checks import Finding, NamedCheck
from jisr.exercise.story import Step, Story, wait_for
from jisr.exercise.voice import RefusedError

MEETING = "EXERCICE : réunion à huis clos sur les filières"
ROUTES = "EXERCICE : Les deux services s’échangent chaque semaine ce qu’ils savent des filières."
AMENDED = "EXERCICE : Les deux services s’échangent chaque quinzaine ce qu’ils savent des filières."
TRAINING = "EXERCICE : Rabat formera douze analystes du service de Madrid."
PLAN = "EXERCISE: joint plan against trafficking in persons"


def go_on_tour(story: Story) -> None:
    """Madrid, then Bamako: two legs in two time zones, one closed sitting, its agenda."""
    officer = story.voice("rabat", "cooperation")
    first = (story.now - timedelta(days=2)).replace(hour=9, minute=0, second=0, microsecond=0, tzinfo=None)
    at = {name: (first + shift).isoformat() for name, shift in _SHIFTS.items()}
    tour = officer.post(
        "/diplomacy/engagements",
        {
            "kind": "tour", "title": "EXERCICE : tournée Madrid – Bamako", "partners": ["madrid", "bamako"],
            "starts": at["start"], "ends": at["end"], "time_zone": "Europe/Madrid", "aim": "EXERCICE : filières",
        },
    )["id"]  # fmt: skip
    path = f"/diplomacy/engagements/{tour}"
    for place, country, zone, starts, ends in (
        ("Madrid", "ES", "Europe/Madrid", "start", "leave"),
        ("Bamako", "ML", "Africa/Bamako", "arrive", "end"),
    ):
        leg = {"place": place, "country": country, "time_zone": zone, "starts": at[starts], "ends": at[ends]}
        officer.post(f"{path}/legs", leg)
    head = {"side": "ours", "name": "EXERCICE chef de délégation", "clearance": "secret"}
    officer.post(f"{path}/delegates", head)
    sitting = officer.post(
        f"{path}/sessions",
        {"title": MEETING, "starts": at["start"], "ends": at["leave"], "time_zone": "Europe/Madrid"},
    )["id"]
    for kind, title in (("technical", "EXERCICE : filières"), ("political", "EXERCICE : formation")):
        item = {"kind": kind, "title": title, "position": "EXERCICE : notre position", "minutes_planned": 180}
        officer.post(f"/diplomacy/engagements/sessions/{sitting}/items", item)
    for state in ("planned", "ongoing", "completed"):
        officer.post(f"{path}/state", {"state": state})
    story.facts["tour"] = tour
    _look_ahead(story)


_SHIFTS = {
    "start": timedelta(),
    "leave": timedelta(hours=11),
    "arrive": timedelta(hours=14),
    "end": timedelta(days=1, hours=8),
}


def _look_ahead(story: Story) -> None:
    """What is still open when the curtain falls: a promise of Madrid's, and the next meeting with its preparations."""
    officer = story.voice("rabat", "cooperation")
    soon = (story.now + timedelta(days=10)).replace(hour=10, minute=0, second=0, microsecond=0, tzinfo=None)
    words = "EXERCISE: “We will send the list of contact points within three weeks.”"
    officer.post(
        "/diplomacy/commitments",
        {"words": words, "language": "en", "debtor": "madrid", "creditor": "rabat", "topic": "exchange",
         "due": (soon + timedelta(days=10)).date().isoformat(), "is_shared": True},
    )  # fmt: skip
    meeting = officer.post(
        "/diplomacy/engagements",
        {"kind": "video", "title": "EXERCICE : point d’étape", "partners": ["madrid"], "starts": soon.isoformat(),
         "ends": (soon + timedelta(hours=1)).isoformat(), "time_zone": "Africa/Casablanca"},
    )["id"]  # fmt: skip
    check = {"kind": "interpreters", "text": "EXERCICE : deux interprètes", "due": soon.date().isoformat()}
    officer.post(f"/diplomacy/engagements/{meeting}/checklist", check)


def write_minutes(story: Story) -> None:
    """Rabat writes them in French, Madrid amends an item, both sign the same text."""
    ours, theirs = story.voice("rabat", "cooperation"), story.voice("madrid", "cooperation")
    made = ours.post(
        "/diplomacy/minutes",
        {
            "title": MEETING, "parties": ["madrid"], "language": "fr", "day": story.now.date().isoformat(),
            "items": ["EXERCICE : filières", "EXERCICE : formation"], "engagement_id": story.facts["tour"],
        },
    )["id"]  # fmt: skip
    path, joint = f"/diplomacy/minutes/{made}", f"/diplomacy/joint/{made}"
    story.facts["minutes"] = made
    first, second = _items(ours.get(joint))
    ours.put(f"{path}/items/{first}", {"text": ROUTES})
    ours.put(f"{path}/items/{second}", {"text": TRAINING})
    due = (story.now + timedelta(days=120)).date().isoformat()
    ours.post(f"{path}/items/{second}/promises", {"words": TRAINING, "debtor": "rabat", "due": due})
    ours.put(f"{path}/items/{second}/translation", {"language": "en", "text": "EXERCISE: Rabat will train twelve."})
    ours.post(f"{joint}/share")
    wait_for(lambda: _has(theirs, made, TRAINING), "the minutes at Madrid")
    theirs.put(f"{path}/items/{first}", {"text": AMENDED})
    digest = wait_for(lambda: _agreed(story, made, "rabat", "madrid"), "one text at both")
    story.voice("rabat", "senior").post(f"{joint}/sign", {"digest": digest})
    wait_for(lambda: _signers(theirs, made), "Rabat's signature at Madrid")
    story.voice("madrid", "senior").post(f"{joint}/sign", {"digest": digest})
    story.facts["minutes.digest"] = digest


def keep_the_promise(story: Story) -> None:
    """What Rabat promised became a commitment when both had signed; it is met, and Madrid confirms."""
    ours, theirs = story.voice("rabat", "cooperation"), story.voice("madrid", "cooperation")
    row = wait_for(lambda: _first(ours.get("/diplomacy/commitments", side="ours")), "the commitment at Rabat")
    path = f"/diplomacy/commitments/{row['id']}"
    story.facts["commitment"] = row["id"]
    ours.post(f"{path}/state", {"state": "agreed"})
    ours.post(f"{path}/evidence", {"text": "EXERCICE : douze attestations", "reference": "EX-12"})
    ours.post(f"{path}/state", {"state": "met", "progress": "EXERCICE : douze analystes formés"})
    waits = {"side": "theirs", "standing": "to_confirm"}
    wait_for(lambda: _first(theirs.get("/diplomacy/commitments", **waits)), "the met commitment at Madrid")
    theirs.post(f"{path}/confirm", {"confirmation": "confirmed", "note": "EXERCISE: twelve came"})


def plan_together(story: Story) -> None:
    """A plan of three activities; Rabat and Madrid change it at the same moment."""
    ours, theirs = story.voice("rabat", "cooperation"), story.voice("madrid", "cooperation")
    plan = ours.post(
        "/diplomacy/plans",
        {"title": PLAN, "parties": ["madrid", "bamako"], "subject": "human_trafficking", "starts": "2026-01-01",
         "ends": "2027-12-31", "problem": "EXERCISE: recruiters use the same three routes."},
    )["id"]  # fmt: skip
    path, joint = f"/diplomacy/plans/{plan}", f"/diplomacy/joint/{plan}"
    line = ours.post(f"{path}/parts", _part("line_of_effort", "rabat", "EXERCISE: routes"))["id"]
    parts = {
        owner: ours.post(f"{path}/parts", _part("activity", owner, f"EXERCISE: {what}", line=line, **days))["id"]
        for owner, what, days in (
            ("rabat", "hotline", {"starts": "2026-02-01", "ends": "2026-09-30"}),
            ("madrid", "joint patrols", {"starts": "2026-03-01", "ends": "2026-12-31"}),
            ("bamako", "awareness in schools", {"starts": "2026-04-01", "ends": "2027-06-30"}),
        )
    }
    ours.post(f"{joint}/share")
    for station in ("madrid", "bamako"):
        voice = story.voice(station, "cooperation")
        wait_for(lambda voice=voice: _has(voice, plan, "awareness"), f"the plan at {station}")  # type: ignore[misc]
    at_once = [
        (ours, f"{path}/parts/{parts['rabat']}", {"state": "ongoing", "done_percent": "30"}),
        (theirs, f"{path}/parts/{parts['madrid']}", {"state": "ongoing", "progress": "EXERCISE: two patrols"}),
        (ours, f"{path}/parts/{line}", {"title": "EXERCISE: routes by sea"}),
        (theirs, f"{path}/parts/{line}", {"title": "EXERCISE: routes by land"}),
    ]
    with ThreadPoolExecutor(len(at_once)) as crew:
        list(crew.map(lambda change: change[0].patch(change[1], {"values": change[2]}), at_once))
    story.facts["plan"], story.facts["plan.line"] = plan, line
    wait_for(lambda: _agreed(story, plan, "rabat", "madrid", "bamako", changed="two patrols"), "one plan at all three")
    held = ours.get(joint)
    story.facts["plan.side_by_side"] = [sorted(each["values"]) for each in held["conflicts"]]
    if held["conflicts"]:
        ours.post(f"{joint}/settle", {"object": line, "field": "title", "choice": 0})


def honour(story: Story) -> None:
    """The warning averted something; the colleague at Madrid is proposed, approved by another, decorated on a visit."""
    officer, analyst = story.voice("rabat", "cooperation"), story.voice("rabat", "analyst")
    row = analyst.get(f"/warnings/{story.facts['warning']}")
    if not row["outcome"]:
        told = {"outcome": "averted", "outcome_note": "EXERCISE: the van was stopped."}
        analyst.post(f"/warnings/{row['id']}/outcome", told)
    made = officer.post(
        "/diplomacy/recognition",
        {"direction": "given", "kind": "decoration", "country": "MA", "partner": "madrid", "outcomes": [row["id"]],
         "recipient": "EXERCISE: colonel of the Madrid station", "order_name": "EXERCISE order", "rank": "officer",
         "citation": "EXERCISE: acted within the hour.", "engagement_id": story.facts["tour"]},
    )["id"]  # fmt: skip
    story.voice("rabat", "senior").post(f"/diplomacy/recognition/{made}/decide", {"is_approved": True})
    ceremony = {"day": story.now.date().isoformat(), "engagement_id": story.facts["tour"]}
    officer.post(f"/diplomacy/recognition/{made}/confer", ceremony)
    story.facts["recognition"] = made
    story.facts["briefing"] = officer.download("/diplomacy/partnerships/madrid/briefing.pdf")


def cosigned(story: Story) -> Finding:
    """Madrid holds one version that both have signed, with Madrid's own amendment in it."""
    held = story.voice("madrid", "cooperation").get(f"/diplomacy/joint/{story.facts['minutes']}")
    digest = story.facts["minutes.digest"]
    signed = [version for version in held["versions"] if version["digest"] == digest and version["completed_at"]]
    texts = [each["values"].get("text") for each in held["objects"] if each["type"] == "item"]
    is_held = len(signed) == 1 and set(signed[0]["signed_at"]) == {"rabat", "madrid"} and AMENDED in texts
    return is_held and held["digest"] == digest, f"signed by {sorted(signed[0]['signed_at']) if signed else 'nobody'}"


def confirmed(story: Story) -> Finding:
    """Rabat's own station shows Madrid's confirmation of what Rabat promised."""
    ours = story.voice("rabat", "cooperation")
    rows = wait_for(
        lambda: [r for r in ours.get("/diplomacy/commitments")["items"] if r["confirmation"] == "confirmed"],
        "Madrid's confirmation at Rabat",
    )
    row = next(row for row in rows if row["id"] == story.facts["commitment"])
    is_held = (row["debtor"], row["creditors"], row["state"], row["evidence"]) == ("rabat", ["madrid"], "met", 1)
    return is_held, f"{row['title']}: {row['state']}, {row['confirmation']} by madrid"


def converged(story: Story) -> Finding:
    """The same digest at all three, with what each has written; nothing waits, nothing is left to settle."""
    stations = ("rabat", "madrid", "bamako")
    digest = wait_for(lambda: _agreed(story, story.facts["plan"], *stations, changed="two patrols"), "one plan again")
    held = [story.voice(each, "cooperation").get(f"/diplomacy/joint/{story.facts['plan']}") for each in stations]
    written = [str(each["objects"]) for each in held]
    is_held = all("two patrols" in text and "'done_percent': '30'" in text for text in written)
    settled = not any(each["conflicts"] for each in held)
    return is_held and settled, (
        f"{digest[:16]} at {', '.join(stations)}; stood side by side until settled: {story.facts['plan.side_by_side']}"
    )


def pdf_made(story: Story) -> Finding:
    """The briefing book on Madrid is a tagged PDF with its classification on every page."""
    data: bytes = story.facts["briefing"]
    book = PdfReader(BytesIO(data))
    pages = [page.extract_text() for page in book.pages]
    is_held = "/StructTreeRoot" in book.root_object and all("RESTRICTED" in text for text in pages)
    return is_held and PLAN in " ".join(" ".join(pages).split()), f"{len(pages)} pages, {len(data):,} bytes"


def recorded(story: Story) -> Finding:
    """The register holds the honour with its outcome and ceremony, proposed and approved by two people."""
    rows = story.voice("rabat", "oversight").get("/diplomacy/recognition")["items"]
    row = next(row for row in rows if row["id"] == story.facts["recognition"])
    is_held = (
        row["state"] == "conferred"
        and row["outcomes"] == [story.facts["warning"]]
        and row["engagement_id"] == story.facts["tour"]
        and row["proposed_by"] != row["decided_by"]
    )
    return is_held, f"{row['state']}, proposed by {row['proposed_by']}, approved by {row['decided_by']}"


def _part(kind: str, owner: str, title: str, **values: Any) -> dict[str, Any]:
    return {"kind": kind, "owner": owner, "values": {"title": title, **values}}


def _items(held: dict[str, Any]) -> list[str]:
    found = [each for each in held["objects"] if each["type"] == "item"]
    return [each["id"] for each in sorted(found, key=lambda each: float(each["values"]["order"]))]


def _has(voice: Any, record: str, words: str) -> bool:
    held = _joint(voice, record)
    return held is not None and words in str(held["objects"])


def _signers(voice: Any, record: str) -> list[str]:
    held = _joint(voice, record)
    return [station for version in (held or {}).get("versions", []) for station in version["signed_at"]]


def _agreed(story: Story, record: str, *stations: str, changed: str = "") -> str | None:
    """The digest that all of them hold; None while they differ, or lack what was changed."""
    held = [_joint(story.voice(station, "cooperation"), record) for station in stations]
    digests = {each["digest"] if each else "" for each in held}
    if len(digests) != 1 or not all(each and changed in str(each["objects"]) for each in held):
        return None
    return digests.pop() or None


def _joint(voice: Any, record: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = voice.get(f"/diplomacy/joint/{record}")
    except RefusedError as refused:
        if refused.status == 404:
            return None
        raise
    return found


def _first(page: dict[str, Any]) -> dict[str, Any] | None:
    return next(iter(page["items"]), None)


STEPS: tuple[Step, ...] = (
    ("tour of two legs", go_on_tour),
    ("minutes signed by both", write_minutes),
    ("commitment kept", keep_the_promise),
    ("plan amended at once", plan_together),
    ("honour and briefing", honour),
)
CHECKS: tuple[NamedCheck, ...] = (
    ("minutes.cosigned", cosigned),
    ("commitment.confirmed", confirmed),
    ("plan.converged", converged),
    ("briefing.pdf_made", pdf_made),
    ("recognition.recorded", recorded),
)
