"""Nothing engaged leaves without its assessment; taint and prohibition stop; two people may override for a life."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.utils import timezone

from jisr.core.diligence import (
    Assurance,
    AssuranceScope,
    Capacity,
    Contribution,
    Harm,
    Likelihood,
    Risk,
    State,
    Trigger,
)
from jisr.core.handling import OnwardRule, Purpose, ReasonCode
from jisr.core.sealing import DispatchKind
from jisr.station.diligence import queries as asked
from jisr.station.diligence import services as diligence
from jisr.station.diligence.models import AssessmentRecord, CountryAssessment, OriginatorReport, OverrideRecord
from jisr.station.diligence.problems import DiligenceProblem
from jisr.station.exchange import queries as exchange
from jisr.station.exchange import services as exchange_services
from jisr.station.exchange.models import DispatchRecord
from jisr.station.exchange.services.delivery import deliver_due
from jisr.station.exchange.testing import InMemoryPartner
from jisr.station.intake.queries import ReportView
from jisr.station.ledger.models import LedgerEntry
from jisr.station.release import queries, services
from jisr.station.release.models import Proposal, ProposalState
from jisr.station.release.offers import offer_of_dispatch
from jisr.station.release.problems import NothingMayGo

pytestmark = pytest.mark.django_db

MILD = tuple(Risk(harm, Likelihood.REMOTE, Contribution.NONE) for harm in Harm)
NO = dict.fromkeys(Trigger, False)
PERSONAL = {**NO, Trigger.PERSONAL_DATA: True}
DETAINED = {**PERSONAL, Trigger.DETENTION: True}


def torture(likelihood: Likelihood) -> tuple[Risk, ...]:
    worst = Risk(Harm.TORTURE, likelihood, Contribution.DIRECT, "EXERCISE: public reports")
    return tuple(worst if risk.harm is Harm.TORTURE else risk for risk in MILD)


@pytest.fixture(autouse=True)
def asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The station asks for an assessment wherever a trigger is seen."""
    monkeypatch.setattr(settings, "STATION", replace(settings.STATION, human_rights_assessment_of_personal_data=True))


@pytest.fixture
def assessed(actor: Callable[..., Any]) -> Callable[..., UUID]:
    """assessed("ES") -> a country assessment, everything remote there."""

    def make(country: str = "ES", on: date | None = None) -> UUID:
        return diligence.record_country(
            actor("legal"),
            country,
            stability="EXERCISE: stable",
            attitude="EXERCISE: party to the conventions",
            sources=["EXERCISE: public report 1"],
            levels=dict.fromkeys(Harm, Likelihood.REMOTE),
            assessed_on=on,
        )

    return make


@pytest.fixture
def begin(actor: Callable[..., Any], report: ReportView, assessed: Callable[..., UUID]) -> Callable[..., UUID]:
    """begin(risks=..., answers=...) -> an assessment of the report for Madrid, by the analyst."""

    def make(**changes: Any) -> UUID:
        assessed()
        risks, tainted = changes.pop("risks", MILD), changes.pop("is_tainted", False)
        values: dict[str, Any] = {
            "subject": f"report:{report.id}",
            "recipient": "madrid",
            "answers": PERSONAL,
            "reason": "EXERCISE",
            "judgement": diligence.Judgement(risks, is_tainted=tainted),
        }
        values |= changes
        return diligence.begin(actor("analyst"), values.pop("subject"), **values)

    return make


def approve(who: Any, assessment_id: UUID, capacity: Capacity = Capacity.DESK, **changes: Any) -> State:
    until = timezone.now().date() + timedelta(days=90)
    values = {"capacity": capacity, "valid_until": until, "reason": "EXERCISE", **changes}
    return diligence.approve(who, assessment_id, **values)


def codes(proposal_id: UUID) -> set[str]:
    page = queries.page_of_proposal(proposal_id)
    assert page is not None
    return {reason.code.value for view in page.views for _, reasons in view.withheld for reason in reasons}


