"""Ledger bundles: entries with everything needed to check them, in one file, for people who do not trust the station.

A bundle is lines. The first is a JSON object, the header; then come the entries, one a line, *exactly the bytes that
were hashed* (an entry holds no newline), so that any JSON tool can read them and any SHA-256 tool can check them. Two
shapes:

`range`: all entries from `first` on, `count` of them. The header's `left` and `right` hold the hashes of the complete
subtrees before and after the range; with them the root of the whole log follows from the entries. Nothing inside the
range can have been left out.

`selection`: any entries, each followed by a line `{"index": i, "proof": [...]}` with its audit path. It proves that
each entry is in the log at its place, and says nothing about others.

Header keys: format, version, shape, origin, size, count, checkpoint (the signed note), keys (vkeys), and for a range
first, left, right. Hashes are hex. Reading is in `verify_bundle`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import orjson

from jisr.core.ledger.errors import BundleFormatError, LeafNotInTreeError
from jisr.core.ledger.hashing import DIGEST_SIZE_BYTES
from jisr.core.ledger.nodes import NodeSource, complete_nodes
from jisr.core.ledger.note import NoteKey
from jisr.core.ledger.proofs import fetch_nodes, inclusion_proof

FORMAT = "jisr ledger bundle"
VERSION = 1
MAX_LINE_SIZE_BYTES = 1_048_576

type Shape = Literal["range", "selection"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleHeader:
    """The first line of a bundle.

    Attributes:
        shape: "range" or "selection".
        origin: which log.
        size: size of the log at the checkpoint; all proofs are for this size.
        count: number of entries that follow.
        checkpoint: signed note, as text.
        keys: public keys of the log as the bundle states them; a careful reader brings own copies.
        first: index of the first entry of a range.
        left: hashes of the complete subtrees before a range, left to right.
        right: hashes of the complete subtrees after a range, left to right.
    """

    shape: Shape
    origin: str
    size: int
    count: int
    checkpoint: str
    keys: tuple[str, ...]
    first: int = 0
    left: tuple[bytes, ...] = ()
    right: tuple[bytes, ...] = ()

    def to_line(self) -> bytes:
        """The header as it stands in the file, newline included."""
        document: dict[str, Any] = {
            "format": FORMAT,
            "version": VERSION,
            "shape": self.shape,
            "origin": self.origin,
            "size": self.size,
            "count": self.count,
            "checkpoint": self.checkpoint,
            "keys": list(self.keys),
        }
        if self.shape == "range":
            document |= {"first": self.first, "left": hex_list(self.left), "right": hex_list(self.right)}
        return orjson.dumps(document) + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> "BundleHeader":
        """Read a header.

        Raises:
            BundleFormatError: the line is not one, or its numbers do not fit together.
        """
        document = _load_object(line, 1)
        if document.get("format") != FORMAT:
            raise BundleFormatError(1, "this is not a ledger bundle")
        if document.get("version") != VERSION:
            raise BundleFormatError(1, f"bundle version {document.get('version')!r} is not known to this program")
        shape = document.get("shape")
        if shape not in ("range", "selection"):
            raise BundleFormatError(1, "shape is neither range nor selection")
        is_range = shape == "range"
        header = cls(
            shape=shape,
            origin=_string(document, "origin"),
            size=_count(document, "size"),
            count=_count(document, "count"),
            checkpoint=_string(document, "checkpoint"),
            keys=tuple(_strings(document.get("keys"), 1)),
            first=_count(document, "first") if is_range else 0,
            left=tuple(read_hashes(document.get("left"), 1)) if is_range else (),
            right=tuple(read_hashes(document.get("right"), 1)) if is_range else (),
        )
        header._require_fit()
        return header

    def _require_fit(self) -> None:
        if self.first + self.count > self.size:
            raise BundleFormatError(1, "the bundle has more entries than the log")
        if self.shape == "range":
            expected = len(complete_nodes(0, self.first)), len(complete_nodes(self.first + self.count, self.size))
            if (len(self.left), len(self.right)) != expected:
                raise BundleFormatError(1, "left or right does not have the number of hashes the range calls for")


def write_range_bundle(
    source: NodeSource,
    entries: Iterable[bytes],
    *,
    first: int,
    count: int,
    origin: str,
    size: int,
    checkpoint: bytes,
    keys: Sequence[NoteKey],
) -> Iterator[bytes]:
    """Lines of a bundle with the entries first..first+count-1.

    Args:
        source: complete nodes of the log, at least up to `size`.
        entries: exactly `count` entries' exact bytes.
        size: size named by the checkpoint.
        checkpoint: signed note.
        keys: public keys the checkpoint verifies with.

    Raises:
        LeafNotInTreeError: the range is not inside the log.
        BundleFormatError: an entry contains a newline, or there are not `count` of them.
    """
    if first < 0 or count < 0 or first + count > size:
        raise LeafNotInTreeError(first + count - 1, size)
    header = BundleHeader(
        shape="range",
        origin=origin,
        size=size,
        count=count,
        checkpoint=checkpoint.decode(),
        keys=tuple(key.to_vkey() for key in keys),
        first=first,
        left=tuple(fetch_nodes(source, complete_nodes(0, first))),
        right=tuple(fetch_nodes(source, complete_nodes(first + count, size))),
    )
    yield header.to_line()
    written = 0
    for written, entry in enumerate(entries, start=1):
        yield _entry_line(entry, written + 1)
    if written != count:
        raise BundleFormatError(written + 1, f"{count} entries were promised and {written} came")


def write_selection_bundle(
    source: NodeSource,
    entries: Sequence[tuple[int, bytes]],
    *,
    origin: str,
    size: int,
    checkpoint: bytes,
    keys: Sequence[NoteKey],
) -> Iterator[bytes]:
    """Lines of a bundle with these (index, exact bytes) entries, each with its inclusion proof.

    Raises:
        LeafNotInTreeError: an index is not inside the log.
        BundleFormatError: an entry contains a newline.
    """
    header = BundleHeader(
        shape="selection",
        origin=origin,
        size=size,
        count=len(entries),
        checkpoint=checkpoint.decode(),
        keys=tuple(key.to_vkey() for key in keys),
    )
    yield header.to_line()
    for position, (index, entry) in enumerate(entries):
        yield _entry_line(entry, 2 * position + 2)
        proof = inclusion_proof(source, index, size)
        yield orjson.dumps({"index": index, "proof": hex_list(proof)}) + b"\n"


def read_proof_line(line: bytes, number: int) -> tuple[int, list[bytes]]:
    """Index and audit path from the line after a selected entry."""
    document = _load_object(line, number)
    index = document.get("index")
    if type(index) is not int or index < 0:
        raise BundleFormatError(number, "index is not a whole number")
    return index, read_hashes(document.get("proof"), number)


def hex_list(digests: Iterable[bytes]) -> list[str]:
    """Hashes as hex."""
    return [digest.hex() for digest in digests]


def read_hashes(value: Any, number: int) -> list[bytes]:
    """Hashes from hex, each 32 bytes."""
    try:
        digests = [bytes.fromhex(text) for text in _strings(value, number)]
    except ValueError:
        raise BundleFormatError(number, "a hash is not hex") from None
    if any(len(digest) != DIGEST_SIZE_BYTES for digest in digests):
        raise BundleFormatError(number, f"a hash is not {DIGEST_SIZE_BYTES} bytes long")
    return digests


def _entry_line(entry: bytes, number: int) -> bytes:
    if b"\n" in entry:
        raise BundleFormatError(number, "an entry that contains a newline can't stand in a bundle")
    return entry + b"\n"


def _load_object(line: bytes, number: int) -> dict[str, Any]:
    try:
        document = orjson.loads(line)
    except orjson.JSONDecodeError:
        raise BundleFormatError(number, "is not JSON") from None
    if not isinstance(document, dict):
        raise BundleFormatError(number, "is not a JSON object")
    return document


def _string(document: dict[str, Any], name: str) -> str:
    value = document.get(name)
    if not isinstance(value, str) or not value:
        raise BundleFormatError(1, f"{name} is missing or not text")
    return value


def _count(document: dict[str, Any], name: str) -> int:
    value = document.get(name)
    if type(value) is not int or not 0 <= value < 2**63:
        raise BundleFormatError(1, f"{name} is missing or not a whole number")
    return value


def _strings(value: Any, number: int) -> list[str]:
    if not isinstance(value, list) or len(value) > 256 or not all(isinstance(item, str) for item in value):
        raise BundleFormatError(number, "a list of text is missing or too long")
    return value
