"""Warnings on screen and over HTTP, for people and for programs."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from jisr.core.handling import Purpose
from jisr.core.sealing import DispatchKind
from jisr.core.statements import Grade
from jisr.station.accounts.models import User
from jisr.station.exchange.services.delivery import deliver_due
from jisr.station.exchange.testing import InMemoryPartner
from jisr.station.intake import queries as intake
from jisr.station.intake.services import ReportDraft, receive_report
from jisr.station.ledger import queries as ledger
from jisr.station.release import queries as release_queries
from jisr.station.release import services as release
from jisr.station.warnings.drafts import Draft
from jisr.station.warnings.forms import WarningForm
from jisr.station.warnings.models import Recipient, Warning, WarningState
from jisr.station.web.forms import HandlingForm

pytestmark = pytest.mark.django_db(transaction=True)

type ClientAs = Callable[[str], Client]
type SendWarning = Callable[..., UUID]


def posted(draft: Draft, **changes: Any) -> dict[str, Any]:
    """What the browser sends for a draft."""
    form = {
        "title": draft.title,
        "threat": draft.threat,
        "language": draft.language,
        "place": draft.place,
        "country": draft.country,
        "window_from": "2026-12-01T08:00",
        "window_until": "2026-12-03T20:00",
        "probability": "85",
        "yardstick": draft.yardstick,
        "recommended_action": draft.recommended_action,
        "purpose": draft.purpose.value,
        "recipients": list(draft.recipients),
        "acknowledge_within_minutes": "60",
    }
    marking = {name: value for name, value in HandlingForm.initial_from(draft.handling).items() if value is not None}
    return {**form, **marking, **changes}


def test_an_analyst_drafts_and_a_releaser_lets_it_go(
    client_as: ClientAs, draft: Callable[..., Draft], madrid: InMemoryPartner, actor: Callable[..., Any]
) -> None:
    analyst = client_as("analyst")
    kept = analyst.post("/warnings/new/", posted(draft()))
    warning = Warning.objects.get()
    assert kept.headers["Location"] == f"/warnings/{warning.pk}/"
    assert warning.window_from is not None
    page = analyst.get(f"/warnings/{warning.pk}/").content.decode()
    assert warning.threat in page
    assert "85%" in page
    analyst.post(f"/warnings/{warning.pk}/propose/", {"note": "EXERCISE"})
    (proposal,) = release_queries.awaiting_decision()
    release.release(actor("releaser"), proposal.pk)
    deliver_due("madrid", timezone.now())
    assert madrid.inbox[-1].dispatch.kind is DispatchKind.WARNING
    board = analyst.get("/warnings/").content.decode()
    assert warning.number in board
    assert "Delivered, receipt verified" in board


def test_a_draft_can_be_changed_until_it_is_proposed(
    client_as: ClientAs, draft: Callable[..., Draft], madrid: InMemoryPartner
) -> None:
    analyst = client_as("analyst")
    analyst.post("/warnings/new/", posted(draft()))
    warning = Warning.objects.get()
    shown = analyst.get(f"/warnings/{warning.pk}/edit/").content.decode()
    assert warning.threat in shown
    analyst.post(f"/warnings/{warning.pk}/edit/", posted(draft(), probability="60"))
    warning.refresh_from_db()
    assert warning.probability == 0.6
    analyst.post(f"/warnings/{warning.pk}/propose/", {})
    assert analyst.get(f"/warnings/{warning.pk}/edit/").status_code == 409


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"probability": "101"}, "less than or equal to 100"),
        ({"title": ""}, "This field is required"),
        ({"recipients": []}, "This field is required"),
        ({"window_until": "2026-11-30T08:00"}, "The window ends before it begins."),
        ({"country": ""}, "This field is required"),
        ({"classification": "cosmic"}, "Select a valid choice"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_lost(
    client_as: ClientAs, draft: Callable[..., Draft], madrid: InMemoryPartner, changes: dict[str, Any], said: str
) -> None:
    response = client_as("analyst").post("/warnings/new/", posted(draft(), **changes))
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert draft().threat in page
    assert not Warning.objects.exists()


@pytest.mark.parametrize(("language", "word"), [("en", "very likely"), ("fr", "très probable"), ("ar", "مرجّح جدًا")])
def test_the_number_gets_its_word_in_the_readers_language(
    client_as: ClientAs, people: dict[str, User], language: str, word: str
) -> None:
    User.objects.filter(pk=people["analyst"].pk).update(language=language)
    said = client_as("analyst").get("/warnings/words/", {"probability": "85", "yardstick": "icd203"}).content.decode()
    assert f"<strong>{word}</strong>" in said


def test_a_gap_of_the_yardstick_is_called_one(client_as: ClientAs) -> None:
    said = client_as("analyst").get("/warnings/words/", {"probability": "7", "yardstick": "phia"}).content.decode()
    assert "no word of this yardstick" in said


def test_the_clock_and_the_escalation_are_on_the_page(client_as: ClientAs, sent_warning: SendWarning) -> None:
    warning_id = sent_warning()
    recipient = Recipient.objects.get()
    liaison = client_as("liaison")
    page = liaison.get(f"/warnings/{warning_id}/").content.decode()
    assert f'data-due="{recipient.acknowledge_by:%Y-%m-%dT%H:%M:%SZ}"' in page
    refused = liaison.post(f"/warnings/{warning_id}/escalate/{recipient.pk}/", {"means": "telephone", "note": ""})
    assert refused.status_code == 422
    assert "Note who was reached" in refused.content.decode()
    liaison.post(f"/warnings/{warning_id}/escalate/{recipient.pk}/", {"means": "telephone", "note": "EXERCISE duty"})
    assert recipient.escalations.get().note == "EXERCISE duty"


def test_the_outcome_is_recorded_from_the_page(client_as: ClientAs, sent_warning: SendWarning) -> None:
    warning_id = sent_warning()
    client_as("analyst").post(f"/warnings/{warning_id}/outcome/", {"outcome": "averted", "outcome_note": "EXERCISE"})
    assert Warning.objects.get(pk=warning_id).state == WarningState.CLOSED


def test_a_received_warning_is_acknowledged_from_its_page(client_as: ClientAs, madrid: InMemoryPartner) -> None:
    sealed = madrid.send(
        DispatchKind.WARNING,
        {
            "title": "EXERCISE port",
            "threat": "EXERCISE <b>threat</b> \u202egnp",
            "place": "Port",
            "country": "MA",
            "window": {"from": None, "until": "2026-12-01T00:00:00+00:00"},
            "probability": 0.6,
            "yardstick": "a scale of their own",
            "recommended_action": "EXERCISE",
            "acknowledge_by": timezone.now().isoformat(),
            "portions": [],
            "statements": [],
            "report": {},
        },
    )
    analyst = client_as("analyst")
    assert "EXERCISE port" in analyst.get("/warnings/received/").content.decode()
    page = analyst.get(f"/warnings/received/{sealed.id}/").content.decode()
    assert "⟦U+202E⟧" in page
    assert "<b>threat</b>" not in page
    assert "60%" in page
    analyst.post(f"/warnings/received/{sealed.id}/answer/", {"note": "Reçu", "action": ""})
    deliver_due("madrid", timezone.now())
    assert madrid.inbox[-1].dispatch.body["note"] == "Reçu"
    again = analyst.post(f"/warnings/received/{sealed.id}/answer/", {"action": ""})
    assert again.status_code == 422


def test_reading_a_warning_is_in_the_ledger(client_as: ClientAs, sent_warning: SendWarning) -> None:
    warning_id = sent_warning()
    client_as("releaser").get(f"/warnings/{warning_id}/")
    newest = ledger.entries_about("warning", str(warning_id))[0].entry
    assert (newest.actor, newest.act) == ("releaser", "consultation")


def test_what_does_not_exist_is_404(client_as: ClientAs) -> None:
    analyst = client_as("analyst")
    for path in (f"/warnings/{uuid4()}/", f"/warnings/received/{uuid4()}/", f"/warnings/{uuid4()}/edit/"):
        assert analyst.get(path).status_code == 404


def test_a_warning_drafted_from_a_report_takes_the_chosen_portions_along(
    client_as: ClientAs, draft: Callable[..., Draft], madrid: InMemoryPartner, actor: Callable[..., Any]
) -> None:
    report_id = receive_report(
        actor("analyst"),
        ReportDraft(
            text="EXERCISE first paragraph about a boat.\n\nEXERCISE second paragraph about its source.",
            source="SAFFRON",
            title="EXERCISE boat",
            language="en",
            grade=Grade.parse("B2"),
            purpose=Purpose.MIGRANT_SMUGGLING,
            handling=draft().handling,
        ),
    )
    report = intake.report(report_id)
    assert report is not None
    first, second = report.portions
    analyst = client_as("analyst")
    panel = analyst.get(f"/warnings/of-report/{report_id}/").content.decode()
    assert f"/warnings/new/?report={report_id}" in panel
    shown = analyst.get(f"/warnings/new/?report={report_id}").content.decode()
    assert second.text in shown
    assert 'value="migrant_smuggling" selected' in shown
    analyst.post("/warnings/new/", posted(draft(), report=str(report_id), portion=[str(first.id)]))
    warning = Warning.objects.get()
    assert (warning.report_id, warning.portion_ids) == (report_id, [first.id])
    analyst.post(f"/warnings/{warning.pk}/propose/", {})
    (proposal,) = release_queries.awaiting_decision()
    release.release(actor("releaser"), proposal.pk)
    deliver_due("madrid", timezone.now())
    texts = [portion["text"] for portion in madrid.inbox[-1].dispatch.body["portions"]]
    assert texts == [draft().threat, first.text]
    assert warning.title in analyst.get(f"/warnings/of-report/{report_id}/").content.decode()


@pytest.mark.parametrize("role", ["cooperation", "programme", "administrator"])
def test_others_do_not_see_warnings(client_as: ClientAs, sent_warning: SendWarning, role: str) -> None:
    warning_id = sent_warning()
    client = client_as(role)
    for path in ("/warnings/", f"/warnings/{warning_id}/", "/warnings/received/", "/warnings/new/"):
        assert client.get(path).status_code == 403


def test_a_releaser_reads_but_writes_nothing(client_as: ClientAs, sent_warning: SendWarning) -> None:
    warning_id = sent_warning()
    releaser = client_as("releaser")
    assert releaser.get(f"/warnings/{warning_id}/").status_code == 200
    assert releaser.get("/warnings/new/").status_code == 403
    assert releaser.post(f"/warnings/{warning_id}/outcome/", {"outcome": "averted"}).status_code == 403


def test_oversight_gives_a_reason_before_reading(client_as: ClientAs, sent_warning: SendWarning) -> None:
    warning_id = sent_warning()
    response = client_as("oversight").get(f"/warnings/{warning_id}/")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/account/reason/")


def as_json(draft: Draft) -> dict[str, Any]:
    return {
        "title": draft.title,
        "threat": draft.threat,
        "language": draft.language,
        "place": draft.place,
        "country": draft.country,
        "probability": draft.probability,
        "yardstick": draft.yardstick,
        "recommended_action": draft.recommended_action,
        "purpose": draft.purpose.value,
        "handling": draft.handling.to_json(),
        "recipients": list(draft.recipients),
        "acknowledge_within_minutes": 60,
    }


def test_the_whole_way_over_the_api(
    token_for: Callable[[str], str], draft: Callable[..., Draft], madrid: InMemoryPartner, actor: Callable[..., Any]
) -> None:
    client = Client(headers={"Authorization": f"Bearer {token_for('analyst')}"})

    def post(path: str, body: dict[str, Any]) -> Any:
        return client.post(f"/api/v1/warnings/{path}", body, content_type="application/json")

    made = post("", as_json(draft()))
    assert made.status_code == 201, made.content
    warning_id = made.json()["id"]
    proposal = post(f"{warning_id}/propose", {"note": "EXERCISE"}).json()["id"]
    release.release(actor("releaser"), UUID(proposal))
    deliver_due("madrid", timezone.now())
    shown = client.get(f"/api/v1/warnings/{warning_id}").json()
    assert (shown["state"], shown["sent_to"][0]["standing"]) == ("sent", "delivered")
    escalated = post(f"recipients/{shown['sent_to'][0]['id']}/escalate", {"means": "telephone", "note": "EXERCISE"})
    assert escalated.status_code == 200
    assert post(f"{warning_id}/outcome", {"outcome": "averted", "outcome_note": "EXERCISE"}).status_code == 200
    listed = client.get("/api/v1/warnings/", {"state": "closed"}).json()
    assert (listed["total"], listed["items"][0]["id"]) == (1, warning_id)


def test_a_received_warning_is_answered_over_the_api(token_for: Callable[[str], str], madrid: InMemoryPartner) -> None:
    sealed = madrid.send(
        DispatchKind.WARNING,
        {
            "title": "EXERCISE port",
            "threat": "EXERCISE",
            "place": "Port",
            "country": "MA",
            "window": {"from": None, "until": None},
            "probability": 0.6,
            "yardstick": "icd203",
            "recommended_action": "EXERCISE",
            "acknowledge_by": timezone.now().isoformat(),
            "portions": [],
            "statements": [],
            "report": {},
        },
    )
    client = Client(headers={"Authorization": f"Bearer {token_for('liaison')}"})
    (listed,) = client.get("/api/v1/warnings/received").json()["items"]
    assert (listed["id"], listed["title"], listed["acknowledged_at"]) == (sealed.id, "EXERCISE port", None)
    path = f"/api/v1/warnings/received/{sealed.id}"
    early = client.post(f"{path}/action", {"action": "EXERCISE"}, content_type="application/json")
    assert (early.status_code, early.json()["code"]) == (409, "warning_state")
    assert client.post(f"{path}/acknowledge", {"note": "EXERCISE"}, content_type="application/json").status_code == 201
    assert client.post(f"{path}/action", {"action": "EXERCISE"}, content_type="application/json").status_code == 201
    (listed,) = client.get("/api/v1/warnings/received").json()["items"]
    assert listed["action"] == "EXERCISE"
    assert listed["acknowledged_at"]


def test_the_api_names_what_is_wrong(
    token_for: Callable[[str], str], draft: Callable[..., Draft], madrid: InMemoryPartner
) -> None:
    client = Client(headers={"Authorization": f"Bearer {token_for('analyst')}", "Accept-Language": "fr"})
    refused = client.post(
        "/api/v1/warnings/", {**as_json(draft()), "recipients": ["nowhere"]}, content_type="application/json"
    )
    assert refused.status_code == 400
    assert refused.json() == {
        "code": "recipients",
        "message": "Seuls les partenaires actifs peuvent être alertés.",
        "field": "recipients",
    }
    malformed = client.post(
        "/api/v1/warnings/", {**as_json(draft()), "handling": {"tlp": "pink"}}, content_type="application/json"
    )
    assert (malformed.status_code, malformed.json()["field"]) == (400, "handling")


def test_a_token_without_the_right_gets_nothing(token_for: Callable[[str], str], sent_warning: SendWarning) -> None:
    warning_id = sent_warning()
    client = Client(headers={"Authorization": f"Bearer {token_for('administrator')}"})
    assert client.get(f"/api/v1/warnings/{warning_id}").status_code == 403
    assert Client().get("/api/v1/warnings/").status_code == 401


def test_the_form_shows_a_stored_draft_unchanged(
    draft: Callable[..., Draft], madrid: InMemoryPartner, actor: Callable[..., Any]
) -> None:
    from jisr.station.warnings import services

    original = draft(window_from=None, window_until=None)
    warning = Warning.objects.get(pk=services.draft_warning(actor("analyst"), original))
    form = WarningForm(WarningForm.initial_from(warning))
    assert form.is_valid(), form.errors
    assert form.draft(original.handling, None, [], []) == original
