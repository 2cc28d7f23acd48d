"""Human-rights due diligence: a release that stops at a real risk of torture, and a warning that two people let go at
once because lives are at risk, with its report to oversight and to the originator. Persons and events are invented."""

from datetime import timedelta
from typing import Any

from jisr.exercise.checks import Finding, NamedCheck, leaks
from jisr.exercise.story import Step, Story, accept_all, take_in, wait_for
from jisr.exercise.voice import RefusedError

DETAINED_PERSON = "Moussa Diarra"
DETAINED_TEXT = (
    f"EXERCICE. {DETAINED_PERSON}, détenu à Bamako depuis mardi, connaîtrait la cache d'armes du groupe. "
    "Il serait interrogé sans avocat."
)
MARKET_TEXT = "EXERCISE. A bag with explosives is to be left at the covered market of Bamako before the evening prayer."
SAYS_NO_ONE_DETAINED = {
    "personal_data": True,
    "detention": False,
    "capital_offence": False,
    "unit_support": False,
    "special_person": False,
    "neutrality": False,
}
REASON = "EXERCISE: by the desk, on public sources"


def assess_the_country(story: Story) -> None:
    """Rabat's legal adviser assesses the country of the station in Bamako, from public sources (all invented here)."""
    harms = (
        "torture ill_treatment unlawful_killing death_penalty rendition unfair_trial arbitrary_detention persecution"
    )
    story.voice("rabat", "legal").post(
        "/diligence/countries",
        {
            "country": "ML",
            "stability": "EXERCISE: invented for the demonstration.",
            "attitude": "EXERCISE: party to the conventions; invented findings about custody before charge.",
            "sources": ["EXERCISE: invented public report 2026/1", "EXERCISE: invented treaty body report 2025/7"],
            "levels": {
                harm: "possible" if harm in ("torture", "ill_treatment") else "remote" for harm in harms.split()
            },
        },
    )


def stop_at_a_real_risk(story: Story) -> None:
    """A person is in custody where he may be tortured: no assurance is given, and Rabat decides not to send."""
    analyst, deputy = story.voice("rabat", "analyst"), story.voice("rabat", "deputy")
    report_id = take_in(analyst, DETAINED_TEXT, "NIGER", "B2", "terrorism", "EXERCICE : personne détenue")
    accept_all(analyst, report_id, "suspect")
    proposal = deputy.post(
        "/release/proposals",
        {"report_id": report_id, "recipients": ["bamako"], "purpose": "terrorism", "title": "EXERCICE : cache d'armes"},
    )
    subject = f"report:{report_id}"
    story.facts["diligence.hints"] = analyst.get("/diligence/hints", subject=subject)
    basis = "EXERCISE: questioned without a lawyer; public reports about this place of custody"
    torture = {"likelihood": "real", "contribution": "direct", "basis": basis}
    made = analyst.post(
        "/diligence/assessments",
        {
            "subject": subject,
            "recipient": "bamako",
            "answers": {**SAYS_NO_ONE_DETAINED, "detention": True},
            "reason": REASON,
            "judgement": {"risks": {"torture": torture}},
        },
    )
    path = f"/diligence/assessments/{made['id']}"
    measures = {"measures": "EXERCISE: an assurance of humane treatment and of access", "asks_assurance": True}
    analyst.post(f"{path}/mitigation", {**measures, "reason": REASON})
    analyst.post(f"{path}/assurance-refused", {"reason": "EXERCISE: no access is given"})
    analyst.post(f"{path}/reassessment", {"risks": {"torture": torture}, "reason": REASON})
    senior = story.voice("rabat", "senior")
    day = (story.now + timedelta(days=30)).date().isoformat()
    story.facts["diligence.presumed_refused"] = _refused(
        lambda: senior.post(f"{path}/approve", {"capacity": "minister", "valid_until": day, "reason": "EXERCISE"})
    )
    weighed = "EXERCISE: the cache may be moved; the area is warned in general terms instead"
    senior.post(f"{path}/withhold", {"reason": "EXERCISE: real risk of torture", "risk_of_withholding": weighed})
    releaser = story.voice("rabat", "releaser")
    seen = releaser.get(f"/release/proposals/{proposal['id']}")
    story.facts["diligence.views"] = seen["views"]
    story.facts["diligence.release_refused"] = _refused(
        lambda: releaser.post(f"/release/proposals/{proposal['id']}/release", {"seen": seen["seen"]})
    )
    story.facts["diligence.assessment"], story.facts["diligence.proposal"] = made["id"], proposal["id"]


def hear_of_the_market(story: Story) -> None:
    """Madrid tells Rabat of a bomb in Bamako, and wants to be asked before it is passed on."""
    analyst, releaser = story.voice("madrid", "analyst"), story.voice("madrid", "releaser")
    report_id = take_in(analyst, MARKET_TEXT, "PUERTO", "B2", "terrorism", "EXERCISE: bag at a market")
    accept_all(analyst, report_id, "other")
    proposal = analyst.post(
        "/release/proposals",
        {"report_id": report_id, "recipients": ["rabat"], "purpose": "terrorism", "title": "EXERCISE: bag at a market"},
    )
    seen = releaser.get(f"/release/proposals/{proposal['id']}")
    releaser.post(f"/release/proposals/{proposal['id']}/release", {"seen": seen["seen"]})
    rabat = story.voice("rabat", "analyst")

    def received() -> dict[str, Any] | None:
        rows = rabat.get("/exchange/dispatches")["items"]
        return next((row for row in rows if row["title"] == "EXERCISE: bag at a market"), None)

    story.facts["life.received"] = wait_for(received, "Madrid's dispatch at Rabat")["id"]


