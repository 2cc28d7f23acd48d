"""Conditions through a whole release: marks, tear-lines, derived products, neutrality, special categories, lineage."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from jisr.core.handling import (
    Classification,
    DataCategory,
    Equivalence,
    Handling,
    Mark,
    NeutralityFlag,
    OnwardRule,
    Outcome,
    Purpose,
    ReasonCode,
    Row,
    SpecialCategory,
    Tlp,
)
from jisr.core.sealing import DispatchKind, verify_refusal
from jisr.core.statements import Basis, Grade
from jisr.station.exchange import queries as exchange
from jisr.station.exchange.services.delivery import deliver_due
from jisr.station.intake import services as intake
from jisr.station.intake.queries import ReportView
from jisr.station.knowledge import queries as knowledge
from jisr.station.knowledge import services as knowledge_services
from jisr.station.knowledge.models import StatementRecord
from jisr.station.ledger.models import LedgerEntry
from jisr.station.partners.own_card import own_card
from jisr.station.release import queries, services
from jisr.station.release.offers import offer_of_dispatch
from jisr.station.web.problems import Problem

if TYPE_CHECKING:
    from jisr.station.exchange.testing import InMemoryPartner

pytestmark = pytest.mark.django_db

PORTION, TEAR_LINE = "01990000-0000-7000-8000-00000000aaa1", "01990000-0000-7000-8000-00000000aaa2"
STATEMENT, ENTITY = "01990000-0000-7000-8000-00000000bbb1", "01990000-0000-7000-8000-00000000ccc1"


def view_of(proposal_id: UUID) -> Any:
    page = queries.page_of_proposal(proposal_id)
    assert page is not None
    return page.views[0]


def reasons(view: Any) -> set[ReasonCode]:
    return {reason.code for _piece, why in view.withheld for reason in why}


@pytest.fixture
def from_bamako(bamako: "InMemoryPartner", report: ReportView) -> Callable[..., UUID]:
    """from_bamako(handling, tear_line=..., lineage=...) -> this station's id of a dispatch with two portions."""

    def send(handling: Handling, *, lineage: str = "", relayed_by: str = "", **tear_line: Any) -> UUID:
        made = knowledge.statements_of_report(report.id)[0].for_partner().to_json()
        passage = replace(handling, onward=OnwardRule.ALLOWED)
        body = {
            "title": "EXERCISE from Bamako",
            "portions": [
                {"id": PORTION, "text": "EXERCICE, la suite", "lang": "fr", "handling": handling.to_json()},
                {"id": TEAR_LINE, "text": "EXERCICE", "lang": "fr", "handling": passage.to_json(), "tear_line": True},
            ],
            "statements": [
                {**made, "id": STATEMENT, "entity_id": ENTITY, "lineage": lineage, "handling": handling.to_json()}
            ],
            "report": {"grade": {"scheme": "6x6", "value": "B2"}, "language": "fr", "event_time": None},
        }
        bamako.send(DispatchKind.INFORMATION, body, purpose="terrorism", handling=handling)
        return exchange.inbox().latest("stored_at").id

    return send


def pass_on(actor: Any, record_id: UUID, recipients: list[str]) -> UUID:
    offer = offer_of_dispatch(record_id, timezone.now())
    return services.propose(
        actor,
        kind=offer.kind,
        subject=offer.subject,
        recipients=recipients,
        portions=[piece.content for piece in offer.portions],
        statements=[piece.statement for piece in offer.statements if piece.statement],
        purpose=Purpose.TERRORISM,
        title="EXERCISE: passed on",
    )


def test_what_leaves_bears_the_level_that_the_agreement_names(
    network: Any,
    agree: Callable[..., UUID],
    actor: Callable[..., Any],
    report: ReportView,
    propose: Callable[..., UUID],
) -> None:
    from jisr.station.exchange.testing import InMemoryPartner

    paris = network.add(InMemoryPartner("paris", "FR"))
    paris.become_active(actor("liaison"), actor("cooperation"))
    table = Equivalence("fr", (Row("fr", "secret", Classification.SECRET),))
    agree("paris", table=table, highest_classification=Classification.CONFIDENTIAL)
    services.release(actor("releaser"), propose(recipients=["paris"]))
    deliver_due("paris", timezone.now())
    (opened,) = paris.inbox
    for part in (*opened.dispatch.body["portions"], *opened.dispatch.body["statements"]):
        assert part["handling"]["marked_as"] == [{"scale": "fr", "version": 1, "level": "secret"}]
        assert part["handling"]["classification"] == "secret"
    assert opened.dispatch.handling["marked_as"] == [{"scale": "fr", "version": 1, "level": "secret"}]