def state_of(assessment_id: UUID) -> str:
    return AssessmentRecord.objects.get(pk=assessment_id).state


@contextmanager
def refuses(code: str) -> Iterator[None]:
    with pytest.raises(DiligenceProblem) as caught:
        yield
    assert caught.value.code == code


def refused(code: str) -> bool:
    """Whether the ledger holds an entry with this decision."""
    return LedgerEntry.objects.filter(decision=code).exists()


# --- the gate --------------------------------------------------------------------------------------------------------


def test_personal_data_wait_for_an_approved_assessment(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any], begin: Callable[..., UUID]
) -> None:
    proposal_id = propose()
    assert ReasonCode.ASSESSMENT_MISSING in codes(proposal_id)
    with pytest.raises(NothingMayGo):
        services.release(actor("releaser"), proposal_id)
    made = begin()
    assert ReasonCode.ASSESSMENT_NOT_APPROVED in codes(proposal_id)
    assert approve(actor("releaser"), made) is State.APPROVED_WITH_CONDITIONS
    assert not codes(proposal_id) & {ReasonCode.ASSESSMENT_MISSING, ReasonCode.ASSESSMENT_NOT_APPROVED}
    services.release(actor("releaser"), proposal_id)
    assert state_of(made) == State.MONITOR


def test_a_harmless_text_is_not_slowed_down(
    madrid: InMemoryPartner, actor: Callable[..., Any], assessed: Callable[..., UUID]
) -> None:
    """Nothing personal, nothing engaged: no assessment is asked for; and screening it clears it in one step."""
    facts = asked.facts_for("report:x", "madrid", timezone.now(), seen=frozenset())
    assert not facts.required
    made = diligence.begin(
        actor("analyst"), "assistance", recipient="madrid", answers=NO, reason="EXERCISE", title="EXERCISE: a map"
    )
    assert state_of(made) == State.CLEARED


def test_a_standing_assessment_covers_what_it_foresaw_and_no_more(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any], begin: Callable[..., UUID]
) -> None:
    proposal_id = propose()
    approve(actor("releaser"), begin(subject="partner:madrid"))
    assert not codes(proposal_id) & {ReasonCode.ASSESSMENT_MISSING, ReasonCode.ASSESSMENT_NOT_APPROVED}
    now = timezone.now()
    more = frozenset({Trigger.PERSONAL_DATA, Trigger.DETENTION})
    assert asked.facts_for("report:x", "madrid", now, seen=more - {Trigger.DETENTION}).approved
    assert not asked.facts_for("report:x", "madrid", now, seen=frozenset({Trigger.PERSONAL_DATA}), hinted=more).approved


def test_what_is_seen_later_is_assessed_again(
    madrid: InMemoryPartner, actor: Callable[..., Any], begin: Callable[..., UUID], report: ReportView
) -> None:
    approve(actor("releaser"), begin())
    now = timezone.now()
    seen = frozenset({Trigger.PERSONAL_DATA, Trigger.SPECIAL_PERSON})
    assert not asked.facts_for(f"report:{report.id}", "madrid", now, seen=seen).made


def test_an_approval_ends(
    madrid: InMemoryPartner, actor: Callable[..., Any], begin: Callable[..., UUID], report: ReportView
) -> None:
    approve(actor("releaser"), begin())
    later = timezone.now() + timedelta(days=91)
    facts = asked.facts_for(f"report:{report.id}", "madrid", later, seen=frozenset({Trigger.PERSONAL_DATA}))
    assert facts.valid_until is not None
    assert facts.valid_until < later.date()


def test_a_concern_stops_releases_under_it_at_once_and_is_remedied_by_another(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any], begin: Callable[..., UUID]
) -> None:
    made, proposal_id = begin(), propose()
    approve(actor("releaser"), made)
    assert diligence.report_concern(actor("oversight"), made, "EXERCISE: beaten in custody") is State.SUSPENDED
    assert ReasonCode.ASSESSMENT_SUSPENDED in codes(proposal_id)
    with pytest.raises(NothingMayGo):
        services.release(actor("releaser"), proposal_id)
    soon = timezone.now().date() + timedelta(days=30)
    with refuses("right_missing"):
        diligence.remediate(actor("analyst"), made, soon, "EXERCISE")
    assert diligence.remediate(actor("legal"), made, soon, "EXERCISE: access granted") is State.MONITOR
    services.release(actor("releaser"), proposal_id)


