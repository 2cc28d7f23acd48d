"""Figures of scoring pairs: by slice and by group, beside every peer; false matches on common names; speed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from jisr.bench.figures import Figure, Report
from jisr.bench.names.development import Pairs
from jisr.bench.names.measures import Scores, Truth, auc, false_positive_rate, interval, recall_at_precision
from jisr.bench.names.processes import PEERS, run_own, run_peer
from jisr.core.identity.names.calibration import kind_of
from jisr.core.identity.names.letters import letters, script_of

OWN: Final = "jisr"
#: A group of fewer pairs of one kind than this says nothing.
_LEAST: Final = 40
_SCORES: Final = (0.9, 0.5)


class InventedName(Protocol):
    """What an exercise's generator of names yields."""

    @property
    def identity(self) -> int: ...
    @property
    def given(self) -> str: ...
    @property
    def family(self) -> str: ...
    def written(self, habit: str, random: Random, /) -> str: ...


@dataclass(frozen=True)
class Generator:
    """How names are made up: so many by a seed, the habits of spelling, the sounds of the most common parts."""

    names: Callable[[int, int], Iterable[InventedName]]
    habits: tuple[str, ...]
    common: frozenset[str]


@dataclass
class Scored:
    """Pairs with the scores of Jisr and of every peer that could be run; seconds by scorer."""

    pairs: Pairs
    scores: dict[str, Scores] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)


def score(pairs: Pairs, peers: Iterable[str] = tuple(PEERS)) -> Scored:
    """Every scorer on the same pairs, each in a fresh process."""
    scored = Scored(pairs)
    given = {"pairs": pairs.names}
    answers = {OWN: (run_own("pairs", given), "")} | {name: run_peer(name, given) for name in peers}
    for name, (answer, reason) in answers.items():
        if answer is None:
            scored.missing[name] = reason
            continue
        scored.scores[name] = np.array(answer["scores"], dtype=np.float64)
        scored.seconds[name] = answer["seconds"]
    return scored


def add_slices(report: Report, scored: Scored) -> None:
    """AUC and recall at 99 % precision of every slice, Jisr's beside the best peer, and each peer's alone."""
    slices = np.array(scored.pairs.slices)
    for name in sorted(set(scored.pairs.slices)):
        _add_group(report, f"names.{name}", scored, slices == name)


def add_speed(report: Report, scored: Scored) -> None:
    """Pairs a second of every scorer, one core, cold caches."""
    count = len(scored.pairs.names)
    rates = {name: count / seconds for name, seconds in scored.seconds.items()}
    peer = "logic-v2" if "logic-v2" in rates else ""
    report.add(
        Figure(
            "names.pairs_per_second",
            round(rates[OWN], 1),
            "1/s",
            PEERS.get(peer, ""),
            rates.get(peer),
            note=f"one batch call of {count:,} pairs, one core, cold caches. "
            + "; ".join(f"{PEERS[name]} not measured: {reason}" for name, reason in scored.missing.items()),
        )
    )
    for name, rate in rates.items():
        if name != OWN:
            report.add(Figure(f"names.{name}.pairs_per_second", round(rate, 1), "1/s", note="one pair a call"))


def add_fairness(report: Report, scored: Scored, frequency: NDArray[np.float64]) -> None:
    """The same figures by script and by how common the most common part of a name is (thirds)."""
    kinds = np.array([_kind(a, b) for a, b in scored.pairs.names])
    for kind in sorted(set(kinds)):
        _add_group(report, f"names.by_script.{kind}", scored, kinds == kind, with_false=True)
    bounds = np.quantile(frequency, (1 / 3, 2 / 3))
    third = np.digitize(frequency, bounds)
    for at, word in enumerate(("rare", "middling", "common")):
        _add_group(report, f"names.by_frequency.{word}", scored, third == at, with_false=True)


def add_habits(report: Report, generator: Generator, pairs_each: int) -> None:
    """Every figure by romanisation habit, Arabic against each, strangers sharing a name; the hundred most common."""
    random = Random("habits")
    people = list(generator.names(4 * pairs_each, 71))
    relatives = _Bearers(people)
    slices, truth, names = [], [], []
    for habit in generator.habits:
        if habit == "arabic":
            continue
        for at in range(pairs_each):
            person = people[at]
            other = relatives.near(person, random)
            slices += [habit, habit]
            truth += [True, person.identity == other.identity]
            written = person.written("arabic", random)
            names += [(written, person.written(habit, random)), (written, other.written(habit, random))]
    # Hard ones: two persons who share the given or the family name, and the hundred most common ones apart.
    for a, b in _sharing(relatives, generator.common, random):
        habits = random.choices(generator.habits, k=2)
        slices.append("common")
        truth.append(a.identity == b.identity)
        names.append((a.written(habits[0], random), b.written(habits[1], random)))
    held = Pairs(slices, np.array(truth), names)
    scored = score(held, ("logic-v2",))
    groups = np.array(slices)
    for habit in generator.habits:
        if habit != "arabic":
            _add_group(report, f"names.by_romanisation.{habit}", scored, groups == habit, with_false=True)
    _add_false(report, "names.common_hundred", scored, groups == "common", "share one of the 100 most common names")


