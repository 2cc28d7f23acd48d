"""The exercise, played through the stations' APIs by the people who would do it.

Each step is one thing somebody does; what it needs to remember stands in `Story`. Nothing here judges whether it went
well: that is `checks`, which looks at the other station.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from jisr.exercise import scenario
from jisr.exercise.bridges import agreement, build_bridges
from jisr.exercise.stations import ExerciseStation
from jisr.exercise.voice import RefusedError, Voice

WAIT_SECONDS = 20
POLL_SECONDS = 0.02
OFFICIAL_REASON = "EXERCISE: oversight of the demonstration"
MAIN_PURPOSES = ("terrorism", "terrorist_financing", "weapons", "organised_crime")


class StoryError(Exception):
    """Something the story waited for did not happen."""


@dataclass
class Story:
    """The stations, the people's voices, and what the steps have found out so far."""

    stations: Mapping[str, ExerciseStation]
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    facts: dict[str, Any] = field(default_factory=dict)
    voices: dict[tuple[str, str], Voice] = field(default_factory=dict)

    def voice(self, station: str, account: str) -> Voice:
        """The person's voice; oversight officers give a reason with everything they read."""
        key = (station, account)
        if key not in self.voices:
            reason = OFFICIAL_REASON if account == "oversight" else ""
            self.voices[key] = Voice(self.stations[station], account, reason)
        return self.voices[key]

    def close(self) -> None:
        for voice in self.voices.values():
            voice.close()


def wait_for[Found](look: Callable[[], Found | None], what: str, seconds: float = WAIT_SECONDS) -> Found:
    """Look until there is something.

    Raises:
        StoryError: nothing within `seconds`.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(POLL_SECONDS)
    raise StoryError(f"waited {seconds:.0f} s in vain for {what}")


def meet_and_agree(story: Story) -> None:
    """Cards, words compared by two officers at each end, agreements, Bamako's standing interest."""
    build_bridges(list(story.stations.values()))
    for one, other, purposes in (
        ("rabat", "madrid", MAIN_PURPOSES),
        ("madrid", "rabat", MAIN_PURPOSES),
        ("rabat", "bamako", ("terrorist_financing", "terrorism")),
        ("bamako", "rabat", ("terrorist_financing", "terrorism")),
        ("madrid", "bamako", ("terrorist_financing",)),
        ("bamako", "madrid", ("terrorist_financing",)),
    ):
        story.voice(one, "liaison").post(
            "/partners/agreements", agreement(other, purposes, f"EXERCISE {one}-{other} 2025")
        )
    interest = {
        "owner": "bamako",
        "title": "EXERCISE: financing through Bamako",
        "topics": ["terrorist_financing"],
        "countries": ["ML"],
        "valid_from": (story.now - timedelta(days=30)).isoformat(),
        "valid_until": (story.now + timedelta(days=335)).isoformat(),
    }
    story.voice("rabat", "liaison").post("/partners/interests", interest)


def know_the_person(story: Story) -> None:
    """Rabat already knows the person, under a French spelling; Madrid knows a telephone number."""
    rabat, madrid = story.voice("rabat", "analyst"), story.voice("madrid", "analyst")
    earlier = take_in(rabat, scenario.earlier_report(), "ARGAN", "B2", "terrorism", "EXERCICE : passages à Nador")
    story.facts["known_entity"] = accept_person(rabat, earlier, scenario.PERSON_FRENCH)
    story.facts["madrid_report"] = take_in(
        madrid, scenario.MADRID_OWN_REPORT, "CALLE", "C3", "terrorism", "EXERCISE: a van in Seville"
    )
    accept_all(madrid, story.facts["madrid_report"], "other")


def take_in_the_report(story: Story) -> None:
    """The report in Arabic, with a marking of its own for each portion."""
    analyst = story.voice("rabat", "analyst")
    report_id = take_in(analyst, scenario.report_text(story.now), "SAFRAN", "B2", "terrorism", "")
    report = analyst.get(f"/intake/reports/{report_id}")
    for portion, plan in zip(report["portions"], scenario.arabic_report(story.now), strict=True):
        marking = {
            **portion["handling"],
            "classification": plan.classification.code,
            "releasable_to": list(plan.releasable_to),
        }
        analyst.put(f"/intake/portions/{portion['id']}/handling", {"handling": marking})
        story.facts[f"portion.{plan.key}"] = portion["id"]
    story.facts["report"] = report_id


def confirm_findings(story: Story) -> None:
    """The analyst accepts what the report says; the clock of “report to receipt” begins."""
    analyst = story.voice("rabat", "analyst")
    story.facts["accepted_at"] = time.monotonic()
    report_id = story.facts["report"]
    person = accept_person(analyst, report_id, scenario.PERSON_ARABIC)
    for finding in findings(analyst, report_id):
        if finding["kind"] == "phone":
            decide(analyst, finding["id"], "accept", entity_id=person)
    accept_all(analyst, report_id, "suspect")
    story.facts["entity"] = person


