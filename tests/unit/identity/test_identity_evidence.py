"""Each piece of evidence makes its own claim, moves the score its own way and says itself in three languages."""

import string
from collections.abc import Mapping, Sequence

import pytest

from jisr.core.identity.evidence import (
    Comparison,
    Direction,
    Evidence,
    Linked,
    NameFrequency,
    Place,
    Strength,
    compare_records,
)
from jisr.core.identity.evidence.sentences import SENTENCES
from jisr.core.identity.evidence.values import LINKED_ASSOCIATE, LINKED_EMPLOYER, LINKED_MENTION, LINKED_RELATIVE, READ
from jisr.core.identity.evidence.weights import WEIGHTS

type Record = dict[str, list[str]]

KNOWN: Record = {"name": ["Abdelkrim Benmoussa"], "birthDate": ["1994-03-02"], "nationality": ["ma"]}
HEARD: Record = {"name": ["عبد الكريم بن موسى"]}
TWO: Record = {"name": ["Karim Tazi"]}
PLACES = {
    "fes": [Place("2548885", "ma")],
    "فاس": [Place("2548885", "ma")],
    "rabat": [Place("2538475", "ma")],
    "tripoli": [Place("2210247", "ly"), Place("266826", "lb")],
    "libye": [Place("ly", "ly", is_country=True)],
    "lebanon": [Place("lb", "lb", is_country=True)],
    "maroc": [Place("ma", "ma", is_country=True)],
}


def known_places(name: str) -> Sequence[Place]:
    return PLACES.get(name.casefold(), ())


def codes(evidence: tuple[Evidence, ...]) -> set[str]:
    return {item.code for item in evidence}


def said(comparison: Comparison) -> set[str]:
    """Every claim that was made but those of the names and of what is not known."""
    made = {
        *codes(comparison.speaking_for), *codes(comparison.speaking_against), *codes(comparison.neutral),
    }  # fmt: skip
    return made - {"names_alike", "names_differ"}


def two(prop: str, left: list[str], right: list[str], **more: list[str]) -> Comparison:
    return compare_records({**TWO, **more, prop: left}, {**TWO, **more, prop: right}, places=known_places)


def test_names_alone_propose_and_say_what_is_missing() -> None:
    comparison = compare_records(HEARD, KNOWN)
    assert comparison.score > 0.85
    assert codes(comparison.speaking_for) == {"names_alike"}
    assert [e.code for e in comparison.missing] == [
        "document_missing", "birth_date_missing", "birth_place_missing", "country_missing",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        ("1994-03-02", "1994-03-02", "same_birth_date"),
        ("١٩٩٤-٠٣-٠٢", "02/03/1994", "same_birth_date"),
        ("1994-03-02", "1994-03", "birth_month_agrees"),
        ("1994-03-02", "1994", "same_birth_year"),
        ("1994-03-02", "1994-01-01", "same_birth_year"),
        ("1994-01-01", "1994-01-01", "same_birth_year"),
        ("1994-03-02", "circa 1995", "birth_years_overlap"),
        ("1994-03-02", "حوالي 1993", "birth_years_overlap"),
        ("1994-03-02", "1992-1996", "birth_years_overlap"),
        ("1994-03-02", "entre 1992 et 1996", "birth_years_overlap"),
        ("1994-03-02", "199X", "birth_years_overlap"),
        ("1994-03-02", "1994-02-03", "birth_day_month_swapped"),
        ("1994-03-02", "1994-03-12", "birth_date_slip"),
        ("1994-03-02", "1984-03-02", "birth_date_slip"),
        ("1994-03-02", "1414-09-19 هـ", "same_birth_date_hijri"),
        ("1994-03-02", "1414-09-20", "same_birth_date_hijri"),
        ("1414-09-20", "20/09/1414", "same_birth_date"),
        ("1994-03-02", "1414", "same_birth_year"),
        ("1994-03-02", "1414-09", "birth_month_agrees"),
        ("1994-03-02", "1994-08-17", "birth_date_near"),
        ("1994-03-02", "1995", "birth_date_near"),
        ("1994-03-02", "1999-11-30", "birth_date_differs"),
        ("1994-03-02", "circa 2000", "birth_date_differs"),
        ("1994-03-02", "1971-11-30", "birth_date_far"),
    ],
)
def test_two_dates_of_birth_say_one_thing_both_ways_round(left: str, right: str, code: str) -> None:
    assert said(two("birthDate", [left], [right])) == {code}
    assert said(two("birthDate", [right], [left])) == {code}


@pytest.mark.parametrize(
    "text", ["", "unknown", "1994-13-40", "19940302", "0000", "9" * 500, "1994-02-30", "1200", "-"]
)
def test_what_is_no_date_counts_as_not_known(text: str) -> None:
    comparison = two("birthDate", [text], ["1994-03-02"])
    assert "birth_date_missing" in codes(comparison.missing)
    assert said(comparison) == set()


