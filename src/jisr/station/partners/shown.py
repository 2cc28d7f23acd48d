"""A name from outside as plain text: where no markup can stand, hidden characters become marks such as ⟦U+202E⟧."""

from jisr.station.web.visible import HIDDEN_CHARACTERS


def plain_name(name: str) -> str:
    """The name, with nothing in it that is obeyed but not seen."""
    return HIDDEN_CHARACTERS.sub(lambda found: f"⟦U+{ord(found.group()):04X}⟧", name)
