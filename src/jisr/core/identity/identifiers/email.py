"""E-mail addresses, compared without regard to case. Source: RFC 5321 section 2.3.11 for the shape."""

import re

_SHAPE = re.compile(r"(?:mailto:)?\s*([^@\s<>]{1,64}@[^@\s<>.]+(?:\.[^@\s<>.]+)+)", re.IGNORECASE)


def is_valid(text: str) -> bool:
    """One "@", something before it, a host with a dot after it."""
    return normalize(text) is not None


def normalize(text: str) -> str | None:
    """Lower case, without "mailto:", also before the "@" where RFC 5321 lets it matter; None when it is no address."""
    match = _SHAPE.fullmatch(text[:400].strip())
    return match[1].casefold() if match else None


def format(text: str) -> str:
    """As `normalize`; text unchanged when it is no address."""
    return normalize(text) or text
