"""Legal holds and extensions. What is erased when stands with the records themselves."""

from datetime import date

from django.db import models

from jisr.station.compartments.hiding import Guard, Hidden
from jisr.station.web.ids import new_id


class RecordKind(models.TextChoices):
    """What can be held or kept longer."""

    REPORT = "report"
    DISPATCH = "dispatch"
    STATEMENT = "statement"


class Hold(Hidden):
    """A person's decision that a record may not be erased before a day: for proceedings, an inquiry, a complaint."""

    guard = Guard(pairs=(("kind", "record_id"),))

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=RecordKind.choices)
    record_id = models.UUIDField()
    reason = models.TextField()
    legal_reference = models.CharField(max_length=200)
    until = models.DateField()
    placed_at = models.DateTimeField()
    placed_by = models.CharField(max_length=150)
    renewed_at = models.DateTimeField(null=True)
    renewed_by = models.CharField(max_length=150, blank=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=150, blank=True)
    lift_reason = models.TextField(blank=True)

    class Meta:
        db_table = "retention_hold"
        ordering = ["until", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record_id"], name="retention_one_hold", condition=models.Q(lifted_at__isnull=True)
            ),
            models.CheckConstraint(
                name="retention_hold_with_reason", condition=~models.Q(reason="") & ~models.Q(legal_reference="")
            ),
        ]

    def stands_on(self, day: date) -> bool:
        return self.lifted_at is None and self.until >= day


class Extension(Hidden):
    """A person's decision to keep a record of our own longer than its day, within what was agreed; can be undone."""

    guard = Guard(pairs=(("kind", "record_id"),))

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=RecordKind.choices)
    record_id = models.UUIDField()
    last_day = models.DateField()
    until = models.DateField()
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=150, blank=True)

    class Meta:
        db_table = "retention_extension"
        ordering = ["until", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record_id"], name="retention_one_extension", condition=models.Q(undone_at__isnull=True)
            ),
            models.CheckConstraint(
                name="retention_extension_is_longer", condition=models.Q(until__gt=models.F("last_day"))
            ),
        ]
