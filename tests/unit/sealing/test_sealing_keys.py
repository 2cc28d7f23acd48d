"""Keys of a station over their life, and how they are stored."""

from datetime import datetime, timedelta

import pytest

from jisr.core.sealing import KeyStoreError, KeyUse, MalformedError, StationKeys
from jisr.core.sealing.jwk import load_private_key, parse_private_jwk, parse_public_jwk, private_jwk


@pytest.mark.parametrize("passphrase", [None, "une phrase secrète", "عبارة سرية"])
def test_stored_keys_come_back(keys: dict[str, StationKeys], passphrase: str | None) -> None:
    stored = keys["rabat"].to_bytes(passphrase)
    assert StationKeys.from_bytes(stored, passphrase) == keys["rabat"]


def test_encrypted_keys_show_no_private_part(keys: dict[str, StationKeys]) -> None:
    clear, encrypted = keys["rabat"].to_bytes(None), keys["rabat"].to_bytes("secret")
    private_part = private_jwk(keys["rabat"].signing_key)["d"].encode()
    assert private_part in clear
    assert private_part not in encrypted
    assert private_part.decode() not in repr(keys["rabat"])


@pytest.mark.parametrize("passphrase", ["other", None, ""])
def test_wrong_passphrase_opens_nothing(keys: dict[str, StationKeys], passphrase: str | None) -> None:
    with pytest.raises(KeyStoreError):
        StationKeys.from_bytes(keys["rabat"].to_bytes("secret"), passphrase)


@pytest.mark.parametrize("damaged", [b"", b"{}", b'{"format":"jisr-keys/1","content":{}}', b"\xff\xfe", b"[]"])
def test_damaged_key_store(damaged: bytes) -> None:
    with pytest.raises(KeyStoreError):
        StationKeys.from_bytes(damaged, None)


def test_rotation_keeps_what_opens_late_mail(keys: dict[str, StationKeys], now: datetime) -> None:
    before = keys["rabat"]
    after = before.rotate(now)
    assert after.signing_key.key_id != before.signing_key.key_id
    assert after.ledger_key.key_id == before.ledger_key.key_id
    assert set(before.sealing_keys) < set(after.sealing_keys)
    retired = next(held for held in after.held if held.key_id == before.signing_key.key_id)
    assert retired.valid_until == now + timedelta(days=7)


def test_revoked_key_is_gone_and_replaced(keys: dict[str, StationKeys], now: datetime) -> None:
    lost = next(iter(keys["rabat"].sealing_keys))
    after = keys["rabat"].revoke([lost], now)
    assert lost not in after.sealing_keys
    assert lost in after.revoked
    assert len(after.sealing_keys) == 1
    assert lost.encode() not in b"".join(held.private.seed for held in after.held)


def test_forgetting_retired_keys(keys: dict[str, StationKeys], now: datetime) -> None:
    rotated = keys["rabat"].rotate(now)
    later = rotated.forget_retired(now + timedelta(days=8))
    assert len(later.of_use(KeyUse.SIGN)) == 1
    assert later.signing_key.key_id == rotated.signing_key.key_id


def test_public_key_with_a_private_part_is_refused(keys: dict[str, StationKeys]) -> None:
    with pytest.raises(MalformedError):
        parse_public_jwk(private_jwk(keys["rabat"].signing_key))


def test_private_key_of_another_public_key_is_refused(keys: dict[str, StationKeys]) -> None:
    mixed = {**private_jwk(keys["rabat"].signing_key), "x": private_jwk(keys["madrid"].signing_key)["x"]}
    with pytest.raises(MalformedError):
        parse_private_jwk(mixed)


@pytest.mark.parametrize("algorithm", ["Ed25519", "HPKE-9-KE", "HPKE-10-KE", "ML-DSA-65"])
def test_a_seed_always_gives_the_same_key(algorithm: str) -> None:
    first, second = (load_private_key(algorithm, bytes(range(32))) for _ in range(2))
    assert first.public == second.public
    assert parse_public_jwk(first.public.jwk) == first.public
