"""Three languages, equal: every string of every room is translated, and the same word the same way."""

import ast
import re
import string
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from jisr.station.web.catalogues import catalogue_files, untranslated

STATION = Path(__file__).parents[3] / "src" / "jisr" / "station"
ROOMS = sorted(folder for folder in STATION.iterdir() if (folder / "apps.py").exists())
LANGUAGES = ("ar", "fr")
SINGULAR = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
TEMPLATE_CALL = re.compile(
    r"""\bgettext\((u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))\)|\bngettext\((u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))"""
)


def read(file: Path) -> Catalog:
    with file.open("rb") as source:
        return read_po(source, locale=file.parent.parent.name)


def ids_in_python(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
            continue
        position = 1 if node.func.id in CONTEXT else 0 if node.func.id in SINGULAR | PLURAL else None
        if position is None or len(node.args) <= position:
            continue
        argument = node.args[position]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value


def ids_in_template(file: Path) -> Iterator[str]:
    code = templatize(file.read_text(encoding="utf-8"), origin=str(file))
    for match in TEMPLATE_CALL.finditer(code):
        yield ast.literal_eval((match[1] or match[2]).lstrip("u"))


def ids_of(room: Path) -> set[str]:
    found: set[str] = set()
    for file in room.rglob("*.py"):
        found.update(ids_in_python(file))
    for file in room.rglob("templates/**/*"):
        if file.is_file():
            found.update(ids_in_template(file))
    return found


def known_ids(catalogue: Catalog) -> set[str]:
    return {
        message.id[0] if isinstance(message.id, (list, tuple)) else message.id for message in catalogue if message.id
    }


@pytest.mark.parametrize("file", catalogue_files(), ids=lambda path: "-".join(path.parts[-5:-2]))
def test_no_message_is_left_untranslated(file: Path) -> None:
    assert list(untranslated(read(file))) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", ROOMS, ids=lambda path: path.name)
def test_every_string_of_a_room_is_in_its_catalogue(room: Path, language: str) -> None:
    wanted = ids_of(room)
    if not wanted:
        return
    catalogue = read(room / "locale" / language / "LC_MESSAGES" / "django.po")
    missing = {
        text
        for text in wanted
        if text.replace("%%", "%") not in known_ids(catalogue) and text not in known_ids(catalogue)
    }
    assert missing == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_word_is_translated_one_way(language: str) -> None:
    """Django merges the catalogues: with two translations of one message the order of rooms would decide."""
    meanings: dict[tuple[str | None, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for room in ROOMS:
        file = room / "locale" / language / "LC_MESSAGES" / "django.po"
        for message in read(file) if file.exists() else ():
            if message.id and isinstance(message.id, str):
                meanings[(message.context, message.id)][str(message.string)].append(room.name)
    assert {key[1]: dict(said) for key, said in meanings.items() if len(said) > 1} == {}


@pytest.mark.parametrize("file", catalogue_files(), ids=lambda path: "-".join(path.parts[-5:-2]))
def test_placeholders_survive_translation(file: Path) -> None:
    for message in read(file):
        if not message.id or not isinstance(message.id, str):
            continue
        for pattern in (r"%\((\w+)\)", r"(?<!%)%[sd]"):
            assert sorted(re.findall(pattern, message.id)) == sorted(re.findall(pattern, str(message.string))), (
                message.id
            )
        if "brace" in str(message.flags) or "{" in message.id:
            fields = {name for _, name, _, _ in string.Formatter().parse(message.id) if name}
            assert fields == {name for _, name, _, _ in string.Formatter().parse(str(message.string)) if name}, (
                message.id
            )
