"""Writes of own statements: accept, record, edit, retract, restore. Each is one transaction and one ledger entry."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import DataCategory, Handling, SpecialCategory
from jisr.core.statements import Basis, Grade, Statement
from jisr.station.knowledge.models import StatementRecord, StatementState
from jisr.station.knowledge.rows import grade_of, handling_of, row_of, set_grade, set_handling
from jisr.station.knowledge.services.confirmation import require_independent
from jisr.station.knowledge.services.identities import EntityNotFoundError, propose_for_entities, propose_later
from jisr.station.knowledge.services.judgements import gather_strays_after
from jisr.station.knowledge.services.lineages import author_of, lineage_of
from jisr.station.knowledge.services.projections import refresh_profiles
from jisr.station.knowledge.vocabulary import NAME_PROPERTIES, ValueFormatError, normalize_value
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, prepare, record, record_many
from jisr.station.web.ids import new_id
from jisr.station.web.problems import Problem


class StatementNotFoundError(Problem):
    def __init__(self) -> None:
        super().__init__("statement_not_found", _("There is no such statement."), status=404)


class StatementNotOwnError(Problem):
    """Only its originator may change what a received statement says."""

    def __init__(self) -> None:
        super().__init__(
            "statement_not_own",
            _("This statement came from a partner: only its originator can correct it. Ask in the thread."),
            status=409,
        )


class StatementEndedError(Problem):
    """The statement no longer stands, or can't be brought back."""

    def __init__(self) -> None:
        super().__init__("statement_ended", _("This statement can no longer be changed."), status=409)


class ReasonMissingError(Problem):
    def __init__(self) -> None:
        super().__init__("reason_missing", _("Say why: the reason is kept with the statement."), field="reason")


@transaction.atomic
def accept_finding(
    actor: Actor,
    *,
    report_id: UUID,
    finding: Mapping[str, Any],
    entity_id: UUID | None,
    schema: str,
    prop: str,
    grade: Grade | None,
    handling: Handling,
    source: str,
    category: DataCategory | None,
    basis: Basis = Basis.FACT,
    seen_at: datetime | None = None,
    special: Collection[SpecialCategory] = (),
    lineage: str = "",
) -> UUID:
    """Turn what an analyst confirmed in a report into a statement; its id.

    Without `entity_id` the claim joins the entity of the same report that bears the same name, or begins a new one.
    Entities already known under a like name are proposed as the same at once.

    Args:
        special: what the analyst says of the person it is about.
        lineage: id of the origin it goes back to, as `lineage_of` mints it.

    Raises:
        ValueFormatError: the finding's value does not fit the property.
    """
    text = str(finding.get("text") or finding["value"])
    value = normalize_value(schema, prop, str(finding.get("value") or text))
    entity = entity_id or _named_in_report(report_id, schema, prop, value) or new_id()
    row = _new_row(
        actor, entity, schema, prop, value, original=text, lang=str(finding.get("lang") or ""), grade=grade,
        handling=handling, source=source, category=category, basis=basis, seen_at=seen_at, special=special,
    )  # fmt: skip
    row.lineage = lineage
    row.report_id = report_id
    row.save(force_insert=True)
    refresh_profiles([row.canonical_id])
    propose_for_entities(actor, [row.canonical_id], occasion=f"report:{report_id}")
    record(actor, Act.COLLECTION, "statement", str(row.id), detail={"prop": prop, "schema": schema})
    return row.id


@transaction.atomic
def record_statement(
    actor: Actor,
    *,
    entity_id: UUID | None,
    schema: str,
    prop: str,
    value: str,
    grade: Grade | None,
    handling: Handling,
    source: str,
    category: DataCategory | None,
    basis: Basis,
    lang: str = "",
    expires: date | None = None,
    special: Collection[SpecialCategory] = (),
) -> UUID:
    """Record one claim by hand, about a known entity or (entity_id None) a new one; the statement's id.

    Raises:
        ValueFormatError: the value does not fit the property.
        EntityNotFoundError: nothing was ever said about this entity.
    """
    if entity_id is not None and not StatementRecord.objects.filter(entity_id=entity_id).exists():
        raise EntityNotFoundError
    normal = normalize_value(schema, prop, value)
    row = _new_row(
        actor, entity_id or new_id(), schema, prop, normal, original=value.strip(), lang=lang, grade=grade,
        handling=handling, source=source, category=category, basis=basis, special=special,
    )  # fmt: skip
    row.expires = expires
    row.lineage = lineage_of(f"source:{source}") if source else ""
    set_handling(row, handling)
    row.save(force_insert=True)
    refresh_profiles([row.canonical_id])
    propose_for_entities(actor, [row.canonical_id], occasion=f"statement:{row.id}")
    record(actor, Act.COLLECTION, "statement", str(row.id), detail={"prop": prop, "schema": schema})
    return row.id


