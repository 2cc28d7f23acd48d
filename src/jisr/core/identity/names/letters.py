"""Letters of every script as one comparable alphabet of single bytes.

Latin letters and digits stand as themselves (0x30-0x7A), Arabic letters at 0x80-0xBF, Cyrillic at 0xC0-0xFF, so that
the script of a letter shows in its byte and the likeness of two letters is one table look-up. Hebrew is read as Arabic
letters, for both leave short vowels out; Greek, Tifinagh, Armenian and Georgian are read as Latin, for they write them.
A letter of any other script becomes its code point in digits: it equals itself and nothing else.

Sources: Unicode 16 (compatibility forms, decompositions); ISO 233 and ISO 9 for the letters that romanisation marks;
IRCAM's Tifinagh alphabet; DIN 31634 and ISO 843 in simplified form for Hebrew and Greek.
"""

import unicodedata
from enum import IntEnum

#: Between two words.
SPACE = " "
#: Before the first and after the last letter of a word, so that what happens at its edges can be learned.
BEGIN, END = "^", "$"

ARABIC_LETTERS = "ءابپتثجچحخدذرزژسشصضطظعغفڤقكگلمنهويةىئؤ"
CYRILLIC_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґўәғқңөұүһҗҳҷӣӯђјљњћџ"
_ARABIC_BASE, _CYRILLIC_BASE = 0x80, 0xC0


class Script(IntEnum):
    """What a word is written in, as its bytes show."""

    LATIN = 0
    ARABIC = 1
    CYRILLIC = 2


_READ_AS_LATIN = {
    # Letters that fall apart into more than one, or that lose their sound with their mark.
    "š": "sh", "ş": "sh", "ș": "sh", "č": "ch", "ć": "c", "ž": "zh", "ğ": "g", "ḫ": "kh", "ẖ": "kh", "ġ": "gh",
    "ḏ": "dh", "ṯ": "th", "ǧ": "j", "ǰ": "j", "ñ": "ny", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d",
    "ł": "l", "ı": "i", "ð": "d", "þ": "th", "ŋ": "ng", "ə": "a", "ɛ": "e", "ɔ": "o", "ɣ": "gh", "ŧ": "t", "ħ": "h",
    "ţ": "ts", "ț": "ts", "ʃ": "sh", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ɲ": "ny", "ꞌ": "", "ĳ": "ij", "ȷ": "j",
    # Greek
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f",
    "χ": "kh", "ψ": "ps", "ω": "o",
    # Tifinagh
    "ⴰ": "a", "ⴱ": "b", "ⴲ": "b", "ⴳ": "g", "ⴴ": "g", "ⴵ": "dj", "ⴷ": "d", "ⴸ": "d", "ⴹ": "d", "ⴺ": "d", "ⴻ": "e",
    "ⴼ": "f", "ⴽ": "k", "ⴿ": "k", "ⵀ": "h", "ⵁ": "h", "ⵃ": "h", "ⵄ": "a", "ⵅ": "kh", "ⵆ": "kh", "ⵇ": "q", "ⵉ": "i",
    "ⵊ": "j", "ⵋ": "j", "ⵌ": "j", "ⵍ": "l", "ⵎ": "m", "ⵏ": "n", "ⵒ": "p", "ⵓ": "u", "ⵔ": "r", "ⵕ": "r", "ⵖ": "gh",
    "ⵗ": "gh", "ⵙ": "s", "ⵚ": "s", "ⵛ": "sh", "ⵜ": "t", "ⵝ": "t", "ⵞ": "tch", "ⵟ": "t", "ⵠ": "v", "ⵡ": "w", "ⵢ": "y",
    "ⵣ": "z", "ⵥ": "z", "ⵯ": "w",
    # Armenian
    "ա": "a", "բ": "b", "գ": "g", "դ": "d", "ե": "e", "զ": "z", "է": "e", "ը": "e", "թ": "t", "ժ": "zh", "ի": "i",
    "լ": "l", "խ": "kh", "ծ": "ts", "կ": "k", "հ": "h", "ձ": "dz", "ղ": "gh", "ճ": "ch", "մ": "m", "յ": "y", "ն": "n",
    "շ": "sh", "ո": "o", "չ": "ch", "պ": "p", "ջ": "j", "ռ": "r", "ս": "s", "վ": "v", "տ": "t", "ր": "r", "ց": "ts",
    "ւ": "u", "փ": "p", "ք": "k", "օ": "o", "ֆ": "f", "և": "ev",
    # Georgian
    "ა": "a", "ბ": "b", "გ": "g", "დ": "d", "ე": "e", "ვ": "v", "ზ": "z", "თ": "t", "ი": "i", "კ": "k", "ლ": "l",
    "მ": "m", "ნ": "n", "ო": "o", "პ": "p", "ჟ": "zh", "რ": "r", "ს": "s", "ტ": "t", "უ": "u", "ფ": "p", "ქ": "k",
    "ღ": "gh", "ყ": "q", "შ": "sh", "ჩ": "ch", "ც": "ts", "ძ": "dz", "წ": "ts", "ჭ": "ch", "ხ": "kh", "ჯ": "j",
    "ჰ": "h",
}  # fmt: skip
_READ_AS_ARABIC = {
    # Hamza carriers, Persian, Urdu, Kurdish and Maghrebi letters
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ی": "ي", "ے": "ي", "ۓ": "ي", "ې": "ي", "ێ": "ي", "ک": "ك", "ڪ": "ك",
    "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ە": "ه", "ۂ": "ه", "ۃ": "ة", "ٹ": "ت", "ټ": "ت", "ڈ": "د", "ډ": "د", "ڑ": "ر",
    "ړ": "ر", "ڕ": "ر", "ں": "ن", "ڼ": "ن", "ڭ": "گ", "ݣ": "گ", "ڨ": "گ", "ګ": "گ", "ښ": "ش", "ږ": "ژ", "څ": "چ",
    "ځ": "ز", "ۆ": "و", "ۇ": "و", "ۈ": "و", "ۋ": "و", "ۉ": "و", "ڵ": "ل", "ڥ": "ڤ", "ڢ": "ف", "ڧ": "ق", "ݢ": "گ",
    # Hebrew
    "א": "ا", "ב": "ب", "ג": "ج", "ד": "د", "ה": "ه", "ו": "و", "ז": "ز", "ח": "ح", "ט": "ط", "י": "ي", "כ": "ك",
    "ך": "ك", "ל": "ل", "מ": "م", "ם": "م", "נ": "ن", "ן": "ن", "ס": "س", "ע": "ع", "פ": "ف", "ף": "ف", "צ": "ص",
    "ץ": "ص", "ק": "ق", "ר": "ر", "ש": "ش", "ת": "ت",
}  # fmt: skip
_READ_AS_CYRILLIC = {"ё": "е", "ѓ": "г", "ќ": "к", "ѕ": "з", "ӯ": "ӯ", "ӳ": "у", "ҥ": "ң", "ӈ": "ң", "ӊ": "ң", "ҡ": "қ"}
_DROPPED = "'`´‘’‛ʻʼʽʾʿʹʺʕʔˈˊˋ՚׳״״·ـ،"


