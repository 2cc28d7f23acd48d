"""`jisr ledger`: verify a bundle anywhere; check, export and prove the ledger of this station.

`verify` needs no station, no database and no Django. What shows entries (`list`, `export`, `prove`) asks the table
of rights as the console does, so it needs the token of a person who may; `check` and `checkpoint` show no entry and
are for whoever runs the machine.
"""

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from jisr.cli.console import CommandError, command_actor, json_option, open_station, show
from jisr.cli.token import actor_for, token_options

if TYPE_CHECKING:
    from jisr.core.ledger import BundleReport, Checkpoint, Finding, NoteKey

out_option = click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write (default: standard output)."
)
file_argument = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def ledger() -> None:
    """Verify, check, export and prove the ledger."""


@ledger.command()
@click.argument("bundle", type=file_argument)
@click.option("--key", "vkeys", multiple=True, help="Public key of the log (vkey) you trust; may be repeated.")
@click.option("--card", type=file_argument, help="Station card whose keys you trust, instead of --key.")
@click.option(
    "--checkpoint",
    "checkpoints",
    multiple=True,
    type=file_argument,
    help="Checkpoint of the log from elsewhere, to compare; may be repeated.",
)
@json_option
def verify(
    bundle: Path, vkeys: tuple[str, ...], card: Path | None, checkpoints: tuple[Path, ...], as_json: bool
) -> int:
    """Verify a bundle of ledger entries. Needs no station.

    Without --key or --card the keys in the bundle itself are used: that shows that the bundle is whole, not whose.
    """
    from jisr.core.ledger import verify_bundle

    trusted = _trusted_keys(vkeys, card)
    if checkpoints and trusted is None:
        raise click.UsageError(
            _("--checkpoint needs --key or --card: a checkpoint proves nothing without a trusted key.")
        )
    known = [_checkpoint(file, trusted or []) for file in checkpoints]
    with bundle.open("rb") as stream:
        report = verify_bundle(_lines(stream), keys=trusted, known=known)
    show(_report_data(report), as_json, lambda: _report_text(report))
    return 0 if report.holds else 1


@ledger.command()
@json_option
def check(as_json: bool) -> int:
    """Check the whole ledger of this station now."""
    open_station()
    from jisr.station.ledger.checks import run_check

    outcome = run_check(command_actor("ledger check"))
    findings = [{"code": finding.code, "index": finding.index} for finding in outcome.findings]
    data = {"holds": outcome.holds, "size": outcome.size, "root": outcome.root_text, "findings": findings}
    show(data, as_json, lambda: _check_text(outcome.holds, outcome.size, findings))
    return 0 if outcome.holds else 1


@ledger.command()
@json_option
def checkpoint(as_json: bool) -> None:
    """Print the signed checkpoint of the ledger as it stands."""
    open_station()
    from django.conf import settings

    from jisr.station.ledger.services import checkpoint_and_size
    from jisr.station.ledger.signing import own_note_keys

    note, size = checkpoint_and_size()
    keys = [key.to_vkey() for key in own_note_keys(settings.HOME.keys)]
    show({"size": size, "checkpoint": note, "keys": keys}, as_json, note)


