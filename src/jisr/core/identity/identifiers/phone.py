"""Telephone numbers. Source: ITU-T E.164; numbering plans as libphonenumber holds them."""

import phonenumbers

from jisr.core.identity.folding import fold_digits


def is_valid(text: str, region: str | None = None) -> bool:
    """The number exists in a numbering plan. region: ISO 3166-1 alpha-2, for numbers in national form."""
    return normalize(text, region) is not None


def normalize(text: str, region: str | None = None) -> str | None:
    """E.164 ("+212600000000"), or None when it is no telephone number. Digits of any script are read."""
    parsed = _parse(text, region)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) if parsed else None


def format(text: str, region: str | None = None) -> str:
    """International form with spaces; text unchanged when it is no telephone number."""
    parsed = _parse(text, region)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL) if parsed else text


def country(text: str, region: str | None = None) -> str | None:
    """ISO 3166-1 alpha-2 of the numbering plan, lower case; None for numbers of no single country."""
    parsed = _parse(text, region)
    code = phonenumbers.region_code_for_number(parsed) if parsed else None
    return code.lower() if code and code.isalpha() else None


def _parse(text: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    written = fold_digits(text).strip()
    if written.startswith("00"):
        written = "+" + written[2:]
    try:
        parsed = phonenumbers.parse(written, region.upper() if region else None)
    except phonenumbers.NumberParseException:
        return None
    return parsed if phonenumbers.is_valid_number(parsed) else None
