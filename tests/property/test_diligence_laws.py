"""Whatever is done in whatever order: what must never be, is not. Random walks through the state machine."""

import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jisr.core.diligence import (
    MOVES,
    TERMINAL,
    Assessment,
    Assurance,
    AssuranceScope,
    Capacity,
    Contribution,
    CountryCheck,
    DiligenceError,
    Harm,
    Likelihood,
    Risk,
    RiskLevel,
    State,
    Subject,
    SubjectKind,
    Trigger,
    ask_override,
    capacities_for,
    confirm_override,
    level_of,
)
from jisr.core.diligence.assessment import OPEN_STATES
from jisr.core.diligence.override import CONFIRM_WITHIN, LONGEST, REPORT_WITHIN
from jisr.core.diligence.storing import from_json, to_json

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
PEOPLE = st.integers(1, 5)
REASONS = st.sampled_from(["because", "EXERCISE", "again", "", " "])
#: One harm judged anyhow, all others remote.
risks = st.builds(
    lambda worst, likely, how_much, basis: tuple(
        Risk(harm, likely, how_much, basis) if harm is worst else Risk(harm, Likelihood.REMOTE, Contribution.NONE)
        for harm in Harm
    ),
    st.sampled_from(Harm),
    st.sampled_from(Likelihood),
    st.sampled_from(Contribution),
    st.sampled_from(["grounds", ""]),
)
mild = st.just(tuple(Risk(harm, Likelihood.REMOTE, Contribution.NONE) for harm in Harm))
real = st.sampled_from(Harm).map(
    lambda worst: tuple(
        Risk(harm, Likelihood.REAL if harm is worst else Likelihood.REMOTE, Contribution.DIRECT, "grounds")
        for harm in Harm
    )
)
judgements = risks | mild | real
countries = st.none() | st.builds(
    CountryCheck,
    st.just("c"),
    st.dates(date(2025, 6, 1), date(2026, 12, 31)),
    st.just(dict.fromkeys(Harm, Likelihood.REMOTE)),
)
assurances = st.builds(
    Assurance,
    st.just("Minister"),
    st.just("Decree 1"),
    st.just("No torture, no death penalty."),
    st.frozensets(st.sampled_from(AssuranceScope), min_size=1),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["kept", "broken", "unknown"]),
)
answers = st.fixed_dictionaries({trigger: st.booleans() for trigger in Trigger})
days = st.dates(date(2026, 12, 1), date(2027, 11, 1)) | st.dates(date(2026, 10, 1), date(2028, 3, 1))

#: A busy machine generates slowly; that says nothing about the laws.
WALKING = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

type Act = Callable[[Assessment], Assessment]


ACTS = (
    "screen",
    "country",
    "identify",
    "mitigate",
    "assurance",
    "refused",
    "again",
    "reassess",
    "approve",
    "withhold",
    "release",
    "due",
    "review",
    "concern",
    "remedy",
    "end",
)
#: What may lead on from a state, so that walks come far; any act may be tried anywhere.
LEADING = {
    State.DRAFT: ("screen",),
    State.COUNTRY_CHECK: ("country",),
    State.IDENTIFY: ("identify",),
    State.MITIGATE: ("mitigate",),
    State.ASSURANCE_PENDING: ("assurance", "refused"),
    State.ASSURANCE_RECEIVED: ("reassess", "again"),
    State.ASSURANCE_REFUSED: ("reassess", "again"),
    State.REASSESS: ("reassess",),
    State.APPROVE_L1: ("approve",),
    State.APPROVE_L2: ("approve",),
    State.APPROVE_L3: ("approve",),
    State.APPROVED_WITH_CONDITIONS: ("release", "concern"),
    State.MONITOR: ("due", "concern"),
    State.REVIEW_DUE: ("review", "concern"),
    State.SUSPENDED: ("remedy", "end"),
}


