"""`jisr exercise`: any amount of fictional data, the same for the same seed."""

from gettext import gettext as _
from pathlib import Path
from typing import Any

import click
import orjson

from jisr.cli.console import json_option, open_station, show


@click.command()
@click.option("--reports", default=100, show_default=True, type=click.IntRange(0, 1_000_000), help="How many reports.")
@click.option("--partners", default=3, show_default=True, type=click.IntRange(0, 500), help="How many partners.")
@click.option("--seed", default=1, show_default=True, type=int, help="The same seed gives the same data.")
@click.option("--output", type=click.Path(path_type=Path), help="Write JSON lines to this file.")
@click.option("--lists", type=click.IntRange(0, 2_000_000), default=0,
              help="Write two lists of so many rows to be linked, and the truth, into --output.")  # fmt: skip
@click.option("--load", is_flag=True, help="Take the reports into this station, if it is an exercise.")
@json_option
def exercise(
    reports: int, partners: int, seed: int, output: Path | None, lists: int, load: bool, as_json: bool
) -> None:
    """Fictional data for training, in any amount.

    Prints one JSON document a line: partners, then persons, then reports with the truth behind them.
    """
    from jisr.exercise.generator import exercise_partners, exercise_people, generate

    if lists:
        write_lists(lists, seed, output or Path(), as_json)
        return
    made = list(generate(reports, seed))
    if load:
        loaded = take_in(made, as_json)
        text = _("{count} fictional reports were taken in.").format(count=loaded)
        show({"loaded": loaded, "seed": seed}, as_json, text)
        return
    people = exercise_people(max(1, reports // 3), seed) if reports else []
    lines: list[dict[str, Any]] = [{"type": "partner", **each._asdict()} for each in exercise_partners(partners, seed)]
    lines += [{"type": "person", **each.to_json()} for each in people]
    lines += [{"type": "report", **each.to_json()} for each in made]
    content = b"".join(orjson.dumps(line) + b"\n" for line in lines)
    if output is None:
        click.echo(content, nl=False)
        return
    output.write_bytes(content)
    show(
        {"lines": len(lines), "file": str(output)},
        as_json,
        _("{count} lines in {file}.").format(count=len(lines), file=output),
    )


def write_lists(rows: int, seed: int, folder: Path, as_json: bool) -> None:
    """left.csv, right.csv and truth.csv (rows of both that are one person)."""
    import csv

    from jisr.exercise.lists import COLUMNS, two_lists

    folder.mkdir(parents=True, exist_ok=True)
    known: dict[int, str] = {}
    with (folder / "truth.csv").open("w", encoding="utf-8", newline="") as truth_file:
        truth = csv.writer(truth_file)
        truth.writerow(("left", "right"))
        for name, listed in zip(("left", "right"), two_lists(rows, seed), strict=True):
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(COLUMNS)
                for person, cells in listed:
                    writer.writerow(cells)
                    if name == "left":
                        known[person] = cells[0]
                    elif person in known:
                        truth.writerow((known[person], cells[0]))
    show({"rows": [rows, rows], "folder": str(folder)}, as_json, _("Written: {file}").format(file=folder))


def take_in(made: list[Any], as_json: bool) -> int:
    """Load the reports with a progress bar on the terminal."""
    open_station()
    from jisr.exercise.loading import load

    if as_json:
        return load(made, lambda count: None)
    with click.progressbar(length=len(made), label=_("Taking reports in")) as bar:
        return load(made, lambda count: bar.update(1))
