"""Reviews by lot: entries of one kind and time are drawn, judged by the same questions, and the sum is reported."""

import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from jisr.core.ledger import Act
from jisr.core.ledger.sampling import draw_sample
from jisr.station.ledger import queries as ledger
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import record
from jisr.station.oversight.models import Sample, SampleItem
from jisr.station.oversight.problems import SampleProblem

#: Decisions by which somebody went past a rule that stood in the way.
OVERRIDES = ("life_at_risk", "glass_broken")
#: What can be drawn: the acts, or the decisions, that make the kind.
POPULATIONS: Mapping[str, Q] = {
    "releases": Q(act=Act.DISCLOSURE) & ~Q(recipient=""),
    "openings": Q(act=Act.CONSULTATION) & ~Q(record_kind="ledger"),
    "refusals": Q(act=Act.REFUSAL),
    "overrides": Q(decision__in=OVERRIDES),
}
#: What an entry is sorted by before lots are drawn: the column, or none.
STRATA = {"none": "", "partner": "recipient", "purpose": "purpose", "act": "act", "person": "actor"}
QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "releases": ("lawful_basis", "two_people", "no_more_than_needed"),
    "openings": ("own_work", "purpose_fits", "no_more_than_needed"),
    "refusals": ("rule_applies", "person_was_told", "no_pattern"),
    "overrides": ("danger_was_real", "two_people", "reported_in_time"),
}
ANSWERS = ("yes", "no", "unclear")
FINDINGS = ("in_order", "remark", "concern")
MAX_SIZE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleReport:
    """The sum of a sample: how many are reviewed, findings, answers to each question, findings of each stratum."""

    size: int
    reviewed: int
    findings: dict[str, int]
    answers: dict[str, dict[str, int]]
    strata: dict[str, dict[str, int]]

    @property
    def is_complete(self) -> bool:
        return self.reviewed == self.size


def samples() -> QuerySet[Sample]:
    """Samples, newest first, with how many items they have and how many are reviewed."""
    reviewed = Count("items", filter=~Q(items__finding=""))
    return Sample.objects.annotate(size=Count("items"), reviewed=reviewed).order_by("-drawn_at")


def sample(sample_id: UUID) -> Sample:
    """One sample, as in `samples`.

    Raises:
        SampleProblem: there is none.
    """
    found = samples().filter(pk=sample_id).first()
    if found is None:
        raise SampleProblem("no_such_sample")
    return found


def draw(
    actor: Actor, *, population: str, strata: str, first_day: date, last_day: date, size: int, seed: str = ""
) -> Sample:
    """Draw a sample. The seed is in the ledger, so that drawing until one pleases is seen.

    Args:
        size: 1..500; all there are where there are fewer.
        seed: as somebody outside gave it; default: random.

    Raises:
        SampleProblem: the days are reversed, or hold nothing of this kind.
    """
    if last_day < first_day:
        raise SampleProblem("days_reversed", "last_day")
    chosen = seed.strip() or secrets.token_hex(8)
    ledger_size = ledger.size()
    candidates = _candidates(population, strata, first_day, last_day, ledger_size)
    drawn = draw_sample(chosen, candidates, min(size, MAX_SIZE))
    if not drawn:
        raise SampleProblem("nothing_to_draw")
    with transaction.atomic():
        made = Sample.objects.create(
            number=_next_number(),
            population=population,
            strata=strata,
            seed=chosen,
            first_day=first_day,
            last_day=last_day,
            ledger_size=ledger_size,
            population_size=len(candidates),
            drawn_by=actor.name,
            drawn_at=timezone.now(),
        )
        SampleItem.objects.bulk_create(
            SampleItem(sample=made, index=item.index, stratum=item.stratum) for item in drawn
        )
        detail: dict[str, str | int] = {"count": len(drawn), "kind": population, "seed": "_".join(chosen.split())}
        record(actor, Act.ADMINISTRATION, "sample", made.number, decision="drawn", detail=detail)
    return sample(made.pk)


def review(
    actor: Actor, sample_id: UUID, index: int, *, answers: Mapping[str, str], finding: str, remark: str = ""
) -> SampleItem:
    """Judge one drawn entry; a later judgement takes the place of an earlier one, both are in the ledger.

    Raises:
        SampleProblem: no such item, a question without answer, a concern without words, or the reviewer's own act.
    """
    held = sample(sample_id)
    item = held.items.filter(index=index).first()
    stored = ledger.entry(index)
    if item is None or stored is None:
        raise SampleProblem("no_such_item")
    if any(answers.get(question) not in ANSWERS for question in QUESTIONS[held.population]):
        raise SampleProblem("answer_missing")
    words = " ".join(remark.split())
    if finding == "concern" and not words:
        raise SampleProblem("remark_required", "remark")
    if stored.entry.actor == actor.name:
        record(actor, Act.REFUSAL, "sample", held.number, decision="own_act", detail={"entry": index})
        raise SampleProblem("own_act")
    with transaction.atomic():
        item.answers = {question: answers[question] for question in QUESTIONS[held.population]}
        item.finding, item.remark = finding, words
        item.reviewed_by, item.reviewed_at = actor.name, timezone.now()
        item.save()
        record(actor, Act.ADMINISTRATION, "sample", held.number, decision=finding, detail={"entry": index})
    return item


def report(held: Sample) -> SampleReport:
    """The sum of what was found so far."""
    items = list(held.items.all())
    done = [item for item in items if item.finding]
    strata: dict[str, Counter[str]] = {}
    for item in items:
        strata.setdefault(item.stratum, Counter())[item.finding or "open"] += 1
    return SampleReport(
        size=len(items),
        reviewed=len(done),
        findings={finding: sum(item.finding == finding for item in done) for finding in FINDINGS},
        answers={
            question: {answer: sum(item.answers.get(question) == answer for item in done) for answer in ANSWERS}
            for question in QUESTIONS[held.population]
        },
        strata={name: dict(counted) for name, counted in sorted(strata.items())},
    )


def draws_again(held: Sample) -> bool:
    """Whether the ledger as it stands gives the same entries for the same seed."""
    candidates = _candidates(held.population, held.strata, held.first_day, held.last_day, held.ledger_size)
    mine = [(item.index, item.stratum) for item in held.items.all()]
    return [(item.index, item.stratum) for item in draw_sample(held.seed, candidates, len(mine))] == mine


def _candidates(
    population: str, strata: str, first_day: date, last_day: date, ledger_size: int
) -> list[tuple[int, str]]:
    wanted = ledger.EntryFilter(since=_start(first_day), until=_start(last_day + timedelta(days=1)))
    rows = ledger.search(wanted).filter(POPULATIONS[population], index__lt=ledger_size).order_by()
    column = STRATA[strata]
    if not column:
        return [(index, "") for index in rows.values_list("index", flat=True).iterator()]
    return list(rows.values_list("index", column).iterator())


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _next_number() -> str:
    year = timezone.localdate().year
    return f"S-{year}-{Sample.objects.filter(number__startswith=f'S-{year}-').count() + 1:03}"
