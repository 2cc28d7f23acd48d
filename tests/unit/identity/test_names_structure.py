"""What is given, what is a father's, a tribe's or a son's, what is a title."""

import pytest

from jisr.core.identity import score_names
from jisr.core.identity.names.structure import LONGEST_NAME, LONGEST_PART, MOST_PARTS, Role, parts_of, written_parts


def roles(name: str) -> list[tuple[str, Role]]:
    return [(part.text, part.role) for part in parts_of(name)]


@pytest.mark.parametrize("particle", ["bin", "ben", "ibn", "bent", "ould", "ag", "aït", "BIN", "Ben-"])
def test_a_nasab_belongs_to_what_follows(particle: str) -> None:
    joint = "" if particle.endswith("-") else " "
    assert roles(f"Ali {particle}{joint}Salem") == [("ali", Role.NONE), ("salem", Role.SON)]


def test_the_same_in_arabic_cyrillic_and_tifinagh() -> None:
    assert [r for _, r in roles("علي بن سالم")] == [Role.NONE, Role.SON]
    assert [r for _, r in roles("Али ибн Салем")] == [Role.NONE, Role.SON]
    assert [r for _, r in roles("ⵄⵍⵉ ⴰⵢⵜ ⵙⴰⵍⵎ")] == [Role.NONE, Role.SON]


@pytest.mark.parametrize("name", ["Abd al-Karim", "Abdul Karim", "Abdel Karim", "عبد الكريم", "Абд аль-Карим"])
def test_servant_of_is_one_part(name: str) -> None:
    (part,) = parts_of(name)
    assert part.role & Role.SERVANT


@pytest.mark.parametrize(
    ("apart", "joined"),
    [
        ("Abd al-Rahman", "Abdurrahman"),
        ("عبد الرحمن", "عبدالرحمن"),
        ("Abd el Kader", "Abdelkader"),
        ("Ben Abdallah", "Benabdallah"),
        ("Abu Bakr", "Aboubakr"),
        ("Nur al-Din", "Noureddine"),
        ("Salah ad-Din", "Salaheddine"),
        ("El Masri", "Elmasri"),
    ],
)
def test_apart_and_joined_stay_near(apart: str, joined: str) -> None:
    assert score_names(f"{apart} Haddad", f"{joined} Haddad") > 0.75


def test_the_kunya_belongs_to_the_son() -> None:
    assert roles("Abu Salem") == [("salem", Role.FATHER)]
    assert roles("أم كلثوم")[0][1] is Role.FATHER


@pytest.mark.parametrize("name", ["Nur al-Din", "Nour eddine", "Nur ad-Din", "نور الدين"])
def test_of_the_religion_is_part_of_the_name_before(name: str) -> None:
    assert len(parts_of(name)) == 1


@pytest.mark.parametrize("name", ["as-Sayyed Karim", "Omar ar-Rashid", "Omar es-Salem", "Omar ez Zahi"])
def test_a_sun_letter_takes_the_article(name: str) -> None:
    assert len(parts_of(name)) == 2


def test_a_word_like_an_article_stands_alone_before_another_letter() -> None:
    assert [part.text for part in parts_of("Er Karim")] == ["er", "karim"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Dr", "Omar Haddad"),
        ("Cheikh", "Omar Haddad"),
        ("Hajj", "Omar Haddad"),
        ("الشيخ", "عمر حداد"),
        ("Шейх", "Омар Хаддад"),
    ],
)
def test_titles_are_told_and_cost_little(title: str, name: str) -> None:
    assert parts_of(f"{title} {name}")[0].role is Role.TITLE
    assert score_names(f"{title} {name}", name) > 0.75


def test_initials_are_told() -> None:
    assert parts_of("O. Haddad")[0].role is Role.INITIAL


def test_an_initial_agrees_with_its_name_and_not_with_another() -> None:
    assert score_names("O. Haddad", "Omar Haddad") > score_names("K. Haddad", "Omar Haddad")


def test_a_particle_at_the_end_is_a_name() -> None:
    assert [part.text for part in parts_of("Ali Ben")] == ["ali", "ben"]


def test_what_is_read_is_bounded() -> None:
    assert len(parts_of("a1 " * 1000)) == MOST_PARTS
    assert max(len(part.text) for part in parts_of("x" * 10_000)) <= LONGEST_PART
    assert parts_of("ab " * 200) == parts_of("ab " * 200 + "z" * 10_000)[:MOST_PARTS]
    assert LONGEST_NAME < 10_000


@pytest.mark.parametrize("name", ["Dr. Ali ben  Salem", "عبد الكريم بن موسى", "Nur al-Din O. Haddad", "  ", "Abu"])
def test_written_parts_are_the_same_parts_with_their_words(name: str) -> None:
    written = written_parts(name)
    assert tuple(part for part, _ in written) == parts_of(name)
    assert all(words and words in name for _, words in written)
