"""The index in use: removal, adding, keeping, and many who ask at once."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest

from jisr.core.identity import NameIndex

GIVEN = ("Khaled", "Omar", "Youssef", "Karim", "Rachid", "Brahim", "Salem", "Nadia", "Leila", "Hassan")
FAMILY = ("Cherif", "Haddad", "Tazi", "Idrissi", "Benali", "Mansouri", "Naciri", "Belkacem", "Amrani", "Fassi")
NAMES = [f"{given} {family}" for given in GIVEN for family in FAMILY]


def test_what_was_removed_is_found_no_more_and_others_keep_their_place() -> None:
    index = NameIndex.build(NAMES)
    index.remove(3)
    assert len(index) == len(NAMES) - 1
    assert 3 not in {at for at, _ in index.search(NAMES[3], k=50)}
    assert index.search(NAMES[4])[0] == (4, 1.0)
    assert index.add("ياسين الودغيري") == len(NAMES)


@pytest.mark.parametrize("position", [-1, 100, 3])
def test_what_is_not_there_cannot_be_removed(position: int) -> None:
    index = NameIndex.build(NAMES)
    index.remove(3)
    with pytest.raises(IndexError):
        index.remove(position)


def test_a_kept_index_answers_the_same_and_goes_on() -> None:
    index = NameIndex.build(NAMES)
    index.remove(5)
    index.add("نادية القاسمي")
    file = BytesIO()
    index.save(file)
    again = NameIndex.load(BytesIO(file.getvalue()))
    assert len(again) == len(index)
    for query in ("خالد الشريف", "Youcef Tazi", "Nadia Kacimi", NAMES[5]):
        assert again.search(query) == index.search(query)
    assert again.add("Zineb Alaoui") == index.add("Zineb Alaoui")
    assert again.search("زينب العلوي") == index.search("زينب العلوي")
    with pytest.raises(IndexError):
        again.remove(5)


def test_an_empty_index_can_be_kept() -> None:
    file = BytesIO()
    NameIndex.build([]).save(file)
    assert NameIndex.load(BytesIO(file.getvalue())).search("Khaled") == []


def test_scoring_every_name_finds_what_search_finds() -> None:
    index = NameIndex.build(NAMES)
    for query in ("خالد الشريف", "Youcef Tazi", "رشيد بلقاسم"):
        assert index.search_all(query, 1)[0] == index.search(query, 1)[0]


def test_threads_may_search_at_once() -> None:
    index = NameIndex.build(NAMES)
    queries = [*NAMES, "خالد الشريف", "رشيد بلقاسم", "Юсуф Тази"] * 4
    alone = [index.search(query) for query in queries]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(index.search, queries)) == alone


def test_a_search_settles_what_was_added_and_threads_agree() -> None:
    index = NameIndex.build(NAMES[:50])
    for name in NAMES[50:]:
        index.add(name)
    index.search("Khaled")  # one thread writes at a time: what is new is settled here
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda name: index.search(name)[0], NAMES))
    assert found == [(at, 1.0) for at in range(len(NAMES))]