def test_dates_weigh_in_the_order_of_what_they_tell() -> None:
    falling = [
        "same_birth_date", "same_birth_date_hijri", "birth_month_agrees", "birth_day_month_swapped", "same_birth_year",
        "birth_date_slip", "birth_years_overlap", "birth_date_near", "birth_date_differs", "birth_date_far",
    ]  # fmt: skip
    weights = [WEIGHTS[code].log_odds for code in falling]
    assert weights == sorted(weights, reverse=True)
    assert weights[6] > 0 > weights[7]


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        ("Fes", "فاس", "same_birth_place"),
        ("Fes, Maroc", "فاس", "same_birth_place"),
        ("Ouled Teima", "Oulad Teïma", "same_birth_place"),
        ("Tripoli", "Tripoli, Lebanon", "same_birth_place"),
        ("Tripoli, Libye", "Tripoli, Lebanon", "birth_place_abroad"),
        ("Fes", "Tripoli", "birth_place_abroad"),
        ("Fes", "Rabat", "birth_place_other"),
        ("Fes", "Ouled Teima", "birth_place_other"),
        ("Fes", "Maroc", "same_birth_country"),
        ("Maroc", "Maroc", "same_birth_country"),
    ],
)
def test_places_of_birth_meet_across_scripts_and_by_country(left: str, right: str, code: str) -> None:
    assert said(two("birthPlace", [left], [right])) == {code}
    assert said(two("birthPlace", [right], [left])) == {code}


def test_a_country_of_birth_stands_in_where_the_place_is_not_known() -> None:
    left, right = {**TWO, "birthPlace": ["Fes"]}, {**TWO, "birthCountry": ["ma"]}
    assert said(compare_records(left, right, places=known_places)) == {"same_birth_country"}


def test_two_nationalities_are_no_contradiction() -> None:
    assert said(two("nationality", ["ma", "fr"], ["FR"])) == {"same_country"}
    comparison = two("nationality", ["ma"], ["fr"])
    assert said(comparison) == {"country_differs"}
    assert comparison.speaking_against[0].strength is Strength.WEAK


def test_gender_counts_for_little_and_against_much() -> None:
    same, other = two("gender", ["male"], ["Male"]), two("gender", ["male"], ["female"])
    assert (said(same), said(other)) == ({"same_gender"}, {"gender_differs"})
    assert (same.speaking_for[-1].strength, other.speaking_against[0].strength) == (Strength.WEAK, Strength.STRONG)
    assert said(two("gender", ["unknown"], ["female"])) == set()


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        (["AB 123-456 (MA)"], ["ab123456 (ma)"], "same_document"),
        (["MA:AB123456"], ["AB١٢٣٤٥٦ (MA)"], "same_document"),
        (["AB123456 (MA)"], ["AB123456 (ML)"], "same_document_other_country"),
        (["AB123456"], ["AB123456"], "same_document_country_unknown"),
        (["AB123456"], ["AB123465"], "document_slip"),
        (["AB123456"], ["AB123457"], "document_slip"),
        (["AB123456"], ["XY987654"], "passports_differ"),
        (["AB123456", "XY987654"], ["XY987654"], "same_document_country_unknown"),
        (["A12"], ["A12"], "same_short_number"),
    ],
)
def test_passport_numbers(left: list[str], right: list[str], code: str) -> None:
    assert said(two("passportNumber", left, right)) == {code}
    assert said(two("passportNumber", right, left)) == {code}


def test_different_passports_speak_neither_way() -> None:
    comparison = two("passportNumber", ["AB123456"], ["XY987654"])
    assert comparison.neutral[0].direction is Direction.NEUTRAL
    assert comparison.score == compare_records(TWO, TWO).score


@pytest.mark.parametrize("filler", ["000000", "123456789", "n/a", "unknown", "", "--", "X" * 300])
def test_what_a_form_was_filled_in_with_is_no_number(filler: str) -> None:
    comparison = two("passportNumber", [filler], [filler])
    assert said(comparison) == set()
    assert "document_missing" in codes(comparison.missing)


def test_the_issuing_country_is_the_bearers_where_it_is_not_written() -> None:
    at_home = two("passportNumber", ["AB123456"], ["AB123456"], nationality=["ma"])
    assert "same_document" in said(at_home)
    left, right = {**TWO, "nationality": ["ma"]}, {**TWO, "nationality": ["ml"]}
    abroad = compare_records({**left, "passportNumber": ["AB123456"]}, {**right, "passportNumber": ["AB123456"]})
    assert "same_document_other_country" in said(abroad)
    assert at_home.score > abroad.score


