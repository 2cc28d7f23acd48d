"""Consistency proofs fetched from a partner's real HTTP address: honest, silent, rewritten, hostile."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from jisr.core.ledger import Checkpoint, MerkleLog, WitnessVerdict, log_origin, sign_checkpoint
from jisr.core.sealing import StationKeys, sign_card
from jisr.station.ledger import queries as ledger
from jisr.station.ledger.services import witness
from jisr.station.ledger.signing import own_signers
from jisr.station.oversight.queries import count_alarms, partner_logs
from jisr.station.oversight.witnessing import PROOF_PATH, proof_address, settle_all, settle_partner
from jisr.station.partners.models import CardRecord
from jisr.station.partners.services import add_partner

pytestmark = [pytest.mark.django_db, pytest.mark.integration]
NAMES = {"ar": "محطة مدريد", "fr": "Station de Madrid", "en": "Madrid station"}


class Madrid:
    """A partner station: keys, card, log, and an HTTP server that answers for proofs."""

    def __init__(self) -> None:
        self.log = MerkleLog(f"{number}".encode() for number in range(12))
        self.keys = StationKeys.generate("madrid", datetime.now(UTC) - timedelta(hours=1))
        self.asked: list[str] = []
        self.raw_answer: bytes | None = None
        station = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                station.asked.append(self.path)
                body = station.answer(self.path)
                self.send_response(200 if body else 404)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/exchange/v1/dispatches"

    def answer(self, path: str) -> bytes:
        parts = urlsplit(path)
        if parts.path != PROOF_PATH:
            return b""
        if self.raw_answer is not None:
            return self.raw_answer
        query = parse_qs(parts.query)
        proof = self.log.consistency_proof(int(query["old_size"][0]), int(query["new_size"][0]))
        return json.dumps({"proof": [digest.hex() for digest in proof]}).encode()

    def note(self, size: int) -> str:
        checkpoint = Checkpoint(log_origin("madrid"), size, self.log.root(size))
        return sign_checkpoint(checkpoint, own_signers(self.keys)).decode()

    def card(self) -> bytes:
        return sign_card(
            self.keys,
            names=NAMES,
            service_kind="police",
            country="ES",
            endpoint=self.endpoint,
            issued_at=datetime.now(UTC) - timedelta(minutes=1),
        )


@pytest.fixture
def madrid(actor: Callable[..., Any]) -> Iterator[Madrid]:
    station = Madrid()
    add_partner(actor("liaison"), station.card())
    CardRecord.objects.update(believed_at=datetime.now(UTC))
    yield station
    station.server.shutdown()
    station.server.server_close()


def test_address_for_proofs_stands_beside_the_endpoint() -> None:
    endpoint = "https://jisr.example:8443/exchange/v1/dispatches"
    assert proof_address(endpoint) == "https://jisr.example:8443/oversight/v1/consistency"
    assert reverse("oversight:consistency") == PROOF_PATH


def test_outstanding_proof_is_fetched_and_settles(madrid: Madrid) -> None:
    witness("madrid", madrid.note(5))
    witness("madrid", madrid.note(12))
    assert ledger.partner_state("madrid") == "behind"
    assert [result.verdict for result in settle_all()] == [WitnessVerdict.CONSISTENT]
    assert ledger.partner_state("madrid") == "consistent"
    assert madrid.asked == [f"{PROOF_PATH}?old_size=5&new_size=12"]
    assert settle_all() == []


def test_rewritten_log_is_found_and_raises_the_alarm(madrid: Madrid) -> None:
    witness("madrid", madrid.note(5))
    madrid.log = MerkleLog([b"rewritten", *(f"{number}".encode() for number in range(1, 12))])
    witness("madrid", madrid.note(12))
    result = settle_partner("madrid")
    assert result is not None
    assert result.verdict is WitnessVerdict.FORKED
    assert count_alarms(None) == 1
    alarm = ledger.entry(ledger.size() - 1)
    assert alarm is not None
    assert (alarm.entry.record_kind, alarm.entry.record_id, alarm.entry.decision) == (
        "partner",
        "madrid",
        "ledger_forked",
    )
    (view,) = [view for view in partner_logs() if view.station_id == "madrid"]
    assert (view.state, view.tone) == ("forked", "danger")


def test_proof_spoiled_on_the_way_is_cleared_by_the_right_one(madrid: Madrid) -> None:
    witness("madrid", madrid.note(5))
    witness("madrid", madrid.note(12))
    madrid.raw_answer = json.dumps({"proof": ["00" * 32] * 4}).encode()
    settle_all()
    assert ledger.partner_state("madrid") == "forked"
    madrid.raw_answer = None
    settle_partner("madrid")
    assert ledger.partner_state("madrid") == "consistent"


def test_two_roots_for_one_size_are_never_cleared(madrid: Madrid) -> None:
    witness("madrid", madrid.note(5))
    honest, madrid.log = madrid.log, MerkleLog([b"rewritten", *(f"{number}".encode() for number in range(1, 12))])
    assert witness("madrid", madrid.note(5)).verdict is WitnessVerdict.FORKED
    forged = madrid.note(5)
    for proof in ([], honest.consistency_proof(4, 5), madrid.log.consistency_proof(4, 5)):
        assert witness("madrid", forged, proof).verdict is WitnessVerdict.FORKED
    madrid.log = honest
    settle_partner("madrid")
    assert ledger.partner_state("madrid") == "forked"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not json",
        b"[]",
        b'{"proof": "00"}',
        b'{"proof": ["zz"]}',
        b'{"proof": ["00"]}',
        b'{"proof": 5}',
        b"x" * 100_000,
    ],
)
def test_nonsense_for_a_proof_proves_nothing_and_breaks_nothing(madrid: Madrid, raw: bytes) -> None:
    witness("madrid", madrid.note(5))
    witness("madrid", madrid.note(12))
    madrid.raw_answer = raw
    assert settle_partner("madrid") is None
    assert ledger.partner_state("madrid") == "behind"


def test_partner_that_can_not_be_reached_is_asked_again(madrid: Madrid) -> None:
    witness("madrid", madrid.note(5))
    witness("madrid", madrid.note(12))
    madrid.server.shutdown()
    madrid.server.server_close()
    assert settle_partner("madrid") is None
    assert ledger.partner_state("madrid") == "behind"


def test_officer_asks_from_the_page(madrid: Madrid, client_as: Callable[[str], Client]) -> None:
    witness("madrid", madrid.note(5))
    witness("madrid", madrid.note(12))
    client = client_as("oversight")
    page = client.get(reverse("oversight:partner", args=["madrid"])).content.decode()
    assert "Madrid station" in page
    answer = client.post(reverse("oversight:ask_partner", args=["madrid"]), follow=True)
    assert "has only grown" in answer.content.decode()
    assert ledger.partner_state("madrid") == "consistent"


def test_two_histories_are_kept_and_shown_as_evidence(madrid: Madrid, client_as: Callable[[str], Client]) -> None:
    witness("madrid", madrid.note(5))
    madrid.log = MerkleLog([b"rewritten", *(f"{number}".encode() for number in range(1, 12))])
    forged = madrid.note(5)
    assert witness("madrid", forged).verdict is WitnessVerdict.FORKED
    page = client_as("oversight").get(reverse("oversight:partner", args=["madrid"])).content.decode()
    assert "contradicts an earlier checkpoint" in page
    assert forged.splitlines()[2] in page
