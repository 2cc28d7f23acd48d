"""Links written down: CSV for a spreadsheet, JSON lines, FollowTheMoney; and the review file that comes back filled in.

In FollowTheMoney a link is an entity of the schema Similar: candidate, match, confidenceScore, criteria, matcher.
"""

import csv
import hashlib
import io
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Self, TextIO

import orjson

from jisr.linking.links import Band, Link

_START_OF_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "link", "probability", "band", "decision", "note", "left_key", "left_line", "left_name", "right_key", "right_line",
    "right_name", "name_likeness", "reasons",
)  # fmt: skip


class Format(StrEnum):
    CSV = "csv"
    JSONL = "jsonl"
    FTM = "ftm"


class Decision(StrEnum):
    """What a person writes into the column "decision"; empty: not decided."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


#: By `link_id`: the decision, and why.
type Decisions = dict[str, tuple[Decision, str]]
# Words of the three languages that a person may write.
_WORDS = {
    "same": Decision.SAME, "yes": Decision.SAME, "même": Decision.SAME, "oui": Decision.SAME, "نفسه": Decision.SAME,
    "نعم": Decision.SAME, "different": Decision.DIFFERENT, "no": Decision.DIFFERENT, "différent": Decision.DIFFERENT,
    "non": Decision.DIFFERENT, "مختلف": Decision.DIFFERENT, "لا": Decision.DIFFERENT, "unsure": Decision.UNSURE,
    "incertain": Decision.UNSURE, "غير متأكد": Decision.UNSURE,
}  # fmt: skip


class DecisionsError(ValueError):
    """A file of decisions cannot be used. line: 1-based; field: the column."""

    code = "decisions"

    def __init__(self, line: int, field: str, reason: str) -> None:
        super().__init__(f"line {line}, {field}: {reason}")
        self.line, self.field, self.reason = line, field, reason


def link_id(link: Link) -> str:
    """The same for the same two rows in every run."""
    return hashlib.sha256(f"{link.left.key}\x1f{link.right.key}".encode()).hexdigest()[:16]


def standing(link: Link, decided: Decisions) -> bool:
    """Whether it counts as a link: a person said so, or its probability does and no person said otherwise."""
    decision = decided.get(link_id(link), ("", ""))[0]
    return decision is Decision.SAME or (not decision and link.band is Band.LINK)


class LinkWriter:
    """Writes links to a file in one form; without a file it writes nothing."""

    def __init__(self, path: Path | None, form: Format, decided: Decisions) -> None:
        self._path, self._form, self._decided = path, form, decided
        self._to: TextIO | None = None

    def __enter__(self) -> Self:
        if self._path is not None:
            mark = "utf-8-sig" if self._form is Format.CSV else "utf-8"
            self._to = self._path.open("w", encoding=mark, newline="")
            if self._form is Format.CSV:
                csv.writer(self._to, lineterminator="\n").writerow(COLUMNS)
        return self

    def __exit__(self, *_raised: object) -> None:
        if self._to is not None:
            self._to.close()

    def write(self, link: Link) -> None:
        if self._to is None:
            return
        identifier = link_id(link)
        decision, note = self._decided.get(identifier, ("", ""))
        if self._form is Format.CSV:
            csv.writer(self._to, lineterminator="\n").writerow(_cells(link, identifier, decision, note))
            return
        line = {"link": identifier, **link.to_json(), "decision": str(decision), "note": note}
        self._to.write(orjson.dumps(line if self._form is Format.JSONL else _similar(link, identifier)).decode() + "\n")


def reasons_of(link: Link) -> str:
    """ "same_name_rare +5.6, same_country +2.3": natural log-odds, the weightiest first."""
    return ", ".join(f"{reason.code} {reason.log_odds:+.1f}" for reason in link.reasons)


def read_decisions(text: str) -> Decisions:
    """What a person decided, by `link_id`: (decision, note). Rows without a decision are left out.

    Raises:
        DecisionsError: a column is missing, a word is not known, or one link is decided both ways.
    """
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=_delimiter(text))
    header = [cell.strip() for cell in next(rows, [])]
    for column in ("link", "decision"):
        if column not in header:
            raise DecisionsError(1, column, "the column is missing")
    found: Decisions = {}
    for cells in rows:
        if not any(cells):
            continue
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        _add(found, rows.line_num, row)
    return found


def _add(found: Decisions, line: int, row: dict[str, str]) -> None:
    word = row.get("decision", "").casefold()
    if not word:
        return
    decision = _WORDS.get(word)
    if decision is None:
        raise DecisionsError(line, "decision", f"“{word[:40]}” is none of: same, different, unsure")
    identifier = row["link"]
    if not identifier:
        raise DecisionsError(line, "link", "the link is missing")
    if found.get(identifier, (decision,))[0] is not decision:
        raise DecisionsError(line, "decision", "this link is decided another way above")
    found[identifier] = decision, row.get("note", "")


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _cells(link: Link, identifier: str, decision: str, note: str) -> Sequence[str]:
    cells = (
        identifier, f"{link.probability:.4f}", link.band.value, str(decision), note, link.left.key, str(link.left.line),
        link.left.caption, link.right.key, str(link.right.line), link.right.caption, f"{link.likeness:.3f}",
        reasons_of(link),
    )  # fmt: skip
    return [f"'{cell}" if cell.startswith(_START_OF_FORMULA) else cell for cell in cells]


def _similar(link: Link, identifier: str) -> dict[str, Any]:
    criteria = [reason.code for reason in link.reasons if reason.log_odds > 0]
    return {
        "id": f"link-{identifier}",
        "schema": "Similar",
        "properties": {
            "candidate": [link.left.key.removeprefix("id:")],
            "match": [link.right.key.removeprefix("id:")],
            "confidenceScore": [f"{link.probability:.4f}"],
            "criteria": criteria,
            "matcher": ["jisr link"],
        },
    }


def is_for_review(link: Link) -> bool:
    """Whether a person is asked to decide."""
    return link.band is Band.UNSURE
