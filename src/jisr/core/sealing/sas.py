"""The short authentication string: words that two officers compare to believe a card.

What it commits to. Both cards whole: names, endpoint and every key. The words are the same whichever of the two
stations computes them, and different if either of them holds another card than the partner made.

Why twelve words and a slow hash. One who stands in the middle may choose a false card for each side, so he looks for
two cards of his that make both sides read the same words. With n bits that takes about 2^(n/2) tries, not 2^n. Six
words (48 bits) would fall to 2^24 tries, seconds on a laptop. Twelve words are 96 bits, 2^48 tries, and each try costs
a scrypt of 32 MiB, about a tenth of a second: some 10^6 processor years, to be spent before the officers meet. The
words need not be secret; they must reach the partner by a channel where the speaker is recognised.

Every language has 256 words, so each word carries 8 bits and the strings are equally strong; position i of two
languages stands for the same byte but is not a translation. Read out all words, in one language.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from jisr.core.sealing.cards import StationCard
from jisr.core.sealing.words_ar import ARABIC_WORDS
from jisr.core.sealing.words_en import ENGLISH_WORDS
from jisr.core.sealing.words_fr import FRENCH_WORDS

WORD_COUNT: Final = 12
WORDS: Final[Mapping[str, tuple[str, ...]]] = {"ar": ARABIC_WORDS, "fr": FRENCH_WORDS, "en": ENGLISH_WORDS}
_CONTEXT: Final = b"jisr/1 short authentication string"


def short_authentication_string(card_a: StationCard, card_b: StationCard, language: str) -> list[str]:
    """Twelve words for a pair of cards, in "ar", "fr" or "en"; the order of the cards does not matter.

    Raises:
        ValueError: the same card twice, or another language.
    """
    if card_a.digest == card_b.digest:
        raise ValueError("a card is compared with another card")
    if language not in WORDS:
        raise ValueError(f"no words in {language!r}")
    first, second = sorted((card_a.digest, card_b.digest))
    return [WORDS[language][byte] for byte in _authentication_bytes(first, second)]


# A page that shows the words in three languages asks three times for the same pair.
@lru_cache(maxsize=64)
def _authentication_bytes(first_digest: str, second_digest: str) -> bytes:
    committed = bytes.fromhex(first_digest) + bytes.fromhex(second_digest)
    return Scrypt(salt=_CONTEXT, length=WORD_COUNT, n=2**15, r=8, p=1).derive(committed)
