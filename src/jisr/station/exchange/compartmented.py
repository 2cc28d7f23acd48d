"""How dispatches are named when they are put into a compartment, and for what they are read."""

from uuid import UUID

from jisr.station.accounts.purposes import purpose_from
from jisr.station.compartments import references
from jisr.station.exchange.models import Consent, Delivery, DispatchRecord, Obligation


def connect() -> None:
    references.register("dispatch", references.Kind(find_dispatch, describe_dispatch, "exchange:dispatch"))
    for name in ("record_id", "dispatch_id", "request_id", "thread", "thread_id"):
        purpose_from(name, _purpose_of_dispatch)
    purpose_from("delivery_id", lambda key: _purpose_of_part(Delivery.objects.filter(pk=key).first()))
    purpose_from("obligation_id", lambda key: _purpose_of_part(Obligation.objects.filter(pk=key).first()))
    purpose_from("consent_id", lambda key: _purpose_of_part(Consent.objects.filter(pk=key).first()))


def find_dispatch(text: str) -> UUID | None:
    try:
        wanted = DispatchRecord.objects.filter(pk=UUID(text))
    except ValueError:
        return None
    return wanted.values_list("pk", flat=True).first()


def describe_dispatch(record_id: UUID) -> str:
    record = DispatchRecord.objects.filter(pk=record_id).first()
    return (record.title or f"{record.kind} {record.sender}") if record else ""


def _purpose_of_dispatch(key: str) -> str:
    """By its id, or the oldest of a thread that has one."""
    rows = DispatchRecord.objects.exclude(purpose="")
    found = rows.filter(pk=key) | rows.filter(thread=key)
    return found.order_by("time").values_list("purpose", flat=True).first() or ""


def _purpose_of_part(part: Delivery | Obligation | Consent | None) -> str:
    return part.record.purpose if part else ""
