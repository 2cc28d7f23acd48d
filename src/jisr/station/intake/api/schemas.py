"""What goes in and out of the intake routes."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime

from jisr.core.extraction import FindingKind
from jisr.core.handling import DataCategory, NeutralityFlag, Purpose, SpecialCategory
from jisr.core.statements import Basis, GradeScheme
from jisr.station.intake.services import Decision

type Language = Literal["ar", "fr", "en"]


class ReportDetails(Schema):
    """What is known of a report beside its text.

    `handling`: the JSON form of the marking; left out: the usual. `category`: of the persons in it.
    """

    source: str = Field(min_length=2, max_length=80)
    title: str = Field("", max_length=300)
    grade: str = Field("", max_length=4, examples=["B2"])
    grade_scheme: GradeScheme | None = None
    language: Language | None = None
    purpose: Purpose | None = None
    category: DataCategory | None = None
    handling: dict[str, Any] | None = None
    received_at: AwareDatetime | None = None
    event_at: AwareDatetime | None = None
    observed_at: AwareDatetime | None = None
    lineage: str = Field("", max_length=80)
    is_verbal: bool = False
    neutrality: list[NeutralityFlag] = []


class ReportIn(ReportDetails):
    text: str = Field(min_length=1)


class ReportChange(Schema):
    """Fields left out stay as they are."""

    source: str | None = Field(None, min_length=2, max_length=80)
    title: str | None = Field(None, min_length=1, max_length=300)
    grade: str | None = Field(None, max_length=4)
    grade_scheme: GradeScheme | None = None
    language: Language | None = None
    purpose: Purpose | None = None
    category: DataCategory | None = None
    event_at: AwareDatetime | None = None
    observed_at: AwareDatetime | None = None
    lineage: str | None = Field(None, max_length=80)
    is_verbal: bool | None = None
    neutrality: list[NeutralityFlag] | None = None


class Created(Schema):
    id: UUID
    number: str


class ReportRowOut(Schema):
    id: UUID
    number: str
    title: str
    source: str
    grade: str
    language: str
    purpose: str
    classification: int
    received_at: datetime
    proposed: int
    accepted: int


class ReportsOut(Schema):
    total: int
    items: list[ReportRowOut]


class PortionOut(Schema):
    id: UUID
    ordinal: int
    text: str
    language: str
    handling: dict[str, Any]
    is_tear_line: bool
    neutrality: list[NeutralityFlag]


class FindingOut(Schema):
    """Offsets count code points of the portion's text."""

    id: UUID
    portion_id: UUID
    kind: FindingKind
    start: int
    end: int
    text: str
    value: str
    lang: str
    detail: dict[str, Any]
    extractor: str
    state: str
    statement_id: UUID | None
    entity_id: UUID | None


class FileOut(Schema):
    id: UUID
    name: str
    media_type: str
    size: int
    is_original: bool


class ReportOut(Schema):
    id: UUID
    number: str
    title: str
    source: str
    grade: dict[str, str] | None
    language: str
    purpose: Purpose | None
    category: DataCategory | None
    handling: dict[str, Any]
    lineage: str
    lineage_id: str
    neutrality: list[NeutralityFlag]
    is_verbal: bool
    event_at: datetime | None
    observed_at: datetime | None
    received_at: datetime
    kind: str
    recorded_by: str
    portions: list[PortionOut]
    findings: list[FindingOut]
    files: list[FileOut]
    problems: list[dict[str, Any]]


class DecisionIn(Schema):
    """`claim` is "Schema.property"; left out: the usual one for the kind. `entity_id`: whom it is about.

    `category`: of that person; left out: as stated of the same person in the report, or else of all its persons.
    """

    decision: Decision
    claim: str = Field("", max_length=80)
    entity_id: UUID | None = None
    category: DataCategory | None = None
    basis: Basis = Basis.FACT
    special: list[SpecialCategory] = []


class DecisionOut(Schema):
    statement_id: UUID | None


class AllIn(Schema):
    """`category` becomes that of the report's persons; needed where a person is among them and none is stated."""

    decision: Literal["accept", "reject"]
    findings: list[UUID] | None = None
    category: DataCategory | None = None


class DecidedOut(Schema):
    decided: int


class FurtherFinding(Schema):
    kind: FindingKind
    words: str = Field(min_length=1, max_length=500)
    portion_id: UUID | None = None


class FindingCreated(Schema):
    id: UUID


class MarkingIn(Schema):
    """`handling` is the JSON form of the marking; this station becomes its originator. What is left out stays.

    `is_tear_line`: every recipient may pass the portion on without asking; its conditions must allow that.
    """

    handling: dict[str, Any]
    is_tear_line: bool | None = None
    neutrality: list[NeutralityFlag] | None = None


class DivisionIn(Schema):
    at: int = Field(ge=1)


class SourceOut(Schema):
    id: UUID
    code_name: str
    kind: str
    report_count: int
    letters: list[tuple[str, int]]
    last_report: datetime | None


class ListDetails(Schema):
    source: str = Field(min_length=2, max_length=80)
    name: str = Field("", max_length=120)
    grade: str = Field("", max_length=4)
    grade_scheme: GradeScheme | None = None
    category: DataCategory | None = None
    handling: dict[str, Any] | None = None


class ImportOut(Schema):
    id: UUID
    name: str
    file_name: str
    kind: str
    state: str
    rows_total: int | None
    rows_read: int
    rows_landed: int
    rows_known: int
    rows_wrong: int
    statements_added: int
    problems: list[dict[str, Any]]
    failure: dict[str, Any] | None
    created_at: datetime
    created_by: str
    ended_at: datetime | None


class ImportsOut(Schema):
    total: int
    items: list[ImportOut]
