"""`jisr names`: compare two names, or look one up among what the station knows or in a file of names."""

from collections.abc import Iterable
from dataclasses import asdict
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jisr.cli.console import CommandError, command_actor, json_option, open_station, show
from jisr.cli.token import actor_for, token_options

if TYPE_CHECKING:
    from jisr.core.identity import LetterMatch


@click.group()
def names() -> None:
    """Compare and look up names across scripts."""


@names.command()
@click.argument("first")
@click.argument("second")
@json_option
def score(first: str, second: str, as_json: bool) -> None:
    """Say how alike two names are, from 0 to 1, and why: the parts that pair, letter by letter, and those alone.

    The score is the chance that they are one name: of pairs that score 0.9 about nine in ten are. Numbers in brackets
    speak for one name above 0 and against it below. Needs no station. A likeness proposes an identity; it never
    decides one.
    """
    from jisr.core.identity import explain_names, name_key
    from jisr.core.identity.likeness import band_of

    explained = explain_names(first, second)
    band = band_of(explained.score)
    document = {
        **asdict(explained),
        "meaning": band,
        "keys": {"first": name_key(first), "second": name_key(second)},
    }
    lines = [f"{explained.score:.4f}  {_meaning(band)}"]
    for match in explained.matches:
        lines.append(f"  {match.first} ≈ {match.second}  {match.score:.2f}")
        if match.letters and match.first.casefold() != match.second.casefold():
            lines.append("    " + "  ".join(_letters(letters) for letters in match.letters))
    lines += [f"  {part} ≈ –" for part in explained.only_first]
    lines += [f"  – ≈ {part}" for part in explained.only_second]
    show(document, as_json, "\n".join(lines))


@names.command()
@click.argument("name")
@click.option("--in", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="A file of names, one a line, instead of the station.")  # fmt: skip
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 200), help="How many at most.")
@token_options
@json_option
def search(name: str, file: Path | None, limit: int, token: str, reason: str, as_json: bool) -> None:
    """Look a name up in any script, best first.

    Without --in it searches what this station knows, for the holder of a token; the look-up is entered in the ledger.
    """
    found = _in_file(name, file, limit) if file else _in_station(name, limit, token, reason)
    lines = []
    for row in found:
        lines.append(f"{row['score']:.4f}  {row['name']}  {row.get('entity_id', row.get('line', ''))}")
        lines.append("        " + ", ".join(row["reasons"]))
    show(found, as_json, "\n".join(lines) or _("No name like this is known."))


@names.command()
@json_option
def rebuild(as_json: bool) -> None:
    """Draw the search keys of all entities afresh, and have every process read the names anew.

    The station goes on answering meanwhile. After an upgrade it does this by itself.
    """
    open_station()
    from jisr.station.knowledge.services import rebuild_profiles

    count = rebuild_profiles(command_actor("names rebuild"))
    show({"entities": count}, as_json, _("{count} entities can be found again.").format(count=count))


def _in_file(name: str, file: Path, limit: int) -> list[dict[str, Any]]:
    from jisr.core.identity import NameIndex, explain_names

    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise CommandError(_("{file} is not UTF-8 text.").format(file=file), "encoding") from error
    index = NameIndex.build(_stripped(lines))
    return [
        {
            "score": likeness,
            "name": lines[at].strip(),
            "line": at + 1,
            "reasons": [f"{match.first} ≈ {match.second}" for match in explain_names(name, lines[at]).matches],
        }
        for at, likeness in index.search(name, limit)
    ]


def _meaning(band: str) -> str:
    return {
        "one_name": _("almost surely one name"),
        "likely": _("likely one name"),
        "open": _("open: one name about as often as not"),
        "other_name": _("likely two names"),
    }[band]


def _letters(letters: "LetterMatch") -> str:
    return f"{letters.first or '·'}={letters.second or '·'} ({letters.weight:+.1f})"


def _stripped(lines: Iterable[str]) -> Iterable[str]:
    return (line.strip() for line in lines)


def _in_station(name: str, limit: int, token: str, reason: str) -> list[dict[str, Any]]:
    actor = actor_for("knowledge_read", token, reason)
    from jisr.station.knowledge.queries import known_matches
    from jisr.station.ledger.services import Act, record

    found = known_matches(name, limit)
    record(actor, Act.CONSULTATION, "entities", "names", detail={"shown": len(found)})
    return [
        {
            "score": match.score,
            "name": match.name,
            "entity_id": str(match.entity_id),
            "caption": match.caption,
            "schema": match.schema,
            "reasons": list(match.reasons),
        }
        for match in found
    ]
