"""What every arriving dispatch with content brings: its originator's conditions as obligations, its text for search."""

from collections.abc import Sequence
from typing import Final
from uuid import uuid5

from jisr.core.sealing import DispatchKind
from jisr.station.exchange.bodies import CheckedBody, check_body
from jisr.station.exchange.bulk import copy_in
from jisr.station.exchange.models import DispatchRecord
from jisr.station.exchange.receivers import ReceivedDispatch
from jisr.station.exchange.records import body_of, recalled_parts
from jisr.station.exchange.redaction import without
from jisr.station.exchange.services.obligations import obligations_of
from jisr.station.knowledge.services import IndexedText, TextPortion, index_texts

CONTENT_KINDS: Final = frozenset(
    {DispatchKind.INFORMATION, DispatchKind.WARNING, DispatchKind.REPLY, DispatchKind.CORRECTION}
)


def keep_conditions(arrived: Sequence[ReceivedDispatch]) -> None:
    """Store obligations and text of many dispatches, with few statements."""
    if not arrived:
        return
    copy_in([owed for item in arrived for owed in obligations_of(item.record, item.handling, item.record.stored_at)])
    index_texts([_text_of(item) for item in arrived if item.body.portions])


def search_only_what_stands(record: DispatchRecord) -> None:
    """Take recalled portions of a dispatch out of the search; the others stay in it."""
    body = check_body(DispatchKind(record.kind), without(body_of(record), recalled_parts(record)))
    index_texts([_indexed(record, body)])


def _text_of(item: ReceivedDispatch) -> IndexedText:
    return _indexed(item.record, item.body)


def _indexed(record: DispatchRecord, body: CheckedBody) -> IndexedText:
    """A sender does not choose the ids under which its text is kept here."""
    portions = [
        TextPortion(uuid5(record.id, portion.id), portion.text, portion.lang, portion.handling)
        for portion in body.portions
    ]
    return IndexedText(f"dispatch:{record.id}", body.title, record.stored_at, portions)
