"""Runs the published vectors of the ledger. Every file in a folder is one case, named by what it shows."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey

from jisr.core.ledger import (
    LedgerError,
    MerkleLog,
    NoteKey,
    verify_bundle,
    verify_checkpoint,
    verify_consistency,
    verify_inclusion,
)

FOLDER = Path(__file__).parent / "ledger"
MERKLE: dict[str, Any] = json.loads((FOLDER / "merkle.json").read_bytes())
ENTRIES = [bytes.fromhex(entry) for entry in MERKLE["entries"]]
ROOTS = [bytes.fromhex(root) for root in MERKLE["roots"]]
KEY_FILE: dict[str, Any] = json.loads((FOLDER / "keys.json").read_bytes())
KEYS = [NoteKey.from_vkey(vkey) for vkey in KEY_FILE["vkeys"]]


def files(folder: str) -> list[Any]:
    found = sorted((FOLDER / folder).iterdir())
    assert found, folder
    return [pytest.param(file, id=file.stem) for file in found]


def hashes(texts: list[str]) -> list[bytes]:
    return [bytes.fromhex(text) for text in texts]


def test_keys_are_made_from_the_published_seeds() -> None:
    seeds = {name: bytes.fromhex(seed) for name, seed in KEY_FILE["seeds"].items()}
    assert [key.public_key for key in KEYS] == [
        Ed25519PrivateKey.from_private_bytes(seeds["ed25519"]).public_key().public_bytes_raw(),
        MLDSA65PrivateKey.from_seed_bytes(seeds["ml_dsa_65"]).public_key().public_bytes_raw(),
    ]


def test_roots() -> None:
    log = MerkleLog(ENTRIES)
    assert [log.root(size) for size in range(log.size + 1)] == ROOTS


def test_inclusion_proofs() -> None:
    log = MerkleLog(ENTRIES)
    for case in MERKLE["inclusion"]:
        index, size, proof = case["index"], case["size"], hashes(case["proof"])
        assert log.inclusion_proof(index, size) == proof
        assert verify_inclusion(ENTRIES[index], index, size, proof, ROOTS[size])


def test_consistency_proofs() -> None:
    log = MerkleLog(ENTRIES)
    for case in MERKLE["consistency"]:
        old, new, proof = case["old_size"], case["new_size"], hashes(case["proof"])
        assert log.consistency_proof(old, new) == proof
        assert verify_consistency(old, new, ROOTS[old], ROOTS[new], proof)


@pytest.mark.parametrize("fault", MERKLE["wrong"]["inclusion"])
def test_wrong_inclusion_is_refused(fault: str) -> None:
    case = MERKLE["wrong"]["inclusion"][fault]
    root = ROOTS[case["size"]]
    assert not verify_inclusion(ENTRIES[case["entry"]], case["index"], case["size"], hashes(case["proof"]), root)


@pytest.mark.parametrize("fault", MERKLE["wrong"]["consistency"])
def test_wrong_consistency_is_refused(fault: str) -> None:
    case = MERKLE["wrong"]["consistency"][fault]
    old, new = case["old_size"], case["new_size"]
    assert not verify_consistency(old, new, ROOTS[old], ROOTS[new], hashes(case["proof"]))


@pytest.mark.parametrize("file", files("checkpoints/good"))
def test_good_checkpoints(file: Path) -> None:
    checkpoint = verify_checkpoint(file.read_bytes(), KEYS)
    assert checkpoint.root == ROOTS[checkpoint.size]


@pytest.mark.parametrize("file", files("checkpoints/bad"))
def test_bad_checkpoints(file: Path) -> None:
    with pytest.raises(LedgerError):
        verify_checkpoint(file.read_bytes(), KEYS)


@pytest.mark.parametrize("file", files("bundles/good"))
def test_good_bundles(file: Path) -> None:
    with file.open("rb") as lines:
        report = verify_bundle(lines, keys=KEYS)
    assert report.holds
    assert report.entries == report.header.count


@pytest.mark.parametrize("file", files("bundles/bad"))
def test_bad_bundles(file: Path) -> None:
    with file.open("rb") as lines:
        try:
            findings = verify_bundle(lines, keys=KEYS).findings
        except LedgerError as error:
            findings = (error,)  # type: ignore[assignment]
    assert findings
