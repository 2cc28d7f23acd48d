"""The keys of records: master key, store, protection, backups of the keys, destructions left undone."""

import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from gettext import gettext as _
from pathlib import Path

from jisr.station.doctor.findings import Finding, fail, moment_text, ok, warn

_UNDONE_LONG = timedelta(hours=1)
_SAMPLE = 200


def vault_checks(folder: Path, now: datetime) -> Iterator[Finding]:
    """Needs Django."""
    from jisr.station.vault.master import MasterKeyError
    from jisr.station.vault.opening import key_ring
    from jisr.station.vault.store import KeyStoreError

    yield protection(folder)
    try:
        ring = key_ring()
        state = ring.store.state()
    except (MasterKeyError, KeyStoreError, OSError) as error:
        said = _("The keys of the records cannot be opened: {reason}").format(reason=error)
        yield fail("vault", said, _("Set JISR_KEY_PASSPHRASE, or: jisr backup keys FILE --bring-back"))
        return
    yield ok(
        "vault", _("{live} keys of records; {destroyed} destroyed.").format(live=state.live, destroyed=state.destroyed)
    )
    yield missing_keys()
    yield keys_apart()
    yield undone(now)
    yield keys_backup(folder, state.last_destroyed_at, has_keys=state.live > 0)


def protection(folder: Path) -> Finding:
    """Nobody but the station's own user may read keys."""
    from jisr.station.vault.master import FILE as MASTER
    from jisr.station.vault.sqlite_store import FILE as STORE

    files = [folder / name for name in (MASTER, STORE, f"{STORE}-wal", f"{STORE}-shm")]
    too_open = [file for file in files if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077]
    if too_open:
        names = " ".join(str(file) for file in too_open)
        return fail(
            "vault.permissions", _("Other users of this machine can read keys of records."), f"chmod 600 {names}"
        )
    return ok("vault.permissions", _("Only the station's user can read the keys of records."))


def missing_keys() -> Finding:
    """The newest records of each kind, and whether there is a key for each."""
    from jisr.station.vault.services import records_without_keys

    missing = records_without_keys(_SAMPLE)
    if missing:
        said = _("{count} of the newest records have no key: their content cannot be read.").format(count=missing)
        return fail("vault.keys", said, _("Bring the keys back: jisr backup keys FILE --bring-back"))
    return ok("vault.keys", _("The newest records have their keys."))


def keys_apart() -> Finding:
    """Keys in the database they protect protect nothing."""
    from django.conf import settings

    from jisr.station.vault.opening import keys_url

    if keys_url() and keys_url() == settings.HOME.database_url:
        said = _("The keys stand in the database that they protect.")
        return fail("vault.apart", said, _("Name another database in JISR_KEYS_URL."))
    return ok("vault.apart", _("The keys stand outside the database."))


def undone(now: datetime) -> Finding:
    from jisr.station.vault.models import KeyDestruction

    left = KeyDestruction.objects.filter(asked_at__lt=now - _UNDONE_LONG).count()
    if left:
        said = _("{count} ordered destructions of keys are not carried out.").format(count=left)
        return fail("vault.undone", said, _("Is the worker running, and can it write to the key store?"))
    return ok("vault.undone", _("Every ordered destruction of keys is carried out."))


def keys_backup(folder: Path, last_destroyed_at: datetime | None, *, has_keys: bool) -> Finding:
    """Without one a lost disk loses everything; an old one opens what was erased."""
    from jisr.station.backup.keys import last_taken

    taken_at = last_taken(folder)
    remedy = _("Run: jisr backup keys FILE, and destroy every older copy.")
    if taken_at is None:
        if not has_keys:
            return ok("vault.backup", _("There are no keys to back up yet."))
        return warn("vault.backup", _("The keys of records were never backed up."), remedy)
    said = _("The keys were backed up on {moment}.").format(moment=moment_text(taken_at))
    if last_destroyed_at is not None and last_destroyed_at > taken_at:
        more = _("Since then records were erased, which that backup still opens.")
        return warn("vault.backup", f"{said} {more}", remedy)
    return ok("vault.backup", said)
