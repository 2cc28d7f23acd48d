"""Names held in memory: what one process writes the others find at their next search, and nothing that is gone."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils import timezone

from jisr.core.handling import Classification, DataCategory, Handling, Tlp
from jisr.core.statements import Basis, Grade
from jisr.station.knowledge import queries, services
from jisr.station.knowledge.models import EntityProfile, ProfileChange, StatementRecord
from jisr.station.knowledge.resolution import name_changes, name_index
from jisr.station.knowledge.resolution.name_index import StationNames, station_names
from jisr.station.knowledge.resolution.name_version import names_version
from jisr.station.ledger.actor import Actor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.integration]
HANDLING = Handling("rabat", Classification.RESTRICTED, Tlp.AMBER)
ANALYST = Actor("analyst")
PATIENCE_SECONDS = 60
# Another process of the same station: it holds the names, then answers one name a line until its input ends.
OTHER_PROCESS = """
import os, sys, django
django.setup()
from django.conf import settings
settings.DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
from jisr.station.knowledge import queries
from jisr.station.knowledge.resolution.name_index import station_names
station_names.build()
print("ready", flush=True)
for line in sys.stdin:
    found = queries.known_matches(line.strip())
    assert station_names.is_ready
    print("|".join(match.name for match in found), flush=True)
