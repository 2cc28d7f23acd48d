"""Oversight of the exercise: a sample, a search, a second pair of eyes, and an export verified by people outside.

The export of Rabat's ledger is taken away as two files, the bundle and the verifier's page. A clean process and a
browser, neither of which knows a station, judge the true bundle and one in which a single name was changed.
"""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from jisr.exercise.checks import Finding, NamedCheck
from jisr.exercise.stations import ExerciseStation
from jisr.exercise.story import Step, Story
from jisr.exercise.voice import RefusedError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_SECONDS = 40
SEED = "EXERCISE-2026"


def oversee_rabat(story: Story) -> None:
    """Rabat's overseer searches, draws a sample of what went to partners, and tries to wave own readings through."""
    overseer = story.voice("rabat", "oversight")
    overseer.get("/intake/reports")
    story.facts["sent_entries"] = overseer.get("/oversight/entries", act="disclosure", recipient="madrid")["total"]
    today = story.now.date().isoformat()
    wanted = {"population": "releases", "strata": "partner", "first_day": today, "last_day": today}
    drawn = overseer.post("/oversight/samples", {**wanted, "size": 4, "seed": SEED})
    for item in drawn["items"]:
        answers = dict.fromkeys(drawn["questions"], "yes")
        overseer.post(f"/oversight/samples/{drawn['id']}/{item['index']}", {"answers": answers, "finding": "in_order"})
    story.facts["sample"] = drawn["id"]
    own = overseer.get("/oversight/readings", seen="false")["items"]
    mine = [reading["index"] for reading in own if reading["reader"] == overseer.account]
    story.facts["own_readings"] = len(mine)
    try:
        overseer.post("/oversight/readings/seen", {"entries": mine[:1]})
        story.facts["own_reading_refused"] = ""
    except RefusedError as refused:
        story.facts["own_reading_refused"] = refused.code


def take_the_export_away(story: Story) -> None:
    """The whole ledger and the verifier's page, as an inspector from outside would receive them."""
    overseer = story.voice("rabat", "oversight")
    size = overseer.get("/oversight/checkpoint")["size"]
    story.facts["exported"] = overseer.download(f"/oversight/bundle?first=0&last={size - 1}")
    story.facts["verifier"] = overseer.download("/oversight/verifier")


def export_verified(story: Story) -> Finding:
    """Both verifiers, with nothing of the station at hand, believe the true bundle and no other."""
    true, forged = story.facts["exported"], _one_name_changed(story.facts["exported"])
    card = _card_of(story.stations["rabat"])
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(4) as pool:
        by_command = [
            pool.submit(_by_command, Path(folder), name, bundle, card)
            for name, bundle in (("true", true), ("forged", forged))
        ]
        by_browser = [
            pool.submit(_by_browser, Path(folder), name, bundle, story.facts["verifier"])
            for name, bundle in (("true", true), ("forged", forged))
        ]
        said = tuple(job.result() for job in by_command)
        seen = tuple(job.result() for job in by_browser)
    held = said == (True, False) and seen in ((True, False), (None, None))
    in_browser = "no browser at hand, left out" if seen[0] is None else f"true {seen[0]}, forged {seen[1]}"
    entries = true.count(b"\n") - 1
    return held, (
        f"{entries} entries; `jisr ledger verify` with Rabat's card in a clean process: true {said[0]}, "
        f"forged {said[1]}; the verifier's page in a browser without a network: {in_browser}"
    )


def second_look(story: Story) -> Finding:
    """Nobody waves own readings through, and a sample is drawn again from the seed by whoever has the ledger."""
    sample = story.voice("rabat", "oversight").get(f"/oversight/samples/{story.facts['sample']}")
    refused, own = story.facts["own_reading_refused"], story.facts["own_readings"]
    held = own > 0 and refused == "own_reading" and sample["draws_again"] and sample["reviewed"] == sample["size"]
    return held, (
        f"{own} readings with a reason wait for a second overseer; waving one's own through: {refused or 'done'}; "
        f"{sample['size']} of {sample['population_size']} disclosures drawn with seed {sample['seed']}, all reviewed"
    )


def _one_name_changed(bundle: bytes) -> bytes:
    """One early entry is said to be somebody else's act."""
    lines = bundle.split(b"\n")
    at = next(number for number, line in enumerate(lines[1:], start=1) if b'"actor":"analyst"' in line)
    lines[at] = lines[at].replace(b'"actor":"analyst"', b'"actor":"liaison"')
    return b"\n".join(lines)


def _card_of(station: ExerciseStation) -> bytes:
    import httpx

    answer = httpx.get(f"{station.address}/exchange/v1/card", timeout=30)
    answer.raise_for_status()
    return answer.content


def _by_command(folder: Path, name: str, bundle: bytes, card: bytes) -> bool:
    """Whether the stand-alone command, in a process that knows no station, believes the bundle."""
    files = folder / f"{name}.jsonl", folder / f"{name}-card.json"
    for file, content in zip(files, (bundle, card), strict=True):
        file.write_bytes(content)
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("JISR_", "DJANGO_"))}
    command = [sys.executable, "-m", "jisr", "ledger", "verify", str(files[0]), "--card", str(files[1]), "--json"]
    done = subprocess.run(  # noqa: S603 - our own module, no shell
        command, env=clean, cwd=folder, capture_output=True, check=False
    )
    said: dict[str, Any] = json.loads(done.stdout or b"{}")
    return done.returncode == 0 and bool(said.get("holds")) and bool(said.get("keys_trusted"))


def _by_browser(folder: Path, name: str, bundle: bytes, page: bytes) -> bool | None:
    """Whether the verifier's page believes the bundle it carries; None where there is no browser."""
    browser = os.environ.get("JISR_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        return None
    carried = b'<script type="text/plain" id="carried">' + base64.b64encode(bundle) + b"</script>"
    file = folder / f"{name}.html"
    file.write_bytes(page.replace(b"<!-- bundle -->", carried))
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    options += [f"--user-data-dir={folder / name}", "--virtual-time-budget=20000", "--dump-dom"]
    done = subprocess.run(  # noqa: S603 - a browser that was found, no shell
        [browser, *options, file.as_uri()], capture_output=True, check=False, timeout=BROWSER_SECONDS
    )
    verdict = re.search(rb'data-holds="(true|false)"', done.stdout)
    if verdict is None:
        raise ValueError("the verifier's page gave no verdict")
    return verdict.group(1) == b"true"


STEPS: tuple[Step, ...] = (
    ("Rabat's overseer searches, draws a sample, and is not their own second pair of eyes", oversee_rabat),
    ("The export is taken away", take_the_export_away),
)
CHECKS: tuple[NamedCheck, ...] = (
    ("oversight.export_verified", export_verified),
    ("oversight.second_look", second_look),
)
