"""Statements from partners: kept under their own handling, apart from ours, and gone when recalled."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from jisr.core.handling import Classification, DataCategory, Handling, OnwardRule, Tlp
from jisr.core.statements import Basis, Grade, Statement
from jisr.station.knowledge import queries, services
from jisr.station.knowledge.models import SearchableText, StatementRecord, StatementState
from jisr.station.knowledge.tasks import compare_entities

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("name_lookup"), pytest.mark.integration]
Actor = Callable[[str], Any]
MADRID = Handling("madrid", Classification.CONFIDENTIAL, Tlp.AMBER, onward=OnwardRule.NEVER)
NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)


def statement(value: str, prop: str = "name", *, entity: UUID | None = None, handling: Handling = MADRID) -> Statement:
    return Statement(
        id=str(uuid4()), entity_id=str(entity or uuid4()), schema="Person", prop=prop, value=value, original_value="",
        lang="fr", source="", report_id="", dispatch_id="", grade=Grade.parse("B2"), handling=handling,
        category=DataCategory.SUSPECT, basis=Basis.FACT, first_seen=NOW, last_confirmed=NOW, expires=None,
    )  # fmt: skip


def test_received_statements_stand_under_their_originators_handling(actor: Actor) -> None:
    dispatch, sent = uuid4(), statement("Karim Tazi")
    services.store_received(actor("analyst"), dispatch, "madrid", [sent])
    (kept,) = queries.statements_of_dispatch(dispatch)
    assert kept.id == sent.id
    assert kept.handling == MADRID
    assert kept.dispatch_id == str(dispatch)


def test_a_second_delivery_changes_nothing(actor: Actor) -> None:
    dispatch, sent = uuid4(), [statement("Karim Tazi"), statement("1994", "birthDate")]
    assert len(services.store_received(actor("analyst"), dispatch, "madrid", sent)) == 2
    assert services.store_received(actor("analyst"), dispatch, "madrid", sent) == []
    assert StatementRecord.objects.count() == 2


def test_a_partner_cannot_write_into_our_entity_or_over_our_statement(actor: Actor) -> None:
    ours = services.record_statement(
        actor("analyst"), entity_id=None, schema="Person", prop="name", value="Samira Naciri", grade=None,
        handling=Handling("rabat", Classification.RESTRICTED, Tlp.AMBER), source="", category=None, basis=Basis.FACT,
    )  # fmt: skip
    entity = StatementRecord.objects.get(id=ours).entity_id
    forged = replace(statement("Someone Else", entity=entity), id=str(ours))
    dispatch = uuid4()
    (kept,) = services.store_received(actor("analyst"), dispatch, "madrid", [forged])
    assert kept != ours
    assert StatementRecord.objects.get(id=ours).value == "Samira Naciri"
    assert [s.value for s in queries.statements_of_entity(entity)] == ["Samira Naciri"]
    assert queries.states_of_dispatch(dispatch) == {ours: "standing"}


def test_our_own_statement_coming_back_is_no_second_source(actor: Actor) -> None:
    ours = services.record_statement(
        actor("analyst"), entity_id=None, schema="Person", prop="name", value="Samira Naciri", grade=None,
        handling=Handling("rabat", Classification.RESTRICTED, Tlp.AMBER), source="", category=None, basis=Basis.FACT,
    )  # fmt: skip
    (known,) = queries.statements([ours])
    assert services.store_received(actor("analyst"), uuid4(), "madrid", [known.for_partner()]) == []


def test_what_one_partner_says_of_an_entity_in_two_dispatches_comes_together(actor: Actor) -> None:
    entity = uuid4()
    services.store_received(actor("analyst"), uuid4(), "madrid", [statement("Karim Tazi", entity=entity)])
    services.store_received(actor("analyst"), uuid4(), "madrid", [statement("1994", "birthDate", entity=entity)])
    services.store_received(actor("analyst"), uuid4(), "bamako", [statement("Karim Tazi", entity=entity)])
    assert sorted(hit.statement_count for hit in queries.search_entities(queries.EntityFilter()).hits) == [1, 2]


def test_only_the_originator_can_correct_what_it_said(actor: Actor) -> None:
    (kept,) = services.store_received(actor("analyst"), uuid4(), "madrid", [statement("Karim Tazi")])
    with pytest.raises(services.StatementNotOwnError):
        services.edit_statement(actor("analyst"), kept, "a typing error", {"value": "Karim Fassi"})


def test_a_quarantine_stops_all_use_and_a_recall_of_one_leaves_the_others(actor: Actor) -> None:
    dispatch, entity = uuid4(), uuid4()
    name, born = statement("Karim Tazi", entity=entity), statement("1994", "birthDate", entity=entity)
    services.store_received(actor("analyst"), dispatch, "madrid", [name, born])
    assert services.quarantine_received(actor("liaison"), dispatch, [UUID(born.id)]) == [UUID(born.id)]
    assert [s.value for s in queries.statements_of_dispatch(dispatch)] == ["Karim Tazi"]
    services.quarantine_received(actor("liaison"), dispatch)
    assert queries.statements_of_dispatch(dispatch) == []
    assert queries.search_entities(queries.EntityFilter(q="Karim Tazi")).total == 0
    with pytest.raises(services.StatementEndedError):
        services.restore_statement(actor("analyst"), UUID(name.id))


def test_an_erasure_leaves_no_word_of_the_content(actor: Actor) -> None:
    dispatch, sent = uuid4(), statement("Karim Tazi")
    services.store_received(actor("analyst"), dispatch, "madrid", [sent])
    portion = services.TextPortion(uuid4(), "Karim Tazi a traversé la frontière", "fr", MADRID)
    services.index_text(f"dispatch:{dispatch}", "Information", NOW, [portion])
    services.quarantine_received(actor("liaison"), dispatch)
    assert services.erase_received(actor("liaison"), dispatch) == [UUID(sent.id)]
    row = StatementRecord.objects.get(origin_id=sent.id)
    assert (row.state, row.value, row.original_value, row.source) == (StatementState.ERASED, "", "", "")
    assert not SearchableText.objects.exists()
    assert queries.search_texts("frontière").total == 0
    assert services.erase_received(actor("liaison"), dispatch) == []


def test_a_correction_puts_the_new_statement_in_the_place_of_the_wrong_one(actor: Actor) -> None:
    dispatch, entity = uuid4(), uuid4()
    wrong, right = statement("1994", "birthDate", entity=entity), statement("1995", "birthDate", entity=entity)
    services.store_received(actor("analyst"), dispatch, "madrid", [statement("Karim Tazi", entity=entity), wrong])
    (kept,) = services.amend_received(actor("liaison"), dispatch, [UUID(wrong.id)], [right])
    assert sorted(s.value for s in queries.statements_of_dispatch(dispatch)) == ["1995", "Karim Tazi"]
    assert StatementRecord.objects.get(id=kept).supersedes == UUID(wrong.id)
    assert StatementRecord.objects.get(id=wrong.id).value == ""


def test_a_recall_reaches_only_what_its_own_dispatch_brought(actor: Actor) -> None:
    ours, theirs = uuid4(), uuid4()
    kept = statement("Karim Tazi")
    services.store_received(actor("analyst"), ours, "madrid", [kept])
    services.store_received(actor("analyst"), theirs, "bamako", [statement("Moussa Keita")])
    assert services.quarantine_received(actor("liaison"), theirs, [UUID(kept.id)]) == []
    assert [s.value for s in queries.statements_of_dispatch(ours)] == ["Karim Tazi"]


def test_a_received_entity_judged_the_same_keeps_receiving_its_claims(actor: Actor) -> None:
    entity = uuid4()
    services.store_received(actor("analyst"), uuid4(), "madrid", [statement("Karim Tazi", entity=entity)])
    ours = services.record_statement(
        actor("analyst"), entity_id=None, schema="Person", prop="name", value="كريم التازي", grade=None,
        handling=Handling("rabat", Classification.RESTRICTED, Tlp.AMBER), source="", category=None, basis=Basis.FACT,
    )  # fmt: skip
    (proposal,) = queries.open_identity_proposals()
    services.decide_identity(actor("analyst"), proposal.left.entity_id, proposal.right.entity_id, "same")
    services.store_received(actor("analyst"), uuid4(), "madrid", [statement("1994", "birthDate", entity=entity)])
    about = queries.statements_of_entity(StatementRecord.objects.get(id=ours).entity_id)
    assert {s.value for s in about} == {"Karim Tazi", "كريم التازي", "1994"}


def test_a_batch_of_dispatches_is_compared_by_the_worker(actor: Actor) -> None:
    batch = [
        services.ReceivedStatements(uuid4(), "madrid", [statement("Karim Tazi")]),
        services.ReceivedStatements(uuid4(), "bamako", [statement("كريم التازي")]),
    ]
    assert len(services.store_received_many(actor("analyst"), batch)) == 2
    assert queries.count_open_proposals() == 0
    (job,) = ProcrastinateJob.objects.filter(task_name="knowledge.compare_entities")
    compare_entities(**job.args)
    assert queries.count_open_proposals() == 1
