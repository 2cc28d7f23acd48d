"""What people judge stands: no score overrules it, contradictions are refused, only new evidence asks again."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from jisr.core.handling import Classification, DataCategory, Handling, Tlp
from jisr.core.statements import Basis, Grade
from jisr.station.knowledge import queries, services
from jisr.station.knowledge.models import IdentityJudgement, IdentityProposal, StatementRecord
from jisr.station.knowledge.partner_ids import kept_entity_id
from jisr.station.knowledge.resolution.candidates import likely_same
from jisr.station.knowledge.resolution.comparison import compare_entities
from jisr.station.ledger.models import LedgerEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("name_lookup"), pytest.mark.integration]
Actor = Callable[[str], Any]
Say = Callable[..., UUID]
HANDLING = Handling("rabat", Classification.RESTRICTED, Tlp.AMBER)


@pytest.fixture
def say(actor: Actor) -> Say:
    """say(entity or None, prop, value) -> the entity's id; without one a new person begins."""

    def make(entity: UUID | None, prop: str, value: str, schema: str = "Person") -> UUID:
        statement = services.record_statement(
            actor("analyst"), entity_id=entity, schema=schema, prop=prop, value=value, grade=Grade.parse("B2"),
            handling=HANDLING, source="", category=DataCategory.SUSPECT, basis=Basis.FACT,
        )  # fmt: skip
        return StatementRecord.objects.get(id=statement).entity_id

    return make


@pytest.fixture
def pair(say: Say) -> tuple[UUID, UUID]:
    """Two persons of one name in two scripts, proposed as one."""
    first, second = say(None, "name", "Karim Tazi"), say(None, "name", "كريم التازي")
    say(first, "birthDate", "1994-03-02")
    assert queries.count_open_proposals() == 1
    return first, second


@pytest.mark.parametrize("verdict", ["different", "unsure"])
def test_a_pair_set_aside_stays_away_until_something_new_identifies_one(
    actor: Actor, say: Say, pair: tuple[UUID, UUID], verdict: str
) -> None:
    first, second = pair
    judgement = services.decide_identity(actor("analyst"), first, second, verdict, "not the same town")
    services.propose_for_entities(actor("analyst"), pair)
    say(second, "alias", "Kareem Tazi")
    say(second, "summary", "seen in Salé")
    say(first, "nationality", "ma")
    assert queries.count_open_proposals() == 0
    assert likely_same(first) == []

    say(second, "passportNumber", "AB123456")
    (again,) = queries.open_identity_proposals()
    assert again.earlier is not None
    assert (again.earlier.id, again.earlier.note) == (judgement, "not the same town")
    assert [(new.prop, new.value) for new in again.news] == [("passportNumber", "AB123456")]
    assert again.sides[again.news[0].side == "right"].entity_id == second
    assert IdentityJudgement.objects.get(id=judgement).undone_at is None


def test_the_same_number_in_another_spelling_is_nothing_new(actor: Actor, say: Say, pair: tuple[UUID, UUID]) -> None:
    first, second = pair
    say(second, "phone", "+212537123456")
    services.decide_identity(actor("analyst"), first, second, "different")
    say(second, "phone", "00212 537 12 34 56")
    say(first, "birthDate", "1994/03/02")
    assert queries.count_open_proposals() == 0
    say(first, "phone", "+212537123456")
    (again,) = queries.open_identity_proposals()
    assert [(new.prop, new.value) for new in again.news] == [("phone", "+212537123456")]
    assert "same_phone" in {claim.code for claim in again.new_claims}


def test_new_evidence_that_was_taken_back_is_no_longer_shown(actor: Actor, say: Say, pair: tuple[UUID, UUID]) -> None:
    services.decide_identity(actor("analyst"), *pair, "unsure")
    say(pair[1], "passportNumber", "AB123456")
    number = StatementRecord.objects.get(prop="passportNumber")
    services.retract_statements(actor("analyst"), [number.id], "misread")
    (again,) = queries.open_identity_proposals()
    assert again.news == ()


