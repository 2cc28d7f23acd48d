"""Certificates of erasure: one ledger entry for many records, each of which can still be proved to be among them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from jisr.core.ledger import MerkleLog
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.vault.models import ErasureCertificate
from jisr.station.vault.services import destroy_keys
from jisr.station.web.ids import new_id

_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class ErasureProof:
    """That one id is among those of a certificate: RFC 9162 inclusion, leaf data = the id's 16 bytes."""

    certificate: UUID
    kind: str
    rule: str
    at: datetime
    ledger_index: int
    keys_destroyed_at: datetime | None
    index: int
    size: int
    root: str
    path: list[str]


def certify_erasure(
    actor: Actor, kind: str, ids: Collection[UUID], rule: str, *, keys: Collection[UUID] | None = None
) -> UUID:
    """Write the certificate of an erasure and order the keys destroyed, in the transaction that erases.

    Args:
        kind: noun of the records, "report", "dispatch", "statement".
        rule: code of the rule, e.g. "retention_ended".
        keys: records whose keys are destroyed; default: the erased ones.
    """
    ordered = sorted(ids)
    log = MerkleLog(each.bytes for each in ordered)
    root, now, identifier = log.root(len(ordered)).hex(), timezone.now(), new_id()
    detail: dict[str, str | int] = {"records": kind, "count": len(ordered), "root": root}
    alone = len(ordered) == 1
    entry = record(
        actor,
        Act.ERASURE,
        kind if alone else "erasure",
        str(ordered[0] if alone else identifier),
        decision=rule,
        detail={**detail, "certificate": str(identifier)},
    )
    ErasureCertificate.objects.create(
        id=identifier,
        kind=kind,
        rule=rule,
        count=len(ordered),
        ids=b"".join(each.bytes for each in ordered),
        root=root,
        at=now,
        by=actor.name,
        ledger_index=entry.index,
    )
    destroy_keys(actor, ordered if keys is None else list(keys), rule, certificate=identifier)
    return identifier


def certificates(rule: str = "", kind: str = "") -> QuerySet[ErasureCertificate]:
    """Certificates, newest first, without their ids."""
    rows = ErasureCertificate.objects.defer("ids")
    if rule:
        rows = rows.filter(rule=rule)
    return rows.filter(kind=kind) if kind else rows


def proof_of_erasure(record_id: UUID) -> ErasureProof | None:
    """The newest certificate that a record is in, with the proof; None when it was never certified."""
    rows = ErasureCertificate.objects.extra(where=["position(%s::bytea in ids) > 0"], params=[record_id.bytes])
    for row in rows:
        ids = [bytes(row.ids)[start : start + _ID_BYTES] for start in range(0, len(row.ids), _ID_BYTES)]
        if record_id.bytes in ids:
            index, log = ids.index(record_id.bytes), MerkleLog(ids)
            path = [digest.hex() for digest in log.inclusion_proof(index, len(ids))]
            return ErasureProof(
                row.id, row.kind, row.rule, row.at, row.ledger_index, row.keys_destroyed_at,
                index, len(ids), row.root, path,
            )  # fmt: skip
    return None
