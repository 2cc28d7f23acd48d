"""Two at once about one pair: one judgement stands, one proposal is open, and nobody waits for ever."""

import threading
from collections.abc import Callable, Sequence
from uuid import UUID

import pytest
from django.db import connection, transaction

from jisr.core.handling import Classification, DataCategory, Handling, Tlp
from jisr.core.statements import Basis, Grade
from jisr.station.knowledge import queries, services
from jisr.station.knowledge.models import IdentityJudgement, IdentityProposal, StatementRecord
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.models import LedgerEntry

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.integration]
HANDLING = Handling("rabat", Classification.RESTRICTED, Tlp.AMBER)
PATIENCE_SECONDS = 60


def person(name: str) -> UUID:
    statement = services.record_statement(
        Actor("analyst"), entity_id=None, schema="Person", prop="name", value=name, grade=Grade.parse("B2"),
        handling=HANDLING, source="", category=DataCategory.SUSPECT, basis=Basis.FACT,
    )  # fmt: skip
    return StatementRecord.objects.get(id=statement).entity_id


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each work returned or raised, all begun at the same moment, each on a connection of its own."""
    outcomes: list[object] = [None] * len(works)
    start = threading.Barrier(len(works))

    def run(number: int, work: Callable[[], object]) -> None:
        try:
            start.wait(PATIENCE_SECONDS)
            outcomes[number] = work()
        except Exception as error:
            outcomes[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number, work), daemon=True) for number, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert not any(thread.is_alive() for thread in threads)
    return outcomes


def judging(name: str, pair: Sequence[UUID], verdict: str) -> Callable[[], object]:
    return lambda: services.decide_identity(Actor(name), pair[0], pair[1], verdict, name)


def test_two_that_say_the_same_are_one_judgement() -> None:
    pair = person("Karim Tazi"), person("كريم التازي")
    for _ in range(3):
        first, second = at_once(judging("amina", pair, "same"), judging("badr", pair[::-1], "same"))
        assert isinstance(first, UUID)
        assert first == second
        assert IdentityJudgement.objects.filter(undone_at__isnull=True).count() == 1
        entries = LedgerEntry.objects.filter(record_kind="identity", record_id=str(first))
        assert list(entries.values_list("decision", flat=True)) == ["same"]
        assert queries.canonical_of(pair[1]) == pair[0]
        services.undo_judgement(Actor("amina"), first)


def test_of_two_that_contradict_one_stands_and_the_other_is_told() -> None:
    pair = person("Karim Tazi"), person("كريم التازي")
    outcomes = at_once(judging("amina", pair, "same"), judging("badr", pair, "different"))
    (kept,) = [outcome for outcome in outcomes if isinstance(outcome, UUID)]
    (refused,) = [outcome for outcome in outcomes if isinstance(outcome, services.ContradictoryJudgementError)]
    assert refused.judgement.id == kept
    assert IdentityJudgement.objects.count() == 1


def test_three_that_would_close_a_forbidden_ring_never_all_stand() -> None:
    a, b, c = person("Karim Tazi"), person("Kareem Tazi"), person("كريم التازي")
    outcomes = at_once(
        judging("amina", (a, b), "same"), judging("badr", (b, c), "same"), judging("chama", (a, c), "different")
    )
    assert sum(isinstance(outcome, services.ContradictoryJudgementError) for outcome in outcomes) == 1
    assert IdentityJudgement.objects.filter(undone_at__isnull=True).count() == 2


def test_two_workers_that_find_the_same_pairs_propose_each_once() -> None:
    people = [person(f"Karim Tazi {ending}") for ending in ("", "Al Fassi", "Al Idrissi", "Al Alami", "Benjelloun")]
    IdentityProposal.objects.all().delete()
    outcomes = at_once(
        lambda: services.propose_for_entities(Actor("worker 1"), people),
        lambda: services.propose_for_entities(Actor("worker 2"), people[::-1]),
    )
    assert all(isinstance(outcome, int) for outcome in outcomes), outcomes
    pairs = list(IdentityProposal.objects.values_list("left", "right"))
    assert len(pairs) == len(set(pairs)) == sum(outcome for outcome in outcomes if isinstance(outcome, int))
    assert pairs


def test_a_judgement_and_a_proposal_at_once_leave_nothing_open() -> None:
    pair = person("Karim Tazi"), person("كريم التازي")
    for _ in range(3):
        judged, proposed = at_once(
            judging("amina", pair, "different"), lambda: services.propose_for_entities(Actor("worker"), pair)
        )
        assert isinstance(judged, UUID)
        assert isinstance(proposed, int)
        assert queries.count_open_proposals() == 0
        services.undo_judgement(Actor("amina"), judged)
        assert queries.count_open_proposals() == 1


def test_a_statement_written_while_a_person_decides_ends_where_the_rest_of_its_entity_is() -> None:
    first, second = person("Karim Tazi"), person("كريم التازي")
    IdentityProposal.objects.all().delete()  # a proposal known to both would make the decision wait for the writer
    is_written, may_end = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            services.record_statement(
                Actor("badr"), entity_id=second, schema="Person", prop="alias", value="Le Grand", grade=None,
                handling=HANDLING, source="", category=DataCategory.SUSPECT, basis=Basis.FACT,
            )  # fmt: skip
            is_written.set()
            assert may_end.wait(PATIENCE_SECONDS)

    def decide() -> None:
        assert is_written.wait(PATIENCE_SECONDS)
        # The decision passes the statement by and only then waits for what the writer holds.
        threading.Timer(1.0, may_end.set).start()
        services.decide_identity(Actor("amina"), first, second, "same")

    assert at_once(write, decide) == [None, None]
    assert set(StatementRecord.objects.filter(entity_id=second).values_list("canonical_id", flat=True)) == {first}
    page = queries.entity_page(first)
    assert page is not None
    assert "Le Grand" in {claim.value for group in page.properties for claim in group.claims}
    assert queries.search_entities(queries.EntityFilter()).total == 1
