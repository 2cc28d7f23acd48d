"""`jisr demo`: the whole story between three stations on this machine, with or without a person watching."""

import secrets
import signal
import threading
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click
import orjson

if TYPE_CHECKING:
    from jisr.exercise.demo import DemoResult
    from jisr.exercise.stations import ExerciseStation

MARKS = {"founded": "·", "step": "·", "held": "✓", "broken": "✗"}


@click.command()
@click.option("--headless", is_flag=True, help="Play, check, and end; exit code 0 only if every check held.")
@click.option(
    "--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write the result to this file."
)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(".demo"),
    show_default=True,
    help="Where the stations live.",
)
def demo(headless: bool, json_file: Path | None, folder: Path) -> int:
    """The whole story between three stations on this machine.

    Everything is fictional and marked EXERCISE. An earlier demonstration in the folder is removed. Without --headless
    the stations stay up until Ctrl-C, for you to look around.
    """
    from jisr.exercise.demo import found_stations, play
    from jisr.exercise.stations import running

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the stations must not outlive the demonstration
    password = f"exercise-{secrets.token_hex(4)}"
    click.echo(_("Founding three stations (a minute on a small machine)…"))
    stations = found_stations(folder.resolve(), password, tell)
    with running(list(stations.values())):
        click.echo(_("The stations are up. Playing the exercise…"))
        result = play(stations, tell, to_the_end=headless)
        if json_file:
            json_file.write_bytes(orjson.dumps(result.to_json(), option=orjson.OPT_INDENT_2))
        summarise(result)
        if not headless:
            show_doors(stations, password)
            wait_for_interrupt()
    return 0 if result.held else 1


def tell(kind: str, text: str) -> None:
    """One line of progress."""
    click.secho(f"  {MARKS[kind]} {text}", fg={"held": "green", "broken": "red"}.get(kind))


def summarise(result: "DemoResult") -> None:
    held = sum(check.held for check in result.checks)
    click.echo(
        _("{held} of {count} checks held; {seconds:.2f} s from report to receipt.").format(
            held=held, count=len(result.checks), seconds=result.report_to_receipt_seconds
        )
    )


def show_doors(stations: "dict[str, ExerciseStation]", password: str) -> None:
    """Addresses and sign-ins."""
    click.echo("")
    for station in stations.values():
        click.secho(f"  {station.plan.names['en']:<16} {station.address}/", bold=True)
    click.echo("")
    names = next(iter(stations.values())).passwords
    click.echo(_("Sign in at any of them as: {names}").format(names=", ".join([*names, "deputy"])))
    click.echo(_("Password of every account: {password}").format(password=password))
    click.echo(_("Ctrl-C stops the stations."))


def wait_for_interrupt() -> None:
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        click.echo("")
