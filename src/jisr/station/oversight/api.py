"""Routes of the ledger: entries, lives of records, proofs, checkpoints, checks, partners' logs, bundles."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import Field, Query, Router, Schema

from jisr.core.ledger import Act, SizeNotInLogError
from jisr.station.accounts.access import Bearer, actor_of
from jisr.station.accounts.roles import Right
from jisr.station.ledger import queries as ledger
from jisr.station.ledger.checks import run_check
from jisr.station.ledger.services import checkpoint_and_size
from jisr.station.oversight import routes_reviews, routes_statistics, services
from jisr.station.oversight.problems import NoSuchEntryProblem, NoSuchPlaceProblem, NoSuchSizeProblem
from jisr.station.oversight.queries import EntryView, PartnerLogView, entry_proof, partner_log, partner_logs, view_of
from jisr.station.oversight.verifier import verifier_page
from jisr.station.web.paging import MAX_OFFSET

router = Router()
router.add_router("", routes_reviews.router)
router.add_router("", routes_statistics.router)


class EntryOut(Schema):
    """An entry. `data` is its exact bytes (JSON text); the other fields are read out of it."""

    index: int
    time: datetime | None
    actor: str
    roles: list[str]
    channel: str
    act: str
    record_kind: str
    record_id: str
    recipient: str
    justification: str
    decision: str
    detail: dict[str, str | int]
    data: str


class EntryPage(Schema):
    """Entries, newest first.

    `total` is counted no further than 10,001. `older` is the place to give as `after` for the next page; asking by
    place is as quick on the millionth page as on the first, asking by `offset` is not.
    """

    total: int
    older: str
    items: list[EntryOut]


class ProofOut(Schema):
    """Inclusion proof (RFC 9162 section 2.1.3); hashes in hex, entry side first."""

    entry: EntryOut
    size: int
    root: str
    leaf: str
    proof: list[str]


class ConsistencyOut(Schema):
    """Consistency proof (RFC 9162 section 2.1.4); hashes in hex."""

    old_size: int
    new_size: int
    proof: list[str]


class CheckpointOut(Schema):
    """A checkpoint as a signed note (C2SP tlog-checkpoint)."""

    size: int
    note: str


class FindingOut(Schema):
    code: str
    index: int


class CheckOut(Schema):
    """Outcome of an integrity check."""

    id: int
    started_at: datetime
    finished_at: datetime
    size: int
    root: str
    holds: bool
    findings: list[FindingOut]

    @staticmethod
    def resolve_root(check: ledger.Check) -> str:
        return check.root.hex()


class PartnerLogOut(Schema):
    station_id: str
    name: str
    state: str
    size: int | None
    latest_at: datetime | None
    breaches: int


class WitnessedOut(Schema):
    """A partner's checkpoint and this station's verdict."""

    size: int
    root: str
    note: str
    received_at: datetime
    verdict: str
    compared_with: int | None
    proof: list[str] | None

    @staticmethod
    def resolve_root(checkpoint: ledger.WitnessedCheckpoint) -> str:
        return checkpoint.root.hex()


class EntryQuery(Schema):
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
    limit: int = Field(50, ge=1, le=500)
    offset: int = Field(0, ge=0, le=MAX_OFFSET)
    after: str = ""

    def wanted(self) -> ledger.EntryFilter:
        return ledger.EntryFilter(**self.dict(exclude={"limit", "offset", "after"}))


@router.get("/entries", response=EntryPage, auth=Bearer(Right.LEDGER_READ), summary="Search the ledger")
def entries(request: HttpRequest, asked: Query[EntryQuery]) -> dict[str, Any]:
    wanted = asked.wanted()
    older = ""
    if asked.offset:
        stored = [ledger.stored(row) for row in ledger.search(wanted)[asked.offset : asked.offset + asked.limit]]
    else:
        found = page_at(wanted, asked.after, asked.limit)
        stored, older = found.rows, found.older
    page = {
        "total": ledger.count_entries(wanted),
        "older": older,
        "items": [_entry(view_of(one)) for one in stored],
    }
    narrowed_by = len(asked.dict(exclude={"limit", "offset", "after"}, exclude_defaults=True))
    services.note_reading(actor_of(request), "search", narrowed_by)
    return page


@router.get(
    "/records/{str:record_kind}/{path:record_id}",
    response=EntryPage,
    auth=Bearer(Right.LEDGER_READ),
    summary="The whole life of one record, newest first",
)
def life(request: HttpRequest, record_kind: str, record_id: str, after: str = "", limit: int = 100) -> dict[str, Any]:
    wanted = ledger.EntryFilter(record_kind=record_kind, record_id=record_id)
    found = page_at(wanted, after, min(max(limit, 1), 500))
    if not found.rows:
        raise NoSuchEntryProblem
    services.note_reading(actor_of(request), f"life:{record_kind}")
    items = [_entry(view_of(one)) for one in found.rows]
    return {"total": ledger.count_entries(wanted), "older": found.older, "items": items}


@router.get(
    "/entries/{int:index}",
    response=ProofOut,
    auth=Bearer(Right.LEDGER_READ),
    summary="An entry with its inclusion proof",
)
def entry(request: HttpRequest, index: int) -> dict[str, Any]:
    proof = entry_proof(index)
    services.note_reading(actor_of(request), f"entry:{index}")
    return {
        "entry": _entry(proof.view),
        "size": proof.size,
        "root": proof.root.hex(),
        "leaf": proof.leaf.hex(),
        "proof": [step.digest.hex() for step in proof.steps],
    }


@router.get(
    "/checkpoint", response=CheckpointOut, auth=Bearer(Right.LEDGER_VERIFY), summary="The signed state of the ledger"
)
def checkpoint(request: HttpRequest) -> dict[str, Any]:
    note, size = checkpoint_and_size()
    return {"note": note, "size": size}


@router.get(
    "/consistency",
    response=ConsistencyOut,
    auth=Bearer(Right.LEDGER_VERIFY),
    summary="Proof that the ledger only grew between two sizes",
)
def consistency(request: HttpRequest, old_size: int, new_size: int) -> dict[str, Any]:
    if new_size > ledger.size():
        raise NoSuchSizeProblem("new_size")
    try:
        proof = ledger.consistency_proof_for(old_size, new_size)
    except SizeNotInLogError:
        raise NoSuchSizeProblem("old_size") from None
    return {"old_size": old_size, "new_size": new_size, "proof": [digest.hex() for digest in proof]}


@router.get(
    "/checks", response=list[CheckOut], auth=Bearer(Right.LEDGER_VERIFY), summary="Past integrity checks, newest first"
)
def checks(request: HttpRequest) -> Any:
    return ledger.recent_checks()


@router.post("/checks", response=CheckOut, auth=Bearer(Right.LEDGER_VERIFY), summary="Check the whole ledger now")
def check(request: HttpRequest) -> Any:
    return run_check(actor_of(request))


@router.get(
    "/partners",
    response=list[PartnerLogOut],
    auth=Bearer(Right.LEDGER_VERIFY),
    summary="What is known of partners' logs",
)
def partners(request: HttpRequest) -> list[dict[str, Any]]:
    return [_log(view) for view in partner_logs()]


@router.get(
    "/partners/{str:station_id}", response=PartnerLogOut, auth=Bearer(Right.LEDGER_VERIFY), summary="One partner's log"
)
def partner(request: HttpRequest, station_id: str) -> dict[str, Any]:
    return _log(partner_log(station_id))


@router.get(
    "/partners/{str:station_id}/checkpoints",
    response=list[WitnessedOut],
    auth=Bearer(Right.LEDGER_VERIFY),
    summary="A partner's checkpoints with verdicts, newest first",
)
def partner_checkpoints(request: HttpRequest, station_id: str) -> Any:
    return ledger.partner_checkpoints(station_id)


@router.get(
    "/bundle",
    auth=Bearer(Right.LEDGER_EXPORT),
    summary="Entries first..last as a bundle that anyone can verify (JSON lines)",
)
def bundle(request: HttpRequest, first: int, last: int) -> StreamingHttpResponse:
    made = services.export_range(actor_of(request), first, last)
    response = StreamingHttpResponse(made.lines, content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{made.filename}"'
    return response


@router.get(
    "/verifier",
    auth=Bearer(Right.LEDGER_VERIFY),
    summary="The page that verifies bundles in a browser without any network (HTML)",
)
def verifier(request: HttpRequest) -> HttpResponse:
    return HttpResponse(verifier_page(), content_type="text/html; charset=utf-8")


def page_at(wanted: ledger.EntryFilter, after: str, limit: int) -> ledger.EntryPage:
    """The page that begins at a place another page named.

    Raises:
        NoSuchPlaceProblem: none did.
    """
    try:
        return ledger.page_of_entries(wanted, after=after, limit=limit)
    except ValueError:
        raise NoSuchPlaceProblem from None


def _entry(view: EntryView) -> dict[str, Any]:
    found = view.entry
    return {
        "index": view.index,
        "time": found.time if found else None,
        "actor": found.actor if found else "",
        "roles": list(found.roles) if found else [],
        "channel": found.channel if found else "",
        "act": found.act.value if found else "",
        "record_kind": found.record_kind if found else "",
        "record_id": found.record_id if found else "",
        "recipient": found.recipient if found else "",
        "justification": found.justification if found else "",
        "decision": found.decision if found else "",
        "detail": dict(found.detail) if found else {},
        "data": view.data.decode("utf-8", "replace"),
    }


def _log(view: PartnerLogView) -> dict[str, Any]:
    return {
        "station_id": view.station_id,
        "name": view.name,
        "state": view.state,
        "size": view.log.size,
        "latest_at": view.log.latest_at,
        "breaches": view.log.breaches,
    }
