"""Bundles: what is written verifies, and every kind of tampering is found."""

from collections.abc import Callable
from datetime import UTC, datetime

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey

from jisr.core.ledger import (
    Act,
    BundleFormatError,
    BundleReport,
    Checkpoint,
    Ed25519NoteSigner,
    Entry,
    LeafNotInTreeError,
    MerkleLog,
    MlDsa65NoteSigner,
    log_origin,
    sign_checkpoint,
    verify_bundle,
    write_range_bundle,
    write_selection_bundle,
)

ORIGIN = log_origin("bamako")
SIGNERS = [
    Ed25519NoteSigner(ORIGIN, Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)),
    MlDsa65NoteSigner(ORIGIN, MLDSA65PrivateKey.from_seed_bytes(b"\x02" * 32)),
]
KEYS = [signer.key for signer in SIGNERS]
ENTRIES = [
    Entry(
        time=datetime(2026, 5, 1, 8, number, tzinfo=UTC),
        actor="system:exercise",
        act=list(Act)[number % 8],
        record_kind="report",
        record_id=str(number),
        salt=f"{number:032x}",
    ).to_bytes()
    for number in range(29)
]
LOG = MerkleLog(ENTRIES)
NOTE = sign_checkpoint(Checkpoint(ORIGIN, 29, LOG.root()), SIGNERS)


def range_bundle(first: int = 0, count: int = 29, entries: list[bytes] | None = None) -> list[bytes]:
    chosen = ENTRIES[first : first + count] if entries is None else entries
    lines = write_range_bundle(
        LOG, chosen, first=first, count=count, origin=ORIGIN, size=29, checkpoint=NOTE, keys=KEYS
    )
    return list(lines)


def selection_bundle(*indexes: int) -> list[bytes]:
    chosen = [(index, ENTRIES[index]) for index in indexes]
    return list(write_selection_bundle(LOG, chosen, origin=ORIGIN, size=29, checkpoint=NOTE, keys=KEYS))


def codes(report: BundleReport) -> set[str]:
    return {finding.code for finding in report.findings}


@pytest.mark.parametrize(
    ("first", "count"), [(0, 29), (0, 0), (0, 1), (28, 1), (3, 9), (16, 8), (16, 13), (29, 0), (7, 1)]
)
def test_any_range_verifies(first: int, count: int) -> None:
    report = verify_bundle(range_bundle(first, count), keys=KEYS)
    assert report.holds
    assert report.entries == sum(report.acts.values()) == count
    assert report.are_keys_pinned
    assert report.checkpoint == Checkpoint(ORIGIN, 29, LOG.root())


def test_entries_stand_in_the_file_as_they_were_hashed() -> None:
    assert range_bundle(3, 5)[1:] == [entry + b"\n" for entry in ENTRIES[3:8]]


def test_selection_verifies_in_any_order() -> None:
    report = verify_bundle(selection_bundle(28, 0, 13), keys=KEYS)
    assert report.holds
    assert report.entries == 3


def test_bundle_that_vouches_for_itself_says_so() -> None:
    report = verify_bundle(range_bundle())
    assert report.holds
    assert not report.are_keys_pinned


def changed(lines: list[bytes]) -> None:
    lines[5] = ENTRIES[4].replace(b"system:exercise", b"system:exercisf") + b"\n"


def dropped(lines: list[bytes]) -> None:
    del lines[5]


def dropped_with_matching_count(lines: list[bytes]) -> None:
    del lines[5]
    lines[0] = orjson.dumps(orjson.loads(lines[0]) | {"count": 28, "first": 0, "right": [LOG.leaf(28).hex()]})


def swapped(lines: list[bytes]) -> None:
    lines[5], lines[6] = lines[6], lines[5]


def repeated(lines: list[bytes]) -> None:
    lines.insert(5, lines[5])


def appended(lines: list[bytes]) -> None:
    lines.append(ENTRIES[0] + b"\n")


def truncated(lines: list[bytes]) -> None:
    del lines[-3:]


def one_blank_more(lines: list[bytes]) -> None:
    lines[5] = lines[5].replace(b"\n", b" \n")


@pytest.mark.parametrize(
    ("tamper", "code"),
    [
        (changed, "root"),
        (dropped, "count"),
        (dropped_with_matching_count, "root"),
        (swapped, "root"),
        (repeated, "root"),
        (appended, "count"),
        (truncated, "count"),
        (one_blank_more, "root"),
    ],
)
def test_tampering_with_a_range_is_found(tamper: Callable[[list[bytes]], None], code: str) -> None:
    lines = range_bundle()
    tamper(lines)
    assert code in codes(verify_bundle(lines, keys=KEYS))


def test_tampering_with_a_selection_is_found() -> None:
    lines = selection_bundle(4, 9)
    lines[1], lines[3] = lines[3], lines[1]
    report = verify_bundle(lines, keys=KEYS)
    assert codes(report) == {"inclusion"}
    assert {finding.index for finding in report.findings} == {4, 9}
    assert codes(verify_bundle(selection_bundle(4, 9)[:-1], keys=KEYS)) == {"count"}


