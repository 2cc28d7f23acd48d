"""`jisr intake FILE...`: take reports and lists in from the command line."""

import signal
import sys
import threading
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import click

from jisr.cli.console import CommandError, command_actor, json_option, open_station, show

if TYPE_CHECKING:
    from jisr.station.intake.models import ListImport
    from jisr.station.ledger.actor import Actor

_SHOWN_PROBLEMS = 20


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", default="COMMAND", show_default=True, help="Code name of the source.")
@click.option("--grade", default="", help="Grading of source and information, such as B2 (6x6) or X4 (4x4).")
@click.option("--lang", type=click.Choice(["ar", "fr", "en"]), help="Language of the text; detected when left out.")
@click.option("--purpose", default="", help="Crime area, such as terrorism or migrant_smuggling.")
@click.option("--name", default="", help="Name of the list; rows of one list land once. Default: the file's name.")
@click.option("--category", default="", help="Data subjects of a report or list, such as suspect or victim.")
@click.option("--wrong-rows", type=click.Path(dir_okay=False, path_type=Path), help="Write wrong rows of a list here.")
@json_option
def intake(files: tuple[Path, ...], as_json: bool, **options: Any) -> None:
    """Take reports and lists in.

    Text, DOCX, PDF and EML become reports; CSV, XLSX, FollowTheMoney JSON lines and the UN consolidated list (XML)
    are imported as lists. A file that can't be read does not keep the others from landing; the exit code is then 1.
    Ctrl-C ends a list after the rows in hand: what has landed stays, and the same file goes on where it ended.
    """
    open_station()
    results: list[dict[str, Any]] = []
    with _StopRequest() as stop:
        for path in files:
            results.append(_take_in(path, options, as_json, stop))
            if stop.is_made or results[-1]["code"] == "stopped":
                break
    shown = results[0] if len(results) == 1 else results
    show(shown, as_json, lambda: "\n".join(_sentence(result) for result in results))
    failed = [result for result in results if not result["landed"]]
    if failed and failed[-1]["code"] == "stopped":
        raise StoppedError(failed[-1]["message"])
    if len(results) < len(files):
        raise StoppedError(_("Stopped."))
    if failed:
        if len(results) == 1:
            raise CommandError(failed[0]["message"], failed[0]["code"])
        raise CommandError("\n".join(f"{result['file']}: {result['message']}" for result in failed), "not_all_landed")


class StoppedError(CommandError):
    """Ended between two batches because somebody asked for it."""

    exit_code = 130

    def __init__(self, message: str) -> None:
        super().__init__(message, "stopped")


class _StopRequest:
    """Ctrl-C or SIGTERM while a list is taken in: it ends after the batch in hand. A second time ends at once."""

    def __init__(self) -> None:
        self.is_made = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = {number: signal.signal(number, self._note) for number in (signal.SIGINT, signal.SIGTERM)}
        return self

    def __exit__(self, *_raised: object) -> None:
        self._restore()

    def _note(self, _number: int, _frame: object) -> None:
        self.is_made = True
        self._restore()

    def _restore(self) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before = {}