@transaction.atomic
def edit_statement(actor: Actor, statement_id: UUID, reason: str, changes: Mapping[str, Any]) -> UUID:
    """Let a new statement supersede one of our own; the new one's id.

    Args:
        changes: any of value, lang, grade, handling, source, category, basis, expires, special.

    Raises:
        NotIndependentError: it is to be raised to "confirmed", and nothing independent bears it out.
        StatementNotFoundError, StatementNotOwnError, StatementEndedError, ReasonMissingError, ValueFormatError.
    """
    old = _own_standing(statement_id)
    value = str(changes.get("value", old.value))
    row = StatementRecord.objects.get(pk=old.pk)
    row.pk = row.id = new_id()
    row.origin_id, row.supersedes = row.id, old.id
    row.value = normalize_value(old.schema, old.prop, value) if value != old.value else old.value
    row.original_value = value if value != old.value else old.original_value
    for name in ("lang", "source", "expires"):
        setattr(row, name, changes.get(name, getattr(old, name)))
    row.category = str(changes.get("category", old.category) or "")
    row.basis = str(changes.get("basis", old.basis))
    row.special = sorted(changes.get("special", old.special))
    row.author = author_of(actor, Basis(row.basis)) if row.basis != old.basis else old.author
    grade = changes.get("grade", grade_of(old))
    require_independent(old, grade)
    set_grade(row, grade)
    set_handling(row, changes.get("handling", handling_of(old)))
    row.recorded_at = row.last_confirmed = timezone.now()
    row.recorded_by = actor.name
    _end(actor, [old], StatementState.SUPERSEDED, reason)
    row.save(force_insert=True)
    refresh_profiles([row.canonical_id])
    propose_for_entities(actor, [row.canonical_id], occasion=f"statement:{row.id}")
    record(actor, Act.ALTERATION, "statement", str(old.id), detail={"superseded_by": str(row.id)})
    return row.id


@transaction.atomic
def retract_statements(actor: Actor, ids: Sequence[UUID], reason: str) -> int:
    """Let statements no longer stand; own or received ones, whose content stays on the record. How many ended.

    Raises:
        ReasonMissingError: no reason given.
    """
    rows = list(StatementRecord.objects.select_for_update().filter(id__in=ids, state=StatementState.STANDING))
    _end(actor, rows, StatementState.RETRACTED, reason)
    refresh_profiles(row.canonical_id for row in rows)
    record_many([prepare(actor, Act.ALTERATION, "statement", str(row.id), decision="retracted") for row in rows])
    return len(rows)


@transaction.atomic
def restore_statement(actor: Actor, statement_id: UUID) -> None:
    """Undo a retraction or an edit: the statement stands again, its successor no longer.

    Raises:
        StatementNotFoundError: no such statement.
        StatementEndedError: it was recalled, has expired or is erased.
    """
    row = StatementRecord.objects.select_for_update().filter(id=statement_id).first()
    if row is None:
        raise StatementNotFoundError
    if row.state not in (StatementState.RETRACTED, StatementState.SUPERSEDED):
        raise StatementEndedError
    successors = list(
        StatementRecord.objects.select_for_update().filter(supersedes=row.id, state=StatementState.STANDING)
    )
    if row.state == StatementState.SUPERSEDED and not successors:
        raise StatementEndedError
    _end(actor, successors, StatementState.RETRACTED, "undone")
    StatementRecord.objects.filter(id=row.id).update(
        state=StatementState.STANDING, ended_at=None, ended_by="", end_reason=""
    )
    refresh_profiles([row.canonical_id])
    record(actor, Act.ALTERATION, "statement", str(row.id), decision="restored")


