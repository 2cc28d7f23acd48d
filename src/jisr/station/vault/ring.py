"""Keys of records, made, used and destroyed. Knows the key store and the master key; nothing of the database.

Crash safety: a key is in the store before anything sealed with it can be committed; of a write that then fails, a key
without a record is left, which `services.collect_orphans` destroys.
"""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from hmac import digest
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from jisr.station.vault.envelope import KEY_BYTES, generation_of, seal, unseal
from jisr.station.vault.master import MasterKey, MasterKeyError
from jisr.station.vault.store import KeyStore, StoredKey

_MARK: Final = b"jisr-key-store-1"
_NONCE_BYTES: Final = 12


class RecordErasedError(Exception):
    """The key of the record was destroyed: what was sealed with it can be read by nobody."""

    code = "record_erased"


class RecordKeyMissingError(Exception):
    """The key of the record is in no store, though it was never destroyed here: restore the backup of the keys."""

    code = "record_key_missing"


class KeyRing:
    """The one way to keys of records."""

    def __init__(self, store: KeyStore, master: MasterKey) -> None:
        """Take a store under a master key.

        Raises:
            MasterKeyError: the keys in the store are wrapped with another one.
        """
        self.store = store
        self._wrapping = AESGCM(master.wrapping)
        self._search = master.search
        if store.mark() is None:
            nonce = os.urandom(_NONCE_BYTES)
            store.set_mark(nonce + self._wrapping.encrypt(nonce, _MARK, None))
        self._check(store.mark() or b"")

    def ensure(self, ids: Sequence[UUID], kind: str) -> None:
        """Make keys for records that have none, in one transaction of the store. Erased ones get none."""
        held = self.store.newest(ids)
        self._make([(each, 1) for each in dict.fromkeys(ids) if each not in held], kind)

    def renew(self, record_id: UUID, kind: str) -> None:
        """A further key for a record: from now on it is sealed with this one, and older ones can be destroyed."""
        held = self.store.newest([record_id]).get(record_id)
        if held is not None and held.is_destroyed:
            raise RecordErasedError(str(record_id))
        self._make([(record_id, held.generation + 1 if held else 1)], kind)

    def seal(self, plain: bytes, *, record_id: UUID, kind: str, place: str) -> bytes:
        """Seal a value with the newest key of its record, which is made if need be.

        Raises:
            RecordErasedError: the record was erased; nothing can be written into it.
        """
        held = self.store.newest([record_id]).get(record_id)
        if held is None:
            self.ensure([record_id], kind)
            held = self.store.newest([record_id])[record_id]
        return seal(self._unwrapped(held), plain, record_id=record_id, generation=held.generation, place=place)

    def unseal(self, sealed: bytes, *, record_id: UUID, place: str) -> bytes:
        """Open a value.

        Raises:
            RecordErasedError, RecordKeyMissingError, SealedValueError.
        """
        held = self.store.one(record_id, generation_of(sealed))
        if held is None:
            newest = self.store.newest([record_id]).get(record_id)
            if newest is not None and newest.is_destroyed:
                raise RecordErasedError(str(record_id))
            raise RecordKeyMissingError(str(record_id))
        return unseal(self._unwrapped(held), sealed, record_id=record_id, place=place)

    def keys(self, ids: Sequence[UUID]) -> dict[UUID, tuple[int, bytes]]:
        """Generation and newest key of each record that has a live one: for work on many at once."""
        held = self.store.newest(ids)
        return {each: (key.generation, self._unwrapped(key)) for each, key in held.items() if not key.is_destroyed}

    def blind(self, word: str) -> str:
        """What stands for a word in the search index: always the same for the same word, and silent about it."""
        return "w" + digest(self._search, word.encode(), sha256)[:10].hex()

    def _make(self, wanted: Sequence[tuple[UUID, int]], kind: str) -> None:
        if not wanted:
            return
        now = datetime.now(UTC)
        keys = []
        for record_id, generation in wanted:
            nonce = os.urandom(_NONCE_BYTES)
            wrapped = self._wrapping.encrypt(nonce, os.urandom(KEY_BYTES), _bound(record_id, generation))
            keys.append(StoredKey(record_id, generation, kind, nonce + wrapped, now))
        self.store.add(keys)

    def _unwrapped(self, key: StoredKey) -> bytes:
        if key.is_destroyed:
            raise RecordErasedError(str(key.record_id))
        try:
            plain: bytes = self._wrapping.decrypt(
                key.wrapped[:_NONCE_BYTES], key.wrapped[_NONCE_BYTES:], _bound(key.record_id, key.generation)
            )
        except InvalidTag as error:
            raise MasterKeyError("key_store_foreign") from error
        return plain

    def _check(self, mark: bytes) -> None:
        try:
            self._wrapping.decrypt(mark[:_NONCE_BYTES], mark[_NONCE_BYTES:], None)
        except (InvalidTag, ValueError) as error:
            raise MasterKeyError("key_store_foreign") from error


def _bound(record_id: UUID, generation: int) -> bytes:
    return b"jisr-record-key-1" + record_id.bytes + generation.to_bytes(2, "big")
