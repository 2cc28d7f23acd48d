"""Partnerships: the list, one over the years, and the briefing book."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.diplomacy.briefing_sheet import pdf
from jisr.station.diplomacy.forms.partnerships import PartnershipFilter
from jisr.station.diplomacy.queries import briefing, engagements
from jisr.station.diplomacy.queries import partnerships as queries
from jisr.station.diplomacy.queries.stations import name_of
from jisr.station.diplomacy.services.joint import own_id
from jisr.station.diplomacy.views.page import page
from jisr.station.ledger.services import Act, record
from jisr.station.partners import queries as partners
from jisr.station.partners.bridges import draw_map
from jisr.station.partners.vocabulary import REGION_LABELS, STATE_TONES
from jisr.station.web.csvlines import csv_line
from jisr.station.web.labels import PARTNER_STATE, label_of
from jisr.station.web.localtime import country_name
from jisr.station.web.paging import page_of
from jisr.station.web.printing import PrintingUnavailableError


@requires(Right.DIPLOMACY_READ)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    filters = PartnershipFilter(request.GET)
    wanted = filters.cleaned_data if filters.is_valid() else {}
    found = queries.lines(**wanted)
    shown = page_of(request, found)
    record(actor_of(request), Act.CONSULTATION, "partnership", "list", detail={"shown": len(shown.object_list)})
    context = {
        "filters": filters,
        "page": shown,
        "lines": [(line, _state(line), STATE_TONES[line.view.state]) for line in shown.object_list],
        "map": draw_map(partners.own_station(), [line.view for line in found]),
        "is_filtered": any(wanted.values()),
    }
    return page(request, "partnerships.html", context)


@requires(Right.DIPLOMACY_READ)
@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    filters = PartnershipFilter(request.GET)
    found = queries.lines(**(filters.cleaned_data if filters.is_valid() else {}))
    record(
        actor_of(request), Act.CONSULTATION, "partnership", "list", decision="exported", detail={"shown": len(found)}
    )
    head = [
        _("Station"), _("Country"), _("Region"), _("State"), _("Agreements in force"), _("We owe"), _("They owe"),
        _("Overdue"), _("Joint plans"),
    ]  # fmt: skip
    rows = [
        [
            line.view.name(), country_name(line.view.country), str(REGION_LABELS.get(line.view.region, "")),
            _state(line), str(line.in_force), str(line.we_owe), str(line.they_owe), str(line.overdue), str(line.plans),
        ]
        for line in found
    ]  # fmt: skip
    response = StreamingHttpResponse(map(csv_line, [head, *rows]), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="partnerships.csv"'
    return response


@requires(Right.DIPLOMACY_READ)
@require_safe
def one(request: HttpRequest, station_id: str) -> HttpResponse:
    found = queries.partnership(station_id)
    if found is None:
        raise Http404
    record(actor_of(request), Act.CONSULTATION, "partnership", station_id)
    levels = [row.joint.classification for row in (*found.we_owe.rows, *found.they_owe.rows, *found.to_confirm.rows)]
    levels += [row.classification for row in (*found.roadmaps, *found.plans, *found.minutes)]
    levels += [row.classification for row in found.coming]
    events = page_of(request, found.events)
    context = {
        "found": found,
        "state": label_of(PARTNER_STATE, found.view.state.value),
        "tone": STATE_TONES[found.view.state],
        "region": REGION_LABELS.get(found.view.region, ""),
        "events": events,
        "shown_events": queries.titled(list(events.object_list)),
        "own": own_id(),
    }
    return page(request, "partnership.html", context, level=max(levels, default=None))


@requires(Right.DIPLOMACY_READ)
@require_safe
def book(request: HttpRequest, station_id: str) -> HttpResponse:
    """The briefing book as a page."""
    made = _book(request, station_id)
    context = {"book": made, "station_id": station_id, "coming": list(engagements.coming(366, station_id))}
    return page(request, "briefing.html", context, level=made.level)


@requires(Right.DIPLOMACY_READ)
@require_safe
def book_pdf(request: HttpRequest, station_id: str) -> HttpResponse:
    """The briefing book on paper."""
    made = _book(request, station_id)
    try:
        data = pdf(made, name_of(own_id()))
    except PrintingUnavailableError:
        messages.error(request, _("This machine cannot set text as PDF. Print the page instead."))
        return redirect("diplomacy:briefing", station_id)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="briefing-{station_id}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _book(request: HttpRequest, station_id: str) -> briefing.Book:
    assert isinstance(request.user, User)
    given = request.GET.get("engagement", "")
    try:
        engagement = UUID(given) if given else None
    except ValueError:
        raise Http404 from None
    made = briefing.compose(request.user, station_id, engagement)
    if made is None:
        raise Http404
    facts = sum(len(chapter.facts) for chapter in made.chapters)
    record(actor_of(request), Act.CONSULTATION, "partnership", station_id, decision="briefing", detail={"shown": facts})
    return made


def _state(line: queries.Line) -> str:
    return label_of(PARTNER_STATE, line.view.state.value)
