"""Who must know, and the two special ways of releasing: answering a request, and passing on what others sent."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from jisr.core.handling import OnwardRule, Outcome, Purpose, ReasonCode
from jisr.core.interests import KnowCode
from jisr.core.sealing import DispatchKind, format_instant
from jisr.core.statements import Statement
from jisr.station.exchange import queries as exchange
from jisr.station.exchange import services as exchange_services
from jisr.station.exchange.models import Consent, ConsentState
from jisr.station.exchange.services.delivery import deliver_due
from jisr.station.exchange.testing import InMemoryPartner
from jisr.station.intake.queries import ReportView
from jisr.station.knowledge import queries as knowledge
from jisr.station.partners import services as partner_services
from jisr.station.partners.services import InterestTerms
from jisr.station.release import queries, services
from jisr.station.release.offers import offer_of_dispatch

pytestmark = pytest.mark.django_db


def record_interest(actor: Any, owner: str, **terms: Any) -> None:
    values: dict[str, Any] = {"topics": [], "countries": [], "names": [], "patterns": []}
    now = timezone.now()
    partner_services.record_interest(
        actor,
        owner,
        InterestTerms(
            title="EXERCISE interest",
            valid_from=now - timedelta(days=1),
            valid_until=now + timedelta(days=30),
            **{**values, **terms},
        ),
    )


def ask(partner: InMemoryPartner, question: str, purpose: str = "terrorism") -> UUID:
    """A partner's request for information; this station's id of it."""
    due = format_instant(timezone.now() + timedelta(hours=8))
    body = {"question": question, "legal_basis": "EXERCISE", "urgency": "urgent", "due": due}
    partner.send(DispatchKind.REQUEST, body, purpose=purpose)
    return exchange.open_requests("in", partner.station_id)[0].id


def test_the_threatened_come_first_then_those_with_an_interest(
    madrid: InMemoryPartner, bamako: InMemoryPartner, report: ReportView, actor: Callable[..., Any]
) -> None:
    record_interest(actor("liaison"), "bamako", names=["Abdelkrim Benmoussa"])
    ranked = queries.who_must_know(report.id)
    assert [known.partner.station_id for known in ranked] == ["madrid", "bamako"]
    assert ranked[0].ranked.reasons[0].code is KnowCode.THREATENED_PLACE
    assert [reason.code for reason in ranked[1].ranked.reasons] == [
        KnowCode.STANDING_INTEREST_NAME,
        KnowCode.MENTIONED_PLACE,
    ]
    assert ranked[1].ranked.is_blocked
    assert ReasonCode.PURPOSE_NOT_AGREED in {reason.code for reason in ranked[1].ranked.obstacles}
    assert not ranked[0].ranked.is_blocked


def test_another_purpose_shows_other_obstacles(
    bamako: InMemoryPartner, report: ReportView, actor: Callable[..., Any]
) -> None:
    (known,) = queries.who_must_know(report.id, Purpose.TERRORIST_FINANCING)
    assert known.ranked.outcome is Outcome.PERMIT_WITH_OBLIGATIONS
    assert ReasonCode.PURPOSE_NOT_AGREED not in {reason.code for reason in known.ranked.obstacles}


def test_a_withdrawn_partner_is_not_ranked(
    madrid: InMemoryPartner, report: ReportView, actor: Callable[..., Any]
) -> None:
    partner_services.revoke(actor("liaison"), "madrid", reason="EXERCISE")
    assert queries.who_must_know(report.id) == []


def test_an_unknown_report_concerns_nobody(madrid: InMemoryPartner) -> None:
    assert queries.who_must_know(UUID("00000000-0000-7000-8000-000000000000")) == []


@pytest.mark.parametrize(
    ("question", "purpose", "is_answered"),
    [
        ("¿Qué se sabe de Abdelkrim Benmoussa?", "terrorism", True),
        ("What is known about money moving through Mali?", "terrorism", True),
        ("What is known about money moving through Mali?", "drugs", False),
        ("What is known about boats near Dakhla?", "terrorism", False),
    ],
)
def test_an_open_request_is_recognised(
    bamako: InMemoryPartner, report: ReportView, question: str, purpose: str, is_answered: bool
) -> None:
    ask(bamako, question, purpose)
    (known,) = queries.who_must_know(report.id)
    assert (KnowCode.OPEN_REQUEST in {reason.code for reason in known.ranked.reasons}) is is_answered


def test_a_request_is_answered_from_the_reports_page(
    madrid: InMemoryPartner, report: ReportView, actor: Callable[..., Any], client_as: Callable[..., Any]
) -> None:
    request_id = ask(madrid, "¿Qué se sabe de Abdelkrim Benmoussa?")
    panel = client_as("analyst").get(reverse("release:who_must_know", args=[report.id])).content.decode()
    assert f"?request={request_id}" in panel
    url = reverse("release:propose", args=[report.id]) + f"?request={request_id}"
    opened = client_as("analyst").get(url)
    form = {
        "title": "EXERCISE: answer",
        "purpose": "terrorism",
        "recipients": ["madrid"],
        "items": [piece.item.id for piece in opened.context["offer"].pieces],
    }
    client_as("analyst").post(url, form)
    (proposal,) = queries.awaiting_decision()
    assert (proposal.kind, proposal.refers_to) == ("reply", request_id)
    services.release(actor("releaser"), proposal.pk)
    deliver_due("madrid", timezone.now())
    assert madrid.inbox[-1].dispatch.kind is DispatchKind.REPLY
    answered = exchange.information_request(request_id)
    assert answered is not None
    assert answered.state == "answered"


@pytest.fixture
def received(bamako: InMemoryPartner, statement: dict[str, Any]) -> UUID:
    """A dispatch from Bamako under "ask first"; this station's id of it."""
    handling = bamako.handling(onward=OnwardRule.ASK).to_json()
    body = {
        "title": "EXERCISE from Bamako",
        "portions": [
            {"id": "01990000-0000-7000-8000-00000000aaaa", "text": "EXERCICE", "lang": "fr", "handling": handling}
        ],
        "statements": [{**statement, "handling": handling}],
        "report": {"grade": {"scheme": "6x6", "value": "B2"}, "language": "fr", "event_time": None},
    }
    bamako.send(DispatchKind.INFORMATION, body, purpose="terrorism")
    return exchange.inbox().latest("stored_at").id


