"""The threat model names a test for what it claims, and the test is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
ROWS = [
    line for line in (ROOT / "docs/threat-model.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")
]


def test_every_test_that_the_threat_model_names_exists() -> None:
    named = {found for row in ROWS for found in re.findall(r"`(tests/[^`]+)`", row)}
    assert len(named) > 15
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_a_line_without_a_test_says_that_nothing_technical_stops_it() -> None:
    bare = [row for row in ROWS if row.rstrip("| ").endswith("—")]
    unsaid = [row for row in bare if not ("nothing" in row.lower() or "**" in row or "partners revoke" in row)]
    assert unsaid == []


def test_every_attack_stands_in_the_threat_model() -> None:
    text = "\n".join(ROWS)
    attacks = sorted(file.name for file in (ROOT / "tests/attack").glob("test_*.py"))
    assert [name for name in attacks if f"tests/attack/{name}" not in text] == []
