"""The index finds a name under another spelling among many."""

import pytest

from jisr.core.identity import NameIndex

NAMES = ["Khaled Cherif", "عبد الكريم بن موسى", "Sara Benali", "خالد الشريف", "", "Rachid Tazi"]


def test_search_crosses_scripts_and_puts_the_best_first() -> None:
    found = NameIndex.build(NAMES).search("Abd al-Karim Bin Musa", k=3)
    assert found[0][0] == 1
    assert found[0][1] > 0.85


def test_all_spellings_of_a_name_are_found() -> None:
    assert {position for position, _ in NameIndex.build(NAMES).search("Khalid Sharif")} == {0, 3}


def test_added_names_are_found_at_their_position() -> None:
    index = NameIndex.build(NAMES)
    position = index.add("ياسين الودغيري")
    assert position == len(NAMES) == len(index) - 1
    assert index.search("Yassine Oudghiri")[0][0] == position


def test_k_limits_the_answer() -> None:
    index = NameIndex.build([f"Khaled Cherif {suffix}" for suffix in "abcdef"])
    assert len(index.search("Khaled Cherif", k=4)) == 4
    with pytest.raises(ValueError, match="at least 1"):
        index.search("Khaled", k=0)


@pytest.mark.parametrize("query", ["", "؟", "Zzyzx"])
def test_nothing_is_found_for_what_shares_no_key(query: str) -> None:
    assert NameIndex.build(NAMES).search(query) == []


def test_an_empty_index_answers_nothing() -> None:
    assert NameIndex.build([]).search("Khaled") == []
