"""`jisr bench`: measure, with the peer and the limit of this machine beside every figure, all from one run."""

import importlib
from gettext import gettext as _

import click

from jisr.cli.console import CommandError, json_option, show

#: Where each benchmark lives; its `measure()` returns a `jisr.bench.figures.Report`.
BENCHMARKS = {"exchange": "jisr.bench.exchange", "ledger": "jisr.bench.ledger"}


@click.command()
@click.argument("name", type=click.Choice(sorted(BENCHMARKS)))
@click.option("--quick", is_flag=True, help="A tenth of the size: to see that it runs, not for figures.")
@json_option
def bench(name: str, quick: bool, as_json: bool) -> None:
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
    report = module.measure(quick=quick)
    show(report.to_json(), as_json, report.as_text)
