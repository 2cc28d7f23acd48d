"""`jisr bench linking`: two lists of fictional persons linked by Jisr, and by splink with plain Jaro-Winkler on names.

Lists: `jisr.exercise.lists`, whose truth is known and from which nothing was learned: half of the persons stand in both
lists, in Arabic and five Latin habits, with slips, swapped or partial birth dates and details that are missing. Both
linkers have the same rows and the same evidence beside the name, learn their weights from the lists alone, and are read
at the same probability. Then once more on lists that are noted worse (`linking_lists`).
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psutil

from jisr.bench.figures import Figure, Report
from jisr.bench.linking_lists import sparse_lists
from jisr.exercise.lists import COLUMNS, ListedPerson, two_lists
from jisr.linking import Bounds, Record, link_records, record_of

PEER = "splink 5, Jaro-Winkler"
ROWS = 10_000
SEED = 2_311
#: Where both are read: likelier one than two.
AT = 0.5
_LEAST = 0.02


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a linker found. pairs: (left id, right id, probability). seconds: from rows to links."""

    pairs: list[tuple[str, str, float]]
    seconds: float


@dataclass(frozen=True, slots=True)
class Score:
    """precision, recall, f1: 0..1."""

    precision: float
    recall: float
    f1: float


def measure(*, quick: bool = False) -> Report:
    """Two lists of ten thousand rows, and two more with a noise of another kind (a tenth of that when quick)."""
    rows = ROWS // (10 if quick else 1)
    report = Report()
    _add(report, "linking", [list(side) for side in two_lists(rows, SEED)])
    _add(report, "linking.sparse", [list(side) for side in sparse_lists(rows, SEED)])
    return report


def _add(report: Report, name: str, sides: list[list[ListedPerson]]) -> None:
    truth = true_pairs(*sides)
    own, peer = run_jisr(sides), run_peer(sides)
    load = f"{len(sides[0]):,} + {len(sides[1]):,} rows, {len(truth):,} true links, load {psutil.getloadavg()[0]:.1f}"
    mine, theirs = score(own, truth, AT), score(peer, truth, AT)
    note = f"at probability {AT}; {load}"
    report.add(Figure(f"{name}.f1", round(mine.f1, 4), "0..1", PEER, round(theirs.f1, 4), note=note))
    report.add(Figure(f"{name}.precision", round(mine.precision, 4), "0..1", PEER, round(theirs.precision, 4)))
    report.add(Figure(f"{name}.recall", round(mine.recall, 4), "0..1", PEER, round(theirs.recall, 4)))
    sure = [score(outcome, truth, Bounds().link) for outcome in (own, peer)]
    note = f"at probability {Bounds().link}, where a pair is a link"
    for short in ("precision", "recall"):
        values = [round(float(getattr(one, short)), 4) for one in sure]
        report.add(Figure(f"{name}.{short}_of_links", values[0], "0..1", PEER, values[1], note=note))
    best = [max(score(outcome, truth, at / 50).f1 for at in range(1, 50)) for outcome in (own, peer)]
    note = "at the probability that suits each best, which only the truth tells"
    report.add(Figure(f"{name}.f1_best", round(best[0], 4), "0..1", PEER, round(best[1], 4), note=note))
    across = {pair for pair in truth if is_across(pair, *sides)}
    cross = [score(outcome, across, AT, among=across).recall for outcome in (own, peer)]
    note = f"{len(across):,} true links with Arabic on one side only"
    report.add(Figure(f"{name}.recall_across_scripts", round(cross[0], 4), "0..1", PEER, round(cross[1], 4), note=note))
    report.add(Figure(f"{name}.seconds", own.seconds, "s", PEER, peer.seconds, note=load))


def true_pairs(left: list[ListedPerson], right: list[ListedPerson]) -> set[tuple[str, str]]:
    """Ids of rows that are one person."""
    known = {person.person: person.cells[0] for person in left}
    return {(known[person.person], person.cells[0]) for person in right if person.person in known}


