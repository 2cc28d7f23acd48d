"""Lists: taken in row by row in batches, each all or nothing; shown on the way, stopped at will, never landed twice."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from jisr.core.handling import DataCategory, Handling
from jisr.core.statements import Grade
from jisr.interop.entities import EntityRow, Row, WrongRow
from jisr.interop.kinds import FileKind
from jisr.interop.lists import EntityList, estimate_rows, read_list
from jisr.interop.problems import IntakeError
from jisr.station.intake.models import ImportState, ListImport, WrongRowRecord
from jisr.station.intake.problems import (
    ImportActiveError,
    ImportNotActiveError,
    ImportNotFoundError,
    NotAListError,
)
from jisr.station.intake.services.files import recognise_file, refuse_file
from jisr.station.intake.services.landing import land
from jisr.station.intake.services.queueing import run_import_soon
from jisr.station.intake.services.sources import one_line, source_named
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record

BATCH_ROWS = 100
#: Files of wrong rows carry this before their extension; mended, they belong to the same list.
WRONG_SUFFIX = ".wrong"
_MOST_WRONG_ROWS = 50_000

type Progress = Callable[[ListImport], None]


@dataclass(frozen=True, slots=True)
class ImportDraft:
    """A list before it is taken in.

    Attributes:
        name: of the list; rows of one list never land twice under it. "" = the name of the file.
        category: of the persons in the list; None = not said.
    """

    file_name: str
    data: bytes
    source: str
    handling: Handling
    name: str = ""
    grade: Grade | None = None
    category: DataCategory | None = None


def start_import(actor: Actor, draft: ImportDraft, *, in_background: bool = True) -> UUID:
    """Check that the file can be read as a list, keep it, and queue the work; the import's id.

    Raises:
        FileRefusedError: the file as a whole can't be taken in; the refusal is in the ledger.
        NotAListError: it holds a text.
    """
    kind = recognise_file(actor, draft.data, draft.file_name)
    if not kind.is_list:
        raise NotAListError
    try:
        opened = read_list(draft.data, kind)
    except IntakeError as error:
        raise refuse_file(actor, draft.data, error) from error
    with transaction.atomic():
        held = _keep(actor, draft, kind, opened)
        record(actor, Act.COLLECTION, "import", str(held.id), decision="started", detail={"kind": kind.value})
        if in_background:
            run_import_soon(held.id)
    return held.id


def stop_import(actor: Actor, import_id: UUID) -> None:
    """Ask a running import to end after the batch it is at. What has landed stays.

    Raises:
        ImportNotFoundError, ImportNotActiveError.
    """
    with transaction.atomic():
        held = _locked(import_id)
        if not held.is_active:
            raise ImportNotActiveError
        held.state = ImportState.STOPPED if held.state == ImportState.WAITING else ImportState.STOPPING
        held.ended_at = timezone.now() if held.state == ImportState.STOPPED else None
        held.save(update_fields=["state", "ended_at"])
        record(actor, Act.ALTERATION, "import", str(held.id), decision="stopped")


def resume_import(actor: Actor, import_id: UUID) -> None:
    """Read a stopped or broken-off list again from its beginning; rows that landed are known and land once.

    Raises:
        ImportNotFoundError, ImportActiveError.
    """
    with transaction.atomic():
        held = _locked(import_id)
        if held.is_active:
            raise ImportActiveError
        held.state, held.ended_at = ImportState.WAITING, None
        held.save(update_fields=["state", "ended_at"])
        record(actor, Act.ALTERATION, "import", str(held.id), decision="resumed")
        run_import_soon(held.id)


def run_import(import_id: UUID, actor: Actor, on_progress: Progress | None = None) -> ListImport:
    """Do the work: read, land, count. Ends by itself when stopped, finished or broken off.

    Raises:
        ImportNotFoundError: there is no such import.
    """
    held = _begin(import_id)
    if held.state != ImportState.RUNNING:
        return held
    try:
        for batch in _batches(read_list(bytes(held.content), FileKind(held.kind)).rows):
            if not _land_batch(actor, held, batch):
                return _end(actor, held, ImportState.STOPPED)
            if on_progress is not None:
                on_progress(held)
    except IntakeError as error:
        held.failure = error.problem.to_json()
        return _end(actor, held, ImportState.FAILED)
    return _end(actor, held, ImportState.FINISHED)


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Rows in batches; where the list breaks off, what came before in its batch is still handed out."""
    batch: list[Row] = []
    try:
        for row in rows:
            batch.append(row)
            if len(batch) == BATCH_ROWS:
                yield batch
                batch = []
    except IntakeError:
        yield batch
        raise
    if batch:
        yield batch


