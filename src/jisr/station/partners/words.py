"""The comparison of words between two officers on the telephone, as a rule over numbers.

The twelve words of a pair of cards are split in two halves. In the first call the station whose id comes first in
the alphabet reads out the words with odd numbers and listens to those with even numbers; in the second call, made by
two other officers, it is the other way round. So nobody can confirm without listening, because the page shows an
officer only the words to be read out; and the two officers of a station have together heard all twelve.

Source of the words and of what they are worth: `jisr.core.sealing.sas`.
"""

import hmac
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from jisr.core.sealing.sas import WORD_COUNT, WORDS

CALLS: Final = (1, 2)
CHOICES_PER_WORD: Final = 8
ALL_NUMBERS: Final = frozenset(range(1, WORD_COUNT + 1))


@dataclass(frozen=True, slots=True)
class WordCheck:
    """One officer's part of the comparison. Numbers are 1..12, as on the page.

    Attributes:
        to_read: (number, word) to be read to the partner's officer, in order.
        choices: for each number to be heard, eight words in alphabetical order, one of them right.
    """

    call: int
    language: str
    to_read: tuple[tuple[int, str], ...]
    choices: Mapping[int, tuple[str, ...]]

    @property
    def to_hear(self) -> tuple[int, ...]:
        """Numbers of the words the partner's officer reads out."""
        return tuple(sorted(self.choices))


def numbers_to_read(own_id: str, partner_id: str, call: int) -> frozenset[int]:
    """Numbers that this station reads out in a call (1 or 2); it listens to the others."""
    if call not in CALLS:
        raise ValueError("there are two calls")
    is_odd = (own_id < partner_id) == (call == 1)
    return frozenset(number for number in ALL_NUMBERS if number % 2 == is_odd)


def word_check(words: Sequence[str], read: frozenset[int], call: int, language: str, secret: bytes) -> WordCheck:
    """The officer's part.

    Args:
        words: the twelve words of the pair of cards.
        read: numbers this station reads out.
        secret: keeps the choice of wrong words the same when the page is opened again, and not to be foreseen.
    """
    return WordCheck(
        call,
        language,
        tuple((number, words[number - 1]) for number in sorted(read)),
        {
            number: _choices(words[number - 1], language, secret + bytes([number]))
            for number in sorted(ALL_NUMBERS - read)
        },
    )


def wrong_numbers(words: Sequence[str], heard: Mapping[int, str]) -> list[int]:
    """Numbers whose heard word is not the word of the pair of cards."""
    return [number for number, word in sorted(heard.items()) if fold_word(word) != fold_word(words[number - 1])]


def are_all_heard(numbers: Iterable[Iterable[int]]) -> bool:
    """Whether the officers have together heard every word."""
    return frozenset(number for part in numbers for number in part) == ALL_NUMBERS


def fold_word(word: str) -> str:
    """A word without case, accents and vowel marks, as it may be typed."""
    parts = unicodedata.normalize("NFKD", word.strip().casefold())
    return "".join(character for character in parts if not unicodedata.combining(character))


def _choices(right: str, language: str, secret: bytes) -> tuple[str, ...]:
    def rank(word: str) -> bytes:
        return hmac.digest(secret, word.encode(), sha256)

    wrong = sorted((word for word in WORDS[language] if word != right), key=rank)[: CHOICES_PER_WORD - 1]
    return tuple(sorted([right, *wrong]))
