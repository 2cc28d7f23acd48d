"""Invisible characters that change the direction in which a text is read.

They are kept as evidence, reported, and shown; a page never obeys them. Source: Unicode Standard Annex 9 section 2.
"""

import re
from typing import NamedTuple

from jisr.interop.problems import IntakeProblem

_NAMES = {
    "\u061c": "ALM",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}
_CONTROL = re.compile(f"[{''.join(_NAMES)}]")


class BidiControl(NamedTuple):
    """One control: its offset in code points and its short name ("RLO")."""

    position: int
    name: str


def find_bidi_controls(text: str) -> list[BidiControl]:
    """Every direction control of a text, in order."""
    return [BidiControl(match.start(), _NAMES[match.group()]) for match in _CONTROL.finditer(text)]


def bidi_problem(text: str) -> IntakeProblem | None:
    """A warning that counts the controls; None when there are none."""
    controls = find_bidi_controls(text)
    if not controls:
        return None
    first = controls[0].position
    line = text.count("\n", 0, first) + 1
    return IntakeProblem(line, "", "bidi_controls", {"count": len(controls), "position": first + 1}, is_warning=True)
