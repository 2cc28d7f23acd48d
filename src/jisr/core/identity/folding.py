"""Text to plain letters: one case, no marks. Source: Unicode Standard Annex 15 (normal forms)."""

import unicodedata

_LATIN_EXTRA = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ð": "d", "þ": "th"}
)
_ARABIC_FORMS = str.maketrans({"ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": None, "ھ": "ه", "ہ": "ه", "ۀ": "ه"})


def fold(text: str) -> str:
    """Lower-case letters without marks, bidi controls or tatweel; Arabic letters in their bare forms."""
    decomposed = unicodedata.normalize("NFKD", text).casefold().translate(_LATIN_EXTRA)
    bare = "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf", "Cc") or c.isspace())
    return unicodedata.normalize("NFC", bare).translate(_ARABIC_FORMS)


def fold_digits(text: str) -> str:
    """Every decimal digit of any script as its ASCII digit; other characters unchanged."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
