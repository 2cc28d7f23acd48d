"""What two or more services have agreed about what may pass between them."""

from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from jisr.core.handling import AS_THEY_ARE, OWN_SCALE, Classification, Equivalence, Row
from jisr.station.web.ids import new_id
from jisr.station.web.labels import ONWARD

ENDING_SOON_DAYS = 90


class Agreement(models.Model):
    """One version of an agreement; an edit makes the next version and leaves this one as it was.

    `thread` is the agreement through all its versions; `renews` the thread that this one carries on. Dates are
    inclusive. `parties` are station ids, this station's own left out. `tells_onward`: each side tells the originator to
    whom its information was passed on.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    thread = models.UUIDField(db_index=True)
    version = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    renews = models.UUIDField(null=True, blank=True)
    title = models.CharField(max_length=200)
    reference = models.CharField(max_length=200)
    parties: Any = ArrayField(models.CharField(max_length=64))
    purposes: Any = ArrayField(models.CharField(max_length=30))
    data_categories: Any = ArrayField(models.CharField(max_length=20))
    highest_classification = models.PositiveSmallIntegerField()
    longest_retention_days = models.PositiveIntegerField()
    onward = models.CharField(max_length=16, choices=list(ONWARD.items()))
    tells_onward = models.BooleanField(default=False)
    #: The scale in which the partners mark, and rows {"scale", "level", "own"}: what protects as much as what.
    scale = models.CharField(max_length=20, default=OWN_SCALE)
    equivalence: Any = models.JSONField(default=list)
    redress_contact = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_until = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        db_table = "partners_agreement"
        ordering = ["valid_until", "id"]
        indexes = [GinIndex(fields=["parties"], name="partners_agreement_parties")]
        constraints = [
            models.UniqueConstraint(fields=["thread", "version"], name="partners_agreement_version_once"),
            models.UniqueConstraint(
                fields=["thread"], name="partners_agreement_one_current", condition=models.Q(is_current=True)
            ),
            models.CheckConstraint(
                name="partners_agreement_dates", condition=models.Q(valid_from__lte=models.F("valid_until"))
            ),
        ]

    @property
    def table(self) -> Equivalence:
        """What it makes equal between scales of classification."""
        if not self.equivalence:
            return AS_THEY_ARE
        rows = (Row(row["scale"], row["level"], Classification.from_code(row["own"])) for row in self.equivalence)
        return Equivalence(self.scale, tuple(rows))

    def set_table(self, table: Equivalence) -> None:
        is_plain = table == AS_THEY_ARE
        self.scale = table.scale
        self.equivalence = [] if is_plain else [row.to_json() for row in table.rows]

    @property
    def last_day(self) -> date:
        """The last day on which it is in force."""
        return min(self.valid_until, self.ended_on) if self.ended_on else self.valid_until

    def is_in_force_on(self, day: date) -> bool:
        return self.valid_from <= day <= self.last_day

    def state_on(self, day: date) -> str:
        """ "future", "in_force", "ending_soon" (within 90 days) or "ended"."""
        if day < self.valid_from:
            return "future"
        if day > self.last_day:
            return "ended"
        return "ending_soon" if (self.last_day - day).days <= ENDING_SOON_DAYS else "in_force"

    def days_left_on(self, day: date) -> int:
        """Days until it ends, 0 on its last day, negative afterwards."""
        return (self.last_day - day).days
