"""To which partners a joint record of some classification may go."""

from collections.abc import Sequence

from jisr.core.handling import Classification, PartnerState
from jisr.station.diplomacy.problems import problem
from jisr.station.partners import queries as partners


def check_recipients(stations: Sequence[str], classification: Classification) -> None:
    """
    Raises:
        DiplomacyProblem: "partner_not_active", "no_agreement" or "classification_above_agreement".
    """
    for station in stations:
        if code := _hindrance(station, classification):
            raise problem(code)


def reachable(stations: Sequence[str], classification: Classification) -> list[str]:
    """Those of them that may be written to now."""
    return [station for station in stations if not _hindrance(station, classification)]


def _hindrance(station: str, classification: Classification) -> str:
    view = partners.partner(station)
    if view is None or view.state is not PartnerState.ACTIVE or view.card is None:
        return "partner_not_active"
    in_force = [each for each in partners.agreements(station) if each.state in ("in_force", "ending_soon")]
    if not in_force:
        return "no_agreement"
    if all(each.highest_classification < classification for each in in_force):
        return "classification_above_agreement"
    return ""
