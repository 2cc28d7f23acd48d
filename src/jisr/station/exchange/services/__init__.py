"""Every write of the room: one transaction and its ledger entries each."""

from jisr.station.exchange.services.answers import (
    acknowledge,
    answer_question,
    ask,
    coordinate,
    give_feedback,
    share_interest,
)
from jisr.station.exchange.services.changes import correct, recall
from jisr.station.exchange.services.consent_answering import Prepared, decide_consent, prepare_consent, withdraw_consent
from jisr.station.exchange.services.consent_asking import ask_consent, ask_on_behalf
from jisr.station.exchange.services.delivery import try_again
from jisr.station.exchange.services.obligations import fulfil, fulfil_due, tell_held
from jisr.station.exchange.services.requests import decline, reply, request_information, withdraw
from jisr.station.exchange.services.reviews import finish_review, flag_sent, reopen_review
from jisr.station.exchange.services.sending import Outgoing, own_handling, send, send_many

__all__ = [
    "Outgoing",
    "Prepared",
    "acknowledge",
    "answer_question",
    "ask",
    "ask_consent",
    "ask_on_behalf",
    "coordinate",
    "correct",
    "decide_consent",
    "decline",
    "finish_review",
    "flag_sent",
    "fulfil",
    "fulfil_due",
    "give_feedback",
    "own_handling",
    "prepare_consent",
    "recall",
    "reopen_review",
    "reply",
    "request_information",
    "send",
    "send_many",
    "share_interest",
    "tell_held",
    "try_again",
    "withdraw",
    "withdraw_consent",
]
