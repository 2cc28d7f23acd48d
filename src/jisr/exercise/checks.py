"""Did it hold? Every check looks at the real state of the other station (its API, database or ledger), never at what
the sender believes."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import psycopg.sql

from jisr.core.sealing import MalformedError
from jisr.core.sealing.encoding import b64decode
from jisr.exercise import scenario
from jisr.exercise.opening import opened_values
from jisr.exercise.stations import ExerciseStation
from jisr.exercise.story import Story, wait_for
from jisr.exercise.tampering import forge_history, rewritten_entry
from jisr.station.database import embedded_url

_LEAKS = """
SELECT table_name, column_name, data_type FROM information_schema.columns
WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'jsonb', 'bytea')
"""


_BINARY_HOLDS = psycopg.sql.SQL("SELECT 1 FROM {} WHERE position(%s IN {}) > 0")
_TEXT_HOLDS = psycopg.sql.SQL("SELECT 1 FROM {} WHERE {}::text LIKE '%%' || %s || '%%'")


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check: whether it held, and what was seen."""

    name: str
    held: bool
    detail: str

    def to_json(self) -> dict[str, Any]:
        return {"name": self.name, "held": self.held, "detail": self.detail}


type Finding = tuple[bool, str]
type Check = Callable[[Story], Finding]
type NamedCheck = tuple[str, Check]


def arabic_report(story: Story) -> Finding:
    """Rabat stored the report in Arabic, portion by portion, and found the person in it."""
    report = story.voice("rabat", "analyst").get(f"/intake/reports/{story.facts['report']}")
    kinds = sorted({finding["kind"] for finding in report["findings"]})
    held = (
        report["language"] == "ar"
        and len(report["portions"]) == 4
        and {"person", "city", "phone", "topic"} <= set(kinds)
    )
    return (
        held,
        f"{report['number']}: {report['language']}, {len(report['portions'])} portions, findings: {', '.join(kinds)}",
    )


def known_person_found(story: Story) -> Finding:
    """Both spellings lead to one entity now."""
    proposal, analyst = story.facts["identity_proposal"], story.voice("rabat", "analyst")
    page = analyst.get(f"/knowledge/entities/{story.facts['entity']}")
    held = {story.facts["entity"], story.facts["known_entity"]} <= set(page["members"])
    return (
        held,
        f"proposed with score {proposal['score']:.2f}; one entity of {len(page['members'])} members: {page['caption']}",
    )


def cross_script_found(story: Story) -> Finding:
    """Asked for a spelling that stands nowhere in its database, Rabat names the person first, and says how likely."""
    asked = scenario.PERSON_ELSEWHERE
    written = leaks(story.stations["rabat"], asked)
    analyst = story.voice("rabat", "analyst")
    named = analyst.get("/knowledge/names", name=asked)
    listed = analyst.get("/knowledge/entities", q=asked)["items"]
    page = analyst.get(f"/knowledge/entities/{story.facts['entity']}")
    is_first = bool(named and listed) and named[0]["entity_id"] == listed[0]["id"] == page["id"]
    said = f"{named[0]['name']} with likeness {named[0]['score']:.2f}" if named else "nobody"
    return (
        is_first and not written and bool(named[0]["reasons"]),
        f"asked for {asked}, which stands in {written or 'no column'}: {said}",
    )


def madrid_first(story: Story) -> Finding:
    """Madrid is ranked first because the threatened place is its own; Bamako for its standing interest."""
    ranked = story.facts["who_must_know"]
    order = [item["station_id"] for item in ranked]
    first = ranked[0]
    reasons = [reason["code"] for reason in first["reasons"]]
    bamako = next(item for item in ranked if item["station_id"] == "bamako")
    interest = any("interest" in reason["code"] for reason in bamako["reasons"])
    return order[0] == "madrid" and bool(reasons) and interest, f"{' > '.join(order)}; Madrid: {', '.join(reasons)}"


def four_eyes(story: Story) -> Finding:
    """The author's own release was refused; Madrid reads what the releaser saw, without the withheld portion."""
    refused = story.facts["own_release_refused"]
    read = story.facts["madrid_reads"]
    seen = story.facts["warning_views"][0]["body"]["portions"]
    same = [portion["text"] for portion in read["portions"]] == [portion["text"] for portion in seen]
    hidden = scenario.arabic_report(story.now)[1].text
    leaked = hidden in str(read)
    code = refused.code if refused else "not refused"
    return (
        bool(refused) and same and not leaked,
        f"own release: {code}; Madrid reads exactly what was seen: {same}; withheld portion there: {leaked}",
    )


