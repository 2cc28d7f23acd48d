"""The release decision: may this go to that partner for this purpose now?

Default is refuse: something goes only when every check found nothing against it.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from jisr.core.handling import rules
from jisr.core.handling.checks import CHECKS
from jisr.core.handling.conditions import Handling, strictest
from jisr.core.handling.errors import HandlingError
from jisr.core.handling.facts import Case, Facts, Item, Recipient, Release
from jisr.core.handling.outcomes import Decision, Obligation, ObligationKind, Outcome, Reason
from jisr.core.handling.scales import OWN_SCALE
from jisr.core.handling.vocabulary import HandlingCode, OnwardRule, Permission, Purpose


@dataclass(frozen=True, slots=True)
class Composition:
    """A release sorted into what may go and what must stay.

    Attributes:
        going: may go now, in the order given.
        withheld: must stay, each with every reason, those of the whole release included.
        decision: on what is going; on the whole when nothing is.
    """

    going: tuple[Item, ...]
    withheld: tuple[tuple[Item, tuple[Reason, ...]], ...]
    decision: Decision


def decide(what: Release, to_whom: Recipient, for_what: Purpose, when: datetime, facts: Facts) -> Decision:
    """Decide on a release as a whole: one item that may not go keeps it all back. `compose` sorts items instead.

    Args:
        when: UTC-aware instant.

    Raises:
        HandlingError: `when` has no time zone.
    """
    if when.tzinfo is None:
        raise HandlingError("the time of a decision must name its time zone")
    case = Case(what, to_whom, for_what, when, facts)
    reasons = tuple(reason for check in CHECKS for reason in check(case))
    if reasons:
        only_consent = all(reason.code.is_consent_question for reason in reasons)
        return Decision(Outcome.NEEDS_CONSENT if only_consent else Outcome.REFUSE, reasons)
    is_tear_line = all(item.is_tear_line for item in what.items)
    whole = recipient_handling(strictest(item.handling for item in what.items), facts, is_tear_line=is_tear_line)
    permissions = _granted(rules.permissions(whole), what.permissions)
    obligations = _obligations(case, whole, permissions)
    outcome = Outcome.PERMIT_WITH_OBLIGATIONS if obligations else Outcome.PERMIT
    return Decision(outcome, (), obligations, permissions)


def compose(what: Release, to_whom: Recipient, for_what: Purpose, when: datetime, facts: Facts) -> Composition:
    """Sort a release into what may go and what must stay. Arguments and errors as for `decide`."""
    going: list[Item] = []
    withheld: list[tuple[Item, tuple[Reason, ...]]] = []
    for item in what.items:
        decision = decide(replace(what, items=(item,)), to_whom, for_what, when, facts)
        if decision.outcome.is_permit:
            going.append(item)
        else:
            withheld.append((item, decision.reasons))
    decided_on = replace(what, items=tuple(going)) if going else what
    return Composition(tuple(going), tuple(withheld), decide(decided_on, to_whom, for_what, when, facts))


def recipient_handling(handling: Handling, facts: Facts, *, is_tear_line: bool = False) -> Handling:
    """The conditions as the recipient gets them: tightened to the agreement's onward rule, at its level.

    Args:
        is_tear_line: the originator has said beforehand that it may be passed on; only an agreement that allows no
            passing on at all stands above that.
    """
    agreed = facts.agreement
    if agreed is None:
        return replace(handling, onward=OnwardRule.NEVER)
    may_ask = agreed.onward is OnwardRule.ASK
    onward = handling.onward if is_tear_line and may_ask else handling.onward.strictest(agreed.onward)
    mark = agreed.equivalence.outbound(handling.classification)
    if mark is None or mark.scale == OWN_SCALE:
        return replace(handling, onward=onward)
    level = max(handling.classification, mark.rank)
    return replace(handling, onward=onward, classification=level, marked_as=handling.marked_as | {mark})


def _granted(conditions: dict[Permission, OnwardRule], asked: frozenset[Permission]) -> dict[Permission, OnwardRule]:
    """Court use, action and matching that were asked for and stand at "ask" are given by this very decision."""
    given = {Permission.USE_IN_COURT, Permission.ACT_ON, Permission.MATCH} & asked
    return {p: OnwardRule.ALLOWED if p in given else rule for p, rule in conditions.items()}


_OBLIGATION_BY_PERMISSION = {
    Permission.PASS_ON: ObligationKind.ONWARD,
    Permission.USE_IN_COURT: ObligationKind.COURT_USE,
    Permission.ACT_ON: ObligationKind.ACTION_ON,
    Permission.MATCH: ObligationKind.MATCH,
}


def _obligations(case: Case, whole: Handling, permissions: dict[Permission, OnwardRule]) -> tuple[Obligation, ...]:
    found: list[Obligation] = []
    if (last_day := _erase_by(case)) is not None:
        found.append(Obligation(ObligationKind.ERASE, last_day))
    is_personal = any(item.is_personal for item in case.items)
    if whole.purposes or is_personal or HandlingCode.H0 in whole.codes:
        allowed = whole.purposes & {case.purpose} or {case.purpose}
        found.append(Obligation(ObligationKind.PURPOSE, None, {"purpose": ",".join(sorted(allowed))}))
    for permission, kind in _OBLIGATION_BY_PERMISSION.items():
        if (rule := permissions[permission]) is not OnwardRule.ALLOWED:
            found.append(Obligation(kind, None, {"rule": rule.value, "originator": whole.originator}))
    if whole.code_note:
        found.append(Obligation(ObligationKind.NOTE, None, {"note": whole.code_note}))
    if special := {category for item in case.items for category in item.special_categories}:
        found.append(Obligation(ObligationKind.SPECIAL_CARE, None, {"special": ",".join(sorted(special))}))
    return tuple(found)


def _erase_by(case: Case) -> date | None:
    """The earliest day on which something in the release must be gone; None when nothing sets one."""
    days = [item.last_day for item in case.items if item.last_day is not None]
    if case.facts.agreement is not None and any(item.is_personal for item in case.items):
        days.append(case.today + timedelta(days=case.facts.agreement.longest_retention_days))
    return min(days, default=None)
