"""`jisr`: one command, loaded piece by piece so that what needs no station loads none.

Exit codes: 0 success; 1 the command failed; 2 it was called wrongly. Failures are one sentence on stderr in the
reader's language (JSON with --json); a stack trace appears only with --debug.
"""

import gettext as gettext_module
import importlib
import inspect
import os
import sys
import traceback
from collections.abc import Sequence
from gettext import gettext as _
from importlib.metadata import version
from typing import Any

import click
import orjson

from jisr.cli.commands import COMMANDS
from jisr.cli.console import LANGUAGES, LOCALE_FOLDER, CommandError


def translate_help(command: click.Command) -> click.Command:
    """Put a command's help, and that of its options and subcommands, into the reader's language."""
    if getattr(command, "is_help_translated", False):
        return command
    command.help = _(plain_text(command.help)) if command.help else command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            parameter.help = _(parameter.help) if parameter.help else parameter.help
            if isinstance(parameter.prompt, str):
                parameter.prompt = _(parameter.prompt)
    for subcommand in getattr(command, "commands", {}).values():
        translate_help(subcommand)
    command.is_help_translated = True  # type: ignore[attr-defined]
    return command


def plain_text(text: str) -> str:
    """A help text as the catalogue has it: without indentation, one line for each paragraph."""
    paragraphs = inspect.cleandoc(text).split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only when it is run or asked for help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        entry = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(entry.module), entry.attribute)
        return translate_help(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(entry.summary)) for name, entry in COMMANDS.items()])


def build() -> click.Group:
    """The root command, with its texts in the language chosen before."""

    @click.group(
        cls=LazyGroup,
        help=_("Jisr: one station for security cooperation between states."),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    )
    @click.version_option(version("jisr"), prog_name="jisr", message="%(prog)s %(version)s")
    @click.option("--lang", type=click.Choice(LANGUAGES), help=_("Language of messages and help."))
    @click.option("--home", metavar="FOLDER", help=_("The station's folder (default: JISR_HOME, or ~/.jisr)."))
    @click.option("--debug", is_flag=True, help=_("Show a stack trace when something goes wrong inside."))
    def jisr_command(lang: str | None, home: str | None, debug: bool) -> None:
        if home:
            os.environ["JISR_HOME"] = home

    return jisr_command


def choose_language(arguments: Sequence[str]) -> None:
    """Let --lang win over the locale, for our sentences and for click's own."""
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            os.environ["LANGUAGE"] = arguments[position + 1]
        elif argument.startswith("--lang="):
            os.environ["LANGUAGE"] = argument.removeprefix("--lang=")
    gettext_module.bindtextdomain("messages", str(LOCALE_FOLDER))
    gettext_module.textdomain("messages")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit with its code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    choose_language(words)
    sys.exit(run(words))


def run(words: Sequence[str]) -> int:
    """Run the command; its exit code."""
    as_json, debug = "--json" in words, "--debug" in words
    words = [word for word in words if word != "--debug"] or ["--help"]
    try:
        outcome = build().main(args=words, prog_name="jisr", standalone_mode=False)
    except click.UsageError as error:
        return _fail(error.format_message(), "usage", 2, as_json, hint=_usage(error))
    except (click.Abort, KeyboardInterrupt):
        return _fail(_("Stopped."), "stopped", 130, as_json)
    except click.ClickException as error:
        return _fail(error.format_message(), getattr(error, "code", "failed"), error.exit_code, as_json)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if debug:
            traceback.print_exc()
        failure = expected_failure(error)
        return _fail(failure.message, failure.code, failure.exit_code, as_json)
    return outcome if isinstance(outcome, int) else 0


def expected_failure(error: Exception) -> CommandError:
    """What to tell the reader about an error that came up from below."""
    known = {base.__module__.partition(".")[0] for base in type(error).__mro__}
    code = str(getattr(error, "code", "") or type(error).__name__)
    if type(error).__name__ == "OperationalError" and known & {"django", "psycopg"}:
        return CommandError(
            _("The database cannot be reached: {reason}. Is it running, and is JISR_DATABASE_URL right?").format(
                reason=_first_line(error)
            ),
            "database_unreachable",
        )
    if type(error).__name__ == "ProgrammingError" and "does not exist" in str(error):
        return CommandError(
            _("The database is not prepared for this version of Jisr. Run: jisr init --upgrade"), "not_migrated"
        )
    if type(error).__module__.startswith("jisr."):
        return CommandError(str(getattr(error, "message", "") or error), code)
    if isinstance(error, OSError):
        return CommandError(f"{error.strerror or error}: {error.filename or ''}".rstrip(": "), "os_error")
    return CommandError(
        _(
            "Something went wrong inside Jisr ({kind}: {reason}). Run the same command with --debug to see where."
        ).format(kind=type(error).__name__, reason=_first_line(error)),
        "internal",
    )


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def _usage(error: click.UsageError) -> str:
    return error.ctx.get_usage() if error.ctx else ""


def _fail(message: str, code: str, exit_code: int, as_json: bool, hint: str = "") -> int:
    if as_json:
        document: dict[str, Any] = {"error": {"code": code, "message": str(message)}}
        sys.stderr.write(orjson.dumps(document).decode() + "\n")
    else:
        if hint:
            click.echo(hint, err=True)
        click.secho(str(message), err=True, fg="red")
    return exit_code


if __name__ == "__main__":
    main()
