"""What the law may ask to be done with statements about a person: empty own ones, stop or resume their use."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from jisr.station.knowledge.models import StatementRecord, StatementState
from jisr.station.knowledge.services.projections import refresh_profiles
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, prepare, record_many
from jisr.station.vault import holds
from jisr.station.vault.problems import HeldProblem
from jisr.station.vault.services import destroy_keys

#: Why a statement that is quarantined for its subject may not be used.
RESTRICTED = "restricted_for_subject"
_USABLE = (StatementState.STANDING, StatementState.RETRACTED, StatementState.SUPERSEDED)


@transaction.atomic
def erase_own(actor: Actor, ids: Sequence[UUID], reason: str) -> list[UUID]:
    """Empty own statements for good, with those they superseded; the ids emptied.

    Raises:
        HeldProblem: one of them, or what it was taken from, is under a legal hold.
    """
    rows = _with_predecessors(ids)
    _refuse_held(rows)
    StatementRecord.objects.filter(id__in=[row.id for row in rows]).update(
        value="", original_value="", source="", state=StatementState.ERASED, ended_at=timezone.now(),
        ended_by=actor.name, end_reason=reason,
    )  # fmt: skip
    refresh_profiles(row.canonical_id for row in rows)
    destroy_keys(actor, [row.id for row in rows], "erased_for_subject")
    record_many([prepare(actor, Act.ERASURE, "statement", str(row.id), decision="erased") for row in rows])
    return [row.id for row in rows]


@transaction.atomic
def restrict_statements(actor: Actor, ids: Sequence[UUID]) -> list[UUID]:
    """Stop all use of statements, own or received, without erasing them; the ids of those stopped."""
    rows = list(StatementRecord.objects.select_for_update().filter(id__in=ids, state__in=_USABLE))
    StatementRecord.objects.filter(id__in=[row.id for row in rows]).update(
        state=StatementState.QUARANTINED, ended_at=timezone.now(), ended_by=actor.name, end_reason=RESTRICTED
    )
    refresh_profiles(row.canonical_id for row in rows)
    record_many([prepare(actor, Act.ALTERATION, "statement", str(row.id), decision="restricted") for row in rows])
    return [row.id for row in rows]


def _refuse_held(rows: Sequence[StatementRecord]) -> None:
    held = holds.held()
    reports, dispatches, statements = (held.get(kind, {}) for kind in ("report", "dispatch", "statement"))
    if any(row.id in statements or row.report_id in reports or row.dispatch_id in dispatches for row in rows):
        raise HeldProblem


def _with_predecessors(ids: Sequence[UUID]) -> list[StatementRecord]:
    found: dict[UUID, StatementRecord] = {}
    wanted = set(ids)
    own = StatementRecord.objects.select_for_update().filter(received_from="").exclude(state=StatementState.ERASED)
    while wanted:
        rows = list(own.filter(id__in=wanted))
        found |= {row.id: row for row in rows}
        wanted = {row.supersedes for row in rows if row.supersedes} - set(found)
    return list(found.values())
