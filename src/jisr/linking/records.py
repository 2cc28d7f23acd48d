"""What of a row is compared when lists are linked, in normal form, and the keys under which rows meet.

As in `jisr.core.identity.evidence`, what a person believes or looks like is no evidence and is never read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from jisr.core.identity import name_key
from jisr.core.identity.evidence import NAME_PROPERTIES, Precision, read_date, values_of
from jisr.core.identity.evidence.values import (
    ACCOUNT_PROPERTIES,
    DOCUMENT_PROPERTIES,
    REGISTER_PROPERTIES,
    countries_of,
)
from jisr.core.identity.identifiers import document, email, iban, phone

#: Longer names are compared by their beginning, and a row by its first names.
LONGEST_NAME, MOST_NAMES = 300, 6
_MOST_KEYS = 6
_GENDERS = frozenset({"male", "female"})
# Kinds of which one may be the other; a row of any other schema is its own kind.
_KINDS = {
    "Person": "p", "LegalEntity": "po", "Organization": "o", "Company": "o", "PublicBody": "o",
    "Vehicle": "v", "Vessel": "v", "Airplane": "v",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """One row as it is compared.

    Attributes:
        key: by which its list knows it.
        line: 1-based line of its file; 0 where it comes from no file.
        names: as written, at most `MOST_NAMES`, none longer than `LONGEST_NAME`; never empty.
        born: "19800504", "198005" or "1980" in the Gregorian calendar; "" when not known to the year.
        gender: "male", "female" or "".
        numbers, contacts: documents, registers and accounts; telephones and mail addresses; in normal form.
        place: the place of birth as written; "".
        is_cut: a name was longer than what is compared.
    """

    key: str
    line: int
    schema: str
    names: tuple[str, ...]
    born: str = ""
    countries: tuple[str, ...] = ()
    gender: str = ""
    numbers: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    place: str = ""
    is_cut: bool = False


def record_of(key: str, line: int, schema: str, properties: Mapping[str, Sequence[str]]) -> Record | None:
    """The comparable part of an entity; None where it has no name with a letter or digit in it."""
    written = [name for name in values_of(properties, NAME_PROPERTIES) if name.strip()]
    names = tuple(dict.fromkeys(name[:LONGEST_NAME] for name in written))[:MOST_NAMES]
    if not any(name_key(name) for name in names):
        return None
    genders = {value.strip().casefold() for value in properties.get("gender", ())} & _GENDERS
    return Record(
        key, line, schema, names, _born(properties.get("birthDate", ())), tuple(sorted(countries_of(properties))),
        genders.pop() if len(genders) == 1 else "",
        _numbers(properties), _contacts(properties), _place(properties.get("birthPlace", ())),
        any(len(name) > LONGEST_NAME for name in written),
    )  # fmt: skip


def meeting_keys(record: Record) -> Iterator[str]:
    """Keys under which two rows are brought together, each once: "n" a part of a name, "p" two parts, "y" two parts and
    the year of birth, "b" a part and the day of birth, "e" two parts and the day, "m" two parts and the day without
    the year, "d" a number, "c" a telephone or mail address.

    Two parts count because a rare pair of parts is met where each of them alone is common; two parts and the day are
    rare even of the commonest names.
    """
    kinds = list(_KINDS[record.schema]) if record.schema in _KINDS else [record.schema]
    found: dict[str, None] = {}
    for name in record.names:
        parts = sorted(sorted(name_key(name), key=lambda part: (-len(part), part))[:_MOST_KEYS])
        pairs = [f"{a} {b}" for a, b in combinations(parts, 2)]
        found.update(dict.fromkeys(f"n{part}" for part in parts))
        found.update(dict.fromkeys(f"p{pair}" for pair in pairs))
        if record.born:
            found.update(dict.fromkeys(f"y{record.born[:4]} {pair}" for pair in pairs))
        if len(record.born) == 8:
            found.update(dict.fromkeys(f"b{record.born} {part}" for part in parts))
            found.update(dict.fromkeys(f"e{record.born} {pair}" for pair in pairs))
            found.update(dict.fromkeys(f"m{record.born[4:]} {pair}" for pair in pairs))
    found.update(dict.fromkeys(f"d{number}" for number in record.numbers))
    found.update(dict.fromkeys(f"c{contact}" for contact in record.contacts))
    return (f"{key}\x1f{kind}" for kind in kinds for key in found)


def _born(values: Sequence[str]) -> str:
    read = [date for value in values if (date := read_date(value)) and not date.is_circa]
    known = sorted((date for date in read if date.known >= Precision.YEAR), key=lambda date: (-date.known, date.first))
    if not known:
        return ""
    date = known[0]
    text = f"{date.first:%Y%m%d}"
    return {Precision.DAY: text, Precision.MONTH: text[:6], Precision.YEAR: text[:4]}[date.known]


def _numbers(properties: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    papers = values_of(properties, (*DOCUMENT_PROPERTIES, *REGISTER_PROPERTIES))
    found = {number for value in papers if (number := document.normalize(value)) and document.is_telling(number)}
    found |= {number for value in values_of(properties, ACCOUNT_PROPERTIES) if (number := iban.normalize(value))}
    return tuple(sorted(found))


def _contacts(properties: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    found = {number for value in properties.get("phone", ()) if (number := phone.normalize(value))}
    found |= {address for value in properties.get("email", ()) if (address := email.normalize(value))}
    return tuple(sorted(found))


def _place(values: Sequence[str]) -> str:
    return min((place for value in values if (place := value.strip()[:LONGEST_NAME]) and name_key(place)), default="")
