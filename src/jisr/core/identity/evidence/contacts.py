"""What telephones, e-mail addresses and accounts say where they are shared. Having others says nothing."""

from jisr.core.identity.evidence.claims import Evidence, claim, strongest
from jisr.core.identity.evidence.values import Properties, countries_of
from jisr.core.identity.folding import fold_digits
from jisr.core.identity.identifiers import document, email, iban, phone

# Of a number in national form at least this many digits must agree.
_LOCAL_DIGITS = 8


def phones(left: Properties, right: Properties) -> list[Evidence]:
    """One telephone, by E.164; or the same national number with the country code on one side only."""
    ours, theirs = _phones(left), _phones(right)
    return strongest(
        claim("same_phone", value=a) if x & y else claim("same_phone_local", left=a, right=b)
        for a, x in ours
        for b, y in theirs
        if x & y or _is_local_form(x, y)
    )


def emails(left: Properties, right: Properties) -> list[Evidence]:
    """One e-mail address."""
    ours, theirs = ({email.normalize(text) for text in side.get("email", ())} - {None} for side in (left, right))
    return strongest(claim("same_email", value=value) for value in sorted(filter(None, ours & theirs)))


def accounts(left: Properties, right: Properties) -> list[Evidence]:
    """One bank account, by IBAN or account number."""
    ours, theirs = _accounts(left), _accounts(right)
    return strongest(claim("same_account", value=value) for value in sorted(ours & theirs))


def _phones(record: Properties) -> list[tuple[str, set[str]]]:
    """(as written, what it may be): E.164 by each country of the bearer, and national digits as they stand."""
    regions = [country for country in sorted(countries_of(record)) if len(country) == 2]
    found = []
    for text in record.get("phone", ()):
        written = fold_digits(text[:60]).strip()
        digits = "".join(c for c in written if c.isdecimal())
        if len(digits) < _LOCAL_DIGITS or len(set(digits)) == 1:
            continue
        readings = {reading for region in (None, *regions) if (reading := phone.normalize(written, region))}
        if not written.startswith(("+", "00")) or not readings:
            readings.add(digits)
        found.append((text, readings))
    return found


def _is_local_form(first: set[str], second: set[str]) -> bool:
    """Whether a number with a country code ends in one without, its leading noughts aside."""
    return any(
        full.startswith("+") and len(bare) >= _LOCAL_DIGITS and full.endswith(bare)
        for ours, theirs in ((first, second), (second, first))
        for full in ours
        for local in theirs
        if not local.startswith("+") and (bare := local.lstrip("0"))
    )


def _accounts(record: Properties) -> set[str]:
    whole = {normal for text in record.get("iban", ()) if (normal := iban.normalize(text))}
    for text in record.get("accountNumber", ()):
        number = iban.normalize(text) or document.normalize(text)
        if number and document.is_telling(number):
            whole.add(number)
    return whole
