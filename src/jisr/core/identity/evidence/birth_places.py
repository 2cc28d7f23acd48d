"""What two places of birth say: one place under two names, one country, or places in different countries."""

from collections.abc import Sequence

from jisr.core.identity import score_names
from jisr.core.identity.evidence.claims import Evidence, claim, missing, strongest
from jisr.core.identity.evidence.values import Place, PlaceReader, Properties, may_be_person

# Towns that no gazetteer knows: a chance of 0.85 lets other spellings through and keeps neighbours apart.
_ALIKE = 0.85
_SEPARATORS = str.maketrans("،;/()", ",,,,,")
_LONGEST, _MOST_PARTS = 300, 6


def birth_places(left: Properties, right: Properties, places: PlaceReader) -> list[Evidence]:
    """The best that can be said of any two places, one of each side.

    Args:
        places: knows spellings of a place in other scripts, and its country; what it does not know is compared as a
            name is.
    """
    if not (may_be_person(left) and may_be_person(right)):
        return []
    ours, theirs = (_written(side) for side in (left, right))
    return strongest(_compare(a, b, places) for a in ours for b in theirs) or [missing("birth_place_missing")]


def _written(record: Properties) -> list[str]:
    places = [place for place in record.get("birthPlace", ()) if any(c.isalnum() for c in place)]
    return [*places, *(country.upper() for country in record.get("birthCountry", ()) if country.strip())]


def _compare(left: str, right: str, places: PlaceReader) -> Evidence:
    return claim(_code(left, right, places), left=left, right=right)


def _code(left: str, right: str, places: PlaceReader) -> str:
    ours, theirs = _read(left, places), _read(right, places)
    towns, other_towns = ([place for place in side if not place.is_country] for side in (ours, theirs))
    if {place.key for place in towns} & {place.key for place in other_towns}:
        return "same_birth_place"
    countries, other_countries = ({place.country for place in side} for side in (ours, theirs))
    if countries and other_countries and not countries & other_countries:
        return "birth_place_abroad"
    is_only_country = any(side and not known for side, known in ((ours, towns), (theirs, other_towns)))
    is_decided = bool(towns and other_towns) or is_only_country
    if not is_decided and _town_likeness(left, right) >= _ALIKE:
        return "same_birth_place"
    if countries & other_countries:
        return "birth_place_other" if towns and other_towns else "same_birth_country"
    return "birth_place_other"


def _read(text: str, places: PlaceReader) -> list[Place]:
    """What the text may name; a country beside the town decides between towns of one name."""
    if len(text) == 2 and text.isascii() and text.isupper():
        return [Place(text.lower(), text.lower(), is_country=True)]
    known = [places(part) for part in _parts(text)]
    found = [place for part in known for place in part if not place.is_country]
    countries = {place.country for part in known for place in part if place.is_country}
    in_country = [place for place in found if place.country in countries]
    first: Sequence[Place] = next((part for part in known if part), ())
    if countries and not in_country:
        return [Place(country, country, is_country=True) for country in sorted(countries)]
    return in_country or [place for place in first if not place.is_country]


def _parts(text: str) -> list[str]:
    parts = [part.strip() for part in text[:_LONGEST].translate(_SEPARATORS).split(",")]
    return [part for part in parts if any(c.isalnum() for c in part)][:_MOST_PARTS]


def _town_likeness(left: str, right: str) -> float:
    ours, theirs = _parts(left)[:1], _parts(right)[:1]
    return score_names(ours[0], theirs[0]) if ours and theirs else 0.0
