"""Tables of the oversight room: searches kept, readings seen by a second overseer, samples, published statistics."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from jisr.station.web.ids import new_id


class SavedSearch(models.Model):
    """A search of the ledger that an overseer keeps under a name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.CharField(max_length=150)
    name = models.CharField(max_length=80)
    query = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "oversight_search"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="oversight_search_name")]


class SeenReading(models.Model):
    """An overseer's reading of content (an entry of the ledger), seen by another overseer; never by the reader."""

    index = models.BigIntegerField(primary_key=True)
    reader = models.CharField(max_length=150)
    seen_by = models.CharField(max_length=150)
    seen_at = models.DateTimeField()
    verdict = models.CharField(max_length=12)
    remark = models.TextField(blank=True)

    class Meta:
        db_table = "oversight_seen_reading"
        constraints = [
            models.CheckConstraint(name="oversight_never_own_reading", condition=~Q(seen_by=F("reader"))),
            models.CheckConstraint(
                name="oversight_question_has_words", condition=~Q(verdict="question") | ~Q(remark="")
            ),
        ]


class Sample(models.Model):
    """Entries drawn by lot for review. With the seed anybody who has the entries can draw them again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, unique=True)
    population = models.CharField(max_length=12)
    strata = models.CharField(max_length=12)
    seed = models.CharField(max_length=64)
    first_day = models.DateField()
    last_day = models.DateField()
    ledger_size = models.BigIntegerField()
    population_size = models.BigIntegerField()
    drawn_by = models.CharField(max_length=150)
    drawn_at = models.DateTimeField()

    class Meta:
        db_table = "oversight_sample"
        ordering = ["-drawn_at"]


class SampleItem(models.Model):
    """One drawn entry, with the answers to the questions and the finding."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sample = models.ForeignKey(Sample, models.CASCADE, related_name="items")
    index = models.BigIntegerField()
    stratum = models.TextField(blank=True)
    answers: Any = models.JSONField(default=dict)
    finding = models.CharField(max_length=12, blank=True)
    remark = models.TextField(blank=True)
    reviewed_by = models.CharField(max_length=150, blank=True)
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "oversight_sample_item"
        ordering = ["index"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "index"], name="oversight_sample_item_once"),
            models.CheckConstraint(name="oversight_concern_has_words", condition=~Q(finding="concern") | ~Q(remark="")),
        ]


class Publication(models.Model):
    """Statistics of one period as they were published; never changed, and no other period overlaps it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    period = models.CharField(max_length=8, unique=True)
    days: Any = DateRangeField()
    minimum = models.PositiveSmallIntegerField()
    document: Any = models.JSONField()
    published_by = models.CharField(max_length=150)
    published_at = models.DateTimeField()

    class Meta:
        db_table = "oversight_publication"
        ordering = ["-days"]
        constraints = [
            ExclusionConstraint(name="oversight_periods_apart", expressions=[("days", RangeOperators.OVERLAPS)]),
        ]
