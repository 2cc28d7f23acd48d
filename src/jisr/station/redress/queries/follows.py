"""Where each message that a decision sent has got to, read off the exchange: never what we wish."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from jisr.station.exchange import queries as exchange
from jisr.station.knowledge import queries as knowledge
from jisr.station.partners import queries as partners
from jisr.station.redress.models import Case, Follow
from jisr.station.redress.vocabulary import FollowKind, FollowState

_EXPECTED = {FollowKind.RECALL: "erased", FollowKind.CORRECTION: "amended"}
_RECEIVED = ("received", "acknowledged")
#: The originator has changed or taken back what it was asked to correct.
_CORRECTED = ("corrected_by_originator", "recalled_by_originator", "erased_for_originator")


@dataclass(frozen=True, slots=True)
class FollowView:
    """One message and its state. `since`: of the receipt, the certificate, or the note."""

    id: UUID
    kind: str
    partner: str
    partner_name: str
    about: UUID
    dispatch: UUID | None
    state: FollowState
    since: datetime | None
    count: int
    note: str

    @property
    def is_finished(self) -> bool:
        return self.state in (FollowState.DONE, FollowState.BY_HAND)


def follows(case: Case) -> list[FollowView]:
    """Everything that went out for a case."""
    rows = list(Follow.objects.filter(case=case))
    sent = exchange.find_many(row.dispatch for row in rows if row.dispatch)
    return [_view(row, sent) for row in rows]


def unfinished(case: Case) -> list[FollowView]:
    """What has not come back yet."""
    return [each for each in follows(case) if not each.is_finished]


def _view(row: Follow, sent: dict[UUID, exchange.DispatchView]) -> FollowView:
    state, since = _state(row, sent.get(row.dispatch) if row.dispatch else None)
    partner = partners.partner(row.partner)
    name = partner.name() if partner else row.partner
    return FollowView(
        row.id,
        row.kind,
        row.partner,
        name,
        row.about,
        row.dispatch,
        state,
        since,
        len(row.statements),
        row.settled_note,
    )


def _state(row: Follow, dispatch: exchange.DispatchView | None) -> tuple[FollowState, datetime | None]:
    if row.settled_at:
        return FollowState.BY_HAND, row.settled_at
    if row.kind == FollowKind.TEXT:
        return FollowState.TO_DO, None
    if dispatch is None:
        return FollowState.FAILED, None
    delivery = next((each for each in dispatch.deliveries if each.recipient == row.partner), None)
    if delivery is None or delivery.state in ("failed", "cancelled"):
        return FollowState.FAILED, None
    if (expected := _EXPECTED.get(FollowKind(row.kind))) is not None:
        if delivery.certified_act == expected:
            return FollowState.DONE, delivery.certified_at
        if delivery.certified_act:
            return FollowState.UNDER_WAY, delivery.certified_at
    elif row.kind == FollowKind.ASKED:
        if _is_corrected(row):
            return FollowState.DONE, delivery.received_at
    elif delivery.state in _RECEIVED:
        return FollowState.DONE, delivery.received_at
    if delivery.state in _RECEIVED:
        return FollowState.RECEIVED, delivery.received_at
    return FollowState.TRAVELLING, None


def _is_corrected(row: Follow) -> bool:
    held = knowledge.records_of("dispatch", row.about, limit=10_000)
    wanted = set(row.statements)
    asked = [each for each in held if str(each.origin_id) in wanted]
    return bool(asked) and all(each.end_reason in _CORRECTED for each in asked)
