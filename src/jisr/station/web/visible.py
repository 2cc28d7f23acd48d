"""Text from outside, shown without obeying it: direction controls and other invisible characters become visible marks.

A name with U+202E in it can make "gpj.exe" read as "exe.jpg", or swap two words of a report; the reader sees the mark
and the characters in the order in which they are stored. Source: Unicode TR 36 section 3.2, UAX 9 section 2.
"""

import re
import unicodedata

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\u200b\u2060\ufeff\u00ad\ufff9-\ufffb"
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
HIDDEN_CHARACTERS = re.compile(f"[{_DIRECTION}{_INVISIBLE}{_CONTROL}]")


def has_hidden_characters(text: str) -> bool:
    """Whether the text holds characters that are obeyed but not seen."""
    return HIDDEN_CHARACTERS.search(text) is not None


def isolated(text: str) -> str:
    """A name to be put into a sentence of perhaps another direction, for plain text; pages use <bdi>.

    Source: UAX 9 section 2.3 (first strong isolate).
    """
    return f"\u2068{text}\u2069"


def show_hidden(text: str) -> SafeString:
    """HTML-escaped text in which every hidden character is a mark such as ⟦U+202E⟧."""
    parts: list[str] = []
    start = 0
    for found in HIDDEN_CHARACTERS.finditer(text):
        parts.append(escape(text[start : found.start()]))
        parts.append(_mark(found.group()))
        start = found.end()
    parts.append(escape(text[start:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped above


def _mark(character: str) -> str:
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, code)
    return f'<bdi dir="ltr" class="hidden-character" title="{escape(name)}">⟦{code}⟧</bdi>'
