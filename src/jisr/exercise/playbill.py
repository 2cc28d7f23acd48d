"""The whole exercise in the order in which it is played: the warning first, then the chapters that follow from it."""

from jisr.exercise import checks, story
from jisr.exercise.checks import NamedCheck
from jisr.exercise.respect import diligence, redress
from jisr.exercise.story import Step

STEPS: tuple[Step, ...] = (*story.STEPS, *diligence.STEPS, *redress.STEPS)
CHECKS: tuple[NamedCheck, ...] = (*checks.CHECKS, *diligence.CHECKS, *redress.CHECKS)
