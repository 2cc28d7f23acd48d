"""What may be matched only with its originator's consent: asked, granted for some, taken back, ended. EXERCISE data."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from jisr.core.handling import OnwardRule
from jisr.core.sealing import DispatchKind
from jisr.core.statements import Basis, Grade, Statement
from jisr.station.exchange import queries, services
from jisr.station.exchange.models import Obligation, ObligationKind
from jisr.station.exchange.testing import InMemoryPartner
from jisr.station.intake import services as intake
from jisr.station.knowledge import services as knowledge
from jisr.station.knowledge.models import IdentityProposal, StatementRecord
from jisr.station.knowledge.resolution.matchable import matchable_among

pytestmark = pytest.mark.django_db


def named(value: str, handling: Any) -> Statement:
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    return Statement(
        id=str(uuid4()), entity_id=str(uuid4()), schema="Person", prop="name", value=value,
        original_value="", lang="", source="", report_id="", dispatch_id="", grade=Grade.parse("B2"),
        handling=handling, category=None, basis=Basis.FACT, first_seen=moment, last_confirmed=moment, expires=None,
    )  # fmt: skip


@pytest.fixture
def received(madrid: InMemoryPartner) -> tuple[UUID, list[str]]:
    """Two persons from Madrid, neither to be matched without asking; the same names are known here."""
    handling = replace(madrid.handling(), match=OnwardRule.ASK)
    statements = [named("Abdelkrim Exercice", handling), named("Zoubida Exercice", handling)]
    body = {"title": "EXERCISE", "portions": [], "statements": [each.to_json() for each in statements]}
    record_id = UUID(madrid.send(DispatchKind.INFORMATION, body, handling=handling).id)
    return record_id, [each.id for each in statements]


def entities(record_id: UUID) -> set[UUID]:
    return set(StatementRecord.objects.filter(dispatch_id=record_id).values_list("canonical_id", flat=True))


def answer(madrid: InMemoryPartner, consent_id: UUID, **body: Any) -> None:
    view = queries.consent(consent_id)
    assert view is not None
    decision = {"permission": "match", "granted": True, "conditions": "", **body}
    madrid.send(DispatchKind.CONSENT_DECISION, decision, refers_to=view.request)


def test_it_binds_this_station_and_is_matched_with_nothing(received: tuple[UUID, list[str]]) -> None:
    assert Obligation.objects.filter(record=received[0], kind=ObligationKind.MATCH, never=False).exists()
    assert matchable_among(entities(received[0])) == set()


def test_once_granted_it_is_matched_and_what_it_may_be_the_same_as_is_looked_for(
    received: tuple[UUID, list[str]], madrid: InMemoryPartner, actor: Callable[..., Any]
) -> None:
    knowledge.add_statements(actor("analyst"), [named("Abdelkrim Exercice", intake.default_handling())])
    asked = services.ask_consent(actor("liaison"), received[0], "match", "EXERCISE: two cells, one name?")
    assert matchable_among(entities(received[0])) == set()
    answer(madrid, asked)
    assert matchable_among(entities(received[0])) == entities(received[0])
    knowledge.propose_for_entities(actor("analyst"), entities(received[0]))
    assert IdentityProposal.objects.count() == 1
    answer(madrid, asked, granted=False, withdrawn=True)
    assert matchable_among(entities(received[0])) == set()


def test_granted_for_a_part_and_for_a_time(
    received: tuple[UUID, list[str]], madrid: InMemoryPartner, actor: Callable[..., Any], monkeypatch: Any
) -> None:
    record_id, ids = received
    first = StatementRecord.objects.get(origin_id=ids[0]).canonical_id
    asked = services.ask_consent(actor("liaison"), record_id, "match", "EXERCISE")
    day = timezone.localdate() + timedelta(days=10)
    answer(madrid, asked, items=[ids[0]], until=day.isoformat())
    assert matchable_among(entities(record_id)) == {first}
    monkeypatch.setattr(timezone, "localdate", lambda: day + timedelta(days=1))
    assert matchable_among(entities(record_id)) == set()


def test_a_refusal_changes_nothing(
    received: tuple[UUID, list[str]], madrid: InMemoryPartner, actor: Callable[..., Any]
) -> None:
    asked = services.ask_consent(actor("liaison"), received[0], "match", "EXERCISE")
    answer(madrid, asked, granted=False)
    assert matchable_among(entities(received[0])) == set()
