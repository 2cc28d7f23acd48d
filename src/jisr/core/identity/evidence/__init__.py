"""What speaks for and against two records being one and the same: each function makes one claim, a table weighs it.

The score is the logistic of a prior and the sum of the weights; see `weights` for what they rest on. A comparison
proposes and a person decides.
"""

from jisr.core.identity.evidence.claims import Direction, Evidence, Strength
from jisr.core.identity.evidence.comparison import SHARED_IDENTIFIERS, Comparison, compare_records, weigh
from jisr.core.identity.evidence.names import NameFrequency, NamePair, best_names
from jisr.core.identity.evidence.partial_dates import PartialDate, Precision, read_date
from jisr.core.identity.evidence.values import (
    IDENTIFIER_PROPERTIES,
    IDENTIFYING_PROPERTIES,
    LINK_PROPERTIES,
    NAME_PROPERTIES,
    Linked,
    Place,
    PlaceReader,
    Properties,
    values_of,
)

__all__ = [
    "IDENTIFIER_PROPERTIES",
    "IDENTIFYING_PROPERTIES",
    "LINK_PROPERTIES",
    "NAME_PROPERTIES",
    "SHARED_IDENTIFIERS",
    "Comparison",
    "Direction",
    "Evidence",
    "Linked",
    "NameFrequency",
    "NamePair",
    "PartialDate",
    "Place",
    "PlaceReader",
    "Precision",
    "Properties",
    "Strength",
    "best_names",
    "compare_records",
    "read_date",
    "values_of",
    "weigh",
]
