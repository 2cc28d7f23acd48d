"""This station's own keys and card: new card, new keys, keys given up.

The keys file is written before the transaction ends: keys without a card can be mended by issuing a card, a card
without its keys cannot.
"""

from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.sealing import MAX_CARD_KEYS, KeyUse, RevocationReason, StationCard, StationKeys, sign_revocation
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.partners.cards import card_of
from jisr.station.partners.models import CardRecord, RevokedKey
from jisr.station.partners.own_card import differences, enter_issue, issue, own_card_record
from jisr.station.partners.problems import PartnerProblem
from jisr.station.partners.signals import own_card_replaced, own_keys_revoked


@transaction.atomic
def issue_own_card(actor: Actor) -> StationCard:
    """The own card; a new one, sent to every partner, when the settings or keys have changed since the last."""
    held = own_card_record()
    if not differences():
        return card_of(held)
    return _publish(actor, settings.HOME.keys)


@transaction.atomic
def rotate_own_keys(actor: Actor) -> StationCard:
    """New signing and sealing keys, and a card signed by the new and the old ones, sent to every partner.

    Raises:
        PartnerProblem: as many keys as a card holds are still in force.
    """
    own_card_record()
    now = timezone.now()
    keys = settings.HOME.keys.rotate(now)
    for use in KeyUse:
        if sum(held.is_current_at(now) for held in keys.of_use(use)) > MAX_CARD_KEYS:
            sentence = _("The keys were changed too often: a card holds %(most)s keys. Wait until earlier ones end.")
            raise PartnerProblem("too_many_keys", sentence % {"most": MAX_CARD_KEYS}, status=409)
    settings.HOME.save_keys(keys)
    return _publish(actor, keys)


@transaction.atomic
def revoke_own_keys(actor: Actor, key_ids: Collection[str], reason: RevocationReason) -> StationCard:
    """Give keys up for good, tell every partner at once, and issue a card with new ones.

    Raises:
        PartnerProblem: no such key.
    """
    own_card_record()
    keys, now = settings.HOME.keys, timezone.now()
    chosen = sorted(set(key_ids))
    held = {each.key_id for each in keys.held}
    if not chosen or not held.issuperset(chosen):
        raise PartnerProblem("key_unknown", _("This station holds no such key."), field="keys", status=404)
    statement = sign_revocation(keys, chosen, reason, now)
    changed = keys.revoke(chosen, now)
    settings.HOME.save_keys(changed)
    RevokedKey.objects.bulk_create(
        [
            RevokedKey(
                key_id=key_id,
                station_id=keys.station_id,
                reason=reason.value,
                revoked_at=now,
                received_at=now,
                statement=statement,
            )
            for key_id in chosen
        ],
        ignore_conflicts=True,
    )
    own_keys_revoked.send(None, statement=statement, key_ids=chosen)
    card = _publish(actor, changed)
    record(actor, Act.ADMINISTRATION, "card", keys.station_id, decision="keys_revoked", detail={"keys": len(chosen)})
    return card


def _publish(actor: Actor, keys: StationKeys) -> StationCard:
    held: CardRecord = issue(actor, keys, timezone.now())
    card = card_of(held)
    own_card_replaced.send(None, card_bytes=bytes(held.signed_bytes), sequence=held.sequence)
    enter_issue(actor, held)
    return card
