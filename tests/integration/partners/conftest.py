"""Partner stations and officers for the tests of this folder."""

from jisr.station.partners.testing import (  # noqa: F401
    active,
    compare,
    found_station,
    interest,
    liaison2,
    madrid,
    officers,
    terms,
    verified,
)