def test_identity_numbers_of_one_country_contradict_and_of_two_do_not() -> None:
    assert said(two("idNumber", ["BK111222"], ["JM998877"])) == {"identifier_differs"}
    assert said(two("idNumber", ["BK111222 (MA)"], ["JM998877 (FR)"])) == set()


def test_a_passport_entered_as_identity_number_is_found() -> None:
    comparison = compare_records({**TWO, "passportNumber": ["AB123456"]}, {**TWO, "idNumber": ["AB 123456"]})
    assert said(comparison) == {"same_document_country_unknown"}


@pytest.mark.parametrize(
    ("prop", "left", "right", "code"),
    [
        ("phone", "+212537123456", "00212 537 12 34 56", "same_phone"),
        ("phone", "+212537123456", "٠٥٣٧١٢٣٤٥٦", "same_phone_local"),
        ("phone", "0537123456", "0537 12 34 56", "same_phone"),
        ("email", "K.Tazi@Example.org", "mailto:k.tazi@example.org", "same_email"),
        ("iban", "FR14 2004 1010 0505 0001 3M02 606", "fr1420041010050500013m02606", "same_account"),
        ("accountNumber", "0115-190000-012050", "0115190000012050", "same_account"),
        ("imoNumber", "IMO 9074729", "IMO9074729", "same_identifier"),
        ("taxNumber", "A77", "a-77", "same_short_number"),
        ("address", "12 rue Mohamed Bennis, Salé", "12 Mohammed Bennis Street, Sale", "same_address"),
        ("address", "12 rue Mohamed Bennis, Salé", "98 rue Mohamed Bennis, Salé", "address_near"),
        ("address", "زنقة محمد بنيس 12 سلا", "12 rue Mohamed Bennis, Sala", "same_address"),
        ("fatherName", "Abdelkrim Benmoussa", "عبد الكريم بن موسى", "same_father"),
        ("fatherName", "Moussa Benali", "Rachid Cherkaoui", "father_differs"),
        ("motherName", "Fatima Zahra", "Fatima Zahra", "same_mother"),
        ("motherName", "Fatima Zahra", "Khadija", "mother_differs"),
    ],
)
def test_contacts_numbers_addresses_and_parents(prop: str, left: str, right: str, code: str) -> None:
    assert said(two(prop, [left], [right])) == {code}
    assert said(two(prop, [right], [left])) == {code}


def test_a_national_number_is_read_in_the_bearers_country() -> None:
    assert "same_phone" in said(two("phone", ["0537123456"], ["+212537123456"], nationality=["ma"]))


@pytest.mark.parametrize(
    ("prop", "left", "right"),
    [
        ("phone", "+212537123456", "+212537123457"),
        ("phone", "00000000", "00000000"),
        ("phone", "112", "112"),
        ("email", "k.tazi@example.org", "r.tazi@example.org"),
        ("email", "not an address", "not an address"),
        ("accountNumber", "12", "12"),
        ("address", "Rue 5, Rabat", "Avenue 9, Rabat"),
        ("address", "", "🏠"),
        ("imoNumber", "9074729", "9319466"),
    ],
)
def test_what_proves_nothing_makes_no_claim(prop: str, left: str, right: str) -> None:
    assert said(two(prop, [left], [right])) == set()


@pytest.mark.parametrize(
    ("prop", "code"),
    [(LINKED_RELATIVE, "same_relative"), (LINKED_EMPLOYER, "same_employer"), (LINKED_ASSOCIATE, "shared_associate")],
)
def test_links_meet_by_entity_or_by_full_name(prop: str, code: str) -> None:
    known, other = Linked("7", "Société Atlas").written(), Linked("8", "Société Atlas").written()
    named = Linked("", "Societe Atlas").written()
    assert said(two(prop, [known], [known])) == {code}
    assert said(two(prop, [known], [named])) == {code}
    assert said(two(prop, [known], [other])) == set()
    assert said(two(prop, ["Atlas"], ["Atlas"])) == set()


def test_several_shared_associates_say_more_than_one() -> None:
    links = [Linked(str(number), f"Person {number}").written() for number in range(4)]
    one, many = two(LINKED_ASSOCIATE, links[:1], links[:1]), two(LINKED_ASSOCIATE, links, links)
    assert said(many) == {"shared_associates"}
    assert many.score > one.score


def test_an_organisation_named_in_one_text_with_both_says_nothing() -> None:
    first, second = (Linked("7", "Société Atlas", occasion).written() for occasion in ("report:1", "report:2"))
    assert said(two(LINKED_MENTION, [first], [first])) == set()
    assert said(two(LINKED_MENTION, [first], [second])) == {"same_mention"}


def test_a_shared_telephone_is_worth_a_look_whatever_the_names_say() -> None:
    comparison = compare_records({"name": ["Idriss"], "phone": ["+34600000000"]}, {**KNOWN, "phone": ["+34600000000"]})
    assert comparison.shares_identifier
    assert comparison.score >= 0.5
    assert "names_differ" in codes(comparison.speaking_against)


