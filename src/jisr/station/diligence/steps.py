"""Where an assessment stands, as the sequence that people follow: what is decided, what is open."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from jisr.core.diligence import Assessment, State

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_ORDER: tuple[tuple["str | _StrPromise", frozenset[State]], ...] = (
    (_("Screening"), frozenset({State.DRAFT, State.SCREEN})),
    (_("Country"), frozenset({State.COUNTRY_CHECK})),
    (_("Risks"), frozenset({State.IDENTIFY})),
    (
        _("Mitigation"),
        frozenset(
            {
                State.MITIGATE,
                State.ASSURANCE_PENDING,
                State.ASSURANCE_RECEIVED,
                State.ASSURANCE_REFUSED,
                State.REASSESS,
            }
        ),
    ),
    (_("Decision"), frozenset({State.APPROVE_L1, State.APPROVE_L2, State.APPROVE_L3})),
    (
        _("Monitoring"),
        frozenset({State.APPROVED_WITH_CONDITIONS, State.MONITOR, State.REVIEW_DUE, State.SUSPENDED}),
    ),
)


@dataclass(frozen=True, slots=True)
class GuidedStep:
    """One step of the sequence. `is_left_out`: it was not needed."""

    label: "str | _StrPromise"
    is_done: bool
    is_current: bool
    is_left_out: bool


def steps_of(assessment: Assessment) -> list[GuidedStep]:
    """The steps in order; after a terminal state none is current."""
    origins = {step.origin for step in assessment.steps}
    found = []
    for label, states in _ORDER:
        is_current = assessment.state in states
        is_done = not is_current and bool(states & origins)
        later = any(assessment.state in other or other & origins for other in _later(states))
        found.append(GuidedStep(label, is_done, is_current, is_left_out=later and not (is_done or is_current)))
    return found


def _later(states: frozenset[State]) -> list[frozenset[State]]:
    every = [each for _label, each in _ORDER]
    return every[every.index(states) + 1 :]
