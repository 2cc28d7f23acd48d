"""Terms, grounds and letter texts are changed by making a new version; old letters keep theirs."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.station.accounts.roles import Right
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.redress.models import RulesRecord
from jisr.station.redress.problems import ReasonMissing, RedressProblem
from jisr.station.redress.rules import LANGUAGES, Rules, from_json, rules
from jisr.station.redress.services.people import require_person
from jisr.station.redress.services.refusals import whole_or_refused
from jisr.station.redress.vocabulary import Outcome

_FIELDS = ("reference", "received", "answer_by", "station", "ground", "authority", "authority_reference", "reason")


@whole_or_refused
def change_rules(actor: Actor, values: Mapping[str, Any], note: str) -> int:
    """Put a new version in force; its number.

    Args:
        values: any of "terms", "grounds", "texts", as `Rules.to_json` gives them; what is left out stays.

    Raises:
        RedressProblem: `rules_malformed`; ReasonMissing.
    """
    require_person(actor, Right.REDRESS_RULES)
    if not note.strip():
        raise ReasonMissing("note")
    present = rules().to_json()
    merged = {name: {**present[name], **values.get(name, {})} for name in ("terms", "texts")}
    merged["grounds"] = values.get("grounds", present["grounds"])
    _checked(merged)
    version = (RulesRecord.objects.aggregate(last=Max("version"))["last"] or 0) + 1
    RulesRecord.objects.create(
        version=version, values=merged, changed_at=timezone.now(), changed_by=actor.name, note=note.strip()[:300]
    )
    record(actor, Act.ADMINISTRATION, "redress_rules", str(version), decision="changed", detail={"version": version})
    return version


def _checked(values: Mapping[str, Any]) -> Rules:
    try:
        made = from_json(0, values)
        terms = values["terms"]
        if not all(isinstance(terms[name], int) and 0 <= terms[name] <= 3_660 for name in terms):
            raise ValueError("terms")
        if not 1 <= made.terms.answer_months <= 3 or made.terms.extension_months > 3 or made.terms.keep_months < 1:
            raise ValueError("terms")
        for ground in made.grounds:
            if not ground.code or set(ground.outcomes) - set(Outcome.values) or set(ground.words) != set(LANGUAGES):
                raise ValueError("grounds")
        for words in made.texts.values():
            if set(words) != set(LANGUAGES):
                raise ValueError("texts")
            for text in words.values():
                text.format(**dict.fromkeys(_FIELDS, ""))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        message = _("The rules are not whole: each text and ground in three languages, only the fields that exist.")
        raise RedressProblem("rules_malformed", message, "rules") from error
    return made
