"""What an agreement makes equal: levels of other scales and Jisr's own. Nothing is equal without a row.

A level that the other scale does not have is rounded up to the next that has a row; a level that it has and the
agreement does not name is not equivalent to anything.
"""

from dataclasses import dataclass, field
from functools import cache

from jisr.core.handling.scales import OWN_SCALE, Mark, scale_of
from jisr.core.handling.vocabulary import Classification


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One line of the table: a level of a scale, and the own level that protects as much."""

    scale: str
    level: str
    own: Classification

    def to_json(self) -> dict[str, str]:
        """JSON-ready."""
        return {"scale": self.scale, "level": self.level, "own": self.own.code}


_OWN_LEVELS = tuple(Row(OWN_SCALE, level.code, level) for level in Classification)


@dataclass(frozen=True, slots=True)
class Equivalence:
    """The table of one agreement.

    Attributes:
        scale: the scale in which the partner marks, and in which what goes to it is marked.
        rows: any order, each once; several scales may be among them. Without any: Jisr's own levels as they are.
    """

    scale: str = OWN_SCALE
    rows: tuple[Row, ...] = field(default=_OWN_LEVELS)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", tuple(sorted(set(self.rows))))

    def outbound(self, own: Classification) -> Mark | None:
        """The mark that an own level leaves under; None = not equivalent to anything."""
        return _outbound(self, own)

    def inbound(self, mark: Mark) -> Classification | None:
        """The own level that a mark arrives at, the highest where several are named; None = not equivalent."""
        return max((row.own for row in self.rows if (row.scale, row.level) == (mark.scale, mark.level)), default=None)


#: What holds where an agreement names no scale: both sides use Jisr's own levels.
AS_THEY_ARE = Equivalence()


@cache
def _outbound(table: Equivalence, own: Classification) -> Mark | None:
    scale = scale_of(table.scale)
    named = {row.own: row.level for row in table.rows if row.scale == table.scale}
    if own in named:
        return Mark(scale.id, named[own], scale.version)
    higher = [level for level in named if level > own]
    if scale.has_rank(own) or not higher:
        return None
    return Mark(scale.id, named[min(higher)], scale.version)
