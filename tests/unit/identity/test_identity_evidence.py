"""Each piece of evidence moves the score its own way and can say itself in three languages."""

import string

import pytest

from jisr.core.identity.evidence import Evidence, NameFrequency, compare_records
from jisr.core.identity.evidence_sentences import SENTENCES

KNOWN = {"name": ["Abdelkrim Benmoussa"], "birthDate": ["1994-03-02"], "nationality": ["ma"]}
HEARD = {"name": ["عبد الكريم بن موسى"]}


def codes(evidence: tuple[Evidence, ...]) -> set[str]:
    return {item.code for item in evidence}


def test_names_alone_propose_and_say_what_is_missing() -> None:
    comparison = compare_records(HEARD, KNOWN)
    assert comparison.score > 0.85
    assert codes(comparison.speaking_for) == {"names_alike"}
    assert codes(comparison.missing) == {"birth_date_missing", "country_missing"}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"birthDate": ["1994-03-02"]}, "same_birth_date"),
        ({"birthDate": ["1994"]}, "same_birth_year"),
        ({"country": ["ma"]}, "same_country"),
    ],
)
def test_agreement_raises_the_score(more: dict[str, list[str]], code: str) -> None:
    comparison = compare_records({**HEARD, **more}, KNOWN)
    assert comparison.score > compare_records(HEARD, KNOWN).score
    assert code in codes(comparison.speaking_for)


@pytest.mark.parametrize(
    ("more", "known", "code"),
    [
        ({"birthDate": ["1971-01-09"]}, {}, "birth_date_differs"),
        ({"nationality": ["ml"]}, {}, "country_differs"),
        ({"gender": ["female"]}, {"gender": ["male"]}, "gender_differs"),
        ({"passportNumber": ["AB1234567"]}, {"passportNumber": ["AB7654321"]}, "identifier_differs"),
    ],
)
def test_disagreement_lowers_the_score(more: dict[str, list[str]], known: dict[str, list[str]], code: str) -> None:
    comparison = compare_records({**HEARD, **more}, {**KNOWN, **known})
    assert comparison.score < compare_records(HEARD, KNOWN).score
    assert code in codes(comparison.speaking_against)


def test_a_shared_identifier_proposes_whatever_the_names_say() -> None:
    comparison = compare_records({"name": ["Idriss"], "phone": ["+34600000000"]}, {**KNOWN, "phone": ["+34600000000"]})
    assert comparison.score >= 0.75
    assert "names_differ" in codes(comparison.speaking_against)


def test_a_common_name_speaks_against_and_a_rare_one_for() -> None:
    rare = compare_records(HEARD, KNOWN, NameFrequency(1, 40_000))
    common = compare_records(HEARD, KNOWN, NameFrequency(900, 40_000))
    assert rare.score > compare_records(HEARD, KNOWN).score > common.score
    assert "common_name" in codes(common.speaking_against)


def test_every_sentence_stands_in_three_languages_with_the_same_parameters() -> None:
    for code, sentences in SENTENCES.items():
        assert set(sentences) == {"ar", "fr", "en"}, code
        fields = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in sentences.values()]
        assert fields[0] == fields[1] == fields[2], code


def test_direction_controls_in_a_name_are_shown_not_obeyed() -> None:
    sentence = Evidence("same_identifier", {"value": "ab\u202ecd"}).sentence("fr")
    assert "\u202e" not in sentence
    assert "⟦U+202E⟧" in sentence


def test_one_word_alone_names_many() -> None:
    left, right = {"name": ["Harakat al Ansar"], "alias": ["HUM"]}, {"name": ["Fajr Group"], "alias": ["HUM"]}
    alone = compare_records(left, right)
    assert alone.score < 0.9


def test_a_loose_alias_is_no_name() -> None:
    comparison = compare_records({"name": ["Karim Tazi"], "weakAlias": ["le grand"]}, {"weakAlias": ["le grand"]})
    assert comparison.score == 0.0
    assert codes(comparison.missing) >= {"name_missing"}


def test_a_country_in_common_does_not_lift_names_that_differ() -> None:
    left, right = {"name": ["Karim Tazi"], "country": ["ma"]}, {"name": ["Samira Naciri"], "country": ["ma"]}
    bare = compare_records({"name": left["name"]}, {"name": right["name"]})
    assert compare_records(left, right).score == bare.score