def test_a_level_without_a_row_stays_with_its_reason(
    network: Any, agree: Callable[..., UUID], actor: Callable[..., Any], propose: Callable[..., UUID]
) -> None:
    from jisr.station.exchange.testing import InMemoryPartner

    lisbon = network.add(InMemoryPartner("lisbon", "PT"))
    lisbon.become_active(actor("liaison"), actor("cooperation"))
    agree("lisbon", table=Equivalence("nato", (Row("nato", "nato_secret", Classification.SECRET),)))
    view = view_of(propose(recipients=["lisbon"]))
    assert not view.may_go
    assert ReasonCode.CLASSIFICATION_NOT_EQUIVALENT in reasons(view)


def test_an_unknown_level_is_refused_on_arrival_and_an_unnamed_one_too(bamako: "InMemoryPartner") -> None:
    for mark, code in (
        ({"scale": "atlantis", "version": 1, "level": "secret"}, "scale_unknown"),
        ({"scale": "fr", "version": 1, "level": "confidentiel"}, "level_unknown"),
        ({"scale": "nato", "version": 1, "level": "nato_restricted"}, "classification_not_equivalent"),
    ):
        handling = {**bamako.handling().to_json(), "marked_as": [mark]}
        body = {"title": "EXERCISE", "portions": [{"id": PORTION, "text": "x", "lang": "", "handling": handling}]}
        sealed = bamako.write(DispatchKind.INFORMATION, body)
        (answer,) = bamako.deliver(sealed).answers
        assert verify_refusal(answer, own_card(), sealed.sealed_bytes).code == code
        assert LedgerEntry.objects.filter(act="refusal", decision=code).count() == 1
    assert not exchange.inbox().exists()


def test_a_contradictory_marking_is_refused_on_arrival(bamako: "InMemoryPartner") -> None:
    handling = {**bamako.handling().to_json(), "tlp": "clear"}
    body = {"title": "EXERCISE", "portions": [{"id": PORTION, "text": "x", "lang": "", "handling": handling}]}
    assert bamako.deliver(bamako.write(DispatchKind.INFORMATION, body)).refused == 1
    false_tear_line = {
        "id": PORTION,
        "text": "x",
        "lang": "",
        "handling": bamako.handling().to_json(),
        "tear_line": True,
    }
    body = {"title": "EXERCISE", "portions": [false_tear_line]}
    assert bamako.deliver(bamako.write(DispatchKind.INFORMATION, body)).refused == 1


def test_our_agreement_raises_what_arrives(
    network: Any, agree: Callable[..., UUID], actor: Callable[..., Any], report: ReportView
) -> None:
    from jisr.station.exchange.testing import InMemoryPartner

    paris = network.add(InMemoryPartner("paris", "FR"))
    paris.become_active(actor("liaison"), actor("cooperation"))
    agree("paris", table=Equivalence("fr", (Row("fr", "secret", Classification.TOP_SECRET),)))
    handling = paris.handling(classification=Classification.SECRET, marked_as=frozenset({Mark("fr", "secret")}))
    made = {**knowledge.statements_of_report(report.id)[0].for_partner().to_json(), "lineage": ""}
    made |= {"id": STATEMENT, "entity_id": ENTITY, "handling": handling.to_json()}
    paris.send(DispatchKind.INFORMATION, {"title": "EXERCICE", "portions": [], "statements": [made]}, handling=handling)
    row = exchange.inbox().latest("stored_at")
    assert row.classification == Classification.TOP_SECRET
    (statement,) = knowledge.statements_of_dispatch(row.id)
    assert statement.handling.classification is Classification.TOP_SECRET
    assert statement.handling.marked_as == {Mark("fr", "secret")}


def test_a_tear_line_goes_on_without_asking_and_the_rest_stays(
    madrid: "InMemoryPartner", bamako: "InMemoryPartner", from_bamako: Callable[..., UUID], actor: Callable[..., Any]
) -> None:
    proposal = pass_on(actor("analyst"), from_bamako(bamako.handling()), ["madrid"])
    view = view_of(proposal)
    assert [piece.item.id for piece in view.going] == [TEAR_LINE]
    assert reasons(view) == {ReasonCode.ORIGINATOR_CONSENT_NEEDED}
    services.release(actor("releaser"), proposal)
    deliver_due("madrid", timezone.now())
    (portion,) = madrid.inbox[-1].dispatch.body["portions"]
    assert portion["tear_line"] is True
    assert portion["handling"]["onward"] == "allowed"
    assert portion["handling"]["originator"] == "bamako"


