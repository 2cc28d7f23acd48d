"""`jisr ledger verify` on a machine without a station: exit codes, trust, language, no Django."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

VECTORS = Path(__file__).parents[2] / "vectors" / "ledger"
WHOLE = VECTORS / "bundles" / "good" / "whole_log.jsonl"
VKEYS = json.loads((VECTORS / "keys.json").read_bytes())["vkeys"]
TRUST = [word for vkey in VKEYS for word in ("--key", vkey)]


def jisr(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("JISR", "DJANGO", "LC_", "LANG"))
    }
    code = (
        "import sys; from jisr.cli.main import run; code = run(sys.argv[1:]);"
        "assert 'django' not in sys.modules, 'Django was loaded'; sys.exit(code)"
    )
    return subprocess.run(
        [sys.executable, "-c", code, "ledger", "verify", *map(str, words)],
        env={**clean, "LANG": "en_GB.UTF-8", "JISR_HOME": "/nonexistent", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_good_bundle_with_trusted_keys() -> None:
    done = jisr(WHOLE, *TRUST)
    assert done.returncode == 0, done.stderr
    assert "The bundle holds." in done.stdout
    assert "taken from the bundle itself" not in done.stdout


def test_bundle_that_vouches_for_itself_says_so() -> None:
    done = jisr(WHOLE)
    assert done.returncode == 0
    assert "taken from the bundle itself" in done.stdout


def test_json_report() -> None:
    report = json.loads(jisr(WHOLE, *TRUST, "--json").stdout)
    assert (report["holds"], report["entries"], report["log"], report["keys_trusted"]) == (True, 13, "jisr/rabat", True)
    assert sum(report["acts"].values()) == 13


@pytest.mark.parametrize("file", sorted((VECTORS / "bundles" / "bad").iterdir()), ids=lambda file: file.stem)
def test_bad_bundles_exit_with_failure(file: Path) -> None:
    done = jisr(file, *TRUST)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "does NOT hold" in done.stdout or done.stderr.startswith("line ")


def test_checkpoint_from_elsewhere_is_compared() -> None:
    good = VECTORS / "checkpoints" / "good" / "both_signatures.txt"
    done = jisr(WHOLE, *TRUST, "--checkpoint", good)
    assert done.returncode == 0
    assert "agree: 1" in done.stdout


def test_checkpoint_that_is_not_signed_is_refused() -> None:
    bad = VECTORS / "checkpoints" / "bad" / "signed_by_stranger.txt"
    done = jisr(WHOLE, *TRUST, "--checkpoint", bad)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_checkpoint_without_trusted_key_is_a_wrong_call() -> None:
    good = VECTORS / "checkpoints" / "good" / "both_signatures.txt"
    assert jisr(WHOLE, "--checkpoint", good).returncode == 2


def test_missing_file_and_wrong_key_are_said_plainly(tmp_path: Path) -> None:
    assert jisr(tmp_path / "nothing.jsonl").returncode == 2
    done = jisr(WHOLE, "--key", "nonsense")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_failure_as_json() -> None:
    done = jisr(VECTORS / "bundles" / "bad" / "not_a_bundle.jsonl", "--json")
    assert done.returncode == 1
    assert json.loads(done.stderr)["error"]["code"] == "bundle_format"


def test_card_gives_the_keys(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from jisr.core.ledger import Checkpoint, MerkleLog, log_origin, sign_checkpoint, write_range_bundle
    from jisr.core.sealing import StationKeys, sign_card
    from jisr.station.ledger.signing import own_note_keys, own_signers

    now = datetime.now(UTC)
    keys = StationKeys.generate("madrid", now)
    names = {"ar": "مدريد", "fr": "Madrid", "en": "Madrid"}
    card = tmp_path / "madrid.card"
    endpoint = "https://madrid.example/exchange/v1/dispatches"
    card.write_bytes(
        sign_card(keys, names=names, service_kind="police", country="ES", endpoint=endpoint, issued_at=now)
    )
    log = MerkleLog(line for line in WHOLE.read_bytes().splitlines()[1:])
    note = sign_checkpoint(Checkpoint(log_origin("madrid"), log.size, log.root()), own_signers(keys))
    bundle = tmp_path / "bundle.jsonl"
    lines = write_range_bundle(
        log,
        WHOLE.read_bytes().splitlines()[1:],
        first=0,
        count=log.size,
        origin=log_origin("madrid"),
        size=log.size,
        checkpoint=note,
        keys=own_note_keys(keys),
    )
    bundle.write_bytes(b"".join(lines))
    assert jisr(bundle, "--card", card).returncode == 0
    assert jisr(WHOLE, "--card", card).returncode == 1
