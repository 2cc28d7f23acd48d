"""On what occasion content is opened: what every entry made meanwhile says beside who, when and what.

Purpose and its basis, the session and the address it came from (both as pseudonyms), and marks such as an opened
compartment. Source: Directive (EU) 2016/680 Art. 25 (logs of consultation and disclosure).
"""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass

type Marks = Mapping[str, str]


def _no_marks() -> Marks:
    return {}


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why and from where somebody reads.

    Attributes:
        purpose: code of the purpose; "" where none is known.
        basis: how it is known: "stated", "record", "at_hand", "desk", "token" or "reason".
        words: what the person wrote about it; the justification of entries that have no other.
        session: pseudonym of the session or the token.
        address: pseudonym of the network address.
        marks: further codes, read when an entry is made.
    """

    purpose: str = ""
    basis: str = ""
    words: str = ""
    session: str = ""
    address: str = ""
    marks: Callable[[], Marks] = _no_marks

    def detail(self) -> dict[str, str]:
        """As it stands in an entry; what is empty is left out."""
        held = {
            "purpose": self.purpose,
            "purpose_basis": self.basis,
            "session": self.session,
            "address": self.address,
            **self.marks(),
        }
        return {name: value for name, value in held.items() if value}


_occasion: ContextVar[Occasion | None] = ContextVar("jisr_occasion", default=None)


def current_occasion() -> Occasion | None:
    """The occasion of the request that is being answered; None where nobody reads."""
    return _occasion.get()


def set_occasion(occasion: Occasion | None) -> None:
    """From here on, entries of this thread are made on this occasion."""
    _occasion.set(occasion)
