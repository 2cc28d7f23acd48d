"""Tables of the room: services and their stations, cards and words compared, agreements, standing interests."""

from jisr.station.partners.models.agreements import Agreement
from jisr.station.partners.models.cards import CardRecord, CardStatus, RevokedKey, Verification, VerificationMethod
from jisr.station.partners.models.interests import StandingInterest
from jisr.station.partners.models.stations import PartnerStation, Service

__all__ = [
    "Agreement",
    "CardRecord",
    "CardStatus",
    "PartnerStation",
    "RevokedKey",
    "Service",
    "StandingInterest",
    "Verification",
    "VerificationMethod",
]
