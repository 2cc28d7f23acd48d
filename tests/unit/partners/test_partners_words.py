"""The rule by which two stations share out the words of a comparison."""

import pytest

from jisr.core.sealing.sas import WORDS
from jisr.station.partners.words import (
    ALL_NUMBERS,
    are_all_heard,
    fold_word,
    numbers_to_read,
    word_check,
    wrong_numbers,
)

LANGUAGES = ("ar", "fr", "en")


@pytest.mark.parametrize("call", [1, 2])
@pytest.mark.parametrize(("own", "partner"), [("rabat", "madrid"), ("a-b", "a"), ("bamako", "madrid")])
def test_what_one_station_reads_the_other_hears(own: str, partner: str, call: int) -> None:
    reads, hears = numbers_to_read(own, partner, call), ALL_NUMBERS - numbers_to_read(partner, own, call)
    assert reads == hears
    assert len(reads) == 6


@pytest.mark.parametrize(("own", "partner"), [("rabat", "madrid"), ("madrid", "rabat")])
def test_two_calls_cover_every_word_and_one_does_not(own: str, partner: str) -> None:
    first, second = (ALL_NUMBERS - numbers_to_read(own, partner, call) for call in (1, 2))
    assert are_all_heard([first, second])
    assert not are_all_heard([first, first])
    assert not are_all_heard([])


def test_there_is_no_third_call() -> None:
    with pytest.raises(ValueError, match="two calls"):
        numbers_to_read("rabat", "madrid", 3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_folding_keeps_the_words_of_a_list_apart(language: str) -> None:
    assert len({fold_word(word) for word in WORDS[language]}) == 256


@pytest.mark.parametrize("language", LANGUAGES)
def test_choices_are_of_the_language_and_hold_the_right_word(language: str) -> None:
    words = list(WORDS[language][:12])
    check = word_check(words, frozenset({1, 3, 5, 7, 9, 11}), 1, language, b"secret")
    assert check.to_hear == (2, 4, 6, 8, 10, 12)
    for number, choices in check.choices.items():
        assert words[number - 1] in choices
        assert set(choices) <= set(WORDS[language])
        assert list(choices) == sorted(set(choices))
    other = word_check(words, frozenset({1, 3, 5, 7, 9, 11}), 1, language, b"another")
    assert other.choices != check.choices


def test_only_the_words_that_differ_are_wrong() -> None:
    words = ["maïs", "Éclair", "قَمَر"]
    assert wrong_numbers(words, {1: " MAIS ", 2: "eclair", 3: "قمر"}) == []
    assert wrong_numbers(words, {1: "maïs", 2: "éclat", 3: "?"}) == [2, 3]
