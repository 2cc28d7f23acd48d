"""Two real stations worked by command: from the first card to a restored station that goes on exchanging."""

import json
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from desks import Desk, finish, start, together

from jisr.exercise.bridges import CALLS, agreement
from jisr.exercise.scenario import MADRID, RABAT
from jisr.exercise.stations import ExerciseStation, StationPlan, free_port, running
from jisr.exercise.voice import Voice

REPORT = "EXERCISE. A grey van left Nador for Seville on 3 April 2026.\n"
ANSWER = "EXERCISE. The van belongs to a company in Cordoba.\n"
PURPOSE = ("--purpose", "terrorism")
PASSPHRASE = {"JISR_BACKUP_PASSPHRASE": "EXERCISE two words"}
LIST_ROWS = 2000


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="jisr-c-"))  # short: unix socket names are limited to 107 bytes
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="module")
def desks(folder: Path) -> Iterator[tuple[Desk, Desk]]:
    """Rabat and Madrid: verified and active partners by command, with an agreement each."""

    def founded(plan: StationPlan) -> ExerciseStation:
        station = ExerciseStation(plan, folder / plan.station_id, free_port(0))
        station.found("exercise-pass-1")
        return station

    pair = together(lambda: founded(RABAT), lambda: founded(MADRID))
    rabat, madrid = (Desk(station) for station in pair)
    with running(pair), closing(rabat), closing(madrid):
        meet(rabat, madrid, folder)
        for here, there in ((rabat, madrid), (madrid, rabat)):
            voice = Voice(here.station, "liaison")
            voice.post("/partners/agreements", agreement(there.name, ["terrorism"], "EXERCISE by command"))
            voice.close()
        yield rabat, madrid


def meet(one: Desk, other: Desk, folder: Path) -> None:
    """From two card files to two active partners: proposed, verified by two officers each, activated."""
    both = ((one, other), (other, one))
    for here, _ in both:
        here.says("", "partner", "card", "--out", str(folder / f"{here.name}.card"))
    for here, there in both:
        added = here.says("liaison", "partner", "add", str(folder / f"{there.name}.card"))
        assert (added["station_id"], added["state"]) == (there.name, "proposed")
        assert here.refuses("liaison", "partner", "activate", there.name) == "state_not_allowed"
    for call, officer in CALLS:
        words = ("--language", "fr", "--call", str(call))
        sheets = {here.name: here.says(officer, "partner", "verify", there.name, *words) for here, there in both}
        for here, there in both:
            read_out = sheets[there.name]["to_read"]
            heard = [f"{number}={read_out[str(number)]}" for number in sheets[here.name]["to_hear"]]
            spoken = [each for word in heard for each in ("--word", word)]
            outcome = here.says(officer, "partner", "verify", there.name, *words, *spoken)
            assert outcome["is_verified"] is (call == 2)
    for here, there in both:
        assert [row["station_id"] for row in here.says("", "partner", "list", "--state", "verified")] == [there.name]
        assert here.says("liaison", "partner", "activate", there.name)["state"] == "active"


def take_in(desk: Desk, folder: Path, text: str) -> str:
    file = folder / "report.txt"
    file.write_text(text)
    report: str = desk.says("", "intake", str(file), *PURPOSE, "--grade", "B2", "--source", "EXERCISE")["report"]
    return report


def release(desk: Desk, proposal: str) -> tuple[dict[str, Any], dict[str, str]]:
    """The first view that the releaser is shown, and the dispatches that left after it."""
    shown = desk.says("releaser", "send", "--release", proposal)
    assert shown["dispatches"] == {}
    sent = desk.says("releaser", "send", "--release", proposal, "--seen", shown["seen"])
    return shown["views"][0], sent["dispatches"]


def arrived(desk: Desk, kind: str) -> dict[str, Any]:
    """The newest received dispatch of this kind, once there is one."""
    found: dict[str, Any] = desk.waits_for("liaison", "inbox", "--kind", kind)[0]
    return found


def body_at(desk: Desk, dispatch: str) -> dict[str, Any]:
    """What the station itself holds of a dispatch."""
    voice = Voice(desk.station, "liaison")
    body: dict[str, Any] = voice.get(f"/exchange/dispatches/{dispatch}")["body"]
    voice.close()
    return body


