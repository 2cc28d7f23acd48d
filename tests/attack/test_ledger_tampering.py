"""What someone who owns the database can do to the ledger, and who finds it.

Threat: the database is changed behind the station's back: an entry rewritten, dropped, moved or added, the end cut
    off, with
or without the tree recomputed to match. Each is found by the next check; those that also forge the tree and the
station's own checkpoints are found by the partner that holds an earlier one.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from jisr.core.ledger import Act, Checkpoint, Entry, Frontier, WitnessVerdict, log_origin, sign_checkpoint
from jisr.core.sealing import StationKeys
from jisr.station.ledger import queries
from jisr.station.ledger.actor import Actor, system_actor
from jisr.station.ledger.anchor import FILE_NAME
from jisr.station.ledger.checks import run_check
from jisr.station.ledger.models import LedgerCheckpoint
from jisr.station.ledger.services import current_checkpoint, prepare, record, record_many, witness
from jisr.station.ledger.signing import own_note_keys, own_signers

pytestmark = [pytest.mark.django_db, pytest.mark.integration]
SIZE = 23


def sql(statement: str, *parameters: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


@pytest.fixture
def anchor(tmp_path: Path) -> Path:
    """A ledger of 23 entries with two signed checkpoints, checked once: the anchor is at its end."""
    amina = Actor("amina", ("analyst",), 7, "duty")
    record_many([prepare(amina, Act.COLLECTION, "report", f"r{number}") for number in range(14)])
    current_checkpoint()
    record_many([prepare(amina, Act.CONSULTATION, "report", f"r{number}") for number in range(14, SIZE)])
    path = tmp_path / FILE_NAME
    assert run_check(system_actor("check_ledger"), path).holds
    assert queries.size() == SIZE
    return path


def found(path: Path) -> set[str]:
    check = run_check(system_actor("check_ledger"), path)
    assert check.holds == (not check.findings)
    return {finding.code for finding in check.findings}


def test_untouched_ledger_holds(anchor: Path) -> None:
    record(Actor("amina"), Act.CONSULTATION, "report", "r1")
    assert found(anchor) == set()


def test_entry_rewritten(anchor: Path) -> None:
    sql(
        "UPDATE ledger_entry SET data = convert_to(replace(convert_from(data, 'UTF8'), 'amina', 'badr'), 'UTF8')"
        " WHERE index = 5"
    )
    assert "entry_changed" in found(anchor)


def test_entry_rewritten_with_its_hash(anchor: Path) -> None:
    rewrite(5)
    assert {"node_changed", "checkpoint_disagrees"} <= found(anchor)


def test_entry_dropped(anchor: Path) -> None:
    sql("DELETE FROM ledger_entry WHERE index = 5")
    assert "entry_missing" in found(anchor)


def test_entry_dropped_and_the_rest_renumbered(anchor: Path) -> None:
    sql("DELETE FROM ledger_entry WHERE index = 5")
    sql("UPDATE ledger_entry SET index = -index WHERE index > 5")
    sql("UPDATE ledger_entry SET index = -index - 1 WHERE index < 0")
    sql("UPDATE ledger_head SET size = size - 1")
    assert {"checkpoint_disagrees", "log_shorter"} <= found(anchor)


def test_entries_reordered(anchor: Path) -> None:
    sql(
        "UPDATE ledger_entry a SET data = b.data, leaf = b.leaf FROM ledger_entry b"
        " WHERE (a.index, b.index) IN ((5, 6), (6, 5))"
    )
    assert {"checkpoint_disagrees", "copy_changed"} <= found(anchor)


def test_entry_slipped_in_at_the_end(anchor: Path) -> None:
    sql(
        "INSERT INTO ledger_entry SELECT index + 1, data, leaf, time, actor, channel, act, record_kind, record_id,"
        " recipient, decision FROM ledger_entry WHERE index = %s",
        SIZE - 1,
    )
    assert "head_changed" in found(anchor)


def test_end_cut_off(anchor: Path) -> None:
    sql("DELETE FROM ledger_entry WHERE index >= 20")
    assert {"log_shorter", "head_changed"} <= found(anchor)


def test_end_cut_off_with_tree_and_checkpoints(anchor: Path) -> None:
    """Nothing inside the database tells; the anchor outside it does."""
    cut_off(14)
    assert found(anchor) == {"log_shorter"}


def test_ledger_emptied(anchor: Path) -> None:
    for table in ("entry", "node", "head", "checkpoint"):
        sql(f"DELETE FROM ledger_{table}")
    assert "log_shorter" in found(anchor)


def test_column_for_searching_changed(anchor: Path) -> None:
    sql("UPDATE ledger_entry SET actor = 'badr' WHERE index = 5")
    assert found(anchor) == {"copy_changed"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_node SET digest = sha256(digest) WHERE level = 2 AND position = 1",
        "DELETE FROM ledger_node WHERE level = 1 AND position = 3",
        "INSERT INTO ledger_node VALUES (9, 9, sha256('x'))",
    ],
)
def test_inner_node_changed(anchor: Path, statement: str) -> None:
    sql(statement)
    assert found(anchor) == {"node_changed"}


def test_checkpoint_replaced(anchor: Path) -> None:
    sql("UPDATE ledger_checkpoint SET root = sha256(root) WHERE size = 14")
    assert "checkpoint_disagrees" in found(anchor)


def test_everything_forged_but_the_keys(anchor: Path) -> None:
    """Entries, tree, head, checkpoints rewritten to fit each other: the signature and the anchor give it away."""
    forge_all(5)
    stranger = StationKeys.generate(settings.IDENTITY.station_id, datetime.now(UTC))
    resign(stranger)
    assert {"checkpoint_signature", "checkpoint_disagrees"} <= found(anchor)


def test_anchor_replaced_by_a_stranger_s(anchor: Path) -> None:
    anchor.write_text(anchor.read_text().replace("\n23\n", "\n14\n"))
    assert "anchor_unreadable" in found(anchor)


def test_check_that_finds_something_is_itself_an_entry(anchor: Path) -> None:
    sql("UPDATE ledger_entry SET actor = 'badr' WHERE index = 5")
    found(anchor)
    last = queries.entry(queries.size() - 1)
    assert last is not None
    assert (last.entry.decision, last.entry.record_kind) == ("ledger_breach", "ledger_check")


def test_anchor_stays_where_it_was_after_a_breach(anchor: Path) -> None:
    before = anchor.read_bytes()
    sql("UPDATE ledger_entry SET actor = 'badr' WHERE index = 5")
    record(Actor("amina"), Act.CONSULTATION, "report", "r1")
    assert "copy_changed" in found(anchor)
    assert anchor.read_bytes() == before


@pytest.mark.parametrize("forge", ["rewritten", "dropped", "reordered"])
def test_forged_with_the_station_s_own_keys_is_found_by_the_partner(anchor: Path, forge: str) -> None:
    """Someone with database, home and keys can satisfy the station's own check; the partner's next receipt shows it."""
    keys = own_note_keys(settings.HOME.keys)
    held_by_partner = current_checkpoint()
    assert witness(settings.IDENTITY.station_id, held_by_partner, keys=keys).verdict is WitnessVerdict.CONSISTENT
    {"rewritten": forge_all, "dropped": drop_and_rebuild, "reordered": swap_and_rebuild}[forge](5)
    resign(settings.HOME.keys)
    anchor.unlink()
    record(Actor("amina"), Act.CONSULTATION, "report", "after")
    record(Actor("amina"), Act.CONSULTATION, "report", "after")
    assert found(anchor) == set(), "the station itself can't tell any more"
    proof = queries.consistency_proof_for(SIZE)
    result = witness(settings.IDENTITY.station_id, current_checkpoint(), proof, keys=keys)
    assert result.verdict is WitnessVerdict.FORKED


def test_truncation_with_the_station_s_own_keys_is_found_by_the_partner(anchor: Path) -> None:
    keys = own_note_keys(settings.HOME.keys)
    witness(settings.IDENTITY.station_id, current_checkpoint(), keys=keys)
    cut_off(14)
    anchor.unlink()
    assert found(anchor) == set()
    proof = queries.consistency_proof_for(14)
    result = witness(settings.IDENTITY.station_id, current_checkpoint(), proof, keys=keys, is_current=True)
    assert result.verdict is WitnessVerdict.ROLLED_BACK


def test_station_catches_a_partner_that_rewrites_its_own_log(anchor: Path) -> None:
    """Seen from the other side, with the partner's real proof for its rewritten log."""
    madrid = StationKeys.generate("madrid", datetime.now(UTC))
    honest, _ = Frontier().append([b"a", b"b", b"c"])
    rewritten, _ = Frontier().append([b"a", b"x", b"c"])

    def note(frontier: Frontier) -> str:
        checkpoint = Checkpoint(log_origin("madrid"), frontier.size, frontier.root())
        return sign_checkpoint(checkpoint, own_signers(madrid)).decode()

    keys = own_note_keys(madrid)
    assert witness("madrid", note(honest), keys=keys).verdict is WitnessVerdict.CONSISTENT
    assert witness("madrid", note(rewritten), keys=keys).verdict is WitnessVerdict.FORKED
    assert queries.partner_state("madrid") == "forked"


