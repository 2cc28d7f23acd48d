"""Entities, names and texts: search, read, export."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from ninja import Status

from jisr.core.handling import SpecialCategory
from jisr.station.accounts.access import Bearer, actor_of
from jisr.station.accounts.roles import Right
from jisr.station.knowledge import queries, services
from jisr.station.knowledge.api.routing import READ, WRITE, Filter, Limit, Offset, Words, router
from jisr.station.knowledge.api.schemas import EntityList, EntityPageOut, NameMatch, SpecialIn, SpecialOut, TextList
from jisr.station.knowledge.api.statements import statement_out
from jisr.station.knowledge.models import SpecialMark
from jisr.station.knowledge.queries import EntityHit, TextHit
from jisr.station.knowledge.views.exports import export_of
from jisr.station.ledger.services import Act, record


@router.get("/entities", response=EntityList, by_alias=True, auth=READ)
def list_entities(request: HttpRequest, wanted: Filter, limit: Limit = 25, offset: Offset = 0) -> dict[str, Any]:
    """Entities by name in any script, number or words, and by filters; best first."""
    found = queries.search_entities(wanted.filter(), limit=limit, offset=offset)
    record(actor_of(request), Act.CONSULTATION, "entities", "list", detail={"shown": len(found.hits)})
    return {"items": [_entity_out(hit) for hit in found.hits], "total": found.total}


@router.get("/entities/{uuid:entity_id}", response=EntityPageOut, by_alias=True, auth=READ)
def get_entity(request: HttpRequest, entity_id: UUID) -> dict[str, Any]:
    """Everything said about one entity, standing or not, by any of its ids."""
    page = queries.entity_page(entity_id)
    if page is None:
        raise services.EntityNotFoundError
    shown = {"statements": len(page.records)}
    record(actor_of(request), Act.CONSULTATION, "entity", str(page.canonical_id), detail=shown)
    return {
        "id": page.canonical_id,
        "schema": page.schema,
        "caption": page.caption,
        "members": page.members,
        "contradictions": [group.prop for group in page.contradictions],
        "handling": page.handling.to_json() if page.handling else None,
        "statements": [statement_out(row) for row in page.records],
    }


@router.get("/entities/{uuid:entity_id}/special", response=list[SpecialOut], auth=READ)
def list_special(request: HttpRequest, entity_id: UUID) -> list[SpecialMark]:
    """What people said of an entity: minor, victim, witness, journalist, lawyer, asylum seeker."""
    canonical = queries.canonical_of(entity_id)
    if canonical is None:
        raise services.EntityNotFoundError
    record(actor_of(request), Act.CONSULTATION, "entity", str(canonical))
    return queries.special_marks(canonical)


@router.post("/entities/{uuid:entity_id}/special", response={204: None}, auth=WRITE)
def say_special(request: HttpRequest, entity_id: UUID, said: SpecialIn) -> Status[None]:
    """Say of an entity that it belongs to a category whose data need a ground of their own."""
    services.say_special(actor_of(request), entity_id, said.category, said.note)
    return Status(204, None)


@router.delete("/entities/{uuid:entity_id}/special/{category}", response={204: None}, auth=WRITE)
def unsay_special(request: HttpRequest, entity_id: UUID, category: SpecialCategory) -> Status[None]:
    """Take it back; that it was said stays on record."""
    services.unsay_special(actor_of(request), entity_id, category)
    return Status(204, None)


@router.get("/export/{form}", response=None, auth=READ, openapi_extra={"responses": {200: {"description": "A file"}}})
def export(request: HttpRequest, form: Literal["ftm", "csv"], wanted: Filter) -> HttpResponseBase:
    """Entities as FollowTheMoney JSON lines, or their statements as CSV; conditions travel with every line."""
    return export_of(actor_of(request), form, wanted.filter())


@router.get("/names", response=list[NameMatch], by_alias=True, auth=READ)
def search_names(request: HttpRequest, name: Words, limit: Limit = 10) -> list[dict[str, Any]]:
    """Entities known under a name like this one, in any script."""
    found = queries.known_matches(name, limit)
    record(actor_of(request), Act.CONSULTATION, "entities", "names", detail={"shown": len(found)})
    return [
        {
            "entity_id": match.entity_id,
            "caption": match.caption,
            "name": match.name,
            "schema": match.schema,
            "score": match.score,
            "reasons": match.reasons,
        }
        for match in found
    ]


@router.get("/texts", response=TextList, auth=Bearer(Right.REPORT_READ))
def search_texts(
    request: HttpRequest,
    q: Words,
    lang: Literal["", "ar", "fr", "en"] = "",
    limit: Limit = 25,
    offset: Offset = 0,
) -> dict[str, Any]:
    """Passages of reports and dispatches that hold the words, in whatever inflection."""
    found = queries.search_texts(q, lang=lang, limit=limit, offset=offset)
    record(actor_of(request), Act.CONSULTATION, "texts", "list", detail={"shown": len(found.hits)})
    return {"items": [_text_out(hit) for hit in found.hits], "total": found.total}


def _entity_out(hit: EntityHit) -> dict[str, Any]:
    return {
        "id": hit.entity_id, "schema": hit.schema, "caption": hit.caption, "other_names": hit.other_names,
        "countries": hit.countries, "categories": [c for c in hit.categories if c], "originators": hit.originators,
        "handling": hit.handling.to_json(), "statement_count": hit.statement_count, "changed_at": hit.changed_at,
        "why": hit.why, "score": hit.score, "found_name": hit.found_name, "reasons": hit.reasons,
    }  # fmt: skip


def _text_out(hit: TextHit) -> dict[str, Any]:
    return {
        "subject": hit.subject, "title": hit.title, "lang": hit.lang, "originator": hit.originator,
        "handling": hit.handling.to_json(), "dated": hit.dated, "fragments": hit.fragments,
    }  # fmt: skip
