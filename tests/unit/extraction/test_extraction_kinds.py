"""One behaviour of each kind of finding, on sentences that are easy to get wrong."""

from datetime import date

import pytest

from jisr.core.extraction import ExtractionContext, Finding, FindingKind, extract_all
from jisr.interop.gazetteers import places

CONTEXT = ExtractionContext(places(), reference=date(2026, 11, 24))


def found(text: str, lang: str, kind: FindingKind) -> list[Finding]:
    return [finding for finding in extract_all(text, lang, CONTEXT) if finding.kind is kind]


def values(text: str, lang: str, kind: FindingKind) -> list[str]:
    return [finding.value for finding in found(text, lang, kind)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("سافر بفرنسا", "FR"),
        ("والمغرب", "MA"),
        ("سافر للمغرب", "MA"),
        ("وبإسبانيا", "ES"),
        ("فالجزائر", "DZ"),
        ("من مالي", "ML"),
        ("إِسْبَانِيَا", "ES"),
        ("إســبانيا", "ES"),
    ],
)
def test_countries_are_found_behind_arabic_clitics_marks_and_tatweel(text: str, code: str) -> None:
    assert values(text, "ar", FindingKind.COUNTRY) == [code]


def test_span_leaves_the_clitic_out() -> None:
    [city] = found("وصل وبالرباط مكث", "ar", FindingKind.CITY)
    assert city.text == "الرباط"
    assert city.detail["country"] == "MA"


def test_financial_is_not_malian() -> None:
    assert extract_all("دعم مالي مهم", "ar", CONTEXT) == []
    assert values("مواطنة مالية", "ar", FindingKind.NATIONALITY) == ["ML"]


def test_ordinary_words_that_are_city_names_are_left_alone() -> None:
    assert values("أكد الخبر كريم", "ar", FindingKind.CITY) == []
    assert values("Nice weather; Reading the report.", "en", FindingKind.CITY) == []


@pytest.mark.parametrize(
    ("text", "lang", "code"),
    [
        ("deux Maliens", "fr", "ML"),
        ("un ressortissant nigérien", "fr", "NE"),
        ("une citoyenne nigériane", "fr", "NG"),
        ("a Guinean national", "en", "GN"),
        ("ثلاثة مغاربة", "ar", "MA"),
        ("مواطنين إيفواريين", "ar", "CI"),
        ("شاب من جنسية سنغالية", "ar", "SN"),
    ],
)
def test_nationality_of_persons(text: str, lang: str, code: str) -> None:
    assert values(text, lang, FindingKind.NATIONALITY) == [code]


@pytest.mark.parametrize(
    ("text", "lang"), [("السلطات الإسبانية", "ar"), ("la police espagnole", "fr"), ("the Spanish police", "en")]
)
def test_adjective_of_a_country_is_no_nationality(text: str, lang: str) -> None:
    assert values(text, lang, FindingKind.NATIONALITY) == []
    [country] = found(text, lang, FindingKind.COUNTRY)
    assert (country.value, country.detail) == ("ES", {"form": "adjective"})


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("24 نونبر 2026", "ar", "2026-11-24"),
        ("24 تشرين الثاني/نوفمبر 2026", "ar", "2026-11-24"),
        ("٢٤ نوفمبر ٢٠٢٦", "ar", "2026-11-24"),
        ("24 novembre 2026", "fr", "2026-11-24"),
        ("1er mars 2026", "fr", "2026-03-01"),
        ("November 24, 2026", "en", "2026-11-24"),
        ("24/11/2026", "fr", "2026-11-24"),
        ("2026-11-24", "en", "2026-11-24"),
        ("janvier 2027", "fr", "2027-01"),
        ("غشت 2026", "ar", "2026-08"),
        ("مواليد 1994", "ar", "1994"),
        ("demain", "fr", "2026-11-25"),
        ("5 décembre", "fr", "2026-12-05"),
    ],
)
def test_gregorian_dates(text: str, lang: str, value: str) -> None:
    assert values(text, lang, FindingKind.DATE) == [value]


@pytest.mark.parametrize("text", ["14 رمضان 1447 هـ", "14 رمضان 1447", "1447/9/14", "14 ramadan 1447"])
def test_hijri_dates_are_brought_to_both_calendars(text: str) -> None:
    [day] = found(text, "ar", FindingKind.DATE)
    assert day.value == "2026-03-03"
    assert day.detail == {"calendar": "hijri", "hijri": "1447-09-14"}


def test_impossible_dates_are_no_dates() -> None:
    assert values("le 31/02/2026, le 45 mars 2026", "fr", FindingKind.DATE) in ([], ["2026-03"])
    assert values("31/02/2026", "fr", FindingKind.DATE) == []


def test_ambiguous_figures_say_so_in_english() -> None:
    [day] = found("on 03/04/2026", "en", FindingKind.DATE)
    assert (day.value, day.detail["other"]) == ("2026-04-03", "2026-03-04")


def test_dates_without_a_year_need_a_reference() -> None:
    context = ExtractionContext(places())
    assert [
        finding for finding in extract_all("5 décembre, demain", "fr", context) if finding.kind is FindingKind.DATE
    ] == []


