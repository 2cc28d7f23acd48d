"""A release that waits for originators: Madrid's information, to be passed on to Bamako. EXERCISE data only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest

from jisr.core.sealing import DispatchKind

if TYPE_CHECKING:  # this file is read before Django is set up
    from jisr.station.exchange.testing import InMemoryPartner

pytestmark = pytest.mark.django_db
TEXT, MORE = "EXERCISE: the courier lives in the blue house.", "EXERCISE: money went through Bamako."


@pytest.fixture
def received(madrid: InMemoryPartner) -> tuple[UUID, list[str]]:
    """Two graded portions from Madrid, to be passed on only with its consent."""
    handling = madrid.handling()
    portions = [
        {"id": str(uuid4()), "text": text, "lang": "en", "handling": handling.to_json()} for text in (TEXT, MORE)
    ]
    report = {"grade": {"scheme": "nato", "value": "B2"}, "language": "en", "event_time": None}
    body = {"title": "EXERCISE", "portions": portions, "statements": [], "report": report}
    written = madrid.send(DispatchKind.INFORMATION, body, handling=handling, purpose="terrorist_financing")
    return UUID(written.id), [item["id"] for item in portions]


@pytest.fixture
def proposal(received: tuple[UUID, list[str]], bamako: InMemoryPartner, actor: Callable[..., Any]) -> UUID:
    from django.utils import timezone

    from jisr.core.handling import Purpose
    from jisr.station.release import services
    from jisr.station.release.offers import offer_of_dispatch

    offer = offer_of_dispatch(received[0], timezone.now())
    return services.propose(
        actor("analyst"),
        kind=offer.kind,
        subject=offer.subject,
        recipients=["bamako"],
        portions=[piece.content for piece in offer.portions],
        statements=[],
        purpose=Purpose.TERRORIST_FINANCING,
        title="EXERCISE passed on",
    )


@pytest.fixture
def answer(madrid: InMemoryPartner, proposal: UUID) -> Callable[..., Any]:
    """answer(granted, **conditions): Madrid answers the newest request; what becomes of the proposal."""
    from jisr.station.release import queries, services

    def give(*, granted: bool = True, **more: Any) -> Any:
        page = queries.page_of_proposal(proposal)
        assert page is not None
        body = {"permission": "pass_on", "granted": granted, "conditions": "", "originators": ["madrid"], **more}
        madrid.send(DispatchKind.CONSENT_DECISION, body, refers_to=page.answers[-1].request)
        return services.go_on(proposal)

    return give


def wait(actor: Callable[..., Any], proposal: UUID, **more: Any) -> None:
    """Ask, and let the releaser decide beforehand."""
    from jisr.station.release import queries, services

    services.ask_and_wait(actor("analyst"), proposal, "EXERCISE: Bamako must know")
    page = queries.page_of_proposal(proposal)
    assert page is not None
    services.approve_when_consented(actor("releaser"), proposal, seen=page.seen, **more)


def texts_at(partner: InMemoryPartner) -> list[str]:
    from django.utils import timezone

    from jisr.station.exchange.services.delivery import deliver_due

    deliver_due(partner.station_id, timezone.now())
    return [portion["text"] for item in partner.inbox for portion in item.dispatch.body.get("portions", [])]


def test_it_waits_and_then_goes_by_itself(
    proposal: UUID, bamako: InMemoryPartner, actor: Callable[..., Any], answer: Callable[..., Any]
) -> None:
    from django.utils import timezone

    from jisr.station.release import queries, services

    wait(actor, proposal)
    waiting = queries.page_of_proposal(proposal)
    assert waiting is not None
    assert waiting.proposal.state == "waiting_for_consent"
    assert [len(view.going) for view in waiting.views] == [2]
    assert services.go_on(proposal) == "waiting_for_consent"
    assert texts_at(bamako) == []
    assert answer(until=(timezone.now().date() + timedelta(days=20)).isoformat()) == "released"
    assert sorted(texts_at(bamako)) == sorted([TEXT, MORE])
    found = queries.proposal(proposal)
    assert found is not None
    assert found.decided_by == "releaser"


def test_without_a_decision_beforehand_it_comes_to_the_releaser(
    proposal: UUID, actor: Callable[..., Any], answer: Callable[..., Any]
) -> None:
    from jisr.station.release import queries, services

    services.ask_and_wait(actor("analyst"), proposal, "EXERCISE")
    assert answer() == "awaiting"
    page = queries.page_of_proposal(proposal)
    assert page is not None
    assert page.may_be_released


def test_conditions_that_change_it_come_back_to_the_releaser(
    proposal: UUID,
    received: tuple[UUID, list[str]],
    bamako: InMemoryPartner,
    actor: Callable[..., Any],
    answer: Callable[..., Any],
) -> None:
    from jisr.station.release import queries, services

    wait(actor, proposal)
    first, _second = received[1]
    softened = [{"id": first, "text": "EXERCISE: a courier lives in the town.", "lang": "en"}]
    assert answer(texts=softened) == "awaiting"
    assert texts_at(bamako) == []
    page = queries.page_of_proposal(proposal)
    assert page is not None
    services.release(actor("releaser"), proposal, seen=page.seen)
    assert sorted(texts_at(bamako)) == sorted([MORE, "EXERCISE: a courier lives in the town."])


def test_only_some_of_it_under_another_marking(
    proposal: UUID,
    received: tuple[UUID, list[str]],
    madrid: InMemoryPartner,
    bamako: InMemoryPartner,
    actor: Callable[..., Any],
    answer: Callable[..., Any],
) -> None:
    from jisr.core.handling import Classification
    from jisr.station.release import queries, services

    wait(actor, proposal)
    lower = madrid.handling(classification=Classification.RESTRICTED).to_json()
    assert answer(items=[received[1][1]], handling=lower) == "awaiting"
    page = queries.page_of_proposal(proposal)
    assert page is not None
    [view] = page.views
    assert [piece.content["text"] for piece in view.going] == [MORE]
    assert view.going[0].handling.classification is Classification.RESTRICTED
    services.release(actor("releaser"), proposal, seen=page.seen)
    assert texts_at(bamako) == [MORE]


def test_paraphrased_only_in_words_that_a_releaser_has_seen(
    proposal: UUID,
    received: tuple[UUID, list[str]],
    bamako: InMemoryPartner,
    actor: Callable[..., Any],
    answer: Callable[..., Any],
) -> None:
    from jisr.station.release import queries, services
    from jisr.station.release.problems import NoParaphraseNeeded, NothingMayGo

    services.ask_and_wait(actor("analyst"), proposal, "EXERCISE")
    assert answer(paraphrase=True) == "awaiting"
    page = queries.page_of_proposal(proposal)
    assert page is not None
    assert [piece.item.id for piece in page.to_paraphrase] == received[1]
    with pytest.raises(NothingMayGo):
        services.release(actor("releaser"), proposal, seen=page.seen)
    with pytest.raises(NoParaphraseNeeded):
        services.paraphrase(actor("analyst"), proposal, uuid4(), "EXERCISE")
    services.paraphrase(actor("analyst"), proposal, UUID(received[1][0]), "EXERCISE in our words")
    written = queries.page_of_proposal(proposal)
    assert written is not None
    services.release(actor("releaser"), proposal, seen=written.seen)
    assert texts_at(bamako) == ["EXERCISE in our words"]


def test_refused_it_is_closed_and_its_author_told_why(
    proposal: UUID, bamako: InMemoryPartner, actor: Callable[..., Any], answer: Callable[..., Any]
) -> None:
    from jisr.station.release import queries

    wait(actor, proposal)
    assert answer(granted=False, conditions="EXERCISE: the source would be known") == "refused"
    found = queries.proposal(proposal)
    assert found is not None
    assert (found.decided_by, found.reason) == ("partner:madrid", "EXERCISE: the source would be known")
    assert texts_at(bamako) == []


def test_no_answer_in_time_is_a_refusal(proposal: UUID, bamako: InMemoryPartner, actor: Callable[..., Any]) -> None:
    from django.utils import timezone

    from jisr.station.exchange.services.consent_following import lapse_unanswered
    from jisr.station.release import services

    wait(actor, proposal)
    assert lapse_unanswered(timezone.now() + timedelta(days=8)) == 1
    assert services.go_on(proposal) == "refused"


def test_the_rest_goes_only_where_the_releaser_said_so(
    proposal: UUID,
    received: tuple[UUID, list[str]],
    bamako: InMemoryPartner,
    actor: Callable[..., Any],
    answer: Callable[..., Any],
    madrid: InMemoryPartner,
) -> None:
    from jisr.station.exchange import queries as exchanged
    from jisr.station.exchange import services as exchange
    from jisr.station.release.models import RefusedThen

    earlier = exchange.ask_consent(
        actor("liaison"), received[0], "pass_on", "EXERCISE", ["bamako"], items=[UUID(received[1][0])]
    )
    view = exchanged.consent(earlier)
    assert view is not None
    granted = {"permission": "pass_on", "granted": True, "conditions": ""}
    madrid.send(DispatchKind.CONSENT_DECISION, granted, refers_to=view.request)
    wait(actor, proposal, if_refused=RefusedThen.SEND_REST)
    assert answer(granted=False) == "released"
    assert texts_at(bamako) == [TEXT]


def test_four_eyes_hold_for_a_decision_beforehand(proposal: UUID, actor: Callable[..., Any]) -> None:
    from jisr.station.release import queries, services
    from jisr.station.release.problems import NotWaiting, OwnWork, ViewChanged

    page = queries.page_of_proposal(proposal)
    assert page is not None
    with pytest.raises(NotWaiting):
        services.approve_when_consented(actor("releaser"), proposal, seen=page.seen)
    services.ask_and_wait(actor("analyst"), proposal, "EXERCISE")
    both = actor("analyst", roles=("analyst", "releaser"))
    with pytest.raises(OwnWork):
        services.approve_when_consented(both, proposal, seen=page.seen)
    with pytest.raises(ViewChanged):
        services.approve_when_consented(actor("releaser"), proposal, seen=page.seen)


def test_a_recall_while_it_waits_brings_it_back(
    proposal: UUID,
    received: tuple[UUID, list[str]],
    madrid: InMemoryPartner,
    bamako: InMemoryPartner,
    actor: Callable[..., Any],
    answer: Callable[..., Any],
) -> None:
    from jisr.station.exchange import queries as exchanged

    wait(actor, proposal)
    recall = {"reason": "EXERCISE", "statements": [], "portions": [received[1][0]]}
    madrid.send(DispatchKind.RECALL, recall, refers_to=str(received[0]))
    assert [(each.kind, each.ref) for each in exchanged.reviews()] == [("proposal", str(proposal))]
    assert answer() == "awaiting"
    assert texts_at(bamako) == []


@pytest.mark.parametrize("role", ["analyst", "releaser", "liaison"])
def test_the_page_says_what_it_waits_for(
    role: str, proposal: UUID, actor: Callable[..., Any], client_as: Callable[..., Any]
) -> None:
    from django.urls import reverse

    from jisr.station.release import services

    client = client_as(role)
    assert client.get(reverse("release:proposal", args=[proposal])).status_code == 200
    services.ask_and_wait(actor("analyst"), proposal, "EXERCISE")
    page = client.get(reverse("release:proposal", args=[proposal]))
    assert page.status_code == 200
    assert page.context["page"].answers
