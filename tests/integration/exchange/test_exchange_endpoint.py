"""The address partners post to: what it reads, what it refuses unread, and the whole way over real HTTP."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jisr.core.ledger import verify_consistency
from jisr.core.ledger.checkpoint import read_unverified
from jisr.core.sealing import DispatchKind, Sealed, verify_card, verify_receipt, verify_refusal
from jisr.station.exchange.limits import BUCKET_SIZE, AddressLimiter, limiter
from jisr.station.exchange.models import DispatchRecord
from jisr.station.exchange.testing import InMemoryPartner
from jisr.station.exchange.transport import (
    LEDGER_SIZE_HEADER,
    MAX_BATCH_BYTES,
    MAX_BATCH_MESSAGES,
    REQUEST_TYPE,
    post_messages,
)
from jisr.station.partners.own_card import own_card

pytestmark = pytest.mark.django_db(transaction=True)

BODY: dict[str, Any] = {"title": "EXERCISE", "portions": [], "statements": []}


@pytest.fixture(autouse=True)
def full_buckets() -> None:
    limiter.forget_all()


def post(content: bytes, content_type: str = REQUEST_TYPE, **headers: str) -> Any:
    return Client().post(reverse("exchange:endpoint"), content, content_type=content_type, headers=headers)


def lines(*messages: Sealed) -> bytes:
    return b"\n".join(item.sealed_bytes for item in messages)


def test_batch_is_answered_line_by_line(madrid: InMemoryPartner) -> None:
    first, second = (madrid.write(DispatchKind.INFORMATION, BODY) for _ in range(2))
    response = post(lines(first, second) + b"\n")
    assert response.status_code == 200
    answer = response.json()
    for written, text in zip((first, second), answer["answers"], strict=True):
        receipt = verify_receipt(
            text.encode(), own_card(), dispatch_id=written.id, digest=written.digest, sender="madrid"
        )
        assert answer["checkpoint"].startswith(receipt.checkpoint)


def test_proof_that_the_ledger_only_grew_comes_along(madrid: InMemoryPartner) -> None:
    before = read_unverified(post(lines(madrid.write(DispatchKind.INFORMATION, BODY))).json()["checkpoint"].encode())
    size = {LEDGER_SIZE_HEADER: str(before.size)}
    answer = post(lines(madrid.write(DispatchKind.INFORMATION, BODY)), **size).json()
    after = read_unverified(answer["checkpoint"].encode())
    proof = [bytes.fromhex(text) for text in answer["proof"]]
    assert verify_consistency(before.size, after.size, before.root, after.root, proof)


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (b"{}", "application/json", 415),
        (b"\n\n\n", REQUEST_TYPE, 400),
        (b"\n".join([b"{}"] * (MAX_BATCH_MESSAGES + 1)), REQUEST_TYPE, 413),
    ],
)
def test_what_is_refused_unread(content: bytes, content_type: str, status: int) -> None:
    assert post(content, content_type).status_code == status
    assert DispatchRecord.objects.count() == 0


def test_size_is_judged_by_the_header_before_anything_is_read() -> None:
    response = Client().generic(
        "POST", reverse("exchange:endpoint"), b"x", content_type=REQUEST_TYPE, CONTENT_LENGTH=str(MAX_BATCH_BYTES + 1)
    )
    assert response.status_code == 413


def test_other_methods_are_refused() -> None:
    assert Client().get(reverse("exchange:endpoint")).status_code == 405
    assert Client().put(reverse("exchange:endpoint")).status_code == 405


def test_flood_of_garbage_is_slowed_down_before_cryptography() -> None:
    statuses = [post(b"\n".join([b"garbage"] * 10)).status_code for _ in range(8)]
    assert statuses[0] == 200
    assert statuses[-1] == 429
    assert int(post(b"garbage").headers["Retry-After"]) >= 1


def test_buckets_fill_again_and_belong_to_one_address() -> None:
    buckets = AddressLimiter(rate=10, size=20)
    for _ in range(20):
        assert buckets.seconds_to_wait("a", now=100.0) == 0
    assert buckets.seconds_to_wait("a", now=100.0) > 0
    assert buckets.seconds_to_wait("b", now=100.0) == 0
    assert buckets.seconds_to_wait("a", now=100.2) == 0
    buckets.charge("b", refused=100, now=100.0)
    assert buckets.seconds_to_wait("b", now=101.0) > 0
    assert BUCKET_SIZE > 0


def test_own_card_is_shown_as_it_is_signed() -> None:
    response = Client().get(reverse("exchange:card"))
    assert verify_card(response.content, timezone.now()).station_id == "rabat"


def test_whole_way_over_http(madrid: InMemoryPartner, live_server: Any) -> None:
    """Madrid posts to this station's running server as another station would."""
    address = f"{live_server.url}{reverse('exchange:endpoint')}"
    good = madrid.write(DispatchKind.INFORMATION, BODY)
    answer = post_messages(address, [good.sealed_bytes, b"garbage"], 0)
    receipt = verify_receipt(answer.answers[0], own_card(), dispatch_id=good.id, digest=good.digest, sender="madrid")
    assert receipt.receiver == "rabat"
    assert verify_refusal(answer.answers[1], own_card(), b"garbage").code == "malformed"
    assert answer.proof == ()
    assert json.loads(json.dumps(answer.checkpoint)).startswith("jisr/rabat\n")
