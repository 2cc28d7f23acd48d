"""Recalls, corrections and their certificates beyond this station; own work to look at again. EXERCISE data only."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from jisr.core.handling import Classification, DataCategory, OnwardRule, Purpose
from jisr.core.sealing import DispatchKind
from jisr.core.statements import Basis, Grade, Statement
from jisr.station.exchange import queries, services
from jisr.station.exchange.models import DispatchRecord, DispatchState
from jisr.station.exchange.problems import WrongKindProblem
from jisr.station.exchange.services.delivery import deliver_due
from jisr.station.exchange.services.obligations import erase_unused
from jisr.station.exchange.testing import InMemoryPartner
from jisr.station.knowledge import queries as knowledge
from jisr.station.knowledge import services as knowledge_services
from jisr.station.partners.services import AgreementTerms, record_agreement

pytestmark = pytest.mark.django_db


def statement(partner: InMemoryPartner, value: str = "Exercise Person", entity: str = "") -> Statement:
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    return Statement(
        id=str(uuid4()), entity_id=entity or str(uuid4()), schema="Person", prop="name", value=value,
        original_value="", lang="", source="", report_id="", dispatch_id="", grade=Grade.parse("B2"),
        handling=partner.handling(), category=None, basis=Basis.FACT, first_seen=moment, last_confirmed=moment,
        expires=None,
    )  # fmt: skip


def told_by(partner: InMemoryPartner, *statements: Statement) -> UUID:
    body = {"title": "EXERCISE", "portions": [], "statements": [item.to_json() for item in statements]}
    return UUID(partner.send(DispatchKind.INFORMATION, body).id)


def pass_on(actor: Callable[..., Any], record_id: UUID, to: str) -> UUID:
    held = knowledge.statements_of_dispatch(record_id)
    return services.send(
        actor("releaser"),
        kind=DispatchKind.INFORMATION,
        recipients=[to],
        body={"title": "EXERCISE", "portions": [], "statements": [item.for_partner().to_json() for item in held]},
        handling=held[0].handling,
    )


@pytest.fixture
def tells(actor: Callable[..., Any]) -> Callable[[str], UUID]:
    """An agreement that lets the originator know to whom its information was passed on."""

    def make(station_id: str) -> UUID:
        today = timezone.now().date()
        terms = AgreementTerms(
            title="EXERCISE", reference="EXERCISE 1", parties=[station_id], purposes=list(Purpose),
            data_categories=list(DataCategory), highest_classification=Classification.SECRET,
            longest_retention_days=365, onward=OnwardRule.ASK, redress_contact="x@example.org",
            valid_from=today - timedelta(days=1), valid_until=today + timedelta(days=365), tells_onward=True,
        )  # fmt: skip
        return record_agreement(actor("liaison"), terms)

    return make


def last_body(partner: InMemoryPartner) -> Any:
    deliver_due(partner.station_id, timezone.now())
    return partner.inbox[-1].dispatch.body


def certify(partner: InMemoryPartner, about: str, act: str, **more: Any) -> None:
    body = {"act": act, "items": [], "at": timezone.now().isoformat(), **more}
    partner.send(DispatchKind.CERTIFICATE, body, refers_to=about)


class TestRecallOverHops:
    def test_certificates_come_back_nested_and_are_complete_only_when_all_are(
        self, madrid: InMemoryPartner, bamako: InMemoryPartner, actor: Callable[..., Any], tells: Callable[..., Any]
    ) -> None:
        """Madrid -> Rabat -> Bamako -> Dakar, whom only Bamako knows."""
        tells("madrid")
        record_id = told_by(madrid, statement(madrid))
        passed = pass_on(actor, record_id, "bamako")
        assert last_body(madrid)["act"] == "passed_on"
        assert madrid.inbox[-1].dispatch.body["onward"] == [{"station": "bamako", "via": []}]
        certify(bamako, str(passed), "passed_on", onward=[{"station": "dakar", "via": []}])
        assert last_body(madrid)["onward"] == [{"station": "dakar", "via": ["bamako"]}]
        madrid.send(DispatchKind.RECALL, {"reason": "EXERCISE", "all": True}, refers_to=record_id)
        first = last_body(madrid)
        assert (first["act"], first["complete"]) == ("quarantined", False)
        assert [(h["station"], h["act"]) for h in first["onward"]] == [("bamako", "")]
        last_body(bamako)
        recall = bamako.inbox[-1].dispatch
        assert recall.kind == DispatchKind.RECALL
        [view] = knowledge.states_of_dispatch(record_id).values()
        assert view == "quarantined"
        assert erase_unused(_cause(record_id)) == 1
        erased = last_body(madrid)
        assert (erased["act"], erased["complete"]) == ("erased", False)
        dakar = {"station": "dakar", "act": "quarantined", "at": None, "complete": False, "onward": []}
        certify(bamako, recall.id, "erased", complete=False, onward=[dakar])
        partial = last_body(madrid)
        assert partial["complete"] is False
        assert partial["onward"][0]["onward"][0]["station"] == "dakar"
        certify(bamako, recall.id, "erased", complete=True, onward=[{**dakar, "act": "erased", "complete": True}])
        whole = last_body(madrid)
        assert (whole["act"], whole["complete"]) == ("erased", True)
        assert whole["onward"][0]["onward"][0]["act"] == "erased"

    def test_names_are_told_only_where_the_agreement_says_so(
        self, madrid: InMemoryPartner, bamako: InMemoryPartner, actor: Callable[..., Any]
    ) -> None:
        record_id = told_by(madrid, statement(madrid))
        pass_on(actor, record_id, "bamako")
        deliver_due("madrid", timezone.now())
        assert "passed_on" not in [item.dispatch.body.get("act") for item in madrid.inbox]
        madrid.send(DispatchKind.RECALL, {"reason": "EXERCISE", "all": True}, refers_to=record_id)
        [holder] = last_body(madrid)["onward"]
        assert holder["station"] == ""

    def test_a_recalled_whole_takes_its_corrections_with_it(
        self, madrid: InMemoryPartner, actor: Callable[..., Any]
    ) -> None:
        wrong, right = statement(madrid, "Wrong"), statement(madrid, "Right")
        record_id = told_by(madrid, wrong)
        body = {"reason": "x", "replaces": [wrong.id], "statements": [right.to_json()], "portions": []}
        correction = madrid.send(DispatchKind.CORRECTION, body, refers_to=record_id)
        madrid.send(DispatchKind.RECALL, {"reason": "EXERCISE", "all": True}, refers_to=record_id)
        assert knowledge.statements_of_dispatch(UUID(correction.id)) == []
        assert erase_unused(_cause(record_id)) == 2
        assert DispatchRecord.objects.get(pk=UUID(correction.id)).state == DispatchState.ERASED
        assert last_body(madrid)["complete"] is True

    def test_what_own_work_rests_on_waits_for_a_person(
        self, madrid: InMemoryPartner, actor: Callable[..., Any]
    ) -> None:
        item = statement(madrid)
        record_id = told_by(madrid, item)
        [held] = knowledge.statements_of_dispatch(record_id)
        own = Statement.from_json({**held.to_json(), "id": str(uuid4()), "dispatch_id": "", "value": "Own spelling"})
        knowledge_services.add_statements(actor("analyst"), [own])
        madrid.send(DispatchKind.RECALL, {"reason": "EXERCISE why", "all": True}, refers_to=record_id)
        assert erase_unused(_cause(record_id)) == 0
        [review] = queries.reviews()
        assert (review.kind, review.ref, review.reason, review.why) == ("statement", own.id, "recalled", "EXERCISE why")
        services.finish_review(actor("analyst"), review.id, "EXERCISE still holds")
        assert queries.reviews() == []
        with pytest.raises(WrongKindProblem):
            services.finish_review(actor("analyst"), review.id)
        services.reopen_review(actor("analyst"), review.id)
        assert queries.count_reviews() == 1
        services.finish_review(actor("analyst"), review.id)
        assert erase_unused(_cause(record_id)) == 1


class TestCorrectionOverHops:
    def test_those_it_was_passed_to_get_what_is_right(
        self, madrid: InMemoryPartner, bamako: InMemoryPartner, actor: Callable[..., Any]
    ) -> None:
        wrong = statement(madrid, "Wrong")
        right = statement(madrid, "Right", entity=wrong.entity_id)
        record_id = told_by(madrid, wrong)
        passed = pass_on(actor, record_id, "bamako")
        [held] = knowledge.statements_of_dispatch(record_id)
        body = {"reason": "x", "replaces": [wrong.id], "statements": [right.to_json()], "portions": []}
        madrid.send(DispatchKind.CORRECTION, body, refers_to=record_id)
        told = last_body(bamako)
        assert bamako.inbox[-1].dispatch.refers_to == str(passed)
        assert told["replaces"] == [held.id]
        assert [item["value"] for item in told["statements"]] == ["Right"]
        assert not [owed for owed in queries.obligations() if owed.kind == "correction"]
        assert (last_body(madrid)["act"], last_body(madrid)["complete"]) == ("amended", False)
        certify(bamako, bamako.inbox[-1].dispatch.id, "amended", complete=True)
        assert last_body(madrid)["complete"] is True

    def test_what_is_stricter_now_stays_and_a_person_is_asked(
        self, madrid: InMemoryPartner, bamako: InMemoryPartner, actor: Callable[..., Any]
    ) -> None:
        wrong = statement(madrid, "Wrong")
        stricter = madrid.handling(classification=Classification.SECRET)
        right = {**statement(madrid, "Right", entity=wrong.entity_id).to_json(), "handling": stricter.to_json()}
        record_id = told_by(madrid, wrong)
        pass_on(actor, record_id, "bamako")
        body = {"reason": "x", "replaces": [wrong.id], "statements": [right], "portions": []}
        madrid.send(DispatchKind.CORRECTION, body, refers_to=record_id, handling=stricter)
        told = last_body(bamako)
        assert told["statements"] == []
        assert told["replaces"]
        assert [owed.kind for owed in queries.obligations() if owed.kind == "correction"] == ["correction"]


def test_where_is_our_information(
    madrid: InMemoryPartner, actor: Callable[..., Any], client_as: Callable[..., Any]
) -> None:
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
    onward = [{"station": "bamako", "via": []}]
    certify(madrid, str(record_id), "passed_on", items=[portion["id"]], onward=onward)
    services.recall(actor("releaser"), record_id, "EXERCISE")
    last_body(madrid)
    recall = madrid.inbox[-1].dispatch
    bamako = {"station": "bamako", "act": "erased", "at": None, "complete": True, "onward": []}
    certify(madrid, recall.id, "erased", items=[portion["id"]], complete=True, onward=[bamako])
    found = queries.whereabouts(record_id)
    assert found is not None
    assert [(h.station, h.via, h.act, h.is_complete) for h in found.holders] == [
        ("madrid", (), "erased", True),
        ("bamako", ("madrid",), "erased", True),
    ]
    assert found.is_complete
    assert "bamako" in client_as("liaison").get(f"/exchange/dispatches/{record_id}/where/").content.decode()


def _cause(record_id: UUID) -> UUID:
    cause: UUID = DispatchRecord.objects.get(about=record_id, kind=DispatchKind.RECALL).id
    return cause
