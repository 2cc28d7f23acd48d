"""The doctor's look at the home folder: no database needed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jisr.core.sealing import KeyUse, StationKeys
from jisr.station.doctor import State, examine
from jisr.station.doctor.home_checks import home_checks
from jisr.station.home import StationHome, StationIdentity, StationSettings

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def make_home(folder: Path, *, began: datetime = NOW, exercise: bool = False) -> StationHome:
    identity = StationIdentity("doctor", {"en": "Doctor"}, "MA", "police", "http://127.0.0.1/exchange/v1/dispatches")
    settings = StationSettings(database_url="postgresql://nobody@127.0.0.1:1/none", exercise=exercise)
    return StationHome.create(folder, identity, settings, StationKeys.generate("doctor", began))


def states(home: StationHome, now: datetime = NOW) -> dict[str, State]:
    return {finding.name: finding.state for finding in home_checks(home, now)}


def test_a_fresh_home_is_well(tmp_path):
    found = states(make_home(tmp_path / "home"))
    assert found["home.permissions"] is State.OK
    assert found["keys"] is State.OK


@pytest.mark.parametrize("name", ["keys.json", "station.toml"])
def test_files_that_others_can_read(tmp_path, name):
    home = make_home(tmp_path / "home")
    (home.path / name).chmod(0o640)
    failing = next(finding for finding in home_checks(home, NOW) if finding.name == "home.permissions")
    assert failing.state is State.FAIL
    assert failing.remedy == f"chmod 600 {home.path / name}"


def test_a_folder_that_others_can_write(tmp_path):
    home = make_home(tmp_path / "home")
    home.path.chmod(0o777)
    assert states(home)["home.permissions"] is State.FAIL


def test_keys_that_end_soon_and_that_have_ended(tmp_path):
    home = make_home(tmp_path / "home")
    ends = home.keys.of_use(KeyUse.SIGN)[0].valid_until
    assert states(home, ends - timedelta(days=10))["keys"] is State.WARN
    assert states(home, ends + timedelta(seconds=1))["keys"] is State.FAIL


def test_keys_in_the_clear_are_a_warning_but_not_in_an_exercise(tmp_path):
    assert states(make_home(tmp_path / "real"))["keys.encryption"] is State.WARN
    assert states(make_home(tmp_path / "exercise", exercise=True))["keys.encryption"] is State.OK


def test_keys_with_another_passphrase(tmp_path, monkeypatch):
    monkeypatch.setenv("JISR_KEY_PASSPHRASE", "right")
    home = make_home(tmp_path / "home")
    assert "keys.encryption" not in states(home)
    monkeypatch.setenv("JISR_KEY_PASSPHRASE", "wrong")
    assert states(StationHome.load(home.path))["keys"] is State.FAIL


def test_a_damaged_key_file(tmp_path):
    home = make_home(tmp_path / "home")
    (home.path / "keys.json").write_bytes(b"{")
    assert states(StationHome.load(home.path))["keys"] is State.FAIL


def test_a_full_disk(tmp_path, monkeypatch):
    home = make_home(tmp_path / "home")
    usage = replace_usage(free=100 * 1024**2)
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: usage)
    assert states(home)["disk"] is State.FAIL


def replace_usage(free: int):
    import shutil

    return shutil._ntuple_diskusage(10**12, 10**12 - free, free)


def test_no_home_at_all(tmp_path):
    findings = list(examine(tmp_path / "none"))
    assert [(finding.name, finding.state) for finding in findings] == [("home", State.FAIL)]
    assert findings[0].remedy


def test_settings_may_be_changed_by_hand_and_read_again(tmp_path):
    home = make_home(tmp_path / "home")
    home.save_settings(replace(home.settings, session_minutes=45))
    assert StationHome.load(home.path).settings.session_minutes == 45
    assert (home.path / "station.toml").stat().st_mode & 0o077 == 0
