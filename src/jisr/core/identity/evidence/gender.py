"""What gender says: little where it agrees, much where it does not."""

from jisr.core.identity.evidence.claims import Evidence, claim
from jisr.core.identity.evidence.values import Properties

_STATED = {"male", "female", "other"}


def gender(left: Properties, right: Properties) -> list[Evidence]:
    """One claim where both sides state it; a word that is none of the three says nothing."""
    ours, theirs = ({value.strip().casefold() for value in side.get("gender", ())} & _STATED for side in (left, right))
    if not ours or not theirs:
        return []
    return [claim("same_gender" if ours & theirs else "gender_differs")]
