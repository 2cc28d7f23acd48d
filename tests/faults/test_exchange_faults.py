"""Broken servers, broken lines, broken moments: nothing is lost, nothing happens twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.utils import timezone

if TYPE_CHECKING:
    from jisr.station.exchange.testing import InMemoryPartner

pytestmark = pytest.mark.django_db(transaction=True)

BODY: dict[str, Any] = {"title": "EXERCISE", "portions": [], "statements": []}


class _Broken(BaseHTTPRequestHandler):
    """A server that answers as the test tells it to."""

    answer: tuple[int, bytes, dict[str, str]] = (200, b"", {})

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        status, content, headers = type(self).answer
        if status == 0:
            self.connection.close()
            return
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def broken_server() -> Iterator[Callable[..., str]]:
    server = HTTPServer(("127.0.0.1", 0), _Broken)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()

    def told(status: int, content: bytes = b"", **headers: str) -> str:
        _Broken.answer = (status, content, headers)
        return f"http://127.0.0.1:{server.server_port}/"

    yield told
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def madrid(actor: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> InMemoryPartner:
    from jisr.station.exchange.testing import InMemoryPartner, PartnerNetwork

    network = PartnerNetwork()
    monkeypatch.setattr("jisr.station.exchange.services.delivery.post_messages", network.post)
    made = network.add(InMemoryPartner())
    made.become_active(actor("liaison"), actor("cooperation"))
    return made


@pytest.mark.parametrize(
    ("status", "content", "code"),
    [
        (0, b"", "unreachable"),
        (500, b"trace", "http_500"),
        (301, b"", "http_301"),
        (503, b"", "busy"),
        (429, b"", "busy"),
        (200, b"<html>captive portal</html>", "not_an_answer"),
        (200, b'{"answers": []}', "not_an_answer"),
        (200, b'{"answers": ["a", "b"], "checkpoint": ""}', "not_an_answer"),
        (200, b'{"answers": [1], "checkpoint": ""}', "not_an_answer"),
        (200, b'{"answers": ["\xc3\xa9"], "checkpoint": ""}', "not_an_answer"),
        (200, b'{"answers": ["a"], "checkpoint": 7}', "not_an_answer"),
        (200, b'{"answers": ["a"], "proof": ["zz"]}', "not_an_answer"),
        (200, b'{"answers": ["' + b"a" * 5_000_000 + b'"]}', "not_an_answer"),
    ],
)
def test_server_that_does_not_answer_as_a_station(
    broken_server: Callable[..., str], status: int, content: bytes, code: str
) -> None:
    from jisr.station.exchange.transport import TransportError, post_messages

    with pytest.raises(TransportError) as failure:
        post_messages(broken_server(status, content), [b"{}"], None)
    assert failure.value.code == code


def test_server_that_asks_to_wait_is_left_alone_that_long(broken_server: Callable[..., str]) -> None:
    from jisr.station.exchange.transport import TransportError, post_messages

    with pytest.raises(TransportError) as failure:
        post_messages(broken_server(429, b"", **{"Retry-After": "120"}), [b"{}"], None)
    assert failure.value.retry_after_seconds == 120


def test_nobody_listens() -> None:
    from jisr.station.exchange.transport import TransportError, post_messages

    with pytest.raises(TransportError) as failure:
        post_messages("http://127.0.0.1:9/", [b"{}"], None)
    assert failure.value.code == "unreachable"


def test_station_that_dies_after_storing_answers_the_second_try(
    madrid: InMemoryPartner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stored the batch and died before it could answer: the sender's second try gets the receipt."""
    from jisr.core.sealing import DispatchKind, verify_receipt
    from jisr.station.exchange.models import DispatchRecord
    from jisr.station.exchange.services import receiving
    from jisr.station.partners.own_card import own_card

    written = madrid.write(DispatchKind.INFORMATION, BODY)
    monkeypatch.setattr(receiving, "_answer", _die)
    with pytest.raises(SystemExit):
        madrid.deliver(written)
    monkeypatch.undo()
    reply = madrid.deliver(written)
    receipt = verify_receipt(
        reply.answers[0], own_card(), dispatch_id=written.id, digest=written.digest, sender="madrid"
    )
    assert receipt.ledger_index == DispatchRecord.objects.get().ledger_index