def recognise_the_person(story: Story) -> None:
    """The station proposes that both spellings are one man; the analyst decides."""
    analyst = story.voice("rabat", "analyst")
    wanted = {story.facts["entity"], story.facts["known_entity"]}

    def pair() -> dict[str, Any] | None:
        proposals = analyst.get("/knowledge/identities")["items"]
        return next((p for p in proposals if {p["left"]["entity_id"], p["right"]["entity_id"]} == wanted), None)

    proposal = wait_for(pair, "the proposal that both spellings are one person")
    story.facts["identity_proposal"] = proposal
    verdict = {"first": proposal["left"]["entity_id"], "second": proposal["right"]["entity_id"], "verdict": "same"}
    analyst.post("/knowledge/identities/judgements", {**verdict, "note": "EXERCISE: rare name, same town"})


def ask_who_must_know(story: Story) -> None:
    """Partners in the order in which they must be told, with reasons."""
    analyst = story.voice("rabat", "analyst")
    story.facts["who_must_know"] = analyst.get(f"/release/reports/{story.facts['report']}/who-must-know")


def propose_warning(story: Story) -> None:
    """A warning for Madrid, and the financing leg for Bamako, wait for a second pair of eyes."""
    analyst, deputy = story.voice("rabat", "analyst"), story.voice("rabat", "deputy")
    report = analyst.get(f"/intake/reports/{story.facts['report']}")
    statements = [item["statement"]["id"] for item in analyst.get("/knowledge/statements", report=report["id"])]
    warning = {
        "title": "EXERCISE: attack on a public gathering in Seville",
        "threat": "EXERCISE: a man who crossed from Nador is likely to be preparing an attack on a public gathering.",
        "language": "en",
        "place": "Seville",
        "country": "ES",
        "window_from": (story.now + timedelta(days=3)).isoformat(),
        "window_until": (story.now + timedelta(days=5)).isoformat(),
        "probability": 0.85,
        "yardstick": "icd203",
        "recommended_action": "EXERCISE: protect public gatherings; locate the man; do not act on the source.",
        "purpose": "terrorism",
        "handling": {**report["portions"][0]["handling"], "classification": "restricted", "releasable_to": ["ES"]},
        "recipients": ["madrid"],
        "acknowledge_within_minutes": 60,
        "report_id": report["id"],
        "portion_ids": [story.facts[f"portion.{plan.key}"] for plan in scenario.arabic_report(story.now)],
        "statement_ids": statements,
    }
    story.facts["warning"] = analyst.post("/warnings/", warning)["id"]
    story.facts["warning_proposal"] = analyst.post(f"/warnings/{story.facts['warning']}/propose", {"note": "EXERCISE"})[
        "id"
    ]
    financing = {
        "report_id": report["id"],
        "recipients": ["bamako"],
        "items": [story.facts["portion.money"]],
        "purpose": "terrorist_financing",
        "title": "EXERCISE: transfers from Bamako",
    }
    story.facts["financing_proposal"] = deputy.post("/release/proposals", financing)["id"]


def release_by_a_second_person(story: Story) -> None:
    """Its author may not release it, though she is a releaser too; somebody else reads both and releases them."""
    deputy, releaser = story.voice("rabat", "deputy"), story.voice("rabat", "releaser")
    own = story.facts["financing_proposal"]
    seen = deputy.get(f"/release/proposals/{own}")["seen"]
    try:
        deputy.post(f"/release/proposals/{own}/release", {"seen": seen})
        story.facts["own_release_refused"] = None
    except RefusedError as refused:
        story.facts["own_release_refused"] = refused
    for name in ("warning", "financing"):
        proposal = releaser.get(f"/release/proposals/{story.facts[f'{name}_proposal']}")
        story.facts[f"{name}_views"] = proposal["views"]
        sent = releaser.post(f"/release/proposals/{proposal['id']}/release", {"seen": proposal["seen"]})["dispatches"]
        story.facts[f"{name}_dispatches"] = sent


def deliver(story: Story) -> None:
    """The worker seals nothing by hand: wait for Madrid's receipt, then for Bamako's."""
    liaison = story.voice("rabat", "liaison")
    for name, station in (("warning", "madrid"), ("financing", "bamako")):
        path = f"/exchange/dispatches/{story.facts[f'{name}_dispatches'][station]}"

        def receipt(path: str = path) -> dict[str, Any] | None:
            dispatch: dict[str, Any] = liaison.get(path)
            return dispatch if all(delivery["received_at"] for delivery in dispatch["deliveries"]) else None

        story.facts[f"{name}_sent"] = wait_for(receipt, f"the receipt from {station}")
        if name == "warning":
            story.facts["report_to_receipt_seconds"] = time.monotonic() - story.facts["accepted_at"]


