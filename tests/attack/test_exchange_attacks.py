"""What one who stands between two stations, or is one of them, cannot achieve. See docs/threat-model.md."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

if TYPE_CHECKING:
    from jisr.station.exchange.testing import InMemoryPartner, PartnerNetwork

pytestmark = pytest.mark.django_db(transaction=True)

BODY: dict[str, Any] = {"title": "EXERCISE", "portions": [], "statements": []}


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> PartnerNetwork:
    from jisr.station.exchange.testing import PartnerNetwork

    made = PartnerNetwork()
    monkeypatch.setattr("jisr.station.exchange.services.delivery.post_messages", made.post)
    return made


@pytest.fixture
def partner(network: PartnerNetwork, actor: Callable[..., Any]) -> Callable[..., InMemoryPartner]:
    from jisr.station.exchange.testing import InMemoryPartner

    def make(station_id: str, country: str) -> InMemoryPartner:
        made = network.add(InMemoryPartner(station_id, country))
        made.become_active(actor("liaison"), actor("cooperation"))
        return made

    return make


@pytest.fixture
def madrid(partner: Callable[..., InMemoryPartner]) -> InMemoryPartner:
    return partner("madrid", "ES")


def receive(*messages: bytes, now: datetime | None = None) -> Any:
    from jisr.station.exchange.services.receiving import receive_batch

    return receive_batch(messages, now or timezone.now())


def code_of(reply: Any, message: bytes, position: int = 0) -> str:
    from jisr.core.sealing import verify_refusal
    from jisr.station.partners.own_card import own_card

    return verify_refusal(reply.answers[position], own_card(), message).code


def send_one(actor: Callable[..., Any]) -> UUID:
    from jisr.core.sealing import DispatchKind
    from jisr.station.exchange import services

    return services.send(
        actor("releaser"),
        kind=DispatchKind.INFORMATION,
        recipients=["madrid"],
        body=BODY,
        handling=services.own_handling(),
    )


def delivery() -> Any:
    from jisr.station.exchange.models import Delivery

    return Delivery.objects.get()


class TestNetwork:
    """One who controls the line between two stations."""

    def test_replay_of_a_recorded_message_brings_nothing_back(self, madrid: InMemoryPartner) -> None:
        """Not even after the content was recalled and erased here."""
        from jisr.core.sealing import DispatchKind
        from jisr.station.exchange.models import DispatchRecord
        from jisr.station.exchange.services.obligations import fulfil_due

        recorded = madrid.send(DispatchKind.INFORMATION, BODY)
        madrid.send(DispatchKind.RECALL, {"reason": "wrong", "all": True}, refers_to=recorded.id)
        fulfil_due(timezone.now() + timedelta(days=4))
        receive(recorded.sealed_bytes)
        row = DispatchRecord.objects.get(pk=UUID(recorded.id))
        assert (row.state, bytes(row.signed_bytes), row.title) == ("erased", b"", "")

    def test_replay_after_the_horizon_is_refused_unread(self, madrid: InMemoryPartner) -> None:
        from jisr.core.sealing import DispatchKind

        recorded = madrid.write(DispatchKind.INFORMATION, BODY)
        reply = receive(recorded.sealed_bytes, now=timezone.now() + timedelta(days=31))
        assert code_of(reply, recorded.sealed_bytes) == "too_old"

    def test_forged_refusal_does_not_make_the_sender_give_up(
        self, madrid: InMemoryPartner, actor: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from jisr.core.sealing import StationKeys, sign_refusal
        from jisr.station.exchange.services.delivery import deliver_due
        from jisr.station.exchange.transport import BatchAnswer

        forger = StationKeys.generate("madrid", timezone.now())

        def forge(endpoint: str, messages: Any, size: Any) -> BatchAnswer:
            refusal = sign_refusal(forger, messages[0], code="misdirected", may_retry=False, now=timezone.now())
            return BatchAnswer((refusal,), "", None)

        monkeypatch.setattr("jisr.station.exchange.services.delivery.post_messages", forge)
        send_one(actor)
        deliver_due("madrid", timezone.now())
        assert (delivery().state, delivery().last_answer) == ("queued", "bad_receipt")

    def test_refusal_of_other_bytes_is_not_taken_for_ours(
        self, madrid: InMemoryPartner, actor: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A true refusal of yesterday's message, shown for today's."""
        from jisr.core.sealing import sign_refusal
        from jisr.station.exchange.services.delivery import deliver_due
        from jisr.station.exchange.transport import BatchAnswer

        old = sign_refusal(madrid.keys, b"yesterday", code="misdirected", may_retry=False, now=timezone.now())
        monkeypatch.setattr(
            "jisr.station.exchange.services.delivery.post_messages", lambda *_: BatchAnswer((old,), "", None)
        )
        send_one(actor)
        deliver_due("madrid", timezone.now())
        assert delivery().state == "queued"

    def test_receipt_of_another_dispatch_is_not_taken_for_this_one(
        self, madrid: InMemoryPartner, actor: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from jisr.station.exchange.services.delivery import deliver_due
        from jisr.station.exchange.transport import BatchAnswer

        seen: list[BatchAnswer] = []

        def swap(endpoint: str, messages: Any, size: Any) -> BatchAnswer:
            answer = madrid.take(messages, size)
            seen.append(answer)
            return replace(answer, answers=seen[0].answers)

        monkeypatch.setattr("jisr.station.exchange.services.delivery.post_messages", swap)
        send_one(actor)
        deliver_due("madrid", timezone.now())
        send_one(actor)
        deliver_due("madrid", timezone.now())
        from jisr.station.exchange.models import Delivery

        states = list(Delivery.objects.order_by("queued_at").values_list("state", flat=True))
        assert states == ["received", "queued"]

    def test_receipt_with_another_ledger_than_the_one_it_signs_is_refused(
        self, madrid: InMemoryPartner, actor: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from jisr.station.exchange.services.delivery import deliver_due

        def strip(endpoint: str, messages: Any, size: Any) -> Any:
            return replace(madrid.take(messages, size), checkpoint="")

        monkeypatch.setattr("jisr.station.exchange.services.delivery.post_messages", strip)
        send_one(actor)
        deliver_due("madrid", timezone.now())
        assert delivery().state == "queued"


class TestPartner:
    """A partner that turns against this station, or whose keys are stolen."""

    def test_dispatch_meant_for_another_cannot_be_passed_off_as_meant_for_us(
        self, madrid: InMemoryPartner, partner: Callable[..., InMemoryPartner]
    ) -> None:
        """Bamako opens what Madrid wrote to it and seals the signed bytes again, to this station."""
        from jisr.core.sealing import Dispatch, DispatchKind, sign_dispatch, uuid7, whole_milliseconds
        from jisr.core.sealing.jwe import seal_bytes
        from jisr.core.sealing.suites import HPKE_9
        from jisr.station.partners.own_card import own_card

        bamako = partner("bamako", "ML")
        moment = whole_milliseconds(timezone.now())
        name = uuid7(moment, bytes(10))
        private = Dispatch(
            DispatchKind.INFORMATION,
            name,
            "madrid",
            ("bamako",),
            name,
            None,
            moment,
            None,
            madrid.handling().to_json(),
            BODY,
        )
        signed = sign_dispatch(private, madrid.keys, [bamako.card()])
        forwarded = seal_bytes(signed.signed_bytes, name, [own_card().sealing_keys[0].public], HPKE_9)
        assert code_of(receive(forwarded), forwarded) == "misdirected"

    def test_suspended_partner_is_not_heard(self, madrid: InMemoryPartner, actor: Callable[..., Any]) -> None:
        from jisr.core.sealing import DispatchKind
        from jisr.station.partners import services as partner_services

        written = madrid.write(DispatchKind.INFORMATION, BODY)
        partner_services.suspend(actor("liaison"), "madrid", "EXERCISE")
        assert code_of(receive(written.sealed_bytes), written.sealed_bytes) == "unknown_sender"

    def test_stolen_key_is_worth_nothing_once_revoked(self, madrid: InMemoryPartner) -> None:
        """The revocation is signed by the stolen key itself and needs no seal; the thief's dispatches are refused."""
        from jisr.core.sealing import DispatchKind, RevocationReason, sign_revocation

        thief = madrid.write(DispatchKind.INFORMATION, BODY)
        stolen = madrid.keys.signing_key.key_id
        statement = sign_revocation(madrid.keys, [stolen], RevocationReason.COMPROMISED, timezone.now())
        assert len(receive(statement, statement).answers) == 2
        assert code_of(receive(thief.sealed_bytes), thief.sealed_bytes) in ("unknown_sender", "revoked_key")

    def test_revocation_by_somebody_else_revokes_nothing(self, madrid: InMemoryPartner) -> None:
        from jisr.core.sealing import DispatchKind, RevocationReason, StationKeys, sign_revocation
        from jisr.station.exchange.models import DispatchRecord

        stranger = StationKeys.generate("madrid", timezone.now())
        keys = [madrid.keys.signing_key.key_id]
        statement = sign_revocation(stranger, keys, RevocationReason.COMPROMISED, timezone.now())
        assert code_of(receive(statement), statement) == "unknown_key"
        madrid.send(DispatchKind.INFORMATION, BODY)
        assert DispatchRecord.objects.count() == 1

    def test_portion_ids_of_a_partner_do_not_touch_ours(self, madrid: InMemoryPartner) -> None:
        """Two dispatches with the same portion id: both texts are kept and found."""
        from jisr.core.sealing import DispatchKind
        from jisr.station.exchange import queries

        same = str(uuid4())

        def body(text: str) -> dict[str, Any]:
            portion = {"id": same, "text": text, "lang": "en", "handling": madrid.handling().to_json()}
            return {"title": "EXERCISE", "portions": [portion], "statements": []}

        first, second = (madrid.send(DispatchKind.INFORMATION, body(text)) for text in ("first", "second"))
        texts = [queries.dispatch(UUID(item.id)).portions[0].text for item in (first, second)]  # type: ignore[union-attr]
        assert texts == ["first", "second"]

    @pytest.mark.parametrize(
        "body",
        [
            {"title": "x\u0000y", "portions": [], "statements": []},
            {"title": "x", "portions": [{"id": "1", "text": "t", "lang": "", "handling": {}}], "statements": []},
            {"title": "x", "portions": [], "statements": [{"id": "'; DROP TABLE exchange_dispatch; --"}]},
            {"title": "x", "portions": "none", "statements": []},
            {"title": ["x"], "portions": [], "statements": []},
            {"title": "x" * 300_000, "portions": [], "statements": []},
        ],
    )
    def test_hostile_bodies_get_a_defined_answer_and_leave_nothing(
        self, madrid: InMemoryPartner, body: dict[str, Any]
    ) -> None:
        from jisr.core.sealing import DispatchKind
        from jisr.station.exchange.models import DispatchRecord

        written = madrid.write(DispatchKind.INFORMATION, body)
        assert code_of(receive(written.sealed_bytes), written.sealed_bytes) == "malformed"
        assert DispatchRecord.objects.count() == 0

    def test_dispatch_of_the_future_waits_for_clocks_to_agree(self, madrid: InMemoryPartner) -> None:
        from jisr.core.sealing import DispatchKind

        early = madrid.write(DispatchKind.INFORMATION, BODY, time=datetime.now(UTC) + timedelta(hours=1))
        assert code_of(receive(early.sealed_bytes), early.sealed_bytes) == "clock_skew"


class TestStranger:
    """Anyone who can reach the address."""

    def test_card_served_by_a_stranger_is_not_believed(self, network: PartnerNetwork) -> None:
        from jisr.core.sealing import DispatchKind
        from jisr.station.exchange.testing import InMemoryPartner

        stranger = InMemoryPartner("paris", "FR")
        written = stranger.write(DispatchKind.INFORMATION, BODY)
        assert code_of(receive(written.sealed_bytes), written.sealed_bytes) == "unknown_sender"

    def test_receipts_are_only_given_for_what_was_opened(self, madrid: InMemoryPartner) -> None:
        """Knowing an id is not enough to learn whether this station has it."""
        from jisr.core.sealing import DispatchKind

        known = madrid.send(DispatchKind.INFORMATION, BODY)
        probe = known.sealed_bytes.replace(known.sealed_bytes[-40:-20], b"A" * 20)
        assert code_of(receive(probe), probe) in ("malformed", "tampered")
