"""Countries fall into the regions of the network."""

import pytest

from jisr.station.partners.regions import Region, region_of


@pytest.mark.parametrize(
    ("country", "region"),
    [
        ("MA", Region.NORTH_AFRICA),
        ("ML", Region.WEST_AFRICA_SAHEL),
        ("KE", Region.REST_OF_AFRICA),
        ("ES", Region.EUROPE),
        ("SA", Region.GULF),
        ("JO", Region.MIDDLE_EAST),
        ("CO", Region.AMERICAS),
        ("US", Region.AMERICAS),
        ("JP", Region.ASIA_PACIFIC),
        ("AU", Region.ASIA_PACIFIC),
    ],
)
def test_region_of_a_country(country: str, region: Region) -> None:
    assert region_of(country) is region
