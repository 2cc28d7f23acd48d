"""Terms to be found in a text, looked up word by word.

A gazetteer is a value: it is built from terms that the caller brings. Terms are compared in folded form; Arabic words
are looked up with and without their clitics.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from jisr.core.extraction.arabic import Reading, readings, without_article
from jisr.core.extraction.text import Token, fold_words

_LONGEST_TERM = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """What a term stands for.

    Attributes:
        kind: what the entry is, in the words of whoever built the gazetteer ("country", "city", "topic"...).
        value: normal form.
        weight: the higher is chosen where one term has several meanings (a city's inhabitants).
        needs_cue: also an ordinary word: found only beside a word that speaks of a place, or after a preposition.
        detail: handed on with the finding.
    """

    kind: str
    value: str
    weight: int = 0
    needs_cue: bool = False
    detail: Mapping[str, object] = field(default_factory=dict, hash=False)


class Match(NamedTuple):
    """Entries found at a token, with the words that carry them."""

    entries: tuple[Entry, ...]
    length: int
    reading: Reading


class Gazetteer:
    """Terms and their entries.

    is_loose: plural endings of Latin words and the article of Arabic words do not count (for vocabulary, not names).
    """

    def __init__(self, *, is_loose: bool = False) -> None:
        self._is_loose = is_loose
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self._longest: dict[str, int] = {}

    @classmethod
    def build(cls, terms: Iterable[tuple[str, Entry]], *, is_loose: bool = False) -> Self:
        """A gazetteer of (term, entry) pairs; one term may have several entries."""
        return cls.build_folded(((fold_words(term), entry) for term, entry in terms), is_loose=is_loose)

    @classmethod
    def build_folded(cls, terms: Iterable[tuple[Sequence[str], Entry]], *, is_loose: bool = False) -> Self:
        """As `build`, for terms that are already divided into folded words."""
        gazetteer = cls(is_loose=is_loose)
        for words, entry in terms:
            gazetteer._add([gazetteer._key(word) for word in words] if is_loose else words, entry)
        return gazetteer

    def __len__(self) -> int:
        return len(self._entries)

    def _add(self, words: Sequence[str], entry: Entry) -> None:
        if not words or len(words) > _LONGEST_TERM:
            return
        key = " ".join(words)
        known = self._entries.get(key)
        if known is None:
            self._entries[key] = (entry,)
        elif entry not in known:
            self._entries[key] = tuple(sorted((*known, entry), key=lambda one: -one.weight))
        self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def _key(self, word: str) -> str:
        if not self._is_loose:
            return word
        if word.isascii():
            return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
        return without_article(word)

    def look_up(self, term: str) -> tuple[Entry, ...]:
        """Entries of a term written out, heaviest first; () when there is none."""
        return self._entries.get(" ".join(self._key(word) for word in fold_words(term)), ())

    def match(self, tokens: Sequence[Token], position: int) -> Match | None:
        """The longest term that begins at a token; between equals the one with fewer clitics taken off."""
        token = tokens[position]
        plain = Reading(token.folded, 0, False, False)
        best: Match | None = None
        for reading in readings(token.folded) if token.is_arabic else (plain,):
            first = self._key(reading.stem)
            longest = self._longest.get(first, 0)
            if longest and (best is None or longest > best.length):
                found = self._match_from(first, tokens, position, longest)
                if found and (best is None or found[1] > best.length):
                    best = Match(found[0], found[1], reading)
        return best

    def _match_from(
        self, first: str, tokens: Sequence[Token], position: int, longest: int
    ) -> tuple[tuple[Entry, ...], int] | None:
        words = [first]
        while len(words) < longest and position + len(words) < len(tokens) and tokens[position + len(words)].joined:
            words.append(self._key(tokens[position + len(words)].folded))
        for length in range(len(words), 0, -1):
            entries = self._entries.get(" ".join(words[:length]))
            if entries:
                return entries, length
        return None
