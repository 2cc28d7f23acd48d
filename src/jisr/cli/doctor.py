"""`jisr doctor`: what is wrong with this station, and what to do."""

from gettext import gettext as _
from gettext import ngettext

import click

from jisr.cli.console import json_option, show


@click.command()
@click.option("--full", is_flag=True, help="Also recompute the whole ledger, entry by entry.")
@json_option
@click.pass_context
def doctor(context: click.Context, full: bool, as_json: bool) -> None:
    """Say what is wrong with this station, and what to do.

    Exit code 0 when nothing fails (warnings may stand), 1 otherwise.
    """
    from jisr.station.doctor import State, examine
    from jisr.station.home import StationHome

    findings = list(examine(StationHome.locate(), is_full=full))
    failed = [finding for finding in findings if finding.state is State.FAIL]
    warned = [finding for finding in findings if finding.state is State.WARN]
    marks = {State.OK: ("ok  ", "green"), State.WARN: ("warn", "yellow"), State.FAIL: ("FAIL", "red")}
    if not as_json:
        for finding in findings:
            word, colour = marks[finding.state]
            click.echo(f"{click.style(word, fg=colour)}  {finding.said}")
            if finding.remedy:
                click.echo(f"      → {finding.remedy}")
    document = {
        "healthy": not failed,
        "findings": [
            {"name": finding.name, "state": finding.state.value, "said": finding.said, "remedy": finding.remedy}
            for finding in findings
        ],
    }
    show(document, as_json, "\n" + summary_text(len(failed), len(warned)))
    context.exit(1 if failed else 0)


def summary_text(failures: int, warnings: int) -> str:
    """How many findings fail and how many warn, in the grammar of the reader's language."""
    return _("{failures}, {warnings}.").format(
        failures=ngettext("{count} failure", "{count} failures", failures).format(count=failures),
        warnings=ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings),
    )
