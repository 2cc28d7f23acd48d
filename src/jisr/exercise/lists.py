"""Two fictional lists of persons with the truth behind them: who stands in both, however spelled and however noted.

For training in linking lists, and for measuring it. Nobody in them exists; the same seed gives the same lists.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from jisr.exercise.spelling import HABITS, Sounds, arabic, latin, slip, sounds_of_person

COLUMNS = ("id", "name", "alias", "birthDate", "nationality", "gender", "passportNumber", "birthPlace")
_COUNTRIES = ("ma", "dz", "tn", "ml", "ne", "sn", "mr", "ly", "es", "fr")
_PLACES = (
    ("الناظور", "Nador"), ("طنجة", "Tanger"), ("أكادير", "Agadir"), ("وجدة", "Oujda"), ("فاس", "Fès"),
    ("مراكش", "Marrakech"),
    ("باماكو", "Bamako"), ("نيامي", "Niamey"), ("داكار", "Dakar"), ("نواكشوط", "Nouakchott"), ("تونس", "Tunis"),
    ("وهران", "Oran"),
)  # fmt: skip


class ListedPerson(NamedTuple):
    """One row of a list. person: who is really meant; the same number in both lists is the same person."""

    person: int
    cells: tuple[str, ...]


class _Truth(NamedTuple):
    sounds: Sounds
    born: date
    country: str
    passport: str
    place: tuple[str, str]


def two_lists(rows: int, seed: int, shared: float = 0.5) -> tuple[Iterator[ListedPerson], Iterator[ListedPerson]]:
    """Lists of `rows` persons each. shared: part of them that stands in both, 0..1.

    The left list is kept in Arabic or a French habit, the right one in any Latin habit or Arabic; each row may have a
    slip of the pen, a birth date with day and month swapped, only the year, or none, and details the other has not.
    """
    both = int(rows * shared)
    left = range(rows)
    right = [*range(both), *range(rows, 2 * rows - both)]
    Random(f"order-{seed}").shuffle(right)
    return (
        (_listed(number, seed, "left", f"L{at}") for at, number in enumerate(left, 1)),
        (_listed(number, seed, "right", f"R{at}") for at, number in enumerate(right, 1)),
    )


def _truth(number: int, seed: int) -> _Truth:
    random = Random(f"listed-{seed}-{number}")
    born = date(1955, 1, 1) + timedelta(days=random.randrange(50 * 365))
    passport = f"{random.choice('ABKLRTX')}{random.choice('ABCDE')}{random.randrange(10**7):07d}"
    return _Truth(sounds_of_person(random), born, random.choice(_COUNTRIES), passport, random.choice(_PLACES))


def _listed(number: int, seed: int, side: str, identifier: str) -> ListedPerson:
    truth, random = _truth(number, seed), Random(f"row-{seed}-{side}-{number}")
    in_arabic = random.random() < (0.6 if side == "left" else 0.15)
    habit = "french" if side == "left" else random.choice(sorted(HABITS))
    return ListedPerson(number, (
        identifier,
        _name(truth.sounds, in_arabic, habit, random),
        _name(truth.sounds, not in_arabic, "plain", random) if random.random() < 0.05 else "",
        _born(truth.born, random),
        truth.country if random.random() < 0.85 else "",
        ("male" if truth.sounds.is_male else "female") if random.random() < 0.9 else "",
        truth.passport if random.random() < 0.25 else "",
        truth.place[0 if in_arabic else 1] if random.random() < 0.5 else "",
    ))  # fmt: skip


def _name(sounds: Sounds, in_arabic: bool, habit: str, random: Random) -> str:
    given, family = ((arabic(each) if in_arabic else latin(each, habit, random)) for each in sounds[:2])
    order = (family, given) if random.random() < 0.15 else (given, family)
    name = " ".join(order)
    return slip(name, random) if random.random() < 0.10 else name


def _born(born: date, random: Random) -> str:
    chance = random.random()
    if chance < 0.12:
        return ""
    if chance < 0.22:
        return f"{born:%Y}"
    if chance < 0.25 and born.day <= 12:
        return f"{born:%Y}-{born.day:02d}-{born.month:02d}"
    if chance < 0.28:
        return f"{born.replace(year=born.year + 1, day=min(born.day, 28)):%Y-%m-%d}"
    return f"{born:%Y-%m-%d}"
