"""Names are looked up in two ways: in this process's memory, and by the keys in the database until they are there."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from jisr.station.knowledge.resolution.name_index import StationNames


@pytest.fixture
def names_in_memory(db: None) -> Iterator["StationNames"]:
    """The names of the station, held in this process."""
    from jisr.station.knowledge.resolution.name_index import station_names

    station_names.build()
    yield station_names
    station_names.forget()


@pytest.fixture(params=["memory", "keys"])
def name_lookup(request: pytest.FixtureRequest) -> str:
    """Both ways of looking names up, one after the other."""
    if request.param == "memory":
        request.getfixturevalue("names_in_memory")
    return str(request.param)
