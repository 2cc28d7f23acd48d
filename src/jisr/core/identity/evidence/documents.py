"""What document and register numbers say. Different passports contradict nothing: they are renewed, some hold two."""

from dataclasses import dataclass

from jisr.core.identity.evidence.claims import Evidence, claim, missing, strongest
from jisr.core.identity.evidence.values import (
    DOCUMENT_PROPERTIES,
    REGISTER_PROPERTIES,
    Properties,
    countries_of,
    may_be_person,
)
from jisr.core.identity.identifiers import document


@dataclass(frozen=True, slots=True)
class Document:
    """A number in normal form, as it was written, and the countries that may have issued it."""

    number: str
    written: str
    countries: frozenset[str]


def documents(left: Properties, right: Properties) -> list[Evidence]:
    """The best that can be said of any two documents, once; what contradicts; a word where there is nothing."""
    kinds = [passports(left, right), identity_numbers(left, right), across_kinds(left, right)]
    found = [evidence for kind in kinds for evidence in kind]
    agreeing = strongest(evidence for evidence in found if evidence.log_odds > 0)
    contradicting = [evidence for evidence in found if evidence.log_odds <= 0]
    has_none = any(not any(_documents(side, prop) for prop in DOCUMENT_PROPERTIES) for side in (left, right))
    if has_none and may_be_person(left) and may_be_person(right):
        return [missing("document_missing")]
    return [*agreeing, *contradicting]


def passports(left: Properties, right: Properties) -> list[Evidence]:
    """The best that can be said of any two passport numbers."""
    return strongest(
        _agreement(a, b) or claim("passports_differ", left=a.written, right=b.written)
        for a, b in _pairs(left, right, "passportNumber", "passportNumber")
    )


def identity_numbers(left: Properties, right: Properties) -> list[Evidence]:
    """The best that can be said of any two national identity numbers: one country gives a person one."""
    found = []
    for a, b in _pairs(left, right, "idNumber", "idNumber"):
        agreement = _agreement(a, b)
        if agreement or not _is_abroad(a, b):
            found.append(agreement or claim("identifier_differs", left=a.written, right=b.written))
    return strongest(found)


def across_kinds(left: Properties, right: Properties) -> list[Evidence]:
    """A passport number entered as identity number on the other side, or the other way round."""
    swapped = [
        *_pairs(left, right, "passportNumber", "idNumber"),
        *_pairs(left, right, "idNumber", "passportNumber"),
    ]  # fmt: skip
    return strongest(found for a, b in swapped if a.number == b.number and (found := _agreement(a, b)))


def registered_numbers(left: Properties, right: Properties) -> list[Evidence]:
    """One claim for each register both sides have one number in (tax, company, ship, public key)."""
    found = []
    for prop in REGISTER_PROPERTIES:
        theirs = {known.number for known in _documents(right, prop)}
        shared = [known for known in _documents(left, prop) if known.number in theirs]
        found += strongest(
            claim("same_identifier" if document.is_telling(known.number) else "same_short_number", value=known.written)
            for known in shared
        )
    return found


def _documents(record: Properties, prop: str) -> list[Document]:
    bearer = countries_of(record)
    found = []
    for text in record.get(prop, ()):
        number, issuer = document.normalize(text), document.issuer(text)
        if number is not None:
            found.append(Document(number, text, frozenset({issuer} if issuer else bearer)))
    return found


def _pairs(left: Properties, right: Properties, prop: str, other: str) -> list[tuple[Document, Document]]:
    return [(a, b) for a in _documents(left, prop) for b in _documents(right, other)]


def _is_abroad(a: Document, b: Document) -> bool:
    return bool(a.countries and b.countries and not a.countries & b.countries)


def _agreement(a: Document, b: Document) -> Evidence | None:
    """What two numbers have in common; None where they have nothing to do with each other."""
    is_abroad, is_telling = _is_abroad(a, b), document.is_telling(a.number)
    if a.number != b.number:
        is_slip = is_telling and not is_abroad and document.differ_by_a_slip(a.number, b.number)
        return claim("document_slip", left=a.written, right=b.written) if is_slip else None
    if not is_telling:
        return claim("same_short_number", value=a.written)
    if is_abroad:
        ours, theirs = min(a.countries).upper(), min(b.countries).upper()
        return claim("same_document_other_country", value=a.written, left=ours, right=theirs)
    if shared := sorted(a.countries & b.countries):
        return claim("same_document", value=a.written, country=shared[0].upper())
    return claim("same_document_country_unknown", value=a.written)