def test_an_edit_that_brings_new_evidence_asks_again(actor: Actor, say: Say, pair: tuple[UUID, UUID]) -> None:
    say(pair[1], "passportNumber", "AB123456")
    services.decide_identity(actor("analyst"), *pair, "different")
    number = StatementRecord.objects.get(prop="passportNumber")
    services.edit_statement(actor("analyst"), number.id, "better photograph", {"value": "AB 123 456"})
    assert queries.count_open_proposals() == 0
    edited = StatementRecord.objects.get(prop="passportNumber", state="standing")
    services.edit_statement(actor("analyst"), edited.id, "misread", {"value": "AB123466"})
    (again,) = queries.open_identity_proposals()
    assert [new.value for new in again.news] == ["AB123466"]


def test_unsure_wakes_for_evidence_that_speaks_against(actor: Actor, say: Say, pair: tuple[UUID, UUID]) -> None:
    services.decide_identity(actor("analyst"), *pair, "unsure")
    say(pair[1], "birthDate", "1961-07-09")
    (again,) = queries.open_identity_proposals()
    assert again.comparison.score < 0.6
    assert "birth_date_far" in {claim.code for claim in again.comparison.speaking_against}


def test_a_pair_judged_again_sleeps_again(actor: Actor, say: Say, pair: tuple[UUID, UUID]) -> None:
    first = services.decide_identity(actor("analyst"), *pair, "different")
    say(pair[1], "passportNumber", "AB123456")
    second = services.decide_identity(actor("analyst"), *pair, "different", "another passport")
    assert second != first
    assert IdentityJudgement.objects.get(id=first).undone_by == "analyst"
    services.propose_for_entities(actor("analyst"), pair)
    assert queries.count_open_proposals() == 0


def test_a_judgement_outlives_any_score(actor: Actor, say: Say, pair: tuple[UUID, UUID]) -> None:
    first, second = pair
    say(first, "passportNumber", "AB123456")
    say(second, "passportNumber", "AB123456")
    say(second, "birthDate", "1994-03-02")
    assert compare_entities(*sorted(pair)).score > 0.99
    services.decide_identity(actor("analyst"), first, second, "different", "twins with swapped papers")
    services.propose_for_entities(actor("analyst"), pair)
    assert queries.count_open_proposals() == 0
    assert queries.canonical_of(second) == second
    third = say(None, "name", "Samira Naciri")
    services.decide_identity(actor("analyst"), first, third, "same")
    say(first, "birthDate", "1950-01-02")
    assert queries.canonical_of(third) == queries.canonical_of(first)


def test_a_same_against_a_standing_different_is_refused_and_names_it(actor: Actor, pair: tuple[UUID, UUID]) -> None:
    apart = services.decide_identity(actor("analyst"), *pair, "different")
    attempts: tuple[Callable[[], UUID], ...] = (
        lambda: services.decide_identity(actor("analyst"), *pair, "same"),
        lambda: services.propose_pair(actor("analyst"), *pair),
    )
    for attempt in attempts:
        with pytest.raises(services.ContradictoryJudgementError) as refused:
            attempt()
        assert refused.value.judgement.id == apart
        assert str(apart) in str(refused.value)
        assert "analyst" in str(refused.value)
        assert refused.value.to_json()["judgement"] == str(apart)


def test_a_same_that_contradicts_through_others_is_refused_and_names_what_is_in_the_way(actor: Actor, say: Say) -> None:
    a, b, c, d = (say(None, "name", name) for name in ("Karim Tazi", "Kareem Tazi", "كريم التازي", "Krim Tazi"))
    services.decide_identity(actor("analyst"), a, b, "same")
    services.decide_identity(actor("analyst"), c, d, "same")
    apart = services.decide_identity(actor("analyst"), a, c, "different")
    with pytest.raises(services.ContradictoryJudgementError) as refused:
        services.decide_identity(actor("analyst"), d, b, "same")
    assert refused.value.judgement.id == apart
    assert queries.canonical_of(d) == c
    services.undo_judgement(actor("analyst"), apart)
    services.decide_identity(actor("analyst"), d, b, "same")
    assert {queries.canonical_of(entity) for entity in (a, b, c, d)} == {a}