class _Alphabet(dict[int, str | None]):
    """`str.translate` table that works a character out the first time it is met.

    Bounded: there are no more entries than Unicode has characters.
    """

    def __missing__(self, code: int) -> str | None:
        found = _read(chr(code))
        self[code] = found
        return found


def _read(character: str) -> str | None:
    lower = character.lower()
    if len(lower) > 1:
        return "".join(_read(part) or "" for part in lower)
    if lower in _DROPPED:
        return None
    category = unicodedata.category(character)
    if category[0] in "ZPS" or category == "Cc":
        return SPACE
    if category in ("Mn", "Me", "Cf", "Cs", "Co", "Cn"):
        return None
    if lower.isdecimal():
        return str(unicodedata.decimal(lower))
    spoken = _spoken(lower)
    if spoken is not None:
        return spoken
    base = unicodedata.normalize("NFKD", lower)
    if base != lower:
        return "".join(_read(part) or "" for part in base)
    return f"{ord(lower):d}"


def _spoken(lower: str) -> str | None:
    if "a" <= lower <= "z":
        return lower
    if lower in _READ_AS_LATIN:
        return _READ_AS_LATIN[lower]
    lower = _READ_AS_ARABIC.get(lower, _READ_AS_CYRILLIC.get(lower, lower))
    if lower in ARABIC_LETTERS:
        return chr(_ARABIC_BASE + ARABIC_LETTERS.index(lower))
    if lower in CYRILLIC_LETTERS:
        return chr(_CYRILLIC_BASE + CYRILLIC_LETTERS.index(lower))
    return None


_ALPHABET = _Alphabet()


def letters(text: str) -> str:
    """Text in the comparable alphabet, words between spaces; every character is below U+0100. Linear in its length."""
    return unicodedata.normalize("NFKC", text).translate(_ALPHABET)


def script_of(word: str) -> Script:
    """The script of most letters of a word in the comparable alphabet; Latin where it has none."""
    arabic = sum(_ARABIC_BASE <= ord(c) < _CYRILLIC_BASE for c in word)
    cyrillic = sum(ord(c) >= _CYRILLIC_BASE for c in word)
    latin = len(word) - arabic - cyrillic
    if arabic > latin and arabic >= cyrillic:
        return Script.ARABIC
    return Script.CYRILLIC if cyrillic > latin else Script.LATIN


def readable(word: str) -> str:
    """A word of the comparable alphabet as a person reads it."""
    return "".join(_readable(ord(c)) for c in word)


def _readable(code: int) -> str:
    if _ARABIC_BASE <= code < _ARABIC_BASE + len(ARABIC_LETTERS):
        return ARABIC_LETTERS[code - _ARABIC_BASE]
    if _CYRILLIC_BASE <= code < _CYRILLIC_BASE + len(CYRILLIC_LETTERS):
        return CYRILLIC_LETTERS[code - _CYRILLIC_BASE]
    return chr(code)
