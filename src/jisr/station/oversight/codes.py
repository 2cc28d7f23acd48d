"""The word for a code of a decision: this room's own, a state of due diligence, or a kind of dispatch."""

from typing import TYPE_CHECKING

from jisr.station.diligence.vocabulary import STATE_LABELS as STATES
from jisr.station.exchange.vocabulary import KIND
from jisr.station.oversight.decisions import DECISIONS

if TYPE_CHECKING:
    from jisr.station.oversight.labels import Label


_STATES: "dict[str, Label]" = {state.value: label for state, label in STATES.items()}


def decision_word(code: str) -> "Label":
    """The word, or the code itself where there is none."""
    for words in (DECISIONS, _STATES, KIND):
        if (word := words.get(code)) is not None:
            return word
    return code
