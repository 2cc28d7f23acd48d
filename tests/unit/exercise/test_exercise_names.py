"""Fictional names follow by rule from one source of sounds, whoever writes them."""

from random import Random

import pytest

from jisr.core.identity.names.letters import Script, letters, script_of
from jisr.exercise.names import HABITS, ExerciseName, common_parts, exercise_names

NAME = ExerciseName(1, "karIm", "xAlid", "$arqAwI", True)


def test_the_same_seed_gives_the_same_names() -> None:
    assert list(exercise_names(50, 3)) == list(exercise_names(50, 3))
    assert list(exercise_names(50, 3)) != list(exercise_names(50, 4))


def test_a_longer_run_begins_as_a_shorter_one() -> None:
    assert list(exercise_names(90, 3))[:30] == list(exercise_names(30, 3))


@pytest.mark.parametrize(
    ("habit", "given", "family"),
    [
        ("arabic", "عبد الكريم", "شرقاوي"),
        ("french", "Abdelkarim", "Charkaoui"),
        ("english", "Abdul Kareem", "Sharqawee"),
        ("german", "Abd El Karim", "Scharkawi"),
        ("turkish", "Abdülkarim", "Şarkavi"),
        ("scholarly", "ʿAbd al-Karīm", "Šarqāwī"),
    ],
)
def test_each_habit_writes_the_same_sounds_its_own_way(habit: str, given: str, family: str) -> None:
    written = NAME.written(habit, Random(1))
    assert written.startswith(given)
    assert written.endswith(family)


def test_two_persons_have_one_identity_only_where_their_names_are_one() -> None:
    held: dict[int, tuple[str, str, str, bool]] = {}
    for name in exercise_names(20_000, 5):
        whole = (name.given, name.father, name.family, name.is_servant)
        assert held.setdefault(name.identity, whole) == whole
    assert len(set(held.values())) == len(held)


def test_arabic_is_written_in_arabic_and_the_rest_in_latin() -> None:
    for name in exercise_names(200, 6):
        for habit in HABITS:
            script = script_of(letters(name.written(habit, Random(2))).replace(" ", ""))
            assert script is (Script.ARABIC if habit == "arabic" else Script.LATIN)


def test_the_hundred_most_common_parts_are_distinct() -> None:
    assert len(set(common_parts())) == 100
