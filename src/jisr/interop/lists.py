"""A list of any kind as one stream of rows, and its wrong rows as a file of the same kind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jisr.interop.entities import Row, WrongRow
from jisr.interop.ftm import read_ftm
from jisr.interop.kinds import FileKind
from jisr.interop.limits import DEFAULT, Limits
from jisr.interop.problems import IntakeError, IntakeProblem
from jisr.interop.rejects import write_csv, write_ftm, write_un_list, write_xlsx
from jisr.interop.tables import read_csv, read_xlsx
from jisr.interop.unlist import read_un_list


@dataclass(frozen=True, slots=True)
class EntityList:
    """A list being read.

    Attributes:
        kind: what file it is.
        header: columns as written; () for lists without columns.
        rows: entities and wrong rows; an iterator, to be read once. Reading it may raise `IntakeError` where the
            file breaks off: what came before is right all the same.
        problems: warnings about the whole list.
    """

    kind: FileKind
    header: tuple[str, ...]
    rows: Iterator[Row]
    problems: tuple[IntakeProblem, ...]


def read_list(data: bytes, kind: FileKind, limits: Limits = DEFAULT) -> EntityList:
    """Opens a list.

    Raises:
        IntakeError: what is wrong with the file as a whole.
    """
    match kind:
        case FileKind.CSV | FileKind.XLSX:
            table = read_csv(data, limits) if kind is FileKind.CSV else read_xlsx(data, limits)
            return EntityList(kind, table.header, table.rows, table.problems)
        case FileKind.FTM:
            return EntityList(kind, (), read_ftm(data, limits), ())
        case FileKind.UN_LIST:
            return EntityList(kind, (), read_un_list(data, limits), ())
    raise IntakeError("unknown_kind")


def estimate_rows(data: bytes, kind: FileKind) -> int | None:
    """About how many rows a list gives, without reading it; None where only reading can tell."""
    match kind:
        case FileKind.CSV:
            return max(0, data.count(b"\n") - (1 if data.endswith(b"\n") else 0))
        case FileKind.FTM:
            return data.count(b"\n") + (0 if data.endswith(b"\n") else 1)
        case FileKind.UN_LIST:
            return 2 * data.count(b"<DATAID>")
        case _:
            return None


def write_wrong_rows(
    kind: FileKind, header: tuple[str, ...], rows: Iterable[WrongRow], language: str
) -> tuple[str, bytes]:
    """(file extension, bytes) of a file with the wrong rows; `read_list` reads it once they are mended."""
    match kind:
        case FileKind.CSV:
            return "csv", write_csv(header, rows, language)
        case FileKind.XLSX:
            return "xlsx", write_xlsx(header, rows, language)
        case FileKind.FTM:
            return "jsonl", write_ftm(rows, language)
        case FileKind.UN_LIST:
            return "xml", write_un_list(rows, language)
    raise IntakeError("unknown_kind")
