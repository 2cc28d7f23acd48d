"""Consents: asked, answered by two people with conditions, timed out, taken back, handed on. EXERCISE data only."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from jisr.core.handling import OnwardRule, Tlp
from jisr.core.sealing import DispatchKind
from jisr.station.exchange import queries, services
from jisr.station.exchange.models import ConsentState, Direction
from jisr.station.exchange.problems import ConsentProblem
from jisr.station.exchange.services.consent_following import lapse_unanswered
from jisr.station.exchange.services.delivery import deliver_due
from jisr.station.exchange.terms import ConsentTerms, Words
from jisr.station.exchange.testing import InMemoryPartner

pytestmark = pytest.mark.django_db


def part(text: str, handling: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "text": text, "lang": "en", "handling": handling.to_json()}


@pytest.fixture
def sent(madrid: InMemoryPartner, actor: Callable[..., Any]) -> tuple[UUID, list[str]]:
    """A dispatch of ours at Madrid with two portions."""
    own = services.own_handling()
    portions = [part("EXERCISE first", own), part("EXERCISE second", own)]
    record_id = services.send(
        actor("releaser"),
        kind=DispatchKind.INFORMATION,
        recipients=["madrid"],
        body={"title": "EXERCISE", "portions": portions, "statements": []},
        handling=own,
    )
    return record_id, [item["id"] for item in portions]


@pytest.fixture
def asked(sent: tuple[UUID, list[str]], madrid: InMemoryPartner) -> UUID:
    body = {"permission": "pass_on", "to": ["bamako"], "reason": "EXERCISE why"}
    madrid.send(DispatchKind.CONSENT_REQUEST, body, refers_to=sent[0])
    [view] = queries.consents(direction="in", state="asked")
    return view.id


def received(partner: InMemoryPartner, **changes: Any) -> tuple[UUID, list[str]]:
    handling = partner.handling(**changes)
    portions = [part("EXERCISE from a partner", handling), part("EXERCISE more", handling)]
    body = {"title": "EXERCISE", "portions": portions, "statements": []}
    written = partner.send(DispatchKind.INFORMATION, body, handling=handling)
    return UUID(written.id), [item["id"] for item in portions]


class TestAnswer:
    def test_two_people_grant_with_conditions_that_a_machine_reads(
        self, asked: UUID, sent: tuple[UUID, list[str]], madrid: InMemoryPartner, actor: Callable[..., Any]
    ) -> None:
        first, _second = sent[1]
        day = timezone.now().date() + timedelta(days=30)
        terms = ConsentTerms(items=frozenset([first]), until=day, texts={first: Words("EXERCISE softened", "en")})
        seen = services.prepare_consent(actor("analyst"), asked, terms).seen
        services.decide_consent(actor("releaser"), asked, granted=True, seen=seen, conditions="EXERCISE")
        deliver_due("madrid", timezone.now())
        body = madrid.inbox[-1].dispatch.body
        assert body["granted"] is True
        assert body["items"] == [first]
        assert body["until"] == day.isoformat()
        assert body["texts"] == [{"id": first, "text": "EXERCISE softened", "lang": "en"}]
        assert body["originators"] == ["rabat"]
        view = queries.consent(asked)
        assert view is not None
        assert (view.state, view.decided_by, view.prepared_by) == ("granted", "releaser", "analyst")
        assert view.terms is not None
        assert view.terms.kinds == ("some_items", "until", "sanitised", "note")

    def test_the_one_who_prepared_does_not_grant(self, asked: UUID, actor: Callable[..., Any]) -> None:
        seen = services.prepare_consent(actor("releaser"), asked, ConsentTerms()).seen
        with pytest.raises(ConsentProblem, match="another person"):
            services.decide_consent(actor("releaser"), asked, granted=True, seen=seen)

    def test_nobody_grants_without_the_right_or_what_was_not_seen(self, asked: UUID, actor: Callable[..., Any]) -> None:
        with pytest.raises(ConsentProblem) as none:
            services.decide_consent(actor("releaser"), asked, granted=True, seen="")
        assert none.value.code == "consent_not_prepared"
        seen = services.prepare_consent(actor("analyst"), asked, ConsentTerms()).seen
        services.prepare_consent(actor("analyst"), asked, ConsentTerms(paraphrase=True))
        with pytest.raises(ConsentProblem) as changed:
            services.decide_consent(actor("releaser"), asked, granted=True, seen=seen)
        assert changed.value.code == "consent_changed"
        with pytest.raises(ConsentProblem) as liaison:
            services.decide_consent(actor("liaison"), asked, granted=False)
        assert liaison.value.code == "consent_right_missing"

    @pytest.mark.parametrize(
        ("code", "changes"),
        [
            ("consent_until_past", {"until": timezone.now().date() - timedelta(days=1)}),
            ("consent_item_unknown", {"items": frozenset([str(uuid4())])}),
            ("consent_item_unknown", {"texts": {str(uuid4()): Words("x", "en")}}),
        ],
    )
    def test_conditions_that_cannot_stand(
        self, asked: UUID, actor: Callable[..., Any], code: str, changes: dict[str, Any]
    ) -> None:
        with pytest.raises(ConsentProblem) as refused:
            services.prepare_consent(actor("analyst"), asked, ConsentTerms(**changes))
        assert refused.value.code == code
        assert refused.value.record_id == str(asked)

    @pytest.mark.parametrize("changes", [{"onward": OnwardRule.NEVER}, {"tlp": Tlp.RED}])
    def test_a_marking_that_forbids_what_is_granted(
        self, asked: UUID, madrid: InMemoryPartner, actor: Callable[..., Any], changes: dict[str, Any]
    ) -> None:
        from dataclasses import replace

        terms = ConsentTerms(handling=replace(services.own_handling(), **changes))
        with pytest.raises(ConsentProblem) as refused:
            services.prepare_consent(actor("analyst"), asked, terms)
        assert refused.value.code == "consent_terms_contradict"

    def test_taken_back(self, asked: UUID, madrid: InMemoryPartner, actor: Callable[..., Any]) -> None:
        seen = services.prepare_consent(actor("analyst"), asked, ConsentTerms()).seen
        services.decide_consent(actor("releaser"), asked, granted=True, seen=seen)
        services.withdraw_consent(actor("liaison"), asked, "EXERCISE changed")
        deliver_due("madrid", timezone.now())
        assert madrid.inbox[-1].dispatch.body["withdrawn"] is True
        view = queries.consent(asked)
        assert view is not None
        assert view.state == ConsentState.WITHDRAWN


class TestAsking:
    def test_what_is_no_use_or_not_needed_is_not_asked(
        self, madrid: InMemoryPartner, actor: Callable[..., Any]
    ) -> None:
        never, _ = received(madrid, onward=OnwardRule.NEVER)
        allowed, _ = received(madrid, onward=OnwardRule.ALLOWED)
        for record_id, code in ((never, "consent_never"), (allowed, "consent_not_needed")):
            with pytest.raises(ConsentProblem) as refused:
                services.ask_consent(actor("liaison"), record_id, "pass_on", "EXERCISE", ["bamako"])
            assert refused.value.code == code
        ask, _ = received(madrid)
        services.ask_consent(actor("liaison"), ask, "pass_on", "EXERCISE", ["bamako"])
        with pytest.raises(ConsentProblem) as twice:
            services.ask_consent(actor("liaison"), ask, "pass_on", "EXERCISE", ["bamako"])
        assert twice.value.code == "consent_asked_already"

    def test_no_answer_in_time_counts_as_refused_and_a_late_one_still_counts(
        self, madrid: InMemoryPartner, actor: Callable[..., Any]
    ) -> None:
        record_id, _ = received(madrid)
        asked = services.ask_consent(actor("liaison"), record_id, "act_on", "EXERCISE")
        assert lapse_unanswered(timezone.now() + timedelta(days=6)) == 0
        assert lapse_unanswered(timezone.now() + timedelta(days=8)) == 1
        view = queries.consent(asked)
        assert view is not None
        assert view.state == ConsentState.LAPSED
        body = {"permission": "act_on", "granted": True, "conditions": ""}
        madrid.send(DispatchKind.CONSENT_DECISION, body, refers_to=view.request)
        assert queries.consent_for(record_id, "act_on")

    def test_a_consent_ends_on_its_last_day(self, madrid: InMemoryPartner, actor: Callable[..., Any]) -> None:
        record_id, _ = received(madrid)
        asked = services.ask_consent(actor("liaison"), record_id, "pass_on", "EXERCISE", ["bamako"])
        view = queries.consent(asked)
        assert view is not None
        past = (timezone.now().date() - timedelta(days=1)).isoformat()
        body = {"permission": "pass_on", "granted": True, "conditions": "", "until": past}
        madrid.send(DispatchKind.CONSENT_DECISION, body, refers_to=view.request)
        assert queries.consents(direction=Direction.OUT)[0].shown_state == "expired"
        assert not queries.consent_for(record_id, "pass_on", "bamako")

    def test_a_withdrawal_recalls_what_was_passed_on(
        self, madrid: InMemoryPartner, bamako: InMemoryPartner, actor: Callable[..., Any]
    ) -> None:
        record_id, items = received(madrid)
        asked = services.ask_consent(actor("liaison"), record_id, "pass_on", "EXERCISE", ["bamako"])
        view = queries.consent(asked)
        assert view is not None
        body = {"permission": "pass_on", "granted": True, "conditions": ""}
        madrid.send(DispatchKind.CONSENT_DECISION, body, refers_to=view.request)
        shown = queries.dispatch(record_id)
        assert shown is not None
        services.send(
            actor("releaser"),
            kind=DispatchKind.INFORMATION,
            recipients=["bamako"],
            body={"title": "EXERCISE", "portions": list(shown.values["portions"]), "statements": []},
            handling=shown.view.handling,
            subject=f"dispatch:{record_id}",
        )
        taken = {"permission": "pass_on", "granted": False, "withdrawn": True, "conditions": "EXERCISE"}
        madrid.send(DispatchKind.CONSENT_DECISION, taken, refers_to=view.request)
        deliver_due("bamako", timezone.now())
        recall = bamako.inbox[-1].dispatch
        assert recall.kind == DispatchKind.RECALL
        assert recall.body["all"] is True
        deliver_due("madrid", timezone.now())
        assert madrid.inbox[-1].dispatch.body["act"] == "withdrawn"
        assert madrid.inbox[-1].dispatch.body["complete"] is False
        bamako.send(
            DispatchKind.CERTIFICATE,
            {"act": "erased", "items": items, "at": timezone.now().isoformat(), "complete": True},
            refers_to=recall.id,
        )
        deliver_due("madrid", timezone.now())
        assert madrid.inbox[-1].dispatch.body["complete"] is True
        assert not queries.consent_for(record_id, "pass_on", "bamako")


class TestChain:
    def test_what_is_somebody_elses_to_allow_is_asked_for_and_handed_on(
        self, madrid: InMemoryPartner, bamako: InMemoryPartner, actor: Callable[..., Any]
    ) -> None:
        """Madrid -> Rabat -> Bamako, and Bamako wants to pass it on to Dakar: the say is Madrid's."""
        record_id, items = received(madrid)
        shown = queries.dispatch(record_id)
        assert shown is not None
        ours = services.send(
            actor("releaser"),
            kind=DispatchKind.INFORMATION,
            recipients=["bamako"],
            body={"title": "EXERCISE", "portions": list(shown.values["portions"]), "statements": []},
            handling=shown.view.handling,
            subject=f"dispatch:{record_id}",
        )
        body = {"permission": "pass_on", "to": ["dakar"], "reason": "EXERCISE further"}
        request = bamako.send(DispatchKind.CONSENT_REQUEST, body, refers_to=ours)
        [waiting] = queries.consents(direction="in", state="asked")
        with pytest.raises(ConsentProblem) as refused:
            services.prepare_consent(actor("analyst"), waiting.id, ConsentTerms())
        assert refused.value.code == "originator_not_asked"
        services.ask_on_behalf(actor("liaison"), waiting.id)
        deliver_due("madrid", timezone.now())
        asked = madrid.inbox[-1].dispatch
        assert asked.body["to"] == ["dakar"]
        day = (timezone.now().date() + timedelta(days=9)).isoformat()
        granted = {
            "permission": "pass_on",
            "granted": True,
            "conditions": "",
            "until": day,
            "texts": [{"id": items[0], "text": "EXERCISE softened by Madrid", "lang": "en"}],
            "originators": ["madrid"],
        }
        madrid.send(DispatchKind.CONSENT_DECISION, granted, refers_to=asked.id)
        deliver_due("bamako", timezone.now())
        told = bamako.inbox[-1].dispatch
        assert told.refers_to == request.id
        assert told.body["granted"] is True
        assert told.body["until"] == day
        assert told.body["texts"][0]["text"] == "EXERCISE softened by Madrid"
        assert told.body["originators"] == ["madrid"]
