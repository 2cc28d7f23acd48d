"""Statements that came from partners: store, amend, quarantine, erase. They stay under their originator's handling.

A partner chooses neither the ids under which its statements are kept here nor the entity they are about: its entity
ids are kept apart from ours by deriving ours from them, so that no claim lands on one of our entities unless a
person judges the two to be the same.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from jisr.core.statements import Statement
from jisr.station.knowledge.models import StatementRecord, StatementState
from jisr.station.knowledge.partner_ids import kept_entity_id
from jisr.station.knowledge.queries.origins import own_lineages
from jisr.station.knowledge.rows import row_of
from jisr.station.knowledge.services.identities import propose_for_entities, propose_later
from jisr.station.knowledge.services.judgements import gather_strays_after
from jisr.station.knowledge.services.projections import forget_text, refresh_profiles
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, prepare, record, record_many
from jisr.station.vault.services import destroy_keys

_STATEMENTS_OF_PARTNERS = UUID("b1b8f1de-6a5e-5d7c-8d0c-4f6a2b1c9e22")
_RECALLABLE = (StatementState.STANDING, StatementState.RETRACTED, StatementState.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class ReceivedStatements:
    """Statements of one opened dispatch. sender: the station whose signature was verified."""

    dispatch_id: UUID
    sender: str
    statements: Sequence[Statement]


def store_received(actor: Actor, dispatch_id: UUID, originator: str, statements: Sequence[Statement]) -> list[UUID]:
    """Store what one dispatch says; the ids under which it is kept. A second delivery changes nothing."""
    return store_received_many(actor, [ReceivedStatements(dispatch_id, originator, statements)])


@transaction.atomic
def store_received_many(actor: Actor, dispatches: Sequence[ReceivedStatements]) -> list[UUID]:
    """Store the statements of many dispatches with few queries; the ids under which they are kept."""
    rows = [_received_row(actor, dispatch, statement) for dispatch in dispatches for statement in dispatch.statements]
    fresh = _unknown(rows)
    if not fresh:
        return []
    _follow_judgements(fresh)
    StatementRecord.objects.bulk_create(fresh, batch_size=1000)
    touched = {row.canonical_id for row in fresh}
    refresh_profiles(touched)
    if len(dispatches) == 1:
        propose_for_entities(actor, touched, occasion=f"dispatch:{dispatches[0].dispatch_id}")
    else:
        propose_later(touched, occasion="dispatches")
    brought = Counter(row.dispatch_id for row in fresh)
    record_many(
        [
            prepare(actor, Act.COLLECTION, "dispatch", str(dispatch_id), detail={"statements": count})
            for dispatch_id, count in brought.items()
        ]
    )
    return [row.id for row in fresh]


@transaction.atomic
def amend_received(
    actor: Actor, dispatch_id: UUID, replaced_ids: Sequence[UUID], statements: Sequence[Statement], *,
    correction_id: UUID | None = None,
) -> list[UUID]:  # fmt: skip
    """Put corrected statements in the place of those of an earlier dispatch; the new ids.

    What was wrong is emptied: its originator no longer stands by it, and only the fact of the correction is kept.

    Args:
        dispatch_id: the dispatch that brought the wrong statements.
        replaced_ids: their ids as they travelled; ids that this dispatch did not bring are left alone.
        correction_id: the dispatch that brought the correction; default: the corrected one.
    """
    replaced = list(_brought_by(dispatch_id, replaced_ids))
    if not replaced:
        return []
    _erase(actor, replaced, "corrected_by_originator")
    sender = replaced[0].received_from
    successors = {row.origin_id: row.id for row in replaced}
    brought = ReceivedStatements(correction_id or dispatch_id, sender, statements)
    rows = _unknown([_received_row(actor, brought, statement) for statement in statements])
    for row, predecessor in zip(rows, _predecessors(replaced, rows), strict=True):
        row.supersedes = predecessor
    _follow_judgements(rows)
    StatementRecord.objects.bulk_create(rows)
    refresh_profiles({row.canonical_id for row in (*replaced, *rows)})
    propose_for_entities(actor, {row.canonical_id for row in rows}, occasion=f"dispatch:{brought.dispatch_id}")
    record(
        actor, Act.ALTERATION, "dispatch", str(dispatch_id), decision="amended",
        detail={"replaced": len(successors), "statements": len(rows)},
    )  # fmt: skip
    return [row.id for row in rows]


@transaction.atomic
def quarantine_received(actor: Actor, dispatch_id: UUID, statement_ids: Sequence[UUID] | None = None) -> list[UUID]:
    """Stop all use of statements of a dispatch at once (None: all of them); ids as they travelled."""
    rows = list(_brought_by(dispatch_id, statement_ids).filter(state__in=_RECALLABLE))
    StatementRecord.objects.filter(id__in=[row.id for row in rows]).update(
        state=StatementState.QUARANTINED, ended_at=timezone.now(), ended_by=actor.name,
        end_reason="recalled_by_originator",
    )  # fmt: skip
    if statement_ids is None:
        forget_text(f"dispatch:{dispatch_id}")
    refresh_profiles(row.canonical_id for row in rows)
    record(
        actor, Act.ALTERATION, "dispatch", str(dispatch_id), decision="quarantined", detail={"statements": len(rows)}
    )
    return [row.origin_id for row in rows]


@transaction.atomic
def erase_received(
    actor: Actor, dispatch_id: UUID, statement_ids: Sequence[UUID] | None = None, reason: str = ""
) -> list[UUID]:
    """Empty statements of a dispatch for good (None: all of them); ids as they travelled, for the certificate."""
    rows = list(_brought_by(dispatch_id, statement_ids).exclude(state=StatementState.ERASED))
    _erase(actor, rows, reason or "erased_for_originator")
    if statement_ids is None:
        forget_text(f"dispatch:{dispatch_id}")
    refresh_profiles(row.canonical_id for row in rows)
    record(actor, Act.ERASURE, "dispatch", str(dispatch_id), decision="erased", detail={"statements": len(rows)})
    return [row.origin_id for row in rows]


def _received_row(actor: Actor, dispatch: ReceivedStatements, statement: Statement) -> StatementRecord:
    row = row_of(statement, recorded_by=actor.name)
    row.dispatch_id, row.received_from, row.report_id = dispatch.dispatch_id, dispatch.sender, None
    row.entity_id = kept_entity_id(dispatch.sender, row.origin_entity_id)
    row.canonical_id = row.entity_id
    return row


def _unknown(rows: Iterable[StatementRecord]) -> list[StatementRecord]:
    """Rows not yet held from this sender; an id that somebody else's statement bears here gives way to a derived one.

    Our own statements coming back, under their ids or only under a lineage of ours, are not new either: stored again,
    they would look like a second source.
    """
    unique = {(row.received_from, row.dispatch_id, row.origin_id): row for row in rows}
    origin_ids = {row.origin_id for row in unique.values()}
    held = StatementRecord.objects.filter(origin_id__in=origin_ids)
    known = set(held.values_list("received_from", "dispatch_id", "origin_id"))
    own = set(held.filter(received_from="").values_list("id", "originator"))
    taken = set(StatementRecord.objects.filter(id__in=origin_ids).values_list("id", flat=True))
    ours = own_lineages(row.lineage for row in unique.values())
    fresh = [
        row
        for key, row in unique.items()
        if key not in known and (row.origin_id, row.originator) not in own and row.lineage not in ours
    ]
    for row in fresh:
        if row.id in taken:
            row.id = uuid5(_STATEMENTS_OF_PARTNERS, f"{row.received_from}:{row.dispatch_id}:{row.origin_id}")
        taken.add(row.id)
    return fresh


def _follow_judgements(rows: Sequence[StatementRecord]) -> None:
    entities = {row.entity_id for row in rows}
    known = StatementRecord.objects.filter(entity_id__in=entities).values_list("entity_id", "canonical_id").distinct()
    canonical = dict(known)
    for row in rows:
        row.canonical_id = canonical.get(row.entity_id, row.entity_id)
    if canonical:
        gather_strays_after(canonical)


def _brought_by(dispatch_id: UUID, statement_ids: Sequence[UUID] | None) -> QuerySet[StatementRecord]:
    rows = StatementRecord.objects.select_for_update().filter(dispatch_id=dispatch_id).exclude(received_from="")
    return rows if statement_ids is None else rows.filter(origin_id__in=statement_ids)


def _erase(actor: Actor, rows: Sequence[StatementRecord], reason: str) -> None:
    StatementRecord.objects.filter(id__in=[row.id for row in rows]).update(
        value="", original_value="", source="", state=StatementState.ERASED, ended_at=timezone.now(),
        ended_by=actor.name, end_reason=reason,
    )  # fmt: skip
    destroy_keys(actor, [row.id for row in rows], reason)


def _predecessors(replaced: Sequence[StatementRecord], rows: Sequence[StatementRecord]) -> list[UUID | None]:
    """For each new row the erased one it corrects: same entity and property, each used once."""
    free: dict[tuple[UUID, str], list[UUID]] = defaultdict(list)
    for row in replaced:
        free[row.origin_entity_id, row.prop].append(row.id)
    return [waiting.pop(0) if (waiting := free.get((row.origin_entity_id, row.prop))) else None for row in rows]
