"""What a release decision is made from: the items, the recipient, and what is known about both.

Values only. The caller states the facts; `decide` never looks anything up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from jisr.core.handling.conditions import Handling
from jisr.core.handling.equivalence import AS_THEY_ARE, Equivalence
from jisr.core.handling.scales import OWN_SCALE
from jisr.core.handling.vocabulary import (
    Classification,
    DataCategory,
    NeutralityFlag,
    OnwardRule,
    PartnerState,
    Permission,
    Purpose,
    SpecialCategory,
)


class ItemKind(StrEnum):
    """What one releasable piece is."""

    PORTION = "portion"
    STATEMENT = "statement"


_SPECIAL_BY_CATEGORY = {
    DataCategory.VICTIM: SpecialCategory.VICTIM,
    DataCategory.WITNESS: SpecialCategory.WITNESS,
}


@dataclass(frozen=True, slots=True)
class Item:
    """One piece that may go or be withheld by itself.

    Attributes:
        id: of the portion or statement.
        handling: its own conditions.
        is_personal: it says something about an identified or identifiable person.
        categories: of the data subjects in it; empty on a personal item = not known.
        special: of whom a person has said so; victims and witnesses follow from `categories` as well.
        is_graded: source and information carry a grade.
        neutrality: characters of the matter in which cooperation is forbidden.
        is_tainted: clearly obtained in violation of human rights.
        expires: last day on which it may be held; None = only what `handling` says.
        is_tear_line: a passage that its originator lets every recipient pass on without asking.
        lacks_author: an assessment for which nobody answers by name; it must not pose as a fact.
    """

    id: str
    kind: ItemKind
    handling: Handling
    is_personal: bool = True
    categories: frozenset[DataCategory] = frozenset()
    special: frozenset[SpecialCategory] = frozenset()
    is_graded: bool = False
    neutrality: frozenset[NeutralityFlag] = frozenset()
    is_tainted: bool = False
    expires: date | None = None
    is_tear_line: bool = False
    lacks_author: bool = False

    @property
    def special_categories(self) -> frozenset[SpecialCategory]:
        """Stated ones, and those that follow from the categories of data subject."""
        if self.categories.isdisjoint(_SPECIAL_BY_CATEGORY):
            return self.special
        return self.special | {_SPECIAL_BY_CATEGORY[c] for c in self.categories if c in _SPECIAL_BY_CATEGORY}

    @property
    def last_day(self) -> date | None:
        """The last day on which it may be held; None = no limit."""
        kept_until = self.handling.retain_until
        if self.expires is None or kept_until is None:
            return self.expires or kept_until
        return min(self.expires, kept_until)


@dataclass(frozen=True, slots=True)
class Release:
    """What is to be released.

    Attributes:
        items: the pieces; an empty release is refused.
        permissions: what the recipient is to be allowed. Naming USE_IN_COURT, ACT_ON or MATCH asks for that
            permission to be given now; without it the recipient is left with what the conditions say.
        neutrality: characters of the matter as a whole.
    """

    items: tuple[Item, ...]
    permissions: frozenset[Permission] = frozenset({Permission.READ})
    neutrality: frozenset[NeutralityFlag] = frozenset()


@dataclass(frozen=True, slots=True)
class Recipient:
    """A partner station.

    Attributes:
        country: ISO 3166-1 alpha-2.
        has_valid_card: it has a verified card whose keys are valid now and not revoked.
    """

    station_id: str
    country: str
    state: PartnerState
    has_valid_card: bool = True


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """What is agreed with the recipient. All dates inclusive; an agreement in force or, failing that, the latest one.

    Attributes:
        reference: legal reference as people cite it.
        longest_retention_days: days for which a recipient may hold personal data, at least 1.
        onward: what the agreement lets the recipient do with everything under it.
        equivalence: what it makes equal between scales of classification.
    """

    reference: str
    valid_from: date
    valid_until: date
    purposes: frozenset[Purpose]
    categories: frozenset[DataCategory]
    highest_classification: Classification
    longest_retention_days: int
    onward: OnwardRule = OnwardRule.ASK
    equivalence: Equivalence = AS_THEY_ARE

    def is_in_force(self, on: date) -> bool:
        """Whether it applies on this day."""
        return self.valid_from <= on <= self.valid_until


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """The human-rights due diligence of this release.

    Attributes:
        required: whether the step is asked for at all.
        approved: assessed, and approved by someone other than its author.
        valid_until: last day of the approval; None = the approval has no end of its own.
        is_draft: made, but not decided on yet.
        stopped_as: "prohibited", "withheld" or "suspended" where it forbids the release, asked for or not; else "".
        is_never_overridden: what is prohibited is so even where a life is at risk.
    """

    required: bool
    approved: bool = False
    valid_until: date | None = None
    is_draft: bool = False
    stopped_as: str = ""
    is_never_overridden: bool = False

    @property
    def made(self) -> bool:
        """Whether there is an assessment at all."""
        return self.approved or self.is_draft


@dataclass(frozen=True, slots=True)
class Consent:
    """An originator's consent to one permission for one recipient and one item.

    Attributes:
        until: last day on which it holds; None = until it is withdrawn.
    """

    originator: str
    item_id: str
    recipient: str
    permission: Permission
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it may be used on this day."""
        return self.until is None or day <= self.until


