"""Dispatches on their way in: stored, answered, applied, in whatever order they come."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from jisr.core.handling import Classification, OnwardRule
from jisr.core.sealing import DispatchKind, Sealed, verify_receipt, verify_refusal
from jisr.core.statements import Basis, Grade, Statement
from jisr.station.exchange import queries, services
from jisr.station.exchange.models import Delivery, DispatchRecord, DispatchState, Obligation
from jisr.station.exchange.problems import ExchangeProblem, WrongKindProblem
from jisr.station.exchange.services.delivery import deliver_due
from jisr.station.exchange.services.obligations import fulfil_due
from jisr.station.exchange.services.receiving import BatchReply
from jisr.station.exchange.testing import InMemoryPartner
from jisr.station.knowledge import queries as knowledge
from jisr.station.ledger import queries as ledger_queries
from jisr.station.partners.own_card import own_card

pytestmark = pytest.mark.django_db(transaction=True)


def statement(partner: InMemoryPartner, value: str = "Exercise Person", prop: str = "name") -> Statement:
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    return Statement(
        id=str(uuid4()),
        entity_id=str(uuid4()),
        schema="Person",
        prop=prop,
        value=value,
        original_value="",
        lang="",
        source="",
        report_id="",
        dispatch_id="",
        grade=Grade.parse("B2"),
        handling=partner.handling(),
        category=None,
        basis=Basis.FACT,
        first_seen=moment,
        last_confirmed=moment,
        expires=None,
    )


def content(partner: InMemoryPartner, *statements: Statement, text: str = "نص التمرين") -> dict[str, Any]:
    portion = {"id": str(uuid4()), "text": text, "lang": "ar", "handling": partner.handling().to_json()}
    return {
        "title": "EXERCISE",
        "portions": [portion],
        "statements": [item.to_json() for item in statements],
        "report": {"grade": "B2", "language": "ar", "event_time": None},
    }


def warning(partner: InMemoryPartner, acknowledge_by: datetime) -> dict[str, Any]:
    return {
        **content(partner),
        "threat": "EXERCISE threat",
        "place": "Port",
        "country": "MA",
        "window": {"from": None, "until": None},
        "probability": 0.6,
        "yardstick": "ICD203",
        "recommended_action": "EXERCISE",
        "acknowledge_by": acknowledge_by.isoformat(),
    }


def receipt_of(sealed: Sealed, reply: BatchReply, position: int = 0) -> Any:
    return verify_receipt(
        reply.answers[position], own_card(), dispatch_id=sealed.id, digest=sealed.digest, sender="madrid"
    )


def test_arrival_is_stored_and_receipted_under_the_ledger(madrid: InMemoryPartner) -> None:
    written = madrid.write(DispatchKind.INFORMATION, content(madrid, statement(madrid)))
    reply = madrid.deliver(written)
    receipt = receipt_of(written, reply)
    page = queries.dispatch(UUID(written.id))
    assert page is not None
    assert page.view.ledger_index == receipt.ledger_index
    assert page.portions[0].text == "نص التمرين"
    assert reply.checkpoint.startswith(receipt.checkpoint)
    evidence = ledger_queries.evidence_for(receipt.ledger_index)
    assert evidence is not None
    assert evidence.stored.entry.actor == "partner:madrid"
    [held] = knowledge.statements_of_dispatch(UUID(written.id))
    assert (held.value, held.handling.originator) == ("Exercise Person", "madrid")


def test_duplicate_changes_nothing_and_gets_the_same_place(madrid: InMemoryPartner) -> None:
    written = madrid.write(DispatchKind.INFORMATION, content(madrid, statement(madrid)))
    first = receipt_of(written, madrid.deliver(written))
    size = ledger_queries.size()
    again = madrid.deliver(written, written)
    assert [receipt_of(written, again, position).ledger_index for position in (0, 1)] == [first.ledger_index] * 2
    assert DispatchRecord.objects.count() == 1
    assert ledger_queries.size() == size


def test_same_id_with_other_content_is_a_replay(madrid: InMemoryPartner) -> None:
    written = madrid.write(DispatchKind.INFORMATION, content(madrid))
    madrid.deliver(written)
    moment = queries.find(UUID(written.id)).time  # type: ignore[union-attr]
    other = madrid.write(DispatchKind.INFORMATION, content(madrid, text="other"), identifier=written.id, time=moment)
    reply = madrid.deliver(other)
    assert verify_refusal(reply.answers[0], own_card(), other.sealed_bytes).code == "replay"
    assert DispatchRecord.objects.get().digest == written.digest


def test_another_partner_cannot_take_an_id_first(madrid: InMemoryPartner, bamako: InMemoryPartner) -> None:
    """Bamako saw the id of Madrid's dispatch and uses it before Madrid's arrives: both are kept."""
    written = madrid.write(DispatchKind.INFORMATION, content(madrid))
    moment = datetime.fromtimestamp(int(written.id.replace("-", "")[:12], 16) / 1000, UTC)
    squatter = bamako.write(DispatchKind.INFORMATION, content(bamako), identifier=written.id, time=moment)
    bamako.deliver(squatter)
    reply = madrid.deliver(written)
    assert receipt_of(written, reply).dispatch_id == written.id
    assert set(DispatchRecord.objects.values_list("sender", flat=True)) == {"madrid", "bamako"}


def test_bad_neighbours_do_not_hold_up_the_good(madrid: InMemoryPartner) -> None:
    good = madrid.write(DispatchKind.INFORMATION, content(madrid))
    bad_body = madrid.write(DispatchKind.INFORMATION, {"title": 7})
    reply = services_receive([b"not json", bad_body.sealed_bytes, good.sealed_bytes])
    codes = [
        verify_refusal(reply.answers[i], own_card(), m).code for i, m in ((0, b"not json"), (1, bad_body.sealed_bytes))
    ]
    assert codes == ["malformed", "malformed"]
    assert receipt_of(good, reply, 2).dispatch_id == good.id


def services_receive(messages: list[bytes]) -> BatchReply:
    from jisr.station.exchange.services.receiving import receive_batch

    return receive_batch(messages, timezone.now())


def test_failing_handler_leaves_nothing_and_asks_for_another_try(
    madrid: InMemoryPartner, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jisr.station.exchange import receivers

    def broken(received: Any) -> None:
        if received.body.title == "broken":
            raise RuntimeError("a room failed")

    monkeypatch.setitem(receivers._handlers, DispatchKind.INFORMATION, [broken])
    good = madrid.write(DispatchKind.INFORMATION, content(madrid))
    failing = madrid.write(DispatchKind.INFORMATION, {**content(madrid, statement(madrid)), "title": "broken"})
    reply = madrid.deliver(failing, good)
    refusal = verify_refusal(reply.answers[0], own_card(), failing.sealed_bytes)
    assert (refusal.code, refusal.may_retry) == ("sealing_error", True)
    assert receipt_of(good, reply, 1).dispatch_id == good.id
    assert [row.title for row in DispatchRecord.objects.all()] == ["EXERCISE"]
    assert knowledge.statements_of_dispatch(UUID(failing.id)) == []


def test_refusals_are_entered_without_filling_the_ledger(madrid: InMemoryPartner) -> None:
    before = ledger_queries.size()
    services_receive([b"garbage %d" % number for number in range(50)])
    assert ledger_queries.size() == before + 1


def test_warning_starts_a_clock_that_the_acknowledgement_stops(
    madrid: InMemoryPartner, actor: Callable[..., Any]
) -> None:
    by = timezone.now() + timedelta(hours=2)
    written = madrid.send(DispatchKind.WARNING, warning(madrid, by))
    record_id = UUID(written.id)
    assert queries.find(record_id).due == by  # type: ignore[union-attr]
    assert queries.count_unread() == 1
    services.acknowledge(actor("analyst"), record_id, note="EXERCISE", action="patrols")
    deliver_due("madrid", timezone.now())
    answer = madrid.inbox[0].dispatch
    assert (answer.kind, answer.refers_to, answer.thread) == (DispatchKind.ACKNOWLEDGEMENT, written.id, written.id)
    assert answer.body["action"] == "patrols"
    assert queries.count_unread() == 0
    with pytest.raises(ExchangeProblem):
        services.acknowledge(actor("analyst"), record_id)


def test_acknowledgement_and_feedback_come_back_to_the_sender(
    madrid: InMemoryPartner, actor: Callable[..., Any]
) -> None:
    record_id = services.send(
        actor("releaser"),
        kind=DispatchKind.INFORMATION,
        recipients=["madrid"],
        body={"title": "EXERCISE", "portions": [], "statements": []},
        handling=services.own_handling(),
    )
    deliver_due("madrid", timezone.now())
    madrid.send(DispatchKind.ACKNOWLEDGEMENT, {"note": "", "action": "seen"}, refers_to=record_id)
    madrid.send(DispatchKind.FEEDBACK, {"verdict": "decisive", "comment": ""}, refers_to=record_id)
    [delivery] = queries.find(record_id).deliveries  # type: ignore[union-attr]
    assert (delivery.state, delivery.verdict) == ("acknowledged", "decisive")


def test_acknowledgement_by_a_station_that_was_not_addressed_counts_for_nothing(
    madrid: InMemoryPartner, bamako: InMemoryPartner, actor: Callable[..., Any]
) -> None:
    record_id = services.send(
        actor("releaser"),
        kind=DispatchKind.INFORMATION,
        recipients=["madrid"],
        body={"title": "EXERCISE", "portions": [], "statements": []},
        handling=services.own_handling(),
    )
    bamako.send(DispatchKind.ACKNOWLEDGEMENT, {"note": "", "action": ""}, refers_to=record_id)
    [delivery] = queries.find(record_id).deliveries  # type: ignore[union-attr]
    assert delivery.acknowledged_at is None
    assert DispatchRecord.objects.get(sender="bamako").state == DispatchState.WAITING


class TestRecall:
    def test_whole_dispatch_is_stopped_certified_and_erased(
        self, madrid: InMemoryPartner, actor: Callable[..., Any]
    ) -> None:
        written = madrid.send(DispatchKind.INFORMATION, content(madrid, statement(madrid)))
        recall = madrid.send(DispatchKind.RECALL, {"reason": "wrong person", "all": True}, refers_to=written.id)
        record_id = UUID(written.id)
        page = queries.dispatch(record_id)
        assert page is not None
        assert (page.view.state, page.portions, page.view.title) == (DispatchState.QUARANTINED, (), "")
        assert knowledge.statements_of_dispatch(record_id) == []
        deliver_due("madrid", timezone.now())
        stopped = madrid.inbox[-1].dispatch
        assert (stopped.kind, stopped.refers_to, stopped.body["act"]) == ("certificate", recall.id, "quarantined")
        [owed] = queries.obligations(record_id=record_id)[:1]
        services.fulfil(actor("analyst"), next(o.id for o in queries.obligations() if o.kind == "recalled"))
        assert owed is not None
        deliver_due("madrid", timezone.now())
        erased = madrid.inbox[-1].dispatch
        assert (erased.body["act"], len(erased.body["items"])) == ("erased", 1)
        row = DispatchRecord.objects.get(pk=record_id)
        assert (row.state, bytes(row.signed_bytes), row.digest) == (DispatchState.ERASED, b"", written.digest)

    def test_one_statement(self, madrid: InMemoryPartner) -> None:
        wrong, right = statement(madrid, "Wrong"), statement(madrid, "Right")
        written = madrid.send(DispatchKind.INFORMATION, content(madrid, wrong, right))
        body = {"reason": "wrong detail", "statements": [wrong.id], "portions": []}
        madrid.send(DispatchKind.RECALL, body, refers_to=written.id)
        page = queries.dispatch(UUID(written.id))
        assert page is not None
        assert [item.value for item in page.statements] == ["Right"]
        assert [item.value for item in knowledge.statements_of_dispatch(UUID(written.id))] == ["Right"]

    def test_one_portion_is_withheld_then_erased_and_the_rest_stays(
        self, madrid: InMemoryPartner, actor: Callable[..., Any]
    ) -> None:
        kept = statement(madrid, "Right")
        body = content(madrid, kept)
        wrong = {**body["portions"][0], "id": str(uuid4()), "text": "EXERCISE: a misread number plate, 1234 BCD."}
        written = madrid.send(DispatchKind.INFORMATION, {**body, "portions": [*body["portions"], wrong]})
        record_id = UUID(written.id)
        madrid.send(DispatchKind.RECALL, {"reason": "misread", "portions": [wrong["id"]]}, refers_to=written.id)
        page = queries.dispatch(record_id)
        assert page is not None
        assert page.view.state == DispatchState.STANDING
        assert wrong["text"] not in str(page.values)
        assert [portion.text for portion in page.portions] == [portion["text"] for portion in body["portions"]]
        assert knowledge.search_texts("plate").total == 0
        services.fulfil(actor("analyst"), next(o.id for o in queries.obligations() if o.kind == "recalled"))
        deliver_due("madrid", timezone.now())
        erased = madrid.inbox[-1].dispatch
        assert (erased.body["act"], erased.body["items"]) == ("erased", [wrong["id"]])
        row = DispatchRecord.objects.get(pk=record_id)
        assert (bytes(row.signed_bytes), row.digest) == (b"", written.digest)
        assert wrong["text"] not in str(row.remaining)
        again = queries.dispatch(record_id)
        assert again is not None
        assert [item.value for item in again.statements] == ["Right"]

    def test_recall_that_overtakes_its_dispatch_is_applied_when_it_arrives(self, madrid: InMemoryPartner) -> None:
        written = madrid.write(DispatchKind.INFORMATION, content(madrid, statement(madrid)))
        body = {"reason": "wrong person", "all": True}
        recall = madrid.write(DispatchKind.RECALL, body, refers_to=written.id)
        receipt = receipt_of(recall, madrid.deliver(recall))
        assert receipt.outcome == "waiting"
        madrid.deliver(written)
        page = queries.dispatch(UUID(written.id))
        assert page is not None
        assert page.view.state == DispatchState.QUARANTINED
        assert knowledge.statements_of_dispatch(UUID(written.id)) == []

    def test_both_in_one_batch_in_the_wrong_order(self, madrid: InMemoryPartner) -> None:
        written = madrid.write(DispatchKind.INFORMATION, content(madrid, statement(madrid)))
        recall = madrid.write(DispatchKind.RECALL, {"reason": "wrong", "all": True}, refers_to=written.id)
        madrid.deliver(recall, written)
        assert DispatchRecord.objects.get(pk=UUID(written.id)).state == DispatchState.QUARANTINED

    def test_nobody_recalls_what_another_sent(self, madrid: InMemoryPartner, bamako: InMemoryPartner) -> None:
        written = madrid.send(DispatchKind.INFORMATION, content(madrid, statement(madrid)))
        bamako.send(DispatchKind.RECALL, {"reason": "mischief", "all": True}, refers_to=written.id)
        assert DispatchRecord.objects.get(pk=UUID(written.id)).state == DispatchState.STANDING
        assert len(knowledge.statements_of_dispatch(UUID(written.id))) == 1

    def test_recall_follows_what_was_passed_on(
        self, madrid: InMemoryPartner, bamako: InMemoryPartner, actor: Callable[..., Any]
    ) -> None:
        item = statement(madrid)
        written = madrid.send(DispatchKind.INFORMATION, content(madrid, item))
        [held] = knowledge.statements_of_dispatch(UUID(written.id))
        passed = services.send(
            actor("releaser"),
            kind=DispatchKind.INFORMATION,
            recipients=["bamako"],
            body={"title": "EXERCISE", "portions": [], "statements": [held.for_partner().to_json()]},
            handling=held.handling,
        )
        deliver_due("bamako", timezone.now())
        madrid.send(DispatchKind.RECALL, {"reason": "wrong", "all": True}, refers_to=written.id)
        deliver_due("bamako", timezone.now())
        recall = bamako.inbox[-1].dispatch
        assert (recall.kind, recall.refers_to) == (DispatchKind.RECALL, str(passed))
        assert recall.body["all"] is True, "nothing else was in it"

    def test_unread_recall_is_erased_when_its_time_is_over(self, madrid: InMemoryPartner) -> None:
        written = madrid.send(DispatchKind.INFORMATION, content(madrid, statement(madrid)))
        madrid.send(DispatchKind.RECALL, {"reason": "wrong", "all": True}, refers_to=written.id)
        assert fulfil_due(timezone.now()) == 0
        assert fulfil_due(timezone.now() + timedelta(hours=73)) == 1
        assert DispatchRecord.objects.get(pk=UUID(written.id)).state == DispatchState.ERASED


class TestCorrection:
    def test_right_takes_the_place_of_wrong(self, madrid: InMemoryPartner) -> None:
        wrong = statement(madrid, "Wrong")
        written = madrid.send(DispatchKind.INFORMATION, content(madrid, wrong))
        body = {
            "reason": "spelling",
            "replaces": [wrong.id],
            "statements": [statement(madrid, "Right").to_json()],
            "portions": [],
        }
        correction = madrid.send(DispatchKind.CORRECTION, body, refers_to=written.id)
        values = [item.value for item in knowledge.statements_of_dispatch(UUID(correction.id))]
        assert values == ["Right"]
        assert knowledge.statements_of_dispatch(UUID(written.id)) == []
        deliver_due("madrid", timezone.now())
        assert madrid.inbox[-1].dispatch.body["act"] == "amended"

    def test_older_correction_that_comes_late_is_kept_and_not_applied(self, madrid: InMemoryPartner) -> None:
        wrong = statement(madrid, "Wrong")
        written = madrid.send(DispatchKind.INFORMATION, content(madrid, wrong))

        def correction(value: str, seconds: int) -> Sealed:
            body = {"reason": "x", "replaces": [wrong.id], "statements": [statement(madrid, value).to_json()]}
            moment = timezone.now() + timedelta(seconds=seconds)
            return madrid.write(DispatchKind.CORRECTION, body, refers_to=written.id, time=moment)

        older, newer = correction("Older", 1), correction("Newer", 2)
        madrid.deliver(newer)
        assert receipt_of(older, madrid.deliver(older)).outcome == "superseded"
        assert knowledge.statements_of_dispatch(UUID(older.id)) == []


class TestRequests:
    def test_asked_of_us_and_answered(self, madrid: InMemoryPartner, actor: Callable[..., Any]) -> None:
        due = timezone.now() + timedelta(hours=8)
        body = {"question": "EXERCISE?", "legal_basis": "x", "urgency": "urgent", "due": due.isoformat()}
        written = madrid.send(DispatchKind.REQUEST, body, purpose="terrorism")
        [asked] = queries.open_requests("in")
        assert (asked.urgency, asked.due, asked.question) == ("urgent", due, "EXERCISE?")
        services.reply(
            actor("analyst"),
            UUID(written.id),
            body={"title": "EXERCISE", "portions": [], "statements": []},
            handling=services.own_handling(),
        )
        assert queries.open_requests("in") == []
        deliver_due("madrid", timezone.now())
        assert madrid.inbox[-1].dispatch.refers_to == written.id

    def test_declined_with_a_reason(self, madrid: InMemoryPartner, actor: Callable[..., Any]) -> None:
        due = timezone.now() + timedelta(hours=8)
        body = {"question": "EXERCISE?", "legal_basis": "", "urgency": "ordinary", "due": due.isoformat()}
        written = madrid.send(DispatchKind.REQUEST, body)
        services.decline(actor("liaison"), UUID(written.id), "EXERCISE no legal basis")
        assert queries.information_request(UUID(written.id)).state == "declined"  # type: ignore[union-attr]

    def test_asked_by_us(self, madrid: InMemoryPartner, actor: Callable[..., Any]) -> None:
        from jisr.core.handling import Purpose

        request_id = services.request_information(
            actor("liaison"),
            recipients=["madrid"],
            question="EXERCISE?",
            legal_basis="x",
            urgency="urgent",
            purpose=Purpose.TERRORISM,
        )
        [asked] = queries.open_requests("out")
        assert timedelta(hours=7, minutes=59) < asked.due - timezone.now() <= timedelta(hours=8)
        deliver_due("madrid", timezone.now())
        madrid.send(DispatchKind.REPLY, content(madrid), refers_to=request_id)
        assert queries.information_request(request_id).state == "answered"  # type: ignore[union-attr]


class TestConsent:
    def test_asked_and_granted(self, madrid: InMemoryPartner, actor: Callable[..., Any]) -> None:
        written = madrid.send(DispatchKind.INFORMATION, content(madrid))
        record_id = UUID(written.id)
        services.ask_consent(actor("liaison"), record_id, "pass_on", "EXERCISE", ["bamako"])
        deliver_due("madrid", timezone.now())
        asked = madrid.inbox[-1].dispatch
        assert not queries.consent_for(record_id, "pass_on", "bamako")
        madrid.send(
            DispatchKind.CONSENT_DECISION,
            {"permission": "pass_on", "granted": True, "conditions": ""},
            refers_to=asked.id,
            thread=asked.thread,
        )
        assert queries.consent_for(record_id, "pass_on", "bamako")
        assert not queries.consent_for(record_id, "pass_on", "paris")
        assert not queries.consent_for(record_id, "act_on")

    def test_asked_of_us_and_refused(self, madrid: InMemoryPartner, actor: Callable[..., Any]) -> None:
        record_id = services.send(
            actor("releaser"),
            kind=DispatchKind.INFORMATION,
            recipients=["madrid"],
            body={"title": "EXERCISE", "portions": [], "statements": []},
            handling=services.own_handling(),
        )
        body = {"permission": "act_on", "to": [], "reason": "EXERCISE"}
        madrid.send(DispatchKind.CONSENT_REQUEST, body, refers_to=record_id)
        [asked] = queries.consents(direction="in", state="asked")
        services.decide_consent(actor("releaser"), asked.id, granted=False, conditions="")
        deliver_due("madrid", timezone.now())
        assert madrid.inbox[-1].dispatch.body["granted"] is False
        with pytest.raises(WrongKindProblem):
            services.decide_consent(actor("releaser"), asked.id, granted=True)


def test_conditions_become_obligations_and_retention_ends_in_erasure(madrid: InMemoryPartner) -> None:
    last_day = timezone.now().date() + timedelta(days=3)
    handling = madrid.handling(retain_until=last_day, onward=OnwardRule.NEVER, action_on=OnwardRule.ASK)
    written = madrid.send(DispatchKind.INFORMATION, content(madrid, statement(madrid)), handling=handling)
    record_id = UUID(written.id)
    kinds = {(item.kind, item.never) for item in queries.obligations(record_id=record_id)}
    assert kinds == {("retention", False), ("onward", True), ("action", False), ("court", False)}
    assert fulfil_due(timezone.now() + timedelta(days=2)) == 0
    assert fulfil_due(timezone.now() + timedelta(days=5)) == 1
    assert DispatchRecord.objects.get(pk=record_id).state == DispatchState.ERASED
    assert knowledge.statements_of_dispatch(record_id) == []
    deliver_due("madrid", timezone.now())
    assert madrid.inbox[-1].dispatch.body["act"] == "erased"
    assert not Obligation.objects.filter(done_at__isnull=True).exists()


def test_question_and_answer_stay_in_the_thread(madrid: InMemoryPartner, actor: Callable[..., Any]) -> None:
    record_id = services.send(
        actor("releaser"),
        kind=DispatchKind.INFORMATION,
        recipients=["madrid"],
        body={"title": "EXERCISE", "portions": [], "statements": []},
        handling=services.own_handling(),
    )
    asked = madrid.send(DispatchKind.QUESTION, {"text": "EXERCISE where?"}, refers_to=record_id)
    services.answer_question(actor("analyst"), UUID(asked.id), "EXERCISE there")
    assert [item.kind for item in queries.thread(record_id)] == ["information", "question", "coordination"]


def test_certificate_marks_the_recall_of_this_station(madrid: InMemoryPartner, actor: Callable[..., Any]) -> None:
    record_id = services.send(
        actor("releaser"),
        kind=DispatchKind.INFORMATION,
        recipients=["madrid"],
        body={"title": "EXERCISE", "portions": [], "statements": []},
        handling=services.own_handling(),
    )
    deliver_due("madrid", timezone.now())
    recall_id = services.recall(actor("releaser"), record_id, "EXERCISE")
    assert recall_id is not None
    at = timezone.now().isoformat()
    madrid.send(DispatchKind.CERTIFICATE, {"act": "erased", "items": [], "at": at}, refers_to=recall_id)
    [delivery] = queries.find(recall_id).deliveries  # type: ignore[union-attr]
    assert delivery.certified_act == "erased"


def test_recall_before_it_left_cancels_and_tells_nobody(madrid: InMemoryPartner, actor: Callable[..., Any]) -> None:
    record_id = services.send(
        actor("releaser"),
        kind=DispatchKind.INFORMATION,
        recipients=["madrid"],
        body={"title": "EXERCISE", "portions": [], "statements": []},
        handling=services.own_handling(),
    )
    assert services.recall(actor("releaser"), record_id, "EXERCISE") is None
    assert deliver_due("madrid", timezone.now()).received == 0
    assert Delivery.objects.get().state == "cancelled"
    assert madrid.inbox == []


def test_marking_of_the_whole_is_stored(madrid: InMemoryPartner) -> None:
    handling = madrid.handling(classification=Classification.SECRET, retain_until=date(2030, 1, 1))
    written = madrid.send(DispatchKind.INFORMATION, content(madrid), handling=handling)
    assert queries.find(UUID(written.id)).handling == handling  # type: ignore[union-attr]


def test_whole_is_held_under_the_strictest_of_its_parts(madrid: InMemoryPartner) -> None:
    """A partner marks the whole lower than a portion: here the stricter one counts."""
    body = content(madrid)
    body["portions"][0]["handling"] = madrid.handling(classification=Classification.SECRET).to_json()
    written = madrid.send(DispatchKind.INFORMATION, body)
    assert queries.find(UUID(written.id)).handling.classification is Classification.SECRET  # type: ignore[union-attr]
