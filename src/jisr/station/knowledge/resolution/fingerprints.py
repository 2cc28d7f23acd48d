"""What was known when a person judged, kept without its content: keyed digests that can be compared and not read.

The key is the station's own secret, so that a number erased since cannot be guessed from the judgement. With another
secret every fingerprint is another, and pairs that were set aside come back once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.crypto import salted_hmac

from jisr.core.identity.evidence import IDENTIFYING_PROPERTIES, Comparison, read_date
from jisr.core.identity.identifiers import document, email, iban, phone
from jisr.station.knowledge.models import StatementRecord, StatementState

_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Identifying:
    """A standing statement that identifies: a number, a contact, a date of birth."""

    id: UUID
    prop: str
    value: str
    fingerprint: str


def identifying_statements(canonical_ids: Collection[UUID]) -> dict[UUID, list[Identifying]]:
    """For each canonical entity the statements that identify it, the oldest first."""
    rows = StatementRecord.objects.filter(
        canonical_id__in=canonical_ids, prop__in=IDENTIFYING_PROPERTIES, state=StatementState.STANDING
    )
    found: dict[UUID, list[Identifying]] = defaultdict(list)
    for canonical, row_id, prop, value in rows.order_by("recorded_at", "id").values_list(
        "canonical_id", "id", "prop", "value"
    ):
        found[canonical].append(Identifying(row_id, prop, value, fingerprint_of(prop, value)))
    return found


def fingerprint_of(prop: str, value: str) -> str:
    """32 hexadecimal digits; the same for every way of writing one value."""
    return _digest((prop, _normal(prop, value)))[:_LENGTH]


def digest_of(comparison: Comparison, *sides: Collection[str]) -> str:
    """64 hexadecimal digits over every claim with its values and the fingerprints of the sides."""
    claims = [*comparison.speaking_for, *comparison.speaking_against, *comparison.neutral, *comparison.missing]
    written = sorted(f"{claim.code}{sorted(claim.parameters.items())}" for claim in claims)
    return _digest((*written, *(mark for side in sides for mark in ("", *sorted(side)))))


def _normal(prop: str, value: str) -> str:
    if prop == "phone":
        return phone.normalize(value) or value
    if prop == "email":
        return email.normalize(value) or value
    if prop == "iban":
        return iban.normalize(value) or value
    if prop == "birthDate":
        return repr(read_date(value) or value)
    number, issuer = document.normalize(value), document.issuer(value)
    return f"{number}:{issuer or ''}" if number else value


def _digest(parts: Iterable[str]) -> str:
    return salted_hmac("jisr.knowledge.identifying", "\x1f".join(parts), algorithm="sha256").hexdigest()
