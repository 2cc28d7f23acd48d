"""What every arriving dispatch with content brings: its originator's conditions as obligations, its text for search."""

from collections.abc import Sequence
from typing import Final
from uuid import uuid5

from jisr.core.sealing import DispatchKind
from jisr.station.exchange.models import Obligation
from jisr.station.exchange.receivers import ReceivedDispatch
from jisr.station.exchange.services.obligations import obligations_of
from jisr.station.knowledge.services import IndexedText, TextPortion, index_texts

CONTENT_KINDS: Final = frozenset(
    {DispatchKind.INFORMATION, DispatchKind.WARNING, DispatchKind.REPLY, DispatchKind.CORRECTION}
)


def keep_conditions(arrived: Sequence[ReceivedDispatch]) -> None:
    """Store obligations and text of many dispatches, with few statements."""
    if not arrived:
        return
    Obligation.objects.bulk_create(
        [owed for item in arrived for owed in obligations_of(item.record, item.handling, item.record.stored_at)],
        batch_size=1000,
    )
    index_texts([_text_of(item) for item in arrived if item.body.portions])


def _text_of(item: ReceivedDispatch) -> IndexedText:
    """A sender does not choose the ids under which its text is kept here."""
    portions = [
        TextPortion(uuid5(item.record_id, portion.id), portion.text, portion.lang, portion.handling)
        for portion in item.body.portions
    ]
    return IndexedText(f"dispatch:{item.record_id}", item.body.title, item.record.stored_at, portions)
