"""Threat: somebody takes the database, a backup or a key store, or moves sealed values. Each alone opens nothing."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from jisr.core.credibility import Yardstick
from jisr.core.statements import Basis, Grade, Statement
from jisr.station.backup.archive import BackupFileError, parts_of
from jisr.station.backup.keys import KeysPresentError, back_up_keys, restore_keys
from jisr.station.backup.services import back_up
from jisr.station.backup.statements import opened_lines, sealed_lines
from jisr.station.intake import queries as intake
from jisr.station.intake import services as intake_services
from jisr.station.intake.models import Portion
from jisr.station.intake.services.erasure import erase_reports
from jisr.station.knowledge.models import SearchableText, StatementRecord
from jisr.station.knowledge.services import add_statements
from jisr.station.ledger.actor import system_actor
from jisr.station.release.models import Proposal, ProposalItem
from jisr.station.vault import opening
from jisr.station.vault.master import MasterKey, MasterKeyError
from jisr.station.vault.opening import key_ring
from jisr.station.vault.problems import ContentUnreadableProblem
from jisr.station.vault.sqlite_store import SqliteKeyStore
from jisr.station.warnings.models import Recipient, Warning

pytestmark = pytest.mark.django_db(transaction=True)

SENTENCE = "EXERCISE the smugglers meet beneath the lighthouse of Larache"
TITLE = "EXERCISE lighthouse meeting"
FILE = b"EXERCISE attachment bytes of the lighthouse"
NAME = "Exercise Lighthousekeeper"
type ActorFor = Callable[..., Any]


def report(actor: ActorFor, text: str = SENTENCE) -> UUID:
    file = intake_services.AttachmentDraft("lighthouse.txt", "text/plain", FILE)
    draft = intake_services.ReportDraft(
        text=text, source="SAFRAN", title=TITLE, handling=intake_services.default_handling(),
        grade=Grade.parse("B2"), attachments=[file],
    )  # fmt: skip
    return intake_services.receive_report(actor("analyst"), draft)


def statement(value: str = NAME) -> Statement:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    return Statement(
        id=str(uuid4()), entity_id=str(uuid4()), schema="Person", prop="name", value=value,
        original_value="a\tb\\c\n\u0644", lang="", source="SAFRAN", report_id="", dispatch_id="",
        grade=Grade.parse("B2"), handling=intake_services.default_handling(), category=None, basis=Basis.FACT,
        first_seen=moment, last_confirmed=moment, expires=None,
    )  # fmt: skip


def dump() -> bytes:
    """Every row of every table, as PostgreSQL writes it, and binary columns as they are."""
    found = b""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
        )
        for (table,) in cursor.fetchall():
            with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                found += b"".join(map(bytes, copy))
            with cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT binary)') as copy:
                found += b"".join(map(bytes, copy))
    return found


def test_a_dump_of_the_database_holds_no_sentence_of_a_report(actor: ActorFor) -> None:
    report_id = report(actor)
    assert intake.report(report_id).text == SENTENCE  # type: ignore[union-attr]
    assert SearchableText.objects.filter(subject=f"report:{report_id}").exists()
    taken = dump()
    assert str(report_id).encode() in taken
    for secret in (SENTENCE, "lighthouse", "smuggler", "beneath", TITLE, FILE.decode()):
        assert secret.encode() not in taken, secret
        assert secret.encode().hex().encode() not in taken, secret


def test_nor_a_sentence_of_a_warning_or_of_words_that_wait_for_a_release(actor: ActorFor) -> None:
    now = timezone.now()
    warning = Warning.objects.create(
        number="W-1", title=TITLE, threat=SENTENCE, language="en", place="Larache", country="MA", probability=0.5,
        yardstick=Yardstick.ICD203.value, recommended_action="EXERCISE beneath the pier", purpose="terrorism",
        handling_json={}, classification=1, recipients=["madrid"], acknowledge_within_minutes=30,
        author="analyst", created_at=now, outcome_note="EXERCISE the smuggler was there",
    )  # fmt: skip
    Recipient.objects.create(
        warning=warning, station_id="madrid", record_id=uuid4(), sent_at=now, acknowledge_by=now,
        note="EXERCISE lighthouse watched", action="EXERCISE lighthouse closed", verdict_note="EXERCISE smugglers",
    )  # fmt: skip
    proposal = Proposal.objects.create(
        kind="warning", subject=f"warning:{warning.pk}", title="EXERCISE", purpose="terrorism",
        extra={"threat": SENTENCE}, classification=1, author="analyst", author_id=1, proposed_at=now,
    )  # fmt: skip
    ProposalItem.objects.create(
        proposal=proposal, ordinal=0, kind="portion", item_id=uuid4(), digest="0", content={"text": SENTENCE}
    )
    again = Warning.objects.get(pk=warning.pk)
    assert (again.title, again.threat, again.outcome_note) == (TITLE, SENTENCE, "EXERCISE the smuggler was there")
    taken = dump()
    for secret in (SENTENCE, "lighthouse", "smuggler", "beneath", TITLE):
        assert secret.encode() not in taken, secret
        assert secret.encode().hex().encode() not in taken, secret


def test_a_text_is_still_found_by_its_words_in_any_inflection(actor: ActorFor) -> None:
    from jisr.station.knowledge import queries

    report_id = report(actor)
    found = queries.search_texts("smuggler meeting")
    assert [hit.subject for hit in found.hits] == [f"report:{report_id}"]
    assert ("smugglers", True) in found.hits[0].fragments
    assert queries.search_texts('"meet beneath"').total == 1
    assert queries.search_texts('"beneath meet"').total == 0


def test_a_sealed_value_moved_to_another_row_does_not_open(actor: ActorFor) -> None:
    first, second = report(actor), report(actor, "EXERCISE something else")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE intake_portion SET text = (SELECT text FROM intake_portion WHERE report_id = %s)"
            " WHERE report_id = %s",
            [first, second],
        )
    with pytest.raises(ContentUnreadableProblem):
        intake.report(second)


def test_two_portions_of_one_report_cannot_be_exchanged(actor: ActorFor) -> None:
    report_id = report(actor, "EXERCISE first part.\n\nEXERCISE second part.")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE intake_portion AS one SET text = other.text FROM intake_portion AS other"
            " WHERE one.report_id = %s AND other.report_id = one.report_id AND other.id <> one.id",
            [report_id],
        )
    with pytest.raises(ContentUnreadableProblem):
        _ = [portion.text for portion in Portion.objects.filter(report=report_id)]


def test_a_key_store_of_another_station_opens_nothing(actor: ActorFor, tmp_path: Path, monkeypatch: Any) -> None:
    report_id = report(actor)
    foreign = SqliteKeyStore(tmp_path / "foreign.db")
    from jisr.station.vault.ring import KeyRing

    KeyRing(foreign, MasterKey.generate()).ensure([report_id], "report")
    monkeypatch.setattr(opening, "open_store", lambda: foreign)
    opening.forget_ring()
    try:
        with pytest.raises(MasterKeyError) as refused:
            intake.report(report_id)
        assert refused.value.code == "key_store_foreign"
    finally:
        monkeypatch.undo()
        opening.forget_ring()


def test_an_empty_key_store_in_its_place_opens_nothing(actor: ActorFor, tmp_path: Path, monkeypatch: Any) -> None:
    report_id = report(actor)
    monkeypatch.setattr(opening, "open_store", lambda: SqliteKeyStore(tmp_path / "empty.db"))
    opening.forget_ring()
    try:
        with pytest.raises(ContentUnreadableProblem) as refused:
            _ = intake.report(report_id)
        assert refused.value.code == "record_key_missing"
    finally:
        monkeypatch.undo()
        opening.forget_ring()


def contents(path: Path) -> bytes:
    with parts_of(path, "") as parts:
        return b"\n".join(content.read() for _name, content in parts)


def test_a_stolen_backup_opens_nothing_even_without_a_passphrase(actor: ActorFor, tmp_path: Path) -> None:
    """The seal of the file is one wall; what is inside is sealed again, statements too."""
    report(actor)
    add_statements(actor("analyst"), [statement()])
    back_up(tmp_path / "station.jisr", "", system_actor("test"))
    inside = contents(tmp_path / "station.jisr")
    for secret in (SENTENCE, "lighthouse", TITLE, NAME, "Lighthousekeeper"):
        assert secret.encode() not in inside, secret
    master = (settings.HOME.path / "vault.json").read_bytes()
    assert master not in inside
    assert b"record-keys" not in inside


def test_statements_come_back_from_a_backup_as_they_were_and_an_erased_one_does_not(actor: ActorFor) -> None:
    from jisr.station.knowledge.services import erase_own

    kept, gone = statement(), statement("Exercise Gone")
    add_statements(actor("analyst"), [kept, gone])
    columns = tuple(field.column for field in StatementRecord._meta.local_concrete_fields)
    names = ", ".join(f'"{name}"' for name in columns)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY (SELECT {names} FROM knowledge_statementrecord) TO STDOUT") as copy,
    ):
        clear = [bytes(chunk) for chunk in copy]
    sealed = list(sealed_lines(clear, columns))
    assert NAME.encode() not in b"".join(sealed)
    assert b"".join(opened_lines(sealed, columns)) == b"".join(clear)
    erase_own(actor("analyst"), [UUID(gone.id)], "erased_for_subject")
    place = columns.index("id")
    back = {line.split(b"\t")[place].decode(): line for line in opened_lines(sealed, columns)}
    assert NAME.encode() in back[kept.id]
    assert b"Exercise Gone" not in back[gone.id]
    assert b"\terased\t" in back[gone.id]


def test_what_was_erased_after_a_backup_cannot_be_read_from_it_with_the_keys_of_today(
    actor: ActorFor, tmp_path: Path
) -> None:
    erased, kept = report(actor), report(actor, "EXERCISE another text")
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, text FROM intake_portion WHERE report_id = ANY(%s)", [[erased, kept]])
        backup = dict(cursor.fetchall())  # last week's sealed bytes
    erase_reports(actor("administrator"), [erased], "retention_ended")
    with connection.cursor() as cursor:
        for identifier, sealed in backup.items():
            cursor.execute("UPDATE intake_portion SET text = %s WHERE id = %s", [sealed, identifier])
    assert intake.report(erased).text == ""  # type: ignore[union-attr]
    assert intake.report(kept).text == "EXERCISE another text"  # type: ignore[union-attr]


def test_an_old_backup_of_the_keys_brings_no_destroyed_key_back(actor: ActorFor, tmp_path: Path) -> None:
    report_id = report(actor)
    file = tmp_path / "station.keys"
    back_up_keys(file, "long words", system_actor("test"))
    assert b"wrapped" not in file.read_bytes()
    erase_reports(actor("administrator"), [report_id], "retention_ended")
    restore_keys(file, "long words", settings.HOME.path, key_ring().store, None)
    assert key_ring().keys([report_id]) == {}
    with pytest.raises(BackupFileError):
        restore_keys(file, "other words", settings.HOME.path, key_ring().store, None)


def test_keys_of_another_station_never_replace_ours(actor: ActorFor, tmp_path: Path) -> None:
    report(actor)
    file = tmp_path / "station.keys"
    back_up_keys(file, "long words", system_actor("test"))
    other = tmp_path / "other"
    other.mkdir()
    from jisr.station.vault.master import write_master
    from jisr.station.vault.ring import KeyRing

    store = SqliteKeyStore(other / "record-keys.db")
    KeyRing(store, write_master(other, MasterKey.generate(), None)).ensure([uuid4()], "report")
    with pytest.raises(KeysPresentError):
        restore_keys(file, "long words", other, store, None)
