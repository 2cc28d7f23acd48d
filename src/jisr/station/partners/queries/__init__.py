"""Reads of the room. They know no reader: pages and routes that show content enter that in the ledger themselves."""

from jisr.station.partners.queries.agreements import (
    AgreementView,
    agreement,
    agreement_facts,
    agreement_versions,
    agreements,
    count_agreements_ending_soon,
    own_scale,
    tells_onward,
)
from jisr.station.partners.queries.checks import VerificationView, card_history, verifications, word_check_for
from jisr.station.partners.queries.interests import InterestView, interest, interest_rows, interests
from jisr.station.partners.queries.stations import (
    OwnStation,
    PartnerView,
    cards_of_senders,
    checkpoint_keys,
    minimum_strengths,
    own_station,
    partner,
    partners,
    revoked_keys,
)

__all__ = [
    "AgreementView",
    "InterestView",
    "OwnStation",
    "PartnerView",
    "VerificationView",
    "agreement",
    "agreement_facts",
    "agreement_versions",
    "agreements",
    "card_history",
    "cards_of_senders",
    "checkpoint_keys",
    "count_agreements_ending_soon",
    "interest",
    "interest_rows",
    "interests",
    "minimum_strengths",
    "own_scale",
    "own_station",
    "partner",
    "partners",
    "revoked_keys",
    "tells_onward",
    "verifications",
    "word_check_for",
]
