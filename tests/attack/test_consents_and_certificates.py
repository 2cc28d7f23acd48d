"""Certificates and consents from those who have none to give: refused with a code, entered in the ledger, no effect.

EXERCISE: stations and events are invented.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from jisr.core.sealing import DispatchKind, verify_refusal
from jisr.station.web.ids import new_id

if TYPE_CHECKING:  # this file is read before Django is set up
    from jisr.station.exchange.testing import InMemoryPartner, PartnerNetwork

pytestmark = pytest.mark.django_db


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


@pytest.fixture
def bamako(partner: Callable[..., InMemoryPartner]) -> InMemoryPartner:
    return partner("bamako", "ML")


@pytest.fixture
def sent(madrid: InMemoryPartner, actor: Callable[..., Any]) -> tuple[UUID, str]:
    """A dispatch of ours to Madrid, and the id of its portion."""
    from jisr.station.exchange import services
    from jisr.station.exchange.services.delivery import deliver_due

    own = services.own_handling()
    portion = {"id": str(uuid4()), "text": "EXERCISE", "lang": "en", "handling": own.to_json()}
    record_id = services.send(
        actor("releaser"),
        kind=DispatchKind.INFORMATION,
        recipients=["madrid"],
        body={"title": "EXERCISE", "portions": [portion], "statements": []},
        handling=own,
    )
    deliver_due("madrid", timezone.now())
    return record_id, portion["id"]


@pytest.fixture
def recall(sent: tuple[UUID, str], madrid: InMemoryPartner, actor: Callable[..., Any]) -> UUID:
    from jisr.station.exchange import services
    from jisr.station.exchange.services.delivery import deliver_due

    told = services.recall(actor("releaser"), sent[0], "EXERCISE", portions=[UUID(sent[1])])
    deliver_due("madrid", timezone.now())
    assert told is not None
    return told


def answer_of(partner: InMemoryPartner, kind: DispatchKind, body: dict[str, Any], refers_to: object) -> str:
    """The code with which this station refuses; "" when it takes it."""
    from jisr.core.sealing import claims_receipt
    from jisr.station.partners.own_card import own_card

    written = partner.write(kind, body, refers_to=str(refers_to))
    [answer] = partner.deliver(written).answers
    if claims_receipt(answer):
        return ""
    return verify_refusal(answer, own_card(), written.sealed_bytes).code


def certificate(act: str, *items: str, **more: Any) -> dict[str, Any]:
    return {"act": act, "items": list(items), "at": timezone.now().isoformat(), **more}


def ledgered(code: str) -> int:
    from jisr.station.ledger.models import LedgerEntry

    return LedgerEntry.objects.filter(decision=code).count()


class TestCertificates:
    def test_from_a_station_that_never_got_it(
        self, recall: UUID, sent: tuple[UUID, str], madrid: InMemoryPartner, bamako: InMemoryPartner
    ) -> None:
        for about in (recall, sent[0], new_id()):
            assert answer_of(bamako, DispatchKind.CERTIFICATE, certificate("erased"), about) == "unknown_reference"
        assert ledgered("unknown_reference") == 3
        assert _certified(recall) == ("", False)

    def test_of_parts_it_was_never_asked_about(self, recall: UUID, madrid: InMemoryPartner) -> None:
        body = certificate("erased", str(uuid4()))
        assert answer_of(madrid, DispatchKind.CERTIFICATE, body, recall) == "bad_certificate"
        assert ledgered("bad_certificate") == 1
        assert _certified(recall) == ("", False)

    def test_of_an_act_that_does_not_fit(self, recall: UUID, madrid: InMemoryPartner) -> None:
        for act in ("amended", "withdrawn", "passed_on"):
            assert answer_of(madrid, DispatchKind.CERTIFICATE, certificate(act), recall) == "bad_certificate"

    def test_nobody_takes_back_an_erasure(self, recall: UUID, sent: tuple[UUID, str], madrid: InMemoryPartner) -> None:
        erased = certificate("erased", sent[1], complete=True)
        assert answer_of(madrid, DispatchKind.CERTIFICATE, erased, recall) == ""
        lesser = certificate("quarantined", sent[1])
        assert answer_of(madrid, DispatchKind.CERTIFICATE, lesser, recall) == "bad_certificate"
        assert _certified(recall) == ("erased", True)

    def test_replayed_it_changes_nothing_and_under_another_content_it_is_refused(
        self, recall: UUID, sent: tuple[UUID, str], madrid: InMemoryPartner
    ) -> None:
        written_at = timezone.now()
        body = certificate("quarantined", sent[1])
        written = madrid.write(DispatchKind.CERTIFICATE, body, refers_to=str(recall), time=written_at)
        for _ in range(3):
            madrid.deliver(written)
        from jisr.station.exchange.models import DispatchRecord

        assert DispatchRecord.objects.filter(kind="certificate", direction="in").count() == 1
        forged = madrid.write(
            DispatchKind.CERTIFICATE,
            certificate("erased", sent[1]),
            refers_to=str(recall),
            identifier=written.id,
            time=written_at,
        )
        madrid.deliver(forged)
        assert ledgered("replay") == 1
        assert _certified(recall) == ("quarantined", False)

    def test_forged_in_another_stations_name(
        self, recall: UUID, sent: tuple[UUID, str], madrid: InMemoryPartner
    ) -> None:
        from jisr.core.sealing import StationKeys

        stolen_name = StationKeys.generate("madrid", timezone.now())
        body = certificate("erased", sent[1])
        madrid.deliver(madrid.write(DispatchKind.CERTIFICATE, body, refers_to=str(recall), keys=stolen_name))
        assert ledgered("unknown_key") == 1
        assert _certified(recall) == ("", False)


class TestRecalls:
    def test_of_something_never_received_is_answered_and_entered(self, madrid: InMemoryPartner) -> None:
        from jisr.station.exchange.services.delivery import deliver_due

        madrid.send(DispatchKind.RECALL, {"reason": "EXERCISE", "all": True}, refers_to=str(new_id()))
        deliver_due("madrid", timezone.now())
        assert madrid.inbox[-1].dispatch.body["act"] == "not_held"
        assert ledgered("recall_of_unknown") == 1


class TestConsents:
    def test_a_decision_that_nobody_asked_for(self, sent: tuple[UUID, str], madrid: InMemoryPartner) -> None:
        body = {"permission": "pass_on", "granted": True, "conditions": ""}
        assert answer_of(madrid, DispatchKind.CONSENT_DECISION, body, sent[0]) == "bad_consent"
        assert answer_of(madrid, DispatchKind.CONSENT_DECISION, body, new_id()) == "unknown_reference"

    def test_a_decision_by_another_than_the_one_asked_and_one_made_twice(
        self, madrid: InMemoryPartner, bamako: InMemoryPartner, actor: Callable[..., Any]
    ) -> None:
        from jisr.station.exchange import queries, services

        record_id = _received(madrid)
        asked = queries.consent(services.ask_consent(actor("liaison"), record_id, "act_on", "EXERCISE"))
        assert asked is not None
        yes = {"permission": "act_on", "granted": True, "conditions": ""}
        assert answer_of(bamako, DispatchKind.CONSENT_DECISION, yes, asked.request) == "unknown_reference"
        other = {**yes, "permission": "use_in_court"}
        assert answer_of(madrid, DispatchKind.CONSENT_DECISION, other, asked.request) == "bad_consent"
        no = {**yes, "granted": False}
        assert answer_of(madrid, DispatchKind.CONSENT_DECISION, no, asked.request) == ""
        assert answer_of(madrid, DispatchKind.CONSENT_DECISION, yes, asked.request) == "bad_consent"
        assert not queries.consent_for(record_id, "act_on")

    def test_nothing_counts_of_a_partner_that_is_suspended_or_revoked(
        self, madrid: InMemoryPartner, actor: Callable[..., Any]
    ) -> None:
        from jisr.station.exchange import queries, services
        from jisr.station.partners import services as partner_services

        record_id = _received(madrid)
        asked = queries.consent(services.ask_consent(actor("liaison"), record_id, "act_on", "EXERCISE"))
        assert asked is not None
        yes = {"permission": "act_on", "granted": True, "conditions": ""}
        assert answer_of(madrid, DispatchKind.CONSENT_DECISION, yes, asked.request) == ""
        assert queries.consent_for(record_id, "act_on")
        partner_services.suspend(actor("liaison"), "madrid", "EXERCISE")
        assert not queries.consent_for(record_id, "act_on")
        assert answer_of(madrid, DispatchKind.CONSENT_DECISION, yes, asked.request) == "unknown_sender"
        assert ledgered("unknown_sender") == 1

    def test_a_request_about_what_was_never_sent_to_it(self, sent: tuple[UUID, str], bamako: InMemoryPartner) -> None:
        from jisr.station.exchange import queries

        body = {"permission": "pass_on", "to": ["dakar"], "reason": "EXERCISE"}
        assert answer_of(bamako, DispatchKind.CONSENT_REQUEST, body, sent[0]) == "unknown_reference"
        assert queries.consents(direction="in") == []


def _received(partner: InMemoryPartner) -> UUID:
    handling = partner.handling()
    portion = {"id": str(uuid4()), "text": "EXERCISE", "lang": "en", "handling": handling.to_json()}
    body = {"title": "EXERCISE", "portions": [portion], "statements": []}
    return UUID(partner.send(DispatchKind.INFORMATION, body, handling=handling).id)


def _certified(recall: UUID) -> tuple[str, bool]:
    from jisr.station.exchange.models import Delivery

    row = Delivery.objects.get(record_id=recall)
    return row.certified_act, row.is_certified_whole
