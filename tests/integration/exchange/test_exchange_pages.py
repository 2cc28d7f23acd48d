"""The room's pages, in three languages, with what each role may do."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from jisr.core.sealing import DispatchKind
from jisr.station.exchange import queries, services
from jisr.station.exchange.models import Delivery, DispatchState
from jisr.station.exchange.services.delivery import deliver_due
from jisr.station.exchange.testing import InMemoryPartner
from jisr.station.ledger import queries as ledger_queries

pytestmark = pytest.mark.django_db(transaction=True)

LANGUAGES = ("ar", "fr", "en")
TEXT = "رسالة تمرين <script>alert(1)</script> \u202eevil"


@pytest.fixture
def received(madrid: InMemoryPartner) -> UUID:
    portion = {"id": str(uuid4()), "text": TEXT, "lang": "ar", "handling": madrid.handling().to_json()}
    body = {"title": "EXERCISE <b>title</b>", "portions": [portion], "statements": []}
    return UUID(madrid.send(DispatchKind.INFORMATION, body).id)


@pytest.fixture
def sent(madrid: InMemoryPartner, actor: Callable[..., Any]) -> UUID:
    return services.send(
        actor("releaser"),
        kind=DispatchKind.INFORMATION,
        recipients=["madrid"],
        body={"title": "EXERCISE outgoing", "portions": [], "statements": []},
        handling=services.own_handling(),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_in_every_language(
    language: str,
    received: UUID,
    sent: UUID,
    madrid: InMemoryPartner,
    people: dict[str, Any],
    client_as: Callable[..., Any],
) -> None:
    people["liaison"].language = language
    people["liaison"].save()
    due = (timezone.now() + timedelta(hours=8)).isoformat()
    asked = madrid.send(
        DispatchKind.REQUEST, {"question": "EXERCISE?", "legal_basis": "x", "urgency": "urgent", "due": due}
    )
    madrid.send(
        DispatchKind.CONSENT_REQUEST, {"permission": "pass_on", "to": ["bamako"], "reason": "x"}, refers_to=sent
    )
    deliver_due("madrid", timezone.now())
    client = client_as("liaison")
    addresses = [
        reverse("exchange:inbox"),
        reverse("exchange:inbox") + "?show=everything",
        reverse("exchange:sent"),
        reverse("exchange:requests"),
        reverse("exchange:request_new"),
        reverse("exchange:obligations"),
        reverse("exchange:with_partner", args=["madrid"]),
        reverse("exchange:about", args=["report:none"]),
        *(reverse("exchange:dispatch", args=[item]) for item in (received, sent, UUID(asked.id))),
        reverse("exchange:recall", args=[sent]),
        reverse("exchange:correct", args=[sent]),
        reverse("exchange:ask_consent", args=[received]),
        reverse("exchange:consents"),
        reverse("exchange:reviews"),
        reverse("exchange:where", args=[sent]),
        *(reverse("exchange:consent", args=[view.id]) for view in queries.consents()),
    ]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert f'<html lang="{language}' in response.content.decode() or "<html" not in response.content.decode()
        assert "<script>alert" not in response.content.decode()


def test_content_is_shown_with_its_marking_and_the_reading_is_entered(
    received: UUID, client_as: Callable[..., Any]
) -> None:
    page = client_as("analyst").get(reverse("exchange:dispatch", args=[received])).content.decode()
    assert "رسالة تمرين &lt;script&gt;" in page
    assert "\u202e" not in page
    assert "stripe confidential" in page
    entry = ledger_queries.entries_about("dispatch", str(received))[0].entry
    assert (entry.act.value, entry.actor) == ("consultation", "analyst")


def test_recalled_content_is_not_shown(received: UUID, madrid: InMemoryPartner, client_as: Callable[..., Any]) -> None:
    madrid.send(DispatchKind.RECALL, {"reason": "wrong", "all": True}, refers_to=received)
    page = client_as("analyst").get(reverse("exchange:dispatch", args=[received])).content.decode()
    assert "رسالة تمرين" not in page
    assert (
        "EXERCISE &lt;b&gt;" not in client_as("analyst").get(reverse("exchange:inbox") + "?show=all").content.decode()
    )


def test_acknowledging_from_the_page(received: UUID, madrid: InMemoryPartner, client_as: Callable[..., Any]) -> None:
    client = client_as("analyst")
    response = client.post(reverse("exchange:acknowledge", args=[received]), {"action": "EXERCISE patrols", "note": ""})
    assert response.status_code == 302
    deliver_due("madrid", timezone.now())
    assert madrid.inbox[-1].dispatch.body["action"] == "EXERCISE patrols"
    again = client.post(reverse("exchange:acknowledge", args=[received]), {"action": "", "note": ""})
    assert again.status_code == 422


def test_feedback_without_a_verdict_shows_what_is_missing(received: UUID, client_as: Callable[..., Any]) -> None:
    response = client_as("analyst").post(reverse("exchange:feedback", args=[received]), {"comment": "x"})
    assert response.status_code == 422
    assert queries.thread(received)[0].id == received
    assert len(queries.thread(received)) == 1


def test_asking_for_information_from_the_page(madrid: InMemoryPartner, client_as: Callable[..., Any]) -> None:
    form = {
        "recipients": ["madrid"],
        "question": "EXERCISE?",
        "legal_basis": "",
        "purpose": "terrorism",
        "urgency": "urgent",
    }
    response = client_as("liaison").post(reverse("exchange:request_new"), form)
    assert response.status_code == 302
    assert [item.question for item in queries.open_requests("out")] == ["EXERCISE?"]


def test_recalling_from_the_page(sent: UUID, madrid: InMemoryPartner, client_as: Callable[..., Any]) -> None:
    deliver_due("madrid", timezone.now())
    address = reverse("exchange:recall", args=[sent])
    assert client_as("analyst").get(address).status_code == 403
    assert client_as("releaser").post(address, {"scope": "some", "reason": "x"}).status_code == 422
    assert client_as("releaser").post(address, {"scope": "all", "reason": "EXERCISE"}).status_code == 302
    deliver_due("madrid", timezone.now())
    assert madrid.inbox[-1].dispatch.kind == DispatchKind.RECALL


def test_erasing_and_consenting_from_the_page(
    received: UUID, sent: UUID, madrid: InMemoryPartner, client_as: Callable[..., Any]
) -> None:
    madrid.send(DispatchKind.RECALL, {"reason": "wrong", "all": True}, refers_to=received)
    madrid.send(DispatchKind.CONSENT_REQUEST, {"permission": "act_on", "to": [], "reason": "x"}, refers_to=sent)
    client = client_as("liaison")
    [asked] = queries.consents(direction="in")
    owed = next(item for item in queries.obligations() if item.kind == "recalled")
    answer = client.post(reverse("exchange:prepare_consent", args=[asked.id]), {"until": "2090-01-01", "note": "x"})
    assert answer.status_code == 302
    releaser = client_as("releaser")
    page = releaser.get(reverse("exchange:consent", args=[asked.id]))
    decision = {"decision": "grant", "seen": page.context["grant_form"].initial["seen"]}
    assert releaser.post(reverse("exchange:decide_consent", args=[asked.id]), decision).status_code == 302
    assert client.post(reverse("exchange:fulfil", args=[owed.id])).status_code == 302
    assert queries.consents(direction="in")[0].state == "granted"
    assert queries.find(received).state == DispatchState.ERASED  # type: ignore[union-attr]


def test_receipt_can_be_taken_away_as_proof(sent: UUID, madrid: InMemoryPartner, client_as: Callable[..., Any]) -> None:
    deliver_due("madrid", timezone.now())
    delivery = Delivery.objects.get()
    response = client_as("oversight").get(reverse("exchange:receipt", args=[delivery.id]))
    assert response.status_code == 302, "oversight gives a reason first"
    response = client_as("liaison").get(reverse("exchange:receipt", args=[delivery.id]))
    assert response.content == bytes(delivery.receipt)
    assert client_as("liaison").get(reverse("exchange:receipt", args=[uuid4()])).status_code == 404


def test_administrator_reads_nothing(received: UUID, client_as: Callable[..., Any]) -> None:
    client = client_as("administrator")
    for address in (reverse("exchange:inbox"), reverse("exchange:dispatch", args=[received])):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize(("language", "word"), [("ar", "الوارد"), ("fr", "Boîte de réception"), ("en", "Inbox")])
def test_words_are_the_readers(language: str, word: str, people: dict[str, Any], client_as: Callable[..., Any]) -> None:
    people["analyst"].language = language
    people["analyst"].save()
    assert f"<h1>{word}</h1>" in client_as("analyst").get(reverse("exchange:inbox")).content.decode()
