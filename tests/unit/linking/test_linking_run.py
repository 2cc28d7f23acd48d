"""Lists linked on DuckDB: the right rows, for the right reasons, whatever the order and however bad the input."""

from collections.abc import Iterable
from random import Random

import pytest

from jisr.exercise.lists import COLUMNS, ListedPerson, two_lists
from jisr.linking import Band, Bounds, Link, Record, link_records, record_of


def person(key: str, name: str, **properties: str) -> Record:
    record = record_of(key, 1, "Person", {"name": [name], **{prop: [value] for prop, value in properties.items()}})
    assert record is not None
    return record


def links(left: Iterable[Record], right: Iterable[Record], bounds: Bounds | None = None) -> list[Link]:
    with link_records(left, right, bounds=bounds, memory_mb=500) as linking:
        return list(linking.links())


def records_of(side: Iterable[ListedPerson]) -> list[Record]:
    rows = [dict(zip(COLUMNS, one.cells, strict=True)) for one in side]
    return [person(row.pop("id"), row.pop("name"), **{k: v for k, v in row.items() if v}) for row in rows]


def test_one_person_in_three_scripts_is_linked_and_told_why() -> None:
    left = [person("a", "محمد بن عبد الله التازي", birthDate="1980-05-04", nationality="ma")]
    right = [
        person("1", "Mohamed Benabdallah Tazi", birthDate="1980-05-04", nationality="ma"),
        person("2", "Мохамед Таzи", birthDate="1951-02-03", nationality="fr"),
    ]
    found = links(left, right)
    assert [(one.left.key, one.right.key, one.band) for one in found] == [("a", "1", Band.LINK)]
    assert {"same_birth_date", "same_country"} < {reason.code for reason in found[0].reasons}
    assert all(reason.log_odds > 0 for reason in found[0].reasons)


def test_a_document_links_names_that_do_not_meet() -> None:
    left = [person("a", "Karim Tazi", passportNumber="AB1234567", gender="male")]
    right = [person("1", "Salah Idrissi", passportNumber="AB 1234567", gender="male")]
    (found,) = links(left, right, Bounds(0.9, 0.01))
    assert "same_document" in {reason.code for reason in found.reasons}
    assert found.likeness < 0.3


@pytest.mark.parametrize(
    ("here", "there", "code"),
    [("الناظور", "Nador", "same_birth_place"), ("مراكش", "Marrakech", "same_birth_place"),
     ("Nador", "Oujda", "birth_place_other")],
)  # fmt: skip
def test_places_of_birth_are_compared_across_scripts(here: str, there: str, code: str) -> None:
    left, right = ([person(key, "Karim Tazi", birthPlace=place)] for key, place in (("a", here), ("1", there)))
    (found,) = links(left, right, Bounds(0.9, 0.001))
    assert code in {reason.code for reason in found.reasons}


def test_a_row_of_several_names_is_as_near_as_its_nearest() -> None:
    left = [
        person("a", "Karim Tazi"),
        record_of("b", 2, "Person", {"name": ["Salah Idrissi", "Karim Tazi", "Xyz Rmn"]}),
        record_of("c", 3, "Person", {"name": ["Nabil Amrani"]}),
    ]
    right = [record_of("1", 1, "Person", {"name": ["نبيل العمراني", "كريم التازي"]})]
    found = links([one for one in left if one], [one for one in right if one], Bounds(0.9, 0.001))
    likeness = {one.left.key: one.likeness for one in found}
    assert likeness.keys() == {"a", "b", "c"}
    assert min(likeness.values()) > 0.9
    assert likeness["a"] == likeness["b"]


def test_what_no_pair_shows_keeps_a_share() -> None:
    left, right = two_lists(900, seed=5)
    with link_records(records_of(left), records_of(right)) as linking:
        weights = linking.totals.weights
    assert weights is not None
    assert weights.is_learned
    shares = [share for levels in weights.shares.values() for level in levels.values() for share in level]
    assert min(shares) > 1e-6


def test_what_contradicts_speaks_against() -> None:
    sides = [[person(key, "Karim Tazi", birthDate=born, gender=sex)] for key, born, sex in (
        ("a", "1950-03-03", "male"), ("1", "1999-08-09", "female"))]  # fmt: skip
    assert links(*sides) == []
    (found,) = links(*sides, Bounds(0.9, 0.0001))
    assert {r.code for r in found.reasons if r.log_odds < 0} >= {"birth_date_far", "gender_differs"}


@pytest.mark.parametrize("empty", ["left", "right", "both"])
def test_an_empty_list_links_nothing(empty: str) -> None:
    one = [person("a", "Karim Tazi")]
    left, right = ([] if empty in (side, "both") else one for side in ("left", "right"))
    assert links(left, right) == []


def test_rows_that_share_nothing_give_no_link() -> None:
    assert links([person("a", "Bdb Mzm")], [person("1", "Xkx Lrl")]) == []


def test_repeated_rows_are_each_linked() -> None:
    left = [person(key, "Karim Cherkaoui", birthDate="1980-05-04") for key in ("a", "b")]
    right = [person(key, "كريم الشرقاوي", birthDate="1980-05-04") for key in ("1", "2", "3")]
    found = links(left, right)
    assert len(found) == 6
    assert len({one.probability for one in found}) == 1


@pytest.mark.parametrize(
    "name",
    [
        "ب" * 10_000,
        "ba " * 5_000,
        "\u202e\u0000 Karim",
        "Karim كريم Карим כרים",
        "12345",
        "😀😀 k",
        "'; DROP TABLE records; --",
    ],
)
def test_hostile_names_are_compared_like_others(name: str) -> None:
    found = links([person("a", name, birthDate="1980-05-04")], [person("1", name, birthDate="1980-05-04")])
    assert [(one.left.key, one.right.key) for one in found] == [("a", "1")]


@pytest.fixture(scope="module")
def listed() -> tuple[list[ListedPerson], list[ListedPerson]]:
    left, right = two_lists(600, seed=5)
    return list(left), list(right)


def test_weights_learned_from_the_lists_find_who_stands_in_both(
    listed: tuple[list[ListedPerson], list[ListedPerson]],
) -> None:
    left, right = listed
    truth = {one.cells[0]: one.person for one in (*left, *right)}
    with link_records(records_of(left), records_of(right), bounds=Bounds(0.9, 0.5)) as linking:
        found = list(linking.links())
        assert linking.totals.weights is not None
        assert linking.totals.weights.is_learned
    right_ones = [one for one in found if truth[one.left.key] == truth[one.right.key]]
    assert len(right_ones) / 300 > 0.8
    assert len(right_ones) / len(found) > 0.9
    assert [one.probability for one in found] == sorted((one.probability for one in found), reverse=True)


def test_the_order_of_rows_does_not_matter(listed: tuple[list[ListedPerson], list[ListedPerson]]) -> None:
    sides = [records_of(side[:250]) for side in listed]
    before = [(one.left.key, one.right.key, one.band) for one in links(*sides)]
    assert before
    for seed in (1, 2):
        for side in sides:
            Random(seed).shuffle(side)
        assert [(one.left.key, one.right.key, one.band) for one in links(*sides)] == before
