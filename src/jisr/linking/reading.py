"""Rows of a list file as records, and what is wrong with the others: where, in which field, why."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from jisr.interop.entities import EntityRow, WrongRow
from jisr.interop.kinds import kind_of
from jisr.interop.limits import MEGABYTE, Limits
from jisr.interop.lists import read_list
from jisr.interop.problems import IntakeError, IntakeProblem
from jisr.linking.records import Record, record_of

#: Linking keeps no text and sends nothing on, so it takes larger lists in than intake.
LIMITS = Limits(list_bytes=400 * MEGABYTE, inflated_bytes=800 * MEGABYTE, rows=2_000_000)
_MOST_PROBLEMS = 1_000


class ListError(ValueError):
    """A file cannot be read as a list. code: stable, as in `jisr.interop.problems`."""

    def __init__(self, file: str, problem: IntakeProblem) -> None:
        super().__init__(f"{file}: {problem.sentence('en')}")
        self.file, self.problem, self.code = file, problem, problem.code


@dataclass
class ListFile:
    """One list file, read once.

    Attributes:
        wrong_rows: rows that are not linked.
        problems: the first of what is wrong, with line and field.
        cut_names: rows with a name longer than what is compared.
        repeated: rows that say the same as a row before; they are linked all the same.
    """

    path: Path
    rows: int = 0
    wrong_rows: int = 0
    cut_names: int = 0
    repeated: int = 0
    problems: list[IntakeProblem] = field(default_factory=list)

    def records(self) -> Iterator[Record]:
        """Rows that can be linked.

        Raises:
            ListError: the file as a whole cannot be read, or breaks off.
        """
        try:
            data = self.path.read_bytes()
            kind = kind_of(data, self.path.name)
            if not kind.is_list:
                raise IntakeError("unknown_kind")
            opened = read_list(data, kind, LIMITS)
            self.problems += opened.problems
            del data
            yield from self._records(opened.rows)
        except IntakeError as error:
            raise ListError(self.path.name, error.problem) from error

    def _records(self, rows: Iterator[EntityRow | WrongRow]) -> Iterator[Record]:
        seen: Counter[int] = Counter()
        for row in rows:
            if isinstance(row, WrongRow):
                self._refuse(*row.problems)
                continue
            record = record_of(row.key, row.line, row.schema, row.properties)
            if record is None:
                self._refuse(IntakeProblem(row.line, "name", "missing_name"))
                continue
            content = hash((record.schema, record.names, record.born, record.countries, record.numbers))
            self.repeated += content in seen
            seen[content] += 1
            self.rows += 1
            self.cut_names += record.is_cut
            yield record

    def _refuse(self, *problems: IntakeProblem) -> None:
        self.wrong_rows += 1
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems += problems