@ledger.command("list")
@click.option("--actor", default="", help="Only acts of this sign-in name.")
@click.option("--act", default="", help="Only this act, e.g. disclosure.")
@click.option("--record", default="", metavar="KIND[:ID]", help="Only this kind of record, or this record.")
@click.option("--recipient", default="", help="Only what was disclosed to this station.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="At most so many entries.")
@token_options
@json_option
def list_(
    actor: str, act: str, record: str, recipient: str, limit: int, token: str, reason: str, as_json: bool
) -> None:
    """List entries, newest first."""
    reader = actor_for("ledger_read", token, reason)
    from jisr.core.ledger import Act
    from jisr.station.ledger import queries
    from jisr.station.oversight.services import note_reading

    if act and act not in set(Act):
        raise click.UsageError(_("--act is one of: {acts}").format(acts=", ".join(Act)))
    kind, _colon, identifier = record.partition(":")
    wanted = queries.EntryFilter(
        actor=actor, act=Act(act) if act else None, record_kind=kind, record_id=identifier, recipient=recipient
    )
    rows = [queries.stored(row) for row in queries.search(wanted)[:limit]]
    note_reading(reader, "search", sum(map(bool, (actor, act, record, recipient))))
    show([{"index": row.index, **_entry_data(row.data)} for row in rows], as_json, "\n".join(map(_entry_text, rows)))


@ledger.command()
@click.option("--first", type=click.IntRange(0), default=0, show_default=True, help="First entry.")
@click.option("--last", type=click.IntRange(0), help="Last entry (default: the newest).")
@out_option
@click.option("--with-verifier", is_flag=True, help="Put the page that verifies it in a browser beside the file.")
@token_options
@json_option
def export(
    first: int, last: int | None, out: Path | None, with_verifier: bool, token: str, reason: str, as_json: bool
) -> None:
    """Export entries as a bundle that anyone can verify."""
    if with_verifier and out is None:
        raise click.UsageError(_("--with-verifier needs --out: the page is put beside that file."))
    reader = actor_for("ledger_export", token, reason)
    from jisr.station.ledger import queries
    from jisr.station.oversight.services import export_range
    from jisr.station.oversight.verifier import FILE_NAME, verifier_page

    page = verifier_page() if with_verifier else b""
    end = queries.size() - 1 if last is None else last
    _write(export_range(reader, first, end).lines, out)
    if out is None:
        return
    written = [out]
    if with_verifier:
        written.append(out.with_name(FILE_NAME))
        written[1].write_bytes(page)
    files = {"file": str(out), "verifier": str(written[1]) if with_verifier else ""}
    said = "\n".join(_("Written: {file}").format(file=file) for file in written)
    show({**files, "first": first, "last": end}, as_json, said)


@ledger.command()
@click.argument("entry", type=click.IntRange(0))
@out_option
@token_options
@json_option
def prove(entry: int, out: Path | None, token: str, reason: str, as_json: bool) -> None:
    """Prove that an entry is in the ledger; with --out, write it as a bundle."""
    reader = actor_for("ledger_export", token, reason)
    from jisr.station.oversight.queries import entry_proof
    from jisr.station.oversight.services import export_entry, note_reading

    proof = entry_proof(entry)
    if out:
        _write(export_entry(reader, entry).lines, out)
    else:
        note_reading(reader, f"entry:{entry}")
    data = {
        "index": entry,
        "holds": proof.holds,
        "size": proof.size,
        "root": proof.root_text,
        "leaf": proof.leaf_text,
        "proof": [step.digest_text for step in proof.steps],
        "entry": _entry_data(proof.view.data),
    }
    show(data, as_json, lambda: _proof_text(data))
    if not proof.holds:
        raise CommandError(_("The proof does not hold: run `jisr ledger check`."), "proof_fails")


def _trusted_keys(vkeys: tuple[str, ...], card: Path | None) -> "list[NoteKey] | None":
    from jisr.core.ledger import NoteKey

    keys = [NoteKey.from_vkey(vkey) for vkey in vkeys]
    if card:
        from jisr.core.sealing import verify_card
        from jisr.station.ledger.signing import note_keys_of_card

        keys += note_keys_of_card(verify_card(card.read_bytes(), datetime.now(UTC)))
    return keys or None


def _checkpoint(file: Path, trusted: "list[NoteKey]") -> "Checkpoint":
    from jisr.core.ledger import read_unverified, verify_checkpoint_with_any

    note = file.read_bytes()
    return verify_checkpoint_with_any(note, trusted, read_unverified(note).origin)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines of a file, none longer than a little over the limit, so that no file fills the memory."""
    from jisr.core.ledger.bundle import MAX_LINE_SIZE_BYTES

    while line := stream.readline(MAX_LINE_SIZE_BYTES + 1):
        yield line


def _write(lines: Iterable[bytes], out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.writelines(lines)
        sys.stdout.buffer.flush()
        return
    with out.open("wb") as file:
        file.writelines(lines)


def _report_data(report: "BundleReport") -> dict[str, Any]:
    return {
        "holds": report.holds,
        "log": report.header.origin,
        "shape": report.header.shape,
        "size": report.header.size,
        "first": report.header.first,
        "entries": report.entries,
        "acts": report.acts,
        "keys_trusted": report.are_keys_pinned,
        "known_checkpoints_met": report.known_checkpoints_met,
        "known_checkpoints_uncovered": report.known_checkpoints_uncovered,
        "findings": [
            {"code": finding.code, "message": finding.message, "index": finding.index} for finding in report.findings
        ],
    }


def _report_text(report: "BundleReport") -> str:
    header = report.header
    lines = [
        _("{count} entries of the ledger {log}, out of {size}.").format(
            count=report.entries, log=header.origin, size=header.size
        )
    ]
    if report.known_checkpoints_met:
        lines.append(_("Checkpoints from elsewhere that agree: {count}").format(count=report.known_checkpoints_met))
    if report.known_checkpoints_uncovered:
        lines.append(
            _("Checkpoints from elsewhere this bundle says nothing about: {count}").format(
                count=report.known_checkpoints_uncovered
            )
        )
    if not report.are_keys_pinned:
        lines.append(_("The keys were taken from the bundle itself; use --key or --card to know whose ledger this is."))
    lines += [_finding_text(finding) for finding in report.findings]
    lines.append(_("The bundle holds.") if report.holds else _("The bundle does NOT hold."))
    return "\n".join(lines)


def _finding_text(finding: "Finding") -> str:
    sentences = {
        "checkpoint": _("The signed checkpoint is not valid."),
        "root": _("The entries do not lead to the signed root: one was changed, dropped, added or moved."),
        "inclusion": _("An entry is not in the ledger as it stands here."),
        "known_checkpoint": _("The ledger was rewritten: a checkpoint held from elsewhere disagrees."),
        "count": _("The file does not hold the number of entries it promises."),
        "entry_format": _("A line is not an entry."),
    }
    return f"- {sentences.get(finding.code, finding.code)} ({finding.message})"


def _check_text(holds: bool, size: int, findings: list[dict[str, Any]]) -> str:
    from jisr.station.oversight.labels import FINDINGS

    lines = [_("{count} entries checked.").format(count=size)]
    lines += [f"- {FINDINGS.get(finding['code'], finding['code'])} ({finding['index']})" for finding in findings]
    lines.append(_("The ledger holds.") if holds else _("The ledger does NOT hold."))
    return "\n".join(lines)


def _proof_text(data: dict[str, Any]) -> str:
    lines = [
        _("Entry {index} of {size}").format(index=data["index"], size=data["size"]),
        f"leaf  {data['leaf']}",
        *(f"      {digest}" for digest in data["proof"]),
        f"root  {data['root']}",
        _("The proof holds.") if data["holds"] else _("The proof does NOT hold."),
    ]
    return "\n".join(lines)


def _entry_data(data: bytes) -> dict[str, Any]:
    import orjson

    try:
        return {"entry": orjson.loads(data)}
    except orjson.JSONDecodeError:
        return {"entry": None}


def _entry_text(stored: Any) -> str:
    from jisr.core.ledger import EntryFormatError

    try:
        entry = stored.entry
    except EntryFormatError as error:
        return f"{stored.index:>8}  {error}"
    recipient = f" -> {entry.recipient}" if entry.recipient else ""
    moment = entry.time.strftime("%Y-%m-%d %H:%M:%SZ")
    return f"{stored.index:>8}  {moment}  {entry.actor}  {entry.act}  {entry.record_kind}:{entry.record_id}{recipient}"
