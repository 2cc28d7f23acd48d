"""A recall that goes as far as the information went: Rabat to Madrid to Bamako, and the certificates back.

It follows the chapter of consents. Nothing rests on the information at either station, so nobody has to wait.
"""

import time
from typing import Any

from jisr.exercise.checks import Finding, NamedCheck
from jisr.exercise.story import Step, Story, wait_for


def recall_everywhere(story: Story) -> None:
    """Rabat recalls what it told Madrid, and waits until everybody has certified."""
    releaser, liaison = story.voice("rabat", "releaser"), story.voice("rabat", "liaison")
    path = f"/exchange/dispatches/{story.facts['consent.sent']}"
    began = time.monotonic()
    releaser.post(f"{path}/recall", {"reason": "EXERCISE: the source was mistaken."})

    def certified() -> dict[str, Any] | None:
        found: dict[str, Any] = liaison.get(f"{path}/whereabouts")
        return found if found["is_complete"] else None

    story.facts["recall.where"] = wait_for(certified, "certificates from Madrid and, through it, from Bamako")
    story.facts["recall.seconds"] = time.monotonic() - began


def cascaded(story: Story) -> Finding:
    """Madrid and Bamako show their own people nothing of it any more; Rabat holds the certificates of both."""
    seconds = story.facts["recall.seconds"]
    said = {
        (holder["station"], holder["act"], holder["is_complete"]) for holder in story.facts["recall.where"]["holders"]
    }
    madrid = story.voice("madrid", "liaison").get(f"/exchange/dispatches/{story.facts['consent.received']}")
    bamako = [
        story.voice("bamako", "liaison").get(f"/exchange/dispatches/{story.facts[f'consent.{name}.there']['id']}")
        for name in ("until", "sanitised")
    ]
    states = [madrid["state"], *(each["state"] for each in bamako)]
    left = [each["body"] for each in (madrid, *bamako) if each["body"]]
    held = said == {("madrid", "erased", True), ("bamako", "erased", True)} and states == ["erased"] * 3 and not left
    return held, f"certified end to end in {seconds:.2f} s: {sorted(said)}; dispatches at Madrid and Bamako: {states}"


STEPS: tuple[Step, ...] = (("recalled wherever it went", recall_everywhere),)
CHECKS: tuple[NamedCheck, ...] = (("recall.cascaded", cascaded),)
