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
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write JSON lines to this file.")
@click.option("--load", is_flag=True, help="Take the reports into this station, if it is an exercise.")
@json_option
def exercise(reports: int, partners: int, seed: int, output: Path | None, load: bool, as_json: bool) -> None:
    """Fictional data for training, in any amount.

    Prints one JSON document a line: partners, then persons, then reports with the truth behind them.
    """
    from jisr.exercise.generator import exercise_partners, exercise_people, generate

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


def take_in(made: list[Any], as_json: bool) -> int:
    """Load the reports with a progress bar on the terminal."""
    open_station()
    from jisr.exercise.loading import load

    if as_json:
        return load(made, lambda count: None)
    with click.progressbar(length=len(made), label=_("Taking reports in")) as bar:
        return load(made, lambda count: bar.update(1))