def rewrite(index: int) -> None:
    """Change an entry, its hash and its columns, so that the row fits itself."""
    stored = queries.entry(index)
    assert stored is not None
    data = stored.data.replace(b"amina", b"badr")
    sql(
        "UPDATE ledger_entry SET data = %s, leaf = sha256('\\x00'::bytea || %s), actor = 'badr' WHERE index = %s",
        data,
        data,
        index,
    )


def forge_all(index: int) -> None:
    rewrite(index)
    rebuild(list(queries.read_range(0, queries.size())))


def drop_and_rebuild(index: int) -> None:
    entries = list(queries.read_range(0, queries.size()))
    del entries[index]
    rebuild([*entries, entries[0]])


def swap_and_rebuild(index: int) -> None:
    entries = list(queries.read_range(0, queries.size()))
    entries[index], entries[index + 1] = entries[index + 1], entries[index]
    rebuild(entries)


def cut_off(size: int) -> None:
    entries = list(queries.read_range(0, size))
    sql("DELETE FROM ledger_checkpoint WHERE size > %s", size)
    rebuild(entries)


def rebuild(entries: list[bytes]) -> None:
    """Write the whole ledger anew from these entries, through the station's own code."""
    for table in ("entry", "node", "head"):
        sql(f"DELETE FROM ledger_{table}")
    record_many([Entry.from_bytes(data) for data in entries])


def resign(keys: StationKeys) -> None:
    """Forge every checkpoint for the ledger as it stands, with the keys at hand."""

    frontier = Frontier()
    roots = {}
    for number, data in enumerate(queries.read_range(0, queries.size()), start=1):
        frontier, _ = frontier.append([data])
        roots[number] = frontier.root()
    for row in LedgerCheckpoint.objects.all():
        checkpoint = Checkpoint(log_origin(keys.station_id), row.size, roots[row.size])
        row.root, row.note = checkpoint.root, sign_checkpoint(checkpoint, own_signers(keys)).decode()
        row.save()
