"""What the pages of a report share: finding it, entering its reading in the ledger, its context."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from jisr.core.extraction import FindingKind
from jisr.station.accounts.access import actor_of
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.intake import queries
from jisr.station.intake.claims import CLAIMS, KIND_LABELS, PERSONAL_KINDS
from jisr.station.intake.forms import FurtherFindingForm
from jisr.station.intake.problems import reader_language
from jisr.station.intake.queries.imports import problem_of
from jisr.station.intake.queries.reports import same_text
from jisr.station.intake.segments import shown_portions
from jisr.station.knowledge import queries as known
from jisr.station.knowledge.vocabulary import property_label, schema_label
from jisr.station.ledger.services import Act, record
from jisr.station.web.labels import CATEGORY, SPECIAL

#: id, caption, schema
type Entity = tuple[UUID, str, str]


def opened(request: HttpRequest, report_id: UUID) -> queries.ReportView:
    """The report, its reading entered in the ledger.

    Raises:
        Http404: there is no such report.
    """
    view = queries.report(report_id)
    if view is None:
        raise Http404
    record(actor_of(request), Act.CONSULTATION, "report", str(report_id))
    return view


def may(request: HttpRequest, right: Right) -> bool:
    """Whether the reader holds a right; for what a page offers, never instead of the gate."""
    return isinstance(request.user, User) and request.user.may(right)


def report_context(request: HttpRequest, view: queries.ReportView) -> dict[str, Any]:
    """What the page of a report and its parts show."""
    language = reader_language()
    may_write, may_know = may(request, Right.REPORT_WRITE), may(request, Right.KNOWLEDGE_READ)
    entities = _entities(view)
    return {
        "report": view,
        "portions": shown_portions(view.portions, view.findings),
        "rows": [_finding_row(finding, entities, may_know=may_know) for finding in view.findings],
        "entities": entities,
        "categories": list(CATEGORY.items()),
        "special": list(SPECIAL.items()),
        "asks_category": any(finding.is_proposed and finding.kind in PERSONAL_KINDS for finding in view.findings),
        "problems": [problem_of(problem).sentence(language) for problem in view.problems],
        "grade_words": view.grade.wording(language) if view.grade else (),
        "same_text": same_text(view.id),
        "further_form": FurtherFindingForm(),
        "may_write": may_write,
        "may_release": may(request, Right.RELEASE_PROPOSE),
        "may_know": may_know,
        "has_own_title": not view.text.startswith(view.title.removesuffix("…").strip()),
        "page_marking": view.handling,
    }


def _entities(view: queries.ReportView) -> list[Entity]:
    """(id, caption, schema) of the entities that accepted findings of this report name."""
    found: dict[UUID, Entity] = {}
    for finding in view.accepted:
        if finding.entity_id is None or finding.statement_id is None:
            continue
        entity = known.canonical_of(finding.entity_id)
        stored = known.statement_record(finding.statement_id)
        if entity is not None and stored is not None and entity not in found:
            found[entity] = (entity, stored.value, stored.schema)
    return list(found.values())


def _finding_row(finding: queries.FindingView, entities: list[Entity], *, may_know: bool) -> dict[str, Any]:
    """A finding with what can be made of it: the properties it fits, and the entities it may be about."""
    fitting = [entity for entity in entities if _fits(finding, entity[2])]
    matches = _matches(finding) if may_know and finding.is_proposed else []
    has_entity = bool(fitting or matches)
    possible = [claim for claim in CLAIMS[finding.kind] if has_entity or not claim.needs_entity]
    return {
        "finding": finding,
        "label": KIND_LABELS[finding.kind],
        "claims": [(claim.code, f"{schema_label(claim.schema)} · {property_label(claim.prop)}") for claim in possible],
        "is_personal": finding.kind is FindingKind.PERSON or any(claim.may_be_personal for claim in possible),
        "needs_entity": all(claim.needs_entity for claim in CLAIMS[finding.kind]),
        "entities": fitting,
        "matches": matches,
    }


def _matches(finding: queries.FindingView) -> list[known.KnownMatch]:
    """Entities already known under a like name, likeliest first."""
    if finding.kind not in (FindingKind.PERSON, FindingKind.ORGANISATION):
        return []
    return [match for match in known.known_matches(finding.value, 5) if _fits(finding, match.schema)][:3]


def _fits(finding: queries.FindingView, schema: str) -> bool:
    return any(claim.schema == schema for claim in CLAIMS[finding.kind])
