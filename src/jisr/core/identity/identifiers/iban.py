"""International bank account numbers. Source: ISO 13616-1 with the IBAN registry, as python-stdnum holds it."""

from stdnum import iban

from jisr.core.identity.folding import fold_digits


def is_valid(text: str) -> bool:
    """Country, length and both check digits hold."""
    return normalize(text) is not None


def normalize(text: str) -> str | None:
    """Upper case without separators, or None when it is not an IBAN. Digits of any script are read."""
    compact = iban.compact(fold_digits(text))
    return compact if iban.is_valid(compact, check_country=False) else None


def format(text: str) -> str:
    """Groups of four as printed on paper; text unchanged when it is not an IBAN."""
    compact = normalize(text)
    return iban.format(compact) if compact else text
