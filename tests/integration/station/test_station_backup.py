"""A whole station through its command: made, backed up, restored, and nothing amiss for its partner."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PARTNER = Path(__file__).parent / "partner_program.py"
INIT = [
    *("init", "--id", "rabat-restored", "--name-ar", "محطة", "--name-fr", "Station", "--name-en", "Station"),
    *("--country", "MA", "--exercise", "--json"),
]


class Station:
    """One home, and the command run on it."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def run(self, *words: str, program: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
        start = [str(program)] if program else ["-m", "jisr.cli.main"]
        environment = {
            **{name: value for name, value in os.environ.items() if name != "JISR_DATABASE_URL"},
            "JISR_HOME": str(self.home),
            "JISR_ADMIN_PASSWORD": "exercise-pass-1",
            "LANGUAGE": "en",
            **variables,
        }
        return subprocess.run(
            [sys.executable, *start, *words], env=environment, capture_output=True, text=True, timeout=180, check=False
        )

    def json(self, *words: str, **more: Any) -> Any:
        done = self.run(*words, **more)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="jisr-b-"))  # short: unix socket names are limited to 107 bytes
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="module")
def station(folder: Path) -> Station:
    made = Station(folder / "first")
    accounts = made.json(*INIT)["accounts"]
    assert set(accounts) >= {"administrator", "analyst", "releaser", "liaison", "liaison2", "oversight"}
    return made


@pytest.fixture(scope="module")
def met(station: Station, folder: Path) -> dict[str, Any]:
    """The station has exchanged with a partner, which keeps what it saw in a file."""
    station.json("write", str(folder / "reports.json"), program=PARTNER)
    return station.json("meet", str(folder / "partner.json"), program=PARTNER)


@pytest.fixture(scope="module")
def backup(station: Station, met: dict[str, Any], folder: Path) -> Path:
    file = folder / "station.jisr"
    taken = station.json("backup", str(file), "--json", JISR_BACKUP_PASSPHRASE="two words")
    assert taken["sealed"]
    assert taken["ledger_size"] > met["size"]
    return file


@pytest.fixture(scope="module")
def keys(station: Station, backup: Path, folder: Path) -> str:
    file = folder / "station.keys"
    taken = station.json("backup", "keys", str(file), "--json", JISR_KEYS_PASSPHRASE="four other words")
    assert taken["live"] > 0
    return str(file)


KEYS = {"JISR_BACKUP_PASSPHRASE": "two words", "JISR_KEYS_PASSPHRASE": "four other words"}


def test_a_second_station_in_the_same_home_is_refused(station):
    done = station.run(*INIT)
    assert done.returncode == 1
    assert json.loads(done.stderr)["error"]["code"] == "home_exists"


def test_a_station_that_cannot_reach_its_database_leaves_nothing_half_made(folder):
    broken = Station(folder / "broken")
    done = broken.run(*INIT, "--database-url", "postgresql://nobody@127.0.0.1:1/none?connect_timeout=2")
    assert done.returncode == 1
    assert json.loads(done.stderr)["error"]["code"] == "database_unreachable"
    assert not (broken.home / "station.toml").exists()
    assert not (broken.home / "keys.json").exists()


def test_the_backup_file_is_private_and_shows_nothing(backup):
    assert backup.stat().st_mode & 0o077 == 0
    content = backup.read_bytes()
    assert b"liaison" not in content
    assert not tarfile.is_tarfile(backup)


def test_a_restored_station_goes_on_and_its_partner_notices_nothing(station, met, backup, keys, folder):
    restored = Station(folder / "second")
    done = restored.json("restore", str(backup), "--keys", keys, "--json", **KEYS)
    assert done["ledger_holds"]
    answer = restored.json("again", str(folder / "partner.json"), program=PARTNER)
    assert answer["verdict"] == "consistent"
    assert answer["known_size"] == met["size"]
    assert answer["receipt_index"] >= done["ledger_size"] > met["receipt_index"]  # no place in the ledger is used twice
    names = {account["username"] for account in restored.json("accounts", "list", "--json")}
    assert names == {account["username"] for account in station.json("accounts", "list", "--json")}
    report = json.loads(restored.run("doctor", "--full", "--json").stdout)
    findings = {finding["name"]: finding["state"] for finding in report["findings"]}
    assert findings["ledger"] == "ok"
    assert findings["restored"] == "warn"
    assert findings["worker"] == "fail"  # none runs in this test


