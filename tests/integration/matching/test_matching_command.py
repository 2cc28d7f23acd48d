"""`jisr link LIST` against what the station knows: for the holder of a token, in the ledger, as proposals."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jisr.cli.main import run
from jisr.core.handling import Classification, Handling, Tlp
from jisr.core.statements import Basis
from jisr.station.knowledge import services
from jisr.station.knowledge.models import IdentityProposal, Verdict
from jisr.station.ledger.models import LedgerEntry
from jisr.station.matching.queries import known_records

pytestmark = [pytest.mark.django_db, pytest.mark.integration]

LIST = (
    "id,name,date of birth,nationality\n"
    "1,Mohamed Benabdallah Tazi,1980-05-04,Maroc\n"
    "2,Lrl Xkx,1933-01-02,France\n"
)  # fmt: skip


@pytest.fixture
def known(actor: Callable[[str], Any]) -> str:
    """Entity id of a person that the station knows in Arabic."""
    entity = None
    for prop, value in (("name", "محمد بن عبد الله التازي"), ("birthDate", "1980-05-04"), ("nationality", "ma")):
        statement = services.record_statement(
            actor("analyst"), entity_id=entity, schema="Person", prop=prop, value=value, grade=None,
            handling=Handling("rabat", Classification.RESTRICTED, Tlp.AMBER), source="", category=None,
            basis=Basis.FACT,
        )  # fmt: skip
        entity = entity or entity_of(statement)
    return str(entity)


def entity_of(statement: Any) -> Any:
    from jisr.station.knowledge.queries import statement_record

    record = statement_record(getattr(statement, "id", statement))
    assert record is not None
    return record.canonical_id


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "suspects.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def linked(capsys: pytest.CaptureFixture[str], file: Path, token: str, *words: str) -> dict[str, Any]:
    capsys.readouterr()
    assert run(["link", str(file), "--token", token, "--json", *words]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_what_is_known_becomes_records(known: str) -> None:
    (record,) = known_records()
    assert (record.key, record.names, record.born, record.countries) == (
        known, ("محمد بن عبد الله التازي",), "19800504", ("ma",)
    )  # fmt: skip


def test_a_list_finds_whom_the_station_knows(
    known: str, file: Path, token_for: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    document = linked(capsys, file, token_for("liaison"))
    assert [(one["left"]["key"], one["right"]["key"]) for one in document["shown"]] == [("id:1", known)]
    assert document["proposals"] is None
    assert IdentityProposal.objects.count() == 0
    last = LedgerEntry.objects.latest("index")
    assert (last.actor, last.act, last.channel) == ("liaison", "consultation", "command")


def test_links_of_a_list_that_was_taken_in_become_proposals(
    known: str, file: Path, token_for: Callable[[str], str], actor: Callable[[str], Any],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    token = token_for("analyst")
    before = linked(capsys, file, token, "--propose")
    assert before["proposals"] == {"proposed": 0, "kept_apart": 0, "joined": 0, "not_taken_in": 1}
    assert run(["intake", str(file), "--source", "ATLAS", "--category", "suspect", "--json"]) == 0
    IdentityProposal.objects.all().delete()
    after = linked(capsys, file, token, "--propose")
    assert after["proposals"] == {"proposed": 1, "kept_apart": 0, "joined": 0, "not_taken_in": 0}
    (proposal,) = IdentityProposal.objects.all()
    assert known in {str(proposal.left), str(proposal.right)}
    assert proposal.is_open
    services.decide_identity(actor("analyst"), proposal.left, proposal.right, Verdict.DIFFERENT)
    again = linked(capsys, file, token, "--propose")
    assert again["proposals"] == {"proposed": 0, "kept_apart": 1, "joined": 0, "not_taken_in": 0}


@pytest.mark.parametrize(("role", "words"), [("administrator", ()), ("liaison", ("--propose",)), (None, ())])
def test_others_learn_nothing_and_propose_nothing(
    known: str, file: Path, token_for: Callable[[str], str], capsys: pytest.CaptureFixture[str],
    role: str | None, words: tuple[str, ...],
) -> None:  # fmt: skip
    token = token_for(role) if role else "jisr_wrong"
    assert run(["link", str(file), "--token", token, "--json", *words]) == 1
    assert "التازي" not in "".join(capsys.readouterr())
    assert IdentityProposal.objects.count() == 0


def test_two_lists_need_no_token(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = LedgerEntry.objects.count()
    assert run(["link", str(file), str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["links"] == 2
    assert LedgerEntry.objects.count() == before