@dataclass(frozen=True, slots=True)
class Facts:
    """What else must be known.

    Attributes:
        own_station: station id of the station that decides.
        agreement: with the recipient; None = there is none.
        assessment: of this release.
        consents: given by originators; of several for the same, any that holds is enough.
        special_grounds: special categories for whose data a person has recorded a ground for this release.
        is_stopped: an oversight officer has stopped this release.
        has_own_valid_card: the own station's keys are valid now and not revoked.
        own_scale: id of the scale of the own state, whose marks need no row of an agreement.
        is_life_at_risk: two people have put an override for an imminent threat to life in force: what an assessment
            holds up, and what originators want to be asked first, may go; never what they forbid.
    """

    own_station: str
    agreement: AgreementFacts | None
    assessment: AssessmentFacts
    consents: frozenset[Consent] = frozenset()
    special_grounds: frozenset[SpecialCategory] = frozenset()
    is_stopped: bool = False
    has_own_valid_card: bool = True
    own_scale: str = OWN_SCALE
    is_life_at_risk: bool = False
    _consents_by_use: Mapping[tuple[str, str, str, Permission], tuple[Consent, ...]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        found: dict[tuple[str, str, str, Permission], tuple[Consent, ...]] = {}
        for consent in self.consents:
            use = (consent.originator, consent.item_id, consent.recipient, consent.permission)
            found[use] = (*found.get(use, ()), consent)
        object.__setattr__(self, "_consents_by_use", found)

    def is_consented(self, originator: str, item_id: str, recipient: str, permission: Permission, day: date) -> bool:
        """Whether this originator's consent to this use holds on this day."""
        given = self._consents_by_use.get((originator, item_id, recipient, permission), ())
        return any(consent.holds_on(day) for consent in given)


@dataclass(frozen=True, slots=True)
class Case:
    """Everything one check looks at."""

    what: Release
    recipient: Recipient
    purpose: Purpose
    when: datetime
    facts: Facts
    items: tuple[Item, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "items", self.what.items)

    @property
    def today(self) -> date:
        """The day of the decision, UTC."""
        return self.when.date()

    def foreign_originators(self, item: Item) -> Iterable[str]:
        """Originators whose say it is: neither this station nor the recipient itself."""
        return sorted(item.handling.originators - {self.facts.own_station, self.recipient.station_id})

    def has_consent(self, originator: str, item: Item, permission: Permission) -> bool:
        """Whether this originator's consent for this recipient holds today."""
        return self.facts.is_consented(originator, item.id, self.recipient.station_id, permission, self.today)