def list_name_of(file_name: str) -> str:
    """ "suspects.wrong.csv" -> "suspects": a mended file belongs to the list it came from."""
    stem = re.sub(r"\.[A-Za-z0-9]{1,6}$", "", file_name.replace("\\", "/").rpartition("/")[2])
    return (one_line(stem.removesuffix(WRONG_SUFFIX)) or "list")[:120]


def _keep(actor: Actor, draft: ImportDraft, kind: FileKind, opened: EntityList) -> ListImport:
    digest = hashlib.sha256(draft.data).hexdigest()
    # The same bytes under another file name are the same list.
    before = ListImport.objects.filter(digest=digest).order_by("created_at").values_list("name", flat=True).first()
    return ListImport.objects.create(
        name=one_line(draft.name)[:120] or before or list_name_of(draft.file_name),
        file_name=one_line(draft.file_name)[:255],
        kind=kind.value,
        size=len(draft.data),
        digest=digest,
        content=draft.data,
        source=source_named(actor, draft.source),
        grade=str(draft.grade) if draft.grade else "",
        grade_scheme=draft.grade.scheme.value if draft.grade else "",
        category=draft.category.value if draft.category else "",
        handling=draft.handling.to_json(),
        classification=int(draft.handling.classification),
        header=list(opened.header),
        problems=[problem.to_json() for problem in opened.problems],
        rows_total=estimate_rows(draft.data, kind),
        created_at=timezone.now(),
        created_by=actor.name,
    )


def _locked(import_id: UUID) -> ListImport:
    held = ListImport.objects.select_for_update(of=("self",)).select_related("source").filter(id=import_id).first()
    if held is None:
        raise ImportNotFoundError
    return held


@transaction.atomic
def _begin(import_id: UUID) -> ListImport:
    held = _locked(import_id)
    if held.state == ImportState.STOPPING:
        held.state, held.ended_at = ImportState.STOPPED, timezone.now()
    elif held.state in (ImportState.WAITING, ImportState.RUNNING):
        held.wrong_rows.all().delete()
        held.rows_read = held.rows_landed = held.rows_known = held.rows_wrong = held.statements_added = 0
        held.failure = None
        held.state = ImportState.RUNNING
        held.started_at = held.touched_at = timezone.now()
    held.save()
    return held


@transaction.atomic
def _land_batch(actor: Actor, held: ListImport, batch: Sequence[Row]) -> bool:
    """Land one batch; False when somebody asked to stop, and then nothing of it landed."""
    current = ListImport.objects.select_for_update().only("state").get(id=held.id)
    if current.state == ImportState.STOPPING:
        return False
    right = [row for row in batch if isinstance(row, EntityRow)]
    wrong = [row for row in batch if isinstance(row, WrongRow)]
    landed = land(actor, held, right)
    WrongRowRecord.objects.bulk_create(_wrong_records(held, wrong))
    held.rows_read += len(batch)
    held.rows_landed += landed.new_rows
    held.rows_known += len(right) - landed.new_rows
    held.rows_wrong += len(wrong)
    held.statements_added += landed.statements
    held.touched_at = timezone.now()
    held.save(update_fields=["rows_read", "rows_landed", "rows_known", "rows_wrong", "statements_added", "touched_at"])
    return True


def _wrong_records(held: ListImport, wrong: list[WrongRow]) -> Iterator[WrongRowRecord]:
    for row in wrong[: max(0, _MOST_WRONG_ROWS - held.rows_wrong)]:
        problems = [problem.to_json() for problem in row.problems]
        yield WrongRowRecord(list_import=held, line=row.line, values=list(row.values), problems=problems)


@transaction.atomic
def _end(actor: Actor, held: ListImport, state: ImportState) -> ListImport:
    held.state, held.ended_at = state, timezone.now()
    if state is ImportState.FINISHED:
        # The bytes were needed to go on after a stop; what they said is in the knowledge base now.
        held.content = b""
    held.save(update_fields=["state", "ended_at", "failure", "content"])
    counts = {"read": held.rows_read, "landed": held.rows_landed, "wrong": held.rows_wrong}
    record(actor, Act.COLLECTION, "import", str(held.id), decision=state.value, detail=counts)
    return held
