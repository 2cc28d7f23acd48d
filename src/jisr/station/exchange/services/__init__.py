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
from jisr.station.exchange.services.consents import ask_consent, decide_consent
from jisr.station.exchange.services.delivery import try_again
from jisr.station.exchange.services.obligations import fulfil
from jisr.station.exchange.services.requests import decline, reply, request_information, withdraw
from jisr.station.exchange.services.sending import Outgoing, own_handling, send, send_many

__all__ = [
    "Outgoing",
    "acknowledge",
    "answer_question",
    "ask",
    "ask_consent",
    "coordinate",
    "correct",
    "decide_consent",
    "decline",
    "fulfil",
    "give_feedback",
    "own_handling",
    "recall",
    "reply",
    "request_information",
    "send",
    "send_many",
    "share_interest",
    "try_again",
    "withdraw",
]
