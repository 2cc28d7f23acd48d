"""The two key stores keep one contract: the file in the home, and a PostgreSQL database of its own (JISR_KEYS_URL)."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID, uuid4

import psycopg
import pytest
from django.conf import settings

from jisr.core.statements import Grade
from jisr.station.backup.keys import back_up_keys, restore_keys
from jisr.station.database import embedded_url
from jisr.station.doctor.findings import State
from jisr.station.doctor.vault_checks import keys_apart, vault_checks
from jisr.station.intake import services as intake_services
from jisr.station.intake.models import Report
from jisr.station.ledger.actor import system_actor
from jisr.station.vault.master import MasterKey, read_master
from jisr.station.vault.opening import KEYS_VARIABLE, forget_ring, key_ring
from jisr.station.vault.postgres_store import PostgresKeyStore
from jisr.station.vault.ring import KeyRing, RecordErasedError
from jisr.station.vault.services import destroy_keys
from jisr.station.vault.sqlite_store import SqliteKeyStore
from jisr.station.vault.store import KeyStore, KeyStoreError, StoredKey

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
type AnyStore = SqliteKeyStore | PostgresKeyStore


@pytest.fixture
def keys_url() -> Iterator[str]:
    """A database beside the station's, on the same server."""
    server = settings.HOME.database_url or embedded_url(settings.HOME.path / "postgres")
    name = f"keys_{uuid4().hex[:12]}"
    parts = urlsplit(server)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        yield urlunsplit(parts._replace(path=f"/{name}"))
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


