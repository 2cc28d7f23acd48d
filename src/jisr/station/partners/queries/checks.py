"""How a card came to be believed: its comparison, its officers, the cards before it."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jisr.core.sealing import StationCard, short_authentication_string
from jisr.station.partners.cards import card_of
from jisr.station.partners.models import CardRecord, CardStatus, RevokedKey, Verification
from jisr.station.partners.own_card import own_card
from jisr.station.partners.problems import PartnerProblem, UnknownPartnerProblem
from jisr.station.partners.vocabulary import LANGUAGE_LABELS
from jisr.station.partners.words import CALLS, WordCheck, numbers_to_read, word_check


@dataclass(frozen=True, slots=True)
class VerificationView:
    """One officer's comparison, matched or not."""

    officer: str
    officer_id: int
    method: str
    method_label: str
    language: str
    call: int | None
    matched: bool
    wrong_count: int
    place: str
    held_on: date | None
    occasion: str
    counterpart: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CardView:
    """One card in the history of a station, with the state of its keys."""

    card: StationCard
    status: str
    status_label: str
    origin: str
    received_at: datetime
    received_by: str
    ended_at: datetime | None
    revoked: frozenset[str]
    comparisons: tuple[VerificationView, ...]


def word_check_for(station_id: str, language: str, officer_id: int, call: int | None = None) -> WordCheck:
    """What one officer reads out and listens to; `call` defaults to the first that this station has not made.

    Raises:
        UnknownPartnerProblem: no card stands for this partner.
        PartnerProblem: no words in this language, or no such call.
    """
    held = CardRecord.objects.filter(
        station_id=station_id, status__in=[CardStatus.PROPOSED, CardStatus.CURRENT]
    ).first()
    if held is None:
        raise UnknownPartnerProblem
    if language not in LANGUAGE_LABELS or call not in (None, *CALLS):
        raise PartnerProblem("language_unknown", _("There are no words in this language."), field="language")
    own, card = own_card(), card_of(held)
    chosen = call or open_call(card, own)
    words = short_authentication_string(own, card, language)
    secret = sha256(f"{settings.SECRET_KEY}|{own.digest}|{card.digest}|{language}|{officer_id}".encode()).digest()
    return word_check(words, numbers_to_read(own.station_id, station_id, chosen), chosen, language, secret)


def open_call(card: StationCard, own: StationCard) -> int:
    """The first call that no officer of this station has made for this pair of cards."""
    made = set(
        Verification.objects.filter(card_digest=card.digest, own_card_digest=own.digest, matched=True).values_list(
            "call", flat=True
        )
    )
    return next((call for call in CALLS if call not in made), CALLS[0])


def verifications(card_digest: str) -> list[VerificationView]:
    """Every comparison of one card, oldest first."""
    return [_verification(row) for row in Verification.objects.filter(card_digest=card_digest)]


def card_history(station_id: str) -> list[CardView]:
    """Every card of a station (this one included), newest first."""
    revoked = frozenset(RevokedKey.objects.filter(station_id=station_id).values_list("key_id", flat=True))
    compared: dict[str, list[VerificationView]] = {}
    for row in Verification.objects.filter(station_id=station_id):
        compared.setdefault(row.card_digest, []).append(_verification(row))
    return [
        CardView(
            card=card_of(row),
            status=row.status,
            status_label=str(CardStatus(row.status).label),
            origin=row.origin,
            received_at=row.received_at,
            received_by=row.received_by,
            ended_at=row.ended_at,
            revoked=revoked,
            comparisons=tuple(compared.get(row.digest, ())),
        )
        for row in CardRecord.objects.filter(station_id=station_id).order_by("-received_at", "-sequence")
    ]


def _verification(row: Verification) -> VerificationView:
    return VerificationView(
        officer=row.officer,
        officer_id=row.officer_id,
        method=row.method,
        method_label=str(row.get_method_display()),
        language=row.language,
        call=row.call,
        matched=row.matched,
        wrong_count=row.wrong_count,
        place=row.place,
        held_on=row.held_on,
        occasion=row.occasion,
        counterpart=row.counterpart,
        at=row.at,
    )
