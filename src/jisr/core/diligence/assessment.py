"""One assessment as a value. Every move gives the next value and leaves the step that led there, with its reason.

Invariants, whatever is called in whatever order: nothing is approved that was not identified; who wrote in it never
approves it; no state is left without a reason; every approval ends; what is prohibited stays so.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from jisr.core.diligence.approvals import COUNTRY_VALID_DAYS, LONGEST_APPROVAL_DAYS, Capacity, capacities_for
from jisr.core.diligence.errors import DiligenceError
from jisr.core.diligence.risks import ASSURANCE_ONLY, PRESUMED_REFUSED, Assurance, Risk, RiskLevel, level_of
from jisr.core.diligence.vocabulary import MOVES, Harm, Likelihood, State, SubjectKind, Trigger

#: States in which what was assessed may go, as long as the approval has not ended.
OPEN_STATES = frozenset(
    {State.CLEARED, State.APPROVED_WITH_CONDITIONS, State.RELEASED, State.MONITOR, State.REVIEW_DUE, State.REMEDIATED}
)
#: States that stop a release whether or not an assessment is asked for.
STOPPING_STATES = frozenset(
    {State.PROHIBITED, State.WITHHELD, State.CONCERN_REPORTED, State.SUSPENDED, State.TERMINATED}
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is assessed, for whom.

    Attributes:
        id: "report:<id>", "warning:<id>", "request:<id>", "dispatch:<id>", "assistance:<id>", "match:<id>", or
            "partner:<station id>" for a standing assessment.
        recipient: station id; country: of the recipient, ISO 3166-1 alpha-2.
    """

    kind: SubjectKind
    id: str
    recipient: str
    country: str


@dataclass(frozen=True, slots=True)
class CountryCheck:
    """The country assessment an assessment rests on. `levels`: how likely each harm is there in general."""

    id: str
    assessed_on: date
    levels: Mapping[Harm, Likelihood]

    @property
    def valid_until(self) -> date:
        return self.assessed_on + timedelta(days=COUNTRY_VALID_DAYS)

    def is_valid(self, on: date) -> bool:
        return self.assessed_on <= on <= self.valid_until


