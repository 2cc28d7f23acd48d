"""Files handed in: recognised, read, or refused with an entry in the ledger."""

import hashlib

from django.db import transaction

from jisr.interop.documents import Document
from jisr.interop.kinds import FileKind, kind_of, read_document
from jisr.interop.problems import IntakeError
from jisr.station.intake.problems import FileRefusedError, NotAReportError
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record


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
    with transaction.atomic():
        digest = hashlib.sha256(data).hexdigest()
        record(actor, Act.REFUSAL, "file", digest, decision=error.problem.code, detail={"size": len(data)})
    return FileRefusedError(error)
