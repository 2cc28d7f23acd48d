"""Bodies of dispatches, kind by kind: what must be in them, read strictly before anything is stored.

docs/protocol.md, section "Bodies", is the specification of what is checked here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

import orjson

from jisr.core.handling import (
    Contradiction,
    ContradictoryMarkingError,
    Handling,
    HandlingError,
    contradictions,
)
from jisr.core.sealing import ANSWERS, DispatchKind, MalformedError, SealingError
from jisr.core.statements import Statement, StatementFormatError
from jisr.station.exchange.terms import ConsentTerms

VERDICTS: Final = ("useful", "decisive", "already_known", "wrong")
CERTIFIED_ACTS: Final = ("quarantined", "erased", "amended", "not_held", "passed_on", "withdrawn", "held")
#: To give the person concerned a copy (LED Art. 14); no marking speaks of it, so the originator is always asked.
TELL_SUBJECT: Final = "tell_subject"
PERMISSIONS: Final = ("pass_on", "act_on", "use_in_court", "match", TELL_SUBJECT)
URGENCIES: Final = ("urgent", "priority", "ordinary")

_LONGEST_TEXT: Final = 200_000
_MOST_ITEMS: Final = 20_000
_MOST_HOLDERS: Final = 1_000
_MOST_HOPS: Final = 16


@dataclass(frozen=True, slots=True)
class Portion:
    """A passage of text with its own conditions."""

    id: str
    text: str
    lang: str
    handling: Handling
    is_tear_line: bool = False


@dataclass(frozen=True, slots=True)
class CheckedBody:
    """What every reader of a body needs; the rest is read from `values`, whose form has been checked."""

    values: Mapping[str, Any]
    title: str = ""
    portions: tuple[Portion, ...] = ()
    statements: tuple[Statement, ...] = ()
    due: datetime | None = None
    handlings: tuple[Handling, ...] = field(default=())


def check_body(kind: DispatchKind, body: Mapping[str, Any]) -> CheckedBody:
    """The body of a dispatch of this kind.

    Raises:
        MalformedError: a member is missing or of the wrong form; names the member.
    """
    try:
        return _CHECKS[kind](body)
    except HandlingError as error:
        raise marking_answer(error) from error
    except StatementFormatError as error:
        raise MalformedError(f"body: {error}") from error


def marking_answer(error: HandlingError) -> SealingError:
    """The protocol's answer to a marking that cannot be taken."""
    return ANSWERS.get(error.code, MalformedError)(f"body: {error}")


