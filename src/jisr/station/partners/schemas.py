"""Shapes of the room's routes, in and out."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from jisr.core.handling import OWN_SCALE, Classification, DataCategory, OnwardRule, PartnerState, Purpose
from jisr.core.sealing import RevocationReason
from jisr.station.partners.regions import Region
from jisr.station.web.paging import MAX_OFFSET


class Paging(Schema):
    limit: int = Field(50, ge=1, le=200)
    offset: int = Field(0, ge=0, le=MAX_OFFSET)


class PartnerFilter(Paging):
    state: PartnerState | None = None


class PartnerOut(Schema):
    """A partner station. `names` by language (ar, fr, en); `card_digest` is "" when no card stands."""

    station_id: str
    names: dict[str, str]
    country: str
    kind: str
    region: str
    state: PartnerState
    state_reason: str
    state_changed_at: datetime
    endpoint: str
    languages: list[str]
    card_digest: str
    last_contact: datetime | None
    is_unreachable: bool
    minimum_strength: int


class SuiteIn(Schema):
    """JOSE algorithm of the weakest suite to be accepted; "" for the protocol's own floor."""

    algorithm: str = Field("", max_length=40)


class PartnerPage(Schema):
    total: int
    items: list[PartnerOut]


class CardIn(Schema):
    """A card as received: the text of the card file, byte for byte."""

    card: str = Field(max_length=300_000)
    code: str = Field("", max_length=500)
    region: Region | None = None


class CardOut(Schema):
    """The own card. `code` is what its QR code binds."""

    station_id: str
    sequence: int
    issued_at: datetime
    digest: str
    code: str
    link: str
    card: str


class WordsOut(Schema):
    """This officer's part of the comparison: words to be read out by number, and numbers of the words to be heard."""

    call: int
    language: str
    to_read: dict[str, str]
    to_hear: list[int]


class OccasionIn(Schema):
    place: str = Field("", max_length=200)
    held_on: date | None = None
    occasion: str = Field("", max_length=300)
    counterpart: str = Field("", max_length=200)


class ComparisonIn(OccasionIn):
    """Either the words heard (by number, 1 to 12) or the code of the partner's card."""

    language: str = Field("en", pattern="^(ar|fr|en)$")
    call: int | None = Field(None, ge=1, le=2)
    heard: dict[int, str] | None = None
    code: str = Field("", max_length=500)


class VerifiedOut(Schema):
    is_verified: bool
    officers: list[str]


class ComparisonOut(Schema):
    officer: str
    method: str
    language: str
    call: int | None
    matched: bool
    wrong_count: int
    place: str
    held_on: date | None
    occasion: str
    counterpart: str
    at: datetime


class ReasonIn(Schema):
    reason: str = Field(min_length=3, max_length=1_000)


class KeysIn(Schema):
    keys: list[str] = Field(min_length=1, max_length=50)
    reason: RevocationReason


class RowSchema(Schema):
    """One line of the table of equivalence: a level of a scale, and the own level that protects as much."""

    scale: str = Field(max_length=20)
    level: str = Field(max_length=40)
    own: str = Field(max_length=20)


class AgreementIn(Schema):
    """What an agreement says; dates are inclusive, `parties` are station ids without this station's own.

    `equivalence`: rows for levels of `scale`, and of others; without any, both sides use Jisr's own levels.
    """

    title: str = Field(max_length=200)
    reference: str = Field(max_length=200)
    parties: list[str] = Field(min_length=1, max_length=100)
    purposes: list[Purpose] = Field(min_length=1)
    data_categories: list[DataCategory] = Field(min_length=1)
    highest_classification: str
    longest_retention_days: int = Field(ge=1, le=36_500)
    onward: OnwardRule = OnwardRule.ASK
    redress_contact: str = Field(max_length=300)
    valid_from: date
    valid_until: date
    note: str = Field("", max_length=2_000)
    tells_onward: bool = False
    scale: str = Field(OWN_SCALE, max_length=20)
    equivalence: list[RowSchema] = Field([], max_length=100)


class AgreementChange(AgreementIn):
    version: int = Field(ge=1)


class AgreementOut(Schema):
    """One version of an agreement. `state`: future, in_force, ending_soon or ended."""

    thread: UUID
    version: int
    is_current: bool
    title: str
    reference: str
    parties: list[str]
    purposes: list[str]
    data_categories: list[str]
    highest_classification: str
    longest_retention_days: int
    onward: str
    redress_contact: str
    valid_from: date
    valid_until: date
    last_day: date
    end_reason: str
    note: str
    state: str
    renews: UUID | None
    renewed_by: UUID | None
    tells_onward: bool
    scale: str
    equivalence: list[RowSchema]

    @staticmethod
    def resolve_highest_classification(view: Any) -> str:
        level: Classification = view.highest_classification
        return level.code

    @staticmethod
    def resolve_scale(view: Any) -> str:
        return str(view.table.scale)

    @staticmethod
    def resolve_equivalence(view: Any) -> list[dict[str, str]]:
        return [row.to_json() for row in view.table.rows]


class AgreementFilter(Paging):
    partner: str = ""
    state: str = ""


class AgreementPage(Schema):
    total: int
    items: list[AgreementOut]


class RenewalIn(Schema):
    valid_until: date
    reference: str = Field("", max_length=200)


class EndIn(Schema):
    last_day: date
    reason: str = Field(min_length=3, max_length=1_000)


class InterestIn(Schema):
    """What to be told about; at least one of topics, countries, names and patterns."""

    title: str = Field(max_length=200)
    topics: list[Purpose] = []
    countries: list[str] = []
    names: list[str] = []
    patterns: list[str] = []
    valid_from: datetime
    valid_until: datetime


class NewInterest(InterestIn):
    owner: str


class InterestOut(Schema):
    """A standing interest. `state`: future, valid, ended or withdrawn."""

    id: UUID
    owner: str
    title: str
    topics: list[str]
    countries: list[str]
    names: list[str]
    patterns: list[str]
    valid_from: datetime
    valid_until: datetime
    state: str
    dispatch_id: UUID | None
    shared_with: list[str]


class ShareIn(Schema):
    recipients: list[str] = Field(min_length=1, max_length=100)


class InterestPage(Schema):
    total: int
    items: list[InterestOut]


class InterestFilter(Paging):
    owner: str = ""
