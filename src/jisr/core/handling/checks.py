"""The checks of a release, one function each, in the order in which they are made.

Each yields every reason it finds and never stops the others, so that a person sees all that stands in the way at once.

Source: INTERPOL constitution Art. 3 (neutrality); Regulation (EU) 2016/794 Art. 23 (tainted origin, handling codes);
Directive (EU) 2016/680 Art. 4-7 and 35; FIRST TLP 2.0.
"""

from collections.abc import Callable, Iterator

from jisr.core.handling import rules
from jisr.core.handling.facts import AgreementFacts, Case, Item
from jisr.core.handling.outcomes import Reason, ReasonCode
from jisr.core.handling.scales import OWN_SCALE
from jisr.core.handling.vocabulary import OnwardRule, PartnerState, Permission

type Check = Callable[[Case], Iterator[Reason]]


def something(case: Case) -> Iterator[Reason]:
    """There must be something to release."""
    if not case.items:
        yield Reason(ReasonCode.NOTHING_TO_RELEASE)


def oversight(case: Case) -> Iterator[Reason]:
    """What an oversight officer has stopped stays."""
    if case.facts.is_stopped:
        yield Reason(ReasonCode.STOPPED_BY_OVERSIGHT)


def neutrality(case: Case) -> Iterator[Reason]:
    """Nothing of a political, military, religious or racial character, and nothing of tainted origin."""
    if case.what.neutrality:
        yield Reason(ReasonCode.NOT_NEUTRAL, "", {"character": ",".join(sorted(case.what.neutrality))})
    for item in case.items:
        if item.neutrality:
            yield Reason(ReasonCode.NOT_NEUTRAL, item.id, {"character": ",".join(sorted(item.neutrality))})
        if item.is_tainted:
            yield Reason(ReasonCode.TAINTED_ORIGIN, item.id)


def stations(case: Case) -> Iterator[Reason]:
    """Both stations must be able and trusted to exchange now."""
    recipient = case.recipient
    if recipient.station_id == case.facts.own_station:
        yield Reason(ReasonCode.RECIPIENT_IS_SELF)
    if recipient.state is not PartnerState.ACTIVE:
        yield Reason(ReasonCode.PARTNER_NOT_ACTIVE, "", {"state": recipient.state.value})
    if not recipient.has_valid_card:
        yield Reason(ReasonCode.PARTNER_CARD_NOT_VALID)
    if not case.facts.has_own_valid_card:
        yield Reason(ReasonCode.OWN_CARD_NOT_VALID)


def agreement(case: Case) -> Iterator[Reason]:
    """An agreement must be in force."""
    agreed = case.facts.agreement
    if agreed is None:
        yield Reason(ReasonCode.AGREEMENT_MISSING)
    elif case.today < agreed.valid_from:
        parameters = {"reference": agreed.reference, "date": agreed.valid_from.isoformat()}
        yield Reason(ReasonCode.AGREEMENT_NOT_YET_IN_FORCE, "", parameters)
    elif case.today > agreed.valid_until:
        parameters = {"reference": agreed.reference, "date": agreed.valid_until.isoformat()}
        yield Reason(ReasonCode.AGREEMENT_ENDED, "", parameters)


def purpose(case: Case) -> Iterator[Reason]:
    """The purpose must be agreed, and allowed by the originator of each item."""
    agreed = case.facts.agreement
    if agreed is not None and case.purpose not in agreed.purposes:
        parameters = {"purpose": case.purpose.value, "reference": agreed.reference}
        yield Reason(ReasonCode.PURPOSE_NOT_AGREED, "", parameters)
    for item in case.items:
        if not item.handling.allows_purpose(case.purpose):
            yield Reason(ReasonCode.PURPOSE_NOT_ALLOWED, item.id, {"purpose": case.purpose.value})


def data_category(case: Case) -> Iterator[Reason]:
    """Personal data must say whose they are, and the agreement must cover such persons."""
    agreed = case.facts.agreement
    for item in case.items:
        if item.is_personal and not item.categories:
            yield Reason(ReasonCode.CATEGORY_UNKNOWN, item.id)
        if agreed is not None and (left_out := item.categories - agreed.categories):
            parameters = {"category": ",".join(sorted(left_out)), "reference": agreed.reference}
            yield Reason(ReasonCode.CATEGORY_NOT_AGREED, item.id, parameters)


def classification(case: Case) -> Iterator[Reason]:
    """No item above the level that the agreement protects, none whose level it does not make equal to another."""
    agreed = case.facts.agreement
    if agreed is None:
        return
    yield from _above_what_is_agreed(case, agreed)
    for item in case.items:
        if agreed.equivalence.outbound(item.handling.classification) is None:
            parameters = {"marking": item.handling.classification.code, "reference": agreed.reference}
            yield Reason(ReasonCode.CLASSIFICATION_NOT_EQUIVALENT, item.id, parameters)
        for mark in sorted(item.handling.marked_as):
            if mark.scale not in (OWN_SCALE, case.facts.own_scale) and agreed.equivalence.inbound(mark) is None:
                parameters = {"marking": mark.text, "reference": agreed.reference}
                yield Reason(ReasonCode.CLASSIFICATION_NOT_EQUIVALENT, item.id, parameters)


def _above_what_is_agreed(case: Case, agreed: AgreementFacts) -> Iterator[Reason]:
    for item in case.items:
        if item.handling.classification > agreed.highest_classification:
            yield Reason(
                ReasonCode.CLASSIFICATION_TOO_HIGH,
                item.id,
                {
                    "classification": item.handling.classification.code,
                    "highest": agreed.highest_classification.code,
                    "reference": agreed.reference,
                },
            )


