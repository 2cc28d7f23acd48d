"""Files handed in: recognised, read, or refused with an entry in the ledger."""

import hashlib
from typing import Protocol

from django.db import transaction

from jisr.interop.documents import Document
from jisr.interop.kinds import FileKind, kind_of, read_document
from jisr.interop.limits import DEFAULT, MEGABYTE
from jisr.interop.problems import IntakeError
from jisr.station.intake.problems import FileRefusedError, NotAReportError
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record


class Upload(Protocol):
    """What is used of a file that was handed in."""

    @property
    def size(self) -> int | None: ...

    def read(self) -> bytes: ...


def bytes_of(actor: Actor, upload: Upload) -> bytes:
    """The bytes of a file handed in, read only when their number is acceptable for any kind of file.

    Raises:
        FileRefusedError: larger than any file may be; the refusal is in the ledger.
    """
    largest = max(DEFAULT.document_bytes, DEFAULT.list_bytes)
    if (upload.size or 0) > largest:
        raise refuse_size(actor, upload.size or 0, IntakeError("file_too_large", limit_mb=largest // MEGABYTE))
    return upload.read()


def recognise_file(actor: Actor, data: bytes, name: str) -> FileKind:
    """What kind of file it is.

    Raises:
        FileRefusedError: of no known kind; the refusal is in the ledger.
    """
    try:
        return kind_of(data, name)
    except IntakeError as error:
        raise refuse_file(actor, data, error) from error


def read_document_file(actor: Actor, data: bytes, name: str) -> Document:
    """The document of a file that holds a report.

    Raises:
        FileRefusedError: it can't be read; the refusal is in the ledger.
        NotAReportError: it holds a list.
    """
    kind = recognise_file(actor, data, name)
    if kind.is_list:
        raise NotAReportError
    try:
        return read_document(data, kind)
    except IntakeError as error:
        raise refuse_file(actor, data, error) from error


def refuse_file(actor: Actor, data: bytes, error: IntakeError) -> FileRefusedError:
    """Enter a refusal in the ledger, in a transaction of its own, and give the problem to be raised."""
    return refuse_size(actor, len(data), error, hashlib.sha256(data).hexdigest())


def refuse_size(actor: Actor, size: int, error: IntakeError, digest: str = "unread") -> FileRefusedError:
    """As `refuse_file`, for a file whose bytes were not read."""
    with transaction.atomic():
        record(actor, Act.REFUSAL, "file", digest, decision=error.problem.code, detail={"size": size})
    return FileRefusedError(error)
