"""An assessment to and from JSON, for whoever keeps it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from jisr.core.diligence.approvals import Capacity
from jisr.core.diligence.assessment import Approval, Assessment, CountryCheck, Step, Subject
from jisr.core.diligence.risks import Assurance, Risk
from jisr.core.diligence.vocabulary import Harm, Likelihood, State, SubjectKind, Trigger


def to_json(assessment: Assessment) -> dict[str, Any]:
    """JSON-ready; `from_json` gives the same value back."""
    subject, country = assessment.subject, assessment.country
    return {
        "subject": {
            "kind": subject.kind.value,
            "id": subject.id,
            "recipient": subject.recipient,
            "country": subject.country,
        },
        "author": assessment.author,
        "state": assessment.state.value,
        "steps": [
            {"origin": s.origin.value, "target": s.target.value, "by": s.by, "at": s.at.isoformat(), "reason": s.reason}
            for s in assessment.steps
        ],
        "writers": sorted(assessment.writers),
        "answers": {trigger.value: answer for trigger, answer in assessment.answers.items()},
        "country": country and _country_json(country),
        "risks": [risk.to_json() for risk in assessment.risks],
        "residual": [risk.to_json() for risk in assessment.residual],
        "is_tainted": assessment.is_tainted,
        "is_purpose_prohibited": assessment.is_purpose_prohibited,
        "measures": assessment.measures,
        "assurances": [assurance.to_json() for assurance in assessment.assurances],
        "approvals": [_approval_json(approval) for approval in assessment.approvals],
        "risk_of_withholding": assessment.risk_of_withholding,
        "review_on": assessment.review_on.isoformat() if assessment.review_on else None,
    }


def from_json(stored: Mapping[str, Any]) -> Assessment:
    """The assessment that `to_json` gave."""
    subject, country = stored["subject"], stored["country"]
    plain = ("author", "is_tainted", "is_purpose_prohibited", "measures", "risk_of_withholding")
    return Assessment(
        subject=Subject(SubjectKind(subject["kind"]), subject["id"], subject["recipient"], subject["country"]),
        state=State(stored["state"]),
        steps=tuple(_step(each) for each in stored["steps"]),
        writers=frozenset(stored["writers"]),
        answers={Trigger(name): answer for name, answer in stored["answers"].items()},
        country=_country(country) if country else None,
        risks=tuple(Risk.from_json(each) for each in stored["risks"]),
        residual=tuple(Risk.from_json(each) for each in stored["residual"]),
        assurances=tuple(Assurance.from_json(each) for each in stored["assurances"]),
        approvals=tuple(_approval(each) for each in stored["approvals"]),
        review_on=date.fromisoformat(stored["review_on"]) if stored["review_on"] else None,
        **{name: stored[name] for name in plain},
    )


def _country_json(country: CountryCheck) -> dict[str, Any]:
    levels = {harm.value: level.name.lower() for harm, level in country.levels.items()}
    return {"id": country.id, "assessed_on": country.assessed_on.isoformat(), "levels": levels}


def _country(stored: Mapping[str, Any]) -> CountryCheck:
    levels = {Harm(harm): Likelihood[level.upper()] for harm, level in stored["levels"].items()}
    return CountryCheck(stored["id"], date.fromisoformat(stored["assessed_on"]), levels)


def _approval_json(approval: Approval) -> dict[str, Any]:
    return {
        "capacity": approval.capacity.value,
        "by": approval.by,
        "at": approval.at.isoformat(),
        "valid_until": approval.valid_until.isoformat(),
        "conditions": approval.conditions,
        "reason": approval.reason,
    }


def _approval(stored: Mapping[str, Any]) -> Approval:
    return Approval(
        Capacity(stored["capacity"]),
        stored["by"],
        datetime.fromisoformat(stored["at"]),
        date.fromisoformat(stored["valid_until"]),
        stored["conditions"],
        stored["reason"],
    )


def _step(stored: Mapping[str, Any]) -> Step:
    at = datetime.fromisoformat(stored["at"])
    return Step(State(stored["origin"]), State(stored["target"]), stored["by"], at, stored["reason"])