def test_an_older_backup_is_seen_by_the_partner(station, backup, keys, folder):
    """What happened after the snapshot is gone here, and the partner can prove it: nothing hides it."""
    memory = shutil.copy(folder / "partner.json", folder / "ahead.json")
    station_before = Station(folder / "older")
    station_before.json("restore", str(backup), "--keys", keys, "--json", **KEYS)
    for _exchange in range(3):
        ahead = station.json("again", str(memory), program=PARTNER)
    assert ahead["verdict"] == "consistent"
    answer = station_before.json("again", str(memory), program=PARTNER)
    assert answer["verdict"] in ("forked", "rolled_back")


def test_what_was_erased_after_the_backup_does_not_come_back_with_it(station, backup, folder):
    """Given a backup of everything, when a report is erased and the backup restored, only the other can be read."""
    reports, today = str(folder / "reports.json"), str(folder / "today.keys")
    before = station.json("read", reports, program=PARTNER)
    assert before["erased"]["files"] == ["EXERCISE file erased"]
    assert station.json("erase", reports, program=PARTNER)["erased"]
    station.json("backup", "keys", today, "--json", JISR_KEYS_PASSPHRASE="four other words")
    restored = Station(folder / "after")
    restored.json("restore", str(backup), "--keys", today, "--json", **KEYS)
    left = restored.json("read", reports, program=PARTNER)
    assert left["kept"] == before["kept"]
    assert not any(left["erased"]["texts"])
    assert not any(left["erased"]["files"])
    assert len(left["erased"]["texts"]) == len(before["erased"]["texts"])  # the rows came back, sealed for ever


def test_a_backup_is_nothing_without_its_keys(backup, folder):
    keyless = Station(folder / "keyless")
    done = keyless.run("restore", str(backup), "--json", JISR_BACKUP_PASSPHRASE="two words")
    assert json.loads(done.stderr)["error"]["code"] == "keys_needed"
    assert not (keyless.home / "station.toml").exists()


def test_keys_are_never_written_without_a_passphrase(station, folder):
    done = station.run("backup", "keys", str(folder / "bare.keys"), "--json")
    assert json.loads(done.stderr)["error"]["code"] == "passphrase_needed"
    assert not (folder / "bare.keys").exists()


def test_restore_never_writes_over_a_station(station, backup):
    done = station.run("restore", str(backup), "--json", JISR_BACKUP_PASSPHRASE="two words")
    assert json.loads(done.stderr)["error"]["code"] == "home_exists"
    assert station.json("accounts", "list", "--json")


@pytest.mark.parametrize(("passphrase", "code"), [("", "passphrase_needed"), ("other words", "passphrase_wrong")])
def test_a_sealed_backup_needs_its_passphrase(backup, folder, passphrase, code):
    done = Station(folder / "third").run("restore", str(backup), "--json", JISR_BACKUP_PASSPHRASE=passphrase)
    assert json.loads(done.stderr)["error"]["code"] == code
    assert not (folder / "third" / "keys.json").exists()


@pytest.mark.parametrize("fault", ["cut", "bit", "other"])
def test_a_damaged_backup_restores_nothing(backup, folder, fault):
    content = backup.read_bytes()
    damaged = {
        "cut": content[:-100],
        "bit": content[:5000] + bytes([content[5000] ^ 1]) + content[5001:],
        "other": b"hello",
    }
    file = folder / f"{fault}.jisr"
    file.write_bytes(damaged[fault])
    done = Station(folder / "fourth").run("restore", str(file), "--json", JISR_BACKUP_PASSPHRASE="two words")
    assert json.loads(done.stderr)["error"]["code"] in ("damaged", "not_a_backup", "passphrase_wrong")
    assert not (folder / "fourth").exists()


def test_check_only_writes_nothing(backup, folder):
    done = Station(folder / "fifth").json(
        "restore", str(backup), "--check-only", "--json", JISR_BACKUP_PASSPHRASE="two words"
    )
    assert done["station_id"] == "rabat-restored"
    assert not (folder / "fifth").exists()
