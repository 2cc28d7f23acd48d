"""Every write of the room: one transaction and its ledger entries each; what is refused is entered by its code."""

from jisr.station.redress.services.closing import close, erase_requesters, note_late, settle, withdraw
from jisr.station.redress.services.deciding import Proposal, ask_originators, propose, return_decision, sign
from jisr.station.redress.services.lettering import hand_over, letter_text, make_letter, preview
from jisr.station.redress.services.marking import mark, note_search, undo_mark
from jisr.station.redress.services.opening import Draft, check_identity, extend, open_request
from jisr.station.redress.services.ruling import change_rules

__all__ = [
    "Draft",
    "Proposal",
    "ask_originators",
    "change_rules",
    "check_identity",
    "close",
    "erase_requesters",
    "extend",
    "hand_over",
    "letter_text",
    "make_letter",
    "mark",
    "note_late",
    "note_search",
    "open_request",
    "preview",
    "propose",
    "return_decision",
    "settle",
    "sign",
    "undo_mark",
    "withdraw",
]
