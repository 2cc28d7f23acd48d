"""Between table rows and `jisr.core.statements.Statement`, the form that rules and partners see."""

from datetime import date
from uuid import UUID

from django.utils import timezone

from jisr.core.handling import DataCategory, Handling, SpecialCategory
from jisr.core.statements import Basis, Grade, GradeScheme, Statement
from jisr.station.knowledge.models import StatementRecord


def statement_of(row: StatementRecord) -> Statement:
    """The statement a row holds, about the entity people judged it to be about."""
    return Statement(
        id=str(row.id),
        entity_id=str(row.canonical_id),
        schema=row.schema,
        prop=row.prop,
        value=row.value,
        original_value=row.original_value,
        lang=row.lang,
        source=row.source,
        report_id=str(row.report_id or ""),
        dispatch_id=str(row.dispatch_id or ""),
        grade=grade_of(row),
        handling=handling_of(row),
        category=DataCategory(row.category) if row.category else None,
        basis=Basis(row.basis),
        first_seen=row.first_seen,
        last_confirmed=row.last_confirmed,
        expires=row.expires,
        special=frozenset(SpecialCategory(word) for word in row.special),
        lineage=row.lineage,
        author=row.author,
    )


def row_of(statement: Statement, *, recorded_by: str) -> StatementRecord:
    """A new row that holds a statement; its ids are those under which it travelled."""
    row = StatementRecord(
        id=UUID(statement.id),
        origin_id=UUID(statement.id),
        entity_id=UUID(statement.entity_id),
        canonical_id=UUID(statement.entity_id),
        origin_entity_id=UUID(statement.entity_id),
        schema=statement.schema,
        prop=statement.prop,
        value=statement.value,
        original_value=statement.original_value,
        lang=statement.lang,
        source=statement.source,
        report_id=UUID(statement.report_id) if statement.report_id else None,
        dispatch_id=UUID(statement.dispatch_id) if statement.dispatch_id else None,
        category=statement.category.value if statement.category else "",
        basis=statement.basis.value,
        first_seen=statement.first_seen,
        last_confirmed=statement.last_confirmed,
        expires=statement.expires,
        special=sorted(statement.special),
        lineage=statement.lineage,
        author=statement.author,
        recorded_at=timezone.now(),
        recorded_by=recorded_by,
    )
    set_grade(row, statement.grade)
    set_handling(row, statement.handling)
    return row


def handling_of(row: StatementRecord) -> Handling:
    return Handling.from_json(row.handling)


def grade_of(row: StatementRecord) -> Grade | None:
    return Grade.parse(row.grade, GradeScheme(row.grade_scheme)) if row.grade else None


def set_grade(row: StatementRecord, grade: Grade | None) -> None:
    row.grade, row.grade_scheme = (str(grade), grade.scheme.value) if grade else ("", "")


def set_handling(row: StatementRecord, handling: Handling) -> None:
    """Store the conditions and, beside them, what is asked for: originator, last day of holding."""
    row.handling = handling.to_json()
    row.originator = handling.originator
    row.held_until = last_day(row.expires, handling.retain_until)


def last_day(*days: date | None) -> date | None:
    """The earliest of the days given; None when none is."""
    return min((day for day in days if day is not None), default=None)
