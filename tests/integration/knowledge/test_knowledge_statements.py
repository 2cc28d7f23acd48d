"""Own statements: accepted, recorded, edited, retracted, restored, erased at the end of holding."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from jisr.core.handling import Classification, DataCategory, Handling, Tlp
from jisr.core.statements import Basis, Grade, Statement
from jisr.station.knowledge import queries, services
from jisr.station.knowledge.models import EntityProfile, StatementRecord, StatementState
from jisr.station.knowledge.services.retention import erase_expired

pytestmark = [pytest.mark.django_db, pytest.mark.integration]
Actor = Callable[[str], Any]
HANDLING = Handling("rabat", Classification.RESTRICTED, Tlp.AMBER)


def accept(actor: Any, report: UUID, value: str, prop: str = "name", **changes: Any) -> UUID:
    fields = {
        "report_id": report,
        "finding": {"text": value, "value": value, "lang": "ar"},
        "entity_id": None,
        "schema": "Person",
        "prop": prop,
        "grade": Grade.parse("B2"),
        "handling": HANDLING,
        "source": "SAFRAN",
        "category": DataCategory.SUSPECT,
        "basis": Basis.FACT,
    }
    return services.accept_finding(actor, **{**fields, **changes})


def record(actor: Any, value: str, prop: str = "name", entity: UUID | None = None, **changes: Any) -> UUID:
    fields = {
        "entity_id": entity,
        "schema": "Person",
        "prop": prop,
        "value": value,
        "grade": Grade.parse("C3"),
        "handling": HANDLING,
        "source": "",
        "category": DataCategory.SUSPECT,
        "basis": Basis.FACT,
    }
    return services.record_statement(actor, **{**fields, **changes})


def entity_of(statement: UUID) -> UUID:
    return StatementRecord.objects.get(id=statement).entity_id


def test_an_accepted_finding_is_a_statement_with_all_that_is_known_of_it(actor: Actor) -> None:
    report = uuid4()
    accept(actor("analyst"), report, "عبد الكريم بن موسى")
    (statement,) = queries.statements_of_report(report)
    assert statement.value == "عبد الكريم بن موسى"
    assert str(statement.grade) == "B2"
    assert statement.handling == HANDLING
    assert statement.source == "SAFRAN"
    assert statement.category is DataCategory.SUSPECT
    assert statement.basis is Basis.FACT
    view = queries.entity(UUID(statement.entity_id))
    assert view is not None
    assert view.caption == "عبد الكريم بن موسى"


def test_two_findings_with_one_name_in_one_report_are_about_one_entity(actor: Actor) -> None:
    report = uuid4()
    first = accept(actor("analyst"), report, "Karim Tazi")
    second = accept(actor("analyst"), report, "Karim Tazi")
    other = accept(actor("analyst"), uuid4(), "Karim Tazi")
    assert entity_of(first) == entity_of(second) != entity_of(other)


def test_a_value_that_is_not_what_it_says_is_refused_and_nothing_is_stored(actor: Actor) -> None:
    with pytest.raises(services.ValueFormatError) as refusal:
        accept(actor("analyst"), uuid4(), "not a date", prop="birthDate")
    assert refusal.value.field == "value"
    with pytest.raises(services.ValueFormatError):
        accept(actor("analyst"), uuid4(), "x", prop="wings")
    assert not StatementRecord.objects.exists()
    assert not EntityProfile.objects.exists()


@pytest.mark.parametrize(
    ("prop", "given", "kept"),
    [
        ("birthDate", "١٩٩٤/٠٣/٠٢", "1994-03-02"),
        ("nationality", "المغرب", "ma"),
        ("nationality", "Espagne", "es"),
        ("phone", "+212 5 37 12 34 56", "+212537123456"),
        ("passportNumber", "ab 123 4567", "AB1234567"),
        ("email", "Karim@Example.ORG", "karim@example.org"),
    ],
)
def test_values_are_kept_in_their_normal_form_beside_what_was_written(
    actor: Actor, prop: str, given: str, kept: str
) -> None:
    row = StatementRecord.objects.get(id=record(actor("analyst"), given, prop))
    assert (row.value, row.original_value) == (kept, given)


def test_an_edit_supersedes_and_can_be_undone(actor: Actor) -> None:
    analyst = actor("analyst")
    old = record(analyst, "1994", "birthDate")
    entity = entity_of(old)
    new = services.edit_statement(analyst, old, "the passport says so", {"value": "1995", "grade": Grade.parse("A2")})
    assert [s.value for s in queries.statements_of_entity(entity)] == ["1995"]
    assert StatementRecord.objects.get(id=old).state == StatementState.SUPERSEDED
    assert StatementRecord.objects.get(id=new).supersedes == old
    services.restore_statement(analyst, old)
    assert [s.value for s in queries.statements_of_entity(entity)] == ["1994"]
    again = services.edit_statement(analyst, old, "second thought", {"value": "1996"})
    assert [s.id for s in queries.statements_of_entity(entity)] == [str(again)]


def test_a_retraction_needs_a_reason_takes_the_claim_out_and_can_be_undone(actor: Actor) -> None:
    analyst = actor("analyst")
    statement = record(analyst, "Karim Tazi")
    with pytest.raises(services.ReasonMissingError):
        services.retract_statements(analyst, [statement], "  ")
    services.retract_statements(analyst, [statement], "another person")
    assert queries.statements([statement]) == []
    assert queries.known_matches("Karim Tazi") == []
    services.restore_statement(analyst, statement)
    assert [match.caption for match in queries.known_matches("Karim Tazi")] == ["Karim Tazi"]


def test_a_list_lands_once_however_often_it_is_imported(actor: Actor) -> None:
    now = datetime(2026, 11, 1, tzinfo=UTC)
    rows = [
        Statement(
            id=str(UUID(int=number)), entity_id=str(UUID(int=number + 1000)), schema="Person", prop="name",
            value=f"Exercise Person {number}", original_value="", lang="en", source="LIST", report_id="",
            dispatch_id="", grade=None, handling=HANDLING, category=None, basis=Basis.FACT, first_seen=now,
            last_confirmed=now, expires=None,
        )
        for number in range(1, 41)
    ]  # fmt: skip
    assert services.add_statements(actor("analyst"), rows[:30], occasion="import:1") == 30
    assert services.add_statements(actor("analyst"), rows, occasion="import:2") == 10
    assert StatementRecord.objects.count() == 40
    assert queries.search_entities(queries.EntityFilter()).total == 40


def test_own_statements_are_emptied_after_their_last_day(actor: Actor) -> None:
    today = date(2026, 11, 24)
    past = record(actor("analyst"), "Karim Tazi", expires=today - timedelta(days=1))
    kept = record(actor("analyst"), "Samir Tazi", expires=today)
    assert erase_expired(actor("administrator"), today) == 1
    row = StatementRecord.objects.get(id=past)
    assert (row.state, row.value, row.original_value) == (StatementState.ERASED, "", "")
    assert [s.value for s in queries.statements([past, kept])] == ["Samir Tazi"]
    assert queries.known_matches("Karim Tazi") == []
    assert erase_expired(actor("administrator"), today) == 0


def test_every_write_is_one_entry_in_the_ledger_without_content(actor: Actor) -> None:
    from jisr.station.ledger.models import LedgerEntry

    before = LedgerEntry.objects.count()
    statement = record(actor("analyst"), "Karim Tazi")
    services.retract_statements(actor("analyst"), [statement], "another person")
    services.restore_statement(actor("analyst"), statement)
    entries = LedgerEntry.objects.order_by("index")[before:]
    assert len(entries) == 3
    assert not any(b"Karim" in bytes(entry.data) or b"another" in bytes(entry.data) for entry in entries)
