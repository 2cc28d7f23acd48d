"""The ledger in PostgreSQL: appending, proofs from stored nodes, checkpoints, witnessing of partners."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction

from jisr.core.ledger import (
    Checkpoint,
    EntryFormatError,
    MerkleLog,
    NoteSignatureError,
    WitnessVerdict,
    log_origin,
    sign_checkpoint,
    verify_checkpoint,
    verify_consistency,
    verify_inclusion,
)
from jisr.core.sealing import StationKeys
from jisr.station.ledger import queries
from jisr.station.ledger.actor import Actor, system_actor
from jisr.station.ledger.integrity import check_integrity
from jisr.station.ledger.models import LedgerCheckpoint, LedgerEntry, LedgerNode, PartnerCheckpoint
from jisr.station.ledger.services import (
    Act,
    checkpoint_after,
    current_checkpoint,
    prepare,
    record,
    record_many,
    witness,
)
from jisr.station.ledger.signing import own_note_keys, own_signers
from jisr.station.ledger.thinning import thin_checkpoints

pytestmark = [pytest.mark.django_db, pytest.mark.integration]
AMINA = Actor("amina", ("analyst",), 7, "duty", "console")


def fill(count: int) -> list[int]:
    return record_many([prepare(AMINA, Act.COLLECTION, "report", f"r{number}") for number in range(count)])


def stored_log() -> MerkleLog:
    return MerkleLog(queries.read_range(0, queries.size()))


def test_record_keeps_who_did_what_why() -> None:
    index = record(
        AMINA, Act.DISCLOSURE, "dispatch", "d1", recipient="madrid", decision="permit", detail={"n": 2}
    ).index
    stored = queries.entry(index)
    assert stored is not None
    entry = stored.entry
    assert (entry.actor, entry.roles, entry.channel, entry.justification) == ("amina", ("analyst",), "console", "duty")
    assert (entry.act, entry.record_kind, entry.record_id) == (Act.DISCLOSURE, "dispatch", "d1")
    assert (entry.recipient, entry.decision, dict(entry.detail)) == ("madrid", "permit", {"n": 2})


@pytest.mark.parametrize("batches", [[1, 1, 1], [5], [3, 8, 1, 20], [64, 1], [100, 300]])
def test_stored_nodes_are_those_of_the_log(batches: list[int]) -> None:
    for batch in batches:
        fill(batch)
    log, size = stored_log(), sum(batches)
    assert queries.size() == log.size == size
    assert LedgerNode.objects.count() == sum(size >> level for level in range(1, size.bit_length()))
    for index in (0, size // 2, size - 1):
        evidence = queries.evidence_for(index)
        assert evidence is not None
        assert (evidence.root, list(evidence.proof)) == (log.root(), log.inclusion_proof(index))
        assert verify_inclusion(evidence.stored.data, index, size, evidence.proof, log.root())
    for old in range(0, size, 7):
        proof = queries.consistency_proof_for(old)
        assert verify_consistency(old, size, log.root(old), log.root(), proof)


def test_a_transaction_that_fails_leaves_nothing() -> None:
    fill(3)
    with transaction.atomic():
        record(AMINA, Act.ALTERATION, "report", "r0")
        transaction.set_rollback(True)
    assert queries.size() == LedgerEntry.objects.count() == 3
    assert record(AMINA, Act.ALTERATION, "report", "r0").index == 3


def test_details_that_look_like_content_are_refused() -> None:
    for text in ("two words", "line\nbreak", "x" * 201):
        with pytest.raises(EntryFormatError):
            record(AMINA, Act.COLLECTION, "report", "r", detail={"text": text})
    assert queries.size() == 0


def test_text_that_the_database_can_not_hold_is_still_recorded() -> None:
    record(Actor(name="unknown:\x00\ud800"), Act.REFUSAL, "session", "\x00")
    stored = queries.entry(0)
    assert stored is not None
    assert "\x00" not in stored.entry.actor
    assert LedgerEntry.objects.get(index=0).actor == stored.entry.actor


def test_checkpoint_is_signed_once_for_one_size_and_verifies() -> None:
    fill(5)
    note = current_checkpoint()
    assert current_checkpoint() == note
    assert LedgerCheckpoint.objects.count() == 1
    checkpoint = verify_checkpoint(note.encode(), own_note_keys(settings.HOME.keys))
    assert checkpoint == Checkpoint(log_origin(settings.IDENTITY.station_id), 5, stored_log().root())


def test_a_batch_shares_one_checkpoint() -> None:
    fill(5)
    first = checkpoint_after(4)
    assert checkpoint_after(0) == checkpoint_after(4) == first
    fill(1)
    assert checkpoint_after(4) == first
    assert checkpoint_after(5) != first


def test_search_narrows_by_each_field() -> None:
    record(AMINA, Act.COLLECTION, "report", "r1")
    record(system_actor("deliver"), Act.DISCLOSURE, "dispatch", "d1", recipient="madrid", decision="permit")
    everything = queries.search(queries.EntryFilter())
    assert [row.index for row in everything] == [1, 0]
    for wanted in (
        queries.EntryFilter(actor="system:deliver"),
        queries.EntryFilter(act=Act.DISCLOSURE),
        queries.EntryFilter(record_kind="dispatch", record_id="d1"),
        queries.EntryFilter(recipient="madrid"),
        queries.EntryFilter(channel="worker"),
        queries.EntryFilter(decision="permit"),
    ):
        assert [row.index for row in queries.search(wanted)] == [1]
    future = datetime(2200, 1, 1, tzinfo=UTC)
    assert not queries.search(queries.EntryFilter(since=future))
    assert queries.search(queries.EntryFilter(until=future)).count() == 2


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_moment_stand_in_line() -> None:
    problems: list[BaseException] = []

    def write(name: str) -> None:
        try:
            for number in range(20):
                with transaction.atomic():
                    record(Actor(name), Act.COLLECTION, "report", f"{name}-{number}")
        except BaseException as error:
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(f"writer{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert [row.index for row in LedgerEntry.objects.order_by("index")] == list(range(80))
    evidence = queries.evidence_for(42)
    assert evidence is not None
    assert evidence.root == stored_log().root()


def test_old_checkpoints_are_thinned_to_one_an_hour() -> None:
    now = datetime(2026, 5, 3, 12, tzinfo=UTC)
    for number, age in enumerate(
        [timedelta(hours=30, minutes=50), timedelta(hours=30, minutes=10), timedelta(hours=2)]
    ):
        fill(1)
        current_checkpoint()
        LedgerCheckpoint.objects.filter(size=number + 1).update(signed_at=now - age)
    assert thin_checkpoints(now) == 1
    assert [checkpoint.size for checkpoint in queries.own_checkpoints()] == [3, 2]
    assert check_integrity().holds


class Partner:
    """A partner's log and keys, in memory."""

    def __init__(self, station_id: str = "madrid") -> None:
        self.station_id = station_id
        self.station_keys = StationKeys.generate(station_id, datetime.now(UTC))
        self.keys = own_note_keys(self.station_keys)
        self.log = MerkleLog(f"{number}".encode() for number in range(10))

    def note(self, size: int) -> str:
        checkpoint = Checkpoint(log_origin(self.station_id), size, self.log.root(size))
        return sign_checkpoint(checkpoint, own_signers(self.station_keys)).decode()


