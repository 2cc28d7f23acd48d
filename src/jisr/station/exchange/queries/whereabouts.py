"""Where the information of one dispatch of this station is: with whom, through whom, and what each has certified."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from jisr.core.sealing import DispatchKind
from jisr.station.exchange.models import Delivery, Direction, DispatchRecord, Onward
from jisr.station.exchange.queries.consents import ConsentView, consents


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody who has it, or had.

    Attributes:
        station: "" where the agreement does not let its name be told.
        via: stations it went through, the recipient of this station first; () for that recipient itself.
        state: of a recipient, that of the delivery; of others "passed_on".
        item_count: how many parts went on to it; None = not told, or all.
        act, at: the latest certificate about a recall or correction, or about the dispatch itself; "" without.
        is_complete: it, and everybody after it, has certified.
    """

    station: str
    via: tuple[str, ...]
    state: str
    received_at: datetime | None
    item_count: int | None
    act: str
    at: datetime | None
    is_complete: bool

    @property
    def depth(self) -> int:
        return len(self.via)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """One dispatch: holders in the order of the chain, changes sent after it, consents given to pass it on.

    `is_recalled`: a recall is under way; `is_complete`: everybody has certified the latest change.
    """

    record_id: UUID
    holders: tuple[Holder, ...]
    consents: tuple[ConsentView, ...]
    is_recalled: bool
    is_complete: bool


@dataclass(frozen=True, slots=True)
class _Certified:
    act: str
    at: datetime | None
    is_complete: bool
    onward: tuple[Mapping[str, Any], ...]


def whereabouts(record_id: UUID) -> Whereabouts | None:
    """Where a dispatch of this station is; None when it has sent none of this id."""
    row = DispatchRecord.objects.filter(pk=record_id, direction=Direction.OUT).first()
    if row is None:
        return None
    changes = DispatchRecord.objects.filter(
        about=record_id, direction=Direction.OUT, kind__in=[DispatchKind.RECALL, DispatchKind.CORRECTION]
    )
    latest = _latest(Delivery.objects.filter(record__in=changes).order_by("record__time"))
    told: dict[str, list[Onward]] = {}
    for held in Onward.objects.filter(record=row).order_by("told_at", "holder"):
        told.setdefault(held.via[0], []).append(held)
    holders: list[Holder] = []
    for delivery in row.deliveries.order_by("recipient"):
        certified = latest.get(delivery.recipient) or _of(delivery)
        holders.append(_recipient(delivery, certified))
        holders += _further(delivery.recipient, told.get(delivery.recipient, []), certified)
    concerned = [latest[holder.station] for holder in holders if not holder.via and holder.station in latest]
    return Whereabouts(
        record_id=record_id,
        holders=tuple(holders),
        consents=tuple(consents(direction=Direction.IN, record_id=record_id)),
        is_recalled=changes.filter(kind=DispatchKind.RECALL).exists(),
        is_complete=bool(concerned) and all(item.is_complete for item in concerned),
    )


def _latest(deliveries: Iterable[Delivery]) -> dict[str, _Certified]:
    return {delivery.recipient: _of(delivery) for delivery in deliveries}


def _of(delivery: Delivery) -> _Certified:
    return _Certified(
        delivery.certified_act, delivery.certified_at, delivery.is_certified_whole, tuple(delivery.certified_onward)
    )


def _recipient(delivery: Delivery, certified: _Certified) -> Holder:
    return Holder(
        station=delivery.recipient,
        via=(),
        state="acknowledged" if delivery.acknowledged_at else delivery.state,
        received_at=delivery.received_at,
        item_count=None,
        act=certified.act,
        at=certified.at,
        is_complete=certified.is_complete,
    )


def _further(recipient: str, told: Iterable[Onward], certified: _Certified) -> list[Holder]:
    """Everybody after one recipient: as passing on was told, with what was certified; and who appears only there."""
    acts = dict(_flat(certified.onward, (recipient,)))
    found = []
    for held in told:
        key = (held.holder, tuple(held.via))
        done = acts.pop(key, None)
        found.append(_onward(held.holder, tuple(held.via), held.told_at, len(held.items), done))
    found += [_onward(station, via, None, None, done) for (station, via), done in acts.items()]
    return sorted(found, key=lambda holder: (holder.via, holder.station))


def _onward(
    station: str, via: tuple[str, ...], told_at: datetime | None, count: int | None, done: Mapping[str, Any] | None
) -> Holder:
    at = (done or {}).get("at")
    return Holder(
        station=station,
        via=via,
        state="passed_on",
        received_at=told_at,
        item_count=count,
        act=str((done or {}).get("act", "")),
        at=datetime.fromisoformat(at) if at else None,
        is_complete=bool((done or {}).get("complete")),
    )


def _flat(
    onward: Iterable[Mapping[str, Any]], via: tuple[str, ...]
) -> list[tuple[tuple[str, tuple[str, ...]], Mapping[str, Any]]]:
    found: list[tuple[tuple[str, tuple[str, ...]], Mapping[str, Any]]] = []
    for holder in onward:
        name = str(holder.get("station", ""))
        found.append(((name, via), holder))
        found += _flat(holder.get("onward", []), (*via, name))
    return found
