"""Deciding on findings: accepted, rejected, put back. Only what is accepted becomes knowledge."""

from collections.abc import Collection, Sequence
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from jisr.core.extraction import FindingKind
from jisr.core.handling import DataCategory, SpecialCategory
from jisr.core.statements import Basis, Statement
from jisr.station.intake.claims import Claim, claim_of
from jisr.station.intake.models import FindingRecord, FindingState, Portion, Report
from jisr.station.intake.problems import (
    CategoryMissingError,
    ClaimNotPossibleError,
    FindingDecidedError,
    FindingNotFoundError,
    ReportNotFoundError,
    WordsNotFoundError,
)
from jisr.station.intake.services.corrections import correct_report
from jisr.station.intake.signals import finding_decided
from jisr.station.knowledge import queries as known
from jisr.station.knowledge import services as knowledge
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.web.problems import Problem

BY_HAND = "by hand"
_UNDONE = "decision on the finding undone"


class Decision(StrEnum):
    """What a person decides about a finding."""

    ACCEPT = "accept"
    REJECT = "reject"
    UNDO = "undo"


@transaction.atomic
def decide_finding(
    actor: Actor,
    finding_id: UUID,
    decision: Decision | str,
    *,
    claim: str = "",
    entity_id: UUID | None = None,
    category: DataCategory | None = None,
    basis: Basis = Basis.FACT,
    special: Collection[SpecialCategory] = (),
) -> UUID | None:
    """Accept, reject or undo; the id of the statement where accepting made one.

    A name, an account or a plate begins an entity of its own, or joins `entity_id`. What only says something about an
    entity (a nationality, a telephone number) becomes a statement when `entity_id` is given; without it the finding is
    accepted as part of the report alone.

    Args:
        claim: "Schema.property"; "" = the usual one for the kind.
        category: of the person it is about; None = as this person stands in the report already, or else as the report
            says of all its persons.
        special: what the analyst says of that person (minor, journalist ...); never inferred.

    Raises:
        CategoryMissingError: it is about a person of whom no category is stated anywhere.
        FindingNotFoundError, FindingDecidedError, ClaimNotPossibleError; ValueFormatError of the knowledge room.
    """
    row = FindingRecord.objects.select_for_update(of=("self",)).select_related("report", "portion")
    finding = row.filter(id=finding_id).first()
    if finding is None:
        raise FindingNotFoundError
    chosen = Decision(decision)
    if chosen is Decision.UNDO:
        _undo(actor, finding)
    elif finding.state != FindingState.PROPOSED:
        raise FindingDecidedError
    elif chosen is Decision.REJECT:
        _decide(actor, finding, FindingState.REJECTED)
    else:
        _accept(actor, finding, _claim(finding, claim, entity_id), entity_id, category, basis, special)
    record(actor, Act.ALTERATION, "finding", str(finding.id), decision=chosen.value, detail={"kind": finding.kind})
    finding_decided.send(
        sender=FindingRecord, report_id=finding.report_id, finding_id=finding.id, state=finding.state, actor=actor
    )
    return finding.statement_id


@transaction.atomic
def decide_all(
    actor: Actor,
    report_id: UUID,
    decision: Decision | str,
    finding_ids: Sequence[UUID] | None = None,
    *,
    category: DataCategory | None = None,
) -> int:
    """Accept or reject every proposed finding of a report, or those named; how many were decided.

    A finding whose value does not fit stays proposed, so that one wrong telephone number does not hold up the rest.

    Args:
        category: becomes that of the report's persons, where nobody says otherwise of one of them.

    Raises:
        CategoryMissingError: a person is among them and no category is stated; then nothing is decided.
    """
    if category is not None and Report.objects.exclude(category=category.value).filter(id=report_id).exists():
        correct_report(actor, report_id, category=category)
    rows = FindingRecord.objects.filter(report_id=report_id, state=FindingState.PROPOSED)
    if finding_ids is not None:
        rows = rows.filter(id__in=finding_ids)
    decided = 0
    for identifier in list(rows.values_list("id", flat=True)):
        try:
            with transaction.atomic():
                decide_finding(actor, identifier, decision)
        except CategoryMissingError:
            raise
        except Problem:
            continue
        decided += 1
    return decided