def test_what_went_under_an_assessment_that_is_stopped_is_put_before_a_person(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any], begin: Callable[..., UUID]
) -> None:
    made, proposal_id = begin(), propose()
    approve(actor("releaser"), made)
    services.release(actor("releaser"), proposal_id)
    (sent,) = DispatchRecord.objects.filter(direction="out", kind="information")
    diligence.report_concern(actor("oversight"), made, "EXERCISE: beaten in custody")
    (flag,) = exchange.reviews()
    assert (flag.kind, flag.ref, flag.reason) == ("sent", str(sent.id), "assessment_suspended")
    assert (flag.originator, flag.url) == ("madrid", f"/exchange/dispatches/{sent.id}/")
    exchange_services.finish_review(actor("liaison"), flag.id, "EXERCISE: waits for the inquiry")
    diligence.terminate(actor("senior"), made, "EXERCISE: confirmed")
    (again,) = exchange.reviews()
    assert (again.id, again.reason, again.done_at) == (flag.id, "assessment_ended", None)


def test_originators_are_told_that_the_assessment_was_ended(
    madrid: InMemoryPartner, bamako: InMemoryPartner, actor: Callable[..., Any], agree: Callable[..., UUID],
    begin: Callable[..., UUID], assessed: Callable[..., UUID],
) -> None:  # fmt: skip
    agree("bamako")
    assessed("ML")
    free = madrid.handling(onward=OnwardRule.ALLOWED)
    portion = {"id": str(UUID(int=5)), "text": "EXERCISE: at noon", "lang": "en", "handling": free.to_json()}
    body = {"title": "EXERCISE", "portions": [portion], "statements": [], "report": {"grade": {"x": 1}}}
    madrid.send(DispatchKind.INFORMATION, body, handling=free, purpose="terrorism")
    offer = offer_of_dispatch(DispatchRecord.objects.get(sender="madrid").pk, timezone.now())
    made = begin(subject=offer.subject, recipient="bamako")
    approve(actor("releaser"), made)
    proposal_id = services.propose(
        actor("analyst"),
        kind=offer.kind,
        subject=offer.subject,
        recipients=["bamako"],
        portions=[piece.content for piece in offer.portions],
        statements=[],
        purpose=Purpose.TERRORISM,
        title="EXERCISE",
    )
    services.release(actor("releaser"), proposal_id)
    diligence.report_concern(actor("oversight"), made, "EXERCISE: beaten in custody")
    diligence.terminate(actor("senior"), made, "EXERCISE: confirmed")
    deliver_due("madrid", timezone.now())
    (told,) = [opened.dispatch for opened in madrid.inbox if opened.dispatch.kind is DispatchKind.COORDINATION]
    assert told.body["assessment_ended"]["recipient"] == "bamako"
    assert "bamako" in told.body["text"]


def test_a_decision_not_to_help_is_recorded_with_what_it_risks(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any], begin: Callable[..., UUID]
) -> None:
    made, proposal_id = begin(risks=torture(Likelihood.REAL), answers=DETAINED), propose()
    with refuses("withholding_not_weighed"):
        diligence.withhold(actor("senior"), made, "EXERCISE: no assurance", "")
    diligence.withhold(actor("senior"), made, "EXERCISE: no assurance", "EXERCISE: the cell may move on")
    assert ReasonCode.ASSESSMENT_WITHHELD in codes(proposal_id)
    assert AssessmentRecord.objects.get(pk=made).value().risk_of_withholding


