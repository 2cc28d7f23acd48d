"""Two officers compare the card with the partner; only then is it believed.

Neither can confirm by a button: the words heard, or the code read from the partner's own paper, must be entered and
are compared here. A wrong one is kept, entered in the ledger and refused; after three, the card can only be discarded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import PartnerState
from jisr.core.sealing import short_authentication_string
from jisr.station.accounts.roles import Access, Right, access_of
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.partners.cards import card_of, is_code_of
from jisr.station.partners.models import (
    CardRecord,
    CardStatus,
    PartnerStation,
    Verification,
    VerificationMethod,
)
from jisr.station.partners.own_card import own_card
from jisr.station.partners.problems import PartnerProblem, WordsDifferProblem
from jisr.station.partners.queries.checks import open_call
from jisr.station.partners.services.acting import KIND, locked_partner, move, refusals_recorded, standing_card
from jisr.station.partners.vocabulary import LANGUAGE_LABELS
from jisr.station.partners.words import ALL_NUMBERS, CALLS, are_all_heard, numbers_to_read, wrong_numbers

MAX_WRONG_COMPARISONS = 3


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where and with whom the comparison was made: a meeting, a visit, a call to a known number."""

    place: str = ""
    held_on: date | None = None
    occasion: str = ""
    counterpart: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """What the comparison led to.

    Attributes:
        is_verified: two officers have now compared, and the card is believed.
        officers: sign-in names of those whose comparison matched.
    """

    is_verified: bool
    officers: tuple[str, ...] = field(default=())


def confirm_words(
    actor: Actor,
    station_id: str,
    *,
    language: str,
    heard: Mapping[int, str],
    call: int | None = None,
    occasion: Occasion | None = None,
) -> Verified:
    """Enter the words that the partner's officer read out.

    Args:
        language: of the words, "ar", "fr" or "en".
        heard: word by number (1..12), for exactly the numbers this station listens to in this call.
        call: 1 or 2; default: the first that no officer of this station has made yet (see `words`).

    Raises:
        WordsDifferProblem: at least one word is another; recorded as failed.
        PartnerProblem: not a proposed partner, no officer, the same officer again, or words missing.
    """
    if language not in LANGUAGE_LABELS:
        raise PartnerProblem("language_unknown", _("There are no words in this language."), field="language")
    with refusals_recorded(actor, station_id):
        comparison = _begin(actor, station_id, VerificationMethod.WORDS, occasion)
        own, card = own_card(), card_of(standing_card(station_id))
        comparison.language, comparison.call = language, call or open_call(card, own)
        if comparison.call not in CALLS:
            raise PartnerProblem("call_unknown", _("There is a first and a second call."), field="call")
        listens_to = ALL_NUMBERS - numbers_to_read(own.station_id, station_id, comparison.call)
        if frozenset(heard) != listens_to or not all(word.strip() for word in heard.values()):
            raise PartnerProblem("words_missing", _("Enter every word that the partner reads out."), field="heard")
        wrong = wrong_numbers(short_authentication_string(own, card, language), heard)
        comparison.wrong_count, comparison.matched = len(wrong), not wrong
        outcome = _finish(actor, comparison)
    return _answer(outcome)


def confirm_code(actor: Actor, station_id: str, *, code: str, occasion: Occasion | None = None) -> Verified:
    """Enter the code read or scanned from the card that the partner's officer holds in hand.

    Raises:
        WordsDifferProblem: it names another card; recorded as failed.
        PartnerProblem: as for `confirm_words`.
    """
    with refusals_recorded(actor, station_id):
        comparison = _begin(actor, station_id, VerificationMethod.CODE, occasion)
        if not code.strip():
            raise PartnerProblem("code_missing", _("Enter the code of the partner's card."), field="code")
        comparison.matched = is_code_of(code, card_of(standing_card(station_id)))
        comparison.wrong_count = int(not comparison.matched)
        outcome = _finish(actor, comparison)
    return _answer(outcome)


