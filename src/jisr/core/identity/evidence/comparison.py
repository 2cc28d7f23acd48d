"""All evidence about a pair of records, weighed. A comparison proposes; a person decides."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from jisr.core.identity.evidence.addresses import addresses
from jisr.core.identity.evidence.birth_dates import birth_dates
from jisr.core.identity.evidence.birth_places import birth_places
from jisr.core.identity.evidence.claims import Direction, Evidence
from jisr.core.identity.evidence.contacts import accounts, emails, phones
from jisr.core.identity.evidence.countries import countries
from jisr.core.identity.evidence.documents import documents, registered_numbers
from jisr.core.identity.evidence.gender import gender
from jisr.core.identity.evidence.names import NameFrequency, NamePair, frequency, name_pair, names, single_word
from jisr.core.identity.evidence.relations import associates, employers, fathers, mentions, mothers, relatives
from jisr.core.identity.evidence.values import PlaceReader, Properties, may_be_person, no_gazetteer
from jisr.core.identity.evidence.weights import PRIOR

#: A number of one bearer that both sides have: the pair is worth a look whatever the names say.
SHARED_IDENTIFIERS = frozenset(
    {
        "same_document", "same_document_country_unknown", "same_identifier", "same_phone", "same_phone_local",
        "same_email", "same_account",
    }
)  # fmt: skip
# What would tell most, where it is not known.
_MISSED = ("name_missing", "document_missing", "birth_date_missing", "birth_place_missing", "country_missing")
# Nothing that a station holds makes an identity certain or impossible.
_LEAST, _MOST = 0.0001, 0.9999


@dataclass(frozen=True, slots=True)
class Comparison:
    """The reasons for and against two records being one, each the weightiest first.

    Attributes:
        score: 0..1, higher is likelier; the logistic of the prior and the weights of all claims.
        neutral: what was compared and speaks neither way.
        missing: what one side does not know, what would tell most first. It speaks neither way, and is said.
    """

    score: float
    speaking_for: tuple[Evidence, ...]
    speaking_against: tuple[Evidence, ...]
    missing: tuple[Evidence, ...]
    neutral: tuple[Evidence, ...] = ()

    @property
    def shares_identifier(self) -> bool:
        return any(evidence.code in SHARED_IDENTIFIERS for evidence in self.speaking_for)


def compare_records(
    left: Properties,
    right: Properties,
    frequency: NameFrequency | None = None,
    places: PlaceReader = no_gazetteer,
) -> Comparison:
    """Weigh two records of one kind (two persons, two organisations, ...); the same both ways round.

    Args:
        frequency: how many bear a name like these; None where it is not known.
        places: a gazetteer for places of birth.
    """
    return weigh([*_of_names(name_pair(left, right), frequency), *_beyond_names(left, right, places)])


def weigh(found: Iterable[Evidence]) -> Comparison:
    """The score of these claims, and the claims sorted."""
    claims = sorted(found, key=lambda evidence: (-abs(evidence.log_odds), evidence.code))
    by_direction = {
        direction: tuple(one for one in claims if not one.is_missing and one.direction is direction)
        for direction in Direction
    }
    unknown = sorted((one for one in claims if one.is_missing), key=lambda evidence: _MISSED.index(evidence.code))
    return Comparison(
        _score(PRIOR + math.fsum(evidence.log_odds for evidence in claims)),
        by_direction[Direction.FOR],
        by_direction[Direction.AGAINST],
        tuple(unknown),
        by_direction[Direction.NEUTRAL],
    )


def _score(log_odds: float) -> float:
    return round(min(max(1 / (1 + math.exp(-log_odds)), _LEAST), _MOST), 4)


def _of_names(pair: NamePair, known: NameFrequency | None) -> list[Evidence]:
    return [*names(pair), *single_word(pair), *frequency(pair, known)]


def _beyond_names(left: Properties, right: Properties, places: PlaceReader) -> list[Evidence]:
    return [
        *documents(left, right),
        *registered_numbers(left, right),
        *(birth_dates(left, right) if may_be_person(left) and may_be_person(right) else ()),
        *birth_places(left, right, places),
        *countries(left, right),
        *gender(left, right),
        *phones(left, right),
        *emails(left, right),
        *accounts(left, right),
        *addresses(left, right),
        *fathers(left, right),
        *mothers(left, right),
        *relatives(left, right),
        *employers(left, right),
        *associates(left, right),
        *mentions(left, right),
    ]