def _act(draw: st.DrawFn, state: State) -> Act:
    by, reason = draw(PEOPLE), draw(REASONS)
    leads_on = draw(st.integers(0, 3)) > 0
    name = draw(st.sampled_from(LEADING.get(state, ACTS) if leads_on else ACTS))
    match name:
        case "screen":
            given_answers = draw(answers)
            return lambda a: a.screen(by, NOW, given_answers, reason)
        case "country":
            country = draw(countries)
            return lambda a: a.check_country(by, NOW, country, reason)
        case "identify":
            judged, tainted, purpose = draw(judgements), draw(st.booleans()), draw(st.booleans())
            tainted, purpose = tainted and draw(st.booleans()), purpose and draw(st.booleans())
            return lambda a: a.identify(by, NOW, judged, reason, is_tainted=tainted, is_purpose_prohibited=purpose)
        case "mitigate":
            asks = draw(st.booleans())
            return lambda a: a.mitigate(by, NOW, "measures", reason, asks_assurance=asks)
        case "assurance":
            assurance = draw(assurances)
            return lambda a: a.receive_assurance(by, NOW, assurance, reason)
        case "refused":
            return lambda a: a.refuse_assurance(by, NOW, reason)
        case "again":
            return lambda a: a.ask_again(by, NOW, reason)
        case "reassess":
            judged = draw(judgements)
            return lambda a: a.reassess(by, NOW, judged, reason)
        case "approve":
            asked = capacities_for(state) if leads_on else ()
            capacity = draw(st.sampled_from(asked or tuple(Capacity)))
            until, aside = draw(days), draw(st.booleans())
            return lambda a: a.approve(by, NOW, capacity, until, reason, sets_presumption_aside=aside)
        case "withhold":
            weighed = draw(REASONS)
            return lambda a: a.withhold(by, NOW, reason, weighed)
        case "release":
            return lambda a: a.note_release(by, NOW, reason)
        case "due":
            later = NOW + timedelta(days=draw(st.integers(0, 800)))
            return lambda a: a.note_review_due(later, reason)
        case "review":
            until = draw(days)
            return lambda a: a.review(by, NOW, until, reason)
        case "concern":
            return lambda a: a.report_concern(by, NOW, reason)
        case "remedy":
            until = draw(days)
            return lambda a: a.remediate(by, NOW, until, reason)
        case _:
            return lambda a: a.terminate(by, NOW, reason)


@st.composite
def walks(draw: st.DrawFn) -> list[Assessment]:
    """All values that a random walk leads through."""
    kind = draw(st.sampled_from(SubjectKind))
    value = Assessment.open(Subject(kind, "report:1", "es-madrid-01", "ES"), draw(PEOPLE))
    passed = [value]
    if draw(st.booleans()):  # most walks begin well, so that they come far
        asked = {trigger: trigger is Trigger.PERSONAL_DATA for trigger in Trigger}
        country = CountryCheck("c", date(2026, 6, 1), dict.fromkeys(Harm, Likelihood.REMOTE))
        value = value.screen(1, NOW, asked, "begun").check_country(1, NOW, country, "begun")
        passed.append(value)
        if draw(st.booleans()):
            value = value.identify(1, NOW, draw(mild | real), "judged")
            passed.append(value)
    for _ in range(draw(st.integers(0, 30))):
        try:
            value = _act(draw, value.state)(value)
        except DiligenceError:
            continue
        passed.append(value)
    return passed


@WALKING
@given(walks())
def test_nothing_engaged_is_approved_without_being_identified(walk: list[Assessment]) -> None:
    for value in walk:
        origins = [step.origin for step in value.steps]
        if value.state in OPEN_STATES and value.state is not State.CLEARED:
            assert State.IDENTIFY in origins
        if value.state is State.CLEARED:
            assert not value.triggers
        assert State.IDENTIFY in origins or not value.approvals


@WALKING
@given(walks())
def test_who_wrote_in_it_never_approves_it_and_nobody_twice(walk: list[Assessment]) -> None:
    for value in walk:
        approving = [approval.by for approval in value.approvals]
        assert value.author in value.writers
        assert not set(approving) & value.writers
        assert len(approving) == len(set(approving))


