"""A partner's warning to us: its clock starts, we acknowledge and act, a recall takes its words away."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from jisr.core.sealing import DispatchKind
from jisr.station.exchange import queries as exchanged
from jisr.station.exchange import services as exchange
from jisr.station.exchange.models import DispatchRecord
from jisr.station.exchange.problems import ExchangeProblem
from jisr.station.exchange.services.delivery import deliver_due
from jisr.station.exchange.testing import InMemoryPartner
from jisr.station.warnings import queries, services
from jisr.station.warnings.models import ReceivedWarning
from jisr.station.warnings.problems import DraftProblem, WrongStateProblem

pytestmark = pytest.mark.django_db(transaction=True)

type MakeActor = Callable[..., Any]


def warn(partner: InMemoryPartner, acknowledge_by: datetime) -> UUID:
    portion = {"id": str(uuid4()), "text": "EXERCISE threat", "lang": "en", "handling": partner.handling().to_json()}
    sealed = partner.send(
        DispatchKind.WARNING,
        {
            "title": "EXERCISE: a threat to the port",
            "threat": "EXERCISE threat",
            "place": "Port",
            "country": "MA",
            "window": {"from": None, "until": None},
            "probability": 0.6,
            "yardstick": "icd203",
            "recommended_action": "EXERCISE watch",
            "acknowledge_by": acknowledge_by.isoformat(),
            "portions": [portion],
            "statements": [],
            "report": {"grade": "B2", "language": "en", "event_time": None},
        },
    )
    return UUID(sealed.id)


@pytest.fixture
def arrived(madrid: InMemoryPartner) -> UUID:
    return warn(madrid, timezone.now() + timedelta(hours=1))


def only(record_id: UUID) -> queries.ReceivedView:
    view = queries.received(record_id)
    assert view is not None
    return view


def test_its_clock_starts_on_arrival(arrived: UUID) -> None:
    view = only(arrived)
    assert view.originator == "madrid"
    assert view.acknowledge_by is not None
    assert view.acknowledged_at is None
    assert [item.record_id for item in queries.unanswered()] == [arrived]
    assert queries.count_urgent() == 1


def test_acknowledging_tells_the_originator_and_stops_the_clock(
    arrived: UUID, madrid: InMemoryPartner, actor: MakeActor
) -> None:
    services.acknowledge_received(actor("analyst"), arrived, note="Reçu")
    deliver_due("madrid", timezone.now())
    answer = madrid.inbox[-1].dispatch
    assert (answer.kind, answer.refers_to, answer.body["note"]) == (DispatchKind.ACKNOWLEDGEMENT, str(arrived), "Reçu")
    assert only(arrived).acknowledged_at is not None
    assert queries.unanswered() == []
    assert services.note_run_outs(actor("liaison"), timezone.now() + timedelta(hours=2)) == 0


def test_what_was_done_can_be_reported_later_and_again(
    arrived: UUID, madrid: InMemoryPartner, actor: MakeActor
) -> None:
    with pytest.raises(WrongStateProblem):
        services.report_action(actor("analyst"), arrived, "EXERCISE too early")
    services.acknowledge_received(actor("analyst"), arrived)
    with pytest.raises(DraftProblem):
        services.report_action(actor("analyst"), arrived, " ")
    services.report_action(actor("analyst"), arrived, "Contrôles renforcés")
    deliver_due("madrid", timezone.now())
    assert madrid.inbox[-1].dispatch.body["action"] == "Contrôles renforcés"
    assert only(arrived).action == "Contrôles renforcés"


def test_it_is_acknowledged_once(arrived: UUID, actor: MakeActor) -> None:
    services.acknowledge_received(actor("analyst"), arrived)
    with pytest.raises(ExchangeProblem):
        services.acknowledge_received(actor("liaison"), arrived)


def test_an_acknowledgement_from_the_inbox_stops_this_clock_too(arrived: UUID, actor: MakeActor) -> None:
    exchange.acknowledge(actor("liaison"), arrived)
    assert queries.unanswered() == []
    assert services.note_run_outs(actor("liaison"), timezone.now() + timedelta(hours=2)) == 0
    assert ReceivedWarning.objects.get(pk=arrived).is_answered


def test_our_own_silence_is_marked(arrived: UUID, actor: MakeActor) -> None:
    assert services.note_run_outs(actor("liaison"), timezone.now() + timedelta(hours=2)) == 1
    assert only(arrived).is_run_out


def test_a_recall_takes_its_words_and_its_clock(arrived: UUID, madrid: InMemoryPartner, actor: MakeActor) -> None:
    madrid.send(DispatchKind.RECALL, {"reason": "EXERCISE wrong place", "all": True}, refers_to=arrived)
    view = only(arrived)
    assert view.title == ""
    assert not view.dispatch.is_readable
    assert queries.unanswered() == []
    page = exchanged.dispatch(arrived)
    assert page is not None
    assert not page.values
    assert services.note_run_outs(actor("liaison"), timezone.now() + timedelta(hours=2)) == 0


def test_a_recall_of_the_threats_portion_takes_the_threat_with_it(
    arrived: UUID, madrid: InMemoryPartner, actor: MakeActor
) -> None:
    page = exchanged.dispatch(arrived)
    assert page is not None
    assert page.threat_portion is not None
    recalled = {"reason": "EXERCISE misheard", "portions": [page.threat_portion.id]}
    madrid.send(DispatchKind.RECALL, recalled, refers_to=arrived)
    [owed] = [each for each in exchanged.obligations(record_id=arrived) if each.kind == "recalled"]
    for erase in (False, True):
        if erase:
            exchange.fulfil(actor("analyst"), owed.id)
        page = exchanged.dispatch(arrived)
        assert page is not None
        assert "EXERCISE threat" not in str(page.values)
        assert (page.values["place"], page.values["threat"]) == ("Port", "…")
    assert "EXERCISE threat" not in str(DispatchRecord.objects.values_list("remaining", "signed_bytes").get(pk=arrived))