def acknowledge_warning(story: Story) -> None:
    """Madrid reads the warning and says so, inside the clock."""
    madrid = story.voice("madrid", "liaison")
    received = wait_for(lambda: madrid.get("/warnings/received")["items"], "the warning in Madrid's list")[0]
    story.facts["madrid_warning"] = received
    story.facts["madrid_reads"] = madrid.get(f"/exchange/dispatches/{received['id']}")["body"]
    answer = {
        "note": "EXERCISE: read by the duty officer.",
        "action": "EXERCISE: patrols strengthened, event organisers told.",
    }
    madrid.post(f"/warnings/received/{received['id']}/acknowledge", answer)
    rabat = story.voice("rabat", "liaison")
    path = f"/warnings/{story.facts['warning']}"
    wait_for(
        lambda: all(item["acknowledged_at"] for item in rabat.get(path)["sent_to"]),
        "Madrid's acknowledgement on Rabat's board",
    )


def give_feedback(story: Story) -> None:
    """Madrid says what the information was worth."""
    madrid, rabat = story.voice("madrid", "analyst"), story.voice("rabat", "liaison")
    madrid.post(
        f"/exchange/dispatches/{story.facts['madrid_warning']['id']}/feedback",
        {"verdict": "decisive", "comment": "EXERCISE: the telephone number matched a report of our own."},
    )
    path = f"/exchange/dispatches/{story.facts['warning_dispatches']['madrid']}"
    wait_for(lambda: rabat.get(path)["deliveries"][0]["verdict"], "Madrid's feedback at Rabat")


def recall_the_wrong_detail(story: Story) -> None:
    """The number plate was wrong: Rabat recalls that passage and what was said from it; Madrid erases and certifies."""
    releaser, rabat, madrid = (
        story.voice("rabat", "releaser"),
        story.voice("rabat", "liaison"),
        story.voice("madrid", "liaison"),
    )
    path = f"/exchange/dispatches/{story.facts['warning_dispatches']['madrid']}"
    said = rabat.get(path)["body"]["statements"]
    wrong = [item["id"] for item in said if item["value"] in scenario.WRONG_DETAIL_SPELLINGS]
    story.facts["recalled_statements"] = wrong
    recalled = releaser.post(
        f"{path}/recall",
        {
            "reason": "EXERCISE: the number plate was misread.",
            "portions": [story.facts["portion.vehicle"]],
            "statements": wrong,
        },
    )
    story.facts["recall"] = f"/exchange/dispatches/{recalled['id']}"

    def certificate(act: str) -> bool:
        return any(item["certified_act"] == act for item in rabat.get(story.facts["recall"])["deliveries"])

    wait_for(lambda: certificate("quarantined") or certificate("erased"), "Madrid's certificate of quarantine")
    erase_now(madrid)
    wait_for(lambda: certificate("erased"), "Madrid's certificate of erasure")


def erase_now(voice: Voice) -> None:
    """Erase what was recalled without waiting; where nothing rested on it, the station has done so already."""
    for owed in (item for item in voice.get("/exchange/obligations") if item["kind"] == "recalled"):
        try:
            voice.post(f"/exchange/obligations/{owed['id']}/fulfil")
        except RefusedError as refused:
            if refused.code != "not_possible_here":
                raise


type Step = tuple[str, Callable[[Story], None]]

STEPS: tuple[Step, ...] = (
    ("partners verified and agreed", meet_and_agree),
    ("what was known before", know_the_person),
    ("report taken in", take_in_the_report),
    ("findings confirmed", confirm_findings),
    ("person recognised", recognise_the_person),
    ("who must know", ask_who_must_know),
    ("release proposed", propose_warning),
    ("released by a second person", release_by_a_second_person),
    ("delivered and receipted", deliver),
    ("warning acknowledged", acknowledge_warning),
    ("feedback given", give_feedback),
    ("wrong detail recalled", recall_the_wrong_detail),
)


def take_in(voice: Voice, text: str, source: str, grade: str, purpose: str, title: str) -> str:
    """Take a report in; its id."""
    document = {"text": text, "source": source, "grade": grade, "purpose": purpose, "title": title}
    report_id: str = voice.post("/intake/reports", document)["id"]
    return report_id


def findings(voice: Voice, report_id: str) -> list[dict[str, Any]]:
    """Findings of a report that await a decision."""
    report = voice.get(f"/intake/reports/{report_id}")
    return [finding for finding in report["findings"] if finding["state"] == "proposed"]


def accept_person(voice: Voice, report_id: str, name: str) -> str:
    """Accept the finding of this person; the entity that begins with it."""
    proposed = findings(voice, report_id)
    finding = next((f for f in proposed if f["kind"] == "person" and f["text"] == name), None)
    if finding is None:
        raise StoryError(f"the person was not found in the text; found: {[f['kind'] for f in proposed]}")
    decide(voice, finding["id"], "accept", category="suspect")
    report = voice.get(f"/intake/reports/{report_id}")
    entity_id: str = next(each["entity_id"] for each in report["findings"] if each["id"] == finding["id"])
    return entity_id


def decide(voice: Voice, finding_id: str, decision: str, **more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = voice.post(f"/intake/findings/{finding_id}/decision", {"decision": decision, **more})
    return answer


def accept_all(voice: Voice, report_id: str, category: str) -> None:
    """Accept what is still open; `category` of data subject holds for persons of whom nothing else was said."""
    voice.post(f"/intake/reports/{report_id}/findings/decisions", {"decision": "accept", "category": category})
