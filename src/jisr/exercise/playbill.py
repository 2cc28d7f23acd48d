"""The whole exercise in the order in which it is played: the warning first, then the chapters that follow from it."""

from jisr.exercise import checks, diplomacy, story
from jisr.exercise.checks import NamedCheck
from jisr.exercise.respect import consent, diligence, oversight, recall, redress, retention
from jisr.exercise.story import Step

STEPS: tuple[Step, ...] = (
    *story.STEPS,
    *diligence.STEPS,
    *redress.STEPS,
    *consent.STEPS,
    *recall.STEPS,
    *retention.STEPS,
    *oversight.STEPS,
    *diplomacy.STEPS,
)
CHECKS: tuple[NamedCheck, ...] = (
    *checks.CHECKS,
    *diligence.CHECKS,
    *redress.CHECKS,
    *consent.CHECKS,
    *recall.CHECKS,
    *retention.CHECKS,
    *oversight.CHECKS,
    *diplomacy.CHECKS,
)
