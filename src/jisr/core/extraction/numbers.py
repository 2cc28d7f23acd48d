"""Numbers that name a thing: bank accounts, identity documents, number plates.

An IBAN counts by its check digits alone. A document number counts after the word for the document, or by its own check
letter (Spanish NIE and DNI). A plate counts by its country's pattern, where that pattern is unmistakable, or beside a
word that speaks of a vehicle.
"""

import re
from collections.abc import Iterable, Iterator

from stdnum.es import dni, nie

from jisr.core.extraction.findings import ExtractionContext, Finding, FindingKind
from jisr.core.extraction.text import SourceText
from jisr.core.identity.identifiers import iban

_IBAN = re.compile(r"(?<![a-z0-9])[a-z]{2}\d{2}(?:[ \u00a0-]?[a-z0-9]){11,30}(?![a-z0-9])", re.ASCII)
_DOCUMENTS = {
    "passport": r"passeport\w*|passport\w*|(?:لل|وال|بال|ال|ل|ب|و)?جواز(?:ات|ي)?(?: (?:ال)?سفر\w*)?",
    "national_id": (
        r"cnie|cni|cin|dni|nie|carte (?:nationale )?d'identite(?: nationale)?|carte nationale|"
        r"national id(?:entity)?(?: card)?|id card|identity card|"
        r"(?:ال|ب|لل|ل)?بطاق[ها]ت?(?: (?:ال)?(?:تعريف|وطنيه|هويه))*"
    ),
    "residence_permit": (
        r"titre de sejour|carte de sejour|residence permit|(?:ال|ب|ل)?(?:بطاقه|تصريح|رخصه) (?:ال)?اقامه"
    ),
    "driving_licence": (
        r"permis de conduire|driving licen[cs]e|driver'?s licen[cs]e|"
        r"(?:ال|ب|ل)?رخصه (?:ال)?سياقه|(?:ال|ب|ل)?رخصه (?:ال)?قياده"
    ),
}
# Up to two words between the document and its number: «marocain», «المغربي».
_BETWEEN = r"(?:[\s:,]+(?!n[o°º]|num)[^\W\d_]{3,14}){0,2}?[\s:،,(]*"
_NUMBER_WORD = r"(?:n[°ºo.]+|no\.?|num(?:ero|ber)?|number|portant le numero|رقم(?:ه|ها)?|يحمل رقم|عدد|#)?[\s:°º.]*"
_DOCUMENT_SHAPE = r"(?P<number>(?=[a-z0-9 -]*\d{3})[a-z]{0,3}[ -]?\d[\d]{3,9}[a-z]{0,2})(?![\w]|[-/.]\d)"
_DOCUMENT = {
    kind: re.compile(rf"(?<!\w)(?:{names})(?!\w){_BETWEEN}{_NUMBER_WORD}{_DOCUMENT_SHAPE}")
    for kind, names in _DOCUMENTS.items()
}
_SPANISH = re.compile(r"(?<![\w-])(?:[xyz]-?\d{7}-?[a-z]|\d{8}-?[a-z])(?![\w-])", re.ASCII)

_MOROCCAN = re.compile(r"(?<![\w/-])(\d{1,5})\s*[-|/ ]\s*([ابدهويطa-h])\s*[-|/ ]\s*(\d{1,2})(?![\w/-])")
_FRENCH = re.compile(r"(?<![\w-])([a-hj-np-tv-z]{2})-(\d{3})-([a-hj-np-tv-z]{2})(?![\w-])", re.ASCII)
_SPANISH_PLATE = re.compile(r"(?<![\w-])(\d{4})[ -]?([bcdfghjklmnprstvwxyz]{3})(?![\w-])", re.ASCII)
_MALIAN = re.compile(r"(?<![\w-])([a-z]{1,2})[ -]?(\d{4})[ -]?(m\d|md)(?![\w-])", re.ASCII)
_PLATE_WORDS = (
    r"plaque|immatricul\w+|matricule|number ?plate|licen[cs]e plate|plate|registration|"
    r"لوحه|ترقيم\w*|مرقم\w*|المرقم\w*|لوحات"
)
_PLATE_LINKS = r"d'immatriculation|number|numero|no|n[°º]|sous le numero|sous|ترقيم|رقم\w*|تحت رقم|تحت|عدد|ب"
_ANY_PLATE = re.compile(
    rf"(?:{_PLATE_WORDS})(?:[\s:]+(?:{_PLATE_LINKS}))*[\s:°º.]*"
    r"(?P<plate>(?=[a-z0-9 -]*\d)[a-z0-9]{1,6}(?:[ -][a-z0-9]{1,5}){0,3})(?![\w])"
)
_VEHICLE = re.compile(
    r"plaque|plate|immatricul|matricule|registration|vehicule|vehicle|voiture|car|camion|truck|van|fourgon\w*|"
    r"سياره|شاحنه|مركبه|عربه|لوحه|ترقيم|مرقم|دراجه|حافله"
)


