"""Dispatches on their way out: stored, delivered, receipted, tried again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from jisr.core.handling import Classification, Handling, Purpose
from jisr.core.sealing import DispatchKind, StationKeys
from jisr.station.exchange import queries, services
from jisr.station.exchange.models import Delivery, DeliveryState, DispatchRecord, InformationRequest
from jisr.station.exchange.problems import ExchangeProblem, PartnerNotActiveProblem
from jisr.station.exchange.services.delivery import GIVE_UP_AFTER, deliver_due
from jisr.station.exchange.services.queueing import DELIVER
from jisr.station.exchange.testing import InMemoryPartner
from jisr.station.knowledge.services.identities import propose_later
from jisr.station.ledger import queries as ledger_queries
from jisr.station.ledger.services import Act
from jisr.station.partners import services as partner_services

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


def test_delivery_does_not_wait_behind_the_work_of_a_long_import(
    send: Callable[..., Any], madrid: InMemoryPartner
) -> None:
    earlier = set(ProcrastinateJob.objects.values_list("id", flat=True))
    with transaction.atomic():
        propose_later([uuid4() for _ in range(3)], "EXERCISE import")
    send("madrid")
    waiting = ProcrastinateJob.objects.filter(status="todo").exclude(id__in=earlier).order_by("-priority", "id")
    assert [job.task_name for job in waiting] == [DELIVER, "knowledge.compare_entities"]


def test_partner_that_was_away_gets_everything_once(send: Callable[..., Any], madrid: InMemoryPartner) -> None:
    madrid.is_unreachable = True
    for _ in range(3):
        send("madrid")
    start = timezone.now()
    assert deliver_due("madrid", start).stopped_by == "unreachable"
    assert deliver_due("madrid", start).postponed == 0, "not due again yet"
    madrid.is_unreachable = False
    assert deliver_due("madrid", start + timedelta(days=1)).received == 3
    assert [opened.dispatch.body for opened in madrid.inbox] == [BODY] * 3


def test_waits_grow_and_end_after_days(send: Callable[..., Any], madrid: InMemoryPartner) -> None:
    madrid.is_unreachable = True
    send("madrid")
    waits = []
    for _ in range(4):
        delivery = Delivery.objects.get()
        deliver_due("madrid", delivery.next_attempt_at)
        waits.append(Delivery.objects.get().next_attempt_at - timezone.now())
    assert waits == sorted(waits)
    assert waits[-1] > waits[0] * 4
    Delivery.objects.update(queued_at=timezone.now() - GIVE_UP_AFTER - timedelta(hours=1))
    deliver_due("madrid", Delivery.objects.get().next_attempt_at)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.last_answer) == (DeliveryState.FAILED, "given_up")


def test_given_up_can_be_tried_again(
    send: Callable[..., Any], madrid: InMemoryPartner, actor: Callable[..., Any]
) -> None:
    send("madrid")
    Delivery.objects.update(state=DeliveryState.FAILED, last_answer="given_up")
    services.try_again(actor("liaison"), Delivery.objects.get().id)
    assert deliver_due("madrid", timezone.now()).received == 1


def test_lost_answer_is_made_good_without_a_second_copy(send: Callable[..., Any], madrid: InMemoryPartner) -> None:
    """The partner stored it and the receipt was lost: the second try brings the receipt, not a second dispatch."""
    madrid.loses_answers = 1
    send("madrid")
    start = timezone.now()
    assert deliver_due("madrid", start).stopped_by == "timeout"
    assert deliver_due("madrid", start + timedelta(hours=2)).received == 1
    assert len(madrid.inbox) == 1
    assert Delivery.objects.get().their_index == 0


def test_refusal_for_good_ends_and_refusal_for_now_waits(send: Callable[..., Any], madrid: InMemoryPartner) -> None:
    madrid.refuses_with = ("unknown_key", True)
    send("madrid")
    start = timezone.now()
    deliver_due("madrid", start)
    assert Delivery.objects.get().state == DeliveryState.QUEUED
    madrid.refuses_with = ("misdirected", False)
    deliver_due("madrid", start + timedelta(days=1))
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.last_answer) == (DeliveryState.FAILED, "misdirected")


def test_several_recipients_each_have_their_own_state(
    send: Callable[..., Any], madrid: InMemoryPartner, bamako: InMemoryPartner
) -> None:
    bamako.is_unreachable = True
    record_id = send("madrid", "bamako")
    for name in ("madrid", "bamako"):
        deliver_due(name, timezone.now())
    found = queries.find(record_id)
    assert found is not None
    assert {item.recipient: item.state for item in found.deliveries} == {"madrid": "received", "bamako": "sent"}
    assert madrid.inbox[0].dispatch.recipients == ("madrid", "bamako")


def test_nothing_goes_to_a_partner_that_is_not_active(
    send: Callable[..., Any], madrid: InMemoryPartner, actor: Callable[..., Any]
) -> None:
    record_id = send("madrid")
    partner_services.suspend(actor("liaison"), "madrid", "EXERCISE suspension")
    with pytest.raises(PartnerNotActiveProblem):
        send("madrid")
    assert deliver_due("madrid", timezone.now()).stopped_by == "partner_not_active"
    partner_services.lift_suspension(actor("liaison"), "madrid")
    assert deliver_due("madrid", timezone.now() + timedelta(hours=1)).received == 1
    partner_services.revoke(actor("liaison"), "madrid", "EXERCISE revocation")
    assert queries.find(record_id) is not None


def test_a_request_that_a_partner_may_not_get_leaves_a_refusal_and_nothing_else(
    madrid: InMemoryPartner, bamako: InMemoryPartner, actor: Callable[..., Any]
) -> None:
    partner_services.suspend(actor("liaison"), "madrid", "EXERCISE suspension")
    question = {"question": "EXERCISE?", "legal_basis": "EXERCISE", "urgency": "urgent", "purpose": Purpose.TERRORISM}
    before, jobs = ledger_queries.size(), ProcrastinateJob.objects.count()
    for unreachable, known in (("madrid", "madrid"), ("EXERCISE nobody", "")):
        with pytest.raises(PartnerNotActiveProblem):
            services.request_information(actor("liaison"), recipients=["bamako", unreachable], **question)
        newest = ledger_queries.entry(ledger_queries.size() - 1)
        assert newest is not None
        said = newest.entry
        assert (said.act, said.record_kind, said.recipient) == (Act.REFUSAL, "dispatch", known)
        assert (said.actor, said.decision) == ("liaison", "partner_not_active")
    assert ledger_queries.size() == before + 2
    for model in (DispatchRecord, Delivery, InformationRequest):
        assert not model.objects.exists()
    assert ProcrastinateJob.objects.count() == jobs


def test_an_answer_to_a_partner_that_was_suspended_meanwhile_leaves_one_refusal(
    madrid: InMemoryPartner, actor: Callable[..., Any]
) -> None:
    received = UUID(madrid.send(DispatchKind.INFORMATION, BODY).id)
    partner_services.suspend(actor("liaison"), "madrid", "EXERCISE suspension")
    before = ledger_queries.size()
    with pytest.raises(PartnerNotActiveProblem):
        services.acknowledge(actor("analyst"), received)
    assert ledger_queries.size() == before + 1
    assert DispatchRecord.objects.get(pk=received).acknowledged_at is None


def test_revoked_partner_ends_what_waits_for_it(
    send: Callable[..., Any], madrid: InMemoryPartner, actor: Callable[..., Any]
) -> None:
    send("madrid")
    partner_services.revoke(actor("liaison"), "madrid", "EXERCISE revocation")
    assert Delivery.objects.get().last_answer == "partner_revoked"


def test_new_card_of_the_partner_is_used_at_the_next_attempt(send: Callable[..., Any], madrid: InMemoryPartner) -> None:
    """Sealed to a key that the partner revoked meanwhile: answered "seal again", and sealed again to the new card."""
    old = next(iter(madrid.keys.sealing_keys))
    madrid.keys = madrid.keys.revoke([old], timezone.now())
    send("madrid")
    start = timezone.now()
    deliver_due("madrid", start)
    assert Delivery.objects.get().last_answer == "recipient_key_revoked"
    madrid.sequence = 2
    partner_services.receive_card_rotation("madrid", madrid.card_bytes())
    assert deliver_due("madrid", timezone.now()).received == 1


def test_own_rotation_is_told_in_time_for_what_follows(
    send: Callable[..., Any], madrid: InMemoryPartner, actor: Callable[..., Any], station_home: Any
) -> None:
    """The card goes first and alone, signed by the key the partner knows."""
    from django.conf import settings

    before: StationKeys = settings.HOME.keys
    partner_services.rotate_own_keys(actor("administrator"))
    try:
        send("madrid")
        run = deliver_due("madrid", timezone.now())
        assert run.received == 2
        assert [opened.dispatch.kind for opened in madrid.inbox] == [DispatchKind.CARD, DispatchKind.INFORMATION]
    finally:
        settings.HOME.save_keys(before)


def test_partner_that_rewrites_its_ledger_is_caught_at_the_next_receipt(
    send: Callable[..., Any], madrid: InMemoryPartner
) -> None:
    send("madrid")
    deliver_due("madrid", timezone.now())
    madrid.rewrite_ledger()
    send("madrid")
    deliver_due("madrid", timezone.now())
    assert ledger_queries.partner_state("madrid") == "forked"


def test_handling_of_a_dispatch_travels_with_it(send: Callable[..., Any], madrid: InMemoryPartner) -> None:
    handling = services.own_handling()
    send("madrid", handling=handling)
    deliver_due("madrid", timezone.now())
    assert Handling.from_json(dict(madrid.inbox[0].dispatch.handling)) == handling


def test_a_whole_marked_lower_than_its_parts_does_not_leave(send: Callable[..., Any], madrid: InMemoryPartner) -> None:
    secret = services.own_handling(Classification.SECRET)
    portion = {"id": str(uuid4()), "text": "EXERCISE", "lang": "en", "handling": secret.to_json()}
    with pytest.raises(ExchangeProblem) as refused:
        send("madrid", body={**BODY, "portions": [portion]})
    assert refused.value.code == "marked_too_low"
    assert Delivery.objects.count() == 0
