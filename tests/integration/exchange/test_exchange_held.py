"""A recall of what is under a legal hold: quarantined at once, told to the originator, erased when the hold ends."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from jisr.core.sealing import DispatchKind
from jisr.station.exchange import queries
from jisr.station.exchange.models import DispatchRecord, Obligation
from jisr.station.exchange.services import fulfil
from jisr.station.exchange.services.delivery import deliver_due
from jisr.station.exchange.testing import InMemoryPartner
from jisr.station.ledger.models import LedgerEntry
from jisr.station.retention import services
from jisr.station.retention.keeping import today
from jisr.station.retention.problems import RetentionProblem
from jisr.station.vault.problems import HeldProblem

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "EXERCISE: held for a court"


@pytest.fixture
def held(madrid: InMemoryPartner, actor: Callable[..., Any]) -> tuple[UUID, UUID]:
    """A dispatch from Madrid under a hold, and the hold."""
    portion = {"id": str(uuid4()), "text": TEXT, "lang": "en", "handling": madrid.handling().to_json()}
    body = {"title": "EXERCISE", "portions": [portion], "statements": [],
            "report": {"grade": "B2", "language": "en", "event_time": None}}  # fmt: skip
    sent = madrid.send(DispatchKind.INFORMATION, body)
    record_id = UUID(sent.id)
    hold = services.place_hold(
        actor("releaser"), "dispatch", record_id, reason="EXERCISE", legal_reference="File 7/2026",
        until=today() + timedelta(days=30),
    )  # fmt: skip
    madrid.send(DispatchKind.RECALL, {"reason": "EXERCISE", "all": True}, refers_to=sent.id)
    return record_id, hold


def certificates(madrid: InMemoryPartner) -> list[dict[str, Any]]:
    deliver_due("madrid", timezone.now())
    return [one.dispatch.body for one in madrid.inbox if one.dispatch.kind is DispatchKind.CERTIFICATE]


def test_it_is_quarantined_and_the_originator_told_until_when(
    madrid: InMemoryPartner, held: tuple[UUID, UUID], actor: Callable[..., Any]
) -> None:
    record_id, _hold = held
    told = certificates(madrid)
    assert {body["act"] for body in told} == {"quarantined", "held"}
    [until] = [body["until"] for body in told if body["act"] == "held"]
    assert until.startswith((today() + timedelta(days=30)).isoformat())
    assert TEXT not in str(queries.dispatch(record_id))
    owed = Obligation.objects.get(record=record_id, kind="recalled")
    with pytest.raises(HeldProblem):
        fulfil(actor("liaison"), owed.id)
    services.run(actor("administrator"), today() + timedelta(days=20))
    assert DispatchRecord.objects.get(pk=record_id).state == "quarantined"


def test_it_is_read_only_through_the_hold_for_a_reason_that_is_recorded(
    held: tuple[UUID, UUID], actor: Callable[..., Any]
) -> None:
    record_id, hold = held
    with pytest.raises(RetentionProblem):
        services.content_under_hold(actor("releaser"), hold, reason=" ")
    content = services.content_under_hold(actor("releaser"), hold, reason="EXERCISE: the court asks")
    assert [portion["text"] for portion in content["portions"]] == [TEXT]
    entry = LedgerEntry.objects.get(decision="read_under_hold")
    assert (entry.record_id, entry.act) == (str(record_id), "consultation")


def test_it_is_erased_and_certified_when_the_hold_is_lifted(
    madrid: InMemoryPartner, held: tuple[UUID, UUID], actor: Callable[..., Any]
) -> None:
    record_id, hold = held
    services.lift_hold(actor("releaser"), hold, reason="EXERCISE: judged")
    services.run(actor("administrator"), today() + timedelta(days=4))
    row = DispatchRecord.objects.get(pk=record_id)
    assert (row.state, bytes(row.signed_bytes)) == ("erased", b"")
    assert "erased" in {body["act"] for body in certificates(madrid)}
    with pytest.raises(RetentionProblem):
        services.content_under_hold(actor("releaser"), hold, reason="EXERCISE")
