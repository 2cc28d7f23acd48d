"""When a partner was last heard of. No ledger entry: nothing is decided and nobody reads anything."""

from datetime import datetime

from jisr.station.partners.models import PartnerStation


def note_contact(station_id: str, at: datetime, ok: bool) -> None:
    """Remember that the partner answered, or did not."""
    changes: dict[str, object] = {"last_attempt_at": at, "last_attempt_failed": not ok}
    if ok:
        changes["last_contact_at"] = at
    PartnerStation.objects.filter(pk=station_id).update(**changes)
