"""The backup file: a gzip-compressed tar with one manifest, optionally sealed with a passphrase.

station.toml, keys.json     as in the station's home
tables/<name>.copy          COPY text of each table
manifest.json               last: what is inside, with SHA-256 of every part
"""

import contextlib
import gzip
import hashlib
import io
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import orjson

from jisr.station.backup.sealed_file import SealedFileError, SealingReader, SealingWriter, is_sealed

FORMAT = 2
#: 1: before statements were sealed in it.
READABLE_FORMATS = (1, FORMAT)
MANIFEST = "manifest.json"
_CHUNK_BYTES = 1024 * 1024


class BackupFileError(Exception):
    """The file is not a backup, is damaged, or needs another passphrase.

    Attributes:
        code: "not_a_backup", "damaged", "passphrase_needed", "passphrase_wrong", "too_new".
        part: the part of the file concerned; "" for the whole.
    """

    def __init__(self, code: str, part: str = "") -> None:
        super().__init__(f"{code} {part}".strip())
        self.code = code
        self.part = part


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds.

    Attributes:
        taken_at: RFC 3339, UTC: the moment of the snapshot.
        checkpoint: signed note of the ledger in the snapshot.
        migrations: applied migrations as [app, name].
        tables: rows and columns of each table, in the order they are to be loaded.
        parts: SHA-256 (hex) of every part.
        needs_keys: whether anything in it opens only with the records' keys.
    """

    station_id: str
    taken_at: str
    version: str
    checkpoint: str
    ledger_size: int
    migrations: list[list[str]]
    tables: list[dict[str, Any]]
    sequences: dict[str, int]
    parts: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT
    needs_keys: bool = False


class ArchiveWriter:
    """Adds parts one by one and remembers their digests."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.parts: dict[str, str] = {}

    def add_bytes(self, name: str, content: bytes) -> None:
        self.add_file(name, io.BytesIO(content), len(content))

    def add_file(self, name: str, content: BinaryIO, size: int) -> None:
        """Add `size` bytes of an open file from its beginning."""
        content.seek(0)
        self.parts[name] = _digest(content)
        content.seek(0)
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        self._tar.addfile(member, content)

    def finish(self, manifest: dict[str, Any]) -> None:
        content = orjson.dumps({**manifest, "parts": self.parts}, option=orjson.OPT_INDENT_2)
        member = tarfile.TarInfo(MANIFEST)
        member.size, member.mode = len(content), 0o600
        self._tar.addfile(member, io.BytesIO(content))


@contextlib.contextmanager
def new_archive(target: BinaryIO, passphrase: str) -> Iterator[ArchiveWriter]:
    """Write an archive into an open file; sealed where a passphrase is given."""
    sealed = SealingWriter(target, passphrase) if passphrase else None
    outer = cast("IO[bytes]", sealed) if sealed else target
    with (
        gzip.GzipFile(fileobj=outer, mode="wb", compresslevel=5, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        yield ArchiveWriter(tar)
    if sealed:
        sealed.close()


def is_sealed_archive(path: Path) -> bool:
    """Whether a passphrase is needed to read the file."""
    with path.open("rb") as file:
        return is_sealed(file)


@contextlib.contextmanager
def parts_of(path: Path, passphrase: str) -> Iterator[Iterator[tuple[str, IO[bytes]]]]:
    """The parts of an archive, in order, each to be read before the next.

    Raises:
        BackupFileError: as the class says; also while parts are read.
    """
    with path.open("rb") as file, contextlib.ExitStack() as stack:
        source: IO[bytes] = file
        if is_sealed(file):
            if not passphrase:
                raise BackupFileError("passphrase_needed")
            source = stack.enter_context(io.BufferedReader(SealingReader(file, passphrase)))
        try:
            packed = stack.enter_context(gzip.GzipFile(fileobj=source, mode="rb"))
            tar = stack.enter_context(tarfile.open(fileobj=packed, mode="r|"))
            yield _members(tar)
        except SealedFileError as error:
            raise BackupFileError("passphrase_wrong" if error.args == (0,) else "damaged") from error
        except (tarfile.TarError, gzip.BadGzipFile, EOFError, OSError) as error:
            raise BackupFileError("damaged" if isinstance(error, EOFError) else "not_a_backup") from error


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    for member in tar:
        content = tar.extractfile(member)
        if content is not None:
            yield member.name, content


def verified_manifest(path: Path, passphrase: str) -> Manifest:
    """Read the whole archive once and check every part against the manifest.

    Raises:
        BackupFileError: the file is not a backup, or a part is missing, added or altered.
    """
    digests: dict[str, str] = {}
    manifest: dict[str, Any] | None = None
    with parts_of(path, passphrase) as parts:
        for name, content in parts:
            if name == MANIFEST:
                manifest = orjson.loads(content.read())
            else:
                digests[name] = _digest(content)
    if manifest is None:
        raise BackupFileError("damaged" if digests else "not_a_backup", MANIFEST)
    if manifest.get("format") not in READABLE_FORMATS:
        raise BackupFileError("too_new")
    expected: dict[str, str] = manifest["parts"]
    for name in sorted(digests.keys() | expected.keys()):
        if digests.get(name) != expected.get(name):
            raise BackupFileError("damaged", name)
    return Manifest(**manifest)


def manifest_document(manifest: Manifest) -> dict[str, Any]:
    return asdict(manifest)


def _digest(content: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := content.read(_CHUNK_BYTES):
        digest.update(chunk)
    return digest.hexdigest()
