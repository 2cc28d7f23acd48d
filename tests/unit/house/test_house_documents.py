"""The documents say what is true: links lead somewhere, commands exist, decisions are numbered without gaps."""

import re
from pathlib import Path

import pytest

from jisr.cli.commands import COMMANDS

ROOT = Path(__file__).parents[3]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\[[^\]]+\]\(([^)#\s]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"\bjisr ([a-z][a-z-]+)")
PATH = re.compile(r"`((?:src|tests|docs)/[\w./-]+)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in targets if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_named_files_exist(page: Path) -> None:
    assert [path for path in PATH.findall(page.read_text(encoding="utf-8")) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_named_commands_exist(page: Path) -> None:
    code = "\n".join(re.findall(r"`[^`\n]+`|```.*?```", page.read_text(encoding="utf-8"), flags=re.DOTALL))
    assert set(COMMAND.findall(code)) - set(COMMANDS) == set()


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(page.name[:4]) for page in (ROOT / "docs" / "adr").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
