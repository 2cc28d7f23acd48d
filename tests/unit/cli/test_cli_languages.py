"""Every sentence of the command is there in Arabic and French, with the same places to fill in."""

import ast
import re
import subprocess
import sys
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
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
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


def translations(language: str) -> dict[str, tuple[str, ...]]:
    """Each sentence (of a counted one, its singular) with its translation, or its forms by number."""
    with (LOCALE_FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return {
            message.id[0] if message.pluralizable else message.id: (
                tuple(message.string) if message.pluralizable else (str(message.string),)
            )
            for message in read_po(file, locale=language)
        }


def fits(text: str, forms: tuple[str, ...]) -> bool:
    """Every form fills in the same places; one that is said of a single number may name it in words."""
    spared = {"count"} if len(forms) > 1 else set()
    return all(places(text) - spared <= places(form) <= places(text) for form in forms)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_nothing_is_left_in_english(language, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en")
    catalogue = translations(language)
    texts = all_texts()
    assert len(texts) > 250
    assert sorted(text for text in texts if not all(catalogue.get(text, ("",)))) == []
    assert [text for text in texts if not fits(text, catalogue[text])] == []


@pytest.mark.parametrize(
    ("language", "counts", "said"),
    [
        ("en", (1, 0), "1 failure, 0 warnings."),
        ("en", (2, 1), "2 failures, 1 warning."),
        ("fr", (1, 0), "1 échec, 0 avertissement."),
        ("fr", (3, 2), "3 échecs, 2 avertissements."),
        ("ar", (0, 1), "لا إخفاق، تحذير واحد."),
        ("ar", (2, 3), "إخفاقان، 3 تحذيرات."),
        ("ar", (11, 100), "11 إخفاقًا، 100 تحذير."),
    ],
)
def test_numbers_agree_with_what_they_count(language, counts, said):
    code = f"from jisr.cli.main import choose_language; choose_language(['--lang', {language!r}]);"
    code += f"from jisr.cli.doctor import summary_text; print(summary_text(*{counts}))"
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == said


def test_the_reference_page_is_current(monkeypatch):
    from jisr.cli.reference import document

    monkeypatch.setenv("LANGUAGE", "en")
    page = PACKAGE.parents[1] / "docs" / "reference" / "command.md"
    assert page.read_text(encoding="utf-8") == document(), (
        "run: python -m jisr.cli.reference > docs/reference/command.md"
    )
