"""The bridges: how each active partner can be reached, and whether its ledger matches what it showed before."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from jisr.core.handling import PartnerState
from jisr.station.ledger import queries as ledger
from jisr.station.partners import queries as partners

LEDGER_WORDS = {
    "consistent": (_("its ledger matches"), ""),
    "behind": (_("its ledger: proof awaited"), "warn"),
    "forked": (_("its ledger contradicts itself"), "danger"),
    "unknown": (_("no checkpoint yet"), "plain"),
}


@dataclass(frozen=True, slots=True)
class Bridge:
    """One active partner."""

    station_id: str
    name: str
    is_unreachable: bool
    last_contact: datetime | None
    ledger: str
    tone: str


@dataclass(frozen=True, slots=True)
class LedgerState:
    """Our own ledger in three lines."""

    size: int
    checked_at: datetime | None
    holds: bool
    partners: int


def bridges() -> list[Bridge]:
    """Active partners, those with something wrong first."""
    found = []
    for partner in partners.partners(PartnerState.ACTIVE):
        words, tone = LEDGER_WORDS[ledger.partner_state(partner.station_id)]
        found.append(
            Bridge(partner.station_id, partner.name(), partner.is_unreachable, partner.last_contact, str(words), tone)
        )
    return sorted(found, key=lambda bridge: (bridge.tone != "danger", not bridge.is_unreachable, bridge.name))


def ledger_state() -> LedgerState:
    """How long our ledger is, when it was last checked and with how many partners checkpoints were exchanged."""
    check = ledger.latest_check()
    return LedgerState(
        size=ledger.size(),
        checked_at=check.finished_at if check else None,
        holds=check.holds if check else True,
        partners=len(ledger.witnessed_partners()),
    )
