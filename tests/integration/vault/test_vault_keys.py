"""Keys of records: made before the data, bound to their place, destroyed after the erasure is committed."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction

from jisr.station.ledger import queries as ledger
from jisr.station.ledger.actor import system_actor
from jisr.station.vault.envelope import SealedValueError
from jisr.station.vault.master import MasterKey, MasterKeyError, read_master, write_master
from jisr.station.vault.models import KeyDestruction
from jisr.station.vault.opening import key_ring
from jisr.station.vault.ring import KeyRing, RecordErasedError, RecordKeyMissingError
from jisr.station.vault.services import collect_orphans, destroy_keys, finish_destructions, prepare_keys
from jisr.station.vault.sqlite_store import SqliteKeyStore

PLAIN = "نص سري للغاية".encode()


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing(SqliteKeyStore(tmp_path / "keys.db"), MasterKey.generate())


def sealed_in(ring: KeyRing, record_id: object, place: str = "t.c:1") -> bytes:
    return ring.seal(PLAIN, record_id=record_id, kind="report", place=place)  # type: ignore[arg-type]


def test_opens_in_its_place_only(ring: KeyRing) -> None:
    first, second = uuid4(), uuid4()
    sealed = sealed_in(ring, first)
    assert ring.unseal(sealed, record_id=first, place="t.c:1") == PLAIN
    assert PLAIN not in sealed
    with pytest.raises(SealedValueError):
        ring.unseal(sealed, record_id=first, place="t.c:2")
    sealed_in(ring, second)
    with pytest.raises(SealedValueError):
        ring.unseal(sealed, record_id=second, place="t.c:1")
    with pytest.raises(RecordKeyMissingError):
        ring.unseal(sealed, record_id=uuid4(), place="t.c:1")


def test_a_destroyed_key_opens_nothing_and_comes_never_back(ring: KeyRing) -> None:
    record_id = uuid4()
    sealed = sealed_in(ring, record_id)
    assert ring.store.destroy([record_id], datetime.now(UTC)) == 1
    with pytest.raises(RecordErasedError):
        ring.unseal(sealed, record_id=record_id, place="t.c:1")
    ring.ensure([record_id], "report")
    with pytest.raises(RecordErasedError):
        sealed_in(ring, record_id)


def test_a_key_destroyed_before_it_was_made_is_never_made(ring: KeyRing) -> None:
    record_id = uuid4()
    assert ring.store.destroy([record_id], datetime.now(UTC)) == 0
    with pytest.raises(RecordErasedError):
        sealed_in(ring, record_id)


def test_a_renewed_key_opens_the_new_and_not_the_old(ring: KeyRing) -> None:
    record_id = uuid4()
    old = sealed_in(ring, record_id)
    ring.renew(record_id, "report")
    new = sealed_in(ring, record_id)
    assert ring.unseal(old, record_id=record_id, place="t.c:1") == PLAIN
    ring.store.destroy([record_id], datetime.now(UTC), all_but_newest=True)
    assert ring.unseal(new, record_id=record_id, place="t.c:1") == PLAIN
    with pytest.raises(RecordErasedError):
        ring.unseal(old, record_id=record_id, place="t.c:1")


def test_the_file_of_the_store_holds_nothing_of_a_destroyed_key(ring: KeyRing) -> None:
    record_id = uuid4()
    sealed_in(ring, record_id)
    store = ring.store
    assert isinstance(store, SqliteKeyStore)
    wrapped = store.newest([record_id])[record_id].wrapped
    sqlite3.connect(store.path).execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert wrapped in store.path.read_bytes()
    store.destroy([record_id], datetime.now(UTC))
    left = [file.read_bytes() for file in store.path.parent.glob(store.path.name + "*")]
    assert not any(wrapped in content for content in left)


def test_a_store_under_another_master_key_is_refused(ring: KeyRing) -> None:
    with pytest.raises(MasterKeyError) as refused:
        KeyRing(ring.store, MasterKey.generate())
    assert refused.value.code == "key_store_foreign"


def test_a_key_moved_to_another_record_does_not_unwrap(ring: KeyRing) -> None:
    first, second = uuid4(), uuid4()
    sealed_in(ring, first)
    store = ring.store
    assert isinstance(store, SqliteKeyStore)
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE record_key SET record_id = ?", [second.bytes])
    with pytest.raises(MasterKeyError):
        sealed_in(ring, second)


def test_the_master_key_is_sealed_with_the_passphrase(tmp_path: Path) -> None:
    master = MasterKey.generate()
    assert write_master(tmp_path, master, "long enough") == master
    assert (tmp_path / "vault.json").stat().st_mode & 0o777 == 0o600
    assert read_master(tmp_path, "long enough") == master
    for wrong in (None, "another"):
        with pytest.raises(MasterKeyError) as refused:
            read_master(tmp_path, wrong)
        assert refused.value.code == "master_key_locked"
    assert write_master(tmp_path, MasterKey.generate(), "long enough") == master


@pytest.mark.django_db(transaction=True)
def test_keys_are_destroyed_after_the_commit_and_entered_in_the_ledger() -> None:
    record_id = uuid4()
    prepare_keys("report", [record_id])
    with transaction.atomic():
        destroy_keys(system_actor("test"), [record_id], "retention_ended")
        assert key_ring().keys([record_id])
    assert not key_ring().keys([record_id])
    assert not KeyDestruction.objects.exists()
    assert ledger.size() == 1


@pytest.mark.django_db(transaction=True)
def test_a_failed_erasure_destroys_nothing_and_a_forgotten_one_is_finished() -> None:
    record_id = uuid4()
    prepare_keys("report", [record_id])
    with transaction.atomic():
        destroy_keys(system_actor("test"), [record_id], "retention_ended")
        transaction.set_rollback(True)
    assert key_ring().keys([record_id])
    KeyDestruction.objects.create(
        records=[record_id], reason="retention_ended", asked_at=datetime.now(UTC), asked_by="system:test"
    )
    assert finish_destructions() == 1
    assert not key_ring().keys([record_id])
    assert finish_destructions() == 0


@pytest.mark.django_db(transaction=True)
def test_keys_of_records_never_committed_are_collected(monkeypatch: pytest.MonkeyPatch) -> None:
    from jisr.station.vault import records, services

    kept, lost = uuid4(), uuid4()
    monkeypatch.setattr(records, "_holders", {"trial": lambda ids: {kept} & set(ids)})
    prepare_keys("trial", [kept, lost])
    assert collect_orphans() == 0
    monkeypatch.setattr(services, "ORPHAN_AGE", services.ORPHAN_AGE * 0)
    assert collect_orphans() == 1
    assert set(key_ring().keys([kept, lost])) == {kept}
