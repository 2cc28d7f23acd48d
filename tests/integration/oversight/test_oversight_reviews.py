"""Overseers watched by overseers, reviews by lot, searches kept."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jisr.core.ledger import Act
from jisr.station.accounts.models import User
from jisr.station.ledger import queries as ledger
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import prepare, record_many
from jisr.station.oversight import readings, samples, searches
from jisr.station.oversight.models import SeenReading
from jisr.station.oversight.problems import ReadingProblem, SampleProblem

pytestmark = [pytest.mark.django_db, pytest.mark.integration]

READER = Actor("nadia", ("oversight",), 1, "complaint 7")
SECOND = Actor("omar", ("oversight",), 2)
ANALYST = Actor("amina", ("analyst",), 3, "duty")
TODAY = timezone.localdate


@pytest.fixture
def read() -> list[int]:
    """Two readings of content by an overseer, one look at the ledger, one reading by an analyst."""
    return record_many(
        [
            prepare(READER, Act.CONSULTATION, "report", "r1"),
            prepare(READER, Act.CONSULTATION, "dispatch", "d1"),
            prepare(READER, Act.CONSULTATION, "ledger", "search"),
            prepare(ANALYST, Act.CONSULTATION, "report", "r1"),
        ]
    )


def overseer(name: str) -> User:
    return User.objects.create(username=name, roles=["oversight"], password="!")


def last_entry() -> Any:
    found = ledger.entry(ledger.size() - 1)
    assert found is not None
    return found.entry


def test_what_an_overseer_read_waits_with_its_reason(read: list[int]) -> None:
    waiting = readings.readings(seen=False)
    assert [reading.view.index for reading in waiting] == [read[1], read[0]]
    assert {reading.view.entry.justification for reading in waiting if reading.view.entry} == {"complaint 7"}


def test_another_overseer_marks_it_and_the_ledger_says_so(read: list[int]) -> None:
    assert readings.mark_seen(SECOND, read[:2], "fine") == 2
    assert readings.readings(seen=False) == []
    seen = readings.readings(seen=True)[0].seen
    assert seen is not None
    assert (seen.by, seen.verdict) == ("omar", "fine")
    entry = last_entry()
    assert (entry.record_kind, entry.record_id, entry.decision) == ("reading", str(read[1]), "seen_fine")


def test_nobody_marks_own_readings(read: list[int]) -> None:
    with pytest.raises(ReadingProblem) as refused:
        readings.mark_seen(READER, [read[0]], "fine")
    assert refused.value.code == "own_reading"
    assert SeenReading.objects.count() == 0
    assert (last_entry().act, last_entry().decision) == (Act.REFUSAL, "own_reading")


def test_the_database_itself_refuses_own_readings(read: list[int]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SeenReading.objects.create(
            index=read[0], reader="nadia", seen_by="nadia", seen_at=timezone.now(), verdict="fine"
        )


@pytest.mark.parametrize("place", [2, 3])
def test_only_readings_of_content_by_overseers_are_marked(read: list[int], place: int) -> None:
    with pytest.raises(ReadingProblem) as refused:
        readings.mark_seen(SECOND, [read[0], read[place]], "fine")
    assert refused.value.code == "no_such_reading"
    assert SeenReading.objects.count() == 0


def test_a_reading_is_marked_once_and_a_question_has_words(read: list[int]) -> None:
    with pytest.raises(ReadingProblem) as refused:
        readings.mark_seen(SECOND, [read[0]], "question", "  ")
    assert refused.value.code == "remark_required"
    readings.mark_seen(SECOND, [read[0]], "question", "why this report?")
    with pytest.raises(ReadingProblem) as refused:
        readings.mark_seen(Actor("lina", ("oversight",), 4), [read[0]], "fine")
    assert refused.value.code == "already_seen"


def test_a_lone_overseer_is_said_to_be_alone(read: list[int]) -> None:
    overseer("nadia")
    assert not readings.reading_state().has_second
    assert readings.count_unseen(User.objects.get(username="nadia")) == 0
    second = overseer("omar")
    assert readings.reading_state().has_second
    assert readings.count_unseen(second) == 2
    second.is_active = False
    second.save()
    assert not readings.reading_state().has_second


@pytest.fixture
def releases() -> list[int]:
    sent = [
        prepare(ANALYST, Act.DISCLOSURE, "dispatch", f"d{n}", recipient="madrid" if n % 4 else "bamako")
        for n in range(40)
    ]
    return record_many([*sent, prepare(SECOND, Act.DISCLOSURE, "dispatch", "own", recipient="dakar")])


def drawn(size: int = 8, **wanted: Any) -> Any:
    options = {
        "population": "releases",
        "strata": "partner",
        "first_day": TODAY(),
        "last_day": TODAY(),
        "seed": "seven",
    }
    return samples.draw(SECOND, size=size, **{**options, **wanted})


def test_the_same_seed_draws_the_same_entries_of_every_partner(releases: list[int]) -> None:
    first, second = drawn(), drawn()
    chosen = [list(made.items.values_list("index", "stratum")) for made in (first, second)]
    assert chosen[0] == chosen[1]
    assert {stratum for _index, stratum in chosen[0]} == {"madrid", "bamako", "dakar"}
    assert (first.population_size, len(chosen[0])) == (41, 8)
    assert first.number != second.number
    assert samples.draws_again(first)
    record_many([prepare(ANALYST, Act.DISCLOSURE, "dispatch", "later", recipient="madrid")])
    assert samples.draws_again(first), "what came later changes nothing"


def test_the_draw_stands_in_the_ledger_with_its_seed(releases: list[int]) -> None:
    made = drawn()
    entry = last_entry()
    assert (entry.record_kind, entry.record_id, entry.detail["seed"]) == ("sample", made.number, "seven")


def test_without_a_seed_each_draw_has_its_own(releases: list[int]) -> None:
    assert drawn(seed="").seed != drawn(seed="").seed


@pytest.mark.parametrize(
    ("wanted", "code"),
    [({"population": "overrides"}, "nothing_to_draw"), ({"first_day": TODAY() + timedelta(days=1)}, "days_reversed")],
)
def test_what_cannot_be_drawn_is_said(releases: list[int], wanted: dict[str, Any], code: str) -> None:
    with pytest.raises(SampleProblem) as refused:
        drawn(**wanted)
    assert refused.value.code == code


YES = dict.fromkeys(samples.QUESTIONS["releases"], "yes")


def test_each_item_is_judged_and_the_sum_reported(releases: list[int]) -> None:
    made = drawn(size=3)
    others = [item.index for item in made.items.all() if item.stratum != "dakar"]
    samples.review(SECOND, made.pk, others[0], answers=YES, finding="in_order")
    no = {**YES, "two_people": "no"}
    samples.review(SECOND, made.pk, others[1], answers=no, finding="concern", remark="one person alone")
    summed = samples.report(samples.sample(made.pk))
    assert (summed.size, summed.reviewed, summed.is_complete) == (3, 2, False)
    assert summed.findings == {"in_order": 1, "remark": 0, "concern": 1}
    assert summed.answers["two_people"] == {"yes": 1, "no": 1, "unclear": 0}


@pytest.mark.parametrize(
    ("answers", "finding", "code"),
    [({}, "in_order", "answer_missing"), ({**YES, "two_people": "perhaps"}, "in_order", "answer_missing")],
)
def test_every_question_is_answered(releases: list[int], answers: dict[str, str], finding: str, code: str) -> None:
    made = drawn(size=1)
    with pytest.raises(SampleProblem) as refused:
        samples.review(READER, made.pk, made.items.get().index, answers=answers, finding=finding)
    assert refused.value.code == code


def test_a_concern_has_words_and_nobody_reviews_own_acts(releases: list[int]) -> None:
    made = drawn()
    own = made.items.get(stratum="dakar").index
    with pytest.raises(SampleProblem) as refused:
        samples.review(SECOND, made.pk, own, answers=YES, finding="concern")
    assert refused.value.code == "remark_required"
    with pytest.raises(SampleProblem) as refused:
        samples.review(SECOND, made.pk, own, answers=YES, finding="in_order")
    assert refused.value.code == "own_act"
    samples.review(READER, made.pk, own, answers=YES, finding="in_order")
    with pytest.raises(SampleProblem) as refused:
        samples.review(READER, made.pk, 9_999, answers=YES, finding="in_order")
    assert refused.value.code == "no_such_item"


def test_a_search_is_kept_for_its_owner_alone() -> None:
    kept = searches.keep_search(SECOND, "Refusals", "act=refusal&after=x&csrf=1&words=dossier 12")
    assert kept.query == "act=refusal&words=dossier+12"
    with pytest.raises(SampleProblem) as refused:
        searches.keep_search(SECOND, "Refusals", "act=erasure")
    assert refused.value.code == "name_taken"
    searches.keep_search(READER, "Refusals", "act=refusal")
    with pytest.raises(SampleProblem):
        searches.forget_search(READER, kept.pk)
    searches.forget_search(SECOND, kept.pk)
    assert list(searches.searches_of("omar")) == []
