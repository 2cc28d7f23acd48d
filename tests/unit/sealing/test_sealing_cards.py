"""Cards, rotation, revocation and the words officers compare."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from rapidfuzz.distance import Levenshtein

from jisr.core.sealing import (
    BadSignatureError,
    CardError,
    CardSequenceError,
    Dispatch,
    RevocationReason,
    StationCard,
    StationKeys,
    UnknownKeyError,
    open_sealed,
    seal,
    short_authentication_string,
    sign_card,
    sign_revocation,
    verify_card,
    verify_revocation,
    verify_rotation,
)
from jisr.core.sealing.sas import WORDS


def rotated_card(keys: StationKeys, now: datetime, fields: dict[str, Any], sequence: int = 2) -> bytes:
    return sign_card(keys, issued_at=now, sequence=sequence, **fields)


def test_card_reads_back(cards: dict[str, StationCard], card_fields: dict[str, Any]) -> None:
    card = cards["rabat"]
    assert (card.station_id, card.country, card.endpoint) == ("rabat", "MA", card_fields["endpoint"])
    assert card.name("ar") == "محطة"
    assert card.suites == ("HPKE-9-KE+A256GCM",)


def test_rotation_is_accepted_across_several_generations(
    keys: dict[str, StationKeys], cards: dict[str, StationCard], now: datetime, card_fields: dict[str, Any]
) -> None:
    """A partner that slept through two rotations still knows a key that has signed."""
    once = keys["rabat"].rotate(now)
    twice = once.rotate(now + timedelta(days=1))
    later = now + timedelta(days=1)
    card = verify_rotation(cards["rabat"], rotated_card(twice, later, card_fields, 3), later)
    assert card.signing_keys[0].key_id == twice.signing_key.key_id


def test_rotation_by_foreign_keys_is_refused(
    cards: dict[str, StationCard], now: datetime, card_fields: dict[str, Any]
) -> None:
    stolen_name = StationKeys.generate("rabat", now)
    with pytest.raises(CardError):
        verify_rotation(cards["rabat"], rotated_card(stolen_name, now, card_fields), now)


def test_rotation_signed_by_a_revoked_key_is_refused(
    keys: dict[str, StationKeys], cards: dict[str, StationCard], now: datetime, card_fields: dict[str, Any]
) -> None:
    card = rotated_card(keys["rabat"].rotate(now), now, card_fields)
    revoked = frozenset({keys["rabat"].signing_key.key_id})
    with pytest.raises(CardError):
        verify_rotation(cards["rabat"], card, now, revoked)


def test_older_card_does_not_come_back(
    keys: dict[str, StationKeys], cards: dict[str, StationCard], now: datetime, card_fields: dict[str, Any]
) -> None:
    newer = verify_rotation(cards["rabat"], rotated_card(keys["rabat"].rotate(now), now, card_fields), now)
    with pytest.raises(CardSequenceError):
        verify_rotation(newer, cards["rabat"].signed_bytes, now)


def test_rotation_to_another_station_is_refused(cards: dict[str, StationCard], now: datetime) -> None:
    with pytest.raises(CardError):
        verify_rotation(cards["rabat"], cards["madrid"].signed_bytes, now)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("country", "Ma"),
        ("endpoint", "ftp://station.example/"),
        ("endpoint", "https://user@station.example/"),
        ("names", {"fr": "Station", "en": "Station", "ar": ""}),
    ],
)
def test_card_with_a_wrong_field(
    keys: dict[str, StationKeys], now: datetime, card_fields: dict[str, Any], member: str, value: object
) -> None:
    with pytest.raises(CardError):
        verify_card(sign_card(keys["rabat"], issued_at=now, **{**card_fields, member: value}), now)


def test_card_from_the_future_and_card_after_its_keys(
    keys: dict[str, StationKeys], now: datetime, card_fields: dict[str, Any]
) -> None:
    with pytest.raises(CardError):
        verify_card(sign_card(keys["rabat"], issued_at=now + timedelta(hours=1), **card_fields), now)
    with pytest.raises(CardError):
        verify_card(sign_card(keys["rabat"], issued_at=now, **card_fields), now + timedelta(days=5000))


def test_signature_swapped_between_cards(cards: dict[str, StationCard], now: datetime) -> None:
    rabat, madrid = (json.loads(cards[name].signed_bytes) for name in ("rabat", "madrid"))
    with pytest.raises(CardError) as refused:
        verify_card(json.dumps({**rabat, "signatures": madrid["signatures"]}).encode(), now)
    assert isinstance(refused.value.__cause__, BadSignatureError)


def test_revocation_by_the_revoked_key_itself(
    keys: dict[str, StationKeys], cards: dict[str, StationCard], now: datetime
) -> None:
    lost = keys["rabat"].signing_key.key_id
    statement = sign_revocation(keys["rabat"], [lost], RevocationReason.COMPROMISED, now)
    assert verify_revocation(statement, cards["rabat"], now).key_ids == (lost,)


def test_revocation_by_a_stranger(cards: dict[str, StationCard], now: datetime) -> None:
    stranger = StationKeys.generate("rabat", now)
    statement = sign_revocation(stranger, ["x"], RevocationReason.COMPROMISED, now)
    with pytest.raises(UnknownKeyError):
        verify_revocation(statement, cards["rabat"], now)


def test_words_are_symmetric_and_commit_to_the_whole_card(
    keys: dict[str, StationKeys], cards: dict[str, StationCard], now: datetime, card_fields: dict[str, Any]
) -> None:
    rabat, madrid = cards["rabat"], cards["madrid"]
    words = short_authentication_string(rabat, madrid, "fr")
    assert words == short_authentication_string(madrid, rabat, "fr")
    other = {**card_fields, "endpoint": "https://elsewhere.example/"}
    moved = verify_card(sign_card(keys["madrid"], issued_at=now, **other), now)
    assert short_authentication_string(rabat, moved, "fr") != words
    assert len(words) == 12
    with pytest.raises(ValueError):
        short_authentication_string(rabat, rabat, "fr")


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_word_lists_are_distinct(language: str) -> None:
    words = WORDS[language]
    assert len(words) == len(set(words)) == 256
    closest = min(
        Levenshtein.distance(first, second) for position, first in enumerate(words) for second in words[position + 1 :]
    )
    assert closest >= 2


def test_mail_sealed_before_a_rotation_still_opens(
    keys: dict[str, StationKeys],
    cards: dict[str, StationCard],
    now: datetime,
    make_dispatch: Any,
    card_fields: dict[str, Any],
) -> None:
    item: Dispatch = make_dispatch()
    sealed = seal(item, keys["rabat"], [cards["madrid"]]).sealed_bytes
    rotated = keys["madrid"].rotate(now + timedelta(hours=1))
    assert open_sealed(sealed, rotated, cards, now + timedelta(hours=2)).dispatch == item


def test_mail_signed_before_a_rotation_still_verifies(
    keys: dict[str, StationKeys],
    cards: dict[str, StationCard],
    now: datetime,
    make_dispatch: Any,
    card_fields: dict[str, Any],
) -> None:
    item: Dispatch = make_dispatch()
    sealed = seal(item, keys["rabat"], [cards["madrid"]]).sealed_bytes
    later = now + timedelta(hours=1)
    newer = verify_rotation(cards["rabat"], rotated_card(keys["rabat"].rotate(later), later, card_fields), later)
    assert open_sealed(sealed, keys["madrid"], {"rabat": newer}, later).dispatch == item
