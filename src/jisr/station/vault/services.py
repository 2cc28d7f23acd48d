"""Keys on the side of the database: made in batches, destroyed after the erasure is committed, orphans collected."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from jisr.station.ledger.actor import Actor, system_actor
from jisr.station.ledger.services import Act, record
from jisr.station.vault import records
from jisr.station.vault.models import ErasureCertificate, KeyDestruction
from jisr.station.vault.opening import key_ring

#: A key without a record is left alone for so long: its record may be on its way.
ORPHAN_AGE = timedelta(days=1)
_AT_ONCE = 5_000


def prepare_keys(kind: str, ids: Sequence[UUID]) -> None:
    """Make the keys of records about to be stored, all with one write of the key store."""
    if ids:
        key_ring().ensure(ids, kind)


def renew_key(kind: str, record_id: UUID) -> None:
    """From here on a record is sealed with a new key; call `destroy_keys(..., keeps_newest=True)` in the same act.

    Every sealed value of the record must be saved again in this transaction.
    """
    key_ring().renew(record_id, kind)


def destroy_keys(
    actor: Actor, ids: Sequence[UUID], reason: str, *, keeps_newest: bool = False, certificate: UUID | None = None
) -> None:
    """Destroy the keys of records once this transaction is committed; what they sealed is then gone everywhere.

    The order stands in the database, so that it is carried out even when the process dies in between.

    Args:
        reason: code, e.g. "retention_ended".
        keeps_newest: only keys older than the newest.
        certificate: the certificate of erasure that is to say when the keys were destroyed.
    """
    if not ids:
        return
    KeyDestruction.objects.create(
        records=list(ids),
        keeps_newest=keeps_newest,
        reason=reason,
        certificate=certificate,
        asked_at=timezone.now(),
        asked_by=actor.name,
    )
    transaction.on_commit(partial(finish_destructions, actor), robust=True)


def finish_destructions(actor: Actor | None = None) -> int:
    """Carry out what is ordered; how many keys were destroyed. Each order is entered in the ledger when it is done."""
    by = actor or system_actor("vault")
    destroyed = 0
    for identifier in list(KeyDestruction.objects.values_list("id", flat=True)):
        with transaction.atomic():
            order = KeyDestruction.objects.select_for_update(skip_locked=True).filter(pk=identifier).first()
            if order is None:
                continue
            count = key_ring().store.destroy(order.records, timezone.now(), all_but_newest=order.keeps_newest)
            order.delete()
            if order.certificate is not None:
                ErasureCertificate.objects.filter(pk=order.certificate).update(keys_destroyed_at=timezone.now())
            detail: dict[str, str | int] = {
                "records": len(order.records),
                "keys": count,
                "records_digest": digest_of(order.records),
            }
            record(by, Act.ERASURE, "record_keys", str(identifier), decision=order.reason, detail=detail)
        destroyed += count
    return destroyed


def collect_orphans() -> int:
    """Destroy keys whose record was never committed; how many."""
    before = timezone.now() - ORPHAN_AGE
    orphans = 0
    for kind, holder in records.kinds().items():
        ids = list(key_ring().store.live_before(kind, before))
        for start in range(0, len(ids), _AT_ONCE):
            part = ids[start : start + _AT_ONCE]
            lost = sorted(set(part) - holder(part))
            with transaction.atomic():
                destroy_keys(system_actor("vault"), lost, "record_never_stored")
            orphans += len(lost)
    return orphans


def records_without_keys(sample: int) -> int:
    """How many of the newest records that have sealed content have no key, nor had one."""
    missing = 0
    for newest in records.newest():
        ids = newest(sample)
        missing += len(set(ids) - key_ring().store.newest(ids).keys())
    return missing


def digest_of(ids: Sequence[UUID]) -> str:
    """SHA-256 over the sorted ids: says which they were to whoever has the list."""
    return sha256(b"".join(sorted(each.bytes for each in ids))).hexdigest()
