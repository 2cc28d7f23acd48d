"""Letters of every script become one comparable alphabet."""

import pytest

from jisr.core.identity.names.letters import Script, letters, readable, script_of


def same(first: str, second: str) -> bool:
    return letters(first) == letters(second)


@pytest.mark.parametrize("written", ["أحمد", "إحمد", "آحمد", "ٱحمد", "اَحْمَد", "احـــمد", "\ufe8d\ufea3\ufee4\ufeaa"])
def test_arabic_forms_of_one_word_are_one(written: str) -> None:
    assert same(written, "احمد")


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("علی", "علي"),  # Persian ya
        ("کریم", "كريم"),  # Persian kaf and ya
        ("ہاشم", "هاشم"),  # Urdu he
        ("خاں", "خان"),  # Urdu noon without its dot
        ("بٹ", "بت"),  # Urdu te
        ("ݣير", "گير"),  # Moroccan gaf
        ("ڭير", "گير"),
        ("ﷲ", "الله"),  # one character for four letters
        ("ﻻ", "لا"),
    ],
)
def test_persian_urdu_maghrebi_and_presentation_forms(written: str, plain: str) -> None:
    assert same(written, plain)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Benaïssa", "benaissa"),
        ("Ḥusayn", "husayn"),
        ("Şahin", "shahin"),
        ("Čelebić", "chelebic"),
        ("Straße", "strasse"),
        ("Łukasz", "lukasz"),
        ("Cæsar", "caesar"),
        ("ALİ", "ali"),
        ("Işık", "ishik"),
        ("ʿAlī", "ali"),
        ("Ka'ab", "kaab"),
        ("Ka‘ab", "kaab"),
        ("ﬁras", "firas"),
        ("Ａｌｉ", "ali"),
    ],
)
def test_latin_marks_apostrophes_and_wide_letters(written: str, read: str) -> None:
    assert letters(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [("ⵎⵓⵃⴰ", "muha"), ("ⴰⵢⵜ", "ayt"), ("ⵣⵉⵔⵉ", "ziri"), ("ⵖⵉⵍⴰⵙ", "ghilas"), ("Χρήστος", "khristos")],
)
def test_tifinagh_and_greek_are_read_as_latin(written: str, read: str) -> None:
    assert letters(written) == read


def test_hebrew_is_read_as_arabic_letters() -> None:
    assert same("יוסף", "يوسف")
    assert same("כהן", "كهن")
    assert same("שָׁלוֹם", "שלום")


def test_cyrillic_keeps_its_script() -> None:
    assert same("Фёдор", "ФЕДОР")
    assert script_of(letters("Қасым")) is Script.CYRILLIC
    assert readable(letters("Хусейн")) == "хусейн"


@pytest.mark.parametrize("digits", ["١٢٣", "۱۲۳", "123", "１２３"])
def test_digits_of_every_script_are_digits(digits: str) -> None:
    assert letters(digits) == "123"


@pytest.mark.parametrize("text", ["", "\u200f\u202e", "\u0301", "\ud800", "ـــ"])
def test_what_holds_no_letter_leaves_none(text: str) -> None:
    assert letters(text) == ""


@pytest.mark.parametrize("text", ["Ali\tHasan", "Ali,Hasan", "Ali/Hasan", "Ali😀Hasan", "Ali\u00a0Hasan"])
def test_what_is_no_letter_parts_words(text: str) -> None:
    assert letters(text).split() == ["ali", "hasan"]


def test_an_unknown_letter_equals_itself_alone() -> None:
    assert letters("李") == letters("李") != letters("王")
    assert all(ord(c) < 0x100 for c in letters("李小龙 กขค 김"))


def test_the_script_is_that_of_most_letters() -> None:
    assert script_of(letters("محمدx")) is Script.ARABIC
    assert script_of(letters("Иванx")) is Script.CYRILLIC
    assert script_of(letters("Aliм")) is Script.LATIN
    assert script_of("") is Script.LATIN
