"""What a partner, or this station, has asked to be told about."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from jisr.station.web.ids import new_id


class StandingInterest(models.Model):
    """A standing interest. `owner` is a station id, this station's own included.

    Topics are purposes (crime areas); countries ISO 3166-1 alpha-2; names are matched across scripts; patterns are
    words or phrases with "*" for any ending. A partner's interest that came by dispatch has `dispatch_id`, and
    `origin_id`, under which the partner knows it. `shared_with` are the partners that were told of an own one.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    owner = models.CharField(max_length=64, db_index=True)
    title = models.CharField(max_length=200)
    topics: Any = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    countries: Any = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    names: Any = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    patterns: Any = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    dispatch_id = models.UUIDField(null=True, blank=True)
    origin_id = models.UUIDField(null=True, blank=True)
    shared_with: Any = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)

    class Meta:
        db_table = "partners_interest"
        ordering = ["owner", "-valid_until", "id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "origin_id"], name="partners_interest_origin_once"),
            models.CheckConstraint(
                name="partners_interest_dates", condition=models.Q(valid_from__lt=models.F("valid_until"))
            ),
            models.CheckConstraint(
                name="partners_interest_says_something",
                condition=models.Q(topics__len__gt=0)
                | models.Q(countries__len__gt=0)
                | models.Q(names__len__gt=0)
                | models.Q(patterns__len__gt=0),
            ),
        ]

    def is_valid_at(self, at: datetime) -> bool:
        return self.withdrawn_at is None and self.valid_from <= at < self.valid_until
