"""A portion's text cut at its findings, for the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jisr.core.handling import Handling
from jisr.station.intake.claims import MARK_CLASSES
from jisr.station.intake.queries import FindingView, PortionView


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text; with a finding it is marked, without it is plain."""

    text: str
    finding: FindingView | None = None

    @property
    def css_class(self) -> str:
        if self.finding is None:
            return ""
        if self.finding.state == "rejected":
            return "rejected"
        return f"{MARK_CLASSES[self.finding.kind]} {self.finding.state}"


@dataclass(frozen=True, slots=True)
class ShownPortion:
    """A portion with its segments."""

    portion: PortionView
    segments: list[Segment]

    @property
    def handling(self) -> Handling:
        return self.portion.handling


def shown_portions(portions: Iterable[PortionView], findings: Sequence[FindingView]) -> list[ShownPortion]:
    """Portions ready to be shown; of findings that overlap the first is marked."""
    return [
        ShownPortion(portion, segments(portion.text, [one for one in findings if one.portion_id == portion.id]))
        for portion in portions
    ]


def segments(text: str, findings: Iterable[FindingView]) -> list[Segment]:
    """The text cut at the findings; joined again the segments are the text."""
    pieces: list[Segment] = []
    position = 0
    for finding in sorted(findings, key=lambda one: (one.start, one.end)):
        if finding.start < position:
            continue
        if finding.start > position:
            pieces.append(Segment(text[position : finding.start]))
        pieces.append(Segment(text[finding.start : finding.end], finding))
        position = finding.end
    if position < len(text):
        pieces.append(Segment(text[position:]))
    return pieces