def test_a_common_name_speaks_against_and_a_rare_one_for() -> None:
    rare = compare_records(HEARD, KNOWN, NameFrequency(1, 40_000))
    common = compare_records(HEARD, KNOWN, NameFrequency(900, 40_000))
    assert rare.score > compare_records(HEARD, KNOWN).score > common.score
    assert "common_name" in codes(common.speaking_against)
    assert common.score < 0.6
    assert compare_records(HEARD, KNOWN, NameFrequency(1, 12)).score == compare_records(HEARD, KNOWN).score


def test_reasons_stand_by_weight_and_what_would_tell_most_is_missed_first() -> None:
    full = {
        **KNOWN, "passportNumber": ["AB123456"], "gender": ["male"], "birthPlace": ["Fes"], "fatherName": ["Moussa"],
    }  # fmt: skip
    comparison = compare_records({**full, "fatherName": ["Rachid"]}, {**full, "birthDate": ["1971"]})
    for found in (comparison.speaking_for, comparison.speaking_against):
        assert len(found) > 1
        assert [abs(e.log_odds) for e in found] == sorted((abs(e.log_odds) for e in found), reverse=True)
    assert comparison.speaking_for[0].code == "same_document"


def test_things_are_not_asked_for_a_date_of_birth() -> None:
    ship = {"schema": ["Vessel"], "name": ["Atlas Star"], "imoNumber": ["9074729"]}
    comparison = compare_records(ship, ship)
    assert codes(comparison.missing) == {"country_missing"}
    assert comparison.score > 0.95


def test_one_word_alone_names_many() -> None:
    left, right = {"name": ["Harakat al Ansar"], "alias": ["HUM"]}, {"name": ["Fajr Group"], "alias": ["HUM"]}
    alone = compare_records(left, right)
    assert "single_word_name" in codes(alone.speaking_against)
    assert alone.score < 0.9


def test_a_loose_alias_is_no_name() -> None:
    comparison = compare_records({"name": ["Karim Tazi"], "weakAlias": ["le grand"]}, {"weakAlias": ["le grand"]})
    assert codes(comparison.missing) >= {"name_missing"}
    assert comparison.speaking_for == ()
    assert comparison.score < 0.5


def test_a_country_in_common_does_not_make_one_of_names_that_differ() -> None:
    left, right = {"name": ["Karim Tazi"], "country": ["ma"]}, {"name": ["Samira Naciri"], "country": ["ma"]}
    assert compare_records(left, right).score < 0.2


class Watched(Mapping[str, Sequence[str]]):
    """A record that remembers what was looked at in it."""

    def __init__(self, values: Record) -> None:
        self.values_by_property, self.seen = values, set[str]()

    def __getitem__(self, prop: str) -> Sequence[str]:
        self.seen.add(prop)
        return self.values_by_property[prop]

    def __iter__(self):  # type: ignore[no-untyped-def]
        raise AssertionError("a record is not read as a whole")

    def __len__(self) -> int:
        return len(self.values_by_property)


def test_belief_ethnicity_tribe_and_politics_are_never_read() -> None:
    never = {"religion", "ethnicity", "tribe", "political", "appearance", "topics", "height", "eyeColor", "hairColor"}
    private = {prop: ["any"] for prop in never}
    everything = {prop: ["Karim Tazi 1994"] for prop in READ - {"schema"}}
    left, right = (Watched({**private, **everything, **KNOWN}) for _ in range(2))
    comparison = compare_records(left, right, NameFrequency(3, 1000), known_places)
    assert left.seen <= READ
    assert right.seen <= READ
    assert not left.seen & never
    assert not any(word in prop.casefold() for prop in READ for word in ("relig", "ethn", "trib", "polit", "belie"))
    without: Record = {**everything, **KNOWN}
    assert comparison == compare_records(without, without, NameFrequency(3, 1000), known_places)


def test_every_claim_has_a_weight_and_a_sentence_in_three_languages() -> None:
    by_rule = {"names_alike", "names_differ", "single_word_name", "rare_name", "common_name"}
    assert set(SENTENCES) == {*WEIGHTS, *by_rule, *(code for code in SENTENCES if code.endswith("_missing"))}
    for code, sentences in SENTENCES.items():
        assert set(sentences) == {"ar", "fr", "en"}, code
        fields = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in sentences.values()]
        assert fields[0] == fields[1] == fields[2], code


def test_direction_controls_in_a_name_are_shown_not_obeyed() -> None:
    sentence = Evidence("same_identifier", {"value": "ab\u202ecd"}).sentence("fr")
    assert "\u202e" not in sentence
    assert "⟦U+202E⟧" in sentence
