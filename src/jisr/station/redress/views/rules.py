"""Terms, grounds and texts in force, and a new version of them."""

from dataclasses import asdict

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.redress import services
from jisr.station.redress.forms import TermsForm, TextForm
from jisr.station.redress.models import RulesRecord
from jisr.station.redress.rules import rules
from jisr.station.redress.vocabulary import Outcome
from jisr.station.web.problems import Problem


@require_GET
@requires(Right.REDRESS_READ)
def show(request: HttpRequest) -> HttpResponse:
    held, language = rules(), (get_language() or "en")[:2]
    context = {
        "held": held,
        "form": TermsForm(initial=asdict(held.terms)),
        "grounds": [
            (each, each.said(language), [Outcome(outcome).label for outcome in each.outcomes]) for each in held.grounds
        ],
        "texts": [(name, words.get(language, words["en"])) for name, words in held.texts.items()],
        "versions": RulesRecord.objects.all()[:20],
        "language": language,
    }
    return render(request, "redress/rules.html", context)


@require_http_methods(["POST"])
@requires(Right.REDRESS_RULES)
def change_terms(request: HttpRequest) -> HttpResponse:
    form = TermsForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was changed: fill in every field."))
        return redirect("redress:rules")
    data = dict(form.cleaned_data)
    note = data.pop("note")
    return _changed(request, {"terms": data}, note)


@require_http_methods(["GET", "POST"])
@requires(Right.REDRESS_RULES)
def text(request: HttpRequest, name: str) -> HttpResponse:
    held = rules()
    if name not in held.texts:
        raise Http404
    form = TextForm(request.POST or None, initial=dict(held.texts[name]))
    if request.method == "POST" and form.is_valid():
        words = {language: form.cleaned_data[language] for language in ("ar", "fr", "en")}
        return _changed(request, {"texts": {name: words}}, form.cleaned_data["note"])
    return render(request, "redress/text.html", {"form": form, "name": name}, status=400 if form.errors else 200)


def _changed(request: HttpRequest, values: dict[str, object], note: str) -> HttpResponse:
    try:
        version = services.change_rules(actor_of(request), values, note)
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Version %(number)s is in force.") % {"number": version})
    return redirect("redress:rules")