def test_station_that_dies_while_storing_keeps_nothing(
    madrid: InMemoryPartner, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jisr.core.sealing import DispatchKind
    from jisr.station.exchange.models import DispatchRecord
    from jisr.station.exchange.services import receiving
    from jisr.station.ledger import queries as ledger_queries

    written = madrid.write(DispatchKind.INFORMATION, BODY)
    size = ledger_queries.size()
    monkeypatch.setattr(receiving, "record_many", _die)
    with pytest.raises(SystemExit):
        madrid.deliver(written)
    monkeypatch.undo()
    assert (DispatchRecord.objects.count(), ledger_queries.size()) == (0, size)
    madrid.deliver(written)
    assert DispatchRecord.objects.count() == 1


def test_sender_that_dies_before_keeping_the_receipt_sends_again_and_nothing_doubles(
    madrid: InMemoryPartner, actor: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from jisr.core.sealing import DispatchKind
    from jisr.station.exchange import queries, services
    from jisr.station.exchange.services import delivery

    record_id: UUID = services.send(
        actor("releaser"),
        kind=DispatchKind.INFORMATION,
        recipients=["madrid"],
        body=BODY,
        handling=services.own_handling(),
    )
    with monkeypatch.context() as dying:
        dying.setattr(delivery, "_store_receipts", _die)
        with pytest.raises(SystemExit):
            delivery.deliver_due("madrid", timezone.now())
    assert delivery.deliver_due("madrid", timezone.now()).received == 1
    assert len(madrid.inbox) == 1
    assert queries.find(record_id).deliveries[0].state == "received"  # type: ignore[union-attr]


def test_release_that_fails_sends_nothing(madrid: InMemoryPartner, actor: Callable[..., Any]) -> None:
    """Dispatch, delivery and the job to deliver it stand or fall with the transaction that made them."""
    from django.db import transaction
    from procrastinate.contrib.django.models import ProcrastinateJob

    from jisr.core.sealing import DispatchKind
    from jisr.station.exchange import services
    from jisr.station.exchange.models import Delivery, DispatchRecord

    class ReleaseFailed(Exception):
        pass

    def release() -> None:
        with transaction.atomic():
            services.send(
                actor("releaser"),
                kind=DispatchKind.INFORMATION,
                recipients=["madrid"],
                body=BODY,
                handling=services.own_handling(),
            )
            raise ReleaseFailed

    before = ProcrastinateJob.objects.count()
    with pytest.raises(ReleaseFailed):
        release()
    assert (DispatchRecord.objects.count(), Delivery.objects.count()) == (0, 0)
    assert ProcrastinateJob.objects.count() == before


def test_two_deliveries_of_one_dispatch_at_the_same_moment(madrid: InMemoryPartner) -> None:
    """Two worker processes get the same message at once: one stores it, the other answers a duplicate."""
    from django.db import connection

    from jisr.core.sealing import DispatchKind, verify_receipt
    from jisr.station.exchange.models import DispatchRecord
    from jisr.station.partners.own_card import own_card

    written = madrid.write(DispatchKind.INFORMATION, BODY)
    indexes: list[int] = []

    def deliver() -> None:
        try:
            reply = madrid.deliver(written)
            receipt = verify_receipt(
                reply.answers[0], own_card(), dispatch_id=written.id, digest=written.digest, sender="madrid"
            )
            indexes.append(receipt.ledger_index)
        finally:
            connection.close()

    threads = [threading.Thread(target=deliver) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert DispatchRecord.objects.count() == 1
    assert len(indexes) == 4
    assert len(set(indexes)) == 1


def _die(*args: Any, **kwargs: Any) -> Any:
    raise SystemExit("the process ends here")
