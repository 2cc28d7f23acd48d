"""Putting a release together: choose, see what each partner would see, propose."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jisr.core.handling import NeutralityFlag, PartnerState, Purpose
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.ledger.services import Act, record
from jisr.station.partners import queries as partners
from jisr.station.release import queries, services
from jisr.station.release.composing import partner_views
from jisr.station.release.forms import ProposalForm
from jisr.station.release.offers import Offer, offer_of_dispatch, offer_of_report
from jisr.station.release.problems import ReleaseProblem, SourceMissing
from jisr.station.release.services.people import require_source_right
from jisr.station.release.views.shown import by_entity, page_marking, shown


@require_GET
@requires(Right.REPORT_READ)
def who_must_know(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Part of a report's page: partners ranked, why, and what stands in the way."""
    ranked = queries.who_must_know(report_id)
    record(actor_of(request), Act.CONSULTATION, "report", str(report_id), decision="who_must_know")
    user = request.user
    context = {
        "ranked": ranked,
        "report_id": report_id,
        "may_assess": isinstance(user, User) and user.may(Right.DILIGENCE_WRITE),
        "may_propose": isinstance(user, User) and user.may(Right.RELEASE_PROPOSE),
    }
    return render(request, "release/who_must_know.html", context)


@require_GET
@requires(Right.RELEASE_READ)
def about(request: HttpRequest, kind: str, subject_id: UUID) -> HttpResponse:
    """Part of other rooms' pages: what has been proposed about a record."""
    rows = list(queries.proposals(subject=f"{kind}:{subject_id}"))
    record(actor_of(request), Act.CONSULTATION, "release", "about", detail={"shown": len(rows)})
    return render(request, "release/about.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@requires(Right.RELEASE_PROPOSE)
def from_report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    return _form_page(request, _offer_of_report(request, report_id))


@require_http_methods(["GET", "POST"])
@requires(Right.RELEASE_PROPOSE)
def from_dispatch(request: HttpRequest, dispatch_id: UUID) -> HttpResponse:
    return _form_page(request, _offer_of_dispatch(request, dispatch_id))


@require_POST
@requires(Right.RELEASE_PROPOSE)
def preview(request: HttpRequest, kind: str, source_id: UUID) -> HttpResponse:
    """What each partner would see of what is chosen now. Nothing is stored."""
    offer = _offer_of_report(request, source_id) if kind == "report" else _offer_of_dispatch(request, source_id)
    form = _form(request, offer)
    form.is_valid()
    data = form.cleaned_data
    if not data.get("items") or not data.get("recipients") or not data.get("purpose"):
        return render(request, "release/preview.html", {"views": []})
    pieces = offer.chosen(UUID(identifier) for identifier in data["items"])
    draft = offer.draft(
        data.get("title") or offer.title,
        Purpose(data["purpose"]),
        pieces,
        neutrality=frozenset(NeutralityFlag(flag) for flag in data.get("neutrality", ())),
        grounds=frozenset(form.grounds()),
    )
    views = partner_views(draft, data["recipients"], timezone.now())
    record(actor_of(request), Act.CONSULTATION, kind, str(source_id), decision="preview", detail={"items": len(pieces)})
    return render(request, "release/preview.html", {"views": shown(views), "may_read_withheld": True})


def _offer_of_report(request: HttpRequest, report_id: UUID) -> Offer:
    require_source_right(actor_of(request), Right.REPORT_READ)
    asked = request.GET.get("request", "")
    try:
        return offer_of_report(report_id, timezone.now(), UUID(asked) if asked else None)
    except (SourceMissing, ValueError) as error:
        raise Http404 from error


def _offer_of_dispatch(request: HttpRequest, dispatch_id: UUID) -> Offer:
    require_source_right(actor_of(request), Right.EXCHANGE_READ)
    try:
        return offer_of_dispatch(dispatch_id, timezone.now())
    except SourceMissing as error:
        raise Http404 from error


def _form(request: HttpRequest, offer: Offer) -> ProposalForm:
    active = partners.partners(PartnerState.ACTIVE)
    if request.method == "POST":
        return ProposalForm(request.POST, offer=offer, partners=active)
    initial = {
        "title": offer.title,
        "purpose": offer.purpose.value if offer.purpose else "",
        "recipients": request.GET.getlist("to") or ([offer.recipient] if offer.recipient else []),
        "items": [piece.item.id for piece in offer.pieces],
    }
    return ProposalForm(initial=initial, offer=offer, partners=active)


def _form_page(request: HttpRequest, offer: Offer) -> HttpResponse:
    form = _form(request, offer)
    if request.method == "POST" and form.is_valid():
        try:
            proposal_id = services.propose(actor_of(request), **form.values())
        except ReleaseProblem as problem:
            problem.attach_to(form)
        else:
            return redirect("release:proposal", proposal_id)
    kind, source_id = ("report", offer.report_id) if offer.report_id else tuple(offer.subject.split(":"))
    record(actor_of(request), Act.CONSULTATION, str(kind), str(source_id), decision="propose")
    chosen = set(form["items"].value() or [])
    query = f"?request={offer.refers_to}" if offer.refers_to else ""
    context = {
        "offer": offer,
        "form": form,
        "chosen": chosen,
        "entities": by_entity(offer.statements),
        "preview_url": reverse("release:preview", args=[kind, source_id]) + query,
        "back_url": _back(str(kind), str(source_id)),
        "page_marking": page_marking([piece.handling for piece in offer.pieces]),
    }
    return render(request, "release/propose.html", context, status=400 if form.errors else 200)


def _back(kind: str, source_id: str) -> str:
    return reverse("intake:report" if kind == "report" else "exchange:dispatch", args=[source_id])
