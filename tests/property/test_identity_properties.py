"""Laws that hold for any text offered as a name."""

from hypothesis import given
from hypothesis import strategies as st

from jisr.core.identity import NameIndex, explain_names, name_key, score_names

LETTERS = "abcdefghijklmnopqrstuvwxyzéïçأبتثجحخدذرزسشصضطظعغفقكلمنهويةىءабвгджзиклмнопрстуфхцчшъыьэюя"
NAMES = st.lists(st.text(LETTERS, min_size=1, max_size=9), min_size=1, max_size=4).map(" ".join)
ANY_TEXT = st.text(max_size=60)


@given(ANY_TEXT, ANY_TEXT)
def test_a_score_is_between_nought_and_one_and_symmetric(first: str, second: str) -> None:
    score = score_names(first, second)
    assert 0.0 <= score <= 1.0
    assert abs(score - score_names(second, first)) < 1e-9


@given(NAMES)
def test_a_name_is_itself(name: str) -> None:
    assert score_names(name, name) == 1.0
    assert score_names(name, name.upper()) == 1.0


@given(ANY_TEXT)
def test_keys_are_sorted_unique_and_not_empty(text: str) -> None:
    keys = name_key(text)
    assert keys == sorted(set(keys))
    assert all(keys)


@given(NAMES, NAMES)
def test_an_explanation_accounts_for_every_part_once(first: str, second: str) -> None:
    explained = explain_names(first, second)
    alone = explain_names(first, "").only_first
    assert sorted([m.first for m in explained.matches] + list(explained.only_first)) == sorted(alone)


@given(st.lists(NAMES, min_size=1, max_size=20), st.data())
def test_every_indexed_name_is_found_by_itself(names: list[str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(names))
    found = NameIndex.build(names).search(name, k=len(names))
    assert found[0][1] == 1.0
    assert names.index(name) in {position for position, _ in found}
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
