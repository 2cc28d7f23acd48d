"""What nationality or country says: one in common speaks for the pair; none speaks little against, as many have two."""

from jisr.core.identity.evidence.claims import Evidence, claim, missing
from jisr.core.identity.evidence.values import Properties, countries_of


def countries(left: Properties, right: Properties) -> list[Evidence]:
    """One claim about the countries of both."""
    ours, theirs = countries_of(left), countries_of(right)
    if not ours or not theirs:
        return [missing("country_missing")]
    if shared := sorted(ours & theirs):
        return [claim("same_country", value=shared[0].upper())]
    return [claim("country_differs", left=min(ours).upper(), right=min(theirs).upper())]
