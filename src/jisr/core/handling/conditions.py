"""The conditions under which a piece of information may be held, passed on and used.

A whole carries the strictest of its portions: `combine` can only take permissions away.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from jisr.core.handling import reading
from jisr.core.handling.errors import HandlingError
from jisr.core.handling.scales import Mark
from jisr.core.handling.vocabulary import Classification, HandlingCode, OnwardRule, Purpose, Tlp

# What joins originators and notes that were combined from several; must not occur in a station id.
JOINED_BY = " + "
_NOTES_JOINED_BY = "\n¶ "


@dataclass(frozen=True, slots=True)
class Handling:
    """Conditions set by an originator.

    Attributes:
        originator: station id; several joined by " + " where portions of several originators were combined.
        classification: level of the information.
        tlp: Traffic Light Protocol 2.0 marking.
        codes: Europol handling codes.
        code_note: the text of H3; "" without.
        releasable_to: ISO 3166-1 alpha-2 codes of countries; None = no list given (agreements decide);
            empty = own station only.
        purposes: crime areas; empty = no limit stated. A combination of limits that share nothing keeps
            `no_purpose_left` set.
        onward: may a recipient pass it on?
        action_on: may a recipient act on it?
        court_use: may a recipient use it in judicial proceedings?
        match: may a recipient match it against, and analyse it with, its other holdings?
        marked_as: the levels of other scales in which it was given or left; `classification` is never below them.
        retain_until: last day on which it may be held; None = no limit stated.
        no_purpose_left: combined from limits that share no purpose, so that none is allowed.
    """

    originator: str
    classification: Classification
    tlp: Tlp
    codes: frozenset[HandlingCode] = frozenset()
    code_note: str = ""
    releasable_to: frozenset[str] | None = None
    purposes: frozenset[Purpose] = frozenset()
    onward: OnwardRule = OnwardRule.ASK
    action_on: OnwardRule = OnwardRule.ASK
    court_use: OnwardRule = OnwardRule.ASK
    retain_until: date | None = None
    no_purpose_left: bool = False
    match: OnwardRule = OnwardRule.ALLOWED
    marked_as: frozenset[Mark] = frozenset()

    def __post_init__(self) -> None:
        # One order for what was joined, so that combining is commutative and idempotent.
        object.__setattr__(self, "originator", _joined(self.originator, self.originator, JOINED_BY))
        if self.no_purpose_left:
            object.__setattr__(self, "purposes", frozenset())
        object.__setattr__(self, "code_note", _joined(self.code_note, self.code_note, _NOTES_JOINED_BY))

    @property
    def originators(self) -> frozenset[str]:
        """The station ids whose conditions these are."""
        return frozenset(self.originator.split(JOINED_BY))

    def allows_purpose(self, purpose: Purpose) -> bool:
        """Whether use for this purpose lies within the stated limit."""
        return not self.no_purpose_left and (not self.purposes or purpose in self.purposes)

    def combine(self, other: "Handling") -> "Handling":
        """The strictest of both: commutative, associative, idempotent, and never looser than either."""
        if self is other:
            return self
        purposes, none_left = _common_purposes(self, other)
        return Handling(
            originator=_joined(self.originator, other.originator, JOINED_BY),
            classification=max(self.classification, other.classification),
            tlp=max(self.tlp, other.tlp),
            codes=self.codes | other.codes,
            code_note=_joined(self.code_note, other.code_note, _NOTES_JOINED_BY),
            releasable_to=_common(self.releasable_to, other.releasable_to),
            purposes=purposes,
            onward=self.onward.strictest(other.onward),
            action_on=self.action_on.strictest(other.action_on),
            court_use=self.court_use.strictest(other.court_use),
            retain_until=_earliest(self.retain_until, other.retain_until),
            no_purpose_left=none_left,
            match=self.match.strictest(other.match),
            marked_as=self.marked_as | other.marked_as,
        )

    def to_json(self) -> dict[str, Any]:
        """JSON-ready, keys always the same, lists sorted."""
        return {
            "originator": self.originator,
            "classification": self.classification.code,
            "tlp": self.tlp.code,
            "codes": sorted(self.codes),
            "code_note": self.code_note,
            "releasable_to": None if self.releasable_to is None else sorted(self.releasable_to),
            "purposes": sorted(self.purposes),
            "no_purpose_left": self.no_purpose_left,
            "onward": self.onward.value,
            "action_on": self.action_on.value,
            "court_use": self.court_use.value,
            "match": self.match.value,
            "marked_as": [mark.to_json() for mark in sorted(self.marked_as)],
            "retain_until": None if self.retain_until is None else self.retain_until.isoformat(),
        }

    @classmethod
    def from_json(cls, untrusted: object) -> "Handling":
        """Handling from its JSON form. A field that says how strict to be must be there; it is never guessed.

        Raises:
            HandlingFormatError: a field is missing, unknown or has no allowed value.
        """
        fields = reading.known_fields(untrusted, _REQUIRED, _OPTIONAL)
        return cls(
            originator=reading.text(fields, "originator", empty_allowed=False),
            classification=reading.choice(fields, "classification", Classification.from_code),
            tlp=reading.choice(fields, "tlp", Tlp.from_code),
            codes=reading.choices(fields, "codes", HandlingCode),
            code_note=reading.text(fields, "code_note"),
            releasable_to=reading.countries(fields, "releasable_to"),
            purposes=reading.choices(fields, "purposes", Purpose),
            onward=reading.choice(fields, "onward", OnwardRule),
            action_on=reading.choice(fields, "action_on", OnwardRule),
            court_use=reading.choice(fields, "court_use", OnwardRule),
            retain_until=reading.day(fields, "retain_until"),
            no_purpose_left=reading.claim(fields, "no_purpose_left"),
            match=reading.choice({"match": OnwardRule.ALLOWED.value, **fields}, "match", OnwardRule),
            marked_as=frozenset(map(Mark.from_json, reading.members(fields, "marked_as"))),
        )


_REQUIRED = frozenset(
    {"originator", "classification", "tlp", "codes", "releasable_to", "purposes", "onward", "action_on", "court_use"}
)
# Those that came after the first version of the protocol say nothing where they are absent.
_OPTIONAL = frozenset({"code_note", "retain_until", "no_purpose_left", "match", "marked_as"})


def strictest(handlings: Iterable[Handling]) -> Handling:
    """The combination of all.

    Raises:
        HandlingError: there is none to combine; a whole without portions has no conditions of its own.
    """
    whole: Handling | None = None
    for handling in handlings:
        whole = handling if whole is None else whole.combine(handling)
    if whole is None:
        raise HandlingError("no portion, so no handling conditions to combine")
    return whole


def _common(first: frozenset[str] | None, second: frozenset[str] | None) -> frozenset[str] | None:
    if first is None or second is None:
        return second if first is None else first
    return first & second


def _common_purposes(first: Handling, second: Handling) -> tuple[frozenset[Purpose], bool]:
    if first.no_purpose_left or second.no_purpose_left:
        return frozenset(), True
    if not first.purposes or not second.purposes:
        return first.purposes | second.purposes, False
    shared = first.purposes & second.purposes
    return shared, not shared


def _earliest(first: date | None, second: date | None) -> date | None:
    if first is None or second is None:
        return second if first is None else first
    return min(first, second)


def _joined(first: str, second: str, separator: str) -> str:
    if first == second and separator not in first:
        return first
    parts = {part for text in (first, second) for part in text.split(separator) if part}
    return separator.join(sorted(parts))
