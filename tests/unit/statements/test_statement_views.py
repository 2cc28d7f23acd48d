"""Statements as they travel, and entities as views over them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from jisr.core.handling import Classification, DataCategory, Handling, HandlingFormatError, Tlp
from jisr.core.statements import Basis, Grade, Statement, StatementFormatError, view, view_on

HANDLING = Handling("ma-rabat-01", Classification.RESTRICTED, Tlp.AMBER)
NAMED = Statement(
    id=str(UUID(int=1)),
    entity_id=str(UUID(int=100)),
    schema="Person",
    prop="name",
    value="Abdelkrim Benmoussa",
    original_value="عبد الكريم بن موسى",
    lang="ar",
    source="SOURCE-12",
    report_id=str(UUID(int=7)),
    dispatch_id="",
    grade=Grade.parse("B2"),
    handling=HANDLING,
    category=DataCategory.SUSPECT,
    basis=Basis.FACT,
    first_seen=datetime(2026, 11, 1, 8, tzinfo=UTC),
    last_confirmed=datetime(2026, 11, 2, 8, tzinfo=UTC),
    expires=date(2027, 11, 1),
)


def like(number: int, **changes: object) -> Statement:
    return replace(NAMED, id=str(UUID(int=number)), **changes)  # type: ignore[arg-type]


def test_a_statement_is_read_back_as_written() -> None:
    assert Statement.from_json(NAMED.to_json()) == NAMED
    bare = replace(NAMED, grade=None, category=None, expires=None, lang="", report_id="", source="")
    assert Statement.from_json(bare.to_json()) == bare


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "7"),
        ("id", ""),
        ("entity_id", None),
        ("report_id", "not a uuid"),
        ("schema", "Person; DROP"),
        ("prop", ""),
        ("value", ""),
        ("value", "a\x00b"),
        ("value", "x" * 65_001),
        ("lang", "Arabic"),
        ("grade", {"scheme": "6x6", "value": "Z9"}),
        ("category", "enemy"),
        ("basis", "rumour"),
        ("first_seen", "2026-11-01T08:00:00"),
        ("first_seen", 3),
        ("last_confirmed", "2026-10-31T08:00:00+00:00"),
        ("expires", "never"),
    ],
)
def test_a_field_at_fault_is_named(field: str, value: object) -> None:
    with pytest.raises(StatementFormatError) as raised:
        Statement.from_json({**NAMED.to_json(), field: value})
    assert raised.value.field == field


def test_missing_and_unknown_fields_are_named() -> None:
    written = NAMED.to_json()
    with pytest.raises(StatementFormatError, match="colour"):
        Statement.from_json({**written, "colour": "red"})
    del written["basis"]
    with pytest.raises(StatementFormatError, match="basis"):
        Statement.from_json(written)


def test_handling_at_fault_names_its_own_field() -> None:
    written = NAMED.to_json()
    written["handling"]["tlp"] = "mauve"
    with pytest.raises(HandlingFormatError) as raised:
        Statement.from_json(written)
    assert raised.value.field == "tlp"


def test_the_source_never_travels() -> None:
    leaving = NAMED.for_partner()
    assert (leaving.source, leaving.report_id, leaving.dispatch_id) == ("", "", "")
    assert leaving.grade == NAMED.grade
    assert leaving.handling == NAMED.handling


def test_expiry_is_the_earlier_of_its_own_and_its_handling() -> None:
    assert not NAMED.is_expired(date(2027, 11, 1))
    assert NAMED.is_expired(date(2027, 11, 2))
    shorter = replace(NAMED, handling=replace(HANDLING, retain_until=date(2027, 1, 1)))
    assert shorter.is_expired(date(2027, 1, 2))


def test_a_view_groups_claims_best_supported_first() -> None:
    from_madrid = replace(HANDLING, originator="es-madrid-01")
    seen = view(
        [
            like(2, value="A. Benmoussa"),
            like(3, value="A. Benmoussa"),
            NAMED,
            like(4, handling=from_madrid),
            like(5, prop="nationality", value="ma"),
        ]
    )
    assert seen.caption == "Abdelkrim Benmoussa"
    assert [claim.value for claim in seen.claims["name"]] == ["Abdelkrim Benmoussa", "A. Benmoussa"]
    assert seen.claims["name"][0].origins == {"ma-rabat-01", "es-madrid-01"}
    assert list(seen.claims) == ["name", "nationality"]
    assert seen.contradictions == []


def test_one_origin_relayed_twice_is_one_origin() -> None:
    seen = view([NAMED, like(2, dispatch_id=str(UUID(int=50))), like(3, dispatch_id=str(UUID(int=51)))])
    assert seen.claims["name"][0].origins == {"ma-rabat-01"}


def test_two_birth_dates_contradict_and_stand_side_by_side() -> None:
    seen = view([like(2, prop="birthDate", value="1984-03-02"), like(3, prop="birthDate", value="1986-01-01")])
    assert [[claim.value for claim in found.claims] for found in seen.contradictions] == [["1984-03-02", "1986-01-01"]]


def test_a_less_precise_date_contradicts_nothing() -> None:
    assert (
        view([like(2, prop="birthDate", value="1984"), like(3, prop="birthDate", value="1984-03-02")]).contradictions
        == []
    )


def test_a_view_without_a_name_is_called_by_its_id() -> None:
    assert view([like(2, prop="birthDate", value="1984")]).caption == NAMED.entity_id


def test_a_view_is_over_one_entity() -> None:
    with pytest.raises(ValueError, match="2"):
        view([NAMED, like(2, entity_id=str(UUID(int=101)))])
    with pytest.raises(ValueError, match="0"):
        view([])


def test_expired_statements_leave_the_view() -> None:
    old = like(2, value="Old name", expires=date(2026, 12, 1))
    later = view_on([NAMED, old], date(2026, 12, 2))
    assert later is not None
    assert [claim.value for claim in later.claims["name"]] == ["Abdelkrim Benmoussa"]
    assert view_on([old], date(2026, 12, 2)) is None
