"""Every sentence of the command is there in Arabic and French, with the same places to fill in."""

import ast
import re
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po

import jisr
from jisr.cli.commands import COMMANDS
from jisr.cli.console import LOCALE_FOLDER
from jisr.cli.main import build, plain_text

PACKAGE = Path(jisr.__file__).parent
SPOKEN = [
    *PACKAGE.glob("cli/*.py"),
    *PACKAGE.glob("station/doctor/*.py"),
    PACKAGE / "station/home.py",
    PACKAGE / "station/database.py",
]


def sentences_in_code() -> set[str]:
    found = set()
    for file in SPOKEN:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                argument = node.args[0]
                if isinstance(argument, ast.Constant):
                    found.add(argument.value)
    return found


def help_texts(command: click.Command) -> set[str]:
    found = {plain_text(command.help)} if command.help else set()
    found |= {parameter.help for parameter in command.params if isinstance(parameter, click.Option) and parameter.help}
    for subcommand in getattr(command, "commands", {}).values():
        found |= help_texts(subcommand)
    return found


def all_texts() -> set[str]:
    root = build()
    context = click.Context(root)
    texts = sentences_in_code() | {entry.summary for entry in COMMANDS.values()}
    for name in COMMANDS:
        command = root.get_command(context, name)
        assert command is not None
        texts |= help_texts(command)
    return texts


def places(text: str) -> set[str]:
    return set(re.findall(r"{(\w*)[^}]*}", text))


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_nothing_is_left_in_english(language, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en")
    with (LOCALE_FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = {message.id: message.string for message in read_po(file, locale=language)}
    texts = all_texts()
    assert len(texts) > 250
    assert sorted(text for text in texts if not catalogue.get(text)) == []
    wrong = [text for text in texts if places(text) != places(str(catalogue[text]))]
    assert wrong == []


def test_the_reference_page_is_current(monkeypatch):
    from jisr.cli.reference import document

    monkeypatch.setenv("LANGUAGE", "en")
    page = PACKAGE.parents[1] / "docs" / "reference" / "command.md"
    assert page.read_text(encoding="utf-8") == document(), (
        "run: python -m jisr.cli.reference > docs/reference/command.md"
    )
