"""A home for tools that load the settings without running a station, such as the type checker. Prints its path."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from jisr.core.sealing import StationKeys
from jisr.station.home import StationHome, StationIdentity, StationSettings


def make_home(folder: Path) -> Path:
    """Write a home whose database is never contacted; the folder."""
    identity = StationIdentity(
        "types", {"en": "Types"}, "MA", "fusion_centre", "http://127.0.0.1/exchange/v1/dispatches"
    )
    settings = StationSettings(database_url="postgresql://nobody@127.0.0.1:1/none")
    StationHome.create(folder, identity, settings, StationKeys.generate("types", datetime.now(UTC)))
    return folder


def main() -> None:
    print(make_home(Path(tempfile.mkdtemp(prefix="jisr-types-"))))


if __name__ == "__main__":
    main()