def override_for_life(story: Story) -> None:
    """There is no time to ask: one person asks for the override, cannot confirm it himself, another does; it goes."""
    analyst, deputy = story.voice("rabat", "analyst"), story.voice("rabat", "deputy")
    proposal = analyst.post(
        "/release/proposals",
        {
            "dispatch_id": story.facts["life.received"],
            "recipients": ["bamako"],
            "purpose": "terrorism",
            "title": "EXERCISE: explosives at the covered market, now",
        },
    )
    story.facts["life.views_before"] = proposal["views"]
    asked = deputy.post(
        "/diligence/overrides",
        {
            "subject": f"dispatch:{story.facts['life.received']}",
            "recipients": ["bamako"],
            "threat": "EXERCISE: people at the covered market of Bamako, before the evening prayer",
            "reason": "EXERCISE: the hour is too near to ask the originator first",
            "hours": 6,
        },
    )
    path = f"/diligence/overrides/{asked['id']}"
    said = {"reason": "EXERCISE: source and time confirmed by telephone"}
    story.facts["life.same_person"] = _refused(lambda: deputy.post(f"{path}/confirm", said))
    story.voice("rabat", "releaser").post(f"{path}/confirm", said)
    story.facts["life.override"], story.facts["life.proposal"] = asked["id"], proposal["id"]
    bamako = story.voice("bamako", "liaison")

    def arrived() -> dict[str, Any] | None:
        rows = bamako.get("/exchange/dispatches")["items"]
        row = next((row for row in rows if row["title"] == "EXERCISE: explosives at the covered market, now"), None)
        return bamako.get(f"/exchange/dispatches/{row['id']}") if row else None

    def told() -> dict[str, Any] | None:
        madrid = story.voice("madrid", "liaison")
        rows = [row for row in madrid.get("/exchange/dispatches")["items"] if row["kind"] == "coordination"]
        bodies = (madrid.get(f"/exchange/dispatches/{row['id']}")["body"] for row in rows)
        return next((body for body in bodies if "life_at_risk" in body), None)

    story.facts["life.at_bamako"] = wait_for(arrived, "the warning at Bamako")
    story.facts["life.at_madrid"] = wait_for(told, "the report at Madrid")
    note = {"note": "EXERCISE: read; the threat was imminent and the reasons stand"}
    story.voice("rabat", "oversight").post(f"{path}/examine", note)


def rights_refused(story: Story) -> Finding:
    """Stopped at a real risk without assurance, recorded with what not helping risks; Bamako holds none of it."""
    oversight = story.voice("rabat", "oversight")
    assessment = oversight.get(f"/diligence/assessments/{story.facts['diligence.assessment']}")
    entries = oversight.get("/oversight/entries", record_id=story.facts["diligence.assessment"])["items"]
    codes = {
        reason["code"]
        for view in story.facts["diligence.views"]
        for withheld in view["withheld"]
        for reason in withheld["reasons"]
    }
    leaked = leaks(story.stations["bamako"], DETAINED_PERSON)
    held = (
        assessment["state"] == "withheld"
        and bool(assessment["document"]["risk_of_withholding"])
        and "assessment_withheld" in codes
        and story.facts["diligence.release_refused"] == "nothing_may_go"
        and story.facts["diligence.presumed_refused"] == "presumed_refused"
        and "detention" in story.facts["diligence.hints"]["hinted"]
        and any(entry["decision"] == "withheld" for entry in entries)
        and not leaked
    )
    return (
        held,
        f"{assessment['state']}; release: {story.facts['diligence.release_refused']}; at Bamako: {leaked or 'nothing'}",
    )


def life_at_risk_reported(story: Story) -> Finding:
    """Two different people; Bamako has it, marked; Madrid has been told what went where; oversight has examined it."""
    rows = story.voice("rabat", "oversight").get("/diligence/overrides")
    row = next(each for each in rows if each["id"] == story.facts["life.override"])
    at_bamako, at_madrid = story.facts["life.at_bamako"]["body"], story.facts["life.at_madrid"]["life_at_risk"]
    before = {
        reason["code"]
        for view in story.facts["life.views_before"]
        for withheld in view["withheld"]
        for reason in withheld["reasons"]
    }
    held = (
        story.facts["life.same_person"] == "override_same_person"
        and row["asked_by"] != row["confirmed_by"]
        and "originator_consent_needed" in before
        and at_bamako["life_at_risk"]["override"] == row["id"]
        and any("covered market" in portion["text"] for portion in at_bamako["portions"])
        and at_madrid["override"] == row["id"]
        and at_madrid["recipients"] == ["bamako"]
        and row["examined_at"] is not None
        and row["examined_at"] < row["examine_by"]
    )
    return (
        held,
        f"asked by {row['asked_by']}, confirmed by {row['confirmed_by']}; Madrid told of {at_madrid['recipients']}",
    )


def _refused(act: Any) -> str:
    """The code with which the station refuses; "" where it does not."""
    try:
        act()
    except RefusedError as refused:
        return refused.code
    return ""


STEPS: tuple[Step, ...] = (
    ("country assessed from public sources", assess_the_country),
    ("release stopped by due diligence", stop_at_a_real_risk),
    ("market in danger", hear_of_the_market),
    ("life-at-risk override", override_for_life),
)
CHECKS: tuple[NamedCheck, ...] = (
    ("rights.refused", rights_refused),
    ("rights.life_at_risk_reported", life_at_risk_reported),
)
