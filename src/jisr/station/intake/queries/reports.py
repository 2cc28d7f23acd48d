"""Reports as other rooms and pages see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from jisr.core.extraction import FindingKind
from jisr.core.handling import DataCategory, Handling, NeutralityFlag, Purpose, strictest
from jisr.core.statements import Grade
from jisr.station.intake.models import Attachment, FindingRecord, FindingState, Portion, Report
from jisr.station.knowledge import queries as knowledge


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding; see `jisr.core.extraction.Finding` for kind, span and value.

    Attributes:
        state: "proposed", "accepted" or "rejected".
        statement_id: the statement it became; None where it only marks the report.
        entity_id: the entity that statement is about, as it was when accepted.
    """

    id: UUID
    portion_id: UUID
    kind: FindingKind
    start: int
    end: int
    text: str
    value: str
    lang: str
    detail: Mapping[str, Any]
    extractor: str
    state: str
    statement_id: UUID | None
    entity_id: UUID | None

    @property
    def is_proposed(self) -> bool:
        return self.state == FindingState.PROPOSED

    @property
    def is_accepted(self) -> bool:
        return self.state == FindingState.ACCEPTED

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2 of the place or nationality it speaks of; "" for other kinds."""
        if self.kind in (FindingKind.COUNTRY, FindingKind.NATIONALITY):
            return self.value
        return str(self.detail.get("country", "")) if self.kind is FindingKind.CITY else ""


@dataclass(frozen=True, slots=True)
class PortionView:
    id: UUID
    ordinal: int
    text: str
    language: str
    handling: Handling
    is_tear_line: bool = False
    neutrality: tuple[NeutralityFlag, ...] = ()


@dataclass(frozen=True, slots=True)
class AttachmentView:
    id: UUID
    name: str
    media_type: str
    size: int
    is_original: bool


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report with everything in it.

    Attributes:
        source: code name.
        grade: as given; None = ungraded.
        category: of the persons in it, where nobody says otherwise of one of them; None = not stated.
        handling: strictest of the whole and of every portion.
        own_handling: of the whole, as set at intake.
        lineage: origin shared with other reports of the same story; "" when unknown.
        lineage_id: id of its origin or else of its source, which travels; "" where none was minted yet.
        neutrality: characters of the matter in which cooperation is forbidden.
        problems: warnings of the reader, as `IntakeProblem.to_json`.
    """

    id: UUID
    number: str
    title: str
    source: str
    source_id: UUID
    grade: Grade | None
    language: str
    purpose: Purpose | None
    category: DataCategory | None
    handling: Handling
    own_handling: Handling
    lineage: str
    lineage_id: str
    neutrality: tuple[NeutralityFlag, ...]
    is_verbal: bool
    event_at: datetime | None
    observed_at: datetime | None
    received_at: datetime
    kind: str
    recorded_by: str
    portions: list[PortionView]
    findings: list[FindingView]
    attachments: list[AttachmentView]
    problems: list[dict[str, Any]] = field(default_factory=list)

    @property
    def accepted(self) -> list[FindingView]:
        return [finding for finding in self.findings if finding.state == FindingState.ACCEPTED]

    @property
    def proposed(self) -> list[FindingView]:
        return [finding for finding in self.findings if finding.state == FindingState.PROPOSED]

    @property
    def rejected(self) -> list[FindingView]:
        return [finding for finding in self.findings if finding.state == FindingState.REJECTED]

    @property
    def text(self) -> str:
        return "\n\n".join(portion.text for portion in self.portions)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in a list; no content beyond its title."""

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


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """What to list; empty values do not filter."""

    words: str = ""
    source: str = ""
    language: str = ""
    purpose: str = ""
    has_proposals: bool = False
    received_from: datetime | None = None
    received_until: datetime | None = None


def report(report_id: UUID) -> ReportView | None:
    """A report; None when there is no such report."""
    row = Report.objects.select_related("source").filter(id=report_id).first()
    if row is None:
        return None
    portions = [_portion(portion) for portion in row.portions.all()]
    own = row.own_handling()
    return ReportView(
        id=row.id,
        number=row.number,
        title=row.title,
        source=row.source.code_name,
        source_id=row.source_id,
        grade=row.given_grade(),
        language=row.language,
        purpose=row.given_purpose(),
        category=row.given_category(),
        handling=strictest([own, *(portion.handling for portion in portions)]),
        own_handling=own,
        lineage=row.lineage,
        lineage_id=knowledge.lineage_minted(row.origin_word),
        neutrality=tuple(NeutralityFlag(flag) for flag in row.neutrality),
        is_verbal=row.is_verbal,
        event_at=row.event_at,
        observed_at=row.observed_at,
        received_at=row.received_at,
        kind=row.kind,
        recorded_by=row.recorded_by,
        portions=portions,
        findings=[finding_view(finding) for finding in row.findings.order_by("portion__ordinal", "start")],
        attachments=[_attachment(file) for file in row.attachments.defer("content")],
        problems=list(row.problems),
    )


def reports(wanted: ReportFilter | None = None) -> QuerySet[Report]:
    """Reports, newest first; a lazy list whose rows `report_row` turns into `ReportRow`."""
    chosen = wanted or ReportFilter()
    rows = Report.objects.select_related("source").annotate(
        proposed=Count("findings", filter=Q(findings__state=FindingState.PROPOSED)),
        accepted=Count("findings", filter=Q(findings__state=FindingState.ACCEPTED)),
    )
    if words := chosen.words.strip():
        rows = rows.filter(Q(number__icontains=words) | Q(id__in=knowledge.subjects_with(words, "report")))
    for name, value in (
        ("source__code_name", chosen.source),
        ("language", chosen.language),
        ("purpose", chosen.purpose),
        ("received_at__gte", chosen.received_from),
        ("received_at__lte", chosen.received_until),
    ):
        if value:
            rows = rows.filter(**{name: value})
    if chosen.has_proposals:
        rows = rows.filter(proposed__gt=0)
    return rows.order_by("-received_at", "-id")


def report_row(row: Report) -> ReportRow:
    """A row of `reports`."""
    return ReportRow(
        id=row.id,
        number=row.number,
        title=row.title,
        source=row.source.code_name,
        grade=row.grade,
        language=row.language,
        purpose=row.purpose,
        classification=row.classification,
        received_at=row.received_at,
        proposed=getattr(row, "proposed", 0),
        accepted=getattr(row, "accepted", 0),
    )


def count_reports_with_proposals(user: object = None) -> int:
    """How many reports wait for somebody to confirm what they say."""
    return FindingRecord.objects.filter(state=FindingState.PROPOSED).values("report").distinct().count()


def attachment(report_id: UUID, attachment_id: UUID) -> Attachment | None:
    """A file with its bytes; None when the report has no such file."""
    return Attachment.objects.filter(id=attachment_id, report_id=report_id).first()


def same_text(report_id: UUID) -> list[tuple[UUID, str]]:
    """(id, number) of other reports with exactly this text: perhaps the same report come in twice."""
    digest = Report.objects.filter(id=report_id).values("digest")
    rows = Report.objects.filter(digest__in=digest).exclude(id=report_id).values_list("id", "number")
    return list(rows[:5])


def report_of_finding(finding_id: UUID) -> UUID | None:
    """The report a finding stands in."""
    return FindingRecord.objects.filter(id=finding_id).values_list("report_id", flat=True).first()


def report_of_portion(portion_id: UUID) -> UUID | None:
    """The report a portion belongs to."""
    return Portion.objects.filter(id=portion_id).values_list("report_id", flat=True).first()


def finding_view(row: FindingRecord) -> FindingView:
    """A finding as other rooms see it."""
    return FindingView(
        id=row.id,
        portion_id=row.portion_id,
        kind=FindingKind(row.kind),
        start=row.start,
        end=row.end,
        text=row.text,
        value=row.value,
        lang=row.lang,
        detail=row.detail,
        extractor=row.extractor,
        state=row.state,
        statement_id=row.statement_id,
        entity_id=row.entity_id,
    )


def _portion(row: Portion) -> PortionView:
    return PortionView(
        row.id,
        row.ordinal,
        row.text,
        row.language,
        row.own_handling(),
        row.is_tear_line,
        tuple(NeutralityFlag(flag) for flag in row.neutrality),
    )


def _attachment(row: Attachment) -> AttachmentView:
    return AttachmentView(row.id, row.name, row.media_type, row.size, row.is_original)


def neutrality_of(report_id: UUID) -> frozenset[NeutralityFlag]:
    """Characters of a report's matter in which cooperation is forbidden."""
    flags = Report.objects.filter(id=report_id).values_list("neutrality", flat=True).first()
    return frozenset(NeutralityFlag(flag) for flag in flags or ())