def test_checkpoint_by_other_keys_is_found() -> None:
    strangers = [
        Ed25519NoteSigner(ORIGIN, Ed25519PrivateKey.from_private_bytes(b"\x03" * 32)),
        MlDsa65NoteSigner(ORIGIN, MLDSA65PrivateKey.from_seed_bytes(b"\x04" * 32)),
    ]
    forged_log = MerkleLog([ENTRIES[0], *ENTRIES[2:]])
    note = sign_checkpoint(Checkpoint(ORIGIN, 28, forged_log.root()), strangers)
    lines = list(
        write_range_bundle(
            forged_log,
            [ENTRIES[0], *ENTRIES[2:]],
            first=0,
            count=28,
            origin=ORIGIN,
            size=28,
            checkpoint=note,
            keys=[signer.key for signer in strangers],
        )
    )
    assert codes(verify_bundle(lines, keys=KEYS)) == {"checkpoint"}
    assert verify_bundle(lines).holds, "without the reader's own keys a forged bundle vouches for itself"


def test_checkpoint_of_another_size_is_found() -> None:
    lines = range_bundle()
    earlier = sign_checkpoint(Checkpoint(ORIGIN, 20, LOG.root(20)), SIGNERS)
    lines[0] = orjson.dumps(orjson.loads(lines[0]) | {"checkpoint": earlier.decode()})
    assert codes(verify_bundle(lines, keys=KEYS)) == {"checkpoint"}


def test_checkpoints_from_elsewhere_are_compared_where_covered() -> None:
    known = [Checkpoint(ORIGIN, size, LOG.root(size)) for size in (1, 5, 16, 29)]
    report = verify_bundle(range_bundle(), keys=KEYS, known=known)
    assert (report.holds, report.known_checkpoints_met, report.known_checkpoints_uncovered) == (True, 4, 0)
    report = verify_bundle(range_bundle(5, 15), keys=KEYS, known=known)
    assert (report.holds, report.known_checkpoints_met, report.known_checkpoints_uncovered) == (True, 3, 1)
    report = verify_bundle(selection_bundle(3), keys=KEYS, known=known)
    assert (report.holds, report.known_checkpoints_met, report.known_checkpoints_uncovered) == (True, 1, 3)


@pytest.mark.parametrize("size", [5, 29])
def test_a_log_rewritten_and_signed_again_is_found_by_an_earlier_checkpoint(size: int) -> None:
    honest = MerkleLog([b"another beginning", *ENTRIES[1:]])
    known = [Checkpoint(ORIGIN, size, honest.root(size))]
    assert codes(verify_bundle(range_bundle(), keys=KEYS, known=known)) == {"known_checkpoint"}


def test_checkpoints_of_other_logs_do_not_count() -> None:
    report = verify_bundle(range_bundle(), keys=KEYS, known=[Checkpoint("jisr/rabat", 5, b"\x00" * 32)])
    assert (report.holds, report.known_checkpoints_met, report.known_checkpoints_uncovered) == (True, 0, 0)


def test_lines_that_are_no_entries_are_named() -> None:
    log = MerkleLog([b"no entry"])
    note = sign_checkpoint(Checkpoint(ORIGIN, 1, log.root()), SIGNERS)
    lines = write_range_bundle(log, [b"no entry"], first=0, count=1, origin=ORIGIN, size=1, checkpoint=note, keys=KEYS)
    assert codes(verify_bundle(lines, keys=KEYS)) == {"entry_format"}


@pytest.mark.parametrize(
    "change",
    [
        {"format": "other"},
        {"version": 2},
        {"shape": "circle"},
        {"origin": 5},
        {"size": -1},
        {"size": 1.5},
        {"count": 30},
        {"first": 1},
        {"keys": "none"},
        {"left": ["00"]},
        {"right": ["zz"]},
        {"right": [5]},
        {"checkpoint": ""},
        {"left": ["00" * 32]},
    ],
)
def test_header_that_does_not_fit_is_refused(change: dict[str, object]) -> None:
    lines = range_bundle()
    lines[0] = orjson.dumps(orjson.loads(lines[0]) | change)
    with pytest.raises(BundleFormatError) as caught:
        verify_bundle(lines)
    assert caught.value.line == 1


@pytest.mark.parametrize("first_line", [b"", b"\n", b"[]\n", b"PK\x03\x04\n", b"{" * 2_000_000])
def test_files_that_are_no_bundle_are_refused(first_line: bytes) -> None:
    with pytest.raises(BundleFormatError):
        verify_bundle([first_line])


def test_proof_line_that_is_none_is_refused_with_its_line() -> None:
    lines = selection_bundle(4, 9)
    lines[4] = b'{"index": "9", "proof": []}\n'
    with pytest.raises(BundleFormatError) as caught:
        verify_bundle(lines)
    assert caught.value.line == 5


def test_writer_refuses_what_can_not_be_a_bundle() -> None:
    with pytest.raises(LeafNotInTreeError):
        range_bundle(20, 10)
    with pytest.raises(BundleFormatError, match="newline"):
        range_bundle(0, 1, [b"two\nlines"])
    with pytest.raises(BundleFormatError, match="promised"):
        range_bundle(0, 3, ENTRIES[:2])
    with pytest.raises(LeafNotInTreeError):
        list(write_selection_bundle(LOG, [(29, b"x")], origin=ORIGIN, size=29, checkpoint=NOTE, keys=KEYS))
