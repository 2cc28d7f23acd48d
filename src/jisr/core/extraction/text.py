"""A text prepared for reading: folded forms beside the exact offsets of the original.

Folding makes spellings alike that mean the same (case, accents, hamza carriers, vowel marks, tatweel, digits of other
scripts, invisible characters). It never changes what is stored: every token keeps where it stands.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

# Vowel marks and Quranic signs, combining accents, tatweel, zero-width and bidirectional controls, soft hyphen.
_IGNORED = (
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0300-\u036f\u0640\u00ad"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
)
_WORD = re.compile(rf"[^\W\d_](?:[{_IGNORED}]*[^\W\d_])*[{_IGNORED}]*")
_IGNORED_CHARACTER = re.compile(rf"[{_IGNORED}]")
# Hamza carriers, final forms and the Persian and Urdu letters that keyboards put in Arabic words.
_LETTERS = str.maketrans("أإآٱىةؤئکیەگڤپ", "اااايهويكيهكفب")
_ARABIC = re.compile(r"[\u0621-\u064a\u066e-\u06d3]")


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """One word as it is compared: "Séville" -> "seville", "إِشبيلية" -> "اشبيليه"."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", _IGNORED_CHARACTER.sub("", word).translate(_LETTERS))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return bare.casefold().translate(_LETTERS)


def fold_words(text: str) -> list[str]:
    """The folded words of a term."""
    return [fold_word(match.group()) for match in _WORD.finditer(text)]


@lru_cache(maxsize=4_096)
def _fold_character(character: str) -> str:
    if not unicodedata.combining(character):
        digit = unicodedata.decimal(character, None)
        if digit is not None:
            return str(int(digit))
        letter = unicodedata.normalize("NFKD", character)[0].translate(_LETTERS).casefold()
        if len(letter) == 1:
            return letter
    return character


def flatten(text: str) -> str:
    """The text folded letter by letter, so that offsets stay: same length, lower case, no accents, ASCII digits."""
    flat = {character: _fold_character(character) for character in set(text)}
    return text.translate({ord(character): folded for character, folded in flat.items()})


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, with its place.

    Attributes:
        raw: as written. folded: as compared.
        start, end: offsets in the text.
        is_capital: begins with an upper-case letter. is_arabic: written in Arabic letters.
        opens_sentence: first word of the text, of a line or of a sentence.
        joined: only blanks, a hyphen or an apostrophe stand between the word before and this one.
    """

    raw: str
    folded: str
    start: int
    end: int
    is_capital: bool
    is_arabic: bool
    opens_sentence: bool
    joined: bool

    def offset_of(self, folded_index: int) -> int:
        """Offset in the text of a letter of the folded word; exact for Arabic, where folding only drops marks."""
        seen = 0
        for position, character in enumerate(self.raw):
            if _IGNORED_CHARACTER.match(character):
                continue
            if seen == folded_index:
                return self.start + position
            seen += 1
        return self.end


_JOINT = re.compile(rf"[ \t\u00a0\u202f{_IGNORED}]*(?:[-'’ʼ‑]|\r?\n)?[ \t\u00a0\u202f{_IGNORED}]*")
_SENTENCE_END = re.compile(r"[.!?؟:;؛•]|\n")


class SourceText:
    """A text with its tokens and its flat form."""

    def __init__(self, original: str) -> None:
        self.original = original

    @cached_property
    def flat(self) -> str:
        """Same length as the original; for patterns."""
        return flatten(self.original)

    @cached_property
    def tokens(self) -> list[Token]:
        """Words in order of reading."""
        tokens: list[Token] = []
        end = 0
        for match in _WORD.finditer(self.original):
            raw, start = match.group(), match.start()
            gap = self.original[end:start]
            tokens.append(
                Token(
                    raw=raw,
                    folded=fold_word(raw),
                    start=start,
                    end=match.end(),
                    is_capital=raw[0].isupper(),
                    is_arabic=_ARABIC.match(raw) is not None,
                    opens_sentence=not tokens or _SENTENCE_END.search(gap) is not None,
                    joined=bool(tokens) and bool(gap) and _JOINT.fullmatch(gap) is not None,
                )
            )
            end = match.end()
        return tokens

    def language_at(self, start: int, end: int, language: str) -> str:
        """Language of a span: "ar" for Arabic letters, "fr" for Latin ones in an Arabic text, else the text's."""
        if _ARABIC.search(self.original, start, end):
            return "ar"
        has_letters = any(character.isalpha() for character in self.original[start:end])
        return "fr" if language == "ar" and has_letters else language