def test_prohibited_stands_whatever_comes_later(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any], begin: Callable[..., UUID]
) -> None:
    assert state_of(begin(risks=torture(Likelihood.KNOWN), answers=DETAINED)) == State.PROHIBITED
    assert ReasonCode.ASSESSMENT_PROHIBITS in codes(propose())
    with refuses("prohibited_stands"):
        begin()
    assert refused("prohibited_stands")


# --- levels ----------------------------------------------------------------------------------------------------------


def test_real_risk_needs_an_assurance_that_counts_then_two_capacities(
    madrid: InMemoryPartner, actor: Callable[..., Any], begin: Callable[..., UUID]
) -> None:
    made, analyst = begin(risks=torture(Likelihood.REAL), answers=DETAINED), actor("analyst")
    diligence.mitigate(analyst, made, "EXERCISE: no location is given", "EXERCISE", asks_assurance=True)
    diligence.refuse_assurance(analyst, made, "EXERCISE")
    with refuses("lowered_without_assurance"):
        diligence.reassess(analyst, made, MILD, "EXERCISE")
    assert refused("lowered_without_assurance")
    diligence.reassess(analyst, made, torture(Likelihood.REAL), "EXERCISE")
    assert state_of(made) == State.APPROVE_L3
    with refuses("presumed_refused"):
        approve(actor("senior"), made, Capacity.MINISTER)


def test_two_capacities_of_the_second_level(
    madrid: InMemoryPartner, actor: Callable[..., Any], begin: Callable[..., UUID]
) -> None:
    made, analyst = begin(risks=torture(Likelihood.REAL), answers=DETAINED), actor("analyst")
    diligence.mitigate(analyst, made, "EXERCISE", "EXERCISE", asks_assurance=True)
    given = Assurance(
        "Minister of Justice", "Decree", "No torture", frozenset({AssuranceScope.TORTURE}), True, True, "kept"
    )
    diligence.receive_assurance(analyst, made, lambda: given, "EXERCISE")
    assert diligence.reassess(analyst, made, MILD, "EXERCISE") is State.APPROVE_L2
    with refuses("capacity_not_asked"):
        approve(actor("releaser"), made)
    assert approve(actor("senior"), made, Capacity.SENIOR) is State.APPROVE_L2
    assert approve(actor("legal"), made, Capacity.LEGAL) is State.APPROVED_WITH_CONDITIONS


def test_who_wrote_never_approves_and_the_ledger_knows_the_attempt(
    madrid: InMemoryPartner, actor: Callable[..., Any], begin: Callable[..., UUID]
) -> None:
    made = begin()
    both = replace(actor("analyst"), roles=("analyst", "releaser"))
    with refuses("own_work"):
        approve(both, made)
    assert refused("own_work")
    assert state_of(made) == State.APPROVE_L1


def test_an_old_country_assessment_carries_nothing(
    madrid: InMemoryPartner, actor: Callable[..., Any], begin: Callable[..., UUID]
) -> None:
    made = begin()
    CountryAssessment.objects.update(assessed_on=timezone.now().date() - timedelta(days=366))
    row = AssessmentRecord.objects.get(pk=made)
    row.document["country"]["assessed_on"] = (timezone.now().date() - timedelta(days=366)).isoformat()
    row.save()
    with refuses("country_expired"):
        approve(actor("releaser"), made)
    diligence.withhold(actor("releaser"), made, "EXERCISE", "EXERCISE")
    with refuses("country_expired"):
        diligence.begin(
            actor("analyst"),
            "assistance",
            recipient="madrid",
            title="EXERCISE: training",
            answers={**NO, Trigger.UNIT_SUPPORT: True},
            reason="EXERCISE",
            judgement=diligence.Judgement(MILD),
        )


# --- tainted origin --------------------------------------------------------------------------------------------------