class _FileOnDisk:
    """A file whose size is known before it is read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.size = path.stat().st_size

    def read(self) -> bytes:
        return self._path.read_bytes()


def _take_in(path: Path, options: dict[str, Any], as_json: bool, stop: _StopRequest) -> dict[str, Any]:
    from jisr.station.intake import services
    from jisr.station.web.problems import Problem

    actor = command_actor("intake")
    try:
        data = services.bytes_of(actor, _FileOnDisk(path))
        kind = services.recognise_file(actor, data, path.name)
        if kind.is_list:
            return _list(actor, path, data, options, as_json, stop)
        return _report(actor, path, data, options)
    except Problem as problem:
        return {"file": path.name, "landed": False, "code": problem.code, "message": str(problem.message)}


def _report(actor: "Actor", path: Path, data: bytes, options: dict[str, Any]) -> dict[str, Any]:
    from jisr.station.intake import queries, services

    document = services.read_document_file(actor, data, path.name)
    draft = services.draft_of_document(
        document,
        path.name,
        data,
        "application/octet-stream",
        options["source"],
        services.default_handling(),
        grade=_grade(options["grade"]),
        language=options["lang"] or "",
        purpose=_purpose(options["purpose"]),
        category=_category(options["category"]),
    )
    view = queries.report(services.receive_report(actor, draft))
    assert view is not None
    return {
        "file": path.name,
        "landed": True,
        "code": "",
        "kind": view.kind,
        "report": str(view.id),
        "number": view.number,
        "language": view.language,
        "grade": view.grade.to_json() if view.grade else None,
        "portions": len(view.portions),
        "findings": [
            {"kind": one.kind.value, "text": one.text, "value": one.value, "start": one.start, "end": one.end,
             "portion": next(part.ordinal for part in view.portions if part.id == one.portion_id)}
            for one in view.findings
        ],
        "problems": view.problems,
    }  # fmt: skip


def _list(
    actor: "Actor", path: Path, data: bytes, options: dict[str, Any], as_json: bool, stop: _StopRequest
) -> dict[str, Any]:
    from jisr.interop.lists import write_wrong_rows
    from jisr.station.intake import queries, services
    from jisr.station.intake.problems import reader_language

    draft = services.ImportDraft(
        file_name=path.name,
        data=data,
        source=options["source"],
        handling=services.default_handling(),
        name=options["name"],
        grade=_grade(options["grade"]),
        category=_category(options["category"]),
    )
    import_id = services.start_import(actor, draft, in_background=False)

    def after_batch(held: "ListImport") -> None:
        if not as_json:
            _report_progress(held)
        if stop.is_made:
            services.stop_import(actor, import_id)

    held = services.run_import(import_id, actor, after_batch)
    wrong = list(queries.wrong_rows(import_id))
    if options["wrong_rows"] is not None and wrong:
        from jisr.interop.kinds import FileKind

        _, content = write_wrong_rows(FileKind(held.kind), tuple(held.header), wrong, reader_language())
        options["wrong_rows"].write_bytes(content)
    return {
        "file": path.name,
        "landed": held.state == "finished",
        **_end_of(held),
        "kind": held.kind,
        "import": str(held.id),
        "list": held.name,
        "state": held.state,
        "rows": held.rows_read,
        "new": held.rows_landed,
        "known": held.rows_known,
        "wrong": held.rows_wrong,
        "statements": held.statements_added,
        "problems": [problem.to_json() for row in wrong for problem in row.problems],
    }


def _end_of(held: "ListImport") -> dict[str, str]:
    """Why the list did not land to its end; empty where it did."""
    if held.failure:
        return {"code": held.failure["code"], "message": _sentence_of(held.failure)}
    if held.state == "finished":
        return {"code": "", "message": ""}
    message = _("{file}: stopped after {rows} rows; what has landed stays. Give the same file again to go on.")
    return {"code": "stopped", "message": message.format(file=held.file_name, rows=held.rows_read)}


def _report_progress(held: "ListImport") -> None:
    if sys.stderr.isatty():
        total = f"/{held.rows_total}" if held.rows_total else ""
        click.echo(f"\r{held.rows_read}{total} ", nl=False, err=True)


def _grade(text: str) -> Any:
    from jisr.core.statements import Grade, GradeFormatError

    try:
        return Grade.parse(text) if text else None
    except GradeFormatError as error:
        raise CommandError(str(error), "grade_format") from error


def _category(text: str) -> Any:
    from jisr.core.handling import DataCategory

    if text and text not in list(DataCategory):
        raise click.BadParameter(", ".join(DataCategory), param_hint="--category")
    return DataCategory(text) if text else None


def _purpose(text: str) -> Any:
    from jisr.core.handling import Purpose

    if text and text not in list(Purpose):
        raise click.BadParameter(", ".join(Purpose), param_hint="--purpose")
    return Purpose(text) if text else None


def _sentence_of(problem: dict[str, Any]) -> str:
    from jisr.station.intake.problems import reader_language

    return str(problem["sentences"][reader_language()])


def _sentence(result: dict[str, Any]) -> str:
    """One file's result for a person."""
    if "report" in result:
        lines = [
            _("{file}: report {number}, {findings} findings proposed").format(
                file=result["file"], number=result["number"], findings=len(result["findings"])
            )
        ]
    elif "import" in result:
        lines = [
            _("{file}: {rows} rows read, {new} new, {known} known before, {wrong} wrong").format(
                **{name: result[name] for name in ("file", "rows", "new", "known", "wrong")}
            )
        ]
    else:
        return ""
    for problem in result["problems"][:_SHOWN_PROBLEMS]:
        place = ", ".join(str(part) for part in (problem["line"], problem["field"]) if part)
        lines.append(f"  {place + ': ' if place else ''}{_sentence_of(problem)}")
    if len(result["problems"]) > _SHOWN_PROBLEMS:
        lines.append(_("  and {count} more").format(count=len(result["problems"]) - _SHOWN_PROBLEMS))
    return "\n".join(lines)
