"""What attacks start from."""

from jisr.station.partners.testing import (  # noqa: F401
    active,
    compare,
    found_station,
    liaison2,
    madrid,
    officers,
    verified,
)
