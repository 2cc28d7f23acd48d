"""What the markings together let a recipient do: TLP and handling codes tighten the stated rules, never loosen them.

Source: FIRST TLP 2.0 (RED: individual recipients only; AMBER+STRICT: the recipient's organisation only);
Europol handling codes H1 (court use by permission) and H2 (passing on by permission).
"""

from jisr.core.handling.conditions import Handling
from jisr.core.handling.vocabulary import HandlingCode, OnwardRule, Permission, Tlp

_BY_TLP = {Tlp.RED: OnwardRule.NEVER, Tlp.AMBER_STRICT: OnwardRule.ASK}


def onward_rule(handling: Handling) -> OnwardRule:
    """May it be passed on?"""
    by_tlp = _BY_TLP.get(handling.tlp, OnwardRule.ALLOWED)
    by_code = OnwardRule.ASK if HandlingCode.H2 in handling.codes else OnwardRule.ALLOWED
    return handling.onward.strictest(by_tlp).strictest(by_code)


def court_rule(handling: Handling) -> OnwardRule:
    """May it be used in judicial proceedings?"""
    return handling.court_use.strictest(OnwardRule.ASK if HandlingCode.H1 in handling.codes else OnwardRule.ALLOWED)


def match_rule(handling: Handling) -> OnwardRule:
    """May it be matched against, and analysed with, other holdings? TLP:RED is for individual recipients' eyes."""
    return handling.match.strictest(OnwardRule.ASK if handling.tlp is Tlp.RED else OnwardRule.ALLOWED)


def permissions(handling: Handling) -> dict[Permission, OnwardRule]:
    """The five permissions of somebody who lawfully received it."""
    return {
        Permission.READ: OnwardRule.ALLOWED,
        Permission.PASS_ON: onward_rule(handling),
        Permission.USE_IN_COURT: court_rule(handling),
        Permission.ACT_ON: handling.action_on,
        Permission.MATCH: match_rule(handling),
    }