def delivered(story: Story) -> Finding:
    """Madrid's and Bamako's own databases hold the dispatches, each with its own id there."""
    counts = {}
    for station, name in (("madrid", "warning"), ("bamako", "financing")):
        wanted = story.facts[f"{name}_sent"]["dispatch_id"]
        with database(story.stations[station]) as connection:
            row = connection.execute(
                "SELECT count(*) FROM exchange_dispatch WHERE dispatch_id = %s AND direction = 'in'", [wanted]
            ).fetchone()
        counts[station] = int(row[0]) if row else 0
    return counts == {"madrid": 1, "bamako": 1}, f"stored once at each: {counts}"


def receipt_verified(story: Story) -> Finding:
    """Madrid's ledger holds the entry at the index that its receipt names, and its log is consistent for Rabat."""
    sent = story.facts["warning_sent"]
    delivery = sent["deliveries"][0]
    entry = story.voice("madrid", "oversight").get(f"/oversight/entries/{delivery['their_index']}")
    names = str(entry)
    held = sent["dispatch_id"] in names or story.facts["madrid_warning"]["id"] in names
    state = story.voice("rabat", "oversight").get("/oversight/partners/madrid")["state"]
    receipt = story.voice("rabat", "liaison").download(f"/exchange/deliveries/{delivery['id']}/receipt")
    return (
        held and state in ("consistent", "behind") and len(receipt) > 500,
        f"entry {delivery['their_index']} of Madrid's ledger is this dispatch: {held}; Madrid's log: {state}; "
        f"receipt of {len(receipt)} bytes",
    )


def acknowledged_in_time(story: Story) -> Finding:
    """By Madrid's own record, before its own clock ran out."""
    received = story.voice("madrid", "liaison").get("/warnings/received")["items"][0]
    at, by = (datetime.fromisoformat(received[name]) for name in ("acknowledged_at", "acknowledge_by"))
    board = story.voice("rabat", "liaison").get(f"/warnings/{story.facts['warning']}")["sent_to"][0]
    return at <= by and bool(
        board["acknowledged_at"]
    ), f"{(by - at).total_seconds() / 60:.0f} minutes left; on Rabat's board: {board['standing']}"


def feedback_returned(story: Story) -> Finding:
    """Madrid's verdict stands in Rabat's database."""
    with database(story.stations["rabat"]) as connection:
        row = connection.execute(
            "SELECT d.verdict FROM exchange_delivery d WHERE d.id = %s",
            [story.facts["warning_sent"]["deliveries"][0]["id"]],
        ).fetchone()
    return row == ("decisive",), f"verdict at Rabat: {row[0] if row else 'none'}"


def recall_certified(story: Story) -> Finding:
    """Madrid's certificate is back, the wrong detail is nowhere in its database, the rest still is."""
    act = story.voice("rabat", "liaison").get(story.facts["recall"])["deliveries"][0]["certified_act"]
    shown = story.voice("madrid", "analyst").get(f"/exchange/dispatches/{story.facts['madrid_warning']['id']}")["body"]
    spellings = scenario.WRONG_DETAIL_SPELLINGS
    places = sorted({place for words in spellings for place in leaks(story.stations["madrid"], words)})
    is_shown = any(words in str(shown) for words in spellings)
    rest, recalled = scenario.PHONE in str(shown), len(story.facts["recalled_statements"])
    held = act == "erased" and not is_shown and not places and rest and recalled == 1
    return held, (
        f"certificate: {act}; still holding the detail: {places or 'nothing'}; statements with it: {recalled}; "
        f"the rest is readable: {rest}"
    )


def all_verify(story: Story) -> Finding:
    """Each station's ledger is exported and checked by the stand-alone command, which has no station at hand."""
    said = {}
    for station_id in story.stations:
        oversight = story.voice(station_id, "oversight")
        size = oversight.get("/oversight/checkpoint")["size"]
        bundle = oversight.download(f"/oversight/bundle?first=0&last={size - 1}")
        said[station_id] = (_verified(bundle), size)
        if not oversight.post("/oversight/checks")["holds"]:
            said[station_id] = (False, size)
    return all(ok for ok, _ in said.values()), "; ".join(
        f"{name}: {size} entries {'hold' if ok else 'FAIL'}" for name, (ok, size) in said.items()
    )


