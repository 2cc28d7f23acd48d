"""Words and phrases of interests found in a text, by one pass over it however many there are.

Text and phrases are folded alike: case, accents, vowel marks and the Arabic article with what is joined before it.
"""

import re
from collections.abc import Iterator

import ahocorasick

from jisr.core.identity.folding import fold

_WORD = re.compile(r"[^\W_]+")
_ARABIC = re.compile("[ء-ي]")
_JOINED_ARTICLE = re.compile(r"^[وف]?(?:[بك]?ال|لل)(?=\w{2})")


def _plain(word: str) -> str:
    return _JOINED_ARTICLE.sub("", word) if _ARABIC.search(word) else word


def _folded(text: str) -> str:
    return " ".join(_plain(word) for word in _WORD.findall(fold(text)))


class PhraseIndex:
    """Phrases, each with a number of the caller's."""

    def __init__(self) -> None:
        self._heads: dict[str, list[tuple[re.Pattern[str], str, int]]] = {}
        self._automaton: ahocorasick.Automaton | None = None

    def add(self, phrase: str, number: int) -> None:
        """Look for this phrase from now on; "*" at the end of a word stands for any ending."""
        words = [_folded(part) + ("*" if starred else "") for part, starred in _parts(phrase)]
        wanted = " " + " ".join(word for word in words if word.strip("*")) + " "
        pattern = re.compile(re.escape(wanted).replace(r"\*", r"[^ ]*"))
        self._heads.setdefault(wanted.split("*", 1)[0], []).append((pattern, phrase, number))
        self._automaton = None

    def find(self, text: str) -> Iterator[tuple[int, str, str]]:
        """(number, phrase, words found) for each phrase that occurs, in the order of the text, repeats included."""
        if not self._heads:
            return
        # One blank around each word; a phrase may end where the next begins.
        stream = f" {_folded(text)} "
        for end, head in self._compiled().iter(stream):
            start = end - len(head) + 1
            for pattern, phrase, number in self._heads[head]:
                if found := pattern.match(stream, start):
                    yield number, phrase, found.group().strip()

    def _compiled(self) -> ahocorasick.Automaton:
        if self._automaton is None:
            self._automaton = ahocorasick.Automaton()
            for head in self._heads:
                self._automaton.add_word(head, head)
            self._automaton.make_automaton()
        return self._automaton


def _parts(phrase: str) -> Iterator[tuple[str, bool]]:
    for part in phrase.split():
        yield part.rstrip("*"), part.endswith("*")