def test_a_different_within_what_is_joined_is_refused_and_names_what_joined(actor: Actor, say: Say) -> None:
    a, b, c = (say(None, "name", name) for name in ("Karim Tazi", "Kareem Tazi", "كريم التازي"))
    first = services.decide_identity(actor("analyst"), a, b, "same")
    second = services.decide_identity(actor("analyst"), b, c, "same")
    with pytest.raises(services.ContradictoryJudgementError) as refused:
        services.decide_identity(actor("analyst"), a, c, "different")
    assert refused.value.judgement.id in (first, second)
    assert services.decide_identity(actor("analyst"), b, a, "same") == first
    assert IdentityJudgement.objects.count() == 2


def test_undo_keeps_both_entries_and_sends_every_statement_back(
    actor: Actor, say: Say, pair: tuple[UUID, UUID]
) -> None:
    first, second = pair
    before = dict(StatementRecord.objects.values_list("id", "canonical_id"))
    judgement = services.decide_identity(actor("analyst"), first, second, "same", "one passport")
    later = say(second, "alias", "Kareem")
    assert set(StatementRecord.objects.values_list("canonical_id", flat=True)) == {first}
    services.undo_judgement(actor("analyst"), judgement, "the passport was forged")
    after = dict(StatementRecord.objects.values_list("id", "canonical_id"))
    assert {row: after[row] for row in before} == before
    assert later == second
    assert StatementRecord.objects.get(prop="alias").canonical_id == second
    kept = IdentityJudgement.objects.get(id=judgement)
    assert (kept.note, kept.undone_note, kept.undone_by) == ("one passport", "the passport was forged", "analyst")
    entries = LedgerEntry.objects.filter(record_kind="identity", record_id=str(judgement)).order_by("index")
    assert list(entries.values_list("decision", flat=True)) == ["same", "undone"]
    assert queries.count_open_proposals() == 1


def test_reasons_stay_out_of_the_ledger(actor: Actor, pair: tuple[UUID, UUID]) -> None:
    judgement = services.decide_identity(actor("analyst"), *pair, "different", "SECRETREASON")
    services.undo_judgement(actor("analyst"), judgement, "OTHERREASON")
    assert b"REASON" not in b"".join(bytes(entry) for entry in LedgerEntry.objects.values_list("data", flat=True))


def test_a_judgement_holds_no_content_of_what_identified(actor: Actor, say: Say, pair: tuple[UUID, UUID]) -> None:
    say(pair[0], "passportNumber", "AB123456")
    judgement = IdentityJudgement.objects.get(id=services.decide_identity(actor("analyst"), *pair, "different"))
    assert len(judgement.left_known) + len(judgement.right_known) == 2
    assert len(judgement.evidence_digest) == 64
    assert "123456" not in f"{judgement.left_known}{judgement.right_known}"


def test_joining_closes_what_a_judgement_about_any_member_settles(actor: Actor, say: Say) -> None:
    a, b, c = (say(None, "name", name) for name in ("Karim Tazi", "Kareem Tazi", "كريم التازي"))
    services.decide_identity(actor("analyst"), b, c, "different")
    services.decide_identity(actor("analyst"), a, b, "same")
    assert queries.count_open_proposals() == 0
    services.propose_for_entities(actor("analyst"), [a, b, c])
    assert queries.count_open_proposals() == 0


def test_a_proposal_made_while_a_person_judged_is_not_shown(actor: Actor, pair: tuple[UUID, UUID]) -> None:
    services.decide_identity(actor("analyst"), *pair, "different")
    IdentityProposal.objects.update(is_open=True)
    assert queries.count_open_proposals() == 0


def test_a_judgement_from_before_fingerprints_goes_by_time(actor: Actor, say: Say, pair: tuple[UUID, UUID]) -> None:
    services.decide_identity(actor("analyst"), *pair, "different")
    IdentityJudgement.objects.update(evidence_digest="", left_known=[], right_known=[])
    services.propose_for_entities(actor("analyst"), pair)
    assert queries.count_open_proposals() == 0
    say(pair[1], "birthDate", "1994")
    assert queries.count_open_proposals() == 1


