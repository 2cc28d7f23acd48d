"""Due diligence by command. EXERCISE data only."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from jisr.cli.diligence import CAPACITIES, CONTRIBUTIONS, HARMS, LIKELIHOODS, TRIGGERS
from jisr.cli.main import run
from jisr.core.diligence import Capacity, Contribution, Harm, Likelihood, Trigger
from jisr.station.diligence import services as diligence
from jisr.station.exchange.testing import InMemoryPartner
from jisr.station.intake.queries import ReportView
from jisr.station.release.models import Proposal, ProposalState

pytestmark = pytest.mark.django_db
WHY = ("--why", "EXERCISE")


@pytest.fixture
def says(
    token_for: Callable[[str], str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Any]:
    """says("senior", "list") -> what `jisr diligence list` prints; a refusal's code when it fails."""
    monkeypatch.setenv("LANGUAGE", "en")

    def call(account: str, *words: object) -> Any:
        monkeypatch.setenv("JISR_TOKEN", token_for(account))
        code = run(["diligence", *(str(word) for word in words), "--json"])
        printed = capsys.readouterr()
        return json.loads(printed.out) if code == 0 else json.loads(printed.err)["error"]["code"]

    return call


def test_assess_approve_and_refuse(
    madrid: InMemoryPartner, report: ReportView, actor: Callable[..., Any], says: Callable[..., Any]
) -> None:
    diligence.record_country(
        actor("legal"),
        "ES",
        stability="EXERCISE",
        attitude="EXERCISE",
        sources=["EXERCISE"],
        levels=dict.fromkeys(Harm, Likelihood.REMOTE),
    )
    subject = ("assess", f"report:{report.id}", "--to", "madrid", "--yes", "personal_data", *WHY)
    made = says("analyst", *subject)
    assert made["state"] == "approve_l1"
    assert says("analyst", *subject) == "already_open"
    until = ("--until", (timezone.now() + timedelta(days=30)).date().isoformat(), *WHY)
    assert says("analyst", "approve", made["id"], *until) == "right_missing"
    assert says("releaser", "approve", made["id"], *until)["state"] == "approved_with_conditions"
    assert [row["id"] for row in says("senior", "list", "--state", "approved_with_conditions")] == [made["id"]]
    training = ("assess", "assistance", "--to", "madrid", "--title", "EXERCISE: training", "--yes", "unit_support")
    risky = says("analyst", *training, "--risk", "torture", "real", "direct", *WHY)
    assert risky["state"] == "mitigate"
    refused = says("senior", "refuse", risky["id"], *WHY, "--risk-of-not-helping", "EXERCISE: it stays untrained")
    assert refused["state"] == "withheld"


def test_an_override_takes_two_people(
    madrid: InMemoryPartner, report: ReportView, propose: Callable[..., UUID], says: Callable[..., Any]
) -> None:
    proposal_id = propose()
    asked = says(
        "releaser", "override", f"report:{report.id}", "--to", "madrid", "--threat", "EXERCISE", *WHY, "--hours", "2"
    )
    assert says("releaser", "override", "--confirm", asked["id"], *WHY) == "override_same_person"
    assert says("analyst", "override", "--confirm", asked["id"], *WHY) == "not_permitted"
    assert says("senior", "override", "--confirm", asked["id"], *WHY)["confirmed_by"] == "senior"
    # A senior official confirms but does not release: it waits for the releaser, and may go now.
    assert Proposal.objects.get(pk=proposal_id).state == ProposalState.AWAITING


def test_the_command_and_the_core_use_the_same_words() -> None:
    assert [trigger.value for trigger in Trigger] == list(TRIGGERS)
    assert [harm.value for harm in Harm] == list(HARMS)
    assert [level.name.lower() for level in Likelihood] == list(LIKELIHOODS)
    assert [level.name.lower() for level in Contribution] == list(CONTRIBUTIONS)
    assert [capacity.value for capacity in Capacity] == list(CAPACITIES)
