"""Writes the vectors in this folder. Run by hand when the format gets a new version; tests only read."""

import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey

from jisr.core.ledger import (
    Act,
    Checkpoint,
    Ed25519NoteSigner,
    Entry,
    MerkleLog,
    MlDsa65NoteSigner,
    log_origin,
    sign_checkpoint,
    write_range_bundle,
    write_selection_bundle,
)
from jisr.core.ledger.note import sign_note

HERE = Path(__file__).parent
ORIGIN = log_origin("rabat")
SEEDS = {"ed25519": bytes(range(32)), "ml_dsa_65": bytes(range(32, 64))}
SIGNERS = [
    Ed25519NoteSigner(ORIGIN, Ed25519PrivateKey.from_private_bytes(SEEDS["ed25519"])),
    MlDsa65NoteSigner(ORIGIN, MLDSA65PrivateKey.from_seed_bytes(SEEDS["ml_dsa_65"])),
]
STRANGERS = [
    Ed25519NoteSigner(ORIGIN, Ed25519PrivateKey.from_private_bytes(b"\x09" * 32)),
    MlDsa65NoteSigner(ORIGIN, MLDSA65PrivateKey.from_seed_bytes(b"\x0a" * 32)),
]
ACTS = [Act.COLLECTION, Act.CONSULTATION, Act.DISCLOSURE, Act.ALTERATION, Act.REFUSAL]
ENTRIES = [
    Entry(
        time=datetime(2026, 3, 4, 8, tzinfo=UTC) + timedelta(minutes=number),
        actor=("amina", "system:deliver", "partner:madrid")[number % 3],
        roles=("analyst",) if number % 3 == 0 else (),
        channel=("console", "worker", "exchange")[number % 3],
        act=ACTS[number % 5],
        record_kind="report" if number % 2 else "dispatch",
        record_id=f"R-2026-{number:04d}",
        recipient="madrid" if number % 5 == 2 else "",
        justification="تمرين" if number % 3 == 0 else "",
        decision="permit" if number % 5 == 2 else "",
        detail={"portions": number},
        salt=f"{number * 7919:032x}",
    ).to_bytes()
    for number in range(13)
]
LOG = MerkleLog(ENTRIES)
SIZE = LOG.size
GOOD = Checkpoint(ORIGIN, SIZE, LOG.root())
NOTE = sign_checkpoint(GOOD, SIGNERS)


def write_merkle() -> None:
    right = {
        "hash": "sha256",
        "entries": [entry.hex() for entry in ENTRIES],
        "roots": [LOG.root(size).hex() for size in range(SIZE + 1)],
        "inclusion": [
            {"index": index, "size": size, "proof": [node.hex() for node in LOG.inclusion_proof(index, size)]}
            for size in range(1, SIZE + 1)
            for index in range(size)
        ],
        "consistency": [
            {"old_size": old, "new_size": new, "proof": [node.hex() for node in LOG.consistency_proof(old, new)]}
            for new in range(SIZE + 1)
            for old in range(new + 1)
        ],
    }
    path = [node.hex() for node in LOG.inclusion_proof(5, 13)]
    steps = [node.hex() for node in LOG.consistency_proof(6, 13)]
    other = "00" * 32
    wrong = {
        "inclusion": {
            "wrong_index": {"entry": 5, "index": 6, "size": 13, "proof": path},
            "wrong_size": {"entry": 5, "index": 5, "size": 7, "proof": path},
            "proof_too_short": {"entry": 5, "index": 5, "size": 13, "proof": path[:-1]},
            "proof_too_long": {"entry": 5, "index": 5, "size": 13, "proof": [*path, other]},
            "proof_in_wrong_order": {"entry": 5, "index": 5, "size": 13, "proof": path[::-1]},
            "hash_replaced": {"entry": 5, "index": 5, "size": 13, "proof": [other, *path[1:]]},
            "other_entry": {"entry": 4, "index": 5, "size": 13, "proof": path},
            "index_beyond_tree": {"entry": 5, "index": 13, "size": 13, "proof": path},
        },
        "consistency": {
            "proof_too_short": {"old_size": 6, "new_size": 13, "proof": steps[:-1]},
            "proof_too_long": {"old_size": 6, "new_size": 13, "proof": [*steps, other]},
            "hash_replaced": {"old_size": 6, "new_size": 13, "proof": [other, *steps[1:]]},
            "proof_missing": {"old_size": 6, "new_size": 13, "proof": []},
            "sizes_swapped": {"old_size": 13, "new_size": 6, "proof": steps},
            "proof_for_equal_sizes": {"old_size": 13, "new_size": 13, "proof": steps},
            "proof_from_nothing": {"old_size": 0, "new_size": 13, "proof": steps},
        },
    }
    write("merkle.json", json.dumps({**right, "wrong": wrong}, indent=1) + "\n")


