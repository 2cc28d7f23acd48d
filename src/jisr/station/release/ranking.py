"""Who must know of a report: partners ranked by what it has to do with them, beside what stands in the way."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from jisr.core.handling import PartnerState, Purpose
from jisr.core.interests import Candidate, InterestIndex, InterestMatch, RankedRecipient, rank_recipients
from jisr.station.exchange import queries as exchange
from jisr.station.intake import queries as intake
from jisr.station.partners import queries as partners
from jisr.station.partners.queries import PartnerView as Partner
from jisr.station.release.composing import composition_for
from jisr.station.release.gist import Gist, gist_of, is_answered
from jisr.station.release.offers import offer_of_report


@dataclass(frozen=True, slots=True)
class MustKnow:
    """One partner in the order of who must know."""

    partner: Partner
    ranked: RankedRecipient


def who_must_know(report_id: UUID, purpose: Purpose | None = None, at: datetime | None = None) -> list[MustKnow]:
    """Partners with a reason to know of a report, best first; [] when there is no such report.

    Args:
        purpose: for which the release would be; default: that of the report. Where neither is given, nothing is said
            about what stands in the way.
        at: default: now.
    """
    now = at or timezone.now()
    report = intake.report(report_id)
    if report is None:
        return []
    known = {partner.station_id: partner for partner in partners.partners() if partner.state != PartnerState.REVOKED}
    gist = gist_of(report)
    met = _interests_met(gist, now)
    wanted = purpose or report.purpose
    offer = offer_of_report(report_id, now)
    draft = offer.draft(offer.title, wanted, offer.pieces) if wanted else None
    candidates = [
        Candidate(
            station_id=partner.station_id,
            country=partner.country,
            interests=tuple(met[partner.station_id]),
            open_requests=_requests_answered(gist, partner.station_id),
            composition=composition_for(draft, partner.station_id, now)[0] if draft else None,
        )
        for partner in known.values()
    ]
    ranked = rank_recipients(gist.matter, candidates)
    return [MustKnow(known[recipient.station_id], recipient) for recipient in ranked]


def _interests_met(gist: Gist, now: datetime) -> dict[str, list[InterestMatch]]:
    found: dict[str, list[InterestMatch]] = defaultdict(list)
    index = InterestIndex(partners.interests(now))
    for match in index.match(gist.text, topics=gist.topics, countries=gist.countries, names=gist.names, at=now):
        found[match.owner].append(match)
    return found


def _requests_answered(gist: Gist, station_id: str) -> tuple[str, ...]:
    asked = exchange.open_requests("in", station_id)
    return tuple(str(request.id) for request in asked if is_answered(request, gist))
