"""Findings: only what a person accepts becomes knowledge, and every decision can be undone."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from jisr.core.extraction import FindingKind
from jisr.core.handling import DataCategory
from jisr.core.statements import Grade
from jisr.station.intake import queries, services
from jisr.station.intake.problems import (
    CategoryMissingError,
    ClaimNotPossibleError,
    FindingDecidedError,
    FindingNotFoundError,
    WordsNotFoundError,
)
from jisr.station.intake.signals import finding_decided
from jisr.station.knowledge import queries as known

pytestmark = pytest.mark.django_db

TEXT = (
    "EXERCICE : Abdelkrim Benmoussa, ressortissant marocain né le 3 mars 1994, "
    "appelle depuis le +34 600 000 000 à Nador."
)
type ActorFor = Callable[..., Any]


@pytest.fixture
def report_id(actor: ActorFor) -> UUID:
    draft = services.ReportDraft(
        text=TEXT, source="SAFRAN", handling=services.default_handling(), grade=Grade.parse("B2")
    )
    return services.receive_report(actor("analyst"), draft)


def finding(report_id: UUID, kind: str) -> queries.FindingView:
    view = queries.report(report_id)
    assert view is not None
    return next(one for one in view.findings if one.kind.value == kind)


def test_accepting_a_person_makes_a_statement_with_everything_known(report_id: UUID, actor: ActorFor) -> None:
    person = finding(report_id, "person")
    services.decide_finding(actor("analyst"), person.id, "accept", category=DataCategory.SUSPECT)
    [statement] = known.statements_of_report(report_id)
    assert (statement.schema, statement.prop, statement.value) == ("Person", "name", "Abdelkrim Benmoussa")
    assert (statement.source, str(statement.grade), statement.category) == ("SAFRAN", "B2", DataCategory.SUSPECT)
    assert statement.handling == services.default_handling()
    accepted = finding(report_id, "person")
    assert accepted.is_accepted
    assert str(accepted.entity_id) == statement.entity_id


def test_what_is_said_about_a_person_joins_that_person(report_id: UUID, actor: ActorFor) -> None:
    services.decide_finding(actor("analyst"), finding(report_id, "person").id, "accept", category=DataCategory.WITNESS)
    entity = finding(report_id, "person").entity_id
    for kind in ("nationality", "date", "phone"):
        services.decide_finding(actor("analyst"), finding(report_id, kind).id, "accept", entity_id=entity)
    statements = known.statements_of_report(report_id)
    assert {one.category for one in statements} == {DataCategory.WITNESS}
    assert {(one.prop, one.value) for one in statements} == {
        ("name", "Abdelkrim Benmoussa"),
        ("nationality", "ma"),
        ("birthDate", "1994-03-03"),
        ("phone", "+34600000000"),
    }
    assert len({one.entity_id for one in statements}) == 1


def test_accepting_without_an_entity_marks_only_the_report(report_id: UUID, actor: ActorFor) -> None:
    city = finding(report_id, "city")
    assert services.decide_finding(actor("analyst"), city.id, "accept") is None
    assert finding(report_id, "city").is_accepted
    assert finding(report_id, "city").country == "MA"
    assert known.statements_of_report(report_id) == []


def test_undo_takes_the_statement_back_and_opens_the_finding(report_id: UUID, actor: ActorFor) -> None:
    person = finding(report_id, "person")
    services.decide_finding(actor("analyst"), person.id, "accept", category=DataCategory.SUSPECT)
    services.decide_finding(actor("analyst"), person.id, "undo")
    assert finding(report_id, "person").is_proposed
    assert known.statements_of_report(report_id) == []
    services.decide_finding(actor("analyst"), person.id, "accept", category=DataCategory.SUSPECT)
    assert len(known.statements_of_report(report_id)) == 1


def test_reject_and_undo(report_id: UUID, actor: ActorFor) -> None:
    person = finding(report_id, "person")
    services.decide_finding(actor("analyst"), person.id, "reject")
    assert finding(report_id, "person").state == "rejected"
    services.decide_finding(actor("analyst"), person.id, "undo")
    assert finding(report_id, "person").is_proposed


def test_a_decision_is_not_made_twice(report_id: UUID, actor: ActorFor) -> None:
    person = finding(report_id, "person")
    services.decide_finding(actor("analyst"), person.id, "accept", category=DataCategory.SUSPECT)
    with pytest.raises(FindingDecidedError):
        services.decide_finding(actor("analyst"), person.id, "reject")
    with pytest.raises(FindingNotFoundError):
        services.decide_finding(actor("analyst"), uuid4(), "accept")


@pytest.mark.parametrize(
    ("kind", "claim", "entity"),
    [("person", "Vehicle.registrationNumber", None), ("phone", "Person.phone", None), ("city", "", uuid4())],
)
def test_claims_that_do_not_fit_are_refused(
    report_id: UUID, actor: ActorFor, kind: str, claim: str, entity: UUID | None
) -> None:
    with pytest.raises(ClaimNotPossibleError):
        services.decide_finding(actor("analyst"), finding(report_id, kind).id, "accept", claim=claim, entity_id=entity)
    assert finding(report_id, kind).is_proposed


def test_all_at_once_and_the_signal(report_id: UUID, actor: ActorFor) -> None:
    told: list[str] = []

    def hear(sender: Any, state: str, **_: Any) -> None:
        told.append(state)

    finding_decided.connect(hear)
    try:
        view = queries.report(report_id)
        assert view is not None
        decided = services.decide_all(actor("analyst"), report_id, "accept", category=DataCategory.SUSPECT)
    finally:
        finding_decided.disconnect(hear)
    assert decided == len(view.proposed) == len(told)
    after = queries.report(report_id)
    assert after is not None
    assert after.proposed == []
    assert {one.prop for one in known.statements_of_report(report_id)} == {"name"}


def test_a_person_of_whom_no_category_is_stated_is_not_taken_in(report_id: UUID, actor: ActorFor) -> None:
    with pytest.raises(CategoryMissingError):
        services.decide_finding(actor("analyst"), finding(report_id, "person").id, "accept")
    with pytest.raises(CategoryMissingError):
        services.decide_all(actor("analyst"), report_id, "accept")
    view = queries.report(report_id)
    assert view is not None
    assert view.accepted == []
    assert known.statements_of_report(report_id) == []


def test_the_category_of_the_report_holds_where_nothing_else_is_said(actor: ActorFor) -> None:
    text = "EXERCICE : Abdelkrim Benmoussa et Karim Alami à Nador, véhicule 12345-A-6. Abdelkrim Benmoussa a vu le vol."
    draft = services.ReportDraft(
        text=text, source="SAFRAN", handling=services.default_handling(), category=DataCategory.SUSPECT
    )
    report_id = services.receive_report(actor("analyst"), draft)
    first = finding(report_id, "person")
    services.decide_finding(actor("analyst"), first.id, "accept", category=DataCategory.WITNESS)
    services.decide_all(actor("analyst"), report_id, "accept")
    stated = {(one.value, one.category) for one in known.statements_of_report(report_id)}
    assert stated == {
        ("Abdelkrim Benmoussa", DataCategory.WITNESS),
        ("Karim Alami", DataCategory.SUSPECT),
        ("12345-A-6", DataCategory.SUSPECT),
    }


def test_words_that_nobody_found_can_be_marked(report_id: UUID, actor: ActorFor) -> None:
    added = services.add_finding(actor("analyst"), report_id, FindingKind.ORGANISATION, "ressortissant")
    view = queries.report(report_id)
    assert view is not None
    one = next(finding for finding in view.findings if finding.id == added)
    assert (one.text, one.extractor, one.state) == ("ressortissant", "by hand", "proposed")
    with pytest.raises(WordsNotFoundError):
        services.add_finding(actor("analyst"), report_id, FindingKind.PERSON, "not there")


def test_marking_over_a_proposal_takes_its_place(report_id: UUID, actor: ActorFor) -> None:
    services.add_finding(actor("analyst"), report_id, FindingKind.PERSON, "Benmoussa")
    view = queries.report(report_id)
    assert view is not None
    assert [one.text for one in view.findings if one.kind is FindingKind.PERSON] == ["Benmoussa"]
