"""The newest checked checkpoint, kept outside the database: a file in the station's home.

Whoever can write the database but not the home folder can't cut the end off the ledger unseen: the anchor names a
longer log. It never moves backwards by itself; after a restore from an older backup the home comes from that backup
too.
"""

import os
from pathlib import Path

from django.conf import settings

from jisr.core.ledger import Checkpoint, LedgerError, log_origin
from jisr.station.ledger import partner_keys
from jisr.station.ledger.signing import all_own_note_keys

FILE_NAME = "ledger-anchor.txt"


def anchor_path() -> Path:
    """Where the anchor is kept."""
    return Path(settings.HOME.path) / FILE_NAME


def read_anchor(path: Path) -> Checkpoint | None:
    """The anchored checkpoint; None where there is none.

    Raises:
        LedgerError: the file is not a checkpoint signed with this station's keys.
    """
    try:
        note = path.read_bytes()
    except FileNotFoundError:
        return None
    origin = log_origin(settings.IDENTITY.station_id)
    return partner_keys.verify_with_any(note, all_own_note_keys(settings.HOME.keys), origin)


def move_anchor(path: Path, note: str, size: int) -> bool:
    """Put a newer checkpoint in the anchor's place; whether it was moved. An unreadable anchor is left for people."""
    try:
        held = read_anchor(path)
    except LedgerError:
        return False
    if held is not None and held.size >= size:
        return False
    aside = path.with_suffix(".new")
    aside.write_text(note, encoding="utf-8")
    os.replace(aside, path)
    return True
