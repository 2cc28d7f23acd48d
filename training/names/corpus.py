"""Open pairs of spellings, read into pairs of name parts in the comparable alphabet.

Sources (licences and attribution: src/jisr/core/identity/names/MODEL_CARD.md):
    wikidata_arabic_tokens.tsv, wikidata_russian_tokens.tsv: Wikidata, CC0.
    google_ar2en.tsv: google/transliteration, Apache-2.0.
    persons.txt: name items of Wikidata as packaged by rigour 1.3.2, MIT (data CC0); one name a line with its spellings.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from jisr.core.identity.names.keys import consonants
from jisr.core.identity.names.letters import Script, script_of
from jisr.core.identity.names.structure import Part, parts_of

#: A spelling shared by more names than this says nothing.
_MOST_SPELLINGS = 40


@dataclass
class Corpus:
    """What training reads.

    Attributes:
        pairs: (part, part) of one name, first script <= second, with how often they were seen.
        groups: spellings of one name, parts of any script.
        counts: how often each part was seen.
    """

    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    groups: list[tuple[str, ...]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def read_corpus(folder: Path, persons: Path | None) -> Corpus:
    """All sources; persons may be absent."""
    corpus = Corpus()
    # A pair of the token files was written by one who read the one and wrote the other; groups are looser.
    by_second: dict[str, Counter[str]] = defaultdict(Counter)
    for first, second, count in _token_files(folder):
        left, right = _single(first), _single(second)
        if left and right:
            corpus.counts[left] += count
            corpus.counts[right] += count
            corpus.pairs[_ordered(left, right)] += count
            by_second[right][left] += count
    # Latin spellings that share a Cyrillic one; Arabic leaves vowels out, so that sharing it says less.
    for right, lefts in by_second.items():
        if script_of(right) is Script.CYRILLIC and 1 < len(lefts) <= 8:
            for a, b in combinations(sorted(lefts), 2):
                corpus.pairs[_ordered(a, b)] += 1
    if persons:
        for spellings in _person_groups(persons):
            corpus.groups.append(spellings)
            corpus.counts.update(spellings)
            for a, b in combinations(spellings, 2):
                if _is_transliteration(a, b):
                    corpus.pairs[_ordered(a, b)] += 1
    return corpus


def _is_transliteration(a: str, b: str) -> bool:
    """Whether the two may be writings of one sound: the source also groups translations, as Alexander and Iskandar."""
    return Script.ARABIC in (script_of(a), script_of(b)) or consonants(a) == consonants(b)


def _token_files(folder: Path) -> Iterator[tuple[str, str, int]]:
    for name in ("wikidata_arabic_tokens.tsv", "wikidata_russian_tokens.tsv"):
        for line in _lines(folder / name):
            latin, spaced, count = line.split("\t")
            yield latin, spaced.replace(" ", ""), int(count)
    for line in _lines(folder / "google_ar2en.tsv"):
        arabic, latin = line.split("\t")
        yield latin, arabic, 1


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def _person_groups(path: Path) -> Iterator[tuple[str, ...]]:
    for line in _lines(path):
        if "=>" not in line:
            continue
        spellings = [s.strip() for s in line.split("=>")[0].split(",")]
        found = {part for s in spellings if (part := _single(s)) and _is_spelled(s)}
        if 1 < len(found) <= _MOST_SPELLINGS:
            yield tuple(sorted(found))


def _is_spelled(text: str) -> bool:
    """Whether it is written with letters that the comparable alphabet knows, not with ideographs or syllables."""
    return not any(
        unicodedata.name(c, "?").split()[0]
        in ("CJK", "HANGUL", "HIRAGANA", "KATAKANA", "THAI", "DEVANAGARI", "BENGALI")
        for c in text
    )


def _single(text: str) -> str:
    """The letters of a name of one part, "" for any other."""
    parts = parts_of(text)
    if len(parts) != 1 or not 2 <= len(whole := _core(parts[0])) <= 24 or any(c.isdigit() for c in whole):
        return ""
    return whole


def _core(part: Part) -> str:
    """The part's letters; a theophoric or a kunya written apart counts as written together."""
    from jisr.core.identity.names.structure import Role

    return part.prefix + part.text if part.role & (Role.SERVANT | Role.FATHER) else part.text


def _ordered(a: str, b: str) -> tuple[str, str]:
    return (a, b) if (script_of(a), a) <= (script_of(b), b) else (b, a)


def scripts_of(pairs: Iterable[tuple[str, str]]) -> Counter[tuple[int, int]]:
    """How many pairs there are of each two scripts."""
    return Counter((int(script_of(a)), int(script_of(b))) for a, b in pairs)
