"""Laws of the identity score that hold for any two records, whatever was written into them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.core.identity.evidence import (
    Comparison,
    Evidence,
    Linked,
    NameFrequency,
    Place,
    compare_records,
    read_date,
    weigh,
)
from jisr.core.identity.evidence.values import READ

VALUES: dict[str, tuple[str, ...]] = {
    "name": ("Karim Tazi", "كريم التازي", "Samira Naciri", "Idriss", "Abdelkrim Benmoussa", "عبد الكريم بن موسى"),
    "alias": ("HUM", "Kareem Tazi", "Le Renard", "Idriss"),
    "birthDate": ("1994", "1994-03-02", "1994-02-03", "1994-01-01", "circa 1990", "1985-1990", "1414-09-20", "x"),
    "birthPlace": ("Fes", "فاس", "Tripoli", "Maroc", "Ouled Teima", ""),
    "birthCountry": ("ma", "ly"),
    "nationality": ("ma", "fr", "ml"),
    "country": ("ma", "es"),
    "gender": ("male", "female", "?"),
    "passportNumber": ("AB123456", "AB123457", "XY987654 (MA)", "A12", "000000"),
    "idNumber": ("AB123456", "BK111222", "JM998877 (FR)"),
    "phone": ("+212537123456", "0537123456", "112"),
    "email": ("a@example.org", "b@example.org", "@"),
    "iban": ("FR1420041010050500013M02606", "no"),
    "address": ("12 rue Mohamed Bennis, Salé", "زنقة محمد بنيس 12 سلا", "98 rue Mohamed Bennis, Salé", "Rabat"),
    "fatherName": ("Moussa", "Rachid Cherkaoui", "موسى"),
    "motherName": ("Fatima Zahra", "Khadija"),
    "linkedRelative": tuple(Linked(key, "Nadia Tazi").written() for key in ("1", "2", "")),
    "linkedAssociate": tuple(Linked(str(key), f"Person Number{key}").written() for key in range(5)),
    "linkedEmployer": ("Atlas Company", Linked("9", "Atlas Company").written()),
    "linkedMention": tuple(Linked("5", "Atlas", occasion).written() for occasion in ("report:1", "report:2")),
}
PLACES = {"fes": [Place("1", "ma")], "فاس": [Place("1", "ma")], "tripoli": [Place("2", "ly"), Place("3", "lb")]}
RECORDS = st.dictionaries(st.sampled_from(sorted(VALUES)), st.integers(0, 255), max_size=8).map(
    lambda chosen: {
        prop: [value for at, value in enumerate(VALUES[prop]) if bits >> at & 1] for prop, bits in chosen.items()
    }
)
ANY_RECORDS = st.dictionaries(st.sampled_from(sorted(READ)), st.lists(st.text(max_size=30), max_size=3), max_size=6)
FREQUENCIES = st.none() | st.builds(NameFrequency, st.integers(0, 5000), st.integers(0, 100_000))
type Record = dict[str, list[str]]


def compare(left: Record, right: Record, frequency: NameFrequency | None = None) -> Comparison:
    return compare_records(left, right, frequency, lambda name: PLACES.get(name.casefold(), ()))


@given(RECORDS | ANY_RECORDS, RECORDS | ANY_RECORDS, FREQUENCIES)
@settings(max_examples=300, deadline=None)
def test_a_score_lies_between_nought_and_one_and_is_the_same_both_ways_round(
    left: Record, right: Record, frequency: NameFrequency | None
) -> None:
    one, other = compare(left, right, frequency), compare(right, left, frequency)
    assert 0 < one.score < 1
    assert one.score == other.score
    for found, mirrored in (
        (one.speaking_for, other.speaking_for), (one.speaking_against, other.speaking_against),
        (one.missing, other.missing), (one.neutral, other.neutral),
    ):  # fmt: skip
        assert [e.code for e in found] == [e.code for e in mirrored]


@given(RECORDS, RECORDS, FREQUENCIES, st.sampled_from(sorted(VALUES)), st.data())
@settings(max_examples=500, deadline=None)
def test_the_same_value_added_to_both_sides_never_lowers_the_score(
    left: Record, right: Record, frequency: NameFrequency | None, prop: str, data: st.DataObject
) -> None:
    value = data.draw(st.sampled_from(VALUES[prop]))
    before = compare(left, right, frequency).score
    ours, theirs = ({**side, prop: list(dict.fromkeys([*side.get(prop, ()), value]))} for side in (left, right))
    assert compare(ours, theirs, frequency).score >= before


@given(RECORDS)
@settings(deadline=None)
def test_nothing_speaks_against_a_record_being_itself_but_that_its_name_is_one_word(record: Record) -> None:
    assert {e.code for e in compare(record, record).speaking_against} <= {"single_word_name"}


@given(st.lists(st.floats(-7, 7), max_size=8), st.floats(0.1, 7))
def test_the_score_rises_with_every_claim_for_and_falls_with_every_claim_against(
    weights: list[float], more: float
) -> None:
    found = [Evidence("same_country", {"value": "MA"}, weight) for weight in weights]
    agreeing, contradicting = (Evidence("same_gender", {}, sign * more) for sign in (1, -1))
    assert weigh([*found, contradicting]).score <= weigh(found).score <= weigh([*found, agreeing]).score


@given(st.text(max_size=80))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = read_date(text)
    assert found is None or found.first <= found.last
