"""Reading the ledger: entries, proofs, checkpoints, and what is known of partners' logs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import CharField, Count, Func, QuerySet, Value
from django.db.models.functions import TruncMonth

from jisr.core.ledger import Act, Entry, WitnessVerdict, consistency_proof, inclusion_proof, tree_root
from jisr.station.ledger.integrity import IntegrityFinding
from jisr.station.ledger.models import LedgerCheck, LedgerCheckpoint, LedgerEntry, PartnerCheckpoint
from jisr.station.ledger.store import StoredNodes, read_head

_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry as stored: place, exact bytes and leaf hash."""

    index: int
    data: bytes
    leaf: bytes

    @property
    def entry(self) -> Entry:
        """The fields, read out of the bytes."""
        return Entry.from_bytes(self.data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Outcome of one integrity check."""

    id: int
    started_at: datetime
    finished_at: datetime
    size: int
    root: bytes
    holds: bool
    findings: tuple[IntegrityFinding, ...]

    @property
    def root_text(self) -> str:
        """The root hash in hex."""
        return self.root.hex()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCheckpoint:
    """A checkpoint this station signed."""

    size: int
    root: bytes
    note: str
    signed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessedCheckpoint:
    """A partner's checkpoint, with this station's verdict and the proof it rests on (hex, None where there is none)."""

    station_id: str
    size: int
    root: bytes
    note: str
    received_at: datetime
    verdict: WitnessVerdict
    compared_with: int | None
    proof: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFilter:
    """What to look for; empty fields do not narrow. `since` is inclusive, `until` is not."""

    actor: str = ""
    act: Act | None = None
    record_kind: str = ""
    record_id: str = ""
    recipient: str = ""
    channel: str = ""
    decision: str = ""
    purpose: str = ""
    words: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Entries found, newest first.

    Attributes:
        rows: as many as were asked for, or fewer.
        newer, older: where the pages beside this one begin, for `page_of_entries`; "" where there is none.
    """

    rows: "list[StoredEntry]"
    newer: str
    older: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InclusionEvidence:
    """An entry, its audit path, and the root it leads to."""

    stored: StoredEntry
    size: int
    root: bytes
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerLog:
    """What is known of a partner's log.

    Attributes:
        state: "consistent", "behind" (newer checkpoint seen, proof outstanding), "forked" or "unknown".
        size: newest proved size; None when unknown.
    """

    station_id: str
    state: str
    size: int | None
    latest_at: datetime | None
    breaches: int


def size() -> int:
    """Number of entries."""
    return read_head().size


def search(wanted: EntryFilter) -> QuerySet[LedgerEntry]:
    """Rows that match, newest first, for counting and cutting into pages; `stored` makes values of them."""
    exact = {
        name: value
        for name in ("actor", "act", "record_kind", "record_id", "recipient", "channel", "decision", "purpose")
        if (value := getattr(wanted, name))
    }
    rows = LedgerEntry.objects.filter(**exact)
    if wanted.since:
        rows = rows.filter(time__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(time__lt=wanted.until)
    if wanted.words:
        query = SearchQuery(wanted.words, config="simple", search_type="websearch")
        rows = rows.annotate(said=SearchVector("justification", config="simple")).filter(said=query)
    return rows.order_by("-time", "-index")


def page_of_entries(wanted: EntryFilter, *, after: str = "", before: str = "", limit: int = 25) -> EntryPage:
    """One page of what matches, found by key: as quick on the millionth page as on the first.

    Args:
        after: `EntryPage.older` of the page before this one.
        before: `EntryPage.newer` of the page after this one.

    Raises:
        ValueError: a place that no page has named.
    """
    rows = search(wanted)
    if before:
        found = list(_beyond(rows, ">", before).order_by("time", "index")[: limit + 1])
        chosen, has_newer, has_older = found[:limit][::-1], len(found) > limit, True
    else:
        found = list((_beyond(rows, "<", after) if after else rows)[: limit + 1])
        chosen, has_newer, has_older = found[:limit], bool(after), len(found) > limit
    return EntryPage(
        [stored(row) for row in chosen],
        _place(chosen[0]) if chosen and has_newer else "",
        _place(chosen[-1]) if chosen and has_older else "",
    )


def count_entries(wanted: EntryFilter, limit: int = 10_000) -> int:
    """How many match, counted no further than `limit` + 1."""
    return search(wanted).order_by()[: limit + 1].count()


def _place(row: LedgerEntry) -> str:
    return f"{row.time.isoformat()}_{row.index}"


def _beyond(rows: QuerySet[LedgerEntry], direction: str, place: str) -> QuerySet[LedgerEntry]:
    """Rows older ("<") or newer (">") than a place: a comparison of whole keys, so that one index serves it."""
    moment, _sign, index = place.partition("_")
    key = [datetime.fromisoformat(moment), int(index)]
    return rows.extra(where=[f"(ledger_entry.time, ledger_entry.index) {direction} (%s, %s)"], params=key)  # noqa: S610


def entry(index: int) -> StoredEntry | None:
    """The entry at an index."""
    row = LedgerEntry.objects.filter(pk=index).first()
    return stored(row) if row else None


def overseers_readings() -> QuerySet[LedgerEntry]:
    """Consultations of content by people acting as oversight officers; ledger and sign-in are no content."""
    rows = LedgerEntry.objects.filter(act=Act.CONSULTATION, roles="oversight")
    return rows.exclude(record_kind="ledger").exclude(record_kind="session")


def entries_about(record_kind: str, record_id: str, limit: int = 100) -> list[StoredEntry]:
    """The history of one record, newest first."""
    rows = LedgerEntry.objects.filter(record_kind=record_kind, record_id=str(record_id)).order_by("-time", "-index")[
        :limit
    ]
    return [stored(row) for row in rows]


def count_by(rows: QuerySet[LedgerEntry], row_field: str, column_field: str = "") -> dict[tuple[str, str], int]:
    """How many entries for each pair of values; without `column_field`, for each month ("2026-07") of the station."""
    month = Func(TruncMonth("time"), Value("YYYY-MM"), function="to_char", output_field=CharField())
    by_month = rows.order_by().annotate(month=month)
    column = column_field or "month"
    return {(row, at): count for row, at, count in by_month.values_list(row_field, column).annotate(n=Count("*"))}


def read_range(first: int, count: int) -> Iterator[bytes]:
    """Exact bytes of entries first..first+count-1, in order, in constant memory."""
    end = first + count
    for begin in range(first, end, _CHUNK):
        rows = LedgerEntry.objects.filter(index__gte=begin, index__lt=min(begin + _CHUNK, end)).order_by("index")
        for data in rows.values_list("data", flat=True):
            yield bytes(data)


def evidence_for(index: int) -> InclusionEvidence | None:
    """The entry with its inclusion proof in the log as it stands."""
    found = entry(index)
    current = size()
    if found is None or index >= current:
        return None
    nodes = StoredNodes()
    proof = tuple(inclusion_proof(nodes, index, current))
    return InclusionEvidence(stored=found, size=current, root=tree_root(nodes, current), proof=proof)


def consistency_proof_for(old_size: int, new_size: int | None = None) -> list[bytes]:
    """Proof that the log of `old_size` is the beginning of the log of `new_size` (default: now).

    Raises:
        SizeNotInLogError: the log never had such a size.
    """
    return consistency_proof(StoredNodes(), old_size, size() if new_size is None else new_size)


def latest_checkpoint() -> OwnCheckpoint | None:
    """The newest checkpoint this station has signed."""
    found = own_checkpoints(1)
    return found[0] if found else None


def own_checkpoints(limit: int = 20) -> list[OwnCheckpoint]:
    """Checkpoints this station has signed, newest first."""
    rows = LedgerCheckpoint.objects.order_by("-size")[:limit]
    return [OwnCheckpoint(size=row.size, root=bytes(row.root), note=row.note, signed_at=row.signed_at) for row in rows]


def latest_check() -> Check | None:
    """The newest run of the integrity check."""
    found = recent_checks(1)
    return found[0] if found else None


def recent_checks(limit: int = 20) -> list[Check]:
    """Runs of the integrity check, newest first."""
    return [check_of(row) for row in LedgerCheck.objects.order_by("-finished_at")[:limit]]


def check_of(row: LedgerCheck) -> Check:
    """A stored outcome as a value."""
    return Check(
        id=row.pk,
        started_at=row.started_at,
        finished_at=row.finished_at,
        size=row.size,
        root=bytes(row.root),
        holds=row.holds,
        findings=tuple(IntegrityFinding(finding["code"], finding["index"]) for finding in row.findings),
    )


def partner_checkpoints(station_id: str, limit: int = 100) -> list[WitnessedCheckpoint]:
    """Checkpoints received from a partner, newest first."""
    rows = PartnerCheckpoint.objects.filter(station_id=station_id).order_by("-received_at")[:limit]
    return [_witnessed(row) for row in rows]


def breaches() -> list[WitnessedCheckpoint]:
    """Checkpoints that contradict an earlier one of the same partner, newest first."""
    verdicts = [verdict.value for verdict in WitnessVerdict if verdict.is_breach]
    return [_witnessed(row) for row in PartnerCheckpoint.objects.filter(verdict__in=verdicts).order_by("-received_at")]


def outstanding(station_id: str) -> list[WitnessedCheckpoint]:
    """A partner's checkpoints that a proof could still settle, largest first: none came, or one that did not hold."""
    rows = PartnerCheckpoint.objects.filter(
        station_id=station_id, verdict__in=[WitnessVerdict.UNPROVEN, WitnessVerdict.FORKED]
    ).order_by("-size")
    return [_witnessed(row) for row in rows]


def partner_log(station_id: str) -> PartnerLog:
    """What is known of one partner's log. Few look-ups by index, however many checkpoints are kept."""
    rows = PartnerCheckpoint.objects.filter(station_id=station_id)
    proved = rows.filter(verdict=WitnessVerdict.CONSISTENT).order_by("-size").first()
    pending = rows.filter(verdict=WitnessVerdict.UNPROVEN).order_by("-size").first()
    broken = list(rows.filter(verdict__in=[verdict for verdict in WitnessVerdict if verdict.is_breach]))
    if broken:
        state = "forked"
    elif proved is None:
        state = "unknown"
    else:
        state = "behind" if pending is not None and pending.size > proved.size else "consistent"
    seen = [row.received_at for row in (proved, pending, *broken) if row is not None]
    return PartnerLog(
        station_id=station_id,
        state=state,
        size=proved.size if proved else None,
        latest_at=max(seen, default=None),
        breaches=len(broken),
    )


def partner_state(station_id: str) -> str:
    """ "consistent", "behind", "forked" or "unknown"."""
    return partner_log(station_id).state


def witnessed_partners() -> list[str]:
    """Station ids of partners of whom a checkpoint is held."""
    return sorted(PartnerCheckpoint.objects.order_by().values_list("station_id", flat=True).distinct())


def stored(row: LedgerEntry) -> StoredEntry:
    """A row as a value."""
    return StoredEntry(row.index, bytes(row.data), bytes(row.leaf))


def _witnessed(row: PartnerCheckpoint) -> WitnessedCheckpoint:
    return WitnessedCheckpoint(
        station_id=row.station_id,
        size=row.size,
        root=bytes(row.root),
        note=row.note,
        received_at=row.received_at,
        verdict=WitnessVerdict(row.verdict),
        compared_with=row.compared_with,
        proof=None if row.proof is None else tuple(row.proof),
    )