def known_handling(untrusted: object) -> Handling:
    """Handling from its JSON form; the few that a station meets again and again are read once.

    Raises:
        HandlingError: as `Handling.from_json`.
    """
    try:
        text = orjson.dumps(untrusted, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError:
        return Handling.from_json(untrusted)
    return _handling(text)


@lru_cache(maxsize=4096)
def _handling(text: bytes) -> Handling:
    return Handling.from_json(orjson.loads(text))


def _content(body: Mapping[str, Any]) -> CheckedBody:
    portions = tuple(_portion(item) for item in _objects(body, "portions"))
    statements = tuple(Statement.from_json(item) for item in _objects(body, "statements"))
    if "report" in body and not isinstance(body["report"], dict):
        raise MalformedError("body.report: an object is needed")
    if "life_at_risk" in body and not isinstance(body["life_at_risk"], dict):
        raise MalformedError("body.life_at_risk: an object is needed")
    return CheckedBody(
        values=body,
        title=_text(body, "title"),
        portions=portions,
        statements=statements,
        handlings=tuple(item.handling for item in portions) + tuple(item.handling for item in statements),
    )


def _warning(body: Mapping[str, Any]) -> CheckedBody:
    content = _content(body)
    for name in ("threat", "place", "country", "recommended_action"):
        _text(body, name, may_be_empty=name != "threat")
    window = body.get("window")
    if not isinstance(window, dict):
        raise MalformedError("body.window: an object is needed")
    opening, end = _instant(window, "from"), _instant(window, "until")
    if opening and end and end < opening:
        raise MalformedError("body.window: ends before it begins")
    probability = body.get("probability")
    if isinstance(probability, bool) or not isinstance(probability, int | float) or not 0 <= probability <= 1:
        raise MalformedError("body.probability: a number from 0 to 1 is needed")
    _text(body, "yardstick")
    return _with_due(content, _instant(body, "acknowledge_by"))


def _request(body: Mapping[str, Any]) -> CheckedBody:
    question = _text(body, "question")
    _text(body, "legal_basis", may_be_empty=True)
    if body.get("urgency") not in URGENCIES:
        raise MalformedError("body.urgency: unknown")
    due = _instant(body, "due")
    if due is None:
        raise MalformedError("body.due: an instant is needed")
    return CheckedBody(values=body, title=question[:200], due=due)


def _reply(body: Mapping[str, Any]) -> CheckedBody:
    if body.get("declined") is True:
        return CheckedBody(values=body, title=_text(body, "reason"))
    return _content(body)


def _acknowledgement(body: Mapping[str, Any]) -> CheckedBody:
    _text(body, "note", may_be_empty=True)
    return CheckedBody(values=body, title=_text(body, "action", may_be_empty=True))


def _feedback(body: Mapping[str, Any]) -> CheckedBody:
    if body.get("verdict") not in VERDICTS:
        raise MalformedError("body.verdict: unknown")
    return CheckedBody(values=body, title=_text(body, "comment", may_be_empty=True))


def _free_text(body: Mapping[str, Any]) -> CheckedBody:
    return CheckedBody(values=body, title=_text(body, "text")[:200])


def _coordination(body: Mapping[str, Any]) -> CheckedBody:
    if "interest" in body:
        if not isinstance(body["interest"], dict):
            raise MalformedError("body.interest: an object is needed")
        return CheckedBody(values=body)
    if "joint" in body:
        if not isinstance(body["joint"], dict):
            raise MalformedError("body.joint: an object is needed")
        return CheckedBody(values=body, title=_text(body["joint"], "title")[:200])
    return _free_text(body)


def _recall(body: Mapping[str, Any]) -> CheckedBody:
    if body.get("all") is not True and not (_ids(body, "statements") or _ids(body, "portions")):
        raise MalformedError("body: a recall of nothing")
    return CheckedBody(values=body, title=_text(body, "reason"))


def _correction(body: Mapping[str, Any]) -> CheckedBody:
    content = _content({**body, "title": _text(body, "reason")})
    if not _ids(body, "replaces"):
        raise MalformedError("body.replaces: ids are needed")
    return CheckedBody(
        values=body,
        title=content.title,
        portions=content.portions,
        statements=content.statements,
        handlings=content.handlings,
    )


def _certificate(body: Mapping[str, Any]) -> CheckedBody:
    if body.get("act") not in CERTIFIED_ACTS:
        raise MalformedError("body.act: unknown")
    if _instant(body, "at") is None:
        raise MalformedError("body.at: an instant is needed")
    if (body["act"] == "held") != (_instant(body, "until") is not None):
        raise MalformedError("body.until: an instant is needed with held, and only there")
    _ids(body, "items")
    if not isinstance(body.get("complete", False), bool):
        raise MalformedError("body.complete: true or false is needed")
    _check_holders(body.get("onward", []))
    return CheckedBody(values=body)


def _check_holders(untrusted: object, hops: int = 0) -> int:
    """Those to whom something was passed on, each with those it passed it on to; how many in all."""
    if not isinstance(untrusted, list) or hops > _MOST_HOPS:
        raise MalformedError("body.onward: a list of holders is needed")
    count = 0
    for holder in untrusted:
        if not isinstance(holder, dict):
            raise MalformedError("body.onward: a list of objects is needed")
        station, via = holder.get("station", ""), holder.get("via", [])
        names = [station, *via] if isinstance(via, list) else [None]
        if not all(isinstance(name, str) and len(name) <= 64 for name in names) or len(names) > _MOST_HOPS:
            raise MalformedError("body.onward: names of stations are needed")
        if not isinstance(holder.get("act", ""), str) or not isinstance(holder.get("complete", False), bool):
            raise MalformedError("body.onward: an act and whether it is complete are needed")
        _instant(holder, "at")
        count += 1 + _check_holders(holder.get("onward", []), hops + 1)
    if count > _MOST_HOLDERS:
        raise MalformedError("body.onward: too many holders")
    return count


def _consent_request(body: Mapping[str, Any]) -> CheckedBody:
    if body.get("permission") not in PERMISSIONS:
        raise MalformedError("body.permission: unknown")
    stations = body.get("to", [])
    if not isinstance(stations, list) or not all(isinstance(item, str) and len(item) <= 64 for item in stations):
        raise MalformedError("body.to: a list of texts is needed")
    _ids(body, "items")
    _instant(body, "answer_by")
    return CheckedBody(values=body, title=_text(body, "reason"))


def _consent_decision(body: Mapping[str, Any]) -> CheckedBody:
    granted, withdrawn = body.get("granted"), body.get("withdrawn", False)
    if not isinstance(granted, bool) or not isinstance(withdrawn, bool) or (granted and withdrawn):
        raise MalformedError("body.granted: true or false is needed")
    stations = body.get("originators", [])
    if not isinstance(stations, list) or not all(isinstance(item, str) and 0 < len(item) <= 64 for item in stations):
        raise MalformedError("body.originators: a list of texts is needed")
    terms = ConsentTerms.from_body(body)
    return CheckedBody(values=body, title=terms.note[:200])


def _card(body: Mapping[str, Any]) -> CheckedBody:
    _text(body, "card")
    return CheckedBody(values=body)


def _revocation(body: Mapping[str, Any]) -> CheckedBody:
    _text(body, "statement")
    return CheckedBody(values=body)


_CHECKS: Final[Mapping[DispatchKind, Callable[[Mapping[str, Any]], CheckedBody]]] = {
    DispatchKind.INFORMATION: _content,
    DispatchKind.WARNING: _warning,
    DispatchKind.REQUEST: _request,
    DispatchKind.REPLY: _reply,
    DispatchKind.COORDINATION: _coordination,
    DispatchKind.ACKNOWLEDGEMENT: _acknowledgement,
    DispatchKind.FEEDBACK: _feedback,
    DispatchKind.QUESTION: _free_text,
    DispatchKind.RECALL: _recall,
    DispatchKind.CORRECTION: _correction,
    DispatchKind.CERTIFICATE: _certificate,
    DispatchKind.CONSENT_REQUEST: _consent_request,
    DispatchKind.CONSENT_DECISION: _consent_decision,
    DispatchKind.CARD: _card,
    DispatchKind.REVOCATION: _revocation,
}


def _with_due(content: CheckedBody, due: datetime | None) -> CheckedBody:
    return CheckedBody(content.values, content.title, content.portions, content.statements, due, content.handlings)


def _portion(item: Mapping[str, Any]) -> Portion:
    lang = _text(item, "lang", may_be_empty=True)
    handling, is_tear_line = known_handling(item.get("handling")), item.get("tear_line", False)
    if not isinstance(is_tear_line, bool):
        raise MalformedError("body.tear_line: true or false is needed")
    if is_tear_line and Contradiction.TEAR_LINE_NOT_PASSABLE in contradictions(handling, is_tear_line=True):
        raise ContradictoryMarkingError(Contradiction.TEAR_LINE_NOT_PASSABLE.value, "onward")
    return Portion(_id(item.get("id"), "portions"), _text(item, "text"), lang, handling, is_tear_line)


def _text(values: Mapping[str, Any], name: str, *, may_be_empty: bool = False) -> str:
    value = values.get(name, "" if may_be_empty else None)
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT or "\x00" in value or not (value or may_be_empty):
        raise MalformedError(f"body.{name}: a text is needed")
    return value


def _objects(values: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    items = values.get(name, [])
    if not isinstance(items, list) or len(items) > _MOST_ITEMS or not all(isinstance(item, dict) for item in items):
        raise MalformedError(f"body.{name}: a list of objects is needed")
    return items


def _ids(values: Mapping[str, Any], name: str) -> list[str]:
    items = values.get(name, [])
    if not isinstance(items, list) or len(items) > _MOST_ITEMS:
        raise MalformedError(f"body.{name}: a list of ids is needed")
    return [_id(item, name) for item in items]


def _id(value: object, name: str) -> str:
    try:
        return str(UUID(value)) if isinstance(value, str) else _refuse(name)
    except ValueError:
        return _refuse(name)


def _refuse(name: str) -> str:
    raise MalformedError(f"body.{name}: an id is needed")


def _instant(values: Mapping[str, Any], name: str) -> datetime | None:
    value = values.get(name)
    if value is None:
        return None
    try:
        instant = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        instant = None
    if instant is None or instant.tzinfo is None:
        raise MalformedError(f"body.{name}: an instant with its time zone is needed")
    return instant
