"""The third-party rule: Rabat's information at Madrid, which Madrid wants to pass on to Bamako. Everything is invented.

Three requests: one granted until a day, one granted in sanitised words, one denied. The first goes by itself.
"""

from datetime import timedelta
from typing import Any

from jisr.exercise.checks import Finding, NamedCheck
from jisr.exercise.story import Step, Story, accept_all, take_in, wait_for

TITLE = "EXERCISE: collections for the group"
COURIER = "EXERCISE. The collections leave for Bamako every second Friday, hidden among spare parts."
COLLECTOR = "EXERCISE. The collector keeps the lists in the workshop next door to the source."
SANITISED = "EXERCISE. Lists of the collections are kept in a workshop in the north."
NEPHEW = "EXERCISE. The source is asked to carry the next collection in person."
GROUNDS = "EXERCISE: the source would be known at once."
PASSED_ON = {"until": "EXERCISE: spare parts", "sanitised": "EXERCISE: lists", "denied": "EXERCISE: next collection"}


def tell_madrid(story: Story) -> None:
    """Rabat tells Madrid about collections, to be passed on by nobody without its consent."""
    analyst, releaser = story.voice("rabat", "analyst"), story.voice("rabat", "releaser")
    text = "\n\n".join((COURIER, COLLECTOR, NEPHEW))
    report_id = take_in(analyst, text, "CEDRE", "B2", "terrorist_financing", TITLE)
    accept_all(analyst, report_id, "other")
    proposal = analyst.post(
        "/release/proposals",
        {
            "report_id": report_id,
            "items": [portion["id"] for portion in analyst.get(f"/intake/reports/{report_id}")["portions"]],
            "recipients": ["madrid"],
            "purpose": "terrorist_financing",
            "title": TITLE,
        },
    )
    seen = releaser.get(f"/release/proposals/{proposal['id']}")["seen"]
    sent = releaser.post(f"/release/proposals/{proposal['id']}/release", {"seen": seen})["dispatches"]
    story.facts["consent.sent"] = sent["madrid"]


def ask_and_wait(story: Story) -> None:
    """Madrid proposes to pass each passage on, asks Rabat, and a releaser decides beforehand that it may go."""
    analyst, releaser = story.voice("madrid", "analyst"), story.voice("madrid", "releaser")
    received = wait_for(lambda: _titled(analyst, TITLE), "Rabat's dispatch at Madrid")
    story.facts["consent.received"] = received["id"]
    portions = {portion["text"]: portion["id"] for portion in received["body"]["portions"]}
    wanted = {"until": COURIER, "sanitised": COLLECTOR, "denied": NEPHEW}
    for name, text in wanted.items():
        proposal = analyst.post(
            "/release/proposals",
            {
                "dispatch_id": received["id"],
                "items": [portions[text]],
                "recipients": ["bamako"],
                "purpose": "terrorist_financing",
                "title": PASSED_ON[name],
            },
        )
        path = f"/release/proposals/{proposal['id']}"
        reason = {"reason": f"EXERCISE: Bamako asked about it ({name})"}
        waiting = analyst.post(f"{path}/ask-originator", reason)
        releaser.post(f"{path}/release-when-consented", {"seen": waiting["seen"]})
        story.facts[f"consent.{name}"] = path
        story.facts[f"consent.{name}.state"] = waiting["state"]


def answer_madrid(story: Story) -> None:
    """Rabat: one person prepares each answer, another grants two of them and refuses the third."""
    analyst, releaser = story.voice("rabat", "analyst"), story.voice("rabat", "releaser")
    until = (story.now + timedelta(days=90)).date().isoformat()
    story.facts["consent.last_day"] = until

    def asked() -> dict[str, dict[str, Any]] | None:
        rows = analyst.get("/exchange/consents", direction="in", state="asked")
        found = {name: row for row in rows for name in PASSED_ON if f"({name})" in row["reason"]}
        return found if len(found) == len(PASSED_ON) else None

    rows = wait_for(asked, "Madrid's three requests at Rabat")
    terms: dict[str, dict[str, Any]] = {"until": {"until": until}, "sanitised": {"until": until}}
    [collector] = rows["sanitised"]["items"]
    terms["sanitised"]["texts"] = [{"id": collector, "text": SANITISED, "lang": "en"}]
    for name, conditions in terms.items():
        path = f"/exchange/consents/{rows[name]['id']}"
        prepared = analyst.post(f"{path}/answer", conditions)
        releaser.post(f"{path}/decision", {"granted": True, "seen": prepared["seen"]})
    releaser.post(f"/exchange/consents/{rows['denied']['id']}/decision", {"granted": False, "conditions": GROUNDS})


