"""Own card, partners, and what waits to be delivered to them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from gettext import gettext as _
from gettext import ngettext

from django.apps import apps

from jisr.core.handling import PartnerState
from jisr.core.sealing import StationCard
from jisr.station.doctor.findings import Finding, fail, moment_text, ok, warn

CARD_ENDS_SOON = timedelta(days=30)
LONG_WAIT = timedelta(hours=1)


def partner_checks(now: datetime) -> Iterator[Finding]:
    if apps.is_installed("jisr.station.partners"):
        yield from own_card(now)
        yield from partners(now)
    if apps.is_installed("jisr.station.exchange"):
        yield from queue(now)


def own_card(now: datetime) -> Iterator[Finding]:
    from jisr.station.partners.own_card import differences
    from jisr.station.partners.queries import own_station

    ends = card_ends(own_station().card)
    yield _about_end("card", _("The own card"), ends, now, _("Rotate the keys: console, own card."))
    if changed := differences():
        said = _("The settings say otherwise than the card partners hold: {parts}.").format(parts=", ".join(changed))
        yield warn("card.differences", said, _("Issue a new card: console, own card."))


def partners(now: datetime) -> Iterator[Finding]:
    from jisr.station.ledger.queries import partner_state
    from jisr.station.partners.queries import partners as all_partners

    active = all_partners(PartnerState.ACTIVE)
    counted = ngettext("{count} active partner.", "{count} active partners.", len(active))
    yield ok("partners", counted.format(count=len(active)))
    for partner in active:
        name = f"partner.{partner.station_id}"
        if partner_state(partner.station_id) == "forked":
            said = _("{partner}: its ledger was rewritten or cut.").format(partner=partner.station_id)
            yield fail(
                name, said, _("Tell the oversight officer; the evidence is on the page of the partner's ledger.")
            )
        if partner.is_unreachable:
            said = _("{partner}: cannot be reached.").format(partner=partner.station_id)
            yield warn(name, said, _("It is tried again by itself; call the partner if it lasts."))
        if partner.card is not None and card_ends(partner.card) - now < CARD_ENDS_SOON:
            yield _about_end(
                f"{name}.card",
                partner.station_id,
                card_ends(partner.card),
                now,
                _("Ask the partner to rotate its keys."),
            )


def queue(now: datetime) -> Iterator[Finding]:
    from jisr.station.exchange.queries import queue_state

    waiting = queue_state()
    for station_id, (count, since) in waiting.items():
        said = ngettext(
            "{count} dispatch waits for {partner} since {moment}.",
            "{count} dispatches wait for {partner} since {moment}.",
            count,
        ).format(count=count, partner=station_id, moment=moment_text(since) if since else "-")
        is_long = since is not None and now - since > LONG_WAIT
        yield (
            warn(f"queue.{station_id}", said, _("They are tried again for days; call the partner."))
            if is_long
            else ok(f"queue.{station_id}", said)
        )
    if not waiting:
        yield ok("queue", _("Nothing waits to be delivered."))


def card_ends(card: StationCard) -> datetime:
    """When the first kind of key of the card has no valid key left."""
    kinds = (card.signing_keys, card.sealing_keys, card.ledger_keys)
    return min(max(key.valid_until for key in keys) for keys in kinds if keys)


def _about_end(name: str, whose: str, ends: datetime, now: datetime, remedy: str) -> Finding:
    said = _("{whose}: keys valid until {day}.").format(whose=whose, day=ends.date())
    if ends <= now:
        return fail(name, said, remedy)
    return warn(name, said, remedy) if ends - now < CARD_ENDS_SOON else ok(name, said)
