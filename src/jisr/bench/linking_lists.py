"""Two more fictional lists with their truth, noted worse than those of `jisr exercise`, so that linking is measured on
noise that nobody had in view when it was made.

A third of the names hold the father's, with and without the word for son; three in twenty have a slip; a quarter of the
birth dates are missing, a fifth are years, some are 1 January or a year off; nationality is known for three in five and
wrong for one in twenty of these; documents are few; a fifth of the rows stand in both lists.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from jisr.exercise.lists import ListedPerson
from jisr.exercise.spelling import HABITS, Sounds, arabic, latin, slip, sounds_of_person

_COUNTRIES = ("ma", "dz", "tn", "ml", "ne")
_PLACES = (
    ("الناظور", "Nador"), ("طنجة", "Tanger"), ("وجدة", "Oujda"), ("فاس", "Fès"), ("مراكش", "Marrakech"),
    ("باماكو", "Bamako"), ("نيامي", "Niamey"), ("تونس", "Tunis"), ("وهران", "Oran"), ("غاو", "Gao"),
)  # fmt: skip
_SHARED = 0.2


def sparse_lists(rows: int, seed: int) -> tuple[Iterator[ListedPerson], Iterator[ListedPerson]]:
    """Lists of `rows` persons each, in the columns of `jisr.exercise.lists`."""
    both = int(rows * _SHARED)
    right = [*range(both), *range(rows, 2 * rows - both)]
    Random(f"sparse-order-{seed}").shuffle(right)
    return (
        (_listed(number, seed, "left", f"L{at}") for at, number in enumerate(range(rows), 1)),
        (_listed(number, seed, "right", f"R{at}") for at, number in enumerate(right, 1)),
    )


def _listed(number: int, seed: int, side: str, identifier: str) -> ListedPerson:
    truth, random = Random(f"sparse-{seed}-{number}"), Random(f"sparse-row-{seed}-{side}-{number}")
    person, father = sounds_of_person(truth), _man(truth)
    born = date(1960, 1, 1) + timedelta(days=truth.randrange(40 * 365))
    country, place, passport = truth.choice(_COUNTRIES), truth.choice(_PLACES), f"X{truth.randrange(10**8):08d}"
    in_arabic = random.random() < (0.3 if side == "left" else 0.5)
    known = country if random.random() < 0.95 else random.choice(_COUNTRIES)
    return ListedPerson(number, (
        identifier,
        _name(person, father, in_arabic, random),
        "",
        _born(born, random),
        known if random.random() < 0.6 else "",
        ("male" if person.is_male else "female") if random.random() < 0.7 else "",
        passport if random.random() < 0.1 else "",
        place[0 if in_arabic else 1] if random.random() < 0.25 else "",
    ))  # fmt: skip


def _man(random: Random) -> Sounds:
    while not (found := sounds_of_person(random)).is_male:
        pass
    return found


def _name(person: Sounds, father: Sounds, in_arabic: bool, random: Random) -> str:
    habit = random.choice(sorted(HABITS))

    def written(sounds: str) -> str:
        return arabic(sounds) if in_arabic else latin(sounds, habit, random)

    parts = [written(person.given), written(person.family)]
    if random.random() < 0.35:
        son = ("بن " if in_arabic else random.choice(("ben ", "bin ", "ibn "))) if random.random() < 0.5 else ""
        parts.insert(1, son + written(father.given))
    if random.random() < 0.1:
        parts = [parts[-1], *parts[:-1]]
    name = " ".join(parts)
    return slip(name, random) if random.random() < 0.15 else name


def _born(born: date, random: Random) -> str:
    chance = random.random()
    if chance < 0.25:
        return ""
    if chance < 0.45:
        return f"{born:%Y}"
    if chance < 0.50:
        return f"{born:%Y}-01-01"
    if chance < 0.54:
        return f"{born.replace(year=born.year + random.choice((-1, 1)), day=min(born.day, 28)):%Y-%m-%d}"
    return f"{born:%Y-%m-%d}"