def test_a_portion_is_marked_as_a_tear_line_only_where_its_conditions_allow(
    actor: Callable[..., Any],
    report: ReportView,
    client_as: Callable[..., Any],
    madrid: Any,
    propose: Callable[..., UUID],
) -> None:
    portion = report.portions[0]
    with pytest.raises(Problem) as refused:
        intake.mark_portion(actor("analyst"), portion.id, portion.handling, is_tear_line=True)
    assert refused.value.code == "tear_line_not_passable"
    allowed = replace(portion.handling, onward=OnwardRule.ALLOWED)
    intake.mark_portion(actor("analyst"), portion.id, allowed, is_tear_line=True)
    page = client_as("analyst").get(reverse("intake:report", args=[report.id])).content.decode()
    assert "Tear-line" in page
    view = view_of(propose(portions=[_content(report, 0)], statements=[]))
    assert view.body["portions"][0]["tear_line"] is True
    assert view.body["portions"][0]["handling"]["onward"] == "allowed"


def _content(report: ReportView, ordinal: int) -> dict[str, Any]:
    portion = report.portions[ordinal]
    return {"id": str(portion.id), "text": portion.text, "lang": portion.language, "handling": {}}


def test_words_of_ours_about_what_others_sent_carry_their_conditions(
    madrid: "InMemoryPartner", bamako: "InMemoryPartner", from_bamako: Callable[..., UUID], actor: Callable[..., Any]
) -> None:
    """A derived product: our own words under our own loose conditions, drawn from a statement of Bamako's."""
    received = from_bamako(bamako.handling(court_use=OnwardRule.NEVER))
    held = knowledge.statements_of_dispatch(received)
    own = Handling(
        "rabat", Classification.RESTRICTED, Tlp.GREEN, onward=OnwardRule.ALLOWED, court_use=OnwardRule.ALLOWED
    )
    warning_id = "01990000-0000-7000-8000-00000000dddd"
    words = {"id": warning_id, "text": "EXERCISE: what we make of it", "lang": "en", "handling": own.to_json()}
    proposal = services.propose(
        actor("analyst"),
        kind=DispatchKind.WARNING,
        subject=f"warning:{warning_id}",
        recipients=["madrid", "bamako"],
        portions=[words],
        statements=held,
        purpose=Purpose.TERRORISM,
        title="EXERCISE: warning",
    )
    page = queries.page_of_proposal(proposal)
    assert page is not None
    assert page.draft is not None
    (text,) = (piece for piece in page.draft.pieces if piece.statement is None)
    assert text.handling == own.combine(held[0].handling)
    assert text.handling.originators == {"rabat", "bamako"}
    by_partner = {view.recipients[0]: view for view in page.views}
    assert not by_partner["madrid"].may_go
    assert reasons(by_partner["madrid"]) == {ReasonCode.ORIGINATOR_CONSENT_NEEDED}
    assert by_partner["madrid"].decision.outcome is Outcome.NEEDS_CONSENT


def test_a_flag_of_the_analyst_on_a_portion_keeps_it_and_on_the_report_everything(
    madrid: Any, actor: Callable[..., Any], report: ReportView, propose: Callable[..., UUID]
) -> None:
    first = report.portions[0]
    intake.mark_portion(actor("analyst"), first.id, first.handling, neutrality=[NeutralityFlag.RELIGIOUS])
    view = view_of(propose())
    assert str(first.id) not in {piece.item.id for piece in view.going}
    assert ReasonCode.NOT_NEUTRAL in reasons(view)
    assert view.going
    intake.correct_report(actor("analyst"), report.id, neutrality=[NeutralityFlag.POLITICAL])
    assert not view_of(propose()).may_go


def test_the_releaser_flags_what_the_author_did_not_see(
    madrid: Any, actor: Callable[..., Any], client_as: Callable[..., Any], propose: Callable[..., UUID]
) -> None:
    proposal = propose()
    assert view_of(proposal).may_go
    with pytest.raises(Problem) as refused:
        services.flag_neutrality(actor("analyst"), proposal, [NeutralityFlag.RACIAL], "EXERCISE")
    assert refused.value.status == 403
    with pytest.raises(Problem) as refused:
        services.flag_neutrality(actor("releaser"), proposal, [], "EXERCISE")
    assert refused.value.code == "flag_needed"
    url = reverse("release:flag", args=[proposal])
    client_as("releaser").post(url, {"neutrality": ["racial"], "reason": "EXERCISE: it picks people by origin"})
    view = view_of(proposal)
    assert not view.may_go
    assert ReasonCode.NOT_NEUTRAL in {reason.code for reason in view.obstacles}
    with pytest.raises(Problem):
        services.release(actor("releaser"), proposal)


