"""Due diligence on screen and by API: the one screen, the decision by another, countries, the override."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jisr.core.diligence import Harm, Trigger
from jisr.station.diligence.models import AssessmentRecord, CountryAssessment, OverrideRecord
from jisr.station.exchange.testing import InMemoryPartner
from jisr.station.intake.queries import ReportView
from jisr.station.ledger.models import LedgerEntry
from jisr.station.release.models import Proposal, ProposalState

pytestmark = pytest.mark.django_db
LANGUAGES = ["ar", "fr", "en"]


@pytest.fixture(autouse=True)
def asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "STATION", replace(settings.STATION, human_rights_assessment_of_personal_data=True))


def country_fields(country: str = "ES") -> dict[str, str]:
    return {
        "country": country,
        "assessed_on": timezone.now().date().isoformat(),
        "stability": "EXERCISE",
        "attitude": "EXERCISE",
        "sources": "EXERCISE: report 1\nEXERCISE: report 2",
        **{f"level_{harm.value}": "remote" for harm in Harm},
    }


def assessment_fields(**changes: str) -> dict[str, str]:
    return {
        **{f"answer_{trigger.value}": "no" for trigger in Trigger},
        "answer_personal_data": "yes",
        **{f"likelihood_{harm.value}": "remote" for harm in Harm},
        **{f"contribution_{harm.value}": "none" for harm in Harm},
        "reason": "EXERCISE",
        **changes,
    }


def begin(client: Client, report: ReportView, **changes: str) -> Any:
    address = f"{reverse('diligence:new')}?subject=report:{report.id}&to=madrid"
    return client.post(address, assessment_fields(**changes))


def test_the_low_risk_way_is_one_screen_and_one_decision(
    madrid: InMemoryPartner, report: ReportView, propose: Callable[..., UUID], client_as: Callable[..., Any]
) -> None:
    analyst, releaser = client_as("analyst"), client_as("releaser")
    refused = begin(analyst, report)
    assert refused.status_code == 400
    assert "There is no assessment of this country" in refused.content.decode()
    analyst.post(reverse("diligence:country_new"), country_fields())
    assert CountryAssessment.objects.get().sources == ["EXERCISE: report 1", "EXERCISE: report 2"]
    begin(analyst, report)
    made = AssessmentRecord.objects.get()
    assert made.state == "approve_l1"
    page = reverse("diligence:assessment", args=[made.pk])
    assert "approve-capacity" not in analyst.get(page).content.decode()
    assert "approve-capacity" in releaser.get(page).content.decode()
    until = (timezone.now() + timedelta(days=30)).date().isoformat()
    fields = {"approve-capacity": "desk", "approve-valid_until": until, "approve-reason": "EXERCISE"}
    releaser.post(reverse("diligence:approve", args=[made.pk]), fields)
    made.refresh_from_db()
    assert made.state == "approved_with_conditions"
    proposal = releaser.get(reverse("release:proposal", args=[propose()]))
    assert reverse("diligence:about", args=["report", report.id]) in proposal.content.decode()


def test_a_missing_ground_is_said_at_its_harm(
    madrid: InMemoryPartner, report: ReportView, client_as: Callable[..., Any]
) -> None:
    analyst = client_as("analyst")
    analyst.post(reverse("diligence:country_new"), country_fields())
    answer = begin(analyst, report, likelihood_torture="real", contribution_torture="direct")
    assert answer.status_code == 400
    assert "Give the grounds on which this harm is judged so." in answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_in_every_language(
    madrid: InMemoryPartner,
    report: ReportView,
    client_as: Callable[..., Any],
    people: dict[str, Any],
    language: str,
) -> None:
    type(people["analyst"]).objects.update(language=language)
    analyst = client_as("analyst")
    analyst.post(reverse("diligence:country_new"), country_fields())
    begin(analyst, report, likelihood_torture="real", contribution_torture="direct", risk_torture="EXERCISE")
    ask = f"{reverse('diligence:override_ask')}?subject=report:{report.id}&to=madrid"
    analyst.post(ask, {"recipients": ["madrid"], "threat": "EXERCISE", "reason": "EXERCISE", "hours": "2"})
    made, override = AssessmentRecord.objects.get(), OverrideRecord.objects.get()
    addresses = [
        reverse("diligence:assessments"),
        reverse("diligence:assessments") + "?view=open",
        f"{reverse('diligence:new')}?subject=report:{report.id}&to=madrid",
        f"{reverse('diligence:new')}?subject=assistance&to=madrid",
        f"{reverse('diligence:new')}?subject=standing&to=madrid",
        reverse("diligence:assessment", args=[made.pk]),
        reverse("diligence:countries"),
        reverse("diligence:country", args=[CountryAssessment.objects.get().pk]),
        reverse("diligence:country_new") + "?country=ES",
        reverse("diligence:overrides"),
        reverse("diligence:override", args=[override.pk]),
        ask,
        reverse("diligence:about", args=["report", report.id]) + "?to=madrid",
    ]
    for address in addresses:
        response = analyst.get(address)
        assert response.status_code == 200, address
        assert f'lang="{language}' in response.content.decode() or "about/" in address


def test_an_override_on_screen(
    madrid: InMemoryPartner, report: ReportView, propose: Callable[..., UUID], client_as: Callable[..., Any]
) -> None:
    proposal_id = propose()
    analyst, releaser, oversight = client_as("analyst"), client_as("releaser"), client_as("oversight")
    ask = f"{reverse('diligence:override_ask')}?subject=report:{report.id}&to=madrid"
    analyst.post(ask, {"recipients": ["madrid"], "threat": "EXERCISE", "reason": "EXERCISE", "hours": "2"})
    row = OverrideRecord.objects.get()
    releaser.post(reverse("diligence:override_confirm", args=[row.pk]), {"reason": "EXERCISE"})
    assert Proposal.objects.get(pk=proposal_id).state == ProposalState.RELEASED
    oversight.post(reverse("diligence:override_examine", args=[row.pk]), {"note": "EXERCISE: founded"})
    row.refresh_from_db()
    assert row.examined_by == "oversight"
    assert "EXERCISE: founded" in oversight.get(reverse("diligence:override", args=[row.pk])).content.decode()


def test_taint_on_screen(madrid: InMemoryPartner, report: ReportView, client_as: Callable[..., Any]) -> None:
    address = reverse("diligence:taint", args=["report", report.id])
    client_as("analyst").post(address, {"reason": "EXERCISE"})
    panel = client_as("legal").get(reverse("diligence:about", args=["report", report.id])).content.decode()
    assert "Of tainted origin" in panel
    client_as("legal").post(reverse("diligence:taint_lift", args=["report", report.id]), {"reason": "EXERCISE"})
    panel = client_as("legal").get(reverse("diligence:about", args=["report", report.id])).content.decode()
    assert "Of tainted origin" not in panel


@pytest.fixture
def call(token_for: Callable[[str], str]) -> Callable[..., Any]:
    """call("analyst", "post", "/countries", {...}) -> response."""

    def make(role: str, method: str, path: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {token_for(role)}"}
        more = {"data": body, "content_type": "application/json"} if body is not None else {}
        return getattr(Client(), method)(f"/api/v1/diligence{path}", headers=headers, **more)

    return make


def test_the_same_by_api(madrid: InMemoryPartner, report: ReportView, call: Callable[..., Any]) -> None:
    country = {
        "country": "ES",
        "stability": "EXERCISE",
        "attitude": "EXERCISE",
        "sources": ["EXERCISE"],
        "levels": {harm.value: "remote" for harm in Harm},
    }
    assert call("legal", "post", "/countries", country).status_code == 201
    assert call("legal", "post", "/countries", {**country, "levels": {"torture": "no"}}).status_code == 400
    assert call("analyst", "get", f"/hints?subject=report:{report.id}").json()["seen"] == ["personal_data"]
    body = {
        "subject": f"report:{report.id}",
        "recipient": "madrid",
        "answers": {**{trigger.value: False for trigger in Trigger}, "personal_data": True},
        "reason": "EXERCISE",
        "judgement": {},
    }
    made = call("analyst", "post", "/assessments", body)
    assert made.status_code == 201, made.content
    path = f"/assessments/{made.json()['id']}"
    approval = {"capacity": "desk", "valid_until": "2031-01-01", "reason": "EXERCISE"}
    assert call("analyst", "post", f"{path}/approve", approval).json()["code"] == "right_missing"
    assert call("releaser", "post", f"{path}/approve", approval).json()["code"] == "approval_without_end"
    approval["valid_until"] = (timezone.now() + timedelta(days=9)).date().isoformat()
    assert call("releaser", "post", f"{path}/approve", approval).json()["state"] == "approved_with_conditions"
    assert call("oversight", "post", f"{path}/concern", {"reason": "EXERCISE"}).json()["state"] == "suspended"
    assert call("senior", "post", f"{path}/terminate", {"reason": "EXERCISE"}).json()["state"] == "terminated"
    assert LedgerEntry.objects.filter(act="refusal", decision="approval_without_end").exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"subject": "report:nonsense"}, "subject_unknown"),
        ({"subject": "planet:1"}, "subject_unknown"),
        ({"recipient": "atlantis"}, "recipient_unknown"),
        ({"answers": {"personal_data": True}}, "screening_incomplete"),
        ({"reason": " "}, "reason_needed"),
    ],
)
def test_wrong_input_is_refused_with_its_code(
    madrid: InMemoryPartner, report: ReportView, call: Callable[..., Any], changes: dict[str, Any], code: str
) -> None:
    body = {
        "subject": f"report:{report.id}",
        "recipient": "madrid",
        "answers": {trigger.value: False for trigger in Trigger},
        "reason": "EXERCISE",
        **changes,
    }
    answer = call("analyst", "post", "/assessments", body)
    assert answer.json()["code"] == code
    assert not AssessmentRecord.objects.exists()
