"""Downloads of what a filter finds."""

from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.knowledge import queries
from jisr.station.knowledge.exports import csv_lines, ftm_lines
from jisr.station.knowledge.queries import EntityFilter
from jisr.station.knowledge.views.entities import filter_form, filter_of
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record

_FORMS = {"ftm": (ftm_lines, "application/x-ndjson", "jsonl"), "csv": (csv_lines, "text/csv; charset=utf-8", "csv")}


@requires(Right.KNOWLEDGE_READ)
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    if form not in _FORMS:
        raise Http404
    return export_of(actor_of(request), form, filter_of(filter_form(request)))


def export_of(actor: Actor, form: str, wanted: EntityFilter) -> HttpResponseBase:
    """The file itself; form: "ftm" or "csv". Entered in the ledger as a disclosure to the person who takes it."""
    lines, kind, suffix = _FORMS[form]
    entities = queries.entity_ids(wanted)
    record(actor, Act.DISCLOSURE, "export", form, recipient=f"file:{actor.name}", detail={"entities": len(entities)})
    response = StreamingHttpResponse(lines(entities), content_type=kind)
    name = f"jisr-entities-{timezone.now():%Y%m%dT%H%M%SZ}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
