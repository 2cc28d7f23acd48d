"""Corrections: what a report says about itself, the conditions of a portion, where one portion ends."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import F

from jisr.core.handling import DataCategory, Handling, NeutralityFlag, Purpose
from jisr.core.statements import Grade
from jisr.station.intake.models import Portion, Report
from jisr.station.intake.problems import DivisionError, PortionNotFoundError, ReportNotFoundError
from jisr.station.intake.services.extraction import propose_findings
from jisr.station.intake.services.reports import index_report, refresh_level
from jisr.station.intake.services.sources import one_line, source_named
from jisr.station.knowledge import services as knowledge
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.web.given import marking_given


class ReportChanges(TypedDict, total=False):
    """What of a report can be corrected; the text itself never is."""

    title: str
    source: str
    grade: Grade | None
    language: str
    purpose: Purpose | None
    category: DataCategory | None
    lineage: str
    is_verbal: bool
    event_at: datetime | None
    observed_at: datetime | None
    neutrality: Collection[NeutralityFlag]


@transaction.atomic
def correct_report(actor: Actor, report_id: UUID, **changes: Unpack[ReportChanges]) -> None:
    """Correct what is known of a report. Another language reads the text again; decided findings stay.

    Raises:
        ReportNotFoundError, SourceNameError.
    """
    report = Report.objects.select_for_update().filter(id=report_id).first()
    if report is None:
        raise ReportNotFoundError
    language = changes.get("language", report.language)
    is_new_language = language != report.language
    _apply(actor, report, changes)
    report.save()
    if {"lineage", "source"} & changes.keys():
        knowledge.trace_report(report.id, knowledge.lineage_of(report.origin_word))
    if is_new_language:
        portions = list(report.portions.all())
        for portion in portions:
            portion.language = language
        Portion.objects.bulk_update(portions, ["language"])
        propose_findings(report, portions)
    if is_new_language or "title" in changes:
        index_report(report, list(report.portions.all()))
    record(actor, Act.ALTERATION, "report", str(report.id), detail={"fields": ",".join(sorted(changes))})


def _apply(actor: Actor, report: Report, changes: ReportChanges) -> None:
    fields: dict[str, Any] = dict(changes)
    if "source" in fields:
        report.source = source_named(actor, fields.pop("source"))
    if "grade" in fields:
        grade = fields.pop("grade")
        report.grade, report.grade_scheme = (str(grade), grade.scheme.value) if grade else ("", "")
    if "neutrality" in fields:
        report.neutrality = sorted(flag.value for flag in fields.pop("neutrality"))
    for name in fields.keys() & {"purpose", "category"}:
        chosen = fields.pop(name)
        setattr(report, name, chosen.value if chosen else "")
    for name, value in fields.items():
        setattr(report, name, one_line(value) if isinstance(value, str) else value)


@transaction.atomic
def mark_portion(
    actor: Actor,
    portion_id: UUID,
    handling: Handling,
    *,
    is_tear_line: bool | None = None,
    neutrality: Collection[NeutralityFlag] | None = None,
) -> None:
    """Set the conditions of a portion. Statements already taken from it keep theirs, which are changed one by one.

    Args:
        is_tear_line: every recipient may pass it on without asking; None = as before.
        neutrality: characters of the matter in which cooperation is forbidden; None = as before.

    Raises:
        PortionNotFoundError: there is no such portion.
        Problem: the marking contradicts itself; its code says how.
    """
    portion = Portion.objects.select_for_update(of=("self",)).select_related("report").filter(id=portion_id).first()
    if portion is None:
        raise PortionNotFoundError
    portion.is_tear_line = portion.is_tear_line if is_tear_line is None else is_tear_line
    if neutrality is not None:
        portion.neutrality = sorted(flag.value for flag in neutrality)
    marking_given(handling.to_json(), is_tear_line=portion.is_tear_line)
    portion.set_handling(handling)
    portion.save(update_fields=["handling", "classification", "is_tear_line", "neutrality"])
    refresh_level(portion.report)
    index_report(portion.report, list(portion.report.portions.all()))
    detail: dict[str, str | int] = {
        "classification": handling.classification.code,
        "report": str(portion.report_id),
        "tear_line": int(portion.is_tear_line),
        "neutrality": ",".join(portion.neutrality),
    }
    record(actor, Act.ALTERATION, "portion", str(portion.id), decision="marked", detail=detail)


@transaction.atomic
def divide_portion(actor: Actor, portion_id: UUID, at: int) -> UUID:
    """Make two portions of one, so that each can carry its own conditions; the id of the second.

    Args:
        at: code-point offset in the portion's text at which the second begins.

    Raises:
        PortionNotFoundError: there is no such portion.
        DivisionError: a finding would be cut, or one part would be empty.
    """
    portion = Portion.objects.select_for_update(of=("self",)).select_related("report").filter(id=portion_id).first()
    if portion is None:
        raise PortionNotFoundError
    first, second = portion.text[:at], portion.text[at:]
    if not first.strip() or not second.strip() or portion.findings.filter(start__lt=at, end__gt=at).exists():
        raise DivisionError
    report = portion.report
    report.portions.filter(ordinal__gt=portion.ordinal).update(ordinal=F("ordinal") + 1)
    added = Portion.objects.create(
        report=report,
        ordinal=portion.ordinal + 1,
        text=second,
        language=portion.language,
        handling=portion.handling,
        classification=portion.classification,
        neutrality=portion.neutrality,
    )
    portion.findings.filter(start__gte=at).update(portion=added, start=F("start") - at, end=F("end") - at)
    portion.text = first
    portion.save(update_fields=["text"])
    index_report(report, list(report.portions.all()))
    record(actor, Act.ALTERATION, "portion", str(portion.id), decision="divided", detail={"second": str(added.id)})
    return added.id
