"""The words of handling: levels, codes, rules, purposes and categories. Decides nothing.

Source: FIRST TLP 2.0; Europol handling codes H0-H3; Directive (EU) 2016/680 Art. 6 (categories of data subject);
INTERPOL constitution Art. 3 (neutrality).
"""

from enum import IntEnum, StrEnum
from typing import Self


class _CodedLevel(IntEnum):
    """An ordered level with a stable lower-case code; higher is stricter."""

    @property
    def code(self) -> str:
        """The word written in JSON and in tables."""
        return self.name.lower()

    @classmethod
    def from_code(cls, code: str) -> Self:
        """The level of a code.

        Raises:
            ValueError: no level has this code.
        """
        for level in cls:
            if level.code == code:
                return level
        raise ValueError(f"{code!r} is not one of {', '.join(level.code for level in cls)}")


class Classification(_CodedLevel):
    """How much harm disclosure would do."""

    UNCLASSIFIED = 0
    RESTRICTED = 1
    CONFIDENTIAL = 2
    SECRET = 3
    TOP_SECRET = 4


class Tlp(_CodedLevel):
    """Traffic Light Protocol 2.0."""

    CLEAR = 0
    GREEN = 1
    AMBER = 2
    AMBER_STRICT = 3
    RED = 4

    @property
    def code(self) -> str:
        """The word written in JSON and in tables."""
        return "amber+strict" if self is Tlp.AMBER_STRICT else self.name.lower()


class HandlingCode(StrEnum):
    """Europol handling codes.

    H0 preventing and combating crime only; H1 not in court without permission; H2 not passed on without permission;
    H3 other restrictions, given as text.
    """

    H0 = "H0"
    H1 = "H1"
    H2 = "H2"
    H3 = "H3"


class OnwardRule(StrEnum):
    """What the originator lets a recipient do by itself. Used for passing on, acting on and use in court."""

    ALLOWED = "allowed"
    ASK = "ask_originator"
    NEVER = "never"

    @property
    def severity(self) -> int:
        """0 allowed, 1 ask, 2 never."""
        return _SEVERITY[self]

    def strictest(self, other: "OnwardRule") -> "OnwardRule":
        """The one of the two that allows less."""
        return self if self is other or _SEVERITY[self] >= _SEVERITY[other] else other


_SEVERITY = {OnwardRule.ALLOWED: 0, OnwardRule.ASK: 1, OnwardRule.NEVER: 2}


class Purpose(StrEnum):
    """Crime areas for which information may be used; also the topics of extraction and of interests."""

    TERRORISM = "terrorism"
    TERRORIST_FINANCING = "terrorist_financing"
    HUMAN_TRAFFICKING = "human_trafficking"
    MIGRANT_SMUGGLING = "migrant_smuggling"
    ORGANISED_CRIME = "organised_crime"
    VIOLENT_EXTREMISM = "violent_extremism"
    CYBERCRIME = "cybercrime"
    WEAPONS = "weapons"
    DRUGS = "drugs"


class DataCategory(StrEnum):
    """Categories of data subject (Directive (EU) 2016/680 Art. 6)."""

    SUSPECT = "suspect"
    CONVICTED = "convicted"
    VICTIM = "victim"
    WITNESS = "witness"
    ASSOCIATE = "associate"
    OTHER = "other"


class SpecialCategory(StrEnum):
    """Persons whose data need a ground of their own before they travel.

    A person says so of somebody; it is never inferred from origin, belief or words in a text.
    """

    MINOR = "minor"
    VICTIM = "victim"
    WITNESS = "witness"
    JOURNALIST = "journalist"
    LAWYER = "lawyer"
    ASYLUM_SEEKER = "asylum_seeker"


class Permission(StrEnum):
    """The five permissions that are kept apart."""

    READ = "read"
    PASS_ON = "pass_on"  # noqa: S105  a permission, no password
    USE_IN_COURT = "use_in_court"
    ACT_ON = "act_on"
    MATCH = "match"


class NeutralityFlag(StrEnum):
    """Characters of a matter in which cooperation is forbidden (INTERPOL constitution Art. 3)."""

    POLITICAL = "political"
    MILITARY = "military"
    RELIGIOUS = "religious"
    RACIAL = "racial"


class PartnerState(StrEnum):
    """Where a partner station stands on the way to being trusted."""

    PROPOSED = "proposed"
    VERIFIED = "verified"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
