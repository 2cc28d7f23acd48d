"""The ledger through the API: rights, shapes, proofs that hold."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from jisr.core.ledger import Act, verify_bundle, verify_checkpoint, verify_consistency, verify_inclusion
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import prepare, record_many
from jisr.station.ledger.signing import own_note_keys

pytestmark = [pytest.mark.django_db, pytest.mark.integration]
ROOT = "/api/v1/oversight"


@pytest.fixture
def call(token_for: Callable[[str], str]) -> Callable[..., Any]:
    def send(role: str, path: str, method: str = "get", **query: Any) -> Any:
        headers = {"authorization": f"Bearer {token_for(role)}"}
        if method == "post":
            return Client().post(ROOT + path, headers=headers)
        return Client().get(ROOT + path, query, headers=headers)

    return send


@pytest.fixture(autouse=True)
def entries() -> None:
    amina = Actor("amina", ("analyst",), 7, "duty")
    record_many([prepare(amina, Act.COLLECTION, "report", f"r{number}", detail={"n": number}) for number in range(20)])


def test_entries_are_searched_in_pages(call: Callable[..., Any]) -> None:
    page = call("oversight", "/entries", record_kind="report", limit=5, offset=10).json()
    assert page["total"] == 20
    assert [item["record_id"] for item in page["items"]] == ["r9", "r8", "r7", "r6", "r5"]
    assert page["items"][0]["detail"] == {"n": 9}
    assert page["items"][0]["justification"] == "duty"


def test_entry_proof_holds_against_the_checkpoint(call: Callable[..., Any]) -> None:
    answer = call("oversight", "/entries/7").json()
    proof = [bytes.fromhex(digest) for digest in answer["proof"]]
    root = bytes.fromhex(answer["root"])
    assert verify_inclusion(answer["entry"]["data"].encode(), 7, answer["size"], proof, root)


def test_checkpoint_and_consistency_fit_each_other(call: Callable[..., Any]) -> None:
    keys = own_note_keys(settings.HOME.keys)
    first = verify_checkpoint(call("administrator", "/checkpoint").json()["note"].encode(), keys)
    call("oversight", "/entries")
    second = verify_checkpoint(call("administrator", "/checkpoint").json()["note"].encode(), keys)
    assert second.size > first.size
    answer = call("oversight", "/consistency", old_size=first.size, new_size=second.size).json()
    proof = [bytes.fromhex(digest) for digest in answer["proof"]]
    assert verify_consistency(first.size, second.size, first.root, second.root, proof)


def test_check_runs_and_is_listed(call: Callable[..., Any]) -> None:
    made = call("administrator", "/checks", "post").json()
    assert made["holds"] is True
    assert call("oversight", "/checks").json()[0] == made


def test_bundle_verifies(call: Callable[..., Any]) -> None:
    answer = call("oversight", "/bundle", first=3, last=12)
    lines = b"".join(answer.streaming_content).splitlines(keepends=True)
    report = verify_bundle(lines, keys=own_note_keys(settings.HOME.keys))
    assert (report.holds, report.entries) == (True, 10)


@pytest.mark.parametrize(
    ("path", "query", "status", "code"),
    [
        ("/entries/9999", {}, 404, "no_such_entry"),
        ("/consistency", {"old_size": 9, "new_size": 5}, 400, "no_such_size"),
        ("/consistency", {"old_size": 1, "new_size": 9999}, 400, "no_such_size"),
        ("/bundle", {"first": 0, "last": 9999}, 400, "range_outside_ledger"),
        ("/entries", {"act": "reading"}, 422, "invalid"),
        ("/entries", {"limit": 501}, 422, "invalid"),
    ],
)
def test_failures_have_stable_codes(
    call: Callable[..., Any], path: str, query: dict[str, Any], status: int, code: str
) -> None:
    answer = call("oversight", path, **query)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize("path", ["/entries", "/entries/1", "/bundle?first=0&last=1"])
def test_administrator_reads_no_entry(call: Callable[..., Any], path: str) -> None:
    assert call("administrator", path).status_code == 403


@pytest.mark.parametrize("path", ["/entries", "/checks", "/partners", "/checkpoint"])
def test_without_token_nothing_is_told(path: str) -> None:
    assert Client().get(ROOT + path).status_code == 401


def test_partners_are_listed(call: Callable[..., Any]) -> None:
    assert call("oversight", "/partners").json() == []
    assert call("oversight", "/partners/nowhere").json()["state"] == "unknown"
    assert call("oversight", "/partners/nowhere/checkpoints").json() == []
