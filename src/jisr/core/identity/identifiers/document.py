"""Numbers of identity documents of any country, with the country that issued them where it is written beside.

No country's own scheme is checked: numbers come from many countries and often from hearsay. Written forms of the
issuing country: "AB123456 (MA)" and "MA:AB123456", by ISO 3166-1 alpha-2.
"""

import re

from jisr.core.identity.folding import fold_digits

_ISSUER = re.compile(r"^(?:(?P<number>.+?)\s*\((?P<after>[A-Za-z]{2})\)|(?P<before>[A-Za-z]{2})\s*:\s*(?P<rest>.+))$")
_NOT_NUMBER = re.compile(r"[\W_]+")
_LONGEST, _SHORTEST = 64, 3
# What forms are filled in with where there is no number.
_FILLERS = frozenset({"123", "1234", "12345", "123456", "1234567", "12345678", "123456789", "0123456789", "1234567890"})
# Below this length two people have one number by chance.
_TELLING_LENGTH, _TELLING_DIGITS = 6, 3


def is_valid(text: str) -> bool:
    """It can be a document number."""
    return normalize(text) is not None


def normalize(text: str) -> str | None:
    """Upper case letters and digits without separators and issuer; None where it is no number or a form's filler."""
    number = _NOT_NUMBER.sub("", fold_digits(_split(text)[0])).upper()
    if not _SHORTEST <= len(number) <= _LONGEST or not any(c.isdigit() for c in number):
        return None
    return None if len(set(number)) == 1 or number in _FILLERS else number


def format(text: str) -> str:
    """The normal form with its issuer, as "AB123456 (MA)"; text unchanged when it is no document number."""
    number, country = normalize(text), issuer(text)
    if number is None:
        return text
    return f"{number} ({country.upper()})" if country else number


def issuer(text: str) -> str | None:
    """ISO 3166-1 alpha-2 of the country written beside the number, lower case; None where there is none."""
    return _split(text)[1]


def is_telling(number: str) -> bool:
    """Whether a normal form is long enough for two people not to share it by chance."""
    return len(number) >= _TELLING_LENGTH and sum(c.isdigit() for c in number) >= _TELLING_DIGITS


def differ_by_a_slip(first: str, second: str) -> bool:
    """Whether two normal forms differ in one character, or in two neighbours that changed places."""
    if len(first) != len(second) or first == second:
        return False
    wrong = [at for at, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        return first[wrong[0]] == second[wrong[1]] and first[wrong[1]] == second[wrong[0]]
    return len(wrong) == 1


def _split(text: str) -> tuple[str, str | None]:
    match = _ISSUER.match(text[: 4 * _LONGEST].strip())
    if match is None:
        return text[: 4 * _LONGEST], None
    country = match["after"] or match["before"]
    return match["number"] or match["rest"], country.lower()
