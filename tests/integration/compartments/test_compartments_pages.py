"""Pages and routes of compartments, broken glass and the watch over reading, as people use them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from jisr.core.handling import Classification, Handling, Purpose, Tlp
from jisr.station.compartments.models import Compartment, Opening
from jisr.station.intake import services as intake
from jisr.station.intake.models import Report
from jisr.station.intake.services.drafts import ReportDraft
from jisr.station.ledger import queries as ledger
from jisr.station.vigilance import services as vigilance
from jisr.station.vigilance.models import Flag

pytestmark = pytest.mark.django_db
WHY = "EXERCISE source at risk"


@pytest.fixture
def report(actor: Callable[..., Any]) -> Report:
    draft = ReportDraft(
        text="EXERCISE secret matter",
        source="ZAFRAN",
        handling=Handling("rabat", Classification.RESTRICTED, Tlp.AMBER),
        language="en",
        purpose=Purpose.DRUGS,
        title="EXERCISE secret matter",
    )
    return Report.objects.get(pk=intake.receive_report(actor("analyst"), draft))


def test_from_opening_a_compartment_to_the_review_of_broken_glass(
    client_as: Callable[[str], Client], report: Report
) -> None:
    owner, outsider, overseer = client_as("analyst"), client_as("releaser"), client_as("oversight")
    assert owner.post("/compartments/new/", {"name": "CEDAR", "reason": WHY}).status_code == 302
    here = f"/compartments/{Compartment.objects.get().pk}/"
    sent = owner.post(f"{here}put-in/", {"reference": report.number, "reason": "no"})
    assert (sent.status_code, "at least 10 letters" in sent.content.decode()) == (422, True)
    owner.post(f"{here}put-in/", {"reference": report.number, "reason": WHY})
    assert report.title in owner.get(here).content.decode()
    assert outsider.get(here).status_code == 404
    assert outsider.get(f"/intake/{report.pk}/").status_code == 404
    words = {"reference": report.number, "told_by": "duty officer", "reason": WHY, "minutes": "30"}
    assert outsider.post("/compartments/glass/", words).status_code == 302
    page = outsider.get(f"/intake/{report.pk}/")
    assert page.status_code == 200
    assert "The glass is broken" in page.content.decode()
    assert "EXERCISE releaser" in owner.get(here).content.decode()
    opening = Opening.objects.get()
    review = f"/compartments/openings/{opening.pk}/"
    assert str(report.pk) in overseer.get(review).content.decode()
    assert overseer.post(review, {"verdict": "justified", "remark": "EXERCISE no time to ask"}).status_code == 302
    assert outsider.get(f"/intake/{report.pk}/").status_code == 404
    soon = (timezone.localdate() + timedelta(days=9)).isoformat()
    owner.post(f"{here}members/", {"username": "releaser", "reason": WHY, "until": soon})
    assert outsider.get(f"/intake/{report.pk}/").status_code == 200
    owner.post(f"{here}members/releaser/end/")
    assert outsider.get(f"/intake/{report.pk}/").status_code == 404
    owner.post(f"{here}take-out/", {"subject": f"report:{report.pk}", "reason": WHY})
    assert outsider.get(f"/intake/{report.pk}/").status_code == 200
    assert owner.post(f"{here}close/", {"reason": WHY}).status_code == 302


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_pages_open_in_every_language(
    client_as: Callable[[str], Client], people: dict[str, Any], language: str
) -> None:
    for role, paths in {
        "analyst": [
            "/compartments/",
            "/compartments/new/",
            "/compartments/glass/",
            "/vigilance/mine/",
            "/account/purpose/",
        ],
        "oversight": [
            "/compartments/",
            "/compartments/openings/",
            "/vigilance/",
            "/vigilance/rules/",
            "/vigilance/rules/bulk_reading/",
        ],
    }.items():
        people[role].language = language
        people[role].save()
        client = client_as(role)
        for path in paths:
            assert client.get(path).status_code == 200, path


def test_flags_are_handled_on_their_page_and_told(client_as: Callable[[str], Client], report: Report) -> None:
    reader, overseer = client_as("analyst"), client_as("oversight")
    overseer.post(
        "/vigilance/rules/bulk_reading/",
        {
            "is_on": "on",
            "limit": "10",
            "least": "5",
            "times_own": "4",
            "times_role": "3",
            "history_hours": "20",
            "reason": "EXERCISE a small desk",
        },
    )
    for _n in range(12):
        made = Report.objects.create(
            number=f"R-2026-9{_n:03d}",
            title="EXERCISE",
            source=report.source,
            language="en",
            handling=report.handling,
            classification=report.classification,
            received_at=timezone.now(),
            recorded_at=timezone.now(),
            kind="text",
            digest=str(_n),
            recorded_by="analyst",
            purpose="drugs",
        )
        assert reader.get(f"/intake/{made.pk}/").status_code == 200
    assert vigilance.look() >= 1
    flag = Flag.objects.get(rule="bulk_reading")
    page = overseer.get(f"/vigilance/{flag.pk}/").content.decode()
    assert "Different records opened in one hour: 12" in page
    assert (
        overseer.post(
            f"/vigilance/{flag.pk}/handle/", {"state": "explained", "reason": "EXERCISE his case"}
        ).status_code
        == 302
    )
    assert "EXERCISE his case" in reader.get("/vigilance/mine/").content.decode()


def test_by_program(client_as: Callable[[str], Client], token_for: Callable[[str], str], report: Report) -> None:
    client = Client()

    def call(role: str, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        headers = {"Authorization": f"Bearer {tokens[role]}", "X-Jisr-Reason": "EXERCISE review"}
        return client.generic(
            method, f"/api/v1/{path}", __import__("json").dumps(body or {}), "application/json", headers=headers
        )

    tokens = {role: token_for(role) for role in ("analyst", "releaser", "oversight")}
    made = call("analyst", "POST", "compartments/compartments", {"name": "OLIVE", "reason": WHY})
    assert made.status_code == 201
    here = f"compartments/compartments/{made.json()['id']}"
    assert call("analyst", "POST", f"{here}/put-in", {"reference": report.number, "reason": WHY}).json() == {
        "subject": f"report:{report.pk}"
    }
    assert call("releaser", "GET", f"intake/reports/{report.pk}").status_code == 404
    assert call("releaser", "GET", here).json()["code"] == "compartment_not_found"
    never = call("releaser", "POST", "compartments/glass", {"reference": "R-2020-0001", "told_by": "x", "reason": WHY})
    assert never.json()["code"] == "record_not_found"
    opened = call("releaser", "POST", "compartments/glass", {"reference": report.number, "told_by": "x", "reason": WHY})
    assert opened.status_code == 201
    assert call("releaser", "GET", f"intake/reports/{report.pk}").status_code == 200
    assert call("oversight", "GET", "compartments/openings").json()[0]["id"] == opened.json()["id"]
    assert call("oversight", "GET", "vigilance/flags").json()["total"] == 0
    assert call("oversight", "POST", "vigilance/look").json()["raised"] >= 1
    rules = call("oversight", "GET", "vigilance/rules").json()
    assert {rule["code"] for rule in rules} >= {"bulk_reading", "odd_hours", "outside_compartment"}


def last_detail() -> dict[str, Any]:
    stored = ledger.entry(ledger.size() - 1)
    assert stored is not None
    return dict(stored.entry.detail)


def test_a_purpose_is_read_off_the_record_then_stays_at_hand(people: dict[str, Any], report: Report) -> None:
    client = Client()
    client.force_login(people["analyst"])
    asked = client.get("/knowledge/")
    assert asked["Location"].startswith("/account/purpose/?next=%2Fknowledge%2F")
    assert client.get(f"/intake/{report.pk}/").status_code == 200
    detail = last_detail()
    assert (detail["purpose"], detail["purpose_basis"]) == ("drugs", "record")
    assert len(detail["session"]) == len(detail["address"]) == 16
    assert client.get("/knowledge/").status_code == 200
    assert (last_detail()["purpose"], last_detail()["purpose_basis"]) == ("drugs", "at_hand")
    client.post("/account/purpose/", {"purpose": "weapons", "words": "EXERCISE case 12 of the desk", "next": "/"})
    page = client.get("/knowledge/")
    assert "EXERCISE case 12 of the desk" in page.content.decode()
    stored = ledger.entry(ledger.size() - 1)
    assert stored is not None
    assert (stored.entry.detail["purpose"], stored.entry.justification) == ("weapons", "EXERCISE case 12 of the desk")


@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        ({}, "purpose_required"),
        ({"X-Jisr-Purpose": "curiosity"}, "purpose_unknown"),
        ({"X-Jisr-Purpose": "drugs; case 12"}, ""),
    ],
)
def test_a_program_says_for_what_it_searches(
    people: dict[str, Any], token_for: Callable[[str], str], headers: dict[str, str], answer: str
) -> None:
    from jisr.station.accounts.models import ApiToken

    secret = token_for("analyst")
    ApiToken.objects.update(purpose="")
    response = Client().get("/api/v1/knowledge/entities", headers={"Authorization": f"Bearer {secret}", **headers})
    assert response.json().get("code", "") == answer
    if not answer:
        assert last_detail()["purpose"] == "drugs"
