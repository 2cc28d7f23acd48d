"""The home folder: files, their protection, keys, room on the disk. Needs neither Django nor the database."""

import shutil
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from gettext import gettext as _
from pathlib import Path

import orjson

from jisr.core.sealing import KeyUse, SealingError
from jisr.station.doctor.findings import Finding, fail, ok, warn
from jisr.station.home import PASSPHRASE_VARIABLE, StationHome

KEYS_END_SOON = timedelta(days=30)
SCARCE_BYTES = 2 * 1024**3
FULL_BYTES = 200 * 1024**2


def home_checks(home: StationHome, now: datetime) -> Iterator[Finding]:
    yield ok("home", _("Station {id} in {folder}.").format(id=home.identity.station_id, folder=home.path))
    yield permissions(home.path)
    yield from keys(home, now)
    yield disk(home.path)
    yield from front_end()


def permissions(folder: Path) -> Finding:
    """Nobody but the station's own user may read its keys and settings."""
    open_files = [
        name
        for name in ("station.toml", "keys.json")
        if (folder / name).exists() and stat.S_IMODE((folder / name).stat().st_mode) & 0o077
    ]
    if open_files:
        said = _("Other users of this machine can read {files}.").format(files=", ".join(open_files))
        paths = " ".join(str(folder / name) for name in open_files)
        return fail("home.permissions", said, f"chmod 600 {paths}")
    if stat.S_IMODE(folder.stat().st_mode) & 0o022:
        return fail(
            "home.permissions", _("Other users can write into {folder}.").format(folder=folder), f"chmod go-w {folder}"
        )
    return ok("home.permissions", _("Only the station's user can read its keys and settings."))


def keys(home: StationHome, now: datetime) -> Iterator[Finding]:
    try:
        held = home.keys
    except (SealingError, OSError, ValueError) as error:
        remedy = _("Set {variable} to their passphrase, or restore keys.json from a backup.").format(
            variable=PASSPHRASE_VARIABLE
        )
        yield fail("keys", _("The private keys cannot be opened: {reason}").format(reason=error), remedy)
        return
    ends = held.of_use(KeyUse.SIGN)[0].valid_until
    if ends <= now:
        yield fail(
            "keys",
            _("The signing key ended on {day}.").format(day=ends.date()),
            _("Rotate the keys: console, own card."),
        )
    elif ends - now < KEYS_END_SOON:
        yield warn(
            "keys",
            _("The signing key ends on {day}.").format(day=ends.date()),
            _("Rotate the keys: console, own card."),
        )
    else:
        yield ok("keys", _("The keys open and are valid until {day}.").format(day=ends.date()))
    if not is_encrypted(home.path / "keys.json"):
        yield encryption(home)


def encryption(home: StationHome) -> Finding:
    said = _("The private keys stand unencrypted in keys.json.")
    if home.settings.exercise:
        return ok("keys.encryption", said)
    remedy = _("Unless the disk itself is encrypted, set {variable} and rotate the keys.")
    return warn("keys.encryption", said, remedy.format(variable=PASSPHRASE_VARIABLE))


def is_encrypted(file: Path) -> bool:
    """Whether the key file is sealed with a passphrase."""
    return "sealed" in orjson.loads(file.read_bytes())


def disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    said = _("{gigabytes} GB free on the disk of the station.").format(gigabytes=f"{free / 1024**3:.1f}")
    if free < FULL_BYTES:
        return fail("disk", said, _("Make room at once: nothing can be received on a full disk."))
    return (
        warn("disk", said, _("Make room, or move the station to a larger disk."))
        if free < SCARCE_BYTES
        else ok("disk", said)
    )


def front_end() -> Iterator[Finding]:
    """Fonts, icons and languages are built, not kept in the source."""
    package = Path(__file__).resolve().parents[1]
    missing = [] if (package / "web" / "static" / "vendor" / "fonts.css").exists() else [_("fonts and icons")]
    if not list(package.glob("*/locale/*/LC_MESSAGES/*.mo")):
        missing.append(_("languages"))
    if missing:
        said = _("Not built: {parts}.").format(parts=", ".join(missing))
        yield warn("console.parts", said, _("In the source folder, run: make setup"))
