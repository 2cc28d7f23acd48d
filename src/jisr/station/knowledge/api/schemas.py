"""What the routes of the knowledge room take and give."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema

from jisr.core.handling import DataCategory, SpecialCategory
from jisr.core.statements import Basis, GradeScheme
from jisr.station.knowledge.queries import EntityFilter


class EntityQuery(Schema):
    q: str = Field("", max_length=500)
    schema_: str = Field("", alias="schema")
    country: str = ""
    category: str = ""
    originator: str = ""
    changed_from: date | None = None

    def filter(self) -> EntityFilter:
        return EntityFilter(self.q, self.schema_, self.country, self.category, self.originator, self.changed_from)


class EntityOut(Schema):
    id: UUID
    schema_: str = Field(alias="schema")
    caption: str
    other_names: list[str]
    countries: list[str]
    categories: list[str]
    originators: list[str]
    handling: dict[str, Any]
    statement_count: int
    changed_at: datetime
    why: str
    score: float | None
    found_name: str
    reasons: list[str]


class EntityList(Schema):
    items: list[EntityOut]
    total: int


class StatementOut(Schema):
    """A statement as it travels, with its state at this station."""

    statement: dict[str, Any]
    state: str
    received_from: str
    recorded_at: datetime
    recorded_by: str
    ended_at: datetime | None
    ended_by: str
    end_reason: str
    supersedes: UUID | None


class EntityPageOut(Schema):
    id: UUID
    schema_: str = Field(alias="schema")
    caption: str
    members: list[UUID]
    contradictions: list[str]
    handling: dict[str, Any] | None
    statements: list[StatementOut]


class StatementIn(Schema):
    """One claim. Without `entity_id` it begins a new entity."""

    entity_id: UUID | None = None
    schema_: str = Field(alias="schema")
    prop: str
    value: str
    lang: Literal["", "ar", "fr", "en"] = ""
    source: str = Field("", max_length=80)
    grade: str = ""
    grade_scheme: GradeScheme = GradeScheme.NATO_6X6
    category: DataCategory | None = None
    basis: Basis = Basis.FACT
    expires: date | None = None
    special: list[SpecialCategory] = []
    handling: dict[str, Any]


class StatementChange(Schema):
    """What becomes different; fields left out stay. The earlier statement is kept, superseded."""

    reason: str
    value: str | None = None
    lang: Literal["", "ar", "fr", "en"] | None = None
    source: str | None = Field(None, max_length=80)
    grade: str | None = None
    grade_scheme: GradeScheme = GradeScheme.NATO_6X6
    category: DataCategory | None = None
    basis: Basis | None = None
    expires: date | None = None
    special: list[SpecialCategory] | None = None
    handling: dict[str, Any] | None = None


class RetractIn(Schema):
    reason: str


class Created(Schema):
    id: UUID
    entity_id: UUID


class SpecialIn(Schema):
    """What a person says of an entity; it is never inferred."""

    category: SpecialCategory
    note: str = Field("", max_length=500)


class SpecialOut(Schema):
    category: SpecialCategory
    note: str
    said_by: str
    said_at: datetime


class OriginOut(Schema):
    """One independent origin of a claim. `statements`: all that goes back to it; `is_own`: this station minted it."""

    id: str
    is_own: bool
    statements: list[UUID]


class EvidenceOut(Schema):
    """One claim. `direction` is "for", "against" or "neutral"; `log_odds` the natural logarithm of its weight."""

    code: str
    direction: str
    strength: str
    log_odds: float
    sentence: dict[str, str]


class SideOut(Schema):
    entity_id: UUID
    caption: str
    schema_: str = Field(alias="schema")
    properties: dict[str, list[str]]


class NewEvidenceOut(Schema):
    """A statement that has come since a person judged the pair."""

    statement_id: UUID
    side: Literal["left", "right"]
    prop: str
    value: str


class ProposalOut(Schema):
    id: UUID
    left: SideOut
    right: SideOut
    score: float
    speaking_for: list[EvidenceOut]
    speaking_against: list[EvidenceOut]
    neutral: list[EvidenceOut]
    missing: list[EvidenceOut]
    earlier_judgement: UUID | None
    news: list[NewEvidenceOut]
    new_claims: list[EvidenceOut]
    occasion: str
    proposed_at: datetime
    proposed_by: str


class ProposalList(Schema):
    items: list[ProposalOut]
    total: int


class PairIn(Schema):
    first: UUID
    second: UUID


class VerdictIn(PairIn):
    verdict: Literal["same", "different", "unsure"]
    note: str = Field("", max_length=1000)


class JudgementOut(Schema):
    id: UUID
    verdict: str
    left: UUID
    right: UUID
    note: str
    score: float
    decided_at: datetime
    decided_by: str
    undone_at: datetime | None
    undone_by: str
    undone_note: str


class JudgementList(Schema):
    items: list[JudgementOut]
    total: int


class IdOut(Schema):
    id: UUID


class TextOut(Schema):
    subject: str
    title: str
    lang: str
    originator: str
    handling: dict[str, Any]
    dated: datetime
    fragments: list[tuple[str, bool]]


class TextList(Schema):
    items: list[TextOut]
    total: int


class NameMatch(Schema):
    entity_id: UUID
    caption: str
    name: str
    schema_: str = Field(alias="schema")
    score: float
    reasons: list[str]