@pytest.fixture
def statement(report: ReportView) -> dict[str, Any]:
    """The JSON form of a statement about a suspect, as a partner would write it."""
    made: Statement = knowledge.statements_of_report(report.id)[0]
    identifiers = {"id": "01990000-0000-7000-8000-00000000bbbb", "entity_id": "01990000-0000-7000-8000-00000000cccc"}
    return {**made.for_partner().to_json(), **identifiers, "lineage": ""}


def pass_on(actor: Any, record_id: UUID) -> UUID:
    offer = offer_of_dispatch(record_id, timezone.now())
    return services.propose(
        actor,
        kind=offer.kind,
        subject=offer.subject,
        recipients=["madrid"],
        portions=[piece.content for piece in offer.portions],
        statements=[piece.statement for piece in offer.statements if piece.statement],
        purpose=Purpose.TERRORISM,
        title="EXERCISE: passed on",
    )


def test_what_others_sent_goes_on_only_with_their_consent(
    madrid: InMemoryPartner, received: UUID, actor: Callable[..., Any]
) -> None:
    proposal_id = pass_on(actor("analyst"), received)
    page = queries.page_of_proposal(proposal_id)
    assert page is not None
    (view,) = page.views
    assert view.decision.outcome is Outcome.NEEDS_CONSENT
    assert {reason.code for reason in view.obstacles} == {ReasonCode.ORIGINATOR_CONSENT_NEEDED}
    exchange_services.ask_consent(actor("liaison"), received, "pass_on", "EXERCISE", ["madrid"])
    Consent.objects.update(state=ConsentState.GRANTED)
    sent = services.release(actor("releaser"), proposal_id)
    deliver_due("madrid", timezone.now())
    (opened,) = madrid.inbox
    assert opened.dispatch.id == str(sent["madrid"])
    assert opened.dispatch.handling["originator"] == "bamako"
    assert len(opened.dispatch.body["statements"]) == 1


def test_passing_on_begins_at_the_received_dispatch(
    madrid: InMemoryPartner, received: UUID, client_as: Callable[..., Any]
) -> None:
    client = client_as("liaison")
    url = reverse("release:pass_on", args=[received])
    assert url in client.get(reverse("exchange:dispatch", args=[received])).content.decode()
    offer = client.get(url).context["offer"]
    items = [piece.item.id for piece in offer.pieces]
    form = {"title": "EXERCISE: passed on", "purpose": "terrorism", "recipients": ["madrid"], "items": items}
    preview = client.post(reverse("release:preview", args=["dispatch", received]), form).content.decode()
    assert "Passing it on needs the consent of the originator Bamako." in preview
    client.post(url, form)
    (proposal,) = queries.awaiting_decision()
    assert proposal.subject == f"dispatch:{received}"


def test_consent_for_one_partner_is_not_consent_for_another(
    madrid: InMemoryPartner, received: UUID, actor: Callable[..., Any]
) -> None:
    proposal_id = pass_on(actor("analyst"), received)
    exchange_services.ask_consent(actor("liaison"), received, "pass_on", "EXERCISE", ["paris"])
    Consent.objects.update(state=ConsentState.GRANTED)
    page = queries.page_of_proposal(proposal_id)
    assert page is not None
    assert not page.views[0].may_go


def test_an_unknown_person_keeps_the_portions_back(
    madrid: InMemoryPartner, report: ReportView, propose: Callable[..., UUID]
) -> None:
    from jisr.station.knowledge.models import StatementRecord

    StatementRecord.objects.filter(report_id=report.id).update(category="")
    page = queries.page_of_proposal(propose())
    assert page is not None
    assert ReasonCode.CATEGORY_UNKNOWN in {reason.code for reason in page.views[0].obstacles}
    assert not page.views[0].may_go