def test_nothing_drawn_from_tainted_material_leaves_until_another_lifts_the_mark(
    madrid: InMemoryPartner,
    propose: Callable[..., UUID],
    actor: Callable[..., Any],
    begin: Callable[..., UUID],
    report: ReportView,
) -> None:
    approve(actor("releaser"), begin())
    proposal_id = propose()
    subject = f"report:{report.id}"
    diligence.mark_tainted(actor("legal"), subject, "EXERCISE: a confession under torture")
    assert ReasonCode.TAINTED_ORIGIN in codes(proposal_id)
    with pytest.raises(NothingMayGo):
        services.release(actor("releaser"), proposal_id)
    with refuses("lift_own_mark"):
        diligence.lift_taint(actor("legal"), subject, "EXERCISE")
    with refuses("override_tainted"):
        ask(actor("analyst"), report)
    assert refused("override_tainted")


# --- life at risk ----------------------------------------------------------------------------------------------------


def ask(who: Any, report: ReportView, **changes: Any) -> UUID:
    values: dict[str, Any] = {"recipients": ["madrid"], "threat": "EXERCISE: a bomb", "reason": "EXERCISE: no time"}
    return diligence.ask(who, f"report:{report.id}", **{**values, **changes})


def test_two_people_let_it_go_at_once_marked_so_and_oversight_has_its_report(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any], report: ReportView
) -> None:
    proposal_id = propose()
    override_id = ask(actor("analyst"), report)
    assert ReasonCode.ASSESSMENT_MISSING in codes(proposal_id)
    diligence.confirm(actor("releaser"), override_id, "EXERCISE: confirmed by telephone")
    assert Proposal.objects.get(pk=proposal_id).state == ProposalState.RELEASED
    deliver_due("madrid", timezone.now())
    body = madrid.inbox[0].dispatch.body
    assert body["life_at_risk"]["override"] == str(override_id)
    row = OverrideRecord.objects.get(pk=override_id)
    assert row.used[0]["proposal"] == str(proposal_id)
    assert list(asked.overrides_to_examine()) == [row]
    diligence.examine(actor("oversight"), override_id, "EXERCISE: well founded")
    assert not asked.overrides_to_examine().exists()


def test_one_person_twice_is_refused_and_ledgered(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any], report: ReportView
) -> None:
    proposal_id = propose()
    override_id = ask(actor("releaser"), report)
    with refuses("override_same_person"):
        diligence.confirm(actor("releaser"), override_id, "EXERCISE")
    assert refused("override_same_person")
    assert Proposal.objects.get(pk=proposal_id).state == ProposalState.AWAITING


def test_the_second_person_comes_in_time(
    madrid: InMemoryPartner, actor: Callable[..., Any], report: ReportView
) -> None:
    override_id = ask(actor("analyst"), report)
    OverrideRecord.objects.update(asked_at=timezone.now() - timedelta(minutes=61))
    with refuses("override_time_over"):
        diligence.confirm(actor("releaser"), override_id, "EXERCISE")


def test_never_what_leads_to_torture(
    madrid: InMemoryPartner, actor: Callable[..., Any], report: ReportView, begin: Callable[..., UUID]
) -> None:
    override_id = ask(actor("liaison"), report)
    begin(risks=torture(Likelihood.KNOWN), answers=DETAINED)
    with refuses("override_torture"):
        ask(actor("analyst"), report)
    with refuses("override_torture"):
        diligence.confirm(actor("releaser"), override_id, "EXERCISE")
    assert refused("override_torture")


def test_it_ends_by_itself(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any], report: ReportView
) -> None:
    override_id = ask(actor("analyst"), report, hours=1)
    diligence.confirm(actor("releaser"), override_id, "EXERCISE")
    OverrideRecord.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    proposal_id = propose()
    assert ReasonCode.ASSESSMENT_MISSING in codes(proposal_id)


