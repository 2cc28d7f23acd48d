"""What a likeness of names means in words; the score itself is the chance that they are one name."""

_BANDS = ((0.9, "one_name"), (0.7, "likely"), (0.4, "open"), (0.0, "other_name"))


def band_of(score: float) -> str:
    """One of "one_name" (nine in ten such pairs are), "likely", "open" (as often as not), "other_name"; score: 0..1."""
    return next(name for least, name in _BANDS if score >= least)