def find_numbers(source: SourceText, language: str, context: ExtractionContext) -> Iterable[Finding]:
    """IBANs, document numbers and plates."""
    yield from _find_ibans(source)
    yield from _find_documents(source, language)
    yield from _find_plates(source, language)


def _find_ibans(source: SourceText) -> Iterator[Finding]:
    for match in _IBAN.finditer(source.flat):
        start = match.start()
        # The pattern may run into the next word: take the longest part whose check digits hold.
        for end in range(match.end(), start + 14, -1):
            if end < len(source.flat) and source.flat[end].isalnum():
                continue
            written = source.original[start:end]
            value = iban.normalize(written)
            if value is not None and written[-1].isalnum():
                yield Finding(FindingKind.IBAN, start, end, written, value, "en", {"country": value[:2]})
                break


def _find_documents(source: SourceText, language: str) -> Iterator[Finding]:
    for kind, pattern in _DOCUMENT.items():
        for match in pattern.finditer(source.flat):
            start, end = match.span("number")
            value = re.sub(r"[^A-Z0-9]", "", source.flat[start:end].upper())
            lang = source.language_at(match.start(), start, language)
            yield Finding(
                FindingKind.DOCUMENT_NUMBER, start, end, source.original[start:end], value, lang, {"document": kind}
            )
    for match in _SPANISH.finditer(source.flat):
        value = match.group().replace("-", "").upper()
        scheme = "nie" if nie.is_valid(value) else "dni" if dni.is_valid(value) else ""
        if scheme:
            start, end = match.span()
            detail = {"document": scheme, "country": "ES"}
            yield Finding(FindingKind.DOCUMENT_NUMBER, start, end, source.original[start:end], value, language, detail)


def _find_plates(source: SourceText, language: str) -> Iterator[Finding]:
    for pattern, country, needs_vehicle in (
        (_MOROCCAN, "MA", False),
        (_FRENCH, "FR", False),
        (_SPANISH_PLATE, "ES", True),
        (_MALIAN, "ML", True),
    ):
        for match in pattern.finditer(source.flat):
            start, end = match.span()
            is_latin_moroccan = pattern is _MOROCCAN and match[2].isascii()
            near = source.flat[max(0, start - 60) : start]
            if (needs_vehicle or is_latin_moroccan) and _VEHICLE.search(near) is None:
                continue
            lang = source.language_at(start, end, language)
            yield Finding(
                FindingKind.PLATE,
                start,
                end,
                source.original[start:end],
                _plate_value(match, source),
                lang,
                {"country": country},
            )
    for match in _ANY_PLATE.finditer(source.flat):
        start, end = match.span("plate")
        value = re.sub(r"[^A-Z0-9]+", "-", source.flat[start:end].upper()).strip("-")
        if sum(character.isdigit() for character in value) >= 2:
            yield Finding(
                FindingKind.PLATE,
                start,
                end,
                source.original[start:end],
                value,
                source.language_at(match.start(), start, language),
            )


def _plate_value(match: re.Match[str], source: SourceText) -> str:
    parts = [source.flat[slice(*match.span(group))].upper() for group in (1, 2, 3) if group <= match.re.groups]
    if match.re is _MOROCCAN:
        parts[1] = source.original[slice(*match.span(2))].upper()
    return "-".join(parts)
