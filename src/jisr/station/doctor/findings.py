"""What a check says."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum


class State(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at.

    Attributes:
        name: stable, for programs: "home.permissions", "ledger.size"...
        said: what was found, a sentence.
        remedy: what to do; "" when nothing is to be done.
    """

    name: str
    state: State
    said: str
    remedy: str = ""


def ok(name: str, said: str) -> Finding:
    return Finding(name, State.OK, said)


def warn(name: str, said: str, remedy: str = "") -> Finding:
    return Finding(name, State.WARN, said, remedy)


def fail(name: str, said: str, remedy: str = "") -> Finding:
    return Finding(name, State.FAIL, said, remedy)


def moment_text(moment: datetime) -> str:
    """An instant as the doctor writes it: UTC, to the minute."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
