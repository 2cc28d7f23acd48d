"""Dispatches on their way out: stored, delivered, receipted, tried again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from jisr.core.sealing import DispatchKind
from jisr.station.exchange import queries, services
from jisr.station.exchange.services.delivery import deliver_due
from jisr.station.exchange.testing import InMemoryPartner
from jisr.station.ledger import queries as ledger_queries

pytestmark = pytest.mark.django_db(transaction=True)

BODY: dict[str, Any] = {"title": "تمرين — EXERCISE", "portions": [], "statements": []}


@pytest.fixture
def send(actor: Callable[..., Any]) -> Callable[..., Any]:
    def go(*recipients: str, **more: Any) -> Any:
        values: dict[str, Any] = {
            "kind": DispatchKind.INFORMATION,
            "recipients": list(recipients),
            "body": BODY,
            "handling": services.own_handling(),
        }
        return services.send(actor("releaser"), **{**values, **more})

    return go


def test_dispatch_is_delivered_opened_and_receipted(send: Callable[..., Any], madrid: InMemoryPartner) -> None:
    record_id = send("madrid")
    run = deliver_due("madrid", timezone.now())
    assert (run.received, run.refused, run.stopped_by) == (1, 0, "")
    assert madrid.inbox[0].dispatch.body == BODY
    [delivery] = queries.dispatches_about("")[0].deliveries
    assert (delivery.state, delivery.their_index, delivery.outcome) == ("received", 0, "received")
    assert ledger_queries.partner_state("madrid") == "consistent"
    entries = ledger_queries.entries_about("dispatch", str(record_id))
    assert [entry.entry.decision for entry in entries] == ["receipted", "information"]
