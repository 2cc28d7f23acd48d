"""What routes take and give."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from jisr.core.diligence import Assurance, AssuranceScope, Capacity, Contribution, Harm, Likelihood, Risk, Trigger
from jisr.station.diligence.models import AssessmentRecord, CountryAssessment, OverrideRecord
from jisr.station.diligence.queries import examine_by
from jisr.station.diligence.services import Judgement

_LIKELIHOODS = "|".join(level.name.lower() for level in Likelihood)
_CONTRIBUTIONS = "|".join(level.name.lower() for level in Contribution)


class Closed(Schema):
    """Refuses members that it does not know."""

    model_config = ConfigDict(extra="forbid")


class CountryIn(Closed):
    """`levels`: each harm -> remote, possible, real or known. `assessed_on`: default today."""

    country: str = Field(min_length=2, max_length=2)
    stability: str = Field(max_length=8_000)
    attitude: str = Field(max_length=8_000)
    services: str = Field(default="", max_length=8_000)
    sources: list[str] = Field(max_length=100)
    levels: dict[Harm, str]
    assessed_on: date | None = None


class RiskIn(Closed):
    likelihood: str = Field(pattern=f"^({_LIKELIHOODS})$")
    contribution: str = Field(default="none", pattern=f"^({_CONTRIBUTIONS})$")
    basis: str = Field(default="", max_length=4_000)


class JudgementIn(Closed):
    """Every harm is judged; those left out are remote, without contribution, on the reason given."""

    risks: dict[Harm, RiskIn] = {}
    is_tainted: bool = False
    is_purpose_prohibited: bool = False

    def judgement(self, reason: str) -> Judgement:
        return Judgement(risks_of(self.risks, reason), self.is_tainted, self.is_purpose_prohibited)


class AssessmentIn(Closed):
    """Every question of the screening is answered; with `judgement` it goes on to the risks in the same step."""

    subject: str = Field(max_length=90)
    recipient: str = Field(max_length=64)
    answers: dict[Trigger, bool]
    reason: str = Field(default="", max_length=4_000)
    title: str = Field(default="", max_length=300)
    judgement: JudgementIn | None = None


class IdentifyIn(JudgementIn):
    reason: str = Field(default="", max_length=4_000)


class MitigateIn(Closed):
    measures: str = Field(max_length=8_000)
    reason: str = Field(default="", max_length=4_000)
    asks_assurance: bool = False


class AssuranceIn(Closed):
    giver: str = Field(max_length=300)
    authority: str = Field(max_length=300)
    text: str = Field(max_length=8_000)
    scopes: list[AssuranceScope]
    is_specific: bool = False
    is_monitored: bool = False
    past_compliance: str = Field(default="unknown", max_length=10)
    given_at: datetime | None = None
    reason: str = Field(default="", max_length=4_000)

    def assurance(self) -> Assurance:
        return Assurance(
            self.giver,
            self.authority,
            self.text,
            frozenset(self.scopes),
            self.is_specific,
            self.is_monitored,
            self.past_compliance,
            self.given_at,
        )


class ReassessIn(Closed):
    risks: dict[Harm, RiskIn] = {}
    reason: str = Field(default="", max_length=4_000)


class ApproveIn(Closed):
    capacity: Capacity
    valid_until: date
    reason: str = Field(default="", max_length=4_000)
    conditions: str = Field(default="", max_length=4_000)
    sets_presumption_aside: bool = False


class WithholdIn(Closed):
    reason: str = Field(default="", max_length=4_000)
    risk_of_withholding: str = Field(default="", max_length=4_000)


class ReasonIn(Closed):
    reason: str = Field(default="", max_length=4_000)


class ReviewIn(ReasonIn):
    next_review: date


class TaintIn(ReasonIn):
    subject: str = Field(max_length=80)


class OverrideIn(Closed):
    subject: str = Field(max_length=90)
    recipients: list[str] = Field(max_length=50)
    threat: str = Field(default="", max_length=4_000)
    reason: str = Field(default="", max_length=4_000)
    hours: float = 24


class NoteIn(Closed):
    note: str = Field(default="", max_length=4_000)


class AssessmentRow(Schema):
    id: UUID
    kind: str
    subject: str
    recipient: str
    country: str
    title: str
    state: str
    author: str
    created_at: datetime
    valid_until: date | None
    review_on: date | None


class AssessmentOut(AssessmentRow):
    """`document` is the whole assessment; `names` says who the account numbers in it are."""

    document: dict[str, Any]
    names: dict[str, str]


class AssessmentList(Schema):
    total: int
    items: list[AssessmentRow]


class HintsOut(Schema):
    title: str
    seen: list[Trigger]
    hinted: list[Trigger]
    is_tainted: bool


def risks_of(given: dict[Harm, RiskIn], reason: str) -> tuple[Risk, ...]:
    """A judgement of every harm; of those left out, that they are remote."""
    return tuple(
        Risk(
            harm,
            Likelihood[given[harm].likelihood.upper()],
            Contribution[given[harm].contribution.upper()],
            given[harm].basis,
        )
        if harm in given
        else Risk(harm, Likelihood.REMOTE, Contribution.NONE, reason)
        for harm in Harm
    )


def row_out(row: AssessmentRecord) -> dict[str, Any]:
    names = (*AssessmentRow.model_fields,)
    return {name: getattr(row, name) for name in names}


def page_out(row: AssessmentRecord) -> dict[str, Any]:
    return {**row_out(row), "document": row.document, "names": row.names}


def country_out(row: CountryAssessment) -> dict[str, Any]:
    names = ("id", "country", "assessed_on", "valid_until", "stability", "attitude", "services", "sources", "levels")
    return {name: getattr(row, name) for name in (*names, "author")}


def override_out(row: OverrideRecord) -> dict[str, Any]:
    names = ("id", "subject", "recipients", "threat", "reason", "asked_by", "asked_at", "ends_at", "confirmed_by")
    more = ("confirmed_at", "confirm_reason", "used", "examined_by", "examined_at", "examined_note")
    return {
        **{name: getattr(row, name) for name in (*names, *more)},
        "confirm_by": row.value().confirm_by,
        "examine_by": examine_by(row),
        "reports": [
            {"originator": r.originator, "due": r.due, "sent_at": r.sent_at, "dispatch_id": r.dispatch_id}
            for r in row.reports.all()
        ],
    }
