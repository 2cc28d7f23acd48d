"""`jisr names search` at a station: for the holder of a token, entered in the ledger."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from jisr.cli.main import run
from jisr.core.handling import Classification, Handling, Tlp
from jisr.core.statements import Basis
from jisr.station.knowledge import services
from jisr.station.ledger.models import LedgerEntry

pytestmark = [pytest.mark.django_db, pytest.mark.integration]


@pytest.fixture
def karim(actor: Callable[[str], Any]) -> None:
    services.record_statement(
        actor("analyst"), entity_id=None, schema="Person", prop="name", value="كريم التازي", grade=None,
        handling=Handling("rabat", Classification.RESTRICTED, Tlp.AMBER), source="", category=None, basis=Basis.FACT,
    )  # fmt: skip


@pytest.mark.usefixtures("karim")
def test_a_name_is_found_for_who_may_read(token_for: Callable[[str], str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["names", "search", "Karim Tazi", "--token", token_for("analyst"), "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["name"], found["schema"]) == ("كريم التازي", "Person")
    last = LedgerEntry.objects.latest("index")
    assert (last.actor, last.act, last.channel) == ("analyst", "consultation", "command")


@pytest.mark.usefixtures("karim")
@pytest.mark.parametrize("role", ["administrator", "oversight", None])
def test_others_learn_nothing(
    token_for: Callable[[str], str], capsys: pytest.CaptureFixture[str], role: str | None
) -> None:
    token = token_for(role) if role else "jisr_wrong"
    assert run(["names", "search", "Karim Tazi", "--token", token, "--json"]) == 1
    assert "التازي" not in "".join(capsys.readouterr())


@pytest.mark.usefixtures("karim")
def test_the_oversight_officer_reads_with_a_reason(
    token_for: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["names", "search", "Karim Tazi", "--token", token_for("oversight"), "--reason", "complaint 7", "--json"]
    assert run(words) == 0
    assert "التازي" in capsys.readouterr().out
