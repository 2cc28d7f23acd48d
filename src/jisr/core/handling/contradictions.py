"""Markings that contradict themselves. They are refused where they are set and where they arrive, never repaired.

Combining markings that do not contradict themselves gives one that does not either, except that no country may be left
that all of them name; such a whole simply stays at the station.

Source: FIRST TLP 2.0; Europol handling codes H0-H3.
"""

from datetime import date
from enum import StrEnum

from jisr.core.handling.conditions import Handling
from jisr.core.handling.errors import ContradictoryMarkingError
from jisr.core.handling.vocabulary import Classification, HandlingCode, OnwardRule, Tlp


class Contradiction(StrEnum):
    """Stable codes."""

    TLP_CLEAR_BUT_CLASSIFIED = "tlp_clear_but_classified"
    TLP_RED_BUT_ONWARD_ALLOWED = "tlp_red_but_onward_allowed"
    NOBODY_BUT_ONWARD_ALLOWED = "nobody_but_onward_allowed"
    H1_BUT_COURT_ALLOWED = "h1_but_court_allowed"
    H2_BUT_ONWARD_ALLOWED = "h2_but_onward_allowed"
    H3_WITHOUT_TEXT = "h3_without_text"
    CLASSIFICATION_BELOW_MARK = "classification_below_mark"
    RETENTION_IN_THE_PAST = "retention_in_the_past"
    TEAR_LINE_NOT_PASSABLE = "tear_line_not_passable"

    @property
    def field(self) -> str:
        """The condition to look at, as it is named in JSON and on the form."""
        return _FIELDS[self]


_FIELDS = {
    Contradiction.TLP_CLEAR_BUT_CLASSIFIED: "tlp",
    Contradiction.TLP_RED_BUT_ONWARD_ALLOWED: "onward",
    Contradiction.NOBODY_BUT_ONWARD_ALLOWED: "onward",
    Contradiction.H1_BUT_COURT_ALLOWED: "court_use",
    Contradiction.H2_BUT_ONWARD_ALLOWED: "onward",
    Contradiction.H3_WITHOUT_TEXT: "code_note",
    Contradiction.CLASSIFICATION_BELOW_MARK: "classification",
    Contradiction.RETENTION_IN_THE_PAST: "retain_until",
    Contradiction.TEAR_LINE_NOT_PASSABLE: "onward",
}


def contradictions(handling: Handling, on: date | None = None, *, is_tear_line: bool = False) -> list[Contradiction]:
    """Every contradiction of a marking.

    Args:
        on: the day on which it is set; None = its last day is not looked at.
        is_tear_line: it is to be that of a passage which a recipient may pass on without asking.
    """
    passed_on = handling.onward is OnwardRule.ALLOWED
    found = {
        Contradiction.TLP_CLEAR_BUT_CLASSIFIED: handling.tlp is Tlp.CLEAR
        and handling.classification is not Classification.UNCLASSIFIED,
        Contradiction.TLP_RED_BUT_ONWARD_ALLOWED: passed_on and handling.tlp is Tlp.RED,
        Contradiction.NOBODY_BUT_ONWARD_ALLOWED: passed_on
        and handling.releasable_to is not None
        and not handling.releasable_to,
        Contradiction.H1_BUT_COURT_ALLOWED: HandlingCode.H1 in handling.codes
        and handling.court_use is OnwardRule.ALLOWED,
        Contradiction.H2_BUT_ONWARD_ALLOWED: passed_on and HandlingCode.H2 in handling.codes,
        Contradiction.H3_WITHOUT_TEXT: HandlingCode.H3 in handling.codes and not handling.code_note.strip(),
        Contradiction.CLASSIFICATION_BELOW_MARK: any(
            mark.rank > handling.classification for mark in handling.marked_as
        ),
        Contradiction.RETENTION_IN_THE_PAST: on is not None
        and handling.retain_until is not None
        and handling.retain_until < on,
        Contradiction.TEAR_LINE_NOT_PASSABLE: is_tear_line and not (passed_on and handling.tlp < Tlp.AMBER_STRICT),
    }
    return [code for code, is_so in found.items() if is_so]


def given_handling(untrusted: object, on: date | None = None, *, is_tear_line: bool = False) -> Handling:
    """A marking that somebody sets or sends, from its JSON form.

    Raises:
        HandlingFormatError: it does not have its form, or names a scale or level that is not known.
        ContradictoryMarkingError: it contradicts itself; names the first contradiction.
    """
    handling = Handling.from_json(untrusted)
    if found := contradictions(handling, on, is_tear_line=is_tear_line):
        raise ContradictoryMarkingError(found[0].value, found[0].field)
    return handling
