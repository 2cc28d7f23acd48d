"""What a warning holds, as due diligence sees it before a person screens it."""

from uuid import UUID

from django.utils import timezone

from jisr.station.diligence import subjects
from jisr.station.diligence.subjects import SubjectView
from jisr.station.knowledge import queries as knowledge
from jisr.station.release.assessed import seen_of
from jisr.station.release.pieces import portion_piece
from jisr.station.release.sources import own_text_facts, source_of, statement_pieces
from jisr.station.warnings.models import Warning


def connect() -> None:
    subjects.register("warning", view)


def view(warning_id: UUID) -> SubjectView | None:
    """The warning's own words, and everything that is to go along."""
    warning = Warning.objects.filter(pk=warning_id).first()
    if warning is None:
        return None
    today = timezone.now().date()
    source = source_of(warning.subject, warning.report_id, today)
    statements = knowledge.statements(warning.statement_ids)
    own = {
        "id": str(warning.pk),
        "text": f"{warning.title}\n{warning.threat}\n{warning.recommended_action}",
        "lang": warning.language,
        "handling": warning.handling_json,
    }
    pieces = [
        portion_piece(own, own_text_facts([*statements, *source.about], today)),
        *(portion_piece(source.portions[i], source.facts[i]) for i in warning.portion_ids if i in source.portions),
        *statement_pieces(statements, source.about, today),
    ]
    drawn = {f"report:{warning.report_id}"} if warning.report_id else set()
    drawn |= {f"report:{each.report_id}" for each in statements if each.report_id}
    drawn |= {f"dispatch:{each.dispatch_id}" for each in statements if each.dispatch_id}
    return seen_of(f"{warning.number} · {warning.title}", pieces, drawn)
