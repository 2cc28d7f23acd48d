"""What a recall takes back can be read nowhere: page, search, names, texts, API, export, release, command."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from jisr.core.handling import Classification, DataCategory, Handling, Tlp
from jisr.core.statements import Basis, Statement
from jisr.station.knowledge import queries, services
from jisr.station.knowledge.models import StatementRecord

pytestmark = [pytest.mark.django_db, pytest.mark.integration]
SECRET = "Zoubida Exercise"
MADRID = Handling("madrid", Classification.CONFIDENTIAL, Tlp.AMBER)
NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
Take = Callable[[Any, UUID], object]


@pytest.fixture
def dispatch(actor: Callable[[str], Any]) -> UUID:
    """A received dispatch whose statement and text name somebody, and a second one about the same entity."""
    received, entity = uuid4(), str(uuid4())
    claims = [("name", SECRET), ("summary", f"{SECRET} crossed")]
    services.store_received(
        actor("analyst"),
        received,
        "madrid",
        [
            Statement(
                id=str(uuid4()), entity_id=entity, schema="Person", prop=prop, value=value,
                original_value=value.upper(), lang="en", source="", report_id="", dispatch_id="", grade=None,
                handling=MADRID,
                category=DataCategory.SUSPECT, basis=Basis.FACT, first_seen=NOW, last_confirmed=NOW, expires=None,
            )
            for prop, value in claims
        ],
    )  # fmt: skip
    portion = services.TextPortion(uuid4(), f"{SECRET} crossed the border", "en", MADRID)
    services.index_text(f"dispatch:{received}", "Information", NOW, [portion])
    return received


def quarantine(actor: Any, dispatch: UUID) -> None:
    services.quarantine_received(actor, dispatch)


def erase(actor: Any, dispatch: UUID) -> None:
    services.erase_received(actor, dispatch)


@pytest.mark.parametrize("take_back", [quarantine, erase])
def test_recalled_content_is_read_nowhere(
    dispatch: UUID, take_back: Take, actor: Any, client_as: Callable[[str], Client], token_for: Callable[[str], str]
) -> None:
    rows = StatementRecord.objects.filter(dispatch_id=dispatch)
    entity, ids = rows[0].canonical_id, list(rows.values_list("id", flat=True))
    console = client_as("analyst")
    assert SECRET in console.get(reverse("knowledge:entity", args=[entity])).content.decode()

    take_back(actor("liaison"), dispatch)

    pages = [
        console.get(reverse("knowledge:entity", args=[entity])).content,
        console.get(reverse("knowledge:entities")).content,
        console.get(reverse("knowledge:panel_entities", args=["dispatch", dispatch])).content,
        b"".join(console.get(reverse("knowledge:export", args=["csv"]))),
        b"".join(console.get(reverse("knowledge:export", args=["ftm"]))),
    ]
    api = Client(headers={"Authorization": f"Bearer {token_for('analyst')}"})
    pages += [
        api.get(f"/api/v1/knowledge/entities/{entity}").content,
        api.get("/api/v1/knowledge/statements", {"dispatch": str(dispatch)}).content,
        api.get("/api/v1/knowledge/names", {"name": SECRET}).content,
        api.get("/api/v1/knowledge/texts", {"q": "crossed"}).content,
    ]
    for page in pages:
        assert b"zoubida" not in page.lower()
    assert queries.statements(ids) == []
    assert queries.entity(entity) is None
    assert queries.known_matches(SECRET) == []
    states = json.loads(pages[6])
    assert len(states) == 2
    assert {row["state"] for row in states} <= {"quarantined", "erased"}


def test_a_recalled_statement_cannot_be_brought_back_by_hand(dispatch: UUID, actor: Any) -> None:
    (first, *_others) = StatementRecord.objects.filter(dispatch_id=dispatch)
    services.retract_statements(actor("analyst"), [first.id], "set aside first")
    services.quarantine_received(actor("liaison"), dispatch)
    with pytest.raises(services.StatementEndedError):
        services.restore_statement(actor("analyst"), first.id)
    assert services.retract_statements(actor("analyst"), [first.id], "again") == 0
