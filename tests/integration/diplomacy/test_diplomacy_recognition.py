"""Recognition: four eyes, and never for an outcome with an open rights concern. EXERCISE data only."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from jisr.core.handling import Classification, Handling, Tlp
from jisr.station.diligence.services import mark_tainted
from jisr.station.diplomacy.models import Recognition
from jisr.station.diplomacy.problems import DiplomacyProblem
from jisr.station.diplomacy.services import recognition
from jisr.station.intake.services import receive_report
from jisr.station.intake.services.drafts import ReportDraft
from jisr.station.warnings.models import Warning

pytestmark = pytest.mark.django_db


HANDLING = Handling(originator="rabat", classification=Classification.RESTRICTED, tlp=Tlp.AMBER)


@pytest.fixture
def report(actor: Callable[..., Any]) -> UUID:
    draft = ReportDraft(text="EXERCISE. A van left Nador.", source="SAFRAN", handling=HANDLING)
    return receive_report(actor("analyst"), draft)


@pytest.fixture
def outcome(report: UUID) -> UUID:
    """A warning of ours that averted something."""
    row = Warning.objects.create(
        number="W-2026-0001", state="closed", title="EXERCISE", threat="EXERCISE", language="en", place="EXERCISE",
        country="ES", probability=0.8, yardstick="icd203", recommended_action="", purpose="terrorism",
        report_id=report, handling_json=HANDLING.to_json(), classification=1, recipients=["madrid"],
        acknowledge_within_minutes=60,
        author="analyst", created_at=timezone.now(), outcome="averted", outcome_at=timezone.now(),
    )  # fmt: skip
    return row.pk


def propose(actor: Any, **changes: Any) -> UUID:
    values = {"direction": "given", "kind": "decoration", "country": "MA", "recipient": "EXERCISE colonel"}
    return recognition.propose(actor, **{**values, **changes})


def test_somebody_else_approves_and_the_ceremony_is_recorded(outcome: UUID, actor: Callable[..., Any]) -> None:
    made = propose(actor("cooperation"), outcomes=[outcome])
    recognition.decide(actor("senior"), made, is_approved=True)
    recognition.confer(actor("cooperation"), made, date(2026, 5, 5))
    assert Recognition.objects.get(pk=made).state == "conferred"


def test_nobody_approves_own_proposal(actor: Callable[..., Any]) -> None:
    made = propose(actor("senior"))
    with pytest.raises(DiplomacyProblem) as refused:
        recognition.decide(actor("senior"), made, is_approved=True)
    assert refused.value.code == "own_work"


@pytest.mark.parametrize("when", ["proposed", "approved", "conferred"])
def test_an_open_rights_concern_stops_it_at_every_step(
    outcome: UUID, report: UUID, actor: Callable[..., Any], when: str
) -> None:
    made = propose(actor("cooperation"), outcomes=[outcome]) if when != "proposed" else None
    if when == "conferred":
        recognition.decide(actor("senior"), made, is_approved=True)
    mark_tainted(actor("legal"), f"report:{report}", "EXERCISE a confession under duress")
    steps = {
        "proposed": lambda: propose(actor("cooperation"), outcomes=[outcome]),
        "approved": lambda: recognition.decide(actor("senior"), made, is_approved=True),
        "conferred": lambda: recognition.confer(actor("cooperation"), made, date(2026, 5, 5)),
    }
    with pytest.raises(DiplomacyProblem) as refused:
        steps[when]()
    assert refused.value.code == "rights_concern"


def test_what_was_received_is_recorded_with_its_day(actor: Callable[..., Any]) -> None:
    with pytest.raises(DiplomacyProblem) as refused:
        propose(actor("cooperation"), direction="received", country="ES")
    assert refused.value.code == "day_needed"
    made = propose(actor("cooperation"), direction="received", country="ES", day=date(2026, 5, 5))
    assert Recognition.objects.get(pk=made).state == "recorded"


def test_an_unknown_outcome_is_refused(actor: Callable[..., Any]) -> None:
    with pytest.raises(DiplomacyProblem) as refused:
        propose(actor("cooperation"), outcomes=[UUID(int=7)])
    assert refused.value.code == "outcome_unknown"
