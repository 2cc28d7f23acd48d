"""How alike two spellings of a name are, and why. A likeness proposes an identity; it never decides one."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jisr.core.identity.names.calibration import chances, kind_of
from jisr.core.identity.names.kernel import shipped_kernel
from jisr.core.identity.names.letters import BEGIN, END, Script, readable
from jisr.core.identity.names.model import shipped_model
from jisr.core.identity.names.packing import pack_all, pack_parts
from jisr.core.identity.names.structure import Part, Role, written_parts


@dataclass(frozen=True, slots=True)
class LetterMatch:
    """Letters that stand for each other in two parts. weight: above 0 it speaks for one name, below against it."""

    first: str
    second: str
    weight: float


@dataclass(frozen=True, slots=True)
class TokenMatch:
    """Parts taken as the same.

    Attributes:
        first, second: as written, particle included.
        score: 0..1, higher is more alike.
        letters: how the one becomes the other; () where two parts were written as one.
    """

    first: str
    second: str
    score: float
    letters: tuple[LetterMatch, ...] = ()


@dataclass(frozen=True, slots=True)
class NameExplanation:
    """Why two names score as they do.

    Attributes:
        score: 0..1, higher is more alike.
        matches: parts taken together, in the first name's order.
        only_first: parts of the first name without a counterpart.
        only_second: parts of the second name without a counterpart.
    """

    score: float
    matches: tuple[TokenMatch, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


def score_names(first: str, second: str) -> float:
    """Likeness of two names in any of the scripts: 0..1, higher is more alike, the same both ways round.

    1 for the same letters, 0 where a side holds no letter or digit.
    What the figure means: docs/explanation/name-scores.md.
    """
    return float(score_pairs([(first, second)])[0])


def score_pairs(pairs: Iterable[tuple[str, str]]) -> NDArray[np.float64]:
    """`score_names` of many pairs at once, (pairs,); some twenty times faster a pair."""
    held = list(pairs)
    return score_packed(*pack_all(first for first, _ in held), *pack_all(second for _, second in held))


def score_packed(
    firsts: bytes, first_at: NDArray[np.int64], seconds: bytes, second_at: NDArray[np.int64]
) -> NDArray[np.float64]:
    """`score_pairs` of names in their packed form (packing.py), each at its offset: for lists whose names are packed
    once and compared often. The kernel trusts what it is given.
    """
    odds, _ = shipped_kernel().score_pairs(firsts, first_at, seconds, second_at)
    scripts = _scripts(firsts, first_at) * len(Script) + _scripts(seconds, second_at)
    return calibrated(odds, scripts)


def calibrated(odds: NDArray[np.float32], scripts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Scores of log-odds; scripts: first script times the number of scripts, plus the second."""
    maps = shipped_model().calibration
    scores = np.zeros(len(odds))
    for code in np.unique(scripts):
        at = scripts == code
        first, second = divmod(int(code), len(Script))
        scores[at] = chances(odds[at], kind_of(Script(first), Script(second)), maps)
    return scores


def scripts_of(query: bytes, packed: bytes, at: NDArray[np.int64]) -> NDArray[np.int64]:
    """What `calibrated` goes by, for one packed name and the packed names at these offsets."""
    first = _scripts(query, np.zeros(1, dtype=np.int64))
    return first * len(Script) + _scripts(packed, at)


def _scripts(packed: bytes, at: NDArray[np.int64]) -> NDArray[np.int64]:
    """The script of each name, by the last letter of its first part."""
    held = np.frombuffer(packed, dtype=np.uint8)
    is_named = held[at] > 0
    first = np.where(is_named, at, 0)
    # count, role, three lengths, letters
    lengths = [held[np.minimum(first + place, len(held) - 1)].astype(np.int64) for place in (2, 3, 4)]
    last = held[np.minimum(first + 4 + sum(lengths), len(held) - 1)]
    found = np.where(last >= 0xC0, int(Script.CYRILLIC), np.where(last >= 0x80, int(Script.ARABIC), int(Script.LATIN)))
    return np.where(is_named, found, int(Script.LATIN)).astype(np.int64)


def explain_names(first: str, second: str) -> NameExplanation:
    """The score of `score_names` with the parts that agree, letter by letter, and those that stand alone."""
    left, right = written_parts(first), written_parts(second)
    packed = [pack_parts(tuple(part for part, _ in side)) for side in (left, right)]
    pairing = shipped_kernel().pairing(packed[0], packed[1])
    matches, used = [], (set[int](), set[int]())
    for a, many_a, b, many_b, odds in sorted(pairing):
        if odds < 0:
            continue
        used[0].update(range(a, a + many_a))
        used[1].update(range(b, b + many_b))
        spelled = [" ".join(w for _, w in left[a : a + many_a]), " ".join(w for _, w in right[b : b + many_b])]
        letters = _letters(left[a][0], right[b][0]) if many_a == many_b == 1 else ()
        matches.append(TokenMatch(spelled[0], spelled[1], round(float(1 / (1 + np.exp(-odds))), 4), letters))
    return NameExplanation(
        round(score_names(first, second), 4),
        tuple(matches),
        tuple(word for at, (_, word) in enumerate(left) if at not in used[0]),
        tuple(word for at, (_, word) in enumerate(right) if at not in used[1]),
    )


def _letters(first: Part, second: Part) -> tuple[LetterMatch, ...]:
    """How one part's letters become the other's: of the ways of writing them that the kernel tries, the best."""
    if Role.INITIAL in first.role | second.role:
        return ()
    ways = [(first.text, second.text), (first.prefix + first.text, second.prefix + second.text)]
    if bool(first.son) != bool(second.son):
        ways.append((first.son + first.prefix + first.text, second.son + second.prefix + second.text))
    return max((_edits(a, b) for a, b in dict.fromkeys(ways)), key=lambda edits: sum(e.weight for e in edits))


def _edits(a: str, b: str) -> tuple[LetterMatch, ...]:
    edged_a, edged_b = BEGIN + a + END, BEGIN + b + END
    found, i, j = [], 0, 0
    for u, v, weight in shipped_kernel().edits(a.encode("latin-1"), b.encode("latin-1")):
        mine, theirs = edged_a[i : i + u].strip(BEGIN + END), edged_b[j : j + v].strip(BEGIN + END)
        if mine or theirs:
            found.append(LetterMatch(readable(mine), readable(theirs), round(weight, 2)))
        i, j = i + u, j + v
    return tuple(found)
