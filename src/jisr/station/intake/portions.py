"""How a text is divided into portions, and where a portion can be divided further."""

import re

_BLANK_LINES = re.compile(r"\n[ \t\u00a0]*\n\s*")
_SENTENCE_END = re.compile(r"(?<=[.!?؟؛…])[ \u00a0]+|\n+")
_MOST_PORTIONS = 400
#: Kinds whose lines are paragraphs; in others a line may be only a line of the page.
_PARAGRAPH_LINES = {"docx"}


def divide(text: str, kind: str) -> list[str]:
    """Paragraphs of a text, in order, without what is blank around them.

    Divided at blank lines; where there are none, or in documents whose lines are paragraphs, at line ends. A text of
    very many paragraphs is gathered into at most 400 portions.
    """
    pieces = _BLANK_LINES.split(text)
    if len(pieces) == 1 or kind in _PARAGRAPH_LINES:
        pieces = text.split("\n")
    kept = [piece.strip("\n") for piece in pieces if piece.strip()]
    if len(kept) <= _MOST_PORTIONS:
        return kept
    size = -(-len(kept) // _MOST_PORTIONS)
    return ["\n\n".join(kept[start : start + size]) for start in range(0, len(kept), size)]


def possible_cuts(text: str) -> list[int]:
    """Offsets at which a portion may be divided: where a new sentence or line begins."""
    cuts = [match.end() for match in _SENTENCE_END.finditer(text)]
    return [cut for cut in cuts if text[:cut].strip() and text[cut:].strip()]
