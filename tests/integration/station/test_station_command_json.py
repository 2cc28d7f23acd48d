"""Every command that can print JSON: what it prints parses, and so does how it fails."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import click
import pytest
from django.utils import timezone

from jisr.cli.commands import COMMANDS
from jisr.cli.main import build, run
from jisr.station.exchange.testing import InMemoryPartner

BASIS = ("--legal-basis", "EXERCISE", "--purpose", "terrorism")
DANGER = ("--title", "EXERCISE", "--threat", "EXERCISE", "--action", "EXERCISE", "--place", "Seville")
REASON = ("--why", "EXERCISE source at risk")
NOTHING = ("--ground", "nothing_found", "--because", "EXERCISE")
TIMES = ("--from", "2026-05-04T09:00", "--until", "2026-05-04T12:00")
CHANCE = ("--probability", "0.5", "--purpose", "terrorism")
#: Commands whose success is seen elsewhere (test_station_by_command, the demonstration): they need two stations, a home
#: of their own, or minutes.
SEEN_ELSEWHERE = {
    *("restore", "bench", "recall", "warning acknowledge", "partner activate", "demo"),
    # seen in tests/integration/exchange/test_exchange_consent_command.py
    *(f"consent {act}" for act in ("ask", "prepare", "grant", "deny", "withdraw", "where")),
    *("review done", "review undo"),
    # seen in tests/integration/release/test_release_diligence_command.py
    *(f"diligence {act}" for act in ("approve", "refuse", "override")),
    # seen in tests/integration/compartments/test_compartments_command.py
    *("compartment review", "vigilance show", "vigilance handle"),
    # seen in tests/integration/retention/test_retention_command.py
    *("backup keys", "retention extend", "retention lift"),
    # seen in tests/integration/intake/test_intake_mark_command.py
    *("mark portion", "mark report", "mark person"),
    # seen in tests/integration/diplomacy/test_diplomacy_command.py
    *(f"commitment {act}" for act in ("state", "confirm", "evidence")),
    *(f"joint {act}" for act in ("show", "share", "sign", "undo", "settle")),
    *("plan add", "plan change", "plan report", "minutes write", "minutes promise"),
    *("engagement show", "engagement move", "engagement leg", "recognition decide", "recognition confer"),
    # seen in tests/integration/oversight/test_oversight_by_command.py
    *("oversight judge", "oversight report", "oversight sample"),
}
#: Person, and the words of each command; {report}, {dispatch}... are filled in.
WORDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "init": ("", ("--upgrade",)),
    "doctor": ("", ()),
    "backup station": ("", ("{folder}/station.jisr",)),
    "accounts list": ("", ()),
    "accounts add": ("", ("newcomer", "--role", "analyst")),
    "accounts roles": ("", ("programme", "--role", "cooperation")),
    "accounts password": ("", ("programme",)),
    "accounts disable": ("", ("programme",)),
    "accounts reset-second-factor": ("", ("programme",)),
    "accounts token": ("", ("analyst",)),
    "intake": ("", ("{file}",)),
    "findings": ("analyst", ("{report}",)),
    "partner card": ("", ()),
    "partner list": ("", ()),
    "partner add": ("liaison", ("{card}",)),
    "partner verify": ("liaison", ("bamako",)),
    "partner suspend": ("liaison", ("madrid", "--why", "EXERCISE")),
    "partner lift": ("liaison", ("madrid",)),
    "partner revoke": ("liaison", ("madrid", "--why", "EXERCISE", "--yes")),
    "inbox": ("liaison", ()),
    "send": ("analyst", ("{report}", "--to", "madrid", "--purpose", "terrorism")),
    "request": ("liaison", ("--to", "madrid", "--question", "EXERCISE?", *BASIS)),
    "warning propose": ("liaison", ("--to", "madrid", *DANGER, *CHANCE)),
    "warning list": ("liaison", ()),
    "consent list": ("liaison", ()),
    "review list": ("liaison", ()),
    "diligence list": ("senior", ()),
    "diligence assess": ("analyst", ("report:{report}", "--to", "madrid", *REASON)),
    "redress open": ("data_protection", ("--name", "EXERCISE", "--kind", "access", "--identity", "document")),
    "redress list": ("data_protection", ()),
    "redress search": ("data_protection", ("{case}",)),
    "redress decide": ("data_protection", ("{case}", "--outcome", "nothing_held", *NOTHING)),
    "redress letter": ("data_protection", ("{case}", "--kind", "acknowledgement", "--out", "{folder}/letter.pdf")),
    "compartment open": ("analyst", ("CEDAR", *REASON)),
    "compartment list": ("analyst", ()),
    "compartment show": ("analyst", ("CEDAR",)),
    "compartment add": ("analyst", ("CEDAR", "releaser", "--until", "{soon}", *REASON)),
    "compartment end": ("analyst", ("CEDAR", "releaser")),
    "compartment put-in": ("analyst", ("cedar", "{report}", *REASON)),
    "compartment take-out": ("analyst", ("CEDAR", "report:{report}", *REASON)),
    "compartment arrivals": ("analyst", ("CEDAR", "madrid", *REASON)),
    "compartment close": ("analyst", ("CEDAR", *REASON)),
    "compartment break-glass": ("releaser", ("{report}", "--told-by", "EXERCISE", *REASON)),
    "compartment off-duty": ("releaser", REASON),
    "compartment openings": ("oversight", ()),
    "vigilance list": ("oversight", ()),
    "vigilance rules": ("oversight", ()),
    "vigilance set": ("oversight", ("bulk_reading", "--number", "limit", "90", *REASON)),
    "vigilance look": ("oversight", ()),
    "retention list": ("releaser", ()),
    "retention run": ("administrator", ()),
    "retention hold": ("releaser", ("report", "{report}", *REASON, "--law", "EXERCISE", "--until", "{soon}")),
    "names score": ("", ("EXERCISE One", "EXERCISE Two")),
    "names search": ("analyst", ("EXERCISE One",)),
    "names rebuild": ("", ()),
    "ledger verify": ("", ("{bundle}",)),
    "ledger check": ("", ()),
    "ledger checkpoint": ("", ()),
    "ledger list": ("oversight", ()),
    "ledger export": ("oversight", ("--out", "{folder}/export.jsonl")),
    "ledger prove": ("oversight", ("1",)),
    "oversight search": ("oversight", ("--act", "consultation")),
    "oversight readings": ("oversight", ()),
    "oversight statistics": ("oversight", ("2026", "--preview")),
    "commitment list": ("cooperation", ()),
    "commitment write": ("cooperation", ("EXERCISE", "--debtor", "rabat", "--creditor", "madrid")),
    "plan list": ("cooperation", ()),
    "plan new": ("cooperation", ("EXERCISE", "--with", "madrid", "--subject", "drugs")),
    "minutes new": ("cooperation", ("EXERCISE", "--with", "madrid", "--lang", "fr")),
    "engagement list": ("cooperation", ()),
    "engagement new": ("cooperation", ("EXERCISE", "--kind", "bilateral", *TIMES)),
    "recognition list": ("cooperation", ()),
    "recognition propose": ("cooperation", ("EXERCISE", "--kind", "thanks", "--country", "MA")),
    "briefing": ("cooperation", ("madrid", "--out", "{folder}/briefing.pdf")),
    "desk": ("cooperation", ()),
    "link": ("", ("{left}", "{right}", "--out", "{folder}/links.csv")),
    "exercise": ("", ("--reports", "2", "--output", "{folder}/exercise.jsonl")),
}
#: What must be so before a command can succeed.
BEFORE = {
    "partner verify": ("partner add",),
    "partner lift": ("partner suspend",),
    "compartment show": ("compartment open",),
    "compartment add": ("compartment open",),
    "compartment end": ("compartment open", "compartment add"),
    "compartment put-in": ("compartment open",),
    "compartment take-out": ("compartment open", "compartment put-in"),
    "compartment arrivals": ("compartment open",),
    "compartment close": ("compartment open",),
    "compartment break-glass": ("compartment open", "compartment put-in"),
    "redress search": ("redress open",),
    "redress decide": ("redress open", "redress search"),
    "redress letter": ("redress open",),
}
#: Exit codes other than 0 that are an answer, not a failure.
ANSWERS = {"doctor": {0, 1}}


def commands() -> Iterator[tuple[str, click.Command]]:
    root = build()
    context = click.Context(root)
    for name in COMMANDS:
        command = root.get_command(context, name)
        assert command is not None
        subcommands = getattr(command, "commands", None)
        yield from ((f"{name} {sub}", each) for sub, each in subcommands.items()) if subcommands else [(name, command)]


JSON_COMMANDS = [name for name, command in commands() if any("--json" in each.opts for each in command.params)]


@pytest.fixture
def places(tmp_path: Path, madrid: Any, bamako_card: bytes) -> dict[str, str]:
    (tmp_path / "report.txt").write_text("EXERCISE. A van left Nador.")
    (tmp_path / "left.csv").write_text("name,birthDate\nEXERCISE Karim Tazi,1990-01-02\n")
    (tmp_path / "right.csv").write_text("name,birthDate\nتمرين كريم التازي,1990-01-02\n")
    (tmp_path / "bamako.card").write_bytes(bamako_card)
    return {
        "case": f"D-{timezone.localdate().year}-0001",
        "soon": (timezone.localdate() + timedelta(days=9)).isoformat(),
        "folder": str(tmp_path),
        "file": str(tmp_path / "report.txt"),
        "card": str(tmp_path / "bamako.card"),
        "bundle": str(tmp_path / "bundle.jsonl"),
        "left": str(tmp_path / "left.csv"),
        "right": str(tmp_path / "right.csv"),
    }


@pytest.fixture
def madrid(actor: Callable[..., Any]) -> InMemoryPartner:
    partner = InMemoryPartner("madrid", "ES")
    partner.become_active(actor("liaison"), actor("cooperation"))
    return partner


@pytest.fixture
def bamako_card() -> bytes:
    return InMemoryPartner("bamako", "ML").card_bytes()


def test_the_table_knows_every_command() -> None:
    assert set(JSON_COMMANDS) == set(WORDS) | SEEN_ELSEWHERE
    without = {name for name, _ in commands()} - set(JSON_COMMANDS)
    without -= {"partner agreement"}  # a group: tests/integration/partners/test_partners_agreement_command.py
    assert without == {"serve", "worker"}, "they run until they are stopped"


@pytest.mark.django_db(transaction=True)  # a backup reads over a connection of its own
@pytest.mark.parametrize("name", WORDS)
def test_what_a_command_prints_parses(
    name: str,
    places: dict[str, str],
    token_for: Callable[[str], str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")

    def call(wanted: str) -> tuple[int, str]:
        account, words = WORDS[wanted]
        monkeypatch.setenv("JISR_TOKEN", token_for(account) if account else "")
        code = run([*wanted.split(), *(word.format(**places) for word in words), "--json"])
        return code, capsys.readouterr().out

    if any("{report}" in word for word in WORDS[name][1]):
        places["report"] = json.loads(call("intake")[1])["report"]
    if "{bundle}" in WORDS[name][1]:
        monkeypatch.setenv("JISR_TOKEN", token_for("oversight"))
        assert run(["ledger", "export", "--out", places["bundle"]]) == 0
        capsys.readouterr()
    for earlier in BEFORE.get(name, ()):
        assert call(earlier)[0] == 0
    code, printed = call(name)
    assert code in ANSWERS.get(name, {0}), printed
    assert isinstance(json.loads(printed), dict | list)


@pytest.mark.parametrize("name", JSON_COMMANDS)
def test_how_a_command_fails_parses(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = run([*name.split(), "--no-such-option", "--json"])
    printed = capsys.readouterr()
    error = json.loads(printed.err)["error"]
    assert (code, error["code"], printed.out) == (2, "usage", "")
    assert error["message"]


NEED_A_PERSON = [*(name for name, (account, _) in WORDS.items() if account), "recall", "warning acknowledge"]


@pytest.mark.parametrize("name", NEED_A_PERSON)
def test_what_acts_for_a_person_is_refused_without_one(
    name: str, db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JISR_TOKEN", "")
    (tmp_path / "x").write_text("x")
    stands_for = {"report": str(uuid4()), "case": str(uuid4()), "card": str(tmp_path / "x"), "folder": str(tmp_path)}
    stands_for["soon"] = timezone.localdate().isoformat()
    others = {"recall": (str(uuid4()), "--because", "EXERCISE"), "warning acknowledge": (str(uuid4()),)}
    words = others.get(name) or WORDS[name][1]
    code = run([*name.split(), *(word.format(**stands_for) for word in words), "--json"])
    printed = capsys.readouterr()
    assert (code, json.loads(printed.err)["error"]["code"], printed.out) == (1, "not_signed_in", "")
