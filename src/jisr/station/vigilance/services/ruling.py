"""Rules as they stand here, and changing them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.vigilance.models import RuleChange
from jisr.station.vigilance.problems import NumberError, ReasonShortError, RuleUnknownError
from jisr.station.vigilance.rules import RULES, Numbers, Rule

MINIMUM_REASON = 10


@dataclass(frozen=True, slots=True)
class StandingRule:
    """A rule with its numbers at this station; `change` is the newest change, None for the rule as shipped."""

    rule: Rule
    is_on: bool
    numbers: Numbers
    change: RuleChange | None = None


def rules_now() -> dict[str, StandingRule]:
    """Every rule as it stands."""
    newest: dict[str, RuleChange] = {}
    for change in RuleChange.objects.order_by("changed_at", "id"):
        newest[change.code] = change
    return {code: _standing(rule, newest.get(code)) for code, rule in RULES.items()}


@transaction.atomic
def change_rule(actor: Actor, code: str, *, is_on: bool, numbers: Mapping[str, int], reason: str) -> None:
    """Set a rule's numbers, or switch it off, and say why; what it was stays on record.

    Raises:
        RuleUnknownError, NumberError, ReasonShortError.
    """
    rule = RULES.get(code)
    if rule is None:
        raise RuleUnknownError
    why = reason_of(reason)
    values = {**rules_now()[code].numbers}
    for name, value in numbers.items():
        if name not in rule.numbers or not rule.numbers[name][1] <= value <= rule.numbers[name][2]:
            raise NumberError(name)
        values[name] = value
    change = RuleChange.objects.create(
        code=code, is_on=is_on, values=values, reason=why, changed_at=timezone.now(), changed_by=actor.name
    )
    record(
        actor, Act.ADMINISTRATION, "vigilance_rule", code, decision="changed" if is_on else "switched_off",
        justification=why, detail={"change": str(change.pk)},
    )  # fmt: skip


def reason_of(text: str, field: str = "reason") -> str:
    said = " ".join(text.split())
    if len(said) < MINIMUM_REASON:
        raise ReasonShortError(field)
    return said[:1000]


def _standing(rule: Rule, change: RuleChange | None) -> StandingRule:
    if change is None:
        return StandingRule(rule, True, rule.defaults())
    held = {name: int(change.values.get(name, value)) for name, value in rule.defaults().items()}
    return StandingRule(rule, change.is_on, held, change)
