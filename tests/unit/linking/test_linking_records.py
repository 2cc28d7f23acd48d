"""What of a row is compared, and the keys under which rows meet."""

import pytest

from jisr.linking.records import LONGEST_NAME, MOST_NAMES, meeting_keys, record_of


def test_values_come_in_normal_form() -> None:
    record = record_of("id:1", 2, "Person", {
        "name": ["Mohamed Tazi"], "alias": ["محمد التازي", "Mohamed Tazi"], "birthDate": ["1980", "1980-05-04"],
        "nationality": ["MA"], "country": ["ma", "fr"], "gender": ["male"], "passportNumber": ["ab 123456"],
        "phone": ["+212 600 000 000"], "email": ["A@Example.org"], "birthPlace": ["داكار"],
    })  # fmt: skip
    assert record is not None
    assert record.names == ("Mohamed Tazi", "محمد التازي")
    assert record.born == "19800504"
    assert record.countries == ("fr", "ma")
    assert record.numbers == ("AB123456",)
    assert record.contacts == ("+212600000000", "a@example.org")
    assert record.place == "داكار"
    nowhere = record_of("id:2", 3, "Person", {"name": ["X Y"], "birthPlace": ["…"]})
    assert nowhere is not None
    assert nowhere.place == ""


@pytest.mark.parametrize(
    ("written", "born"),
    [
        ("1980", "1980"),
        ("1980-05", "198005"),
        ("1980-01-01", "1980"),
        ("1400-05-04", "19800321"),
        ("circa 1980", ""),
        ("?", ""),
    ],
)
def test_a_birth_date_is_read_as_far_as_it_is_known(written: str, born: str) -> None:
    record = record_of("1", 1, "Person", {"name": ["Sara Idrissi"], "birthDate": [written]})
    assert record is not None
    assert record.born == born


@pytest.mark.parametrize("name", ["", " ", "…", "!!", "\u200f"])
def test_a_row_without_a_name_is_no_record(name: str) -> None:
    assert record_of("1", 1, "Person", {"name": [name]}) is None


def test_names_of_any_length_and_number_are_bounded() -> None:
    record = record_of("1", 1, "Person", {"name": ["ba" * 5_000, *(f"Karim {at} Tazi" for at in range(50))]})
    assert record is not None
    assert record.is_cut
    assert len(record.names) == MOST_NAMES
    assert max(map(len, record.names)) == LONGEST_NAME
    many = record_of("1", 1, "Person", {"name": [" ".join(f"b{chr(97 + at % 26)}d{at}" for at in range(80))]})
    assert many is not None
    assert len(list(meeting_keys(many))) < 50


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("محمد بن عبد الله", "Mohamed Benabdallah"), ("كريم الشرقاوي", "Cherkaoui Karim"),
        ("Хасан Диалло", "Hassane Diallo"), ("Karim كريم Tazi", "Karim Tazi"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_meet(first: str, second: str) -> None:
    sides = [record_of("1", 1, "Person", {"name": [name]}) for name in (first, second)]
    keys = [set(meeting_keys(side)) for side in sides if side]
    assert keys[0] & keys[1]


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("1980-05-04", "1980-05-04", "e"), ("1980-05-04", "1980", "y"), ("1980-05-04", "1980-04-05", "y"),
        ("1980-05-04", "1981-05-04", "m"), ("1980-05-04", "1981", "p"),
    ],
)  # fmt: skip
def test_bearers_of_a_common_name_meet_by_what_agrees_of_the_date(first: str, second: str, kind: str) -> None:
    sides = [record_of("1", 1, "Person", {"name": ["Mohamed Alaoui"], "birthDate": [born]}) for born in (first, second)]
    keys = [{key for key in meeting_keys(side) if key[0] not in "np"} for side in sides if side]
    assert {key[0] for key in keys[0] & keys[1]} == ({kind, "b", "y", "m"} if kind == "e" else {kind} - {"p"})


def test_kinds_that_cannot_be_one_do_not_meet() -> None:
    keys = {
        schema: set(meeting_keys(record))
        for schema in ("Person", "LegalEntity", "Company", "Vehicle", "Address")
        if (record := record_of("1", 1, schema, {"name": ["Atlas Tazi"]}))
    }
    assert keys["Person"] & keys["LegalEntity"]
    assert keys["Company"] & keys["LegalEntity"]
    assert not keys["Person"] & keys["Company"]
    assert not keys["Vehicle"] & (keys["Person"] | keys["Company"] | keys["LegalEntity"] | keys["Address"])