"""


def person(name: str) -> UUID:
    statement = services.record_statement(
        ANALYST, entity_id=None, schema="Person", prop="name", value=name, grade=Grade.parse("B2"), handling=HANDLING,
        source="", category=DataCategory.SUSPECT, basis=Basis.FACT,
    )  # fmt: skip
    return StatementRecord.objects.get(id=statement).entity_id


def found(name: str) -> list[str]:
    assert station_names.is_ready
    return [match.name for match in queries.known_matches(name)]


@pytest.fixture
def held(names_in_memory: StationNames) -> StationNames:
    return names_in_memory


@pytest.fixture
def other_process() -> Iterator["subprocess.Popen[str]"]:
    environment = {**os.environ, "TEST_DATABASE": str(connection.settings_dict["NAME"])}
    process = subprocess.Popen(
        [sys.executable, "-c", OTHER_PROCESS], env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    yield process
    process.communicate(timeout=PATIENCE_SECONDS)


def said_by(process: "subprocess.Popen[str]", name: str = "") -> str:
    assert process.stdin is not None
    assert process.stdout is not None
    if name:
        process.stdin.write(f"{name}\n")
        process.stdin.flush()
    return process.stdout.readline().strip()


def test_another_process_finds_what_is_written_and_nothing_that_is_gone(other_process: "subprocess.Popen[str]") -> None:
    kept = person("Rachid Cherkaoui")
    assert said_by(other_process) == "ready"
    assert said_by(other_process, "رشيد الشرقاوي") == "Rachid Cherkaoui"
    assert said_by(other_process, "عبد الكريم بنموسى") == ""

    written = person("Abdelkrim Benmoussa")
    assert said_by(other_process, "عبد الكريم بنموسى") == "Abdelkrim Benmoussa"

    statement = StatementRecord.objects.get(entity_id=written)
    services.retract_statements(ANALYST, [statement.id], "wrong man")
    assert said_by(other_process, "عبد الكريم بنموسى") == ""
    services.restore_statement(ANALYST, statement.id)
    assert said_by(other_process, "Abdulkareem bin Musa") == "Abdelkrim Benmoussa"

    services.decide_identity(ANALYST, kept, written, "same")
    assert EntityProfile.objects.get().names == ["Rachid Cherkaoui", "Abdelkrim Benmoussa"]
    assert said_by(other_process, "Abdulkareem bin Musa") == "Abdelkrim Benmoussa"


def test_joined_entities_are_found_once_and_apart_again_when_undone(held: StationNames) -> None:
    first, second = person("Karim Tazi"), person("كريم التازي")
    assert {m.entity_id for m in queries.known_matches("Kareem Tazi")} == {first, second}
    judgement = services.decide_identity(ANALYST, first, second, "same")
    assert [m.entity_id for m in queries.known_matches("Kareem Tazi")] == [first]
    services.undo_judgement(ANALYST, judgement, "hasty")
    assert {m.entity_id for m in queries.known_matches("Kareem Tazi")} == {first, second}


def test_what_is_undone_was_never_there(held: StationNames) -> None:
    person("Karim Tazi")
    with transaction.atomic():
        person("Rachid Cherkaoui")
        assert found("رشيد الشرقاوي") == ["Rachid Cherkaoui"]
        transaction.set_rollback(True)
    assert found("رشيد الشرقاوي") == []
    with transaction.atomic():
        before = transaction.savepoint_create()
        person("Rachid Cherkaoui")
        transaction.savepoint_rollback(before)
        assert found("رشيد الشرقاوي") == []
        person("Idriss Alaoui")
        assert found("إدريس العلوي") == ["Idriss Alaoui"]
    assert found("إدريس العلوي") == ["Idriss Alaoui"]
    assert found("Kareem Tazi") == ["Karim Tazi"]


def test_a_writer_that_ends_after_a_later_one_is_not_missed(held: StationNames) -> None:
    is_written, may_end = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with transaction.atomic():
            person("Rachid Cherkaoui")
            is_written.set()
            assert may_end.wait(PATIENCE_SECONDS)
        connection.close()

    slow = threading.Thread(target=write_slowly, daemon=True)
    before = person("Karim Tazi")
    slow.start()
    assert is_written.wait(PATIENCE_SECONDS)
    EntityProfile.objects.filter(pk=before).update(names=["Idriss Alaoui"])
    name_changes.note_changes([before])
    assert found("إدريس العلوي") == ["Idriss Alaoui"]
    assert found("رشيد الشرقاوي") == []
    may_end.set()
    slow.join(PATIENCE_SECONDS)
    assert found("رشيد الشرقاوي") == ["Rachid Cherkaoui"]
    assert found("Kareem Tazi") == []


def test_what_another_changed_while_this_transaction_changed_it_too_is_not_lost(held: StationNames) -> None:
    entity = person("Karim Tazi")
    assert found("كريم التازي") == ["Karim Tazi"]

    def change_and_note() -> None:
        EntityProfile.objects.filter(pk=entity).update(names=["Idriss Alaoui"])
        name_changes.note_changes([entity])
        connection.close()

    other = threading.Thread(target=change_and_note)
    other.start()
    other.join(PATIENCE_SECONDS)
    with transaction.atomic():
        EntityProfile.objects.filter(pk=entity).update(names=["Rachid Cherkaoui"])
        name_changes.note_changes([entity])
        assert found("رشيد الشرقاوي") == ["Rachid Cherkaoui"]
        transaction.set_rollback(True)
    assert found("رشيد الشرقاوي") == []
    assert found("إدريس العلوي") == ["Idriss Alaoui"]


def test_until_the_names_are_read_the_keys_answer() -> None:
    fresh = StationNames()
    assert not fresh.is_ready
    assert fresh.search(["Karim Tazi"], 5) is None
    person("Karim Tazi")
    assert [match.name for match in queries.known_matches("كريم التازي")] == ["Karim Tazi"]


def test_more_than_can_be_followed_at_once_is_read_in_the_background(
    held: StationNames, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_index, "_FOLLOWED_AT_ONCE", 2)
    for name in ("Karim Tazi", "Rachid Cherkaoui", "Idriss Alaoui"):
        person(name)
    assert [match.name for match in queries.known_matches("كريم التازي")] == ["Karim Tazi"]
    until_ready(held)
    assert found("رشيد الشرقاوي") == ["Rachid Cherkaoui"]


def test_a_rebuild_makes_every_process_read_the_names_anew_while_it_answers(held: StationNames) -> None:
    entity = person("Karim Tazi")
    assert found("كريم التازي") == ["Karim Tazi"]
    # A profile that has strayed from what it is drawn from, unknown to any index.
    EntityProfile.objects.filter(pk=entity).update(names=["Rachid Cherkaoui"], keys=[])
    assert services.rebuild_profiles(ANALYST) == 1
    before = held._names
    assert found("كريم التازي") == ["Karim Tazi"]
    deadline = time.monotonic() + PATIENCE_SECONDS
    while held._names is before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert held._names is not before
    assert found("كريم التازي") == ["Karim Tazi"]
    assert not held._is_building


def test_another_version_of_the_names_has_the_profiles_drawn_afresh() -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    person("Karim Tazi")
    name_changes.note_all_drawn("0" * 16)
    services.hold_names()
    services.hold_names()
    until_ready(station_names)
    waiting = ProcrastinateJob.objects.filter(task_name="knowledge.redraw_profiles", status="todo")
    assert waiting.count() == 1
    services.rebuild_profiles(ANALYST)
    assert name_changes.drawn_version() == names_version()
    waiting.delete()
    services.hold_names()
    assert not waiting.exists()
    until_ready(station_names)
    station_names.forget()


def test_old_changes_are_forgotten_and_a_process_that_slept_reads_anew(held: StationNames) -> None:
    person("Karim Tazi")
    name_changes.note_all_drawn(names_version())
    assert found("كريم التازي") == ["Karim Tazi"]
    ProfileChange.objects.update(written_at=timezone.now() - name_changes.KEPT - timedelta(hours=1))
    assert name_changes.forget_old_changes() == 1
    assert name_changes.drawn_version() == names_version()
    held._followed_at = timezone.now() - name_changes.KEPT
    assert [match.name for match in queries.known_matches("كريم التازي")] == ["Karim Tazi"]
    until_ready(held)
    assert found("كريم التازي") == ["Karim Tazi"]


def until_ready(names: StationNames) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (not names.is_ready or names._is_building) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert names.is_ready