def test_iban_counts_only_with_its_check_digits() -> None:
    assert values("ES91 2100 0418 4502 0005 1332", "fr", FindingKind.IBAN) == ["ES9121000418450200051332"]
    assert values("ES92 2100 0418 4502 0005 1332", "fr", FindingKind.IBAN) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("+34 600 000 000", "+34600000000"),
        ("هاتف: ٠٦١٢٣٤٥٦٧٨", "+212612345678"),
        ("0033 6 12 34 56 78", "+33612345678"),
        ("\u202a+212 600-000-000\u202c", "+212600000000"),
    ],
)
def test_phones_in_every_writing(text: str, value: str) -> None:
    assert values(text, "ar", FindingKind.PHONE) == [value]


def test_figures_that_are_no_phone() -> None:
    assert values("total: 123456789 tonnes, compte 0053 4921 1111 2222 3333", "fr", FindingKind.PHONE) == []


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("12 000 euros", "fr", "12000 EUR"),
        ("1.200,50 €", "fr", "1200.5 EUR"),
        ("$1.5 million", "en", "1500000 USD"),
        ("EUR 12,000", "en", "12000 EUR"),
        ("3 millions de francs CFA", "fr", "3000000 XOF"),
        ("٥ ملايين درهم", "ar", "5000000 MAD"),
        ("200.000 دولار", "ar", "200000 USD"),
    ],
)
def test_money(text: str, lang: str, value: str) -> None:
    assert values(text, lang, FindingKind.MONEY) == [value]


@pytest.mark.parametrize(
    ("text", "value", "country"),
    [
        ("سيارة 12345-أ-6", "12345-أ-6", "MA"),
        ("voiture AB-123-CD", "AB-123-CD", "FR"),
        ("vehicle 1234 BCD", "1234-BCD", "ES"),
        ("véhicule AB 1234 MD", "AB-1234-MD", "ML"),
    ],
)
def test_plates(text: str, value: str, country: str) -> None:
    [plate] = found(text, "fr", FindingKind.PLATE)
    assert (plate.value, plate.detail["country"]) == (value, country)


def test_document_numbers_need_their_word_or_check_letter() -> None:
    assert values("جواز السفر المغربي رقم AB1234567", "ar", FindingKind.DOCUMENT_NUMBER) == ["AB1234567"]
    assert values("passeport n° 12AB34567", "fr", FindingKind.DOCUMENT_NUMBER) == []
    assert values("X1234567L", "fr", FindingKind.DOCUMENT_NUMBER) == ["X1234567L"]
    assert values("AB1234567", "fr", FindingKind.DOCUMENT_NUMBER) == []


@pytest.mark.parametrize(
    ("text", "lang", "names"),
    [
        ("المدعو عبد الرحمن آيت حمو وصل", "ar", ["عبد الرحمن آيت حمو"]),
        ("التقى أبو يحيى بسعيد المرابط", "ar", ["أبو يحيى"]),
        ("على محمد أن يسافر", "ar", []),
        ("أحمد غادر البلاد", "ar", []),
        ("le nommé Karim", "fr", ["Karim"]),
        ("Selon Mohamed Ould Cheikh, rien", "fr", ["Mohamed Ould Cheikh"]),
        ("Direction Générale des Douanes", "fr", []),
        ("Dr. Ana García arrived in Madrid", "en", ["Ana García"]),
        ("North African Regional Office", "en", []),
    ],
)
def test_person_names(text: str, lang: str, names: list[str]) -> None:
    assert values(text, lang, FindingKind.PERSON) == names


@pytest.mark.parametrize(
    ("text", "lang", "names"),
    [
        ("شركة للنقل", "ar", []),
        ("شركة وهمية", "ar", []),
        ("شركة أطلس للنقل", "ar", ["شركة أطلس للنقل"]),
        ("Green Valley Foundation", "en", ["Green Valley Foundation"]),
        ("la société a fermé", "fr", []),
        ("Sahara Transit Ltd", "en", ["Sahara Transit Ltd"]),
    ],
)
def test_organisations(text: str, lang: str, names: list[str]) -> None:
    assert values(text, lang, FindingKind.ORGANISATION) == names


@pytest.mark.parametrize(
    ("text", "lang", "topic"),
    [
        ("لتمويل الإرهاب", "ar", "terrorist_financing"),
        ("الاتجار بالبشر", "ar", "human_trafficking"),
        ("réseaux criminels", "fr", "organised_crime"),
        ("trafic illicite de migrants", "fr", "migrant_smuggling"),
        ("violent extremists", "en", "violent_extremism"),
        ("cyberattacks", "en", "cybercrime"),
        ("armes de guerre", "fr", "weapons"),
        ("والمخدرات", "ar", "drugs"),
        ("أعمال إرهابية", "ar", "terrorism"),
    ],
)
def test_topics(text: str, lang: str, topic: str) -> None:
    assert values(text, lang, FindingKind.TOPIC) == [topic]
