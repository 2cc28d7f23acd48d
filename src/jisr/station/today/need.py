"""One thing that waits for a person on the start page."""

from dataclasses import dataclass
from datetime import datetime

from jisr.core.handling import Handling


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing to do.

    Attributes:
        title: a sentence of the station's own.
        about: text from elsewhere that the title speaks of (isolated, in its own direction), or "".
        why: the reason, in the reader's language.
        action: what the button says.
        due, start: the clock, if there is one.
        weight: among things without a clock, lower stands first.
        handling: marking of `about`; None where nothing of content is shown.
    """

    title: str
    url: str
    action: str
    why: str = ""
    about: str = ""
    about_language: str = ""
    due: datetime | None = None
    start: datetime | None = None
    weight: int = 50
    handling: Handling | None = None
    tone: str = ""
