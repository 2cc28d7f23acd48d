"""How warnings are named when they are put into a compartment, and for what they are read."""

from uuid import UUID

from jisr.station.accounts.purposes import purpose_from
from jisr.station.compartments import references
from jisr.station.warnings.models import Recipient, Warning


def connect() -> None:
    references.register("warning", references.Kind(find_warning, describe_warning, "warnings:warning"))
    purpose_from("warning_id", _purpose_of)
    purpose_from("recipient_id", _purpose_of_recipient)


def find_warning(text: str) -> UUID | None:
    """By number or id."""
    try:
        wanted = Warning.objects.filter(pk=UUID(text))
    except ValueError:
        wanted = Warning.objects.filter(number=text.upper())
    return wanted.values_list("pk", flat=True).first()


def describe_warning(warning_id: UUID) -> str:
    warning = Warning.objects.filter(pk=warning_id).first()
    return f"{warning.number} · {warning.title}" if warning else ""


def _purpose_of(warning_id: str) -> str:
    return Warning.objects.filter(pk=warning_id).values_list("purpose", flat=True).first() or ""


def _purpose_of_recipient(recipient_id: str) -> str:
    recipient = Recipient.objects.filter(pk=recipient_id).select_related("warning").first()
    return recipient.warning.purpose if recipient else ""