@dataclass(frozen=True, slots=True)
class Approval:
    """One person's approval. `valid_until`: its last day; there is always one."""

    capacity: Capacity
    by: int
    at: datetime
    valid_until: date
    conditions: str
    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """One move. `by`: account number; None where the station itself moved on a date or a release."""

    origin: State
    target: State
    by: int | None
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """See the module. Values are changed only by the methods, each of which raises `DiligenceError` and changes nothing
    when its move is not allowed."""

    subject: Subject
    author: int
    state: State = State.DRAFT
    steps: tuple[Step, ...] = ()
    writers: frozenset[int] = frozenset()
    answers: Mapping[Trigger, bool] = field(default_factory=dict)
    country: CountryCheck | None = None
    risks: tuple[Risk, ...] = ()
    residual: tuple[Risk, ...] = ()
    is_tainted: bool = False
    is_purpose_prohibited: bool = False
    measures: str = ""
    assurances: tuple[Assurance, ...] = ()
    approvals: tuple[Approval, ...] = ()
    risk_of_withholding: str = ""
    review_on: date | None = None

    @classmethod
    def open(cls, subject: Subject, by: int) -> "Assessment":
        """A new one, in DRAFT."""
        return cls(subject, by, writers=frozenset({by}))

    @property
    def triggers(self) -> frozenset[Trigger]:
        """What the screening said yes to."""
        return frozenset(trigger for trigger, answer in self.answers.items() if answer)

    @property
    def was_mitigated(self) -> bool:
        return any(step.origin is State.MITIGATE for step in self.steps)

    @property
    def standing_risks(self) -> tuple[Risk, ...]:
        """The risks as they are judged now: after mitigation where there was one."""
        return self.residual or self.risks

    @property
    def valid_until(self) -> date | None:
        """Last day of what was approved; None while nothing is."""
        return min((approval.valid_until for approval in self.approvals), default=None) if self.is_approved else None

    @property
    def is_approved(self) -> bool:
        """Decided in favour, by everybody who had to; dates are looked at by `may_go`."""
        return self.state in OPEN_STATES

    @property
    def never_overridden(self) -> bool:
        """Tainted, or torture known or believed: no threat to life lets it through."""
        return self.is_tainted or any(
            risk.harm is Harm.TORTURE and risk.level is RiskLevel.KNOWN for risk in self.standing_risks
        )

    def may_go(self, on: date) -> bool:
        """Whether a release under it may go on this day."""
        return self.is_approved and (self.valid_until is None or on <= self.valid_until)

    # --- screening ---------------------------------------------------------------------------------------------------

    def screen(self, by: int, at: datetime, answers: Mapping[Trigger, bool], reason: str) -> "Assessment":
        """Answer every question; with no yes at all it is cleared in one step.

        Raises:
            DiligenceError: screening_incomplete.
        """
        if set(answers) != set(Trigger):
            raise DiligenceError("screening_incomplete", "answers")
        if self.subject.kind is SubjectKind.STANDING and not answers[Trigger.PERSONAL_DATA]:
            raise DiligenceError("standing_needs_trigger", "answers")
        screened = replace(self._write(by), answers=dict(answers))._move(State.SCREEN, by, at, reason)
        if any(answers.values()):
            return screened._move(State.COUNTRY_CHECK, by, at, reason)
        cleared = screened._move(State.NOT_ENGAGED, by, at, reason)
        return cleared._move(State.CLEARED, by, at, reason)

    def check_country(self, by: int, at: datetime, country: CountryCheck | None, reason: str) -> "Assessment":
        """Rest on a country assessment that is valid now.

        Raises:
            DiligenceError: country_missing, country_expired.
        """
        if country is None:
            raise DiligenceError("country_missing", "country")
        if not country.is_valid(at.date()):
            raise DiligenceError("country_expired", "country")
        return replace(self._write(by), country=country)._move(State.IDENTIFY, by, at, reason)

    # --- risks -------------------------------------------------------------------------------------------------------

    def identify(
        self,
        by: int,
        at: datetime,
        risks: Iterable[Risk],
        reason: str,
        *,
        is_tainted: bool = False,
        is_purpose_prohibited: bool = False,
    ) -> "Assessment":
        """Judge every harm.

        Raises:
            DiligenceError: risks_incomplete, basis_needed: also for less likely than in the country.
        """
        judged = self._judged(risks, against_country=True)
        known = replace(
            self._write(by), risks=judged, is_tainted=is_tainted, is_purpose_prohibited=is_purpose_prohibited
        )
        is_political = self.answers.get(Trigger.NEUTRALITY, False)
        if is_tainted or is_purpose_prohibited or is_political or level_of(judged) is RiskLevel.KNOWN:
            return known._move(State.PROHIBITED, by, at, reason)
        if level_of(judged) is RiskLevel.REAL:
            return known._move(State.MITIGATE, by, at, reason)
        return known._move(State.LOW, by, at, reason)._move(State.APPROVE_L1, by, at, reason)

    def mitigate(self, by: int, at: datetime, measures: str, reason: str, *, asks_assurance: bool) -> "Assessment":
        """Say what lowers the risk: own measures, and whether an assurance is asked for.

        Raises:
            DiligenceError: measures_needed.
        """
        if not measures.strip():
            raise DiligenceError("measures_needed", "measures")
        target = State.ASSURANCE_PENDING if asks_assurance else State.REASSESS
        return replace(self._write(by), measures=measures.strip())._move(target, by, at, reason)

    def receive_assurance(self, by: int, at: datetime, assurance: Assurance, reason: str) -> "Assessment":
        """Record what was promised."""
        kept = replace(self._write(by), assurances=(*self.assurances, assurance))
        return kept._move(State.ASSURANCE_RECEIVED, by, at, reason)

    def refuse_assurance(self, by: int, at: datetime, reason: str) -> "Assessment":
        """Record that it was refused."""
        return self._write(by)._move(State.ASSURANCE_REFUSED, by, at, reason)

    def ask_again(self, by: int, at: datetime, reason: str) -> "Assessment":
        """Another assurance is asked for."""
        return self._write(by)._move(State.ASSURANCE_PENDING, by, at, reason)

    def reassess(self, by: int, at: datetime, risks: Iterable[Risk], reason: str) -> "Assessment":
        """Judge every harm again after mitigation.

        Raises:
            DiligenceError: risks_incomplete, basis_needed, lowered_without_assurance: torture and the death penalty
                are lowered from real risk only by an assurance that counts.
        """
        if self.state not in (State.REASSESS, State.ASSURANCE_RECEIVED, State.ASSURANCE_REFUSED):
            raise DiligenceError("wrong_state")
        judged = self._judged(risks, against_country=False)
        before = {risk.harm: risk for risk in self.risks}
        for risk in judged:
            lowered = before[risk.harm].level is RiskLevel.REAL and risk.level is RiskLevel.BELOW
            held = any(assurance.counts_for(risk.harm) for assurance in self.assurances)
            if lowered and risk.harm in ASSURANCE_ONLY and not held:
                raise DiligenceError("lowered_without_assurance", f"risk_{risk.harm.value}")
        again = replace(self._write(by), residual=judged)
        if again.state is not State.REASSESS:
            again = again._move(State.REASSESS, by, at, reason)
        if level_of(judged) is RiskLevel.KNOWN:
            return again._move(State.PROHIBITED, by, at, reason)
        if level_of(judged) is RiskLevel.BELOW:
            return again._move(State.LOW, by, at, reason)._move(State.APPROVE_L2, by, at, reason)
        left = again._move(State.RESIDUAL_REAL_RISK, by, at, reason)
        return left._move(State.APPROVE_L3, by, at, reason)

    # --- decision ----------------------------------------------------------------------------------------------------

    def approve(
        self,
        by: int,
        at: datetime,
        capacity: Capacity,
        valid_until: date,
        reason: str,
        *,
        conditions: str = "",
        sets_presumption_aside: bool = False,
    ) -> "Assessment":
        """One approval; with the last one needed it is approved, under all their conditions.

        Raises:
            DiligenceError: wrong_state, own_work, approved_already, capacity_not_asked, reason_needed,
                approval_without_end, presumed_refused, country_expired.
        """
        asked = capacities_for(self.state)
        if not asked:
            raise DiligenceError("wrong_state")
        if by in self.writers:
            raise DiligenceError("own_work")
        if any(approval.by == by or approval.capacity is capacity for approval in self.approvals):
            raise DiligenceError("approved_already")
        if capacity not in asked:
            raise DiligenceError("capacity_not_asked", "capacity")
        if not reason.strip():
            raise DiligenceError("reason_needed", "reason")
        if not at.date() <= valid_until <= at.date() + timedelta(days=LONGEST_APPROVAL_DAYS):
            raise DiligenceError("approval_without_end", "valid_until")
        if self.country is None or not self.country.is_valid(at.date()):
            raise DiligenceError("country_expired", "country")
        if self.is_presumed_refused and not sets_presumption_aside:
            raise DiligenceError("presumed_refused", "sets_presumption_aside")
        given = Approval(capacity, by, at, valid_until, conditions.strip(), reason.strip())
        approved = replace(self, approvals=(*self.approvals, given))
        if {approval.capacity for approval in approved.approvals} != set(asked):
            return approved
        review = min(approval.valid_until for approval in approved.approvals)
        return replace(approved, review_on=review)._move(State.APPROVED_WITH_CONDITIONS, by, at, reason)

    @property
    def is_presumed_refused(self) -> bool:
        """A real risk of torture, death or unlawful killing remains: the presumption is not to proceed."""
        return any(r.harm in PRESUMED_REFUSED and r.level >= RiskLevel.REAL for r in self.standing_risks)

    def withhold(self, by: int, at: datetime, reason: str, risk_of_withholding: str) -> "Assessment":
        """Decide not to help; what not helping risks is weighed and kept.

        Raises:
            DiligenceError: withholding_not_weighed.
        """
        if not risk_of_withholding.strip():
            raise DiligenceError("withholding_not_weighed", "risk_of_withholding")
        return replace(self, risk_of_withholding=risk_of_withholding.strip())._move(State.WITHHELD, by, at, reason)

    # --- afterwards --------------------------------------------------------------------------------------------------

    def note_release(self, by: int | None, at: datetime, reason: str) -> "Assessment":
        """Something went under it: from now on it is monitored. Further releases under it change nothing."""
        if self.state is not State.APPROVED_WITH_CONDITIONS:
            return self
        if not self.may_go(at.date()):
            raise DiligenceError("approval_over")
        return self._move(State.RELEASED, by, at, reason)._move(State.MONITOR, by, at, reason)

    def note_review_due(self, at: datetime, reason: str) -> "Assessment":
        """The review date has come."""
        if self.review_on is None or at.date() < self.review_on:
            raise DiligenceError("review_not_due")
        return self._move(State.REVIEW_DUE, None, at, reason)

    def review(self, by: int, at: datetime, next_review: date, reason: str) -> "Assessment":
        """Looked at again, and no concern.

        Raises:
            DiligenceError: own_work, review_date: the next one lies in the past or beyond a year.
        """
        if by in self.writers:
            raise DiligenceError("own_work")
        if not at.date() < next_review <= at.date() + timedelta(days=LONGEST_APPROVAL_DAYS):
            raise DiligenceError("review_date", "next_review")
        return replace(self, review_on=next_review)._move(State.MONITOR, by, at, reason)

    def report_concern(self, by: int, at: datetime, reason: str) -> "Assessment":
        """A concern suspends at once; nothing goes under it until it is remedied."""
        return self._move(State.CONCERN_REPORTED, by, at, reason)._move(State.SUSPENDED, by, at, reason)

    def remediate(self, by: int, at: datetime, next_review: date, reason: str) -> "Assessment":
        """What gave rise to the concern is remedied.

        Raises:
            DiligenceError: own_work; wrong_state: it was cleared without being assessed, so a new one is needed.
        """
        if by in self.writers:
            raise DiligenceError("own_work")
        if not self.approvals:
            raise DiligenceError("wrong_state")
        if not at.date() < next_review <= at.date() + timedelta(days=LONGEST_APPROVAL_DAYS):
            raise DiligenceError("review_date", "next_review")
        mended = replace(self, review_on=next_review)._move(State.REMEDIATED, by, at, reason)
        return mended._move(State.MONITOR, by, at, reason)

    def terminate(self, by: int, at: datetime, reason: str) -> "Assessment":
        """It ends for good."""
        return self._move(State.TERMINATED, by, at, reason)

    # --- inside ------------------------------------------------------------------------------------------------------

    def _write(self, by: int) -> "Assessment":
        return replace(self, writers=self.writers | {by})

    def _move(self, target: State, by: int | None, at: datetime, reason: str) -> "Assessment":
        if target not in MOVES[self.state]:
            raise DiligenceError("wrong_state")
        if not reason.strip():
            raise DiligenceError("reason_needed", "reason")
        step = Step(self.state, target, by, at, reason.strip())
        return replace(self, state=target, steps=(*self.steps, step))

    def _judged(self, risks: Iterable[Risk], *, against_country: bool) -> tuple[Risk, ...]:
        judged: Collection[Risk] = list(risks)
        by_harm = {risk.harm: risk for risk in judged}
        if len(judged) != len(Harm) or set(by_harm) != set(Harm):
            raise DiligenceError("risks_incomplete", "risks")
        levels = self.country.levels if self.country and against_country else {}
        for risk in judged:
            is_harmless = risk.likelihood is Likelihood.REMOTE
            is_lower = risk.likelihood < levels.get(risk.harm, Likelihood.REMOTE)
            if (not is_harmless or is_lower) and not risk.basis.strip():
                raise DiligenceError("basis_needed", f"risk_{risk.harm.value}")
        return tuple(by_harm[harm] for harm in Harm)
