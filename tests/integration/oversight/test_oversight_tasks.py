"""The jobs that run by themselves, and the count beside the room's name."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django import app

from jisr.station.ledger import queries as ledger
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.anchor import anchor_path, read_anchor
from jisr.station.ledger.models import LedgerEntry
from jisr.station.ledger.services import Act, prepare, record_many
from jisr.station.oversight.queries import count_alarms
from jisr.station.oversight.tasks import check_ledger, witness_partners

pytestmark = [pytest.mark.django_db, pytest.mark.integration]


@pytest.fixture(autouse=True)
def entries() -> None:
    amina = Actor("amina", ("analyst",), 7)
    record_many([prepare(amina, Act.COLLECTION, "report", f"r{number}") for number in range(9)])


def test_both_jobs_are_known_and_regular() -> None:
    names = {"oversight.check_ledger", "oversight.witness_partners"}
    assert names <= set(app.tasks)
    assert names <= {name for name, _ in app.periodic_registry.periodic_tasks}


def test_regular_check_that_holds_adds_no_entry_and_moves_the_anchor() -> None:
    before = ledger.size()
    assert check_ledger() is True
    assert ledger.size() == before
    anchor = read_anchor(anchor_path())
    assert anchor is not None
    assert anchor.size == before


def test_regular_check_that_finds_something_is_seen_by_people(client_as: Callable[[str], Client]) -> None:
    LedgerEntry.objects.filter(index=2).update(actor="someone else")
    assert check_ledger() is False
    assert count_alarms(None) == 1
    page = client_as("oversight").get(reverse("oversight:integrity")).content.decode()
    assert '<span class="count">1</span>' in page


def test_no_partner_behind_means_nothing_to_do(people: dict[str, Any]) -> None:
    assert witness_partners() == 0
