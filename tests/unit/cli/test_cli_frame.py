"""The frame of the command: lazy, in three languages, clear when something fails."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

from jisr.cli import main as frame
from jisr.cli.commands import COMMANDS
from jisr.cli.console import CommandError, language_of_locale, show


def run(*words: str, monkeypatch: pytest.MonkeyPatch, home: Path) -> int:
    monkeypatch.setenv("JISR_HOME", str(home))
    return frame.run(words)


def test_every_command_is_where_the_table_says():
    for name in COMMANDS:
        command = frame.build().get_command(click.Context(frame.build()), name)
        assert isinstance(command, click.Command), name
        assert command.help, name


def leaves_of(command, words=""):
    """Every command that does something, with the words that lead to it, however deep it stands."""
    subcommands = getattr(command, "commands", None)
    if subcommands is None:
        return [(words, command)]
    return [leaf for name, each in subcommands.items() for leaf in leaves_of(each, f"{words} {name}".strip())]


def test_every_command_and_subcommand_prints_json_or_serves():
    """--json everywhere, but where a command only starts a server."""
    missing = []
    for name in COMMANDS:
        command = frame.build().get_command(click.Context(frame.build()), name)
        for sub, leaf in leaves_of(command):
            options = {option for parameter in leaf.params for option in parameter.opts}
            if "--json" not in options and name not in ("serve", "worker"):
                missing.append(f"{name} {sub}".strip())
    assert missing == []


def test_help_of_the_whole_loads_neither_django_nor_a_command():
    code = (
        "import sys; from jisr.cli.main import run; run(['--help']);"
        "loaded = {m.split('.')[0] for m in sys.modules};"
        "assert not loaded & {'django', 'psycopg', 'cryptography'}, loaded"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_no_station_is_said_with_what_to_do(monkeypatch, tmp_path, capsys):
    assert run("accounts", "list", monkeypatch=monkeypatch, home=tmp_path / "none") == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "jisr init" in captured.err
    assert "Traceback" not in captured.err


def test_failures_are_json_where_json_was_asked_for(monkeypatch, tmp_path, capsys):
    assert run("accounts", "list", "--json", monkeypatch=monkeypatch, home=tmp_path / "none") == 1
    assert json.loads(capsys.readouterr().err)["error"]["code"] == "no_station"


@pytest.mark.parametrize(
    "words", [("nonsense",), ("serve", "--nonsense"), ("accounts", "add"), ("serve", "--port", "high")]
)
def test_a_wrong_call_exits_with_2(monkeypatch, tmp_path, capsys, words):
    assert run(*words, monkeypatch=monkeypatch, home=tmp_path) == 2
    assert capsys.readouterr().err


def test_an_unreadable_station_file_names_the_file(monkeypatch, tmp_path, capsys):
    (tmp_path / "station.toml").write_text("this is not toml", encoding="utf-8")
    assert run("accounts", "list", monkeypatch=monkeypatch, home=tmp_path) == 1
    assert str(tmp_path / "station.toml") in capsys.readouterr().err


def test_inside_failures_show_their_trace_only_with_debug(monkeypatch, tmp_path, capsys):
    @click.command()
    def broken() -> None:
        raise RuntimeError("the inside")

    monkeypatch.setattr(frame.LazyGroup, "get_command", lambda *_args: broken)
    assert frame.run(["broken"]) == 1
    assert "Traceback" not in capsys.readouterr().err
    assert frame.run(["broken", "--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "ar_MA.UTF-8"}, "ar"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "ar_MA.UTF-8"}, "ar"),
        ({"LANGUAGE": "de:fr", "LANG": "en_US.UTF-8"}, "fr"),
        ({}, "en"),
    ],
)
def test_the_language_is_that_of_the_locale(monkeypatch, variables, language):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language_of_locale() == language


def test_show_prints_either_json_or_text(capsys):
    show({"a": "é"}, as_json=True, text="no")
    assert json.loads(capsys.readouterr().out) == {"a": "é"}
    show({"a": 1}, as_json=False, text="yes")
    assert capsys.readouterr().out == "yes\n"


def test_errors_keep_their_code():
    assert CommandError("no", "stable").code == "stable"
    assert frame.expected_failure(ValueError("odd")).code == "internal"


def test_help_texts_are_one_line_for_each_paragraph():
    assert frame.plain_text("One\n    two.\n\n    Three\n    four.\n") == "One two.\n\nThree four."


GOOD = {
    "--id": "rabat-fusion",
    "--name-en": "Rabat",
    "--name-fr": "Rabat",
    "--name-ar": "الرباط",
    "--country": "MA",
    "--database-url": "postgresql://nobody@127.0.0.1:1/none",
}


@pytest.mark.parametrize(
    ("changes", "exit_code", "said"),
    [
        ({"--id": None}, 2, "--id"),
        ({"--name-ar": None, "--country": None}, 2, "--name-ar, --country"),
        ({"--id": "Rabat Fusion"}, 1, "rabat-fusion"),
        ({"--country": "ZZ9"}, 1, "ZZ9"),
        ({"--country": "QX"}, 1, "QX"),
        ({"--endpoint": "ftp://rabat"}, 1, "ftp://rabat"),
        ({"--kind": "navy"}, 2, "navy"),
        ({"--database-url": "mysql://localhost/x"}, 1, "postgresql://"),
    ],
)
def test_init_says_what_is_wrong_and_writes_nothing(monkeypatch, tmp_path, capsys, changes, exit_code, said):
    monkeypatch.delenv("JISR_DATABASE_URL", raising=False)
    answers = {name: value for name, value in {**GOOD, **changes}.items() if value is not None}
    words = [word for pair in answers.items() for word in pair]
    assert run("init", *words, monkeypatch=monkeypatch, home=tmp_path / "home") == exit_code
    assert said in capsys.readouterr().err
    assert not (tmp_path / "home").exists()