@pytest.mark.parametrize("category", ["journalist", "lawyer", "asylum_seeker"])
def test_whom_a_person_calls_special_stays_until_a_ground_is_recorded(
    madrid: Any, actor: Callable[..., Any], report: ReportView, propose: Callable[..., UUID], category: str
) -> None:
    special = SpecialCategory(category)
    (statement,) = knowledge.statements_of_report(report.id)
    knowledge_services.say_special(actor("analyst"), UUID(statement.entity_id), special, "EXERCISE: told us so")
    view = view_of(propose())
    assert not view.may_go
    assert ReasonCode.SPECIAL_CATEGORY_WITHOUT_GROUND in reasons(view)
    allowed = view_of(propose(grounds={special: "EXERCISE: her own life is at risk"}))
    assert allowed.may_go
    assert [one["special"] for one in allowed.body["statements"]] == [[category]]
    knowledge_services.unsay_special(actor("analyst"), UUID(statement.entity_id), special)
    assert view_of(propose()).may_go


def test_an_assessment_of_nobody_stays_and_one_with_an_author_goes_apart_under_the_stations_name(
    madrid: "InMemoryPartner", actor: Callable[..., Any], report: ReportView, propose: Callable[..., UUID],
    client_as: Callable[..., Any],
) -> None:  # fmt: skip
    (fact,) = knowledge.statements_of_report(report.id)
    made = knowledge_services.record_statement(
        actor("analyst"), entity_id=UUID(fact.entity_id), schema="Person", prop="notes", value="EXERCISE: dangerous",
        grade=Grade.parse("B3"), handling=fact.handling, source="ZAFRAN", category=DataCategory.SUSPECT,
        basis=Basis.ASSESSMENT,
    )  # fmt: skip
    (assessment,) = knowledge.statements([made])
    assert assessment.author == actor("analyst").name
    proposal = propose(statements=[fact, assessment])
    page = client_as("releaser").get(reverse("release:proposal", args=[proposal])).content.decode()
    assert page.index("Fact") < page.index("Assessment")
    services.release(actor("releaser"), proposal)
    deliver_due("madrid", timezone.now())
    sent = {one["basis"]: one for one in madrid.inbox[-1].dispatch.body["statements"]}
    assert (sent["assessment"]["author"], sent["fact"]["author"]) == ("rabat", "")
    StatementRecord.objects.filter(id=made).update(author="")
    (anonymous,) = knowledge.statements([made])
    assert ReasonCode.ASSESSMENT_WITHOUT_AUTHOR in reasons(view_of(propose(statements=[fact, anonymous])))


def test_our_own_origin_coming_back_through_another_is_known_and_confirms_nothing(
    madrid: Any, bamako: "InMemoryPartner", from_bamako: Callable[..., UUID], actor: Callable[..., Any],
    report: ReportView, client_as: Callable[..., Any],
) -> None:  # fmt: skip
    (own,) = knowledge.statements_of_report(report.id)
    assert own.lineage
    received = from_bamako(bamako.handling(), lineage=own.lineage)
    assert knowledge.statements_of_dispatch(received) == []
    page = client_as("analyst").get(reverse("exchange:dispatch", args=[received])).content.decode()
    assert "it comes back to us and confirms nothing" in page
    row = knowledge.statement_record(UUID(own.id))
    assert row is not None
    assert len(knowledge.origins_of_claim(row)) == 1


def test_one_origin_relayed_twice_confirms_nothing_and_a_second_one_does(
    bamako: "InMemoryPartner", from_bamako: Callable[..., UUID], actor: Callable[..., Any], report: ReportView
) -> None:
    (own,) = knowledge.statements_of_report(report.id)
    raised = {"grade": Grade.parse("B1")}
    with pytest.raises(Problem) as refused:
        knowledge_services.edit_statement(actor("analyst"), UUID(own.id), "EXERCISE", raised)
    assert refused.value.code == "confirmation_not_independent"
    received = from_bamako(bamako.handling(), lineage="01990000-0000-7000-8000-00000000eeee")
    (theirs,) = knowledge.statements_of_dispatch(received)
    pair = knowledge_services.propose_pair(actor("analyst"), UUID(own.entity_id), UUID(theirs.entity_id))
    assert pair
    knowledge_services.decide_identity(actor("analyst"), UUID(own.entity_id), UUID(theirs.entity_id), "same")
    row = knowledge.statement_record(UUID(own.id))
    assert row is not None
    assert len(knowledge.origins_of_claim(row)) == 2
    assert knowledge_services.edit_statement(actor("analyst"), UUID(own.id), "EXERCISE", raised)


def test_what_may_not_be_matched_is_proposed_as_the_same_as_nothing(
    bamako: "InMemoryPartner", from_bamako: Callable[..., UUID], report: ReportView
) -> None:
    from_bamako(bamako.handling(match=OnwardRule.NEVER), lineage="01990000-0000-7000-8000-00000000eeee")
    (own,) = knowledge.statements_of_report(report.id)
    assert knowledge.proposals_of_entity(UUID(own.entity_id)) == []
