"""A laptop with a station on it is stolen: the home folder is copied, the passphrase is not."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from jisr.core.sealing import KeyStoreError, StationKeys
from jisr.station.home import PASSPHRASE_VARIABLE, StationHome, StationIdentity, StationSettings
from jisr.station.vault.master import FILE, MasterKey, MasterKeyError, read_master, write_master

PASSPHRASE = "EXERCISE four words and a number 7"


@pytest.fixture
def stolen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The copied folder of a station whose keys were made under a passphrase, in the hands of who does not know it."""
    monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)
    names = {"ar": "محطة الرباط", "fr": "Station de Rabat", "en": "Rabat station"}
    identity = StationIdentity("rabat", names, "MA", "police", "https://rabat.example/exchange/v1/dispatches")
    StationHome.create(tmp_path, identity, StationSettings(), StationKeys.generate("rabat", datetime.now(UTC)))
    write_master(tmp_path, MasterKey.generate(), PASSPHRASE)
    monkeypatch.delenv(PASSPHRASE_VARIABLE)
    return tmp_path


def test_the_station_s_keys_do_not_open_so_nobody_signs_or_reads_in_its_name(stolen: Path) -> None:
    with pytest.raises(KeyStoreError):
        _ = StationHome.load(stolen).keys


@pytest.mark.parametrize("guess", ["", "password", PASSPHRASE.lower()])
def test_a_guessed_passphrase_opens_neither_the_keys_nor_the_master_key(
    stolen: Path, monkeypatch: pytest.MonkeyPatch, guess: str
) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, guess)
    with pytest.raises(KeyStoreError):
        _ = StationHome.load(stolen).keys
    with pytest.raises(MasterKeyError) as caught:
        read_master(stolen, guess)
    assert caught.value.code == "master_key_locked"


def test_the_owner_s_passphrase_opens_both(stolen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)
    assert StationHome.load(stolen).keys.station_id == "rabat"
    assert read_master(stolen, PASSPHRASE) is not None


def test_no_other_account_of_the_machine_reads_the_secrets(stolen: Path) -> None:
    assert {(stolen / name).stat().st_mode & 0o077 for name in ("station.toml", "keys.json", FILE)} == {0}