def test_report_request_reply_and_recall(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    rabat, madrid = desks
    report = take_in(rabat, tmp_path, REPORT)
    proposal = rabat.says("deputy", "send", report, "--to", "madrid", *PURPOSE)["proposal"]
    assert rabat.refuses("deputy", "send", "--release", proposal, "--seen", "any") == "own_work"
    assert rabat.refuses("releaser", "send", "--release", proposal, "--seen", "another") == "view_changed"
    view, dispatches = release(rabat, proposal)
    received = arrived(madrid, "information")
    assert (received["sender"], received["id"]) == ("rabat", dispatches["madrid"])
    assert body_at(madrid, received["id"])["portions"] == view["body"]["portions"]
    assert view["body"]["portions"][0]["text"] == REPORT.strip()

    basis = ("--legal-basis", "EXERCISE: agreement, article 3", *PURPOSE, "--urgency", "urgent")
    asked = rabat.says("liaison", "request", "--to", "madrid", "--question", "EXERCISE: whose van is it?", *basis)
    request = arrived(madrid, "request")
    assert (request["id"], request["due"] is not None) == (asked["request"], True)
    answer = take_in(madrid, tmp_path, ANSWER)
    reply = madrid.says("analyst", "send", answer, "--to", "rabat", *PURPOSE, "--reply-to", request["id"])
    release(madrid, reply["proposal"])
    assert body_at(rabat, arrived(rabat, "reply")["id"])["portions"][0]["text"] == ANSWER.strip()
    assert madrid.says("liaison", "inbox", "--kind", "request", "--open") == []

    recalled = rabat.says("releaser", "recall", dispatches["madrid"], "--because", "EXERCISE: another van")
    assert recalled["recall"]
    held = madrid.waits_for("liaison", "inbox", "--kind", "information", until=lambda rows: is_recalled(rows[0]))[0]
    assert (held["id"], held["title"]) == (received["id"], "")
    assert arrived(rabat, "certificate")["sender"] == "madrid"


def is_recalled(row: dict[str, Any]) -> bool:
    """Nothing of Madrid's rests on it, so that it may be erased already."""
    return str(row["state"]) in ("quarantined", "erased")


def test_warning_acknowledged_inside_its_clock(desks: tuple[Desk, Desk]) -> None:
    rabat, madrid = desks
    until = (datetime.now(UTC) + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    danger = ("--place", "Seville", "--country", "es", "--until", until, "--probability", "0.85", *PURPOSE)
    said = ("--title", "EXERCISE: a van", "--threat", "EXERCISE: a van.", "--action", "EXERCISE: find it.")
    made = rabat.says("deputy", "warning", "propose", "--to", "madrid", *said, *danger, "--within", "30")
    assert rabat.refuses("deputy", "send", "--release", made["proposal"], "--seen", "any") == "own_work"
    _, dispatches = release(rabat, made["proposal"])
    received = madrid.waits_for("liaison", "warning", "list", "--received")[0]
    assert (received["id"], received["originator"]) == (dispatches["madrid"], "rabat")
    left = datetime.fromisoformat(received["acknowledge_by"]) - datetime.now(UTC)
    assert timedelta(minutes=20) < left <= timedelta(minutes=30)
    assert body_at(madrid, received["id"])["probability"] == 0.85
    answer = ("--note", "EXERCISE: read.", "--action", "EXERCISE: patrols told.")
    madrid.says("liaison", "warning", "acknowledge", received["id"], *answer)
    assert madrid.refuses("liaison", "warning", "acknowledge", received["id"]) == "acknowledged_already"
    board = rabat.waits_for("liaison", "warning", "list", until=lambda rows: rows[0]["sent_to"][0]["acknowledged_at"])
    (there,) = board[0]["sent_to"]
    assert (there["standing"], there["action"], there["is_run_out"]) == ("acted", "EXERCISE: patrols told.", False)


def test_ledger_is_proved_to_somebody_without_a_station(desks: tuple[Desk, Desk], folder: Path, tmp_path: Path) -> None:
    rabat, _ = desks
    reason = ("--reason", "EXERCISE: review")
    assert rabat.says("", "ledger", "check")["holds"]
    mark = rabat.says("", "ledger", "checkpoint")
    (tmp_path / "checkpoint.txt").write_text(mark["checkpoint"])
    proof, whole = tmp_path / "entry.jsonl", tmp_path / "all.jsonl"
    proved = rabat.says("oversight", "ledger", "prove", "3", "--out", str(proof), *reason)
    assert (proved["holds"], proved["index"]) == (True, 3)
    rabat.says("oversight", "ledger", "export", "--out", str(whole), *reason)
    card = ("--card", str(folder / "rabat.card"))

    def verify(bundle: Path, *words: str) -> tuple[int, dict[str, Any]]:
        nowhere = {name: value for name, value in os.environ.items() if not name.startswith(("JISR_", "DJANGO_"))}
        call = ("-m", "jisr", "ledger", "verify", str(bundle), *card, *words, "--json")
        ended = finish(start(call, {**nowhere, "JISR_HOME": str(tmp_path / "no station")}))
        return ended.code, json.loads(ended.out)

    code, single = verify(proof)
    assert (code, single["holds"], single["entries"], single["keys_trusted"]) == (0, True, 1, True)
    code, everything = verify(whole, "--checkpoint", str(tmp_path / "checkpoint.txt"))
    assert (code, everything["holds"], everything["known_checkpoints_met"]) == (0, True, 1)
    assert everything["size"] - 1 == everything["entries"] >= mark["size"]  # all but the entry of the export itself
    for name, bundle in (("proof", proof), ("all", whole)):
        lines = bundle.read_bytes().splitlines(keepends=True)
        at = next(number for number, line in enumerate(lines) if b'"act"' in line)
        lines[at] = lines[at].replace(b"command:", b"nobody::")
        forged = tmp_path / f"{name}.forged"
        forged.write_bytes(b"".join(lines))
        assert forged.read_bytes() != bundle.read_bytes()
        code, verdict = verify(forged)
        assert (code, verdict["holds"]) == (1, False)


def test_restored_station_goes_on_exchanging(desks: tuple[Desk, Desk], folder: Path, tmp_path: Path) -> None:
    rabat, madrid = desks
    file = tmp_path / "madrid.jisr"
    taken = finish(madrid.begin("", "backup", str(file), "--json", **PASSPHRASE))
    assert json.loads(taken.out)["sealed"]
    keys = str(tmp_path / "madrid.keys")
    assert json.loads(finish(madrid.begin("", "backup", "keys", keys, "--json", **PASSPHRASE)).out)["live"] > 0
    madrid.close()
    madrid.station.stop()
    madrid.station.home = folder / "madrid2"
    restored = finish(madrid.begin("", "restore", str(file), "--keys", keys, "--json", **PASSPHRASE))
    assert (restored.code, json.loads(restored.out or "{}").get("ledger_holds")) == (0, True), restored.err
    madrid.station.start()
    madrid.station.wait_until_ready()
    there, here = exchanged(rabat, madrid, "to"), exchanged(madrid, rabat, "fro")
    assert there != here
    for desk in desks:
        report = json.loads(desk.run("", "doctor", "--full", "--json")[1])
        state = {finding["name"]: finding["state"] for finding in report["findings"]}
        assert (state["ledger"], state["queue"], report["healthy"]) == ("ok", "ok", True), report
    assert "restored" in state


def exchanged(sender: Desk, receiver: Desk, word: str) -> str:
    """Ask something; the dispatch, once it stands at the receiver and its receipt at the sender."""
    basis = ("--legal-basis", "EXERCISE", *PURPOSE)
    question = f"EXERCISE: {word}?"
    asked = sender.says("liaison", "request", "--to", receiver.name, "--question", question, *basis)["request"]
    receiver.waits_for("liaison", "inbox", "--kind", "request", until=lambda rows: asked in [row["id"] for row in rows])
    assert body_at(receiver, asked)["question"] == question
    voice = Voice(sender.station, "liaison")
    (delivery,) = voice.get(f"/exchange/dispatches/{asked}")["deliveries"]
    voice.close()
    assert delivery["received_at"], delivery
    return str(asked)


def test_long_list_is_stopped_and_taken_up_again(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    """The last of this file: comparing thousands of new entities would go on for long, so Rabat's worker ends here."""
    rabat, _ = desks
    worker = rabat.station.processes.pop("worker")
    worker.terminate()
    worker.wait(60)
    file = tmp_path / "passengers.csv"
    rows = [f"EXERCISE passenger {number},Morocco" for number in range(LIST_ROWS)]
    file.write_text("\n".join(["name,nationality", *rows]) + "\n")
    words = ("intake", str(file), "--category", "other")
    voice = Voice(rabat.station, "analyst")
    process = rabat.begin("", *words, "--json")
    while not any(each["rows_read"] for each in voice.get("/intake/imports")["items"]):
        assert process.poll() is None, process.communicate()
    process.send_signal(signal.SIGINT)
    ended = finish(process)
    assert (ended.code, json.loads(ended.err)["error"]["code"]) == (130, "stopped")
    first = json.loads(ended.out)
    assert (first["state"], first["landed"]) == ("stopped", False)
    assert 0 < first["new"] == first["rows"] < LIST_ROWS
    assert voice.get(f"/intake/imports/{first['import']}")["state"] == "stopped"
    second = rabat.says("", *words)
    assert (second["state"], second["rows"], second["wrong"]) == ("finished", LIST_ROWS, 0)
    assert (second["known"], second["new"]) == (first["new"], LIST_ROWS - first["new"])
    third = rabat.says("", *words)
    assert (third["new"], third["known"]) == (0, LIST_ROWS)
    voice.close()
