"""Consents, whereabouts and reviews by command. EXERCISE data only."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from jisr.cli.main import run
from jisr.core.sealing import DispatchKind
from jisr.station.exchange import queries, services
from jisr.station.exchange.models import DispatchRecord, Review
from jisr.station.exchange.services.delivery import deliver_due
from jisr.station.exchange.testing import InMemoryPartner

pytestmark = pytest.mark.django_db


@pytest.fixture
def says(
    token_for: Callable[[str], str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Any]:
    """says("liaison", "consent", "list") -> what the command prints; a refusal's code when it fails."""
    monkeypatch.setenv("LANGUAGE", "en")

    def call(account: str, *words: object) -> Any:
        monkeypatch.setenv("JISR_TOKEN", token_for(account))
        code = run([*(str(word) for word in words), "--json"])
        printed = capsys.readouterr()
        return json.loads(printed.out) if code == 0 else json.loads(printed.err)["error"]["code"]

    return call


def dispatch_of_ours(actor: Callable[..., Any]) -> tuple[UUID, str]:
    own = services.own_handling()
    portion = {"id": str(uuid4()), "text": "EXERCISE first", "lang": "en", "handling": own.to_json()}
    record_id = services.send(
        actor("releaser"),
        kind=DispatchKind.INFORMATION,
        recipients=["madrid"],
        body={"title": "EXERCISE", "portions": [portion], "statements": []},
        handling=own,
    )
    deliver_due("madrid", timezone.now())
    return record_id, portion["id"]


def test_answering_a_partner(madrid: InMemoryPartner, actor: Callable[..., Any], says: Callable[..., Any]) -> None:
    record_id, part = dispatch_of_ours(actor)
    body = {"permission": "pass_on", "to": ["bamako"], "reason": "EXERCISE"}
    madrid.send(DispatchKind.CONSENT_REQUEST, body, refers_to=record_id)
    [asked] = says("liaison", "consent", "list", "--direction", "in")
    assert (asked["partner"], asked["to"], asked["state"]) == ("madrid", ["bamako"], "asked")
    words = ("--words", f"{part}=EXERCISE softened", "--until", "2090-01-01", "--note", "EXERCISE")
    unknown = says("analyst", "consent", "prepare", asked["id"], "--words", f"{uuid4()}=x")
    assert unknown == "consent_item_unknown"
    prepared = says("analyst", "consent", "prepare", asked["id"], *words)
    assert prepared["conditions"] == ["until", "sanitised", "note"]
    assert says("analyst", "consent", "grant", asked["id"], "--seen", prepared["seen"]) == "not_permitted"
    assert says("releaser", "consent", "grant", asked["id"], "--seen", "0" * 64) == "consent_changed"
    assert says("releaser", "consent", "grant", asked["id"], "--seen", prepared["seen"])["dispatch"]
    deliver_due("madrid", timezone.now())
    assert madrid.inbox[-1].dispatch.body["texts"][0]["text"] == "EXERCISE softened"
    assert says("releaser", "consent", "deny", asked["id"]) == "not_possible_here"
    assert says("liaison", "consent", "withdraw", asked["id"], "--because", "EXERCISE")["dispatch"]
    [holder] = says("liaison", "consent", "where", record_id)["holders"]
    assert (holder["station"], holder["state"]) == ("madrid", "received")


def test_asking_and_being_denied(madrid: InMemoryPartner, actor: Callable[..., Any], says: Callable[..., Any]) -> None:
    portion = {"id": str(uuid4()), "text": "EXERCISE", "lang": "en", "handling": madrid.handling().to_json()}
    body = {"title": "EXERCISE", "portions": [portion], "statements": []}
    record_id = madrid.send(DispatchKind.INFORMATION, body).id
    asked = ("consent", "ask", record_id, "--permission", "pass_on", "--to", "bamako", "--because", "EXERCISE")
    made = says("liaison", *asked)["consent"]
    assert says("liaison", *asked) == "consent_asked_already"
    request = queries.consents(direction="out")[0].request
    answer = {"permission": "pass_on", "granted": False, "conditions": "EXERCISE no"}
    madrid.send(DispatchKind.CONSENT_DECISION, answer, refers_to=request)
    [row] = says("liaison", "consent", "list", "--direction", "out", "--state", "refused")
    assert row["id"] == made


def test_reviews(madrid: InMemoryPartner, actor: Callable[..., Any], says: Callable[..., Any]) -> None:
    record_id, _part = dispatch_of_ours(actor)
    review = Review.objects.create(
        record=DispatchRecord.objects.get(pk=record_id),
        cause=record_id,
        reason="corrected",
        kind="statement",
        ref=str(uuid4()),
        created_at=timezone.now(),
    )
    [row] = says("analyst", "review", "list")
    assert row["id"] == str(review.pk)
    assert says("analyst", "review", "done", review.pk, "--note", "EXERCISE") == {"review": row["id"], "done": True}
    assert says("analyst", "review", "list") == []
    assert says("analyst", "review", "list", "--done")[0]["done_by"] == "analyst"
    assert says("analyst", "review", "undo", review.pk)["done"] is False
    assert len(says("analyst", "review", "list")) == 1
