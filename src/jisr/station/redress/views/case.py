"""One request: who asks, its clocks, what is held, what is decided, what followed, how it ends."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jisr.core.handling import strictest
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.knowledge.rows import handling_of
from jisr.station.ledger.services import Act, record
from jisr.station.redress import services
from jisr.station.redress.forms import DecisionForm, HandOverForm, IdentityForm, LetterForm
from jisr.station.redress.queries import cases
from jisr.station.redress.queries.copies import holders
from jisr.station.redress.queries.subjects import subject_texts
from jisr.station.redress.rules import rules
from jisr.station.redress.views.acting import acted
from jisr.station.redress.vocabulary import DECISION_TONE, FOLLOW_TONE, CaseState, DecisionState


@require_GET
@requires(Right.REDRESS_READ)
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    page = cases.page_of_case(case_id)
    if page is None:
        raise Http404
    held, language = page.case, (get_language() or "en")[:2]
    statements = [(row, page.consents.get(row.dispatch_id) if row.dispatch_id else None) for row in page.statements]
    with_us = holders(row.id for row in page.statements)
    record(actor_of(request), Act.CONSULTATION, "redress", str(case_id), detail={"statements": len(statements)})
    markings = [handling_of(row) for row in page.statements]
    user, in_force = request.user, rules()
    assert isinstance(user, User)
    is_open = held.state == CaseState.OPEN
    context = {
        "page": page,
        "case": held,
        "person": page.person,
        "statements": [(row, consent, with_us.get(row.id, [])) for row, consent in statements],
        "texts": subject_texts(held),
        "decisions": [(each, DECISION_TONE[DecisionState(each.state)], rules(each.rules_version).ground(each.ground))
                      for each in page.decisions],
        "follows": [(each, FOLLOW_TONE[each.state]) for each in page.follows],
        "letters": page.letters,
        "hand_over": HandOverForm(initial={"how": held.channel}),
        "is_open": is_open,
        "may_write": is_open and user.may(Right.REDRESS_WRITE),
        "may_sign": is_open and user.may(Right.REDRESS_SIGN),
        "identity_form": IdentityForm(),
        "decision_form": DecisionForm(rules=in_force, language=language),
        "letter_form": LetterForm(initial={"language": held.language}),
        "has_received": any(row.is_received for row in page.statements),
        "page_marking": strictest(markings) if markings else None,
        "me": user.pk,
        "language": language,
    }  # fmt: skip
    return render(request, "redress/case.html", context)


@require_POST
@requires(Right.REDRESS_WRITE)
def identity(request: HttpRequest, case_id: UUID) -> HttpResponse:
    how = request.POST.get("how", "")
    return acted(request, case_id, lambda: services.check_identity(actor_of(request), case_id, how), _("Noted."))


@require_POST
@requires(Right.REDRESS_WRITE)
def extend(request: HttpRequest, case_id: UUID) -> HttpResponse:
    reason = request.POST.get("reason", "")
    done = _("Extended. Tell the person by letter.")
    return acted(request, case_id, lambda: services.extend(actor_of(request), case_id, reason), done)


@require_POST
@requires(Right.REDRESS_WRITE)
def consents(request: HttpRequest, case_id: UUID) -> HttpResponse:
    reason = request.POST.get("reason", "")
    done = _("The originators are asked. Their answers show here.")
    return acted(request, case_id, lambda: services.ask_originators(actor_of(request), case_id, reason), done)


@require_POST
@requires(Right.REDRESS_WRITE)
def settle(request: HttpRequest, case_id: UUID, follow_id: UUID) -> HttpResponse:
    note = request.POST.get("note", "")
    return acted(request, case_id, lambda: services.settle(actor_of(request), case_id, follow_id, note), _("Noted."))


@require_POST
@requires(Right.REDRESS_WRITE)
def close(request: HttpRequest, case_id: UUID) -> HttpResponse:
    note = request.POST.get("note", "")
    return acted(request, case_id, lambda: services.close(actor_of(request), case_id, note), _("Closed as done."))


@require_POST
@requires(Right.REDRESS_WRITE)
def withdraw(request: HttpRequest, case_id: UUID) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return acted(
        request, case_id, lambda: services.withdraw(actor_of(request), case_id, reason), _("Closed as withdrawn.")
    )