def test_known_associates_and_issued_documents_speak_for_a_pair(
    say: Say, actor: Actor, pair: tuple[UUID, UUID]
) -> None:
    friend = say(None, "name", "Nadia Berrada")
    for person in pair:
        link, passport = uuid4(), uuid4()
        for prop, value in (("person", str(person)), ("associate", str(friend))):
            _stated(actor, link, "Associate", prop, value)
        for prop, value in (("holder", str(person)), ("number", "AB 123456"), ("country", "ma")):
            _stated(actor, passport, "Passport", prop, value)
    comparison = compare_entities(*sorted(pair))
    shared = {claim.code: claim.parameters["value"] for claim in comparison.speaking_for if "value" in claim.parameters}
    assert shared["shared_associate"] == "Nadia Berrada"
    assert shared["same_document"] == "AB 123456 (MA)"


def test_links_that_a_partner_sent_lead_to_its_entities_as_they_are_kept(say: Say, actor: Actor) -> None:
    ours, friend = say(None, "name", "Karim Tazi"), say(None, "name", "Nadia Berrada")
    link = uuid4()
    for prop, value in (("person", str(ours)), ("associate", str(friend))):
        _stated(actor, link, "Associate", prop, value)
    theirs, their_friend, their_link = uuid4(), uuid4(), uuid4()
    (template,) = queries.statements(list(StatementRecord.objects.filter(entity_id=ours).values_list("id", flat=True)))
    sent = [
        replace(
            template, id=str(uuid4()), entity_id=str(about), schema=schema, prop=prop, value=value,
            handling=replace(HANDLING, originator="madrid"),
        )
        for about, schema, prop, value in (
            (theirs, "Person", "name", "كريم التازي"),
            (their_friend, "Person", "name", "نادية برادة"),
            (their_link, "Associate", "person", str(theirs)),
            (their_link, "Associate", "associate", str(their_friend)),
        )
    ]  # fmt: skip
    services.store_received(actor("liaison"), uuid4(), "madrid", sent)
    kept, kept_friend = (kept_entity_id("madrid", entity) for entity in (theirs, their_friend))
    before = compare_entities(*sorted((ours, kept)))
    assert "shared_associate" not in {claim.code for claim in before.speaking_for}
    services.decide_identity(actor("analyst"), friend, kept_friend, "same")
    after = compare_entities(*sorted((ours, kept)))
    assert "shared_associate" in {claim.code for claim in after.speaking_for}
    assert after.score > before.score


def test_an_organisation_in_two_reports_counts_and_a_party_never_does(say: Say, actor: Actor) -> None:
    first, second = say(None, "name", "Karim Tazi"), say(None, "name", "كريم التازي")
    company, party = (say(None, "name", name, "Organization") for name in ("Atlas Transport", "Parti du Lac"))
    _stated(actor, party, "Organization", "topics", "pol.party")
    for entity in (first, second):
        report = uuid4()
        StatementRecord.objects.filter(entity_id=entity).update(report_id=report)
        for organisation in (company, party):
            _stated(actor, organisation, "Organization", "summary", f"named {report}", report=report)
    mentioned = [claim for claim in compare_entities(*sorted((first, second))).speaking_for if "mention" in claim.code]
    assert [claim.parameters["value"] for claim in mentioned] == ["Atlas Transport"]
    StatementRecord.objects.exclude(report_id=None).update(report_id=uuid4())
    assert "same_mention" not in {c.code for c in compare_entities(*sorted((first, second))).speaking_for}


def _stated(actor: Actor, entity: UUID, schema: str, prop: str, value: str, *, report: UUID | None = None) -> None:
    """A statement as a list brings it."""
    (template,) = queries.statements(list(StatementRecord.objects.values_list("id", flat=True)[:1]))
    stated = replace(
        template, id=str(uuid4()), entity_id=str(entity), schema=schema, prop=prop, value=value,
        report_id=str(report or ""), category=None,
    )  # fmt: skip
    services.add_statements(actor("analyst"), [stated])
