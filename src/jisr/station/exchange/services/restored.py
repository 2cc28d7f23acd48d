"""After a restore: dispatches whose keys were destroyed since the backup are erased here too, the rest is indexed."""

from jisr.station.exchange.models import Direction, DispatchRecord, DispatchState
from jisr.station.exchange.services.conditions import CONTENT_KINDS, search_only_what_stands
from jisr.station.vault.opening import key_ring

_AT_ONCE = 2_000


def mark_erased() -> int:
    """Empty dispatches without a key that were erased after the backup was taken; how many."""
    count = 0
    ids = list(DispatchRecord.objects.exclude(state=DispatchState.ERASED).values_list("id", flat=True))
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        gone = [each for each, key in key_ring().store.newest(part).items() if key.is_destroyed]
        DispatchRecord.objects.filter(id__in=gone).update(
            signed_bytes=b"", remaining=None, title="", title_words=[], state=DispatchState.ERASED
        )
        count += len(gone)
    return count


def index_again() -> None:
    """Make the text of every received dispatch that stands searchable."""
    kinds = [kind.value for kind in CONTENT_KINDS]
    rows = DispatchRecord.objects.filter(direction=Direction.IN, state=DispatchState.STANDING, kind__in=kinds)
    for row in rows.iterator(chunk_size=200):
        search_only_what_stands(row)