@pytest.fixture
def madrid() -> Partner:
    return Partner()


def judge(partner: Partner, size: int, proof_from: int | None = None, **options: bool) -> WitnessVerdict:
    proof = None if proof_from is None else partner.log.consistency_proof(*sorted((proof_from, size)))
    return witness(partner.station_id, partner.note(size), proof, keys=partner.keys, **options).verdict


def test_partner_whose_log_grows_stays_consistent(madrid: Partner) -> None:
    assert queries.partner_state("madrid") == "unknown"
    assert judge(madrid, 4) is WitnessVerdict.CONSISTENT
    assert judge(madrid, 9, proof_from=4) is WitnessVerdict.CONSISTENT
    state = queries.partner_log("madrid")
    assert (state.state, state.size, state.breaches) == ("consistent", 9, 0)


def test_proof_can_come_after_the_checkpoint(madrid: Partner) -> None:
    judge(madrid, 4)
    result = witness("madrid", madrid.note(9), keys=madrid.keys)
    assert (result.needs_proof, result.known_size) == (True, 4)
    assert queries.partner_state("madrid") == "behind"
    assert judge(madrid, 9, proof_from=4) is WitnessVerdict.CONSISTENT
    assert queries.partner_state("madrid") == "consistent"


def test_late_mail_is_no_breach(madrid: Partner) -> None:
    judge(madrid, 9)
    assert judge(madrid, 4, proof_from=9) is WitnessVerdict.LATE
    assert (queries.partner_state("madrid"), queries.partner_log("madrid").size) == ("consistent", 9)