@transaction.atomic
def add_finding(actor: Actor, report_id: UUID, kind: FindingKind, words: str, portion_id: UUID | None = None) -> UUID:
    """Propose words that no extractor found, where they first stand in the report; the finding's id.

    Raises:
        ReportNotFoundError, WordsNotFoundError.
    """
    portions = Portion.objects.filter(report_id=report_id).select_related("report").order_by("ordinal")
    if not portions:
        raise ReportNotFoundError
    wanted = words.strip()
    for portion in portions:
        start = portion.text.find(wanted) if wanted and portion_id in (None, portion.id) else -1
        if start < 0:
            continue
        overlapping = portion.findings.filter(start__lt=start + len(wanted), end__gt=start)
        overlapping.filter(state=FindingState.PROPOSED).delete()
        if overlapping.filter(state=FindingState.ACCEPTED).exists():
            raise FindingDecidedError
        overlapping.delete()
        finding = FindingRecord.objects.create(
            report_id=report_id, portion=portion, kind=kind.value, start=start, end=start + len(wanted), text=wanted,
            value=" ".join(wanted.split()), lang=portion.language, extractor=BY_HAND,
        )  # fmt: skip
        record(actor, Act.ALTERATION, "finding", str(finding.id), decision="added", detail={"kind": kind.value})
        return finding.id
    raise WordsNotFoundError


def _claim(finding: FindingRecord, code: str, entity_id: UUID | None) -> Claim | None:
    """The claim to be made; None where the finding only marks the report."""
    claim = claim_of(FindingKind(finding.kind), code, has_entity=entity_id is not None)
    asks_for_one = bool(code) or entity_id is not None
    if claim is None and asks_for_one:
        raise ClaimNotPossibleError
    if claim is not None and claim.needs_entity and entity_id is None:
        raise ClaimNotPossibleError
    return claim


def _accept(
    actor: Actor,
    finding: FindingRecord,
    claim: Claim | None,
    entity_id: UUID | None,
    category: DataCategory | None,
    basis: Basis,
    special: Collection[SpecialCategory],
) -> None:
    if claim is not None:
        report = finding.report
        entity = known.canonical_of(entity_id) if entity_id is not None else None
        if entity_id is not None and entity is None:
            raise ClaimNotPossibleError
        finding.statement_id = knowledge.accept_finding(
            actor,
            report_id=report.id,
            finding={"text": finding.text, "value": finding.value, "lang": finding.lang},
            entity_id=entity,
            schema=claim.schema,
            prop=claim.prop,
            grade=report.given_grade(),
            handling=finding.portion.own_handling(),
            source=report.source.code_name,
            category=_category(finding, claim, entity, category),
            basis=basis,
            seen_at=report.received_at,
            special=special,
            lineage=knowledge.lineage_of(report.origin_word),
        )
        stored = known.statement_record(finding.statement_id)
        finding.entity_id = stored.canonical_id if stored is not None else None
    _decide(actor, finding, FindingState.ACCEPTED)


def _category(
    finding: FindingRecord, claim: Claim, entity: UUID | None, given: DataCategory | None
) -> DataCategory | None:
    """The category stated: for this finding, for the same person in the report, for the report; in this order."""
    if given is not None or not claim.may_be_personal:
        return given
    stated = {
        one.category
        for one in known.statements_of_report(finding.report_id)
        if one.category is not None and one.schema == claim.schema and _is_same(one, finding, entity)
    }
    category = stated.pop() if len(stated) == 1 else finding.report.given_category()
    if category is None and claim.is_about_person:
        raise CategoryMissingError
    return category


def _is_same(statement: Statement, finding: FindingRecord, entity: UUID | None) -> bool:
    """Whether a statement is about whom the finding is about: the entity named, or else one of the same name."""
    return statement.entity_id == str(entity) if entity else statement.value == finding.value


def _undo(actor: Actor, finding: FindingRecord) -> None:
    if finding.statement_id is not None:
        knowledge.retract_statements(actor, [finding.statement_id], _UNDONE)
    finding.state = FindingState.PROPOSED
    finding.statement_id = finding.entity_id = finding.decided_at = None
    finding.decided_by = ""
    finding.save()


def _decide(actor: Actor, finding: FindingRecord, state: FindingState) -> None:
    finding.state = state
    finding.decided_at, finding.decided_by = timezone.now(), actor.name
    finding.save()
