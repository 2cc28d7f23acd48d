"""Telephone numbers and e-mail addresses.

A number in international form counts wherever it stands; one in national form only as a valid number of the home
country, or beside a word that speaks of a telephone.
"""

import re
from collections.abc import Iterable

import phonenumbers

from jisr.core.extraction.findings import ExtractionContext, Finding, FindingKind
from jisr.core.extraction.text import SourceText

_CONTROLS = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
_NUMBER = re.compile(
    rf"(?<![\w.,+/-])(?:\+|00)?[ {_CONTROLS}]?\(?"
    rf"\d(?:[ \u00a0\u202f.\-()/{_CONTROLS}]{{0,2}}\d){{6,17}}\+?(?![\w/-]|[.,]\d)"
)
_CUE_WORDS = (
    r"tel|telephone|phone|mobile|gsm|portable|whatsapp|telegram|numero|number|appel\w*|call\w*|joignable|"
    r"هاتف\w*|الهاتف\w*|رقم|الرقم|جوال|محمول|واتساب|تلغرام|اتصال"
)
_CUE = re.compile(rf"(?:{_CUE_WORDS})[\s:.°º#n\-(]*(?:\w{{1,12}}[\s:]+){{0,2}}$")
_EMAIL = re.compile(
    r"(?<![\w.+-])[a-z0-9][\w.+%'-]{0,63}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}(?![\w-])", re.ASCII
)


def find_contacts(source: SourceText, language: str, context: ExtractionContext) -> Iterable[Finding]:
    """Telephone numbers in E.164, e-mail addresses in lower case."""
    flat = source.flat
    for match in _EMAIL.finditer(flat):
        start, end = match.span()
        yield Finding(FindingKind.EMAIL, start, end, source.original[start:end], match.group(), "en")
    for match in _NUMBER.finditer(flat):
        if _is_part_of_longer_number(flat, match):
            continue
        parsed = _read_number(match.group(), flat[max(0, match.start() - 40) : match.start()], context.home_country)
        if parsed is None:
            continue
        start, end = match.span()
        value = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
        country = phonenumbers.region_code_for_number(parsed) or phonenumbers.region_code_for_country_code(
            parsed.country_code or 0
        )
        detail: dict[str, object] = {"valid": phonenumbers.is_valid_number(parsed)}
        if country and country.isalpha():
            detail["country"] = country
        yield Finding(
            FindingKind.PHONE,
            start,
            end,
            source.original[start:end],
            value,
            source.language_at(start, end, language),
            detail,
        )


def _is_part_of_longer_number(flat: str, match: re.Match[str]) -> bool:
    """A run of groups of figures that goes on before: an account number, not a telephone number."""
    before = flat[: match.start()].rstrip(" \u00a0")
    return not match.group().lstrip().startswith(("+", "(+")) and before[-1:].isdigit()


def _read_number(written: str, before: str, home_country: str) -> phonenumbers.PhoneNumber | None:
    # In Arabic text the plus sign may be stored after the figures; it is shown before them.
    compact = re.sub(r"[^\d+]", "", written)
    if compact.endswith("+"):
        compact = "+" + compact[:-1]
    is_international = compact.startswith(("+", "00"))
    if compact.startswith("00"):
        compact = "+" + compact[2:]
    has_cue = _CUE.search(before) is not None
    if not is_international and not has_cue and not compact.startswith("0"):
        return None
    try:
        parsed = phonenumbers.parse(compact, None if is_international else home_country)
    except phonenumbers.NumberParseException:
        return None
    if is_international:
        return parsed if phonenumbers.is_possible_number(parsed) else None
    return parsed if phonenumbers.is_valid_number(parsed) else None