def is_across(pair: tuple[str, str], left: list[ListedPerson], right: list[ListedPerson]) -> bool:
    """Whether one name is in Arabic letters and the other is not; rows stand in the order of their ids."""
    names = (left[int(pair[0][1:]) - 1].cells[1], right[int(pair[1][1:]) - 1].cells[1])
    first, second = (any("\u0600" <= letter <= "\u06ff" for letter in name) for name in names)
    return first != second


def score(outcome: Outcome, truth: set[tuple[str, str]], at: float, among: set[tuple[str, str]] | None = None) -> Score:
    """At a probability. among: count only pairs of these."""
    found = {(left, right) for left, right, probability in outcome.pairs if probability >= at}
    found = found if among is None else found & among
    right = len(found & truth)
    precision, recall = right / max(1, len(found)), right / max(1, len(truth))
    return Score(precision, recall, 2 * precision * recall / max(1e-9, precision + recall))


def records_of(side: list[ListedPerson]) -> Iterator[Record]:
    """Rows as `jisr link` reads them from a file."""
    for line, person in enumerate(side, 2):
        properties = {
            column: (cell,) for column, cell in zip(COLUMNS, person.cells, strict=True) if cell and column != "id"
        }
        record = record_of(person.cells[0], line, "Person", properties)
        if record is not None:
            yield record


def run_jisr(sides: list[list[ListedPerson]]) -> Outcome:
    """`jisr link` without its reading of files."""
    began = time.perf_counter()
    with link_records(records_of(sides[0]), records_of(sides[1]), bounds=Bounds(AT, _LEAST)) as linking:
        pairs = [(link.left.key, link.right.key, link.probability) for link in linking.links()]
    return Outcome(pairs, time.perf_counter() - began)


def run_peer(sides: list[list[ListedPerson]]) -> Outcome:
    """splink as its documentation begins: Jaro-Winkler levels on the name, blocking on exact columns."""
    import pyarrow as pa
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    began = time.perf_counter()
    api = DuckDBAPI()
    tables = [
        api.register(pa.Table.from_pylist([_peer_row(record) for record in records_of(side)], schema=_peer_schema()))
        for side in sides
    ]
    rules = [
        block_on("born"), block_on("number"), block_on("name"), block_on("year", "substr(name, 1, 3)"),
        block_on("year", "last_word"),
    ]  # fmt: skip
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.95, 0.9, 0.8, 0.7]),
            cl.LevenshteinAtThresholds("born", [1, 2]),
            cl.ExactMatch("country"), cl.ExactMatch("gender"), cl.ExactMatch("number"), cl.ExactMatch("place"),
        ],
        blocking_rules_to_generate_predictions=rules,
    )  # fmt: skip
    linker = Linker(tables, settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match([block_on("born", "name"), rules[1]], recall=0.3)
    linker.training.estimate_u_using_random_sampling(max_pairs=1_000_000)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("born"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("name"))
    found = linker.inference.predict(threshold_match_probability=_LEAST, warning_mode="never").as_record_list()
    pairs = [_ordered(row) for row in found]
    return Outcome(pairs, time.perf_counter() - began)


def _peer_schema() -> Any:
    import pyarrow as pa

    columns = ("unique_id", "name", "last_word", "born", "year", "country", "gender", "number", "place")
    return pa.schema([(column, pa.string()) for column in columns])


def _peer_row(record: Record) -> dict[str, str | None]:
    """The same evidence, without Jisr's forms of names and places; the peer gets dates and numbers in normal form."""
    name = record.names[0].casefold()
    return {
        "unique_id": record.key, "name": name, "last_word": name.split()[-1], "born": record.born or None,
        "year": record.born[:4] or None, "country": next(iter(record.countries), None), "gender": record.gender or None,
        "number": next(iter(record.numbers), None), "place": record.place or None,
    }  # fmt: skip


def _ordered(row: dict[str, Any]) -> tuple[str, str, float]:
    left, right = sorted((row["unique_id_l"], row["unique_id_r"]))
    return left, right, row["match_probability"]
