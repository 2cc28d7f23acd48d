"""Stored cards as values, and the short code that binds a card on paper to its file.

A card is too large for one QR code (its ML-DSA-65 and hybrid sealing keys alone are over 4,000 bytes of text, and a
QR code holds 2,953), and a set of numbered codes is slow to scan and easily incomplete. So the QR code carries a
link and the SHA-256 of the card: the file may come by any way, and cannot be another than the one the code names.
"""

from datetime import datetime
from functools import lru_cache
from typing import Final

from jisr.core.sealing import StationCard, verify_card
from jisr.station.partners.models import CardRecord

CODE_PREFIX: Final = "jisr-card:1"


@lru_cache(maxsize=512)
def _read(signed_bytes: bytes, at: datetime) -> StationCard:
    return verify_card(signed_bytes, at)


def card_of(record: CardRecord) -> StationCard:
    """The card in a row, its signature checked again, as of the instant it came."""
    return _read(bytes(record.signed_bytes), record.received_at)


def card_code(card: StationCard) -> str:
    """What the QR code says: "jisr-card:1:madrid:3:<SHA-256 in hexadecimal>"."""
    return f"{CODE_PREFIX}:{card.station_id}:{card.sequence}:{card.digest}"


def is_code_of(untrusted_code: str, card: StationCard) -> bool:
    """Whether a code as scanned or typed (blanks, case and a link before it do not matter) names this card."""
    plain = "".join(untrusted_code.split()).lower()
    start = plain.find(CODE_PREFIX)
    return start >= 0 and plain[start:] == card_code(card)
