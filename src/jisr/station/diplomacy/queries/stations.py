"""How stations are called."""

from jisr.station.partners import queries as partners
from jisr.station.partners.shown import plain_name
from jisr.station.partners.vocabulary import reader_language


def station_names() -> dict[str, str]:
    """Every station by id, this one among them, in the reader's language."""
    own = partners.own_station()
    names = {view.station_id: view.name() for view in partners.partners()}
    own_name = plain_name(own.names.get(reader_language()) or own.station_id)
    return {**names, own.station_id: own_name}


def name_of(station_id: str) -> str:
    return station_names().get(station_id, station_id)
