"""The shape of a measurement: every figure from one run, with its peer and the limit of the same machine beside it."""

import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import psutil


class BenchmarkError(Exception):
    """A measurement can't be made; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value.

    Attributes:
        name: stable, dotted, such as "exchange.dispatches_per_second".
        unit: such as "1/s", "s", "MB".
        peer, peer_value: what it is compared with, measured in the same run; "" and None where there is none.
        limit, limit_value: what bounds it on this machine, measured in the same run.
        low, high: bootstrap interval of 95 % of the value; None where there is none.
        ratio: value over peer_value (over limit_value where there is no peer); None without either.
    """

    name: str
    value: float
    unit: str
    peer: str = ""
    peer_value: float | None = None
    limit: str = ""
    limit_value: float | None = None
    note: str = ""
    low: float | None = None
    high: float | None = None

    @property
    def ratio(self) -> float | None:
        against = self.peer_value if self.peer_value else self.limit_value
        return round(self.value / against, 4) if against else None

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": self.ratio}


@dataclass
class Report:
    """The figures of one run."""

    figures: list[Figure] = field(default_factory=list)

    def add(self, figure: Figure) -> None:
        self.figures.append(figure)

    def to_json(self) -> dict[str, Any]:
        return {"machine": machine(), "figures": [figure.to_json() for figure in self.figures]}

    def as_text(self) -> str:
        """One line a figure, for a person."""
        width = max((len(figure.name) for figure in self.figures), default=0)
        return "\n".join(_line(figure, width) for figure in self.figures)


def machine() -> dict[str, Any]:
    """What the figures were measured on; no host name."""
    return {
        "cores": psutil.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 2**30, 1),
        "processor": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
    }


def _line(figure: Figure, width: int) -> str:
    parts: Sequence[str] = [f"{figure.name:<{width}}  {_shown(figure.value):>12} {figure.unit:<4}"]
    if figure.low is not None and figure.high is not None:
        parts = [*parts, f"({_shown(figure.low)}..{_shown(figure.high)})"]
    if figure.peer_value is not None:
        parts = [*parts, f"{figure.peer}: {_shown(figure.peer_value)}"]
    if figure.limit_value is not None:
        parts = [*parts, f"limit ({figure.limit}): {_shown(figure.limit_value)}"]
    if figure.ratio is not None:
        parts = [*parts, f"ratio {figure.ratio:.3f}"]
    return "   ".join([*parts, figure.note]).rstrip()


def _shown(value: float) -> str:
    return f"{value:,.3f}" if abs(value) < 10 else f"{value:,.1f}"
