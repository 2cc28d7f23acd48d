"""Letters: seen before they are made, printed, handed over."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.ledger.services import Act, record
from jisr.station.redress import services
from jisr.station.redress.forms import HandOverForm
from jisr.station.redress.letters.composing import LetterText
from jisr.station.redress.letters.printing import pdf
from jisr.station.redress.models import Letter
from jisr.station.redress.queries import cases
from jisr.station.redress.views.acting import acted
from jisr.station.web.problems import Problem


@require_GET
@requires(Right.REDRESS_WRITE)
def preview(request: HttpRequest, case_id: UUID) -> HttpResponse:
    kind, language = request.GET.get("kind", ""), request.GET.get("language", "")
    case = cases.find(case_id)
    if case is None:
        raise Http404
    try:
        text = services.preview(case_id, kind, language)
    except Problem as problem:
        messages.error(request, str(problem))
        return redirect("redress:case", case_id)
    record(actor_of(request), Act.CONSULTATION, "redress", str(case_id), decision="preview")
    context = {"case": case, "text": text, "kind": kind, "language": language or case.language, "is_draft": True}
    return render(request, "redress/letter.html", context)


@require_POST
@requires(Right.REDRESS_WRITE)
def make(request: HttpRequest, case_id: UUID) -> HttpResponse:
    kind, language = request.POST.get("kind", ""), request.POST.get("language", "")
    try:
        made = services.make_letter(actor_of(request), case_id, kind, language)
    except Problem as problem:
        messages.error(request, str(problem))
        return redirect("redress:case", case_id)
    return redirect("redress:letter", case_id, made)


@require_GET
@requires(Right.REDRESS_READ)
def letter(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    held, text = _letter(case_id, letter_id)
    record(actor_of(request), Act.CONSULTATION, "redress", str(case_id), detail={"kind": held.kind})
    context = {
        "case": held.case,
        "letter": held,
        "text": text,
        "hand_over": HandOverForm(initial={"how": held.case.channel}),
    }
    return render(request, "redress/letter.html", context)


@require_GET
@requires(Right.REDRESS_READ)
def letter_pdf(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    held, text = _letter(case_id, letter_id)
    try:
        document = pdf(text)
    except Problem as problem:
        messages.error(request, str(problem))
        return redirect("redress:letter", case_id, letter_id)
    record(actor_of(request), Act.CONSULTATION, "redress", str(case_id), detail={"kind": held.kind})
    response = HttpResponse(document, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{held.case.number}-{held.number}.pdf"'
    return response


@require_POST
@requires(Right.REDRESS_WRITE)
def hand_over(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    how, note = request.POST.get("how", ""), request.POST.get("note", "")
    act = lambda: services.hand_over(actor_of(request), case_id, letter_id, how, note)  # noqa: E731
    return acted(request, case_id, act, _("Noted: handed over."))


def _letter(case_id: UUID, letter_id: UUID) -> tuple[Letter, LetterText]:
    held = cases.letter(case_id, letter_id)
    text = services.letter_text(held) if held else None
    if held is None or text is None:
        raise Http404
    return held, text
