"""`jisr bench`: measure, with the peer and the limit of this machine beside every figure, all from one run."""

import importlib
from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

from jisr.bench.figures import BenchmarkError
from jisr.cli.console import CommandError, json_option, show

#: Where each benchmark lives; its `measure()` returns a `jisr.bench.figures.Report`.
BENCHMARKS = {
    "diplomacy": "jisr.bench.diplomacy",
    "exchange": "jisr.bench.exchange",
    "handling": "jisr.bench.handling",
    "ledger": "jisr.bench.ledger",
    "linking": "jisr.bench.linking",
    "names": "jisr.bench.names",
    "retention": "jisr.bench.retention",
}


@click.command()
@click.argument("name", type=click.Choice(sorted(BENCHMARKS)))
@click.option("--quick", is_flag=True, help="A tenth of the size: to see that it runs, not for figures.")
@click.option("--size", "sizes", multiple=True, type=click.IntRange(min=1_000), help="names: look up among so many.")
@click.option("--large", is_flag=True, help="names: also among five million.")
@click.option(
    "--plot", type=click.Path(dir_okay=False, path_type=Path), help="names: write the reliability to this SVG."
)
@json_option
def bench(name: str, quick: bool, sizes: tuple[int, ...], large: bool, plot: Path | None, as_json: bool) -> None:
    """Measure one part of Jisr.

    Every figure comes from one run, beside a peer or the limit of the same machine. Figures that are kept are in
    docs/benchmarks.md.
    """
    try:
        module = importlib.import_module(BENCHMARKS[name])
    except ModuleNotFoundError as error:
        raise CommandError(
            _("This measurement needs {package}; install the peers with: uv sync --group bench").format(
                package=error.name
            ),
            "peer_missing",
        ) from error
    options = _names_options(sizes, large, plot) if name == "names" else {}
    if name != "names" and (sizes or large or plot):
        raise click.UsageError(_("--size, --large and --plot belong to the names measurement."))
    try:
        report = module.measure(quick=quick, **options)
    except BenchmarkError as error:
        raise CommandError(_("This can’t be measured here: {reason}").format(reason=error), "cannot_measure") from error
    show(report.to_json(), as_json, report.as_text)


def _names_options(sizes: tuple[int, ...], large: bool, plot: Path | None) -> dict[str, Any]:
    """The exercise's names are handed in, for measurements know nothing of exercises."""
    from jisr.bench.names.pairs import Generator
    from jisr.exercise.names import HABITS, common_parts, exercise_names

    given = {"sizes": sizes} if sizes else {}
    generator = Generator(exercise_names, HABITS, frozenset(common_parts()))
    return {"generator": generator, "large": large, "plot": plot, **given}
