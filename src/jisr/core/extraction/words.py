"""Lists of words as sets."""

from jisr.core.extraction.text import fold_words


def words(text: str) -> frozenset[str]:
    """The words of a text, as written."""
    return frozenset(text.split())


def folded_words(text: str) -> frozenset[str]:
    """The words of a text, as they are compared."""
    return frozenset(fold_words(text))
