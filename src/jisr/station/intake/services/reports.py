"""Taking a report in: stored, divided, read for findings, made searchable, written to the ledger. All or nothing."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from django.db import connection, transaction
from django.utils import timezone

from jisr.core.handling import strictest
from jisr.interop.documents import Document, finished
from jisr.interop.language import DetectedLanguage, detect_language
from jisr.interop.limits import DEFAULT
from jisr.interop.problems import IntakeError, IntakeProblem
from jisr.station.intake.models import LANGUAGES, Attachment, Portion, Report
from jisr.station.intake.portions import divide
from jisr.station.intake.problems import ReportEmptyError, TextTooLongError
from jisr.station.intake.services.drafts import ReportDraft
from jisr.station.intake.services.extraction import ExtractionFailedError, propose_findings
from jisr.station.intake.services.sources import one_line, source_named
from jisr.station.intake.signals import report_received
from jisr.station.knowledge import services as knowledge
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.vault.services import prepare_keys
from jisr.station.web.ids import new_id

logger = structlog.get_logger("jisr.intake")
_NUMBER_LOCK = 0x6A6973720101
_TITLE_LENGTH = 90
_LONGEST_TITLE = 300


@transaction.atomic
def receive_report(actor: Actor, draft: ReportDraft) -> UUID:
    """Take a report in; its id.

    Raises:
        ReportEmptyError, TextTooLongError: nothing, or too much, to take in.
        SourceNameError: the source has no proper code name.
    """
    document = _checked(draft)
    now = timezone.now()
    detected = detect_language(document.text)
    source = source_named(actor, draft.source)
    report = Report.objects.create(
        number=_next_number(now),
        title=_title(draft, document.text),
        source=source,
        grade=str(draft.grade) if draft.grade else "",
        grade_scheme=draft.grade.scheme.value if draft.grade else "",
        language=_language(draft, detected),
        detected_language=detected.language,
        purpose=draft.purpose.value if draft.purpose else "",
        category=draft.category.value if draft.category else "",
        handling=draft.handling.to_json(),
        classification=int(draft.handling.classification),
        held_until=draft.handling.retain_until,
        lineage=one_line(draft.lineage)[:80],
        is_verbal=draft.is_verbal,
        neutrality=sorted(flag.value for flag in draft.neutrality),
        event_at=draft.event_at,
        observed_at=draft.observed_at,
        received_at=draft.received_at or now,
        kind=draft.kind,
        digest=hashlib.sha256(document.text.encode()).hexdigest(),
        details={**draft.details, "language_confidence": detected.confidence},
        problems=[problem.to_json() for problem in _distinct(*draft.problems, *document.problems)],
        recorded_at=now,
        recorded_by=actor.name,
    )
    knowledge.lineage_of(report.origin_word)
    portions = _store_portions(report, document.text, draft)
    _store_attachments(report, draft)
    findings = _propose(report, portions)
    index_report(report, portions)
    report_received.send(sender=Report, report_id=report.id, actor=actor)
    detail = {"portions": len(portions), "findings": findings, "attachments": len(draft.attachments)}
    record(actor, Act.COLLECTION, "report", str(report.id), detail=detail)
    return report.id


def index_report(report: Report, portions: list[Portion]) -> None:
    """Make the portions searchable as they now stand."""
    texts = [knowledge.TextPortion(one.id, one.text, one.language, one.own_handling()) for one in portions]
    knowledge.index_text(f"report:{report.id}", f"{report.number} {report.title}", report.received_at, texts)


def refresh_level(report: Report) -> None:
    """Keep the report's level that of its strictest portion."""
    handlings = [report.own_handling(), *(portion.own_handling() for portion in report.portions.all())]
    whole = strictest(handlings)
    report.classification, report.held_until = int(whole.classification), whole.retain_until
    report.save(update_fields=["classification", "held_until"])


def _checked(draft: ReportDraft) -> Document:
    """The text as it will be stored, with its warnings; the same checks for a pasted text as for a file."""
    try:
        return finished(draft.text, draft.kind, DEFAULT)
    except IntakeError as error:
        if error.problem.code == "text_too_long":
            raise TextTooLongError(DEFAULT.text_characters) from error
        raise ReportEmptyError from error


def _distinct(*problems: IntakeProblem) -> list[IntakeProblem]:
    """Each warning once: the file's reader and the text's checks see the same characters."""
    kept: list[IntakeProblem] = []
    for problem in problems:
        if problem not in kept:
            kept.append(problem)
    return kept


def _language(draft: ReportDraft, detected: DetectedLanguage) -> str:
    return draft.language if draft.language in dict(LANGUAGES) else detected.language


def _title(draft: ReportDraft, text: str) -> str:
    given = one_line(draft.title)
    if given:
        return given[:_LONGEST_TITLE]
    first = next((line for line in text.splitlines() if line.strip()), "")
    words = " ".join(first.split())
    return words if len(words) <= _TITLE_LENGTH else words[:_TITLE_LENGTH].rsplit(" ", 1)[0] + "…"


def _store_portions(report: Report, text: str, draft: ReportDraft) -> list[Portion]:
    portions = []
    for ordinal, piece in enumerate(divide(text, draft.kind), 1):
        own = detect_language(piece) if not draft.language else None
        is_sure = own is not None and own.confidence >= 0.9 and len(piece) >= 60
        language = own.language if own is not None and is_sure else report.language
        portion = Portion(report=report, ordinal=ordinal, text=piece, language=language)
        portion.set_handling(draft.handling)
        portions.append(portion)
    return Portion.objects.bulk_create(portions)


def _store_attachments(report: Report, draft: ReportDraft) -> None:
    ids = [new_id() for _file in draft.attachments]
    prepare_keys("attachment", ids)
    Attachment.objects.bulk_create(
        Attachment(
            id=identifier,
            report=report,
            name=(file.name or "file")[:255].replace("\x00", ""),
            media_type=file.media_type[:127],
            size=len(file.content),
            digest=hashlib.sha256(file.content).hexdigest(),
            content=file.content,
            is_original=file.is_original,
        )
        for identifier, file in zip(ids, draft.attachments, strict=True)
    )


def _propose(report: Report, portions: list[Portion]) -> int:
    try:
        with transaction.atomic():
            return propose_findings(report, portions)
    except ExtractionFailedError as error:
        logger.error("extractor_failed", report=str(report.id), reason=str(error)[:200])
        failed: dict[str, Any] = IntakeProblem(None, "", "extractor_failed", {}, is_warning=True).to_json()
        report.problems = [*report.problems, failed]
        report.save(update_fields=["problems"])
        return 0


def _next_number(now: datetime) -> str:
    """R-2026-0001 and on, without gaps or doubles: given out under a lock that lasts as long as the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NUMBER_LOCK])
    prefix = f"R-{now.year}-"
    last = (
        Report._base_manager.filter(number__startswith=prefix)
        .order_by("-recorded_at", "-id")
        .values_list("number", flat=True)
        .first()
    )
    return f"{prefix}{int(last.rpartition('-')[2]) + 1 if last else 1:04d}"
