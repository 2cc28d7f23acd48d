"""Standing interests against reports in three languages. EXERCISE: all persons and places of threat are invented."""

from datetime import UTC, datetime, timedelta

import pytest

from jisr.core.handling import Purpose
from jisr.core.interests import Dimension, Interest, InterestFormatError, InterestIndex, InterestMatch

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
BAMAKO, MADRID = "ml-bamako-01", "es-madrid-01"
ARABIC = "أفاد المصدر أن عبد الكريم بن موسى نقل الأموال والذهب نحو باماكو."


def matched(interest: Interest, text: str = "", **found: object) -> list[InterestMatch]:
    return InterestIndex([interest]).match(text, at=NOW, **found)  # type: ignore[arg-type]


@pytest.mark.parametrize("asked", ["Abdelkrim Benmoussa", "Benmoussa Abdelkrim", "Abd al-Karim Ben Moussa"])
def test_a_latin_name_is_met_in_arabic_text(asked: str) -> None:
    (match,) = matched(Interest("i1", BAMAKO, names=frozenset({asked})), ARABIC)
    assert match.reasons[0].dimension is Dimension.NAME
    assert match.reasons[0].found == "عبد الكريم بن موسى"
    assert match.score >= 0.85


def test_an_arabic_name_is_met_in_french_text_and_among_names() -> None:
    interest = Interest("i1", BAMAKO, names=frozenset({"عبد الكريم بن موسى"}))
    assert matched(interest, "Le nommé Abdelkrim BENMOUSSA est arrivé hier.")
    assert matched(interest, "Le passeport d'Abdelkrim Benmoussa.")[0].reasons[0].found == "Abdelkrim Benmoussa"
    assert matched(interest, "سُلّم المبلغ لعبد الكريم بن موسى.")[0].reasons[0].found == "عبد الكريم بن موسى"
    assert matched(interest, names=["Abdelkarim Ben Moussa"])


@pytest.mark.parametrize("text", ["Hassan Moussaoui left.", "وصل كريم العلوي إلى المدينة", "", "…!?"])
def test_other_names_are_not_met(text: str) -> None:
    assert matched(Interest("i1", BAMAKO, names=frozenset({"Abdelkrim Benmoussa"})), text) == []


def test_a_single_word_counts_only_letter_by_letter() -> None:
    interest = Interest("i1", BAMAKO, names=frozenset({"Salem"}))
    assert matched(interest, "Met salem yesterday.")
    assert matched(interest, "Met Slim yesterday.") == []


@pytest.mark.parametrize(
    ("pattern", "text", "is_met"),
    [
        ("ذهب", "نقل الأموال والذهب", True),
        ("ذهب", "بالذهب", True),
        ("ذهب", "للذهب", True),
        ("ذهب", "المذهب", False),
        ("gold smugg*", "They deal in GOLD smuggling.", True),
        ("gold smugg*", "Gold was found; smugglers left.", False),
        ("gold", "golden", False),
        ("blanchi*", "Le blanchiment d'argent", True),
        ("filière", "une FILIERE nouvelle", True),
        ("trafic d'armes", "Trafic d’armes signalé", True),
    ],
)
def test_patterns(pattern: str, text: str, is_met: bool) -> None:
    assert bool(matched(Interest("i1", BAMAKO, patterns=(pattern,)), text)) is is_met


def test_every_stated_dimension_must_be_met() -> None:
    interest = Interest(
        "i1", BAMAKO, topics=frozenset({Purpose.TERRORIST_FINANCING}), countries=frozenset({"ML"}), patterns=("gold",)
    )
    financing = [Purpose.TERRORIST_FINANCING]
    assert matched(interest, "gold", topics=financing, countries=["ML"])
    assert matched(interest, "gold", topics=financing, countries=["NE"]) == []
    assert matched(interest, "gold", topics=[Purpose.DRUGS], countries=["ML"]) == []
    assert matched(interest, "silver", topics=financing, countries=["ML"]) == []


def test_a_name_alone_is_enough() -> None:
    interest = Interest("i1", BAMAKO, topics=frozenset({Purpose.DRUGS}), names=frozenset({"Abdelkrim Benmoussa"}))
    assert matched(interest, ARABIC)
    assert matched(interest, "no one", topics=[Purpose.DRUGS])


def test_validity_ends_before_its_last_instant() -> None:
    interest = Interest("i1", BAMAKO, countries=frozenset({"ML"}), valid_from=NOW, valid_until=NOW + timedelta(days=1))
    index = InterestIndex([interest])
    assert index.match("", countries=["ML"], at=NOW)
    assert not index.match("", countries=["ML"], at=NOW - timedelta(seconds=1))
    assert not index.match("", countries=["ML"], at=NOW + timedelta(days=1))


def test_matches_come_best_first_with_every_reason_once() -> None:
    index = InterestIndex(
        [
            Interest("by-name", BAMAKO, names=frozenset({"Abdelkarim Ben Mousa"})),
            Interest("by-place", MADRID, countries=frozenset({"ML", "ES"}), patterns=("الذهب",)),
        ]
    )
    found = index.match(f"{ARABIC} {ARABIC}", countries=["ML"], names=["عبد الكريم بن موسى"], at=NOW)
    assert [match.interest_id for match in found] == ["by-place", "by-name"]
    assert [reason.asked for reason in found[0].reasons] == ["ML", "الذهب"]
    assert len(found[1].reasons) == 1


@pytest.mark.parametrize("pattern", ["", "*", "*gold", "a", "٭٭"])
def test_a_pattern_that_would_match_everything_is_refused(pattern: str) -> None:
    with pytest.raises(InterestFormatError):
        Interest("i1", BAMAKO, patterns=(pattern,))


def test_an_interest_in_nothing_is_refused() -> None:
    with pytest.raises(InterestFormatError):
        Interest("i1", BAMAKO)
