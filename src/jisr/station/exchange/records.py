"""Between rows and values: what a stored dispatch said, and rows for new ones."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

import orjson
from django.conf import settings
from django.db import connection

from jisr.core.handling import Handling
from jisr.core.sealing import Dispatch, DispatchKind, SealingPolicy, StationKeys
from jisr.core.sealing.encoding import b64decode
from jisr.station.exchange.bodies import CheckedBody, known_handling
from jisr.station.exchange.models import Direction, DispatchRecord, DispatchState
from jisr.station.partners import queries as partners
from jisr.station.vault.blinding import word_tokens

_LOCAL_IDS = UUID("9f2b0a61-5d0c-5c3e-8a0a-0f6d6f2b7a10")


def own_keys() -> StationKeys:
    """This station's private keys, as they are on disk now."""
    keys: StationKeys = settings.HOME.keys
    return keys


def own_policy() -> SealingPolicy:
    """What this station accepts and sends."""
    return SealingPolicy(minimum_strength_of=partners.minimum_strengths())


def body_of(record: DispatchRecord) -> Mapping[str, Any]:
    """The body as it was signed, or what is left of it once parts were erased; empty once all of it is."""
    if record.remaining is not None:
        left: Mapping[str, Any] = record.remaining
        return left
    body: Mapping[str, Any] = payload_of(bytes(record.signed_bytes)).get("body", {})
    return body


def payload_of(signed_bytes: bytes) -> dict[str, Any]:
    """The signed payload of stored bytes (verified when they were stored)."""
    parts = signed_bytes.split(b".")
    if len(parts) != 3:
        return {}
    payload: dict[str, Any] = orjson.loads(b64decode(parts[1]))
    return payload


def handling_of(record: DispatchRecord) -> Handling:
    """The conditions of the whole."""
    return known_handling(record.handling)


def store_ledger_indexes(indexes: Mapping[UUID, int]) -> None:
    """Put the place of each dispatch's ledger entry into its row, with one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_STORE_INDEXES, [list(indexes), list(indexes.values())])


# The ledger gives places last in a transaction, when the rows are there already.
_STORE_INDEXES = """
UPDATE exchange_dispatch AS dispatch SET ledger_index = new.place
FROM unnest(%s::uuid[], %s::bigint[]) AS new (id, place)
WHERE dispatch.id = new.id
"""


def local_id(dispatch_id: UUID, sender: str, taken: Iterable[UUID]) -> UUID:
    """The travelling id, or where another partner's dispatch has it already, one derived from it and the sender."""
    return uuid5(_LOCAL_IDS, f"{sender}:{dispatch_id}") if dispatch_id in set(taken) else dispatch_id


def new_row(
    dispatch: Dispatch,
    body: CheckedBody,
    handling: Handling,
    *,
    record_id: UUID,
    direction: Direction,
    digest: str,
    signed_bytes: bytes,
    suite: str,
    about: UUID | None,
    now: datetime,
    by: str,
    subject: str = "",
    due: datetime | None = None,
    state: DispatchState = DispatchState.STANDING,
) -> DispatchRecord:
    """A row for a dispatch that is about to be stored."""
    return DispatchRecord(
        id=record_id,
        dispatch_id=UUID(dispatch.id),
        direction=direction,
        kind=dispatch.kind.value,
        sender=dispatch.sender,
        recipients=list(dispatch.recipients),
        thread=UUID(dispatch.thread),
        refers_to=UUID(dispatch.refers_to) if dispatch.refers_to else None,
        about=about,
        time=dispatch.time,
        purpose=dispatch.purpose or "",
        title=body.title,
        title_words=word_tokens(body.title),
        held_until=handling.retain_until,
        classification=handling.classification.value,
        handling=handling.to_json(),
        digest=digest,
        suite=suite,
        signed_bytes=signed_bytes,
        subject=subject,
        due=due or body.due,
        state=state,
        stored_at=now,
        stored_by=by,
    )


#: Kinds that carry no information of their own and wear the least marking unless told otherwise.
SERVICE_KINDS = frozenset({DispatchKind.CARD, DispatchKind.REVOCATION, DispatchKind.CERTIFICATE})


def recalled_parts(row: DispatchRecord) -> frozenset[str]:
    """Ids, as they travelled, of its statements and portions that later dispatches took back or replaced."""
    changes = DispatchRecord.objects.filter(
        about=row.id,
        sender=row.sender,
        kind__in=[DispatchKind.RECALL, DispatchKind.CORRECTION],
        state=DispatchState.STANDING,
    )
    gone: set[str] = set()
    for change in changes:
        values = body_of(change)
        for name in ("statements", "portions", "replaces") if change.kind == DispatchKind.RECALL else ("replaces",):
            gone.update(item for item in values.get(name, []) if isinstance(item, str))
    return frozenset(gone)
