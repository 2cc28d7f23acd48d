"""Laws of matching and ranking: nothing raises on any text; more reasons never rank lower."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from jisr.core.handling import Purpose
from jisr.core.interests import (
    Candidate,
    Dimension,
    Interest,
    InterestIndex,
    InterestMatch,
    MatchReason,
    Matter,
    rank_recipients,
    threatened_countries,
)

NOW = datetime(2026, 11, 24, tzinfo=UTC)
countries = st.frozensets(st.sampled_from(["ES", "ML", "FR"]), max_size=3)
words = st.sampled_from(["ذهب", "gold", "filière", "attaque", "بنموسى", "Benmoussa"])
INDEX = InterestIndex(
    [
        Interest("gold", "ml", patterns=("gold*", "ذهب")),
        Interest("name", "es", names=frozenset({"عبد الكريم بن موسى", "Al-Amal"})),
        Interest("place", "es", countries=frozenset({"ES"}), topics=frozenset({Purpose.DRUGS})),
    ]
)
MATCH = InterestMatch("i", "ml", (MatchReason(Dimension.TOPIC, "drugs", "drugs"),))


@given(st.text(max_size=200))
def test_any_text_is_read_without_harm(text: str) -> None:
    for match in INDEX.match(text, at=NOW):
        assert match.reasons
        assert all(0 <= reason.score <= 1 for reason in match.reasons)
    assert threatened_countries(text, []) == frozenset()


@given(st.lists(words, max_size=12), st.lists(words, max_size=12))
def test_more_text_meets_no_less(some: list[str], more: list[str]) -> None:
    fewer = {match.interest_id for match in INDEX.match(" ".join(some), at=NOW)}
    assert fewer <= {match.interest_id for match in INDEX.match(f"{' '.join(some)}. {' '.join(more)}", at=NOW)}


@given(countries, countries, countries, st.booleans(), st.booleans())
def test_a_reason_more_never_ranks_lower(
    threatened: frozenset[str], mentioned: frozenset[str], nationals: frozenset[str], asks: bool, is_met: bool
) -> None:
    requests = ("r",) if asks else ()
    plain = rank_recipients(Matter(threatened, mentioned, nationals), [Candidate("es", "ES", (), requests)])
    interests = (MATCH,) if is_met else ()
    more = rank_recipients(
        Matter(threatened, mentioned, nationals | {"ES"}), [Candidate("es", "ES", interests, requests)]
    )
    assert more
    assert not plain or more[0].score >= plain[0].score
    assert 0 < more[0].score < 1