def add_common(report: Report, scored: Scored, common: Truth) -> None:
    """False matches among labelled pairs that bear one of the hundred most common names on both sides."""
    _add_false(report, "names.common_hundred_labelled", scored, common, "both bear one of the 100 most common parts")


class _Bearers:
    """Persons by given and by family name."""

    def __init__(self, people: list[InventedName]) -> None:
        self.by_part: dict[str, list[InventedName]] = {}
        for person in people:
            for part in {person.given, person.family}:
                self.by_part.setdefault(part, []).append(person)

    def near(self, person: InventedName, random: Random) -> InventedName:
        """Somebody of another name, with the same given or family name where there is one: the hard case."""
        bearers = [b for part in (person.family, person.given) for b in self.by_part[part][:50]]
        others = [b for b in bearers if b.identity != person.identity]
        return random.choice(others) if others else next(b for b in self._all() if b.identity != person.identity)

    def _all(self) -> Iterable[InventedName]:
        return (person for bearers in self.by_part.values() for person in bearers)


def _sharing(bearers: _Bearers, common: frozenset[str], random: Random) -> list[tuple[InventedName, InventedName]]:
    found = []
    for part in sorted(common & bearers.by_part.keys()):
        held = bearers.by_part[part]
        for _ in range(min(80, len(held) // 2)):
            a, b = random.sample(held, 2)
            if a.identity != b.identity:
                found.append((a, b))
    return found


def _kind(first: str, second: str) -> str:
    a, b = (script_of(letters(name).replace(" ", "")) for name in (first, second))
    return kind_of(a, b)


def _add_group(report: Report, name: str, scored: Scored, chosen: Truth, *, with_false: bool = False) -> None:
    truth = scored.pairs.truth[chosen]
    if min(truth.sum(), (~truth).sum()) < _LEAST:
        return
    note = f"{truth.sum():,} of one name, {(~truth).sum():,} of two"
    for short, measure in (("auc", auc), ("recall_at_99", recall_at_precision)):
        values = {who: measure(scores[chosen], truth) for who, scores in scored.scores.items()}
        peers = {who: value for who, value in values.items() if who != OWN}
        best = max(peers, key=peers.__getitem__) if peers else ""
        low, high = interval(measure, scored.scores[OWN][chosen], truth)
        peer_value = round(peers[best], 4) if best else None
        report.add(
            Figure(
                f"{name}.{short}",
                round(values[OWN], 4),
                "",
                PEERS.get(best, ""),
                peer_value,
                note=note,
                low=round(low, 4),
                high=round(high, 4),
            )
        )
        for who in peers if not with_false else ():
            low, high = interval(measure, scored.scores[who][chosen], truth)
            report.add(
                Figure(f"{name}.{short}.{who}", round(peers[who], 4), "", low=round(low, 4), high=round(high, 4))
            )
    if with_false:
        _add_false(report, name, scored, chosen, note)


def _add_false(report: Report, name: str, scored: Scored, chosen: Truth, note: str) -> None:
    truth, scores = scored.pairs.truth[chosen], scored.scores[OWN][chosen]
    if not (~truth).sum():
        return
    for threshold in _SCORES:

        def measure(given: Scores, labels: Truth, threshold: float = threshold) -> float:
            return false_positive_rate(given, labels, threshold)

        low, high = interval(measure, scores, truth)
        figure = f"{name}.false_positive_rate_at_{threshold:.2f}".replace("0.", "")
        value = round(measure(scores, truth), 5)
        text = f"{(~truth).sum():,} pairs of two names; {note}"
        report.add(Figure(figure, value, "", note=text, low=round(low, 5), high=round(high, 5)))


def commonness(
    names: Iterable[tuple[str, str]], counts: Mapping[str, int], keys: Callable[[str], list[str]]
) -> NDArray[np.float64]:
    """For each pair how often its most common part on either side is borne in the gallery."""
    held = [max((counts.get(key, 0) for name in pair for key in keys(name)), default=0) for pair in names]
    return np.array(held, dtype=np.float64)
