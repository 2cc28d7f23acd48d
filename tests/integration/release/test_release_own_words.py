"""Own words of a proposal are sealed while it is open, and their key goes once it is closed."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from jisr.core.handling import Purpose
from jisr.core.sealing import DispatchKind
from jisr.station.exchange.testing import InMemoryPartner
from jisr.station.intake import services as intake
from jisr.station.release import services
from jisr.station.release.models import Proposal, ProposalItem
from jisr.station.vault import services as vault
from jisr.station.vault.opening import key_ring

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "EXERCISE the lighthouse at noon"


@pytest.fixture
def own(madrid: InMemoryPartner, actor: Callable[..., Any]) -> UUID:
    """A proposal of words that no report holds."""
    identifier = UUID(int=7)
    portion = {"id": str(identifier), "text": WORDS, "lang": "en", "handling": intake.default_handling().to_json()}
    return services.propose(
        actor("analyst"),
        kind=DispatchKind.INFORMATION,
        subject=f"note:{identifier}",
        recipients=["madrid"],
        portions=[portion],
        statements=[],
        purpose=Purpose.TERRORISM,
        title="EXERCISE",
        body_extra={"threat": WORDS},
    )


def columns(proposal_id: UUID) -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM release_item WHERE proposal_id = %s", [proposal_id])
        found = [bytes(row[0]) for row in cursor.fetchall()]
        cursor.execute("SELECT extra FROM release_proposal WHERE id = %s", [proposal_id])
        return [*found, *(bytes(row[0]) for row in cursor.fetchall())]


def test_they_are_sealed_and_read_as_they_were(own: UUID) -> None:
    assert Proposal.objects.get(pk=own).extra == {"threat": WORDS}
    (item,) = ProposalItem.objects.filter(proposal=own)
    assert item.content["text"] == WORDS
    assert len(columns(own)) == 2
    assert all(column and b"lighthouse" not in column for column in columns(own))


def test_their_key_goes_after_the_proposal_is_closed_and_not_before(
    own: UUID, actor: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = columns(own)
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(vault.timezone, "now", lambda: later)
    vault.collect_orphans()
    assert not key_ring().store.newest([own])[own].is_destroyed
    monkeypatch.undo()
    services.withdraw(actor("analyst"), own, "EXERCISE")
    assert columns(own) == [b"", b""]
    monkeypatch.setattr(vault.timezone, "now", lambda: later)
    vault.collect_orphans()
    assert key_ring().store.newest([own])[own].is_destroyed
    with connection.cursor() as cursor:  # last week's backup of the rows
        cursor.execute("ALTER TABLE release_item DISABLE TRIGGER USER")
        cursor.execute("UPDATE release_item SET content = %s WHERE proposal_id = %s", [sealed[0], own])
        cursor.execute("ALTER TABLE release_item ENABLE TRIGGER USER")
    assert ProposalItem.objects.get(proposal=own).content == {}


def test_what_stood_in_the_clear_is_sealed_by_the_migration(own: UUID) -> None:
    """Given a station of before, with an open proposal, when it is brought up to date, then that reads on."""
    before, after = [("release", "0004_waiting_for_consent")], [("release", "0005_seal_own_words")]
    guards = import_module("jisr.station.release.guards")
    with connection.cursor() as cursor:
        cursor.execute(guards.REMOVE)
        cursor.execute(
            'ALTER TABLE release_item ALTER COLUMN content TYPE jsonb USING \'{"text": "EXERCISE clear"}\'::jsonb'
        )
        cursor.execute(
            'ALTER TABLE release_proposal ALTER COLUMN extra TYPE jsonb USING \'{"threat": "EXERCISE clear"}\'::jsonb'
        )
        cursor.execute(guards.INSTALL)
    executor = MigrationExecutor(connection)
    executor.migrate(before, fake=True)
    executor = MigrationExecutor(connection)
    executor.migrate(after)
    assert Proposal.objects.get(pk=own).extra == {"threat": "EXERCISE clear"}
    assert ProposalItem.objects.get(proposal=own).content == {"text": "EXERCISE clear"}
    assert all(column and b"clear" not in column for column in columns(own))
