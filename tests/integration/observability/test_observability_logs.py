"""Logs without content: whatever is written, by us or by a library, no text, name or value comes out."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.test import Client

from jisr.station.observability.logs import WITHHELD, ContentFreeFormatter, configure

CONTENT = [
    "عبد الكريم بنموسى",
    "Abdelkrim Benmoussa",
    "+212600000000",
    "MA64011519000001205000534921",
    "attack on the market",
]


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """All log lines of this test, through the station's own set-up."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    configure(logging.DEBUG)
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(ContentFreeFormatter())
    root.addHandler(handler)
    yield stream
    root.handlers = before
    root.setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def assert_clean(stream: io.StringIO) -> None:
    text = stream.getvalue()
    assert text, "nothing was logged, so nothing was shown"
    for content in CONTENT:
        assert content not in text
        assert json.dumps(content)[1:-1] not in text


def test_own_events_keep_codes_and_identifiers(written: io.StringIO) -> None:
    structlog.get_logger("jisr.test").warning(
        "dispatch_delivered", partner="madrid", attempt=3, dispatch="0192a1b2-0000-7000-8000-000000000001"
    )
    (line,) = lines(written)
    assert (line["event"], line["partner"], line["attempt"], line["level"]) == (
        "dispatch_delivered",
        "madrid",
        3,
        "warning",
    )
    assert line["logger"] == "jisr.test"
    assert line["timestamp"].endswith("+00:00")


@pytest.mark.parametrize("content", CONTENT)
def test_own_events_lose_content_wherever_it_is_put(written: io.StringIO, content: str) -> None:
    log = structlog.get_logger("jisr.test")
    log.warning(content)
    log.warning("report_received", title=content, report=content, user=content, detail={"name": content}, n=[content])
    log.warning("report_received", unknown_field=content.replace(" ", "_"))
    assert_clean(written)
    assert lines(written)[1]["title"] == WITHHELD


def test_libraries_are_quiet_below_debug(written: io.StringIO) -> None:
    configure(logging.INFO)
    handler = logging.StreamHandler(written)
    handler.setFormatter(ContentFreeFormatter())
    logging.getLogger().addHandler(handler)
    logging.getLogger("procrastinate").info("Starting job %s", "import")
    structlog.get_logger("jisr.test").info("job_started")
    assert [line["event"] for line in lines(written)] == ["job_started"]


def test_numbers_that_could_be_someone_s_are_withheld(written: io.StringIO) -> None:
    structlog.get_logger("jisr.test").warning("list_read", rows=40_000, value=212600000000)
    (line,) = lines(written)
    assert (line["rows"], line["value"]) == (40_000, WITHHELD)


@pytest.mark.parametrize("content", CONTENT)
def test_libraries_keep_only_the_template(written: io.StringIO, content: str) -> None:
    library = logging.getLogger("django.request")
    library.warning("Not Found: %s", content)
    library.warning(f"ready made {content}")
    library.warning("with extra", extra={"name_of_person": content, "request": content})
    assert_clean(written)
    first, second, _third = lines(written)
    assert first["template"] == "Not Found: %s"
    assert "template" not in second
    assert second["place"].startswith("django.request:test_libraries_keep_only_the_template:")


@pytest.mark.parametrize("content", CONTENT)
def test_exceptions_keep_type_and_places(written: io.StringIO, content: str) -> None:
    def read(name: str) -> None:
        raise ValueError(f"cannot read {name}")

    try:
        read(content)
    except ValueError as error:
        structlog.get_logger("jisr.test").exception("reading_failed")
        logging.getLogger("procrastinate").exception("Job failed", exc_info=error)
        logging.getLogger("procrastinate").error("Job %s failed", content, exc_info=True, stack_info=True)
    assert_clean(written)
    for line in lines(written):
        assert line["exception"] == "builtins.ValueError"
        assert line["places"][-1].endswith(":read")


@pytest.mark.django_db
@pytest.mark.integration
def test_requests_are_logged_by_route(written: io.StringIO, client: Client) -> None:
    client.get("/readyz", {"q": CONTENT[1]})
    client.get(f"/people/{CONTENT[1]}/")
    client.post("/sign-in/", {"login": CONTENT[1], "password": CONTENT[4]})
    assert_clean(written)
    routes = [line.get("route") for line in lines(written) if line["event"] == "request"]
    assert routes == ["observability:readyz", "accounts:person", "account_login"]


@pytest.mark.django_db
@pytest.mark.integration
def test_page_that_fails_inside_logs_no_content(
    written: io.StringIO, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError(CONTENT[0])

    monkeypatch.setattr("jisr.station.observability.views.failing_conditions", fail)
    client.raise_request_exception = False
    assert client.get("/readyz", {"q": CONTENT[2]}).status_code == 500
    assert_clean(written)
    assert any(line.get("exception") == "builtins.RuntimeError" for line in lines(written))
