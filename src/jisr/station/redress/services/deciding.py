"""Deciding: one person proposes what is to be done on which ground, a second one signs, and then it is done.

Nothing of a partner is handed out without its consent (third-party rule). What is under a legal hold is not erased.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.station.accounts.roles import Right
from jisr.station.exchange import services as exchanging
from jisr.station.knowledge import queries as knowledge
from jisr.station.knowledge.models import StatementRecord
from jisr.station.knowledge.vocabulary import ValueFormatError, normalize_value
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.redress.models import Case, Decision
from jisr.station.redress.problems import (
    ConsentMissing,
    OwnDecision,
    PieceMissing,
    ReasonMissing,
    RedressProblem,
)
from jisr.station.redress.queries.subjects import TELL_SUBJECT, consent_state, subject_entities, subject_texts
from jisr.station.redress.rules import rules
from jisr.station.redress.services.carrying_out import carry_out
from jisr.station.redress.services.opening import require_identity
from jisr.station.redress.services.people import open_case, require_person
from jisr.station.redress.services.refusals import whole_or_refused
from jisr.station.redress.vocabulary import GRANTING, NEUTRAL, DecisionState, Outcome
from jisr.station.vault import holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A decision as it is proposed. statements, texts: ids; `corrections`: new value by statement id."""

    outcome: str
    ground: str
    reasons: str
    statements: Sequence[UUID] = ()
    texts: Sequence[str] = ()
    corrections: Mapping[UUID, str] | None = None


@whole_or_refused
def propose(actor: Actor, case_id: UUID, proposal: Proposal) -> UUID:
    """Propose a decision on some statements and texts of the case, or on the whole; its id.

    Raises:
        IdentityUnchecked, ReasonMissing, PieceMissing; RedressProblem: `outcome_unknown`, `ground_unknown`,
        `not_searched`, `nothing_chosen`, `something_held`, `decided_already`, `correction_missing`.
    """
    user = require_person(actor)
    case = open_case(case_id)
    require_identity(case)
    _check(case, proposal)
    held = rules()
    corrections = _corrections(proposal)
    decision = Decision(
        case=case,
        outcome=proposal.outcome,
        items=_items(case, proposal),
        corrections=corrections,
        ground=proposal.ground,
        rules_version=held.version,
        reasons=proposal.reasons.strip(),
        proposed_by=actor.name,
        proposed_by_id=user,
        proposed_at=timezone.now(),
    )
    decision.save(force_insert=True)
    detail: dict[str, str | int] = {"kind": proposal.outcome, "items": len(decision.items)}
    record(actor, Act.ALTERATION, "redress", str(case_id), decision="proposed", detail=detail)
    return decision.id


@whole_or_refused
def sign(actor: Actor, case_id: UUID, decision_id: UUID) -> None:
    """Sign somebody else's proposal; what it says is done at once, here and at every partner concerned.

    Raises:
        OwnDecision, PieceMissing, ConsentMissing; RedressProblem: `under_hold`.
    """
    user = require_person(actor, Right.REDRESS_SIGN)
    case, decision = open_case(case_id), _awaiting(case_id, decision_id)
    if decision.proposed_by_id == user:
        raise OwnDecision
    rows = _statements(decision)
    if decision.outcome == Outcome.COPY:
        _require_consents(rows)
    if decision.outcome == Outcome.ERASE:
        _require_no_hold(rows)
    now = timezone.now()
    decision.state, decision.decided_by = DecisionState.SIGNED, actor.name
    decision.decided_by_id, decision.decided_at = user, now
    done = carry_out(actor, case, decision, rows)
    decision.save()
    if done and case.propagate_by is None:
        case.propagate_by = rules(decision.rules_version).terms.propagate_by(now)
        case.save(update_fields=["propagate_by"])
    detail: dict[str, str | int] = {"kind": decision.outcome, "items": len(decision.items), "partners": done}
    record(actor, Act.ALTERATION, "redress", str(case_id), decision="signed", detail=detail)


@whole_or_refused
def return_decision(actor: Actor, case_id: UUID, decision_id: UUID, reason: str) -> None:
    """Give a proposal back to who made it, with a reason; the proposer may take it back too."""
    user = require_person(actor, Right.REDRESS_SIGN)
    open_case(case_id)
    decision = _awaiting(case_id, decision_id)
    if decision.proposed_by_id == user:
        raise OwnDecision
    if not reason.strip():
        raise ReasonMissing("reason")
    decision.state, decision.return_reason = DecisionState.RETURNED, reason.strip()
    decision.decided_by, decision.decided_by_id, decision.decided_at = actor.name, user, timezone.now()
    decision.save()
    record(actor, Act.REFUSAL, "redress", str(case_id), decision="returned")


