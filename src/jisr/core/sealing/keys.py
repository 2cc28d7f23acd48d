"""The private keys of a station, over their whole life: made, rotated, retired, revoked.

Values: every change gives new `StationKeys`. Retired sealing keys are kept, so that mail sealed before a partner
had the newest card still opens; retired signing keys are kept, so that a partner who slept through several
rotations still finds a signature by the key it knows. A revoked key's private part is dropped; its id stays, so
that mail sealed to it is answered "seal again".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from os import urandom
from types import MappingProxyType
from typing import Final

from jisr.core.sealing import keystore
from jisr.core.sealing.encoding import parse_station_id, whole_milliseconds
from jisr.core.sealing.errors import KeyStoreError
from jisr.core.sealing.jwk import LEDGER_ALGORITHM, SIGNING_ALGORITHM, KeyUse, PrivateKey, load_private_key
from jisr.core.sealing.keystore import HeldKey
from jisr.core.sealing.suites import HPKE_9, SEED_BYTES

DEFAULT_VALIDITY: Final = timedelta(days=2 * 365)
# How long a rotated key stays valid: partners learn the new card by a dispatch that the old key signs.
DEFAULT_OVERLAP: Final = timedelta(days=7)


@dataclass(frozen=True)
class StationKeys:
    """Keys of one station, newest first within each use.

    Attributes:
        station_id: whose keys.
        held: every private key the station still has.
        revoked: ids of keys that must no longer be used by anyone.
    """

    station_id: str
    held: tuple[HeldKey, ...]
    revoked: frozenset[str] = frozenset()
    _sealing: Mapping[str, PrivateKey] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        parse_station_id(self.station_id)
        opening = {held.key_id: held.private for held in self.of_use(KeyUse.SEAL)}
        object.__setattr__(self, "_sealing", MappingProxyType(opening))

    @classmethod
    def generate(
        cls,
        station_id: str,
        now: datetime,
        *,
        suites: Iterable[str] = (HPKE_9.algorithm,),
        validity: timedelta = DEFAULT_VALIDITY,
    ) -> "StationKeys":
        """Fresh keys: one to sign, one to seal for each suite (JOSE algorithm), one for the ledger."""
        algorithms = (SIGNING_ALGORITHM, *suites, LEDGER_ALGORITHM)
        return cls(station_id, tuple(_new_key(algorithm, now, validity) for algorithm in algorithms))

    def of_use(self, use: KeyUse) -> tuple[HeldKey, ...]:
        """Held keys of one use, newest first."""
        return tuple(held for held in self.held if held.private.public.use is use)

    @property
    def signing_key(self) -> PrivateKey:
        """The key that signs now."""
        return self._newest(KeyUse.SIGN)

    @property
    def earlier_signing_keys(self) -> tuple[PrivateKey, ...]:
        """Signing keys before the present one, newest first: a partner may know only one of these."""
        return tuple(held.private for held in self.of_use(KeyUse.SIGN)[1:])

    @property
    def ledger_key(self) -> PrivateKey:
        """The ML-DSA-65 key that signs checkpoints beside the signing key."""
        return self._newest(KeyUse.LEDGER)

    @property
    def sealing_keys(self) -> Mapping[str, PrivateKey]:
        """Every key that can still open mail, by key id."""
        return self._sealing

    def _newest(self, use: KeyUse) -> PrivateKey:
        held = self.of_use(use)
        if not held:
            raise KeyStoreError(f"no key to {use}")
        return held[0].private

    def rotate(
        self,
        now: datetime,
        *,
        uses: Iterable[KeyUse] = (KeyUse.SIGN, KeyUse.SEAL),
        validity: timedelta = DEFAULT_VALIDITY,
        overlap: timedelta = DEFAULT_OVERLAP,
    ) -> "StationKeys":
        """New keys for the uses; the ones they replace end after the overlap and are kept.

        Suites stay as they are: each current sealing algorithm gets a new key.
        """
        replaced = [held for held in self.held if held.is_current_at(now) and held.private.public.use in set(uses)]
        algorithms = list(dict.fromkeys(held.private.public.algorithm for held in replaced))
        fresh = tuple(_new_key(algorithm, now, validity) for algorithm in algorithms)
        kept = tuple(held.retire(now + overlap) if held in replaced else held for held in self.held)
        return replace(self, held=fresh + kept)

    def revoke(self, key_ids: Iterable[str], now: datetime) -> "StationKeys":
        """Drop keys for good, and make new ones where a use would be left without."""
        gone = frozenset(key_ids)
        kept = tuple(held for held in self.held if held.key_id not in gone)
        dropped = [held for held in self.held if held.key_id in gone]
        still_current = {held.private.public.algorithm for held in kept if held.is_current_at(now)}
        missing = dict.fromkeys(
            held.private.public.algorithm
            for held in dropped
            if held.is_current_at(now) and held.private.public.algorithm not in still_current
        )
        fresh = tuple(_new_key(algorithm, now, DEFAULT_VALIDITY) for algorithm in missing)
        return replace(self, held=fresh + kept, revoked=self.revoked | gone)

    def forget_retired(self, before: datetime) -> "StationKeys":
        """Drop private keys that were retired before an instant; mail sealed to them opens no more."""
        return replace(self, held=tuple(held for held in self.held if held.valid_until > before))

    def to_bytes(self, passphrase: str | None) -> bytes:
        """The keys for storage; encrypted when a passphrase is given. See `keystore`."""
        return keystore.write(self.station_id, self.held, self.revoked, passphrase)

    @classmethod
    def from_bytes(cls, untrusted_bytes: bytes, passphrase: str | None) -> "StationKeys":
        """Keys from storage.

        Raises:
            KeyStoreError: wrong or missing passphrase, or damaged.
        """
        return cls(*keystore.read(untrusted_bytes, passphrase))


def _new_key(algorithm: str, now: datetime, validity: timedelta) -> HeldKey:
    start = whole_milliseconds(now)
    return HeldKey(load_private_key(algorithm, urandom(SEED_BYTES)), start, whole_milliseconds(start + validity))
