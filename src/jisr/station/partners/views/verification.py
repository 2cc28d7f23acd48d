"""Two officers compare a card with the partner: words on the telephone, or the code on the partner's paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jisr.core.handling import PartnerState
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.ledger.actor import Actor
from jisr.station.partners import queries, services
from jisr.station.partners.forms import CodeForm, OccasionForm, WordsForm
from jisr.station.partners.problems import PartnerProblem
from jisr.station.partners.services import Verified
from jisr.station.partners.views.page import page
from jisr.station.partners.views.stations import known, shown
from jisr.station.partners.vocabulary import LANGUAGE_LABELS, reader_language
from jisr.station.partners.words import CALLS, WordCheck


@requires(Right.PARTNER_VERIFY)
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, station_id: str) -> HttpResponse:
    """Read these words out, choose those you hear."""
    actor = actor_of(request)
    check = _check(request, station_id, actor)
    form = WordsForm(check, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            outcome = services.confirm_words(
                actor,
                station_id,
                language=check.language,
                heard=form.heard(),
                call=check.call,
                occasion=form.about(),
            )
        except PartnerProblem as problem:
            problem.attach_to(form)
        else:
            return _confirmed(request, station_id, outcome)
    return _page(request, station_id, check, form, CodeForm(auto_id="code_%s"))


@requires(Right.PARTNER_VERIFY)
@require_POST
def verify_code(request: HttpRequest, station_id: str) -> HttpResponse:
    """The code of the paper in the partner's hand."""
    actor = actor_of(request)
    form = CodeForm(request.POST, auto_id="code_%s")
    if form.is_valid():
        try:
            outcome = services.confirm_code(actor, station_id, code=form.cleaned_data["code"], occasion=form.about())
        except PartnerProblem as problem:
            problem.attach_to(form)
        else:
            return _confirmed(request, station_id, outcome)
    check = _check(request, station_id, actor)
    return _page(request, station_id, check, WordsForm(check), form)


@requires(Right.PARTNER_VERIFY)
@require_POST
def report_difference(request: HttpRequest, station_id: str) -> HttpResponse:
    """The partner's officer says that the words do not match there."""
    form = OccasionForm(request.POST)
    check = _check(request, station_id, actor_of(request))
    about = form.about() if form.is_valid() else None
    services.report_difference(actor_of(request), station_id, language=check.language, call=check.call, occasion=about)
    messages.warning(
        request, _("Recorded: the words differ at the partner. Do not use this card; get it again by another way.")
    )
    return redirect("partners:station", station_id)


def _check(request: HttpRequest, station_id: str, actor: Actor) -> WordCheck:
    language = request.GET.get("language", "")
    call = request.GET.get("call", "")
    return queries.word_check_for(
        station_id,
        language if language in LANGUAGE_LABELS else reader_language(),
        actor.user_id or 0,
        int(call) if call in map(str, CALLS) else None,
    )


def _confirmed(request: HttpRequest, station_id: str, outcome: Verified) -> HttpResponse:
    if outcome.is_verified:
        messages.success(
            request, _("The card is verified: two officers have compared it. The partner can be activated.")
        )
    else:
        messages.success(
            request, _("Your comparison matched and is recorded. Another officer must compare the card too.")
        )
    return redirect("partners:station", station_id)


def _page(
    request: HttpRequest, station_id: str, check: WordCheck, form: WordsForm, code_form: CodeForm
) -> HttpResponse:
    view = known(station_id)
    officer = actor_of(request).user_id
    comparisons = queries.verifications(view.card_digest)
    languages = [
        (label, f"?language={code}&call={check.call}", code == check.language)
        for code, label in LANGUAGE_LABELS.items()
    ]
    calls = [
        (label, f"?language={check.language}&call={call}", call == check.call)
        for call, label in ((1, _("First call")), (2, _("Second call")))
    ]
    context = {
        "partner": shown(view),
        "check": check,
        "form": form,
        "code_form": code_form,
        "languages": languages,
        "calls": calls,
        "comparisons": comparisons,
        "is_open": view.state is PartnerState.PROPOSED,
        "has_compared": any(each.matched and each.officer_id == officer for each in comparisons),
        "here": f"language={check.language}&call={check.call}",
    }
    return page(request, "verify.html", context, status=422 if form.errors or code_form.errors else 200)
