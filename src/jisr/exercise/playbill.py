"""The whole exercise in the order in which it is played: the warning first, then the chapters that follow from it."""

from jisr.exercise import checks, story
from jisr.exercise.checks import NamedCheck
from jisr.exercise.story import Step

STEPS: tuple[Step, ...] = (*story.STEPS,)
CHECKS: tuple[NamedCheck, ...] = (*checks.CHECKS,)
