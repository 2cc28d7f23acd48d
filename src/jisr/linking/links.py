"""A link between two rows: how likely, and why."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Band(StrEnum):
    """What a person is asked to do: look at it as a link, or decide."""

    LINK = "link"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Probabilities from which a pair is a link, and from which a person decides: 0 < unsure <= link <= 1."""

    link: float = 0.90
    unsure: float = 0.40

    def band(self, probability: float) -> Band:
        return Band.LINK if probability >= self.link else Band.UNSURE


@dataclass(frozen=True, slots=True)
class Row:
    """One side of a link. key: by which its list knows it; line: 0 where it comes from no file."""

    key: str
    line: int
    schema: str
    names: tuple[str, ...]

    @property
    def caption(self) -> str:
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Reason:
    """One kind of evidence. code: a level of `jisr.linking.evidence`; log_odds: natural, above 0 it speaks for it."""

    kind: str
    code: str
    log_odds: float


@dataclass(frozen=True, slots=True)
class Link:
    """Two rows that may be one bearer. probability, likeness (of the names): 0..1. reasons: the weightiest first."""

    left: Row
    right: Row
    probability: float
    likeness: float
    band: Band
    reasons: tuple[Reason, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "left": _side(self.left),
            "right": _side(self.right),
            "probability": self.probability,
            "name_likeness": self.likeness,
            "band": self.band.value,
            "reasons": [
                {"kind": one.kind, "code": one.code, "log_odds": one.log_odds} for one in self.reasons
            ],
        }  # fmt: skip


def _side(row: Row) -> dict[str, Any]:
    return {"key": row.key, "line": row.line, "schema": row.schema, "name": row.caption, "names": list(row.names)}
