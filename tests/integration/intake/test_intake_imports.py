"""Lists: right rows land once, wrong rows come back to be mended, the work can be stopped and taken up again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from jisr.core.handling import DataCategory
from jisr.interop.kinds import FileKind
from jisr.interop.lists import write_wrong_rows
from jisr.station.intake import queries, services
from jisr.station.intake.models import ImportState, ListImport
from jisr.station.intake.problems import (
    FileRefusedError,
    ImportActiveError,
    ImportNotActiveError,
    NotAListError,
)
from jisr.station.intake.services.imports import list_name_of
from jisr.station.intake.tasks import resume_lost_imports, run_import_job
from jisr.station.knowledge.models import StatementRecord
from jisr.station.ledger.models import LedgerEntry

pytestmark = pytest.mark.django_db

CSV = (
    "Nom,Nationalité,Date de naissance\n"
    "EXERCICE Un,Maroc,1990-01-02\n"
    "EXERCICE Deux,Atlantide,1991\n"
    "EXERCICE Trois,Mali; Niger,1992-05\n"
)
type ActorFor = Callable[..., Any]


def start(actor: Any, data: bytes = CSV.encode(), name: str = "liste.csv", **changes: Any) -> UUID:
    fields: dict[str, Any] = {"source": "LISTE", "handling": services.default_handling(), **changes}
    return services.start_import(actor, services.ImportDraft(file_name=name, data=data, **fields))


def run(actor: Any, *args: Any, **kwargs: Any) -> ListImport:
    return services.run_import(start(actor, *args, **kwargs), actor)


def test_right_rows_land_and_wrong_rows_are_said(actor: ActorFor) -> None:
    held = run(actor("analyst"), category=DataCategory.SUSPECT)
    assert (held.state, held.rows_read, held.rows_landed, held.rows_wrong) == (ImportState.FINISHED, 3, 2, 1)
    [wrong] = queries.wrong_rows(held.id)
    assert (wrong.line, wrong.problems[0].field, wrong.problems[0].code) == (3, "Nationalité", "invalid_value")
    rows = StatementRecord.objects.filter(prop="nationality").values_list("value", flat=True)
    assert sorted(rows) == ["ma", "ml", "ne"]
    assert set(StatementRecord.objects.values_list("category", flat=True)) == {"suspect"}


def test_the_same_rows_land_once_however_often(actor: ActorFor) -> None:
    first = run(actor("analyst"))
    again = run(actor("analyst"), name="renamed.csv")
    assert (first.rows_landed, again.rows_landed, again.rows_known) == (2, 0, 2)
    assert StatementRecord.objects.count() == first.statements_added


def test_mended_rows_land_and_the_whole_mended_list_brings_nothing_new(actor: ActorFor) -> None:
    held = run(actor("analyst"))
    _, file = write_wrong_rows(FileKind.CSV, tuple(held.header), queries.wrong_rows(held.id), "fr")
    mended = run(actor("analyst"), data=file.replace(b"Atlantide,", b"Mali,", 1), name="liste.wrong.csv")
    assert (mended.name, mended.rows_landed, mended.rows_wrong) == ("liste", 1, 0)
    whole = run(actor("analyst"), data=CSV.replace("Atlantide", "Mali").encode())
    assert (whole.rows_landed, whole.rows_known) == (0, 3)


def test_references_between_rows_become_references_between_entities(actor: ActorFor) -> None:
    lines = (
        '{"id":"a","schema":"Person","properties":{"name":["EXERCISE"]}}\n'
        '{"id":"s","schema":"Sanction","properties":{"entity":["a"],"authority":["EXERCISE"]}}\n'
    )
    run(actor("analyst"), data=lines.encode(), name="list.jsonl")
    reference = StatementRecord.objects.get(schema="Sanction", prop="entity")
    person = StatementRecord.objects.get(schema="Person", prop="name")
    assert reference.value == str(person.entity_id)


def test_two_lists_keep_their_rows_apart(actor: ActorFor) -> None:
    run(actor("analyst"), data=b"id,name\n1,EXERCISE One\n", name="one.csv")
    run(actor("analyst"), data=b"id,name\n1,EXERCISE Other\n", name="other.csv")
    assert StatementRecord.objects.values("entity_id").distinct().count() == 2


def test_stopped_between_batches_and_taken_up_again(actor: ActorFor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jisr.station.intake.services.imports.BATCH_ROWS", 10)
    data = ("name\n" + "\n".join(f"EXERCISE {n}" for n in range(35))).encode()
    import_id = start(actor("analyst"), data=data)

    def stop_early(held: ListImport) -> None:
        if held.rows_read == 20:
            services.stop_import(actor("analyst"), import_id)

    held = services.run_import(import_id, actor("analyst"), stop_early)
    assert (held.state, held.rows_read, held.rows_landed) == (ImportState.STOPPED, 20, 20)
    services.resume_import(actor("analyst"), import_id)
    done = services.run_import(import_id, actor("analyst"))
    assert (done.state, done.rows_landed, done.rows_known) == (ImportState.FINISHED, 15, 20)
    assert StatementRecord.objects.filter(prop="name").count() == 35


def test_states_that_do_not_allow_it(actor: ActorFor) -> None:
    import_id = start(actor("analyst"))
    with pytest.raises(ImportActiveError):
        services.resume_import(actor("analyst"), import_id)
    services.run_import(import_id, actor("analyst"))
    with pytest.raises(ImportNotActiveError):
        services.stop_import(actor("analyst"), import_id)
    assert services.run_import(import_id, actor("analyst")).rows_read == 3


def test_an_import_stopped_while_waiting_never_runs(actor: ActorFor) -> None:
    import_id = start(actor("analyst"))
    services.stop_import(actor("analyst"), import_id)
    held = services.run_import(import_id, actor("analyst"))
    assert (held.state, held.rows_read) == (ImportState.STOPPED, 0)


def test_a_batch_that_fails_leaves_nothing_of_it(actor: ActorFor, monkeypatch: pytest.MonkeyPatch) -> None:
    import_id = start(actor("analyst"))

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("jisr.station.intake.services.imports.WrongRowRecord.objects.bulk_create", fail)
    with pytest.raises(RuntimeError):
        services.run_import(import_id, actor("analyst"))
    assert StatementRecord.objects.count() == 0


def test_a_list_that_breaks_off_keeps_what_came_before(actor: ActorFor) -> None:
    record = "<INDIVIDUAL><DATAID>{0}</DATAID><FIRST_NAME>EXERCISE {0}</FIRST_NAME></INDIVIDUAL>"
    body = "".join(record.format(n) for n in range(300))
    data = f"<CONSOLIDATED_LIST><INDIVIDUALS>{body}<INDIVIDUAL></BROKEN>".encode()
    held = run(actor("analyst"), data=data, name="list.xml")
    assert held.state == ImportState.FAILED
    assert held.failure["code"] == "broken_xml"
    assert (held.rows_landed, held.rows_read) == (600, 600)


def test_files_that_are_no_lists(actor: ActorFor) -> None:
    with pytest.raises(NotAListError):
        start(actor("analyst"), data=b"just words", name="note.txt")
    with pytest.raises(FileRefusedError) as error:
        start(actor("analyst"), data=b"a,b\n1,2\n")
    assert error.value.code == "no_header"
    entry = LedgerEntry.objects.order_by("-index").first()
    assert entry is not None
    assert (entry.act, entry.decision) == ("refusal", "no_header")
    assert ListImport.objects.count() == 0


@pytest.mark.parametrize(
    ("file_name", "name"),
    [("suspects.csv", "suspects"), ("suspects.wrong.csv", "suspects"), ("C:\\x\\a b.xlsx", "a b"), (".csv", "list")],
)
def test_names_of_lists(file_name: str, name: str) -> None:
    assert list_name_of(file_name) == name


def test_the_worker_does_what_was_queued(actor: ActorFor) -> None:
    import_id = start(actor("analyst"))
    job = ProcrastinateJob.objects.get(task_name="intake.run_import", args__import_id=str(import_id))
    assert job.status == "todo"
    run_import_job.func(**job.args)
    assert queries.imports().get().state == ImportState.FINISHED


def test_an_import_that_lost_its_worker_is_queued_again(actor: ActorFor) -> None:
    import_id = start(actor("analyst"))
    ProcrastinateJob.objects.filter(task_name="intake.run_import").update(status="failed")
    stale = timezone.now() - timedelta(minutes=10)
    ListImport.objects.filter(id=import_id).update(state=ImportState.RUNNING, touched_at=stale)
    resume_lost_imports.func(timestamp=0)
    assert ProcrastinateJob.objects.filter(task_name="intake.run_import", status="todo").count() == 1
    assert services.run_import(import_id, actor("analyst")).rows_landed == 2