@transaction.atomic
def add_statements(actor: Actor, statements: Iterable[Statement], *, occasion: str = "") -> int:
    """Add many own statements at once, as from a list; how many were new.

    A statement whose id is already known is left as it stands, so a list may be imported again. Values are taken as
    given: the importer has checked them. The worker looks for same identities afterwards. `occasion` names the import
    in the ledger, e.g. "import:<uuid>".
    """
    rows = [row_of(statement, recorded_by=actor.name) for statement in statements]
    known = set(StatementRecord.objects.filter(id__in=[row.id for row in rows]).values_list("id", flat=True))
    fresh = list({row.id: row for row in rows if row.id not in known}.values())
    if not fresh:
        return 0
    _join_judged(fresh)
    StatementRecord.objects.bulk_create(fresh, batch_size=1000)
    touched = {row.canonical_id for row in fresh}
    refresh_profiles(touched)
    propose_later(touched, occasion)
    record(actor, Act.COLLECTION, "statements", occasion or str(fresh[0].id), detail={"count": len(fresh)})
    return len(fresh)


def _join_judged(rows: Sequence[StatementRecord]) -> None:
    """New claims about an entity already judged the same as another go where its other claims are."""
    entities = {row.entity_id for row in rows}
    canonical = dict(
        StatementRecord.objects.filter(entity_id__in=entities).values_list("entity_id", "canonical_id").distinct()
    )
    for row in rows:
        row.canonical_id = canonical.get(row.entity_id, row.entity_id)
    if canonical:
        gather_strays_after(canonical)


def _new_row(
    actor: Actor,
    entity_id: UUID,
    schema: str,
    prop: str,
    value: str,
    *,
    original: str,
    lang: str,
    grade: Grade | None,
    handling: Handling,
    source: str,
    category: DataCategory | None,
    basis: Basis,
    seen_at: datetime | None = None,
    special: Collection[SpecialCategory] = (),
) -> StatementRecord:
    now, identifier = timezone.now(), new_id()
    row = StatementRecord(
        id=identifier, origin_id=identifier, entity_id=entity_id, canonical_id=entity_id,
        origin_entity_id=entity_id, schema=schema, prop=prop, value=value, original_value=original, lang=lang,
        source=source, category=category.value if category else "", basis=basis.value, first_seen=seen_at or now,
        special=sorted(special), author=author_of(actor, basis),
        last_confirmed=seen_at or now, recorded_at=now, recorded_by=actor.name,
    )  # fmt: skip
    set_grade(row, grade)
    set_handling(row, handling)
    _join_judged([row])
    return row


def _named_in_report(report_id: UUID, schema: str, prop: str, value: str) -> UUID | None:
    if prop not in NAME_PROPERTIES:
        return None
    return (
        StatementRecord.objects.filter(
            report_id=report_id, schema=schema, prop__in=NAME_PROPERTIES, value=value, state=StatementState.STANDING
        )
        .values_list("entity_id", flat=True)
        .first()
    )


def _own_standing(statement_id: UUID) -> StatementRecord:
    row = StatementRecord.objects.select_for_update().filter(id=statement_id).first()
    if row is None:
        raise StatementNotFoundError
    if row.is_received:
        raise StatementNotOwnError
    if not row.is_standing:
        raise StatementEndedError
    return row


def _end(actor: Actor, rows: Sequence[StatementRecord], state: StatementState, reason: str) -> None:
    if not reason.strip():
        raise ReasonMissingError
    StatementRecord.objects.filter(id__in=[row.id for row in rows]).update(
        state=state, ended_at=timezone.now(), ended_by=actor.name, end_reason=reason.strip()
    )


__all__ = [
    "ReasonMissingError",
    "StatementEndedError",
    "StatementNotFoundError",
    "StatementNotOwnError",
    "ValueFormatError",
    "accept_finding",
    "add_statements",
    "edit_statement",
    "record_statement",
    "restore_statement",
    "retract_statements",
]
