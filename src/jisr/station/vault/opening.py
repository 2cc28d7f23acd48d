"""The key ring of this station, opened once in each process."""

import os
import threading

from django.conf import settings

from jisr.station.home import PASSPHRASE_VARIABLE
from jisr.station.vault.master import MasterKey, MasterKeyError, read_master, write_master
from jisr.station.vault.ring import KeyRing
from jisr.station.vault.store import KeyStore

KEYS_VARIABLE = "JISR_KEYS_URL"
_lock = threading.Lock()
_opened: dict[str, KeyRing] = {}


def key_ring() -> KeyRing:
    """The station's key ring; the master key and an empty store are made the first time.

    Raises:
        MasterKeyError: no master key though there are keys, or not the one that wraps them.
        KeyStoreError: the store cannot be reached.
    """
    where = f"{settings.HOME.path}\n{keys_url()}"
    ring = _opened.get(where)
    if ring is None:
        with _lock:
            ring = _opened.get(where) or _open()
            _opened[where] = ring
    return ring


def open_store() -> KeyStore:
    """The station's key store."""
    from jisr.station.vault.postgres_store import PostgresKeyStore
    from jisr.station.vault.sqlite_store import FILE, SqliteKeyStore

    url = keys_url()
    return PostgresKeyStore(url) if url else SqliteKeyStore(settings.HOME.path / FILE)


def keys_url() -> str:
    """URL of the PostgreSQL database that holds the keys; "" for the file in the home."""
    given: str = os.environ.get(KEYS_VARIABLE) or settings.STATION.keys_url
    return given


def forget_ring() -> None:
    """Open it anew the next time: keys were restored."""
    for ring in _opened.values():
        ring.store.close()
    _opened.clear()


def passphrase() -> str | None:
    return os.environ.get(PASSPHRASE_VARIABLE) or None


def _open() -> KeyRing:
    store = open_store()
    folder = settings.HOME.path
    master = read_master(folder, passphrase())
    if master is None:
        if store.mark() is not None:
            raise MasterKeyError("master_key_missing")
        master = write_master(folder, MasterKey.generate(), passphrase())
    return KeyRing(store, master)
