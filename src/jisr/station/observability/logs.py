"""Logs that can be handed to anyone: codes, numbers, identifiers and places in the program, never content.

What is let through is listed; everything else is withheld. The rules, all applied to every line whoever writes it:

1. the event is a code (`ledger_takes_no_entries`); a sentence is replaced by the place that wrote it;
2. a library's message is its template (`Not Found: %s`) without what was to be filled in; a message that came ready
   made is
   replaced by the place that wrote it, because nobody can tell what is in it;
3. a field's value is a number, a truth value, or text that looks like a code or an id, under a name of the list below;
   anything else reads `[withheld]`;
4. of an exception remain its type and the places it passed through: no message, no arguments, no local variables.

Lines are JSON on standard error. JISR_LOG sets the level (debug, info, warning, error; default warning) or `off`.
"""

import logging
import os
import re
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

import orjson
import structlog
from structlog.typing import EventDict, WrappedLogger

WITHHELD = "[withheld]"
LEVEL_VARIABLE = "JISR_LOG"

#: Fields whose text may be shown when it looks like an identifier. Never a name, a title, a text, a search.
IDENTIFIER_FIELDS = frozenset(
    {
        *(
            "check",
            "code",
            "decision",
            "dispatch",
            "job",
            "kind",
            "method",
            "outcome",
            "partner",
            "queue",
            "reason_code",
        ),
        *("record", "release", "report", "route", "state", "station", "task", "thread", "verdict", "warning", "worker"),
    }
)
_CODE = re.compile(r"[a-z][a-z0-9_.]{1,79}")
# A code, station id or route; a UUID; the number of a failure; a number such as R-2026-0417; an HTTP method.
_IDENTIFIER = re.compile(
    r"[a-z][a-z0-9_.:-]{0,79}"
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|(?=[0-9]*[a-f])[0-9a-f]{10}"
    r"|[A-Z]{1,3}-[0-9]{4}-[0-9]{1,8}"
    r"|GET|HEAD|POST|PUT|PATCH|DELETE"
)
_OWN = "jisr"
#: Counts, sizes and times are smaller; telephone and account numbers are not.
_MAX_NUMBER = 100_000_000


def configure_from_environment() -> None:
    """Send all logging of this process through the rules, at the level that JISR_LOG names."""
    level_name = os.environ.get(LEVEL_VARIABLE, "warning").lower()
    if level_name == "off":
        logging.getLogger().setLevel(logging.CRITICAL + 1)
        return
    configure(logging.getLevelNamesMapping().get(level_name.upper(), logging.WARNING))


def configure(level: int) -> None:
    """Send all logging of this process through the rules; plain handlers others have set are taken away."""
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, _hand_over],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(ContentFreeFormatter())
    root = logging.getLogger()
    root.handlers = [held for held in root.handlers if type(held) is not logging.StreamHandler] + [handler]
    # Libraries tell much at "info"; only "debug" lets them.
    root.setLevel(level if level <= logging.DEBUG else max(level, logging.WARNING))
    logging.getLogger(_OWN).setLevel(level)
    for name in list(logging.root.manager.loggerDict):
        library = logging.getLogger(name)
        if library.handlers:
            library.handlers.clear()
            library.propagate = True


class ContentFreeFormatter(logging.Formatter):
    """Turns any log record, ours or a library's, into one line of JSON without content."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without a newline."""
        line: dict[str, Any] = {
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        own: EventDict | None = getattr(record, "jisr_event", None)
        line |= library_fields(record) if own is None else own_fields(own)
        line["logger"] = record.name
        line |= exception_fields(own.get("exc_info") if own else record.exc_info)
        return orjson.dumps(line, default=lambda value: WITHHELD).decode()


def own_fields(event: EventDict) -> dict[str, Any]:
    """Rules 1 and 3: the code, and the fields that look like what they should be."""
    code = event.get("event")
    shown = {
        name: _shown(name, value) for name, value in event.items() if name not in ("event", "exc_info", "stack_info")
    }
    return {"event": code if isinstance(code, str) and _CODE.fullmatch(code) else WITHHELD} | shown


def library_fields(record: logging.LogRecord) -> dict[str, Any]:
    """Rule 2: the template of a library's message, and the place that wrote it."""
    fields: dict[str, Any] = {"event": "library_message", "place": f"{record.name}:{record.funcName}:{record.lineno}"}
    if isinstance(record.msg, str):
        code = record.msg.strip().replace(" ", "_").lower()
        if record.args:
            fields["template"] = record.msg
        elif record.name.split(".")[0] == _OWN and _CODE.fullmatch(code):
            fields["event"] = code
    return fields


def exception_fields(info: Any) -> dict[str, Any]:
    """Rule 4: type of the exception and places it passed through."""
    if info is True:
        info = sys.exc_info()
    elif isinstance(info, BaseException):
        info = (type(info), info, info.__traceback__)
    if not isinstance(info, tuple) or info[0] is None:
        return {}
    kind, _error, trace = info
    places = [_place(frame) for frame in traceback.extract_tb(trace)]
    return {"exception": f"{kind.__module__}.{kind.__qualname__}", "places": places}


def _hand_over(logger: WrappedLogger, name: str, event: EventDict) -> tuple[tuple[str], dict[str, Any]]:
    """Last step of structlog: the fields travel beside an empty message, for `ContentFreeFormatter`."""
    return ("",), {"extra": {"jisr_event": event}}


def _shown(field: str, value: Any) -> Any:
    if value is None or (isinstance(value, int | float) and abs(value) < _MAX_NUMBER):
        return value
    if field in IDENTIFIER_FIELDS and _IDENTIFIER.fullmatch(str(value)):
        return str(value)
    return WITHHELD


def _place(frame: traceback.FrameSummary) -> str:
    file = "/".join(frame.filename.replace("\\", "/").split("/")[-3:])
    return f"{file}:{frame.lineno}:{frame.name}"
