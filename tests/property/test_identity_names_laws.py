"""Laws of names that hold for any text: scores, reading, and an index with a history."""

from io import BytesIO

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jisr.core.identity import NameIndex, explain_names, name_key, score_names, score_pairs
from jisr.core.identity.names import letters as alphabet
from jisr.core.identity.names.packing import pack
from jisr.core.identity.names.structure import LONGEST_NAME, parts_of, written_parts

LETTERS = "abcdehiklmnorstuyzéïأبتثجحخدرسشعغفقكلمنهويةабвгдикмнорстухшюאבגⵎⵓⵃαβγ"
WORDS = st.text(LETTERS, min_size=1, max_size=9)
PARTICLES = st.sampled_from(
    ["bin", "ben", "al-", "abd", "abu", "ould", "din", "بن", "ال", "عبد", "أبو", "dr", "o.", "ибн"]
)
NAMES = st.lists(st.one_of(WORDS, PARTICLES), min_size=1, max_size=6).map(" ".join)
# Surrogates too: files hold them, and strict encoders fail on them.
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)


@example([("000:BIN:00", "00:BIN:000")])  # equals in crossed places
@given(st.lists(st.tuples(ANY_TEXT | NAMES, ANY_TEXT | NAMES), max_size=12))
def test_any_unicode_has_a_score_within_bounds_both_ways_round(pairs: list[tuple[str, str]]) -> None:
    there, back = score_pairs(pairs), score_pairs([(b, a) for a, b in pairs])
    assert there.shape == (len(pairs),)
    assert ((there >= 0) & (there <= 1)).all()
    assert np.allclose(there, back, atol=1e-6)


@given(ANY_TEXT | NAMES)
def test_a_name_with_a_letter_is_itself_and_nothing_is_like_no_name(name: str) -> None:
    has_letter = bool(parts_of(name))
    assert score_names(name, name) == (1.0 if has_letter else 0.0)
    assert score_names(name, "") == 0.0
    assert bool(name_key(name)) is has_letter


@given(NAMES, NAMES)
def test_a_batch_says_what_one_by_one_says(first: str, second: str) -> None:
    assert score_pairs([(first, second), (second, first), (first, second)])[0] == score_names(first, second)


@given(ANY_TEXT | NAMES, ANY_TEXT | NAMES)
def test_an_explanation_is_of_the_score_and_of_the_words_written(first: str, second: str) -> None:
    explained = explain_names(first, second)
    assert explained.score == round(score_names(first, second), 4)
    for match in explained.matches:
        assert 0 <= match.score <= 1
    assert len(explained.only_first) <= len(written_parts(first))


@pytest.mark.parametrize(
    "unit", ["x", "م", "ж", "bin ", "al-", "ʿ", "\ud800", "😀", "1", "ab ", "عبد ال", "\u0301a", "ﷺ", "李"]
)
def test_ten_thousand_letters_have_a_defined_score(unit: str) -> None:
    flood = (unit * 10_000)[:10_000]
    assert score_names(flood, flood) in (0.0, 1.0)
    assert 0 <= score_names(flood, "Khaled Cherif") <= 1
    assert explain_names(flood, "Khaled Cherif").score <= 1
    assert len(name_key(flood)) <= 64
    NameIndex.build([flood, "Khaled Cherif"]).search(flood)


@pytest.mark.parametrize("unit", ["x", "bin al-karim ", "عبد الكريم ", "ﷺ"])
def test_the_work_on_a_name_is_bounded_by_what_is_read_of_it(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0

    def counting(text: str, inner=alphabet.letters) -> str:  # type: ignore[no-untyped-def]
        nonlocal read
        read += len(text)
        return inner(text)

    monkeypatch.setattr("jisr.core.identity.names.structure.letters", counting)
    sizes = []
    for length in (LONGEST_NAME, 10_000, 100_000):
        read = 0
        packed = pack((unit * length)[:length])
        sizes.append((read, len(packed)))
    assert sizes[0] == sizes[1] == sizes[2]
    assert sizes[0][0] == LONGEST_NAME


HISTORY = st.lists(st.one_of(NAMES, st.integers(0, 30)), max_size=40)


@settings(max_examples=40, deadline=None)
@given(st.lists(NAMES, max_size=15), HISTORY, st.lists(NAMES, min_size=1, max_size=4))
def test_an_index_with_a_history_answers_as_one_built_afresh(
    built: list[str], history: list[str | int], queries: list[str]
) -> None:
    index = NameIndex.build(built)
    held: list[str | None] = list(built)
    for act in history:
        if isinstance(act, str):
            assert index.add(act) == len(held)
            held.append(act)
        elif act < len(held) and held[act] is not None:
            index.remove(act)
            held[act] = None
        index.search(queries[0])
    file = BytesIO()
    index.save(file)
    again = NameIndex.load(BytesIO(file.getvalue()))
    # A removed name leaves its place: an index built of the rest, with nothing there, counts the same positions.
    afresh = NameIndex.build(name or "" for name in held)
    assert len(index) == len(again) == sum(name is not None for name in held)
    for query in [*queries, *(name for name in held if name)][:8]:
        expected = afresh.search(query, k=60)
        assert index.search(query, k=60) == again.search(query, k=60) == expected
        assert index.search_all(query, k=60) == afresh.search_all(query, k=60)