def let_it_go(story: Story) -> None:
    """Madrid: the first has gone by itself, the sanitised one is looked at again, the third is closed."""
    releaser = story.voice("madrid", "releaser")

    def state_of(name: str, state: str) -> dict[str, Any]:
        path = story.facts[f"consent.{name}"]
        return wait_for(lambda: (lambda p: p if p["state"] == state else None)(releaser.get(path)), f"{name}: {state}")

    story.facts["consent.gone"] = state_of("until", "released")
    changed = state_of("sanitised", "awaiting")
    releaser.post(f"{story.facts['consent.sanitised']}/release", {"seen": changed["seen"]})
    story.facts["consent.closed"] = state_of("denied", "refused")
    bamako, rabat = story.voice("bamako", "liaison"), story.voice("rabat", "liaison")
    for name in ("until", "sanitised"):
        story.facts[f"consent.{name}.there"] = wait_for(
            lambda name=name: _titled(bamako, PASSED_ON[name]),  # type: ignore[misc]
            "it at Bamako",
        )
    rows = [row for row in bamako.get("/exchange/dispatches", limit=200)["items"] if row["sender"] == "madrid"]
    story.facts["consent.at_bamako"] = str([bamako.get(f"/exchange/dispatches/{row['id']}")["body"] for row in rows])
    path = f"/exchange/dispatches/{story.facts['consent.sent']}/whereabouts"
    wait_for(lambda: len(rabat.get(path)["holders"]) > 1, "Madrid's word that Bamako has it")


def granted_with_conditions(story: Story) -> Finding:
    """Bamako held the sanitised words (read there before the recall) and never the others; Rabat knows where it is."""
    bodies = story.facts["consent.at_bamako"]
    where = story.voice("rabat", "liaison").get(f"/exchange/dispatches/{story.facts['consent.sent']}/whereabouts")
    holders = {(holder["station"], tuple(holder["via"])) for holder in where["holders"]}
    untils = {consent["until"] for consent in where["consents"] if consent["state"] == "granted"}
    by_itself = story.facts["consent.gone"]
    held = (
        SANITISED in bodies
        and COURIER in bodies
        and COLLECTOR not in bodies
        and ("bamako", ("madrid",)) in holders
        and untils == {story.facts["consent.last_day"]}
        and story.facts["consent.until.state"] == "waiting_for_consent"
        and [answer["conditions"] for answer in by_itself["answers"]] == [["until"]]
    )
    return held, (
        f"one waited and went by itself until {', '.join(sorted(untils))}; sanitised words at Bamako: "
        f"{SANITISED in bodies}; the words before: {COLLECTOR in bodies}; Rabat knows: {sorted(holders)}"
    )


def denied(story: Story) -> Finding:
    """Nothing of it is at Bamako, and Madrid's author reads why."""
    bamako, closed = story.voice("bamako", "liaison"), story.facts["consent.closed"]
    titles = [row["title"] for row in bamako.get("/exchange/dispatches", limit=200)["items"]]
    arrived = PASSED_ON["denied"] in titles
    held = not arrived and closed["decided_by"] == "partner:rabat" and closed["reason"] == GROUNDS
    return held, f"closed by {closed['decided_by']}: “{closed['reason']}”; at Bamako: {arrived}"


def _titled(voice: Any, title: str) -> dict[str, Any] | None:
    """The received dispatch of this title with its content; None while there is none."""
    rows = voice.get("/exchange/dispatches", limit=200)["items"]
    row = next((row for row in rows if row["title"] == title), None)
    return voice.get(f"/exchange/dispatches/{row['id']}") if row else None


STEPS: tuple[Step, ...] = (
    ("told to be asked first", tell_madrid),
    ("originator asked", ask_and_wait),
    ("originator answers", answer_madrid),
    ("consent takes effect", let_it_go),
)
CHECKS: tuple[NamedCheck, ...] = (
    ("consent.granted_with_conditions", granted_with_conditions),
    ("consent.denied", denied),
)
