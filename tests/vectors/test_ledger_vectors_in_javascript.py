"""Runs the published vectors through the HTML verifier's own modules under Node: the same verdicts as Jisr's."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "ledger"
FRONTEND = Path(__file__).parents[2] / "frontend"
PACKAGES = FRONTEND / "node_modules"
NODE = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")

pytestmark = pytest.mark.skipif(
    NODE is None or not (PACKAGES / "@noble").is_dir(), reason="the front-end packages are not installed: make frontend"
)

REFUSED_WHOLE = {"count_beyond_log", "not_a_bundle", "surplus_left_hash", "unknown_version"}
FOUND = {
    "checkpoint_of_other_size": "checkpoint",
    "checkpoint_of_stranger": "checkpoint",
    "entries_swapped": "root",
    "entry_added": "root",
    "entry_changed": "root",
    "entry_dropped": "count",
    "more_after_the_end": "count",
    "selection_proofs_swapped": "inclusion",
    "selection_truncated": "count",
    "truncated": "count",
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """{file: verdict} of every vector."""
    sys.path.insert(0, str(FRONTEND))
    import verifier

    script = tmp_path_factory.mktemp("verifier") / "check.mjs"
    script.write_text(verifier.bundle(PACKAGES, FRONTEND / "verifier" / "check_vectors.mjs", {}, "esm"))
    files = [*FOLDER.glob("bundles/*/*.jsonl"), *FOLDER.glob("checkpoints/*/*.txt"), FOLDER / "merkle.json"]
    assert NODE is not None
    done = subprocess.run(
        [NODE, str(script), str(FOLDER / "keys.json"), *map(str, files)], capture_output=True, text=True, check=True
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return {str(Path(answer["file"]).relative_to(FOLDER).with_suffix("")): answer for answer in answers}


def test_every_good_vector_holds(said: dict[str, dict[str, Any]]) -> None:
    good = {name: answer for name, answer in said.items() if "/good/" in name}
    assert len(good) == len([*FOLDER.glob("*/good/*")])
    assert [name for name, answer in good.items() if not answer["holds"]] == []


def test_every_bad_vector_is_refused_or_found(said: dict[str, dict[str, Any]]) -> None:
    bad = {name: answer for name, answer in said.items() if "/bad/" in name}
    assert len(bad) == len([*FOLDER.glob("*/bad/*")])
    assert [name for name, answer in bad.items() if answer["holds"]] == []


def test_each_fault_is_found_by_its_name(said: dict[str, dict[str, Any]]) -> None:
    bundles = {name.rsplit("/", 1)[1]: answer for name, answer in said.items() if name.startswith("bundles/bad/")}
    assert {name for name, answer in bundles.items() if "refused" in answer} == REFUSED_WHOLE
    assert {name: FOUND[name] in answer["codes"] for name, answer in bundles.items() if name in FOUND} == dict.fromkeys(
        FOUND, True
    )
    assert bundles.keys() == REFUSED_WHOLE | FOUND.keys()


def test_roots_and_proofs(said: dict[str, dict[str, Any]]) -> None:
    assert (said["merkle"]["holds"], said["merkle"]["wrong_accepted"]) == (True, [])