@whole_or_refused
def ask_originators(actor: Actor, case_id: UUID, reason: str) -> int:
    """Ask every partner whose statements are the person's for consent to give a copy; how many were asked."""
    require_person(actor)
    case = open_case(case_id)
    require_identity(case)
    dispatches = {
        row.dispatch_id for row in knowledge.claims_about(subject_entities(case)) if row.is_received and row.dispatch_id
    }
    asked = 0
    for dispatch_id in sorted(dispatches):
        if consent_state(dispatch_id) is None:
            exchanging.ask_consent(actor, dispatch_id, TELL_SUBJECT, reason)
            asked += 1
    record(actor, Act.ALTERATION, "redress", str(case_id), decision="consent_asked", detail={"partners": asked})
    return asked


def _check(case: Case, proposal: Proposal) -> None:
    if proposal.outcome not in Outcome.values:
        raise RedressProblem("outcome_unknown", _("Choose one of the values offered."), "outcome")
    ground = rules().ground(proposal.ground)
    if ground is None or proposal.outcome not in ground.outcomes:
        raise RedressProblem("ground_unknown", _("This ground does not carry such a decision."), "ground")
    if not proposal.reasons.strip():
        raise ReasonMissing
    if case.searched_at is None:
        raise RedressProblem("not_searched", _("Search first what is held."), status=409)
    if proposal.outcome in GRANTING and not (proposal.statements or proposal.texts):
        raise RedressProblem("nothing_chosen", _("Choose what the decision is about."), "statements")
    if proposal.outcome == Outcome.NOTHING_HELD and (subject_entities(case) or subject_texts(case)):
        message = _("Something was found to be about the person: nothing held can’t be the answer.")
        raise RedressProblem("something_held", message, "outcome")


def _items(case: Case, proposal: Proposal) -> list[dict[str, str]]:
    mine = {row.id: row for row in knowledge.claims_about(subject_entities(case))}
    texts = set(subject_texts(case))
    decided = {
        item["id"]
        for other in Decision.objects.filter(case=case).exclude(state=DecisionState.RETURNED)
        for item in other.items
        if other.outcome != Outcome.COPY
    }
    if not set(proposal.statements) <= set(mine) or not set(proposal.texts) <= texts:
        raise PieceMissing
    chosen = [*(str(each) for each in proposal.statements), *proposal.texts]
    if proposal.outcome not in NEUTRAL and decided & set(chosen):
        raise RedressProblem("decided_already", _("There is a decision about some of these already."), status=409)
    return [
        {"kind": "statement", "id": str(each), "origin": mine[each].received_from} for each in proposal.statements
    ] + [{"kind": "text", "id": ref, "origin": ""} for ref in proposal.texts]


def _corrections(proposal: Proposal) -> dict[str, str]:
    if proposal.outcome != Outcome.CORRECT:
        return {}
    given = dict(proposal.corrections or {})
    rows = knowledge.statement_rows(proposal.statements)
    corrections: dict[str, str] = {}
    for identifier in proposal.statements:
        value, row = given.get(identifier, "").strip(), rows.get(identifier)
        if not value:
            raise RedressProblem("correction_missing", _("Give the right value for each statement."), "corrections")
        if row is None:
            raise PieceMissing
        try:
            corrections[str(identifier)] = normalize_value(row.schema, row.prop, value)
        except ValueFormatError as problem:
            raise RedressProblem("correction_malformed", problem.message, "corrections") from problem
    return corrections


def _awaiting(case_id: UUID, decision_id: UUID) -> Decision:
    decision = Decision.objects.select_for_update().filter(pk=decision_id, case_id=case_id).first()
    if decision is None:
        raise PieceMissing
    if decision.state != DecisionState.PROPOSED:
        raise RedressProblem("decided_already", _("There is a decision about some of these already."), status=409)
    return decision


def _statements(decision: Decision) -> list[StatementRecord]:
    wanted = [UUID(item["id"]) for item in decision.items if item["kind"] == "statement"]
    held = knowledge.statement_rows(wanted)
    return [held[identifier] for identifier in wanted if identifier in held]


def _require_consents(rows: Sequence[StatementRecord]) -> None:
    states = {(row.dispatch_id, row.received_from): None for row in rows if row.is_received and row.dispatch_id}
    missing = {partner: consent_state(dispatch) for dispatch, partner in states if dispatch}
    lacking = {partner: state for partner, state in missing.items() if state != "granted"}
    if lacking:
        raise ConsentMissing(", ".join(sorted(lacking)), is_denied="refused" in lacking.values())


def _require_no_hold(rows: Sequence[StatementRecord]) -> None:
    held = holds.held().get("statement", {})
    if any(row.id in held for row in rows):
        message = _("Some of these are under a legal hold: restrict their processing instead.")
        raise RedressProblem("under_hold", message, status=409)
