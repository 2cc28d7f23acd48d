"""This station and its partners, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from jisr.core.handling import PartnerState
from jisr.core.ledger import NoteKey
from jisr.core.sealing import StationCard
from jisr.station.ledger.signing import note_keys_of_card
from jisr.station.partners.cards import card_of
from jisr.station.partners.models import CardRecord, CardStatus, PartnerStation, RevokedKey
from jisr.station.partners.own_card import own_card
from jisr.station.partners.regions import region_of
from jisr.station.partners.shown import plain_name
from jisr.station.partners.vocabulary import reader_language


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnStation:
    """This station as partners know it. Names by language ("ar", "fr", "en")."""

    station_id: str
    names: Mapping[str, str]
    country: str
    kind: str
    region: str
    endpoint: str
    languages: tuple[str, ...]
    card: StationCard = field(repr=False)

    def name(self, language: str = "") -> str:
        """The name in a language; default: the reader's."""
        return self.names.get(language or reader_language()) or self.station_id


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerView:
    """A partner station.

    Attributes:
        card: the card that stands; None for a revoked partner. It is believed only from "verified" on.
        card_digest: SHA-256 of that card, hexadecimal; "" without one.
        last_contact: when it last answered; None when it never did.
        is_unreachable: the last attempt to reach it failed.
        minimum_strength: floor of the suites agreed with it, see `jisr.core.sealing.SealingPolicy`; 0 for none.
    """

    station_id: str
    names: Mapping[str, str]
    country: str
    kind: str
    region: str
    state: PartnerState
    endpoint: str
    languages: tuple[str, ...]
    card: StationCard | None = field(repr=False)
    card_digest: str
    last_contact: datetime | None
    is_unreachable: bool
    minimum_strength: int
    state_reason: str
    state_changed_at: datetime
    state_changed_by: str
    proposed_at: datetime
    proposed_by: str

    def name(self, language: str = "") -> str:
        """The name in a language (default: the reader's) as plain text, hidden characters shown as marks."""
        return plain_name(self.names.get(language or reader_language()) or self.station_id)

    @property
    def is_active(self) -> bool:
        return self.state is PartnerState.ACTIVE


def own_station() -> OwnStation:
    """Who this station is, with its card."""
    identity = settings.IDENTITY
    return OwnStation(
        station_id=identity.station_id,
        names=dict(identity.names),
        country=identity.country,
        kind=identity.kind,
        region=region_of(identity.country).value,
        endpoint=identity.endpoint,
        languages=tuple(identity.languages),
        card=own_card(),
    )


def partner(station_id: str) -> PartnerView | None:
    """One partner, whatever its state; None when there is none of this name."""
    found = _views(PartnerStation.objects.filter(pk=station_id))
    return found[0] if found else None


def partners(state: PartnerState | None = None) -> list[PartnerView]:
    """All partners, or those in one state, by station id."""
    rows = PartnerStation.objects.order_by("station_id")
    return _views(rows.filter(state=state.value) if state else rows)


def cards_of_senders() -> dict[str, StationCard]:
    """Cards of the partners from whom dispatches are accepted: verified and active ones, by station id."""
    accepted = PartnerStation.objects.filter(state__in=[PartnerState.VERIFIED.value, PartnerState.ACTIVE.value])
    rows = CardRecord.objects.filter(station_id__in=accepted.values("pk"), status=CardStatus.CURRENT)
    return {row.station_id: card_of(row) for row in rows}


def revoked_keys(station_id: str = "") -> frozenset[str]:
    """Ids of keys that their owners have revoked: of one station, or of all."""
    rows = RevokedKey.objects.filter(station_id=station_id) if station_id else RevokedKey.objects.all()
    return frozenset(rows.values_list("key_id", flat=True))


def minimum_strengths() -> dict[str, int]:
    """Floors of suites agreed with single partners, by station id."""
    return dict(PartnerStation.objects.filter(minimum_strength__gt=0).values_list("station_id", "minimum_strength"))


def checkpoint_keys(station_id: str) -> list[NoteKey]:
    """Every key, present and past, with which a partner's checkpoints may be signed."""
    cards = CardRecord.objects.filter(station_id=station_id, believed_at__isnull=False)
    return list(dict.fromkeys(key for row in cards for key in note_keys_of_card(card_of(row))))


def _views(rows: QuerySet[PartnerStation]) -> list[PartnerView]:
    stations = list(rows.select_related("service"))
    standing = CardRecord.objects.filter(
        station_id__in=[station.pk for station in stations], status__in=[CardStatus.CURRENT, CardStatus.PROPOSED]
    )
    cards = {row.station_id: card_of(row) for row in standing}
    return [_view(station, cards.get(station.pk)) for station in stations]


def _view(station: PartnerStation, card: StationCard | None) -> PartnerView:
    return PartnerView(
        station_id=station.pk,
        names=station.service.names,
        country=station.service.country,
        kind=station.service.kind,
        region=station.service.region,
        state=PartnerState(station.state),
        endpoint=station.endpoint,
        languages=tuple(station.languages),
        card=card,
        card_digest=card.digest if card else "",
        last_contact=station.last_contact_at,
        is_unreachable=station.last_attempt_failed,
        minimum_strength=station.minimum_strength,
        state_reason=station.state_reason,
        state_changed_at=station.state_changed_at,
        state_changed_by=station.state_changed_by,
        proposed_at=station.proposed_at,
        proposed_by=station.proposed_by,
    )