def rewrite_detected(story: Story, *, to_the_end: bool) -> Finding:
    """One entry is rewritten in Rabat's database; Rabat's next check finds it.

    With `to_the_end` the forger also rebuilds the tree to fit, and Madrid finds that at the next receipt.
    """
    url, oversight = embedded_url(story.stations["rabat"].home / "postgres"), story.voice("rabat", "oversight")
    index, old, new = _an_entry(url)
    with rewritten_entry(url, index, old, new):
        found = not oversight.post("/oversight/checks")["holds"]
    whole_again = oversight.post("/oversight/checks")["holds"]
    said = f"entry {index} rewritten: found by Rabat's check: {found}; put back, it holds: {whole_again}"
    if not to_the_end:
        return found and whole_again, said
    forge_history(url, index, old, new)
    text = {"recipients": ["rabat"], "text": "EXERCISE: thank you; we will report back."}
    story.voice("madrid", "liaison").post("/exchange/coordination", text)
    watcher = story.voice("madrid", "oversight")
    state = wait_for(
        lambda: (lambda s: s if s == "forked" else None)(watcher.get("/oversight/partners/rabat")["state"]),
        "Madrid to notice",
        90,
    )
    return (
        found and whole_again and state == "forked",
        f"{said}; whole tree forged: Madrid now says “{state}” of Rabat's log",
    )


def _an_entry(url: str) -> tuple[int, bytes, bytes]:
    """An early entry that names its actor, and another name to put there."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT index FROM ledger_entry WHERE actor = 'analyst' ORDER BY index LIMIT 1"
        ).fetchone()
    if row is None:
        raise ValueError("no entry of the analyst's")
    return int(row[0]), b'"analyst"', b'"liaison"'


def _verified(bundle: bytes) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bundle.jsonl"
        file.write_bytes(bundle)
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("JISR_", "DJANGO_"))}
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", "jisr", "ledger", "verify", str(file)],
            env=environment,
            capture_output=True,
            check=False,
        )
    return done.returncode == 0


@contextmanager
def database(station: ExerciseStation) -> Iterator["psycopg.Connection[tuple[Any, ...]]"]:
    """The station's own database, read from beside it."""
    with psycopg.connect(embedded_url(station.home / "postgres")) as connection:
        yield connection


def leaks(station: ExerciseStation, words: str) -> list[str]:
    """Columns in the station's database that hold these words: as they stand, or opened with the station's keys."""
    found = []
    with database(station) as connection:
        for table, column, kind in connection.execute(_LEAKS).fetchall():
            names = psycopg.sql.Identifier(table), psycopg.sql.Identifier(column)
            is_binary = kind == "bytea"
            query = _BINARY_HOLDS if is_binary else _TEXT_HOLDS
            wanted: str | bytes = words.encode() if is_binary else words
            if connection.execute(query.format(*names), [wanted]).fetchone():
                found.append(f"{table}.{column}")
        opened = {where for where, plain in opened_values(connection, station.home) if _said_in(plain, words)}
    return [*found, *sorted(opened)]


def _said_in(plain: bytes, words: str) -> bool:
    """Whether an opened value holds the words, also where it is the signed body of a dispatch."""
    parts = plain.split(b".")
    try:
        signed = b64decode(parts[1]) if len(parts) == 3 else b""
    except MalformedError:
        signed = b""
    return words.encode() in plain or words.encode() in signed


CHECKS: tuple[NamedCheck, ...] = (
    ("intake.arabic_report", arabic_report),
    ("identity.known_person_found", known_person_found),
    ("identity.cross_script_found", cross_script_found),
    ("who_must_know.madrid_first", madrid_first),
    ("release.four_eyes", four_eyes),
    ("exchange.delivered", delivered),
    ("exchange.receipt_verified", receipt_verified),
    ("warning.acknowledged_in_time", acknowledged_in_time),
    ("feedback.returned", feedback_returned),
    ("recall.certified", recall_certified),
    ("ledger.all_verify", all_verify),
)
REWRITE_CHECK = "ledger.rewrite_detected"


def run_checks(checks: Iterable[NamedCheck], story: Story, *, to_the_end: bool) -> Iterator[CheckResult]:
    """Every check in order, and last that a rewritten ledger is found; one that breaks has not held."""
    last: tuple[NamedCheck, ...] = ((REWRITE_CHECK, lambda s: rewrite_detected(s, to_the_end=to_the_end)),)
    for name, check in (*checks, *last):
        try:
            held, detail = check(story)
        except Exception as error:
            held, detail = False, f"{type(error).__name__}: {error}"
        yield CheckResult(name, held, detail)
