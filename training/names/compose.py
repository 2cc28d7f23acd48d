"""Whole names made of attested parts, in pairs that are one name and pairs that are not.

There is no open set of pairs of whole names that may be trained on, so they are composed: parts drawn by how common
they are, rendered twice by the habits of writers (particles, articles, order, parts left out or added, initials,
slips), and for the pairs that are not one name with parts exchanged for near or chance ones.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jisr.core.identity.names.letters import Script, letters, readable, script_of
from names.corpus import Corpus
from names.negatives import Neighbours, linked

_SON = {
    Script.LATIN: ("bin", "ben", "ibn", "bin", "ould", "bint"), Script.ARABIC: ("بن", "ابن", "بن", "بن", "ولد", "بنت"),
    Script.CYRILLIC: ("бин", "ибн"),
}  # fmt: skip
_FATHER = {Script.LATIN: ("Abu", "Abou", "Abo"), Script.ARABIC: ("أبو", "ابو", "أبي"), Script.CYRILLIC: ("Абу",)}
_ARTICLE = {Script.LATIN: ("al-", "el-", "al ", "el ", "Al-", "El ", "al", "el"), Script.ARABIC: ("ال",),
            Script.CYRILLIC: ("аль-", "эль-")}  # fmt: skip
_SERVANT = {
    Script.LATIN: ("Abdul ", "Abdel", "Abd al-", "Abdul", "Abd el-", "Abdel ", "Abdul-", "Abd Al-", "Abdoul "),
    Script.ARABIC: ("عبد ال", "عبدال"), Script.CYRILLIC: ("Абдул ", "Абд аль-", "Абдул"),
}  # fmt: skip
_SUN = "tdrsznl"
# How many parts a name has, from one to six.
_PARTS_ARAB = [0.04, 0.32, 0.28, 0.19, 0.10, 0.07]
_PARTS = [0.05, 0.57, 0.26, 0.08, 0.03, 0.01]


@dataclass(frozen=True)
class Slot:
    """One part of an invented person's name: which concept, and what stands before it."""

    concept: int
    before: str = ""
    """"", son, father, article, servant"""