def test_the_originator_who_wants_to_be_asked_is_told_at_once(
    madrid: InMemoryPartner, bamako: InMemoryPartner, actor: Callable[..., Any], agree: Callable[..., UUID]
) -> None:
    """What Madrid sent under "ask" goes on to Bamako where a life is at risk, and Madrid hears of it at once."""
    agree("bamako")
    conditions = madrid.handling(onward=OnwardRule.ASK)
    portion = {"id": str(UUID(int=5)), "text": "EXERCISE: at noon", "lang": "en", "handling": conditions.to_json()}
    body = {"title": "EXERCISE", "portions": [portion], "statements": [], "report": {"grade": {"x": 1}}}
    madrid.send(DispatchKind.INFORMATION, body, handling=conditions, purpose="terrorism")
    record_id = DispatchRecord.objects.get(sender="madrid").pk
    offer = offer_of_dispatch(record_id, timezone.now())
    proposal_id = services.propose(
        actor("analyst"),
        kind=offer.kind,
        subject=offer.subject,
        recipients=["bamako"],
        portions=[piece.content for piece in offer.portions],
        statements=[],
        purpose=Purpose.TERRORISM,
        title="EXERCISE",
    )
    assert ReasonCode.ORIGINATOR_CONSENT_NEEDED in codes(proposal_id)
    override_id = diligence.ask(
        actor("analyst"), offer.subject, recipients=["bamako"], threat="EXERCISE: a bomb", reason="EXERCISE: no time"
    )
    diligence.confirm(actor("releaser"), override_id, "EXERCISE")
    deliver_due("bamako", timezone.now())
    assert bamako.inbox[0].dispatch.body["life_at_risk"]["override"] == str(override_id)
    deliver_due("madrid", timezone.now())
    (told,) = [opened.dispatch for opened in madrid.inbox if opened.dispatch.kind is DispatchKind.COORDINATION]
    assert told.body["life_at_risk"]["recipients"] == ["bamako"]
    assert told.body["life_at_risk"]["items"] == [str(UUID(int=5))]
    assert OriginatorReport.objects.get().sent_at is not None


def test_never_stays_never_even_then(
    madrid: InMemoryPartner, bamako: InMemoryPartner, actor: Callable[..., Any], agree: Callable[..., UUID]
) -> None:
    agree("bamako")
    conditions = madrid.handling(onward=OnwardRule.NEVER)
    portion = {"id": str(UUID(int=5)), "text": "EXERCISE: at noon", "lang": "en", "handling": conditions.to_json()}
    body = {"title": "EXERCISE", "portions": [portion], "statements": [], "report": {"grade": {"x": 1}}}
    madrid.send(DispatchKind.INFORMATION, body, handling=conditions, purpose="terrorism")
    offer = offer_of_dispatch(DispatchRecord.objects.get(sender="madrid").pk, timezone.now())
    proposal_id = services.propose(
        actor("analyst"),
        kind=offer.kind,
        subject=offer.subject,
        recipients=["bamako"],
        portions=[piece.content for piece in offer.portions],
        statements=[],
        purpose=Purpose.TERRORISM,
        title="EXERCISE",
    )
    override_id = diligence.ask(
        actor("analyst"), offer.subject, recipients=["bamako"], threat="EXERCISE", reason="EXERCISE"
    )
    diligence.confirm(actor("releaser"), override_id, "EXERCISE")
    assert Proposal.objects.get(pk=proposal_id).state == ProposalState.AWAITING
    assert ReasonCode.ORIGINATOR_FORBIDS_PASSING_ON in codes(proposal_id)


def test_late_reports_are_noted_once(madrid: InMemoryPartner, actor: Callable[..., Any], report: ReportView) -> None:
    override_id = ask(actor("analyst"), report)
    diligence.confirm(actor("releaser"), override_id, "EXERCISE")
    late = timezone.now() + timedelta(hours=25)
    assert diligence.watch(timezone.now()) == 0
    assert diligence.watch(late) == 1
    assert diligence.watch(late) == 0
    assert refused("report_late")


def test_reviews_fall_due(
    madrid: InMemoryPartner, propose: Callable[..., UUID], actor: Callable[..., Any], begin: Callable[..., UUID]
) -> None:
    made = begin()
    approve(actor("releaser"), made)
    services.release(actor("releaser"), propose())
    assert diligence.note_reviews_due(timezone.now()) == 0
    assert diligence.note_reviews_due(timezone.now() + timedelta(days=91)) == 1
    assert state_of(made) == State.REVIEW_DUE
