"""Which entities may be matched with others: matching is a permission of its own, and its originator gives it.

An entity of which every standing statement came under "not to be matched" is found by reading and searching, and is
proposed as the same as nothing.
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from jisr.core.handling import OnwardRule, Tlp
from jisr.station.knowledge.models import StatementRecord, StatementState

_ASKED_FIRST = [OnwardRule.ASK.value, OnwardRule.NEVER.value]


def matchable_among(canonical_ids: Collection[UUID]) -> set[UUID]:
    """Those entities about which something stands that may be matched (see `jisr.core.handling.match_rule`).

    What its originator keeps from matching counts while a consent to match it holds.
    """
    standing = StatementRecord.objects.filter(canonical_id__in=canonical_ids, state=StatementState.STANDING)
    free = ~Q(handling__match__in=_ASKED_FIRST) & ~Q(handling__tlp=Tlp.RED.code)
    consented = Q(match_until__gte=timezone.localdate())
    return set(standing.filter(Q(received_from="") | free | consented).values_list("canonical_id", flat=True))
