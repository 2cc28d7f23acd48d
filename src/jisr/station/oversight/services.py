"""What the oversight room writes: bundles handed out, checks run by hand, readings of the ledger itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from jisr.core.ledger import log_origin, write_range_bundle, write_selection_bundle
from jisr.station.ledger import queries as ledger
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, checkpoint_and_size, record
from jisr.station.ledger.signing import own_note_keys
from jisr.station.ledger.store import StoredNodes
from jisr.station.oversight.problems import NoSuchEntryProblem, RangeProblem, SelectionTooLargeProblem
from jisr.station.oversight.queries import EntryView, view_of
from jisr.station.web.csvlines import csv_line

MAX_SELECTION = 5_000


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle being handed out: its file name and its lines."""

    filename: str
    lines: Iterator[bytes]


def export_range(actor: Actor, first: int, last: int) -> Bundle:
    """A bundle of the entries first..last, provable against the checkpoint of the ledger as it stands.

    Raises:
        RangeProblem: the range is not inside the ledger.
    """
    if not 0 <= first <= last < ledger.size():
        raise RangeProblem
    count = last - first + 1
    with transaction.atomic():
        _record_export(actor, "range", {"first": first, "count": count})
        note, size = checkpoint_and_size()
    lines = write_range_bundle(
        StoredNodes(),
        ledger.read_range(first, count),
        first=first,
        count=count,
        origin=_origin(),
        size=size,
        checkpoint=note.encode(),
        keys=own_note_keys(settings.HOME.keys),
    )
    return Bundle(f"ledger-{settings.IDENTITY.station_id}-{first}-{last}.jsonl", lines)


def export_entry(actor: Actor, index: int) -> Bundle:
    """A bundle of one entry with its inclusion proof.

    Raises:
        NoSuchEntryProblem: the ledger has no such entry.
    """
    found = ledger.entry(index)
    if found is None:
        raise NoSuchEntryProblem
    return _export_selection(actor, [found], f"entry-{index}")


def export_matching(actor: Actor, wanted: ledger.EntryFilter) -> Bundle:
    """A bundle of every entry that matches, each with its inclusion proof; at most 5,000.

    Raises:
        SelectionTooLargeProblem: more match.
    """
    rows = list(ledger.search(wanted).order_by("index")[: MAX_SELECTION + 1])
    if len(rows) > MAX_SELECTION:
        raise SelectionTooLargeProblem(MAX_SELECTION)
    return _export_selection(actor, [ledger.stored(row) for row in rows], "selection")


def csv_matching(actor: Actor, wanted: ledger.EntryFilter) -> Iterator[str]:
    """Every entry that matches as a sheet, newest first; at most 5,000.

    Raises:
        SelectionTooLargeProblem: more match.
    """
    rows = list(ledger.search(wanted)[: MAX_SELECTION + 1])
    if len(rows) > MAX_SELECTION:
        raise SelectionTooLargeProblem(MAX_SELECTION)
    _record_export(actor, "sheet", {"count": len(rows)})
    return _sheet([view_of(ledger.stored(row)) for row in rows])


def _sheet(views: list[EntryView]) -> Iterator[str]:
    yield csv_line(["index", "time", "actor", "roles", "channel", "act", "record_kind", "record_id", "recipient",
                    "purpose", "justification", "decision", "detail"])  # fmt: skip
    for view in views:
        found = view.entry
        if found is None:
            yield csv_line([str(view.index)])
            continue
        rest = " ".join(f"{name}={value}" for name, value in sorted(found.detail.items()))
        yield csv_line([str(view.index), found.time.isoformat(), found.actor, " ".join(found.roles), found.channel,
                        found.act, found.record_kind, found.record_id, found.recipient,
                        str(found.detail.get("purpose", "")), found.justification, found.decision, rest])  # fmt: skip


def note_reading(actor: Actor, what: str, narrowed_by: int = 0) -> None:
    """The ledger is read like any record: who looked, at what, is an entry too."""
    record(actor, Act.CONSULTATION, "ledger", what, detail={"filters": narrowed_by} if narrowed_by else None)


def _export_selection(actor: Actor, chosen: list[ledger.StoredEntry], name: str) -> Bundle:
    with transaction.atomic():
        _record_export(actor, "selection", {"count": len(chosen)})
        note, size = checkpoint_and_size()
    lines = write_selection_bundle(
        StoredNodes(),
        [(stored.index, stored.data) for stored in chosen],
        origin=_origin(),
        size=size,
        checkpoint=note.encode(),
        keys=own_note_keys(settings.HOME.keys),
    )
    return Bundle(f"ledger-{settings.IDENTITY.station_id}-{name}.jsonl", lines)


def _record_export(actor: Actor, shape: str, detail: dict[str, str | int]) -> None:
    record(actor, Act.DISCLOSURE, "ledger", shape, detail=detail)


def _origin() -> str:
    return log_origin(settings.IDENTITY.station_id)
