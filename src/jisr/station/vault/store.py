"""Where wrapped keys of records are kept: what every key store can do. It is never the station's own database.

A destroyed key leaves its row behind without the key: so it is known that the record was erased, not lost, and no key
can be made for it again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


class KeyStoreError(Exception):
    """The key store cannot be reached or is damaged."""

    code = "key_store"


@dataclass(frozen=True, slots=True)
class StoredKey:
    """One wrapped key. `wrapped` is empty once it was destroyed."""

    record_id: UUID
    generation: int
    kind: str
    wrapped: bytes
    made_at: datetime
    destroyed_at: datetime | None = None

    @property
    def is_destroyed(self) -> bool:
        return self.destroyed_at is not None


@dataclass(frozen=True, slots=True)
class StoreState:
    """How many keys there are, and when one was last destroyed."""

    live: int
    destroyed: int
    last_destroyed_at: datetime | None


class KeyStore(Protocol):
    """Each method is one transaction, on disk when it returns."""

    def mark(self) -> bytes | None:
        """What tells whose master key wraps these keys; None in a new store."""

    def set_mark(self, mark: bytes) -> None:
        """Set the mark, unless there is one already."""

    def newest(self, ids: Sequence[UUID]) -> dict[UUID, StoredKey]:
        """The key with the highest generation of each record that has one, destroyed or not."""

    def one(self, record_id: UUID, generation: int) -> StoredKey | None:
        """One key."""

    def add(self, keys: Iterable[StoredKey]) -> None:
        """Keep new keys; one that is there already stays as it is."""

    def destroy(self, ids: Sequence[UUID], at: datetime, *, all_but_newest: bool = False) -> int:
        """Destroy keys of these records for good; how many. A record without a key gets the row of a destroyed one."""

    def live_before(self, kind: str, before: datetime) -> Iterator[UUID]:
        """Records of a kind that have a live key made before an instant."""

    def state(self) -> StoreState:
        """See the class."""

    def everything(self) -> Iterator[StoredKey]:
        """All rows, for a backup of the keys."""

    def replace_all(self, keys: Iterable[StoredKey], mark: bytes) -> int:
        """Fill an empty store from a backup; a key that is destroyed here stays destroyed."""

    def close(self) -> None:
        """Let go of connections of this thread."""
