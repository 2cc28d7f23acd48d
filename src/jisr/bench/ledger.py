"""`jisr bench ledger`: appending, proving and verifying, beside pymerkle and the bare cost of the hashes, in one run.

pymerkle keeps every entry and node as an object in memory; Jisr keeps hashes. Both build the same tree (RFC 9162,
SHA-256), which is checked before anything is measured.
"""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey

from jisr.bench.figures import Figure, Report
from jisr.core.ledger import (
    Act,
    Checkpoint,
    Ed25519NoteSigner,
    Entry,
    Frontier,
    MerkleLog,
    MlDsa65NoteSigner,
    NoteSigner,
    log_origin,
    sign_checkpoint,
    verify_bundle,
    verify_inclusion,
    write_range_bundle,
)

PEER = "pymerkle 7"
HASHES = "the same SHA-256 calls alone"
ENTRIES = 1_000_000
PEER_ENTRIES = 100_000
PROOFS = 5_000


def measure(*, quick: bool = False) -> Report:
    """Measure with a million entries (a tenth of that when quick), the peer with a hundred thousand."""
    from pymerkle import InmemoryTree

    scale = 10 if quick else 1
    entries = [entry.to_bytes() for entry in made_up_entries(ENTRIES // scale)]
    shared = entries[: PEER_ENTRIES // scale]
    peer = InmemoryTree(algorithm="sha256")
    log = MerkleLog()
    peer_append = len(shared) / seconds(lambda: [peer.append_entry(entry) for entry in shared])
    append = len(shared) / seconds(lambda: _append_each(log, shared))
    assert peer.get_root() == log.root(), "the peer builds another tree"
    report = Report()
    report.add(
        Figure("ledger.appends_per_second", append, "1/s", PEER, peer_append, HASHES, _hashes_per_second(shared))
    )
    _measure_proofs(report, log, peer, shared, PROOFS // scale)
    _measure_batches(report, entries)
    _measure_verification(report, entries)
    return report


def made_up_entries(count: int) -> Iterator[Entry]:
    """Fictional entries of the usual size (about 300 bytes)."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    acts = list(Act)
    for number in range(count):
        yield Entry(
            time=start + timedelta(seconds=number),
            actor=f"officer-{number % 40}",
            roles=("analyst",),
            channel="console",
            act=acts[number % len(acts)],
            record_kind="report",
            record_id=f"R-2026-{number % 5000:04d}",
            salt=f"{number:032x}",
        )


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _append_each(log: MerkleLog, entries: list[bytes]) -> None:
    for entry in entries:
        log.append(entry)
    log.root()


def _hashes_per_second(entries: list[bytes]) -> float:
    """One leaf hash and one node hash for each entry, and nothing else."""
    node = bytes(65)

    def hash_all() -> None:
        for entry in entries:
            sha256(b"\x00" + entry).digest()
            sha256(node).digest()

    return len(entries) / seconds(hash_all)


def _measure_proofs(report: Report, log: MerkleLog, peer: object, entries: list[bytes], count: int) -> None:
    size, root = log.size, log.root()
    places = [number * 7919 % size for number in range(count)]
    prove_peer, grow_peer = peer.prove_inclusion, peer.prove_consistency  # type: ignore[attr-defined]
    peer_value = count / seconds(lambda: [prove_peer(place + 1, size) for place in places])
    value = count / seconds(lambda: [log.inclusion_proof(place) for place in places])
    report.add(Figure("ledger.inclusion_proofs_per_second", value, "1/s", PEER, peer_value))
    few = places[: count // 5]
    peer_value = len(few) / seconds(lambda: [grow_peer(place + 1, size) for place in few])
    value = len(few) / seconds(lambda: [log.consistency_proof(place + 1) for place in few])
    report.add(Figure("ledger.consistency_proofs_per_second", value, "1/s", PEER, peer_value))
    proofs = [(place, log.inclusion_proof(place)) for place in places]
    value = count / seconds(
        lambda: [verify_inclusion(entries[place], place, size, proof, root) for place, proof in proofs]
    )
    report.add(Figure("ledger.inclusion_verifications_per_second", value, "1/s"))


def _measure_batches(report: Report, entries: list[bytes]) -> None:
    """Appending as a station does: batches at the edge, every new node handed back for storing."""

    def append_all() -> None:
        frontier = Frontier()
        for at in range(0, len(entries), 100):
            frontier, _ = frontier.append(entries[at : at + 100])

    limit = _hashes_per_second(entries[:PEER_ENTRIES])
    value = len(entries) / seconds(append_all)
    report.add(
        Figure("ledger.edge_appends_per_second", value, "1/s", limit=HASHES, limit_value=limit, note="batches of 100")
    )


def _measure_verification(report: Report, entries: list[bytes]) -> None:
    """A bundle of all entries, verified as `jisr ledger verify` does."""
    size = len(entries)
    log = MerkleLog(entries)
    origin = log_origin("bench")
    signers: list[NoteSigner] = [
        Ed25519NoteSigner(origin, Ed25519PrivateKey.generate()),
        MlDsa65NoteSigner(origin, MLDSA65PrivateKey.generate()),
    ]
    keys = [signer.key for signer in signers]
    note = sign_checkpoint(Checkpoint(origin, size, log.root()), signers)
    lines = list(
        write_range_bundle(log, entries, first=0, count=size, origin=origin, size=size, checkpoint=note, keys=keys)
    )
    limit = size / _hashes_per_second(entries[:PEER_ENTRIES])
    outcome: list[bool] = []
    value = seconds(lambda: outcome.append(verify_bundle(lines, keys=keys).holds))
    assert outcome == [True], "the bundle does not hold"
    note_text = f"{size:,} entries, each also read field by field"
    report.add(
        Figure("ledger.bundle_verification_seconds", value, "s", limit=HASHES, limit_value=limit, note=note_text)
    )
    bare = seconds(lambda: MerkleLog(entries).root())
    report.add(
        Figure(
            "ledger.root_seconds",
            bare,
            "s",
            limit=HASHES,
            limit_value=limit,
            note=f"root of {size:,} entries from bytes",
        )
    )