@pytest.fixture(params=["file", "database"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AnyStore]:
    made: AnyStore
    if request.param == "file":
        made = SqliteKeyStore(tmp_path / "keys.db")
    else:
        made = PostgresKeyStore(request.getfixturevalue("keys_url"))
    yield made
    made.close()


def key(record_id: UUID, generation: int = 1, *, kind: str = "report", made_at: datetime = NOW) -> StoredKey:
    return StoredKey(
        record_id, generation, kind, b"wrapped" + record_id.bytes[::-1] + bytes([generation]), made_at, None
    )


def test_what_is_added_is_found_and_never_replaced(store: KeyStore) -> None:
    one, other = uuid4(), uuid4()
    store.add([key(one), key(one, 2), key(other, kind="case")])
    store.add([StoredKey(one, 2, "report", b"another", NOW, None)])
    assert store.newest([one, other, uuid4()]) == {one: key(one, 2), other: key(other, kind="case")}
    assert store.one(one, 1) == key(one)
    assert store.one(one, 3) is None
    assert store.newest([]) == {}
    assert sorted(store.everything(), key=lambda each: (each.record_id.bytes, each.generation)) == sorted(
        [key(one), key(one, 2), key(other, kind="case")], key=lambda each: (each.record_id.bytes, each.generation)
    )


def test_a_mark_is_set_once(store: KeyStore) -> None:
    assert store.mark() is None
    store.set_mark(b"first")
    store.set_mark(b"second")
    assert store.mark() == b"first"


def test_destroying_leaves_a_stone_and_counts_what_was_live(store: KeyStore) -> None:
    one, unknown = uuid4(), uuid4()
    store.add([key(one), key(one, 2)])
    assert store.destroy([one, unknown], NOW) == 2
    assert store.destroy([one], NOW + timedelta(days=1)) == 0
    for each in store.everything():
        assert each.wrapped == b""
        assert each.destroyed_at == NOW
    store.add([key(unknown)])
    assert store.newest([unknown])[unknown].is_destroyed
    state = store.state()
    assert (state.live, state.destroyed, state.last_destroyed_at) == (0, 3, NOW)


def test_all_but_the_newest(store: KeyStore) -> None:
    one = uuid4()
    store.add([key(one), key(one, 2)])
    assert store.destroy([one], NOW, all_but_newest=True) == 1
    assert not store.newest([one])[one].is_destroyed
    old = store.one(one, 1)
    assert old is not None
    assert old.is_destroyed


def test_live_keys_of_a_kind_before_a_moment(store: KeyStore) -> None:
    old, new, other, gone = (uuid4() for _ in range(4))
    store.add([key(old), key(new, made_at=NOW + timedelta(days=2)), key(other, kind="case"), key(gone)])
    store.destroy([gone], NOW)
    assert list(store.live_before("report", NOW + timedelta(days=1))) == [old]


def test_replacing_all_brings_no_destroyed_key_back(store: KeyStore) -> None:
    kept, gone, extra = uuid4(), uuid4(), uuid4()
    store.add([key(gone), key(extra)])
    store.destroy([gone], NOW)
    assert store.replace_all([key(kept), key(gone)], b"mark") == 1
    assert store.mark() == b"mark"
    assert store.newest([gone])[gone].is_destroyed
    assert store.newest([kept, extra]) == {kept: key(kept)}


def test_many_at_once(store: KeyStore) -> None:
    ids = [uuid4() for _ in range(1_700)]
    store.add(key(each) for each in ids)
    assert len(store.newest(ids)) == 1_700
    assert store.destroy(ids, NOW) == 1_700
    assert store.state().live == 0


def test_each_thread_has_its_own_connection(store: KeyStore) -> None:
    ids, failures = [uuid4() for _ in range(8)], []

    def work(record_id: UUID) -> None:
        try:
            store.add([key(record_id)])
            assert store.newest([record_id]) == {record_id: key(record_id)}
        except Exception as error:
            failures.append(error)
        finally:
            store.close()

    threads = [threading.Thread(target=work, args=(each,)) for each in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(store.newest(ids)) == 8


def test_a_ring_seals_and_forgets_with_either(store: KeyStore) -> None:
    ring, one = KeyRing(store, MasterKey.generate()), uuid4()
    sealed = ring.seal(b"EXERCISE", record_id=one, kind="report", place="t.c:1")
    assert ring.unseal(sealed, record_id=one, place="t.c:1") == b"EXERCISE"
    store.destroy([one], NOW)
    with pytest.raises(RecordErasedError):
        ring.unseal(sealed, record_id=one, place="t.c:1")


def test_destroyed_keys_are_not_in_the_file_of_the_table(keys_url: str) -> None:
    store, ids = PostgresKeyStore(keys_url), [uuid4() for _ in range(100)]
    store.add(key(each) for each in ids)
    with psycopg.connect(keys_url, autocommit=True) as connection:

        def held() -> list[bool]:
            connection.execute("CHECKPOINT")
            row = connection.execute("SELECT pg_read_binary_file(pg_relation_filepath('jisr_record_key'))").fetchone()
            assert row is not None
            return [key(each).wrapped in bytes(row[0]) for each in ids]

        assert all(held())
        store.destroy(ids[:60], NOW)
        assert held() == [False] * 60 + [True] * 40
    store.close()


def test_a_connection_that_was_cut_is_made_anew_and_one_that_cannot_be_is_said(keys_url: str) -> None:
    store, one = PostgresKeyStore(keys_url), uuid4()
    store.add([key(one)])
    with psycopg.connect(keys_url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert store.newest([one]) == {one: key(one)}
    store.close()
    with pytest.raises(KeyStoreError):
        PostgresKeyStore(urlunsplit(urlsplit(keys_url)._replace(path="/no_such_database"))).mark()


@pytest.fixture
def kept_in_a_database(keys_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The station's own ring on the second database."""
    monkeypatch.setenv(KEYS_VARIABLE, keys_url)
    forget_ring()
    yield keys_url
    forget_ring()


@pytest.mark.django_db(transaction=True)
class TestAStationWithItsKeysInADatabase:
    """Given JISR_KEYS_URL, when records are written, backed up, erased, then all is as with the file."""

    def test_a_report_is_written_read_backed_up_and_erased(
        self, kept_in_a_database: str, actor: Any, tmp_path: Path
    ) -> None:
        report = self._report(actor)
        assert Report.objects.get(pk=report.id).title
        assert isinstance(key_ring().store, PostgresKeyStore)
        taken = back_up_keys(tmp_path / "keys", "long words", system_actor("test"))
        assert taken.live == key_ring().store.state().live > 0
        states = {finding.name: finding.state for finding in vault_checks(settings.HOME.path, NOW)}
        assert (states["vault"], states["vault.keys"], states["vault.apart"]) == (State.OK, State.OK, State.OK)

        destroy_keys(system_actor("test"), [report.id], "erased")
        assert key_ring().store.newest([report.id])[report.id].is_destroyed
        assert not Report.objects.get(pk=report.id).title
        master = read_master(settings.HOME.path, None)
        assert master is not None
        restore_keys(tmp_path / "keys", "long words", settings.HOME.path, key_ring().store, None)
        assert not Report.objects.get(pk=report.id).title

    def test_keys_beside_what_they_protect_are_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(type(settings.HOME), "database_url", "postgresql://one/station")
        monkeypatch.setenv(KEYS_VARIABLE, "postgresql://one/station")
        assert keys_apart().state is State.FAIL

    def test_a_database_that_is_away_is_said_by_the_doctor(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(KEYS_VARIABLE, "postgresql://127.0.0.1:1/keys")
        forget_ring()
        first = next(finding for finding in vault_checks(settings.HOME.path, NOW) if finding.name == "vault")
        assert first.state is State.FAIL
        forget_ring()

    @staticmethod
    def _report(actor: Any) -> Report:
        draft = intake_services.ReportDraft(
            text="EXERCISE", source="SAFRAN", handling=intake_services.default_handling(), grade=Grade.parse("B2")
        )
        return Report.objects.get(pk=intake_services.receive_report(actor("analyst"), draft))