def releasability(case: Case) -> Iterator[Reason]:
    """Where an item lists countries, the recipient's must be among them."""
    for item in case.items:
        listed = item.handling.releasable_to
        if listed is None or item.handling.originator == case.recipient.station_id:
            continue
        if not listed:
            yield Reason(ReasonCode.OWN_STATION_ONLY, item.id)
        elif case.recipient.country not in listed:
            parameters = {"country": case.recipient.country, "countries": ",".join(sorted(listed))}
            yield Reason(ReasonCode.NOT_RELEASABLE_TO_COUNTRY, item.id, parameters)


def third_party(case: Case) -> Iterator[Reason]:
    """What others originated goes on only as they allow."""
    for item in case.items:
        rule = rules.onward_rule(item.handling)
        yield from _originators_say(case, item, rule, Permission.PASS_ON, _PASSING_ON)


def court_action_match(case: Case) -> Iterator[Reason]:
    """Use in court, acting and matching are asked for by themselves; reading never implies them."""
    for item in case.items:
        if Permission.USE_IN_COURT in case.what.permissions:
            rule = rules.court_rule(item.handling)
            yield from _originators_say(case, item, rule, Permission.USE_IN_COURT, _COURT)
        if Permission.ACT_ON in case.what.permissions:
            yield from _originators_say(case, item, item.handling.action_on, Permission.ACT_ON, _ACTION)
        if Permission.MATCH in case.what.permissions:
            yield from _originators_say(case, item, rules.match_rule(item.handling), Permission.MATCH, _MATCH)


def assessment(case: Case) -> Iterator[Reason]:
    """The human-rights assessment, where it is required; one that forbids counts always.

    An override for an imminent threat to life goes before it, except before what is never overridden.
    """
    known = case.facts.assessment
    if case.facts.is_life_at_risk and not known.is_never_overridden:
        return
    if known.stopped_as:
        yield Reason(_STOPPED_AS[known.stopped_as])
        return
    if not known.required:
        return
    if not known.made:
        yield Reason(ReasonCode.ASSESSMENT_MISSING)
    elif not known.approved:
        yield Reason(ReasonCode.ASSESSMENT_NOT_APPROVED)
    elif known.valid_until is not None and known.valid_until < case.today:
        yield Reason(ReasonCode.ASSESSMENT_EXPIRED, "", {"date": known.valid_until.isoformat()})


def grading(case: Case) -> Iterator[Reason]:
    """No ungraded information leaves, and no assessment for which nobody answers."""
    for item in case.items:
        if not item.is_graded:
            yield Reason(ReasonCode.GRADING_MISSING, item.id)
        if item.lacks_author:
            yield Reason(ReasonCode.ASSESSMENT_WITHOUT_AUTHOR, item.id)


def retention(case: Case) -> Iterator[Reason]:
    """What should be erased already is not passed on."""
    for item in case.items:
        if item.last_day is not None and item.last_day < case.today:
            yield Reason(ReasonCode.RETENTION_OVER, item.id, {"date": item.last_day.isoformat()})


def special_categories(case: Case) -> Iterator[Reason]:
    """Minors, victims, witnesses and others of whom a person said so: only with a ground that is on record."""
    for item in case.items:
        for category in sorted(item.special_categories - case.facts.special_grounds):
            yield Reason(ReasonCode.SPECIAL_CATEGORY_WITHOUT_GROUND, item.id, {"special": category.value})


# Design order of the release decision.
CHECKS: tuple[Check, ...] = (
    something,
    oversight,
    neutrality,
    stations,
    agreement,
    purpose,
    data_category,
    classification,
    releasability,
    third_party,
    court_action_match,
    assessment,
    grading,
    retention,
    special_categories,
)

_STOPPED_AS = {
    "prohibited": ReasonCode.ASSESSMENT_PROHIBITS,
    "withheld": ReasonCode.ASSESSMENT_WITHHELD,
    "suspended": ReasonCode.ASSESSMENT_SUSPENDED,
}
_PASSING_ON = (ReasonCode.ORIGINATOR_FORBIDS_PASSING_ON, ReasonCode.ORIGINATOR_CONSENT_NEEDED)
_COURT = (ReasonCode.COURT_USE_FORBIDDEN, ReasonCode.COURT_USE_CONSENT_NEEDED)
_MATCH = (ReasonCode.MATCH_FORBIDDEN, ReasonCode.MATCH_CONSENT_NEEDED)
_ACTION = (ReasonCode.ACTION_FORBIDDEN, ReasonCode.ACTION_CONSENT_NEEDED)


def _originators_say(
    case: Case, item: Item, rule: OnwardRule, permission: Permission, codes: tuple[ReasonCode, ReasonCode]
) -> Iterator[Reason]:
    forbidden, needs_consent = codes
    if rule is OnwardRule.ALLOWED:
        return
    for originator in case.foreign_originators(item):
        if rule is OnwardRule.NEVER:
            # A consent does not lift "never": the originator would have to send new conditions.
            yield Reason(forbidden, item.id, {"originator": originator})
        elif case.facts.is_life_at_risk and permission is not Permission.USE_IN_COURT:
            # Regulation (EU) 2016/794 Art. 19(2): lifted where absolutely necessary for an imminent threat to life.
            continue
        elif not case.has_consent(originator, item, permission):
            yield Reason(needs_consent, item.id, {"originator": originator})
    if rule is OnwardRule.NEVER and permission is not Permission.PASS_ON and not any(case.foreign_originators(item)):
        yield Reason(forbidden, item.id, {"originator": item.handling.originator})
