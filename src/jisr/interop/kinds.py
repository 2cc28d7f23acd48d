"""What kind of file was handed in, by its content first and its name second; and the reader that goes with it."""

from enum import StrEnum

from jisr.interop.documents import Document
from jisr.interop.docx import read_docx
from jisr.interop.eml import read_eml
from jisr.interop.limits import DEFAULT, Limits
from jisr.interop.pdf import read_pdf
from jisr.interop.problems import IntakeError
from jisr.interop.text import read_text

_SNIFFED_BYTES = 4_096


class FileKind(StrEnum):
    """Kinds that can be taken in: the first four hold a report, the others a list."""

    TEXT = "text"
    DOCX = "docx"
    PDF = "pdf"
    EML = "eml"
    CSV = "csv"
    XLSX = "xlsx"
    FTM = "ftm"
    UN_LIST = "un_list"

    @property
    def is_list(self) -> bool:
        """Whether it holds rows of entities rather than a text."""
        return self in {FileKind.CSV, FileKind.XLSX, FileKind.FTM, FileKind.UN_LIST}


_BY_EXTENSION = {
    "txt": FileKind.TEXT,
    "text": FileKind.TEXT,
    "md": FileKind.TEXT,
    "eml": FileKind.EML,
    "csv": FileKind.CSV,
    "tsv": FileKind.CSV,
    "json": FileKind.FTM,
    "jsonl": FileKind.FTM,
    "ndjson": FileKind.FTM,
    "ijson": FileKind.FTM,
    "ftm": FileKind.FTM,
    "xml": FileKind.UN_LIST,
}


def kind_of(data: bytes, name: str) -> FileKind:
    """The kind of a file.

    Raises:
        IntakeError: unknown_kind, empty_file.
    """
    if not data:
        raise IntakeError("empty_file")
    head = data[:_SNIFFED_BYTES]
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if b"%PDF-" in head[:1024]:
        return FileKind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _packed_kind(data, extension)
    if extension in _BY_EXTENSION:
        return _BY_EXTENSION[extension]
    if b"<CONSOLIDATED_LIST" in head:
        return FileKind.UN_LIST
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b'{"') and b'"schema"' in head:
        return FileKind.FTM
    if extension in {"docx", "xlsx", "pdf"}:
        raise IntakeError("damaged_file", kind=extension.upper())
    if not extension:
        return FileKind.TEXT
    raise IntakeError("unknown_kind")


def _packed_kind(data: bytes, extension: str) -> FileKind:
    """By the names of the parts, which stand in the clear in a packed file."""
    has_word, has_excel = b"word/" in data, b"xl/" in data
    if has_word and (not has_excel or extension != "xlsx"):
        return FileKind.DOCX
    if has_excel:
        return FileKind.XLSX
    if extension in {"docx", "xlsx"}:
        return FileKind(extension)
    raise IntakeError("unknown_kind")


def read_document(data: bytes, kind: FileKind, limits: Limits = DEFAULT) -> Document:
    """The document of a file that holds a report.

    Raises:
        IntakeError: with the reader's own codes.
    """
    match kind:
        case FileKind.DOCX:
            return read_docx(data, limits)
        case FileKind.PDF:
            return read_pdf(data, limits)
        case FileKind.EML:
            return read_eml(data, limits)
        case FileKind.TEXT:
            return read_text(data, limits)
    raise IntakeError("unknown_kind")
