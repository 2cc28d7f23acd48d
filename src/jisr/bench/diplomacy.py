"""`jisr bench diplomacy`: a plan amended by three stations at once, and ten years of one partnership on a page.

The merge stands beside reading the same operations from JSON, which any way of keeping them has to do at least.
"""

import time
from datetime import UTC, datetime
from random import Random
from typing import Any, Final
from uuid import UUID

import orjson

from jisr.bench.figures import Figure, Report
from jisr.bench.own_station import run_in_station
from jisr.core.diplomacy.plans import PLANS, PlanObject
from jisr.core.jointrecords import Dot, JointRecord, Operation, Take, digest_of_version, made_id

ACTIVITIES: Final = 2_000
CHANGES: Final = 10_000
ITEMS: Final = 5_000
_PARTIES: Final = ("bamako", "madrid", "rabat")
_RECORD: Final = UUID("01930000-0000-7000-8000-00000000beef")
_AT: Final = datetime(2026, 1, 1, tzinfo=UTC)


def measure(*, quick: bool = False) -> Report:
    """2,000 activities and 10,000 changes; 5,000 items of one partner. A tenth of that when quick."""
    share = 10 if quick else 1
    report = Report()
    _add_merge(report, ACTIVITIES // share, CHANGES // share)
    found = run_in_station("jisr.bench.diplomacy_station", ITEMS // share)
    note = f"{found['items']:,} items of one partner over ten years; median of ten, one process"
    report.add(Figure("diplomacy.partner_page_ms", round(found["page"] * 1000, 1), "ms", note=note))
    report.add(Figure("diplomacy.briefing_page_s", round(found["book"], 3), "s", note=note))
    text = f"{found['facts']:,} facts on {found['pages']:,} pages"
    report.add(Figure("diplomacy.briefing_pdf_s", round(found["pdf"], 2), "s", note=text))
    return report


def _add_merge(report: Report, activities: int, changes: int) -> None:
    random = Random(1)
    written = _written(random, activities, changes)
    random.shuffle(written)
    written += random.sample(written, len(written) // 10)
    lines = [orjson.dumps(operation.to_json()) for operation in written]
    began = time.perf_counter()
    for line in lines:
        Operation.from_json(orjson.loads(line))
    bare = time.perf_counter() - began
    seconds, digests = [], set()
    for _each in range(3):
        random.shuffle(written)
        began = time.perf_counter()
        record = JointRecord.of(PLANS, _RECORD, _PARTIES, written)
        digests.add(digest_of_version(record))
        seconds.append(time.perf_counter() - began)
        assert not record.waiting
    assert len(digests) == 1
    report.add(
        Figure(
            "diplomacy.merge_seconds",
            round(max(seconds), 3),
            "s",
            limit="reading the same operations from JSON",
            limit_value=round(bare, 3),
            note=f"{activities:,} activities, {len(written):,} operations of three stations in three random orders, a "
            f"tenth of them twice; the slowest; the same digest each time; {len(record.conflicts()):,} to settle",
        )
    )


def _written(random: Random, activities: int, changes: int) -> list[Operation]:
    """Operations of three stations that hear of each other now and then."""
    records = {name: JointRecord(PLANS, _RECORD, _PARTIES) for name in _PARTIES}
    written: list[Operation] = []
    heard = dict.fromkeys(_PARTIES, 0)

    def write(author: str, **what: Any) -> None:
        number, after = records[author].next_operation(author)
        identifier = what.pop("object", None) or made_id(_RECORD, Dot(author, number))
        operation = Operation(author=author, number=number, after=after, object=identifier, at=_AT, **what)
        records[author].take(operation)
        written.append(operation)

    def hear(name: str) -> None:
        for operation in written[heard[name] :]:
            records[name].take(operation)
        heard[name] = len(written)

    for number in range(activities):
        name = _PARTIES[number % 3]
        write(name, take=Take.MAKE, type=PlanObject.ACTIVITY, owner=name, values={"title": f"EXERCISE {number}"})
    for name in _PARTIES:
        hear(name)
    known = sorted(records["rabat"].objects)
    for number in range(changes):
        name = random.choice(_PARTIES)
        held = records[name].objects[random.choice(known)]
        values = {"title": f"EXERCISE {number}"} if held.owner != name else {"done_percent": str(number % 100)}
        write(name, take=Take.WRITE, object=held.id, values=values)
        if random.random() < 0.01:
            hear(random.choice(_PARTIES))
    return written
