"""The room by command, from a promise to its confirmation and from a plan to its signature. EXERCISE data only."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from jisr.cli.main import run
from jisr.core.diplomacy.commitments import COMMITMENT
from jisr.core.diplomacy.plans import PlanObject
from jisr.core.jointrecords import Take
from jisr.station.diplomacy.models import Commitment, Recognition
from jisr.station.diplomacy.testing import Counterpart

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(
    token_for: Callable[[str], str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Any]:
    """call("cooperation", "desk") -> the JSON a command prints."""
    monkeypatch.setenv("LANGUAGE", "en")

    def run_as(person: str, *words: str, code: int = 0) -> Any:
        monkeypatch.setenv("JISR_TOKEN", token_for(person))
        assert run([*words, "--json"]) == code, capsys.readouterr().err
        printed = capsys.readouterr()
        return json.loads(printed.out or printed.err)

    return run_as


def test_a_promise_by_command(call: Callable[..., Any], madrid: Counterpart) -> None:
    made = call(
        "cooperation", "commitment", "write", "EXERCISE twelve", "--debtor", "rabat", "--creditor", "madrid",
        "--due", "2027-01-31", "--share",
    )["commitment"]  # fmt: skip
    for state in ("agreed", "met"):
        call("cooperation", "commitment", "state", made, state, "--progress", f"EXERCISE {state}")
    call("cooperation", "commitment", "evidence", made, "EXERCISE list", "--day", "2026-12-01")
    refused = call("cooperation", "commitment", "confirm", made, code=1)
    assert refused["error"]["code"] == "not_the_creditor"
    call("cooperation", "joint", "undo", made, "4")
    assert Commitment.objects.get(joint_id=made).evidence_count == 0
    shown = call("cooperation", "joint", "show", made)
    assert [held["type"] for held in shown["objects"]] == [COMMITMENT]
    assert call("cooperation", "commitment", "list", "--standing", "done")[0]["state"] == "met"


def test_a_promise_to_us_is_confirmed_by_command(call: Callable[..., Any], madrid: Counterpart) -> None:
    made = call(
        "cooperation", "commitment", "write", "EXERCISE ten", "--debtor", "madrid", "--creditor", "rabat", "--share"
    )["commitment"]
    madrid.hear()
    held = next(madrid.records[UUID(made)].living(COMMITMENT))
    for state in ("agreed", "met"):
        madrid.change(UUID(made), held.id, {"state": state})
    call("cooperation", "commitment", "confirm", made, "--note", "EXERCISE seen")
    assert Commitment.objects.get(joint_id=made).confirmation == "confirmed"


def test_a_plan_by_command(call: Callable[..., Any], madrid: Counterpart) -> None:
    plan = call("cooperation", "plan", "new", "EXERCISE", "--with", "madrid", "--subject", "drugs")["plan"]
    part = call("cooperation", "plan", "add", plan, "activity", "--owner", "rabat", "--set", "title=EXERCISE patrols")[
        "part"
    ]
    call("cooperation", "joint", "share", plan)
    madrid.hear()
    theirs = madrid.write(UUID(plan), take=Take.WRITE, object=part, values={"title": "EXERCISE Madrid"})
    call("cooperation", "plan", "change", plan, part, "--set", "title=EXERCISE Rabat", "--set", "done_percent=50")
    madrid.send(UUID(plan), [theirs])
    refused = call("senior", "joint", "sign", plan, "--digest", "0", code=1)
    assert refused["error"]["code"] == "unsettled"
    call("cooperation", "joint", "settle", plan, part, "title", "--choice", "0")
    assert call("cooperation", "plan", "report", plan)["share_done"] == 0.5
    digest = call("cooperation", "joint", "show", plan)["digest"]
    call("senior", "joint", "sign", plan, "--digest", digest)
    assert call("cooperation", "joint", "sign", plan, "--digest", digest, code=1)["error"]["code"] == "not_permitted"
    assert {held["type"] for held in call("cooperation", "joint", "show", plan)["objects"]} == {
        PlanObject.PLAN, PlanObject.ACTIVITY,
    }  # fmt: skip


def test_minutes_by_command(call: Callable[..., Any], madrid: Counterpart) -> None:
    made = call("cooperation", "minutes", "new", "EXERCISE", "--with", "madrid", "--lang", "fr", "--item", "EXERCISE")
    shown = call("cooperation", "joint", "show", made["minutes"])
    item = next(held["id"] for held in shown["objects"] if held["type"] == "item")
    call("cooperation", "minutes", "write", made["minutes"], item, "EXERCISE texte")
    call("cooperation", "minutes", "promise", made["minutes"], item, "EXERCISE mots", "--debtor", "madrid")
    kinds = [held["type"] for held in call("cooperation", "joint", "show", made["minutes"])["objects"]]
    assert sorted(kinds) == ["item", "meeting", "promise"]


def test_a_tour_and_an_honour_by_command(call: Callable[..., Any], madrid: Counterpart) -> None:
    times = ("--from", "2026-05-04T09:00", "--until", "2026-05-06T12:00", "--time-zone", "Europe/Madrid")
    tour = call("cooperation", "engagement", "new", "EXERCISE", "--kind", "tour", "--with", "madrid", *times)[
        "engagement"
    ]
    call("cooperation", "engagement", "leg", tour, "--place", "Madrid", "--country", "ES", *times)
    call("cooperation", "engagement", "move", tour, "planned")
    assert call("cooperation", "engagement", "move", tour, "completed", code=1)["error"]["code"] == "step_not_possible"
    assert [leg["place"] for leg in call("cooperation", "engagement", "show", tour)["legs"]] == ["Madrid"]
    honour = call(
        "cooperation", "recognition", "propose", "EXERCISE colonel", "--kind", "decoration", "--country", "MA",
        "--partner", "madrid",
    )["recognition"]  # fmt: skip
    call("senior", "recognition", "decide", honour, "--approve")
    call("cooperation", "recognition", "confer", honour, "--day", "2026-05-05", "--engagement", tour)
    assert Recognition.objects.get(pk=honour).state == "conferred"
