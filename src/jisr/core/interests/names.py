"""Names of interests found in running text and among extracted names, across scripts.

Text and names become streams of consonant skeletons; where a name's stream occurs, the words that stand there are
compared by the full score of `jisr.core.identity`.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import ahocorasick

from jisr.core.identity import NameIndex, score_names
from jisr.core.identity.folding import fold
from jisr.core.identity.names.keys import stem
from jisr.core.identity.names.structure import Part, parts_of

# Likeness from which a name counts as met; a proposal to a person, never an identification. Every text meets every
# interest, so it asks for more than a proposal of identity does: 2 to 3 in 100 of the most misleading pairs reach it.
NAME_THRESHOLD = 0.85
_NEAREST = 20
_WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
# What running text joins before a name: French elision, and Arabic "and", "to", "by" before a particle.
_JOINED_BEFORE = re.compile(r"(?:[dln]|qu)['’](?=[A-ZÀ-Þ])|[وفبلك](?=(?:عبد|بن|أبو|ابو|أبي)\Z)")


@lru_cache(maxsize=65536)
def _as_part(words: str) -> Part | None:
    """Words as one part of a name; None for particles, which stand before another word, and for what is more parts."""
    parts = parts_of(f"{words} x")
    return parts[0] if len(parts) == 2 else None


@lru_cache(maxsize=65536)
def _is_particle(word: str) -> bool:
    parts = parts_of(f"{word} x")
    return len(parts) == 1 and bool(parts[0].prefix or parts[0].son)


def _name_parts(text: str) -> list[tuple[int, int, Part]]:
    """(start, end, part) of every word that may be part of a name; a particle right before it belongs to it."""
    parts: list[tuple[int, int, Part]] = []
    before, before_start = "", 0
    for found in _WORD.finditer(text):
        joined = _JOINED_BEFORE.match(found.group())
        begin = found.start() + (joined.end() if joined else 0)
        word = text[begin : found.end()]
        if _is_particle(word):
            before, before_start = (f"{before} {word}", before_start) if before else (word, begin)
        elif part := _as_part(f"{before} {word}" if before else word):
            start = before_start if before else begin
            # "Nour" and "Eddine" are one part.
            if parts and (compound := _as_part(text[parts[-1][0] : found.end()])):
                start, part = parts.pop()[0], compound
            parts.append((start, found.end(), part))
            before = ""
    return parts


class NameFinder:
    """Names, each with a number of the caller's."""

    def __init__(self) -> None:
        self._numbers: list[int] = []
        self._names: list[str] = []
        self._index = NameIndex.build(())
        self._streams: dict[str, list[int]] = {}
        self._automaton: ahocorasick.Automaton | None = None

    def add(self, name: str, number: int) -> None:
        """Look for this name from now on."""
        position = self._index.add(name)
        self._numbers.append(number)
        self._names.append(name)
        parts = [stem(part) for part in parts_of(name)]
        # Family names stand first or last.
        orders = {tuple(parts), tuple(parts[1:] + parts[:1]), tuple(parts[-1:] + parts[:-1])} if parts else set()
        for order in orders:
            self._streams.setdefault(f" {' '.join(order)} ", []).append(position)
        self._automaton = None

    def among(self, names: Iterable[str]) -> Iterator[tuple[int, str, str, float]]:
        """(number, name asked for, name found, score) for each extracted name that is like one asked for."""
        for name in names:
            for position, score in self._index.search(name, _NEAREST) if self._names else ():
                if score >= NAME_THRESHOLD:
                    yield self._numbers[position], self._names[position], name, score

    def inside(self, text: str) -> Iterator[tuple[int, str, str, float]]:
        """(number, name asked for, words found, score) for each place of the text that reads like one asked for."""
        if not self._streams:
            return
        kept = _name_parts(text)
        stream, starts = " ", {}
        for ordinal, (_, _, part) in enumerate(kept):
            starts[len(stream) - 1] = ordinal
            stream += stem(part) + " "
        for end, key in self._compiled().iter(stream):
            first = starts[end - len(key) + 1]
            last = first + key.count(" ") - 2
            span = text[kept[first][0] : kept[last][1]]
            for position in self._streams[key]:
                score = _likeness(self._names[position], span)
                if score >= NAME_THRESHOLD:
                    yield self._numbers[position], self._names[position], span, score

    def _compiled(self) -> ahocorasick.Automaton:
        if self._automaton is None:
            self._automaton = ahocorasick.Automaton()
            for key in self._streams:
                self._automaton.add_word(key, key)
            self._automaton.make_automaton()
        return self._automaton


def _likeness(name: str, span: str) -> float:
    if len(parts_of(name)) > 1:
        return score_names(name, span)
    # One word alone shares its consonants with too many others: only the same letters count.
    return 1.0 if fold(name) == fold(span) else 0.0