def report_difference(
    actor: Actor, station_id: str, *, language: str, call: int | None = None, occasion: Occasion | None = None
) -> None:
    """Enter that the partner's officer found other words than those read out here; counts as a failed comparison.

    Raises:
        PartnerProblem: as for `confirm_words`.
    """
    with refusals_recorded(actor, station_id):
        comparison = _begin(actor, station_id, VerificationMethod.WORDS, occasion)
        comparison.language, comparison.call = language[:2], call
        comparison.matched, comparison.wrong_count = False, 1
        _finish(actor, comparison)


def _begin(actor: Actor, station_id: str, method: VerificationMethod, occasion: Occasion | None) -> Verification:
    if actor.user_id is None or access_of(actor.roles, Right.PARTNER_VERIFY) is not Access.FULL:
        raise PartnerProblem("officer_needed", _("Only a named officer can confirm a card."), status=403)
    station = locked_partner(station_id)
    if station.state != PartnerState.PROPOSED:
        raise PartnerProblem("not_proposed", _("Only a proposed partner is verified."), status=409)
    about = occasion or Occasion()
    card = standing_card(station_id)
    comparison = Verification(
        station_id=station_id,
        card_digest=card.digest,
        own_card_digest=own_card().digest,
        officer_id=actor.user_id,
        officer=actor.name,
        method=method,
        place=about.place.strip()[:200],
        held_on=about.held_on,
        occasion=about.occasion.strip()[:300],
        counterpart=about.counterpart.strip()[:200],
        at=timezone.now(),
    )
    if Verification.objects.filter(card_digest=card.digest, matched=False).count() >= MAX_WRONG_COMPARISONS:
        raise PartnerProblem(
            "too_many_wrong",
            _("This card failed the comparison three times. Discard it and get the card again by another way."),
            status=409,
        )
    if _matching(comparison).filter(officer_id=actor.user_id).exists():
        raise _same_officer()
    return comparison


def _finish(actor: Actor, comparison: Verification) -> Verified | None:
    """Keep the comparison; None when it failed."""
    try:
        with transaction.atomic():
            comparison.save(force_insert=True)
    except IntegrityError as error:
        raise _same_officer() from error
    detail: dict[str, str | int] = {"method": comparison.method, "wrong": comparison.wrong_count}
    if not comparison.matched:
        record(actor, Act.REFUSAL, KIND, comparison.station_id, decision="words_differ", detail=detail)
        return None
    made = list(_matching(comparison))
    is_verified = len({each.officer_id for each in made}) >= 2 and are_all_heard(_heard_by(each) for each in made)
    if is_verified:
        station = locked_partner(comparison.station_id)
        move(actor, station, PartnerState.VERIFIED)
        _believe(station)
    decision = "verified" if is_verified else "compared"
    record(actor, Act.ALTERATION, KIND, comparison.station_id, decision=decision, detail=detail)
    return Verified(is_verified, tuple(each.officer for each in made))


def _believe(station: PartnerStation) -> None:
    CardRecord.objects.filter(station_id=station.pk, status=CardStatus.PROPOSED).update(
        status=CardStatus.CURRENT, believed_at=timezone.now()
    )


def _heard_by(comparison: Verification) -> frozenset[int]:
    if comparison.method == VerificationMethod.CODE or comparison.call is None:
        return ALL_NUMBERS
    return ALL_NUMBERS - numbers_to_read(settings.IDENTITY.station_id, comparison.station_id, comparison.call)


def _matching(comparison: Verification) -> QuerySet[Verification]:
    return Verification.objects.filter(
        card_digest=comparison.card_digest, own_card_digest=comparison.own_card_digest, matched=True
    )


def _same_officer() -> PartnerProblem:
    return PartnerProblem(
        "same_officer",
        _("You have already confirmed this card. Another officer must compare it too."),
        status=409,
    )


def _answer(outcome: Verified | None) -> Verified:
    if outcome is None:
        raise WordsDifferProblem
    return outcome
