"""Every write of the room: one transaction and one ledger entry each; what is refused is entered too."""

from jisr.station.partners.services.agreements import (
    AgreementTerms,
    amend_agreement,
    amend_levels,
    end_agreement,
    record_agreement,
    renew_agreement,
)
from jisr.station.partners.services.contact import note_contact
from jisr.station.partners.services.interests import (
    InterestTerms,
    change_interest,
    record_interest,
    withdraw_interest,
)
from jisr.station.partners.services.own_keys import issue_own_card, revoke_own_keys, rotate_own_keys
from jisr.station.partners.services.proposals import add_partner, discard_proposal
from jisr.station.partners.services.rotation import receive_card_rotation, receive_revocation
from jisr.station.partners.services.sharing import receive_interest, share_interest
from jisr.station.partners.services.states import (
    activate,
    lift_suspension,
    revoke,
    set_minimum_suite,
    set_region,
    suspend,
)
from jisr.station.partners.services.verification import (
    Occasion,
    Verified,
    confirm_code,
    confirm_words,
    report_difference,
)

__all__ = [
    "AgreementTerms",
    "InterestTerms",
    "Occasion",
    "Verified",
    "activate",
    "add_partner",
    "amend_agreement",
    "amend_levels",
    "change_interest",
    "confirm_code",
    "confirm_words",
    "discard_proposal",
    "end_agreement",
    "issue_own_card",
    "lift_suspension",
    "note_contact",
    "receive_card_rotation",
    "receive_interest",
    "receive_revocation",
    "record_agreement",
    "record_interest",
    "renew_agreement",
    "report_difference",
    "revoke",
    "revoke_own_keys",
    "rotate_own_keys",
    "set_minimum_suite",
    "set_region",
    "share_interest",
    "suspend",
    "withdraw_interest",
]
