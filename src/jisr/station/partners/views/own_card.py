"""This station's own card: to be given out, printed, renewed; and its keys."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jisr.core.sealing import RevocationReason
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.partners import queries, services
from jisr.station.partners.cards import card_code
from jisr.station.partners.forms import RevokeKeysForm
from jisr.station.partners.own_card import differences
from jisr.station.partners.problems import PartnerProblem
from jisr.station.partners.qr import card_link, card_qr_svg
from jisr.station.partners.views.page import page
from jisr.station.partners.views.stations import card_response
from jisr.station.partners.vocabulary import DIFFERENCE_LABELS, KEY_USE_LABELS, KIND_LABELS
from jisr.station.web.labels import label_of


@requires(Right.PARTNER_READ)
@require_safe
def own_card(request: HttpRequest) -> HttpResponse:
    own = queries.own_station()
    context = {
        "own": own,
        "name": own.name(),
        "kind": label_of(dict(KIND_LABELS), own.kind),
        "code": card_code(own.card),
        "link": card_link(own.card),
        "differences": [label_of(dict(DIFFERENCE_LABELS), name) for name in differences()],
        "cards": queries.card_history(own.station_id),
    }
    return page(request, "own_card.html", context)


@requires(Right.PARTNER_READ)
@require_safe
def own_file(request: HttpRequest) -> HttpResponse:
    card = queries.own_station().card
    return card_response(card.signed_bytes, card.station_id, card.sequence)


@requires(Right.PARTNER_READ)
@require_safe
def own_qr(request: HttpRequest) -> HttpResponse:
    return HttpResponse(card_qr_svg(queries.own_station().card), content_type="image/svg+xml")


@requires(Right.STATION_MANAGE)
@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    services.issue_own_card(actor_of(request))
    messages.success(request, _("The new card is issued and goes to every partner."))
    return redirect("partners:own_card")


@requires(Right.STATION_MANAGE)
@require_POST
def rotate(request: HttpRequest) -> HttpResponse:
    services.rotate_own_keys(actor_of(request))
    messages.success(request, _("New keys are made. The new card, signed by the old key, goes to every partner."))
    return redirect("partners:own_card")


@requires(Right.STATION_MANAGE)
@require_http_methods(["GET", "POST"])
def revoke_keys(request: HttpRequest) -> HttpResponse:
    """Give keys up for good."""
    form = RevokeKeysForm(_own_keys(), request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.revoke_own_keys(actor_of(request), data["keys"], RevocationReason(data["reason"]))
        except PartnerProblem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The keys are revoked; every partner is told at once."))
            return redirect("partners:own_card")
    return page(request, "revoke_keys.html", {"form": form}, status=422 if form.errors else 200)


def _own_keys() -> list[tuple[str, str]]:
    now = timezone.now()
    card = queries.own_station().card
    gone = queries.revoked_keys(card.station_id)
    uses = [("sign", card.signing_keys), ("seal", card.sealing_keys), ("ledger", card.ledger_keys)]
    return [
        (key.key_id, f"{label_of(dict(KEY_USE_LABELS), use)} · {key.public.algorithm} · {key.key_id[:16]}")
        for use, keys in uses
        for key in keys
        if key.is_valid_at(now) and key.key_id not in gone
    ]
