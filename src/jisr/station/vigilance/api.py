"""Routes of the watch over reading."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from jisr.station.accounts.access import Bearer, actor_of
from jisr.station.accounts.roles import Right
from jisr.station.ledger.services import Act, record
from jisr.station.vigilance import queries, services
from jisr.station.vigilance.models import FlagState
from jisr.station.vigilance.problems import FlagUnknownError

router = Router()
READ, HANDLE = Bearer(Right.VIGILANCE_READ), Bearer(Right.VIGILANCE_HANDLE)
OWN = Bearer(Right.OWN_ACCOUNT)


class EvidenceOut(Schema):
    index: int
    time: datetime
    act: str
    record_kind: str
    record_id: str
    decision: str
    justification: str
    purpose: str


class FlagOut(Schema):
    """One flag. `numbers` is what was counted and what it was held against."""

    id: UUID
    rule: str
    rule_label: str
    person: str
    first_at: datetime
    last_at: datetime
    says: str
    numbers: dict[str, Any]
    state: str
    handled_at: datetime | None
    handled_by: str
    reason: str
    told_at: datetime | None
    tell_from: date | None
    evidence_count: int
    evidence: list[EvidenceOut]


class FlagPage(Schema):
    total: int
    items: list[FlagOut]


class FlagQuery(Schema):
    """state: open, handled, explained, needs_action, false_alarm, or empty for all."""

    state: str = "open"
    rule: str = ""
    person: str = ""
    limit: int = Field(25, ge=1, le=200)
    offset: int = Field(0, ge=0, le=1_000_000)


class HandleIn(Schema):
    state: FlagState
    reason: str = Field(max_length=1000)
    tell_from: date | None = None
    not_told_because: str = Field("", max_length=1000)


class RuleOut(Schema):
    code: str
    label: str
    about: str
    is_on: bool
    numbers: dict[str, int]
    open: int
    explained: int
    needs_action: int
    false_alarm: int
    share_of_false_alarms: float | None


class RuleIn(Schema):
    is_on: bool = True
    numbers: dict[str, int] = {}
    reason: str = Field(max_length=1000)


class TellingOut(Schema):
    rule: str
    rule_label: str
    first_at: datetime
    last_at: datetime
    says: str
    state: str
    reason: str


class LookOut(Schema):
    raised: int


@router.get("/flags", response=FlagPage, auth=READ, summary="What was flagged, newest first")
def list_flags(request: HttpRequest, asked: Query[FlagQuery]) -> Any:
    wanted = {"state": asked.state, "rule": asked.rule, "person": asked.person}
    items = queries.flags(**wanted, limit=asked.limit, offset=asked.offset)
    record(actor_of(request), Act.CONSULTATION, "flag", "list", detail={"shown": len(items)})
    return {"total": queries.count_flags(**wanted), "items": items}


@router.get("/flags/{uuid:flag_id}", response=FlagOut, auth=READ, summary="One flag with its evidence")
def show_flag(request: HttpRequest, flag_id: UUID) -> Any:
    held = queries.flag(flag_id)
    if held is None:
        raise FlagUnknownError
    record(actor_of(request), Act.CONSULTATION, "flag", str(flag_id), detail={"shown": len(held.evidence)})
    return held


@router.post("/flags/{uuid:flag_id}/handle", response={204: None}, auth=HANDLE, summary="Say what came of a flag")
def handle_flag(request: HttpRequest, flag_id: UUID, asked: HandleIn) -> Any:
    values = asked.dict()
    services.handle_flag(actor_of(request), flag_id, values.pop("state"), **values)
    return Status(204, None)


@router.get("/rules", response=list[RuleOut], auth=READ, summary="Rules, and how often each was wrong")
def list_rules(request: HttpRequest) -> Any:
    rates = {rate.rule: rate for rate in queries.rates()}
    return [
        {
            "code": code, "label": str(standing.rule.label), "about": str(standing.rule.about),
            "is_on": standing.is_on, "numbers": standing.numbers, "open": rates[code].open,
            "explained": rates[code].explained, "needs_action": rates[code].needs_action,
            "false_alarm": rates[code].false_alarm, "share_of_false_alarms": rates[code].share,
        }
        for code, standing in services.rules_now().items()
    ]  # fmt: skip


@router.put("/rules/{code}", response={204: None}, auth=HANDLE, summary="Change a rule")
def change_rule(request: HttpRequest, code: str, asked: RuleIn) -> Any:
    services.change_rule(actor_of(request), code, **asked.dict())
    return Status(204, None)


@router.post("/look", response=LookOut, auth=HANDLE, summary="Look at once at what is new in the ledger")
def look(request: HttpRequest) -> Any:
    return {"raised": services.look()}


@router.get("/mine", response=list[TellingOut], auth=OWN, summary="What one was told about own reading")
def mine(request: HttpRequest) -> Any:
    return queries.told_flags(actor_of(request).name)
