"""Files named on the architecture page are where it says."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "src" / "jisr"
PAGE = (ROOT / "docs" / "explanation" / "architecture.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`((?:core|interop|station|exercise|cli|\w+)/[\w/]+(?:\.py|/))[^`]*`", PAGE)))


def test_every_named_file_exists() -> None:
    assert len(NAMED) > 20
    places = (ROOT, SOURCE, SOURCE / "station", SOURCE / "core")
    missing = [name for name in NAMED if not any((place / name).exists() for place in places)]
    assert missing == []


def test_every_room_is_described() -> None:
    rooms = sorted(app.parent.name for app in (SOURCE / "station").glob("*/apps.py"))
    described = re.findall(r"^\| `(\w+)` \|", PAGE, flags=re.MULTILINE)
    assert sorted(described) == rooms