def write_checkpoints() -> None:
    text = GOOD.to_text()
    root = text.splitlines()[2]
    empty = Checkpoint(ORIGIN, 0, MerkleLog().root())
    witness = Ed25519NoteSigner(log_origin("madrid"), Ed25519PrivateKey.from_private_bytes(b"\x0b" * 32))
    good = {
        "both_signatures": NOTE,
        "empty_log": sign_checkpoint(empty, SIGNERS),
        "unknown_signature_beside": sign_note(text, [witness, *SIGNERS]),
        "signatures_in_other_order": sign_note(text, SIGNERS[::-1]),
    }
    lines = NOTE.decode().splitlines(keepends=True)
    bad = {
        "ed25519_signature_missing": "".join([*lines[:4], lines[5]]).encode(),
        "ml_dsa_signature_missing": "".join(lines[:5]).encode(),
        "no_signature": text.encode() + b"\n",
        "size_changed": NOTE.replace(b"\n13\n", b"\n14\n"),
        "root_changed": NOTE.replace(root.encode(), b64encode(LOG.root(12))),
        "signed_by_stranger": sign_note(text, STRANGERS),
        "second_signature_by_same_key_wrong": NOTE + sign_note(empty.to_text(), SIGNERS[:1]).splitlines(True)[-1],
        "other_origin": sign_note(text.replace("jisr/rabat", "jisr/madrid"), SIGNERS),
        "extension_line": sign_note(text + "extension\n", SIGNERS),
        "size_with_leading_zero": sign_note(text.replace("\n13\n", "\n013\n"), SIGNERS),
        "size_in_arabic_digits": sign_note(text.replace("\n13\n", "\n١٣\n"), SIGNERS),
        "root_too_short": sign_note(text.replace(root, b64encode(b"short").decode()), SIGNERS),
        "control_character": NOTE.replace(b"jisr/rabat\n", b"jisr/rabat\r\n", 1),
        "truncated": NOTE[:-40],
        "not_utf8": NOTE.replace(b"rabat", b"r\xffbat", 1),
        "empty_log_with_a_root": sign_note(f"{ORIGIN}\n0\n{root}\n", SIGNERS),
    }
    for folder, vectors in (("good", good), ("bad", bad)):
        for name, note in vectors.items():
            write(f"checkpoints/{folder}/{name}.txt", note)


def range_bundle(first: int, count: int) -> list[bytes]:
    keys = [signer.key for signer in SIGNERS]
    chosen = ENTRIES[first : first + count]
    return list(
        write_range_bundle(LOG, chosen, first=first, count=count, origin=ORIGIN, size=SIZE, checkpoint=NOTE, keys=keys)
    )


def selection_bundle(*indexes: int) -> list[bytes]:
    keys = [signer.key for signer in SIGNERS]
    chosen = [(index, ENTRIES[index]) for index in indexes]
    return list(write_selection_bundle(LOG, chosen, origin=ORIGIN, size=SIZE, checkpoint=NOTE, keys=keys))


def write_bundles() -> None:
    good = {
        "whole_log": range_bundle(0, 13),
        "range_inside": range_bundle(3, 6),
        "last_entry": range_bundle(12, 1),
        "no_entries": range_bundle(5, 0),
        "selection": selection_bundle(2, 11, 7),
    }
    whole, chosen = range_bundle(0, 13), selection_bundle(2, 11, 7)
    header = json.loads(whole[0])
    bad = {
        "entry_changed": [*whole[:4], whole[4].replace(b"amina", b"aminb"), *whole[5:]],
        "entry_dropped": [*whole[:4], *whole[5:]],
        "entry_added": [*whole[:4], whole[4], *whole[4:]],
        "entries_swapped": [*whole[:4], whole[5], whole[4], *whole[6:]],
        "truncated": whole[:-2],
        "more_after_the_end": [*whole, whole[-1]],
        "checkpoint_of_stranger": [
            header_line(header, checkpoint=sign_checkpoint(GOOD, STRANGERS).decode()),
            *whole[1:],
        ],
        "checkpoint_of_other_size": [
            header_line(header, checkpoint=sign_checkpoint(Checkpoint(ORIGIN, 12, LOG.root(12)), SIGNERS).decode()),
            *whole[1:],
        ],
        "unknown_version": [header_line(header, version=2), *whole[1:]],
        "not_a_bundle": [b'{"format": "something else"}\n'],
        "count_beyond_log": [header_line(header, count=14), *whole[1:]],
        "surplus_left_hash": [header_line(header, left=["00" * 32]), *whole[1:]],
        "selection_proofs_swapped": [chosen[0], chosen[1], chosen[4], chosen[3], chosen[2], *chosen[5:]],
        "selection_truncated": chosen[:-1],
    }
    for folder, vectors in (("good", good), ("bad", bad)):
        for name, lines in vectors.items():
            write(f"bundles/{folder}/{name}.jsonl", b"".join(lines))


def header_line(header: dict[str, object], **changes: object) -> bytes:
    return json.dumps({**header, **changes}).encode() + b"\n"


def write(name: str, content: str | bytes) -> None:
    file = HERE / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)


if __name__ == "__main__":
    write_merkle()
    write_checkpoints()
    write_bundles()
    keys = {"vkeys": [signer.key.to_vkey() for signer in SIGNERS], "seeds": {k: v.hex() for k, v in SEEDS.items()}}
    write("keys.json", json.dumps(keys, indent=1) + "\n")