class Composer:
    """Draws names. seed: the same seed gives the same pairs."""

    def __init__(self, corpus: Corpus, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self._is_arab = False
        self._spellings = _concepts(corpus)
        self._weights = [_sampling_weights(corpus, c) for c in self._spellings]
        counts = np.array(
            [max(corpus.counts[s] for ss in c.values() for s in ss) for c in self._spellings], dtype=float
        )
        self._share = counts**0.8
        # Foreign names outnumber Arab ones in the sources; in the field it is the other way round.
        arab = np.array([_is_arab(c) for c in self._spellings])
        self._share[arab] *= 0.5 * self._share[~arab].sum() / self._share[arab].sum()
        self._arab = arab
        self._links = linked(list(corpus.pairs))
        self._counts = corpus.counts
        self._pools = {
            kind: self._pool(kind)
            for kind in ((Script.LATIN, Script.LATIN), (Script.LATIN, Script.ARABIC), (Script.ARABIC, Script.ARABIC),
                         (Script.LATIN, Script.CYRILLIC), (Script.CYRILLIC, Script.CYRILLIC),
                         (Script.ARABIC, Script.CYRILLIC))
        }  # fmt: skip
        self._arab_pools = {kind: self._pool(kind, only_arab=True) for kind in self._pools}
        by_word: dict[str, int] = {}
        for at, scripts in enumerate(self._spellings):
            for words in scripts.values():
                for word in words:
                    by_word.setdefault(word, at)
        self._concept_of = by_word
        self._near = Neighbours([w for w in by_word if script_of(w) is Script.LATIN])

    def _pool(self, kind: tuple[Script, Script], only_arab: bool = False) -> tuple[np.ndarray, np.ndarray]:
        first, second = kind
        held = [
            at for at, scripts in enumerate(self._spellings)
            if (self._arab[at] or not only_arab)
            and scripts.get(first)
            and scripts.get(second)
            and (first is not second or first is not Script.LATIN or len(scripts[first]) > 1)
        ]  # fmt: skip
        share = np.cumsum(self._share[held])
        return np.array(held), share / share[-1]

    def _draw(self, kind: tuple[Script, Script]) -> int:
        held, share = (self._arab_pools if self._is_arab else self._pools)[kind]
        return int(held[np.searchsorted(share, self._rng.random())])

    def family(self, kind: tuple[Script, Script], strangers: int) -> tuple[str, str, list[tuple[str, str]]]:
        """One person's name as two writers give it, and as many pairs of one of these with another person's name."""
        slots = self._person(kind)
        other = self._vary(slots, kind)
        if self._rng.random() < 0.5:
            slots, other = other, slots
        spelled: dict[int, str] = {}
        left, right = self._render(slots, kind[0], spelled), self._render(other, kind[1], spelled)
        pairs = []
        for at in range(strangers):
            if at % 2:
                pairs.append((left, self._render(self._differ(slots, kind), kind[1], spelled)))
            else:
                pairs.append((self._render(self._differ(other, kind), kind[0], spelled), right))
        return left, right, pairs

    def _person(self, kind: tuple[Script, Script]) -> list[Slot]:
        rng = self._rng
        self._is_arab = is_arab = bool(rng.random() < (0.65 if Script.ARABIC in kind else 0.45))
        n = int(rng.choice([1, 2, 3, 4, 5, 6], p=_PARTS_ARAB if is_arab else _PARTS))
        return self._fill(n, kind)

    def _fill(self, n: int, kind: tuple[Script, Script]) -> list[Slot]:
        rng = self._rng
        slots = []
        for at in range(n):
            before = ""
            if self._is_arab:
                chance = rng.random()
                if at and chance < 0.15:
                    before = "son"
                elif at == n - 1 and chance < 0.50:
                    before = "article"
                elif chance < 0.05:
                    before = "father"
                elif chance > 0.93:
                    before = "servant"
            slots.append(Slot(self._draw(kind), before))
        return slots

    def _vary(self, slots: list[Slot], kind: tuple[Script, Script]) -> list[Slot]:
        """The same person as another writer gives the name."""
        rng = self._rng
        out = list(slots)
        if len(out) > 2 and rng.random() < 0.45:
            kept = int(rng.integers(2, len(out)))
            # The given name and the last one are left out least.
            weight = np.array([2.5, *[1.0] * (len(out) - 2), 2.0])
            at = rng.choice(len(out), kept, replace=False, p=weight / weight.sum())
            out = [out[i] for i in sorted(at)]
        elif len(out) == 2 and rng.random() < 0.03:
            del out[int(rng.integers(0, 2))]
        if rng.random() < 0.12:
            out.insert(
                int(rng.integers(1, len(out) + 1)), Slot(self._draw(kind), rng.choice(["", "", "son", "article"]))
            )
        if len(out) > 2 and rng.random() < 0.08:
            at = int(rng.integers(0, len(out)))
            out[at] = Slot(self._draw(kind), out[at].before)
        return [self._loosen(slot) for slot in self._turn(out)]

    def _turn(self, slots: list[Slot]) -> list[Slot]:
        rng = self._rng
        if len(slots) < 2 or rng.random() > 0.12:
            return slots
        turn = int(rng.integers(1, len(slots)))
        return slots[turn:] + slots[:turn] if rng.random() < 0.8 else [slots[i] for i in rng.permutation(len(slots))]

    def _loosen(self, slot: Slot) -> Slot:
        drop = {"son": 0.25, "article": 0.3, "father": 0.02, "servant": 0.0}.get(slot.before, 0.0)
        return Slot(slot.concept) if self._rng.random() < drop else slot

    def _differ(self, slots: list[Slot], kind: tuple[Script, Script]) -> list[Slot]:
        """Another person, whose name is near or shares parts."""
        rng = self._rng
        chance = rng.random()
        out = list(slots)
        if chance < 0.36 or len(out) == 1:
            at = int(rng.integers(0, len(out)))
            out[at] = self._neighbour(out[at], kind) if chance < 0.30 else Slot(self._draw(kind), out[at].before)
            if rng.random() < 0.25:
                out = [s for i, s in enumerate(out) if i == at or rng.random() < 0.6] or out
        elif chance < 0.41 and any(s.before == "son" for s in out):
            # Father and son exchanged.
            order = rng.permutation(len(out))
            out = [Slot(out[i].concept, s.before) for i, s in zip(order, out, strict=True)]
            if [s.concept for s in out] != [s.concept for s in slots]:
                return out
        elif chance < 0.93:
            out = self._stranger(slots, kind)
        else:
            out = self._fill(len(slots), kind)
        if sorted(s.concept for s in out) == sorted(s.concept for s in slots):
            out[-1] = self._neighbour(out[-1], kind)
        return [self._loosen(slot) for slot in self._turn(out)]

    def _stranger(self, slots: list[Slot], kind: tuple[Script, Script]) -> list[Slot]:
        """Somebody with a name of another length who shares parts, common ones above all, or parts that sound alike."""
        rng = self._rng
        common = self._share[[s.concept for s in slots]]
        shared = min(int(rng.choice([1, 2, 3], p=[0.7, 0.25, 0.05])), len(slots))
        at = rng.choice(len(slots), shared, replace=False, p=(common + 1e-9) / (common + 1e-9).sum())
        length = int(rng.choice([1, 2, 3, 4, 5, 6], p=_PARTS_ARAB if self._is_arab else _PARTS))
        # A name whose parts all stand in a longer one is a stranger's where they are one, or common ones.
        length = max(length, shared + int(rng.random() < (0.5 if shared == 1 else 0.8)))
        # A name of one part is borne by many.
        out = self._fill(0 if rng.random() < 0.06 else length - shared, kind)
        for i in at:
            slot = slots[i] if rng.random() < 0.75 else self._neighbour(slots[i], kind)
            out.insert(int(rng.integers(0, len(out) + 1)), slot)
        return out

    def _neighbour(self, slot: Slot, kind: tuple[Script, Script]) -> Slot:
        """A concept that sounds like this one and shares no spelling with it."""
        rng = self._rng
        own = self._spellings[slot.concept]
        spoken = [w for words in own.values() for w in words]
        latin = own.get(Script.LATIN) or spoken
        for at in self._near.near(latin[int(rng.integers(len(latin)))], rng, 12):
            word = self._near.words[at]
            concept = self._concept_of[word]
            there = self._spellings[concept]
            if concept == slot.concept or not (there.get(kind[0]) and there.get(kind[1])):
                continue
            if any(
                other in spoken or not self._links[other].isdisjoint(spoken)
                for words in there.values()
                for other in words
            ):
                continue
            return Slot(concept, slot.before)
        return Slot(self._draw(kind), slot.before)

    def _render(self, slots: Sequence[Slot], script: Script, habit: dict[int, str]) -> str:
        """habit: how these concepts were spelled before; writers mostly spell a part as others do."""
        rng = self._rng
        words = []
        for at, slot in enumerate(slots):
            spelled = self._spellings[slot.concept]
            if spelled.get(script):
                weights = self._weights[slot.concept][script]
                chosen = spelled[script][int(np.searchsorted(weights, rng.random()))]
                before = habit.get(slot.concept)
                if before and script_of(before) is script and rng.random() < 0.65:
                    chosen = before
                habit[slot.concept] = chosen
                word = readable(chosen)
            else:
                word = readable(next(w for words_ in spelled.values() for w in words_))
            word = self._slip(word)
            if len(slots) > 1 and len(word) > 2 and script is not Script.ARABIC and rng.random() < 0.015:
                word = word[0] + ("." if rng.random() < 0.7 else "")
            words.append(self._dress(word, slot.before, script, at))
        if len(words) > 1 and rng.random() < 0.03:
            at = int(rng.integers(0, len(words) - 1))
            words[at : at + 2] = [words[at] + words[at + 1].replace(" ", "").replace("-", "")]
        name = " ".join(words)
        style = rng.random()
        return name.upper() if style < 0.25 else name.title() if style < 0.8 else name

    def _dress(self, word: str, before: str, script: Script, at: int) -> str:
        rng = self._rng

        def one(choices: Sequence[str]) -> str:
            return choices[int(rng.integers(len(choices)))]

        if not before:
            return word
        if before == "article" or before == "servant":
            if script is Script.LATIN and word[0] in _SUN and rng.random() < 0.2:
                return f"{'Abd' if before == 'servant' else ''}{one('aeu')}{word[0]}{one(['-', '', ' '])}{word}"
            return one((_ARTICLE if before == "article" else _SERVANT)[script]) + word
        particle = one((_SON if before == "son" else _FATHER)[script])
        joined = 0.12 if script is Script.LATIN else 0.0
        return (
            particle + ("" if rng.random() < joined else one([" ", " ", "-"]) if script is Script.LATIN else " ") + word
        )

    def _slip(self, word: str) -> str:
        rng = self._rng
        if len(word) < 5 or rng.random() > 0.03:
            return word
        at = int(rng.integers(1, len(word) - 1))
        kind = rng.random()
        if kind < 0.3:
            return word[:at] + word[at + 1 :]
        if kind < 0.6:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        other = word[int(rng.integers(len(word)))]
        return word[:at] + other + word[at + (kind < 0.8) :]


_ARAB_LETTERS = frozenset(letters("حعصضطظثذءؤئ"))


def _is_arab(scripts: dict[Script, list[str]]) -> bool:
    """Whether some Arabic spelling has a letter that names from elsewhere are hardly written with."""
    return any(not _ARAB_LETTERS.isdisjoint(word) for word in scripts.get(Script.ARABIC, ()))


def _concepts(corpus: Corpus) -> list[dict[Script, list[str]]]:
    groups = [list(group) for group in corpus.groups]
    by_other: dict[str, list[str]] = defaultdict(list)
    for (a, b), count in corpus.pairs.items():
        if script_of(a) is not script_of(b) and count >= 1:
            by_other[b].append(a)
    # Spellings of one Arabic or Cyrillic part, as far as they were not grouped by the source.
    grouped = {word for group in groups for word in group}
    groups += [[other, *lefts] for other, lefts in by_other.items() if other not in grouped and len(lefts) <= 6]
    found = []
    for group in groups:
        scripts: dict[Script, list[str]] = defaultdict(list)
        for word in group:
            scripts[script_of(word)].append(word)
        found.append(dict(scripts))
    return found


def _sampling_weights(corpus: Corpus, scripts: dict[Script, list[str]]) -> dict[Script, np.ndarray]:
    weights = {}
    for script, words in scripts.items():
        share = np.sqrt([corpus.counts[w] for w in words])
        weights[script] = np.cumsum(share / share.sum())
        weights[script][-1] = 1.0
    return weights
