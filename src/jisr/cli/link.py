"""`jisr link`: link two lists, or one list with what the station knows."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jisr.cli.console import CommandError, json_option, language_of_locale, show
from jisr.cli.token import actor_for, token_options

if TYPE_CHECKING:
    from jisr.linking import Link, Linking, Record
    from jisr.linking.export import Decision
    from jisr.linking.reading import ListFile
    from jisr.station.ledger.actor import Actor

_SHOWN = 20
_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_out = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("left", type=_file)
@click.argument("right", type=_file, required=False)
@click.option("--backend", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True,
              help="Where tables are joined: on this machine, or on a Spark cluster.")  # fmt: skip
@click.option(
    "--link-from", default=0.90, show_default=True, type=click.FloatRange(0.01, 1), help="Probability of a link."
)
@click.option("--unsure-from", default=0.40, show_default=True, type=click.FloatRange(0.01, 1),
              help="Probability from which a pair is put before a person.")  # fmt: skip
@click.option("--out", type=_out, help="Write the links here.")
@click.option("--format", "form", type=click.Choice(["csv", "jsonl", "ftm"]), default="csv", show_default=True,
              help="Form of the file of --out.")  # fmt: skip
@click.option("--review", type=_out, help="Write the unsure pairs here, to be decided in the column “decision”.")
@click.option(
    "--decisions", type=_file, help="A review file that was filled in; what it says goes before probabilities."
)
@click.option("--propose", is_flag=True, help="Put links with the station's entities before people as proposals.")
@click.option("--list-name", default="", help="Name under which the list was taken in. Default: the file's name.")
@click.option("--memory", default=2_000, show_default=True, type=click.IntRange(200), help="Megabytes for the engine.")
@click.option("--work-folder", type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="Folder for tables meanwhile; on a cluster, one that every machine sees.")  # fmt: skip
@token_options
@json_option
def link(left: Path, right: Path | None, **options: Any) -> None:
    """Link two lists, or one list with what the station knows.

    CSV, XLSX, FollowTheMoney JSON lines and the UN consolidated list (XML). A link proposes; a person decides. With one
    list, the entities of the station are read for the holder of a token, and the ledger says so.
    """
    from jisr.linking.reading import ListError, ListFile

    if options["unsure_from"] > options["link_from"]:
        raise click.UsageError(_("--unsure-from cannot be above --link-from."))
    if right is not None and options["propose"]:
        raise click.UsageError(_("--propose is for a list linked with the station: give one list."))
    actor = None if right else _reader(options)
    decided = _decisions(options["decisions"])
    files = [ListFile(path) for path in (left, right) if path]
    try:
        with _linking(files, options) as linking:
            report = _report(linking, files, options, decided, actor)
    except ListError as error:
        message = f"{error.file}: {error.problem.sentence(language_of_locale())}"
        raise CommandError(message, error.problem.code) from error
    show(report, options["as_json"], lambda: _text(report))


def _reader(options: dict[str, Any]) -> "Actor":
    actor = actor_for(
        "knowledge_write" if options["propose"] else "knowledge_read", options["token"], options["reason"]
    )
    from jisr.station.ledger.services import Act, record

    record(actor, Act.CONSULTATION, "entities", "link")
    return actor


def _decisions(file: Path | None) -> "dict[str, tuple[Decision, str]]":
    from jisr.linking.export import DecisionsError, read_decisions

    if file is None:
        return {}
    try:
        return read_decisions(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CommandError(_("{file} is not UTF-8 text.").format(file=file), "encoding") from error
    except DecisionsError as error:
        message = _("{file}, line {line}, {field}: {reason}").format(
            file=file.name, line=error.line, field=error.field, reason=error.reason
        )
        raise CommandError(message, "decisions") from error


def _linking(files: "list[ListFile]", options: dict[str, Any]) -> "Linking":
    from jisr.linking import Bounds, link_records
    from jisr.linking.engine import LinkingEngineError, LinkingPackageError

    try:
        return link_records(
            files[0].records(), files[1].records() if len(files) > 1 else _known(),
            bounds=Bounds(options["link_from"], options["unsure_from"]), backend=options["backend"],
            memory_mb=options["memory"], work_folder=options["work_folder"],
            progress=(lambda step, done: None) if options["as_json"] else _say,
        )  # fmt: skip
    except LinkingPackageError as error:
        message = _("This needs {package}; install it with: pip install 'jisr[{extra}]'")
        raise CommandError(message.format(package=error.package, extra=error.extra), error.code) from error
    except LinkingEngineError as error:
        raise CommandError(_("Spark needs Java 17 or newer, and none was found."), error.code) from error


def _known() -> "Iterator[Record]":
    from jisr.station.matching.queries import known_records

    return known_records()


def _say(step: str, done: int) -> None:
    """One line on the terminal, written over until the step is done."""
    words = {
        "left": _("rows of the first list"),
        "right": _("rows of the second list"),
        "meet": _("looking for rows that meet"),
        "score": _("pairs of names to compare"),
        "weigh": _("candidates to weigh"),
        "links": _("candidates weighed"),
    }[step]
    click.echo(f"{f'{done:,}' if done else '':>12} {words:<40}", err=True, nl=False)
    click.echo("\r" if sys.stderr.isatty() else "\n", err=True, nl=False)


def _report(
    linking: "Linking",
    files: "list[ListFile]",
    options: dict[str, Any],
    decided: "dict[str, tuple[Decision, str]]",
    actor: "Actor | None",
) -> dict[str, Any]:
    from jisr.linking.export import Format, LinkWriter, is_for_review, link_id, standing

    def links() -> "Iterator[Link]":
        return _others(linking.links(), files[0], options) if actor else linking.links()

    counts = {"link": 0, "unsure": 0, "decided": 0}
    shown: list[dict[str, Any]] = []
    with ExitStack() as stack:
        out = stack.enter_context(LinkWriter(options["out"], Format(options["form"]), decided))
        review = stack.enter_context(LinkWriter(options["review"], Format.CSV, decided))
        for one in links():
            is_decided = link_id(one) in decided
            counts["decided"] += is_decided
            if not is_decided and is_for_review(one):
                counts["unsure"] += 1
                review.write(one)
            if standing(one, decided):
                counts["link"] += 1
                out.write(one)
            if len(shown) < _SHOWN:
                shown.append(one.to_json())
    return {
        "lists": [_list_data(file) for file in files],
        "rows": [linking.totals.left_rows, linking.totals.right_rows],
        "compared": linking.totals.blocks.pairs if linking.totals.blocks else 0,
        "rows_too_common": linking.totals.blocks.rows_left_out if linking.totals.blocks else 0,
        "weights_learned": bool(linking.totals.weights and linking.totals.weights.is_learned),
        "links": counts["link"],
        "unsure": counts["unsure"],
        "decided": counts["decided"],
        "proposals": _propose(actor, files[0], links(), options),
        "shown": shown,
    }


def _others(links: "Iterable[Link]", file: "ListFile", options: dict[str, Any]) -> "Iterator[Link]":
    """Links with entities other than the one a row became itself."""
    from jisr.station.matching.services import is_itself, name_of_list

    name = name_of_list(file.path.name, options["list_name"])
    return (link for link in links if not is_itself(name, link))


def _propose(
    actor: "Actor | None", file: "ListFile", links: "Iterable[Link]", options: dict[str, Any]
) -> dict[str, int] | None:
    if actor is None or not options["propose"]:
        return None
    from dataclasses import asdict

    from jisr.station.matching.services import name_of_list, propose_links

    return asdict(propose_links(actor, name_of_list(file.path.name, options["list_name"]), links))


def _list_data(file: "ListFile") -> dict[str, Any]:
    return {
        "file": file.path.name, "rows": file.rows, "wrong": file.wrong_rows, "repeated": file.repeated,
        "names_cut": file.cut_names, "problems": [problem.to_json() for problem in file.problems],
    }  # fmt: skip


def _text(report: dict[str, Any]) -> str:
    lines = []
    for file in report["lists"]:
        counted = _("{file}: rows {rows}, wrong {wrong}, repeated {repeated}")
        lines.append(counted.format(**{name: file[name] for name in ("file", "rows", "wrong", "repeated")}))
        for problem in file["problems"][:_SHOWN]:
            place = ", ".join(str(part) for part in (problem["line"], problem["field"]) if part)
            sentence = problem["sentences"][language_of_locale()]
            lines.append(f"  {place + ': ' if place else ''}{sentence}")
    lines.append(
        _("Links: {links}; to be decided: {unsure}; pairs compared: {compared}").format(
            **{name: report[name] for name in ("links", "unsure", "compared")}
        )
    )
    if report["rows_too_common"]:
        words = _("Rows whose names are too common to be compared without a birth date or a number: {count}")
        lines.append(words.format(count=report["rows_too_common"]))
    if report["proposals"]:
        words = _(
            "Proposals: {proposed}; kept apart by a person: {kept_apart}; one already: {joined}; "
            "not taken in (jisr intake): {not_taken_in}"
        )
        lines.append(words.format(**report["proposals"]))
    for one in report["shown"]:
        reasons = ", ".join(f"{reason['code']} {reason['log_odds']:+.1f}" for reason in one["reasons"][:4])
        sides = (one["left"], one["right"])
        left, right = (f"{side['name']} ({side['line'] or side['key']})" for side in sides)
        lines.append(f"{one['probability']:.3f}  {left} ≈ {right}  {reasons}")
    return "\n".join(lines)
