"""Packed files (DOCX, XLSX) opened with care: sizes are checked before unpacking and counted while unpacking.

A file that declares little and unpacks to much is refused, and so is any XML part with a document type or entities.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from jisr.interop.limits import MEGABYTE, Limits
from jisr.interop.problems import IntakeError

_CHUNK_BYTES = 65_536
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype", b"<!entity")
_WIDE_FORBIDDEN = tuple(
    mark.decode().encode(encoding) for mark in _FORBIDDEN for encoding in ("utf-16-le", "utf-16-be")
)
_ENCRYPTED_BIT = 0x1


@contextmanager
def opened(data: bytes, kind: str, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """A checked archive. kind: the word for the message ("DOCX").

    Raises:
        IntakeError: damaged_file, too_many_parts, inflates_too_much, encrypted_file, xml_declarations.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive, kind, limits)
            yield archive
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
        zlib.error,
    ) as error:
        raise IntakeError("damaged_file", kind=kind) from error


def _check(archive: zipfile.ZipFile, kind: str, limits: Limits) -> None:
    parts = archive.infolist()
    if len(parts) > limits.parts:
        raise IntakeError("too_many_parts", kind=kind, limit=limits.parts)
    if sum(part.file_size for part in parts) > limits.inflated_bytes:
        raise IntakeError("inflates_too_much", kind=kind, limit_mb=limits.inflated_bytes // MEGABYTE)
    left = limits.inflated_bytes
    for part in parts:
        if part.flag_bits & _ENCRYPTED_BIT:
            raise IntakeError("encrypted_file", kind=kind)
        left -= _check_part(archive, part, kind, left, limits)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, kind: str, left: int, limits: Limits) -> int:
    """Bytes of one part, unpacked in pieces and thrown away."""
    is_xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
    size, tail = 0, b""
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                size += len(chunk)
                if size > left:
                    raise IntakeError("inflates_too_much", kind=kind, limit_mb=limits.inflated_bytes // MEGABYTE)
                if is_xml and any(mark in tail + chunk for mark in _FORBIDDEN + _WIDE_FORBIDDEN):
                    raise IntakeError("xml_declarations")
                tail = chunk[-20:]
    except (zipfile.BadZipFile, EOFError, OSError, zlib.error) as error:
        raise IntakeError("damaged_file", kind=kind) from error
    return size
