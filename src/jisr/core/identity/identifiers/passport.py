"""Passport numbers: the shape only, since no country publishes which numbers it has issued.

Source: ICAO Doc 9303 part 4 section 4.2.2 (document number: at most nine letters and digits) and part 3
section 4.9 (check digit of the machine-readable zone).
"""

import re

from jisr.core.identity.folding import fold_digits

_SHAPE = re.compile(r"(?=.*[0-9].*[0-9].*[0-9])[A-Z0-9]{6,9}")
_SEPARATORS = re.compile(r"[\s./\-<]+")


def is_valid(text: str) -> bool:
    """Six to nine Latin letters and digits, three digits at least."""
    return normalize(text) is not None


def normalize(text: str) -> str | None:
    """Upper case without separators, or None when it can't be a passport number. Digits of any script are read."""
    compact = _SEPARATORS.sub("", fold_digits(text)).upper()
    return compact if _SHAPE.fullmatch(compact) else None


def format(text: str) -> str:
    """As `normalize`; text unchanged when it can't be a passport number."""
    return normalize(text) or text


def check_digit(field: str) -> int:
    """Check digit of a machine-readable field (A-Z, 0-9 and the filler <), 0..9.

    Raises:
        ValueError: the field holds another character.
    """
    total = 0
    for position, character in enumerate(field):
        if character == "<":
            value = 0
        elif character.isascii() and (character.isdigit() or character.isupper()):
            value = int(character, 36)
        else:
            raise ValueError(f"{character!r} does not belong in a machine-readable field")
        total += value * (7, 3, 1)[position % 3]
    return total % 10