@WALKING
@given(walks())
def test_no_state_is_left_without_a_reason_and_only_along_the_moves(walk: list[Assessment]) -> None:
    for value in walk:
        for step in value.steps:
            assert step.reason.strip()
            assert step.target in MOVES[step.origin]
        chain = [State.DRAFT, *(step.target for step in value.steps)]
        assert [step.origin for step in value.steps] == chain[:-1]
        assert chain[-1] is value.state


@WALKING
@given(walks())
def test_every_approval_ends_and_what_went_ends_with_it(walk: list[Assessment]) -> None:
    for value in walk:
        for approval in value.approvals:
            assert approval.at.date() <= approval.valid_until <= approval.at.date() + timedelta(days=365)
        if value.approvals and value.is_approved:
            assert value.valid_until is not None
            assert not value.may_go(value.valid_until + timedelta(days=1))


@WALKING
@given(walks())
def test_what_is_prohibited_stays_so(walk: list[Assessment]) -> None:
    seen = False
    for value in walk:
        assert not seen or value.state is State.PROHIBITED
        seen = value.state is State.PROHIBITED
        if value.is_tainted or value.is_purpose_prohibited or level_of(value.risks) is RiskLevel.KNOWN:
            assert value.state is State.PROHIBITED
            assert not value.may_go(NOW.date())


@WALKING
@given(walks())
def test_a_concern_stops_at_once(walk: list[Assessment]) -> None:
    for before, after in itertools.pairwise(walk):
        if State.CONCERN_REPORTED in {step.target for step in after.steps[len(before.steps) :]}:
            assert after.state is State.SUSPENDED
            assert not after.may_go(NOW.date())


@WALKING
@given(walks())
def test_torture_and_death_are_lowered_by_assurances_only(walk: list[Assessment]) -> None:
    for value in walk:
        if not value.residual:
            continue
        before = {risk.harm: risk.level for risk in value.risks}
        for risk in value.residual:
            if risk.harm not in (Harm.TORTURE, Harm.DEATH_PENALTY) or before[risk.harm] is not RiskLevel.REAL:
                continue
            if risk.level is RiskLevel.BELOW:
                assert any(assurance.counts_for(risk.harm) for assurance in value.assurances)


@WALKING
@given(walks())
def test_it_is_kept_as_it_was(walk: list[Assessment]) -> None:
    for value in walk:
        assert from_json(to_json(value)) == value


def test_terminal_states_have_no_way_out() -> None:
    assert all(not MOVES[state] for state in TERMINAL)


# --- life at risk ----------------------------------------------------------------------------------------------------


@given(
    PEOPLE,
    PEOPLE,
    st.floats(-2, 40),
    st.timedeltas(timedelta(hours=-1), timedelta(hours=30)),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    REASONS,
)
def test_an_override_needs_two_people_in_time_and_never_torture_or_taint(
    first: int,
    second: int,
    hours: float,
    later: timedelta,
    tainted: bool,
    torture: bool,
    tainted_now: bool,
    torture_now: bool,
    reason: str,
) -> None:
    try:
        asked = ask_override(
            subject="warning:1",
            recipients=["ml-bamako-01"],
            threat="a bomb",
            reason=reason,
            by=first,
            at=NOW,
            hours=hours,
            is_tainted=tainted,
            is_torture_known=torture,
        )
        assert not asked.is_in_force(NOW)
        at = NOW + later
        confirmed = confirm_override(
            asked, by=second, at=at, reason=reason, is_tainted=tainted_now, is_torture_known=torture_now
        )
    except DiligenceError:
        return
    assert first != second
    assert not tainted
    assert not torture
    assert not tainted_now
    assert not torture_now
    assert reason.strip()
    assert NOW <= at <= NOW + CONFIRM_WITHIN
    assert NOW < confirmed.ends_at <= NOW + LONGEST
    assert confirmed.report_due == at + REPORT_WITHIN
    assert not confirmed.is_in_force(confirmed.ends_at)