def test_rewritten_log_is_a_breach_for_good(madrid: Partner) -> None:
    judge(madrid, 4)
    madrid.log = MerkleLog([b"rewritten", *(f"{number}".encode() for number in range(1, 12))])
    assert judge(madrid, 9, proof_from=4) is WitnessVerdict.FORKED
    assert queries.partner_state("madrid") == "forked"
    assert judge(madrid, 9, proof_from=4) is WitnessVerdict.FORKED
    assert queries.breaches()[0].proof == tuple(node.hex() for node in madrid.log.consistency_proof(4, 9))


def test_log_cut_off_at_its_end_is_a_breach(madrid: Partner) -> None:
    judge(madrid, 9)
    assert judge(madrid, 4, proof_from=9, is_current=True) is WitnessVerdict.ROLLED_BACK
    assert queries.partner_state("madrid") == "forked"


def test_proof_from_a_checkpoint_that_was_overtaken_is_no_breach(madrid: Partner) -> None:
    """Two answers cross: the second one's proof starts where the first one's did."""
    judge(madrid, 4)
    judge(madrid, 7, proof_from=4)
    assert judge(madrid, 9, proof_from=4) is WitnessVerdict.UNPROVEN
    assert judge(madrid, 9, proof_from=7) is WitnessVerdict.CONSISTENT


def test_thinning_keeps_the_newest_and_every_breach(madrid: Partner) -> None:
    now = datetime(2026, 5, 3, 12, tzinfo=UTC)
    for size in (4, 7, 9):
        judge(madrid, size, proof_from={4: None, 7: 4, 9: 7}[size])
    madrid.log = MerkleLog([b"rewritten"] * 10)
    judge(madrid, 9)
    PartnerCheckpoint.objects.update(received_at=now - timedelta(days=3))
    assert thin_checkpoints(now) == 2
    kept = [(found.size, found.verdict) for found in queries.partner_checkpoints("madrid")]
    assert sorted(kept) == [(9, WitnessVerdict.CONSISTENT), (9, WitnessVerdict.FORKED)]


def test_known_note_is_not_verified_again(madrid: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
    note = madrid.note(4)
    assert witness("madrid", note, keys=madrid.keys).verdict is WitnessVerdict.CONSISTENT
    monkeypatch.setattr("jisr.station.ledger.partner_keys.verify_with_any", None)
    assert witness("madrid", note, keys=madrid.keys).verdict is WitnessVerdict.CONSISTENT
    assert PartnerCheckpoint.objects.count() == 1


@pytest.mark.parametrize("signer", ["stranger", "other station"])
def test_checkpoint_by_others_is_refused(madrid: Partner, signer: str) -> None:
    other = Partner("madrid" if signer == "stranger" else "bamako")
    with pytest.raises(NoteSignatureError):
        witness("madrid", other.note(4), keys=madrid.keys)
    assert not PartnerCheckpoint.objects.exists()


def test_partner_without_keys_is_refused(madrid: Partner) -> None:
    with pytest.raises(NoteSignatureError, match="not every kind"):
        witness("nowhere", madrid.note(4), keys=[])


def test_evidence_of_what_is_not_there() -> None:
    assert queries.evidence_for(0) is None
    assert queries.entry(0) is None


def test_actor_fixture_reaches_the_ledger(actor: Callable[..., Actor]) -> None:
    record(actor("oversight", justification="complaint-17"), Act.CONSULTATION, "report", "r1")
    stored = queries.entry(queries.size() - 1)
    assert stored is not None
    assert (stored.entry.roles, stored.entry.justification) == (("oversight",), "complaint-17")
