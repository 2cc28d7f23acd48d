"""Proposals that two entities are one, decided by people, undone without a trace lost."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from jisr.core.handling import Classification, DataCategory, Handling, Tlp
from jisr.core.statements import Basis, Grade
from jisr.station.knowledge import queries, services
from jisr.station.knowledge.models import IdentityJudgement, StatementRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("name_lookup"), pytest.mark.integration]
Actor = Callable[[str], Any]
HANDLING = Handling("rabat", Classification.RESTRICTED, Tlp.AMBER)


@pytest.fixture
def known(actor: Actor) -> Callable[..., UUID]:
    """known("Karim Tazi", birthDate="1994") -> the id of a person with these statements."""

    def make(name: str, schema: str = "Person", **more: str) -> UUID:
        entity = None
        for prop, value in {"name": name, **more}.items():
            statement = services.record_statement(
                actor("analyst"), entity_id=entity, schema=schema, prop=prop, value=value, grade=Grade.parse("B2"),
                handling=HANDLING, source="", category=DataCategory.SUSPECT, basis=Basis.FACT,
            )  # fmt: skip
            entity = StatementRecord.objects.get(id=statement).entity_id
        assert entity is not None
        return entity

    return make


def test_a_name_in_an_arabic_report_finds_the_person_known_in_french(actor: Actor, known: Callable[..., UUID]) -> None:
    benmoussa = known("Abdelkrim Benmoussa", birthDate="1994-03-02", nationality="ma")
    known("Khalid Cherkaoui")
    report = uuid4()
    services.accept_finding(
        actor("analyst"), report_id=report, finding={"text": "عبد الكريم بن موسى", "value": "عبد الكريم بن موسى"},
        entity_id=None, schema="Person", prop="name", grade=Grade.parse("B2"), handling=HANDLING, source="SAFRAN",
        category=DataCategory.SUSPECT, basis=Basis.FACT,
    )  # fmt: skip
    (proposal,) = queries.proposals_of_occasion(f"report:{report}")
    assert benmoussa in (proposal.left.entity_id, proposal.right.entity_id)
    assert proposal.comparison.score > 0.85
    assert {e.code for e in proposal.comparison.speaking_for} == {"names_alike"}
    assert {e.code for e in proposal.comparison.missing} == {
        "document_missing", "birth_date_missing", "birth_place_missing", "country_missing",
    }  # fmt: skip
    assert queries.count_open_proposals() == 1


def test_a_shared_telephone_proposes_people_whose_names_differ(known: Callable[..., UUID]) -> None:
    known("Moussa Keita", phone="+212537123456")
    known("Rachid Tazi", phone="+212 537 12 34 56")
    (proposal,) = queries.open_identity_proposals()
    assert "same_phone" in {e.code for e in proposal.comparison.speaking_for}
    assert "names_differ" in {e.code for e in proposal.comparison.speaking_against}


def test_a_person_and_a_vehicle_of_one_name_are_not_proposed(known: Callable[..., UUID]) -> None:
    known("Ibn Battouta")
    known("Ibn Battouta", schema="Vessel")
    assert queries.open_identity_proposals() == []


def test_same_joins_the_views_and_undo_parts_them(actor: Actor, known: Callable[..., UUID]) -> None:
    first, second = known("Karim Tazi", birthDate="1994"), known("كريم التازي", birthDate="1995")
    judgement = services.decide_identity(actor("analyst"), first, second, "same", "seen together")
    page = queries.entity_page(second)
    assert page is not None
    assert set(page.members) == {first, second}
    assert {c.value for group in page.properties if group.prop == "name" for c in group.claims} == {
        "Karim Tazi",
        "كريم التازي",
    }
    assert [group.prop for group in page.contradictions] == ["birthDate"]
    assert queries.search_entities(queries.EntityFilter()).total == 1
    assert queries.count_open_proposals() == 0

    services.undo_judgement(actor("analyst"), judgement)
    assert queries.search_entities(queries.EntityFilter()).total == 2
    assert queries.count_open_proposals() == 1
    kept = IdentityJudgement.objects.get(id=judgement)
    assert (kept.decided_by, kept.note, kept.undone_by) == ("analyst", "seen together", "analyst")
    with pytest.raises(services.JudgementNotFoundError):
        services.undo_judgement(actor("analyst"), judgement)


def test_different_and_unsure_close_the_proposal_and_join_nothing(actor: Actor, known: Callable[..., UUID]) -> None:
    first, second, third = known("Karim Tazi"), known("Kareem Tazi"), known("كريم التازي")
    services.decide_identity(actor("analyst"), first, second, "different")
    services.decide_identity(actor("analyst"), first, third, "unsure")
    assert queries.search_entities(queries.EntityFilter()).total == 3
    assert queries.count_open_proposals() == 1
    services.propose_for_entities(actor("analyst"), [first, second, third])
    assert queries.count_open_proposals() == 1


def test_three_joined_by_two_verdicts_part_only_where_the_undone_one_joined(
    actor: Actor, known: Callable[..., UUID]
) -> None:
    a, b, c = known("Karim Tazi"), known("Kareem Tazi"), known("كريم التازي")
    services.decide_identity(actor("analyst"), a, b, "same")
    joining = services.decide_identity(actor("analyst"), b, c, "same")
    assert queries.canonical_of(c) == a
    assert queries.count_open_proposals() == 0
    services.undo_judgement(actor("analyst"), joining)
    assert queries.canonical_of(b) == a
    assert queries.canonical_of(c) == c


def test_a_verdict_that_contradicts_an_earlier_one_is_refused(actor: Actor, known: Callable[..., UUID]) -> None:
    a, b, c = known("Karim Tazi"), known("Kareem Tazi"), known("كريم التازي")
    services.decide_identity(actor("analyst"), a, b, "different")
    services.decide_identity(actor("analyst"), a, c, "same")
    with pytest.raises(services.ContradictoryJudgementError):
        services.decide_identity(actor("analyst"), b, c, "same")
    with pytest.raises(services.ContradictoryJudgementError):
        services.decide_identity(actor("analyst"), a, c, "different")
    assert queries.canonical_of(b) == b


def test_a_new_verdict_replaces_the_old_one_which_stays_on_record(actor: Actor, known: Callable[..., UUID]) -> None:
    a, b = known("Karim Tazi"), known("Kareem Tazi")
    services.decide_identity(actor("analyst"), a, b, "unsure")
    services.decide_identity(actor("analyst"), a, b, "same", "the passport came")
    verdicts = [(row.verdict, row.undone_at is None) for row in queries.judgements()]
    assert verdicts == [("same", True), ("unsure", False)]
    assert queries.canonical_of(b) == a


def test_a_person_may_propose_a_pair_of_their_own(actor: Actor, known: Callable[..., UUID]) -> None:
    a, b = known("Karim Tazi"), known("Le Renard")
    assert queries.count_open_proposals() == 0
    services.propose_pair(actor("analyst"), b, a)
    (proposal,) = queries.open_identity_proposals()
    assert {proposal.left.entity_id, proposal.right.entity_id} == {a, b}
    with pytest.raises(services.EntityNotFoundError):
        services.propose_pair(actor("analyst"), a, uuid4())


def test_reasons_follow_what_stands_now(actor: Actor, known: Callable[..., UUID]) -> None:
    a, b = known("Karim Tazi", birthDate="1994"), known("Kareem Tazi", birthDate="1971")
    (proposal,) = queries.open_identity_proposals()
    assert "birth_date_far" in {e.code for e in proposal.comparison.speaking_against}
    wrong = next(s.id for s in queries.statements_of_entity(b) if s.prop == "birthDate")
    services.edit_statement(actor("analyst"), UUID(wrong), "misread", {"value": "1994"})
    (proposal,) = queries.open_identity_proposals()
    assert "same_birth_year" in {e.code for e in proposal.comparison.speaking_for}
    assert a != b
