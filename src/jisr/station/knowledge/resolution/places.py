"""The packaged gazetteer as evidence reads it: what place a name may be, in any of the three languages."""

from collections.abc import Sequence

from jisr.core.identity.evidence import Place


def known_places(name: str) -> Sequence[Place]:
    """Cities and countries of this name, the largest first; () for a name that is not known."""
    from jisr.interop.gazetteers import places  # seconds to build: only when two places of birth are compared

    found = []
    for entry in places().look_up(name):
        if entry.kind == "country":
            found.append(Place(entry.value.lower(), entry.value.lower(), is_country=True))
        elif entry.kind == "city":
            found.append(Place(str(entry.detail["geoname"]), str(entry.detail["country"]).lower()))
    return found
