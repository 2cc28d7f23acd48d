"""What a list of commitments is filtered and counted by; the commitment itself is a joint record."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from jisr.station.compartments.hiding import HiddenPart
from jisr.station.diplomacy.models.joint import Joint


class Commitment(HiddenPart):
    """A commitment as the last merge left it; made anew from the operations whenever one arrives.

    `settled_at`: when the debtor last said what came of it. `reminded`: days before the due day for which somebody was
    reminded; `escalated_at`: when a senior official was told.
    """

    part_of = ("joint",)

    joint = models.OneToOneField(Joint, models.CASCADE, primary_key=True, related_name="commitment")
    debtor = models.CharField(max_length=64)
    creditors = ArrayField(models.CharField(max_length=64))
    topic = models.CharField(max_length=30, blank=True)
    due = models.DateField(null=True)
    state = models.CharField(max_length=12)
    confirmation = models.CharField(max_length=10, blank=True)
    settled_at = models.DateTimeField(null=True)
    evidence_count = models.PositiveIntegerField(default=0)
    reminded: Any = models.JSONField(default=list)
    escalated_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "diplomacy_commitment"
        indexes = [
            models.Index(fields=["due"], name="diplomacy_commitment_due"),
            models.Index(fields=["debtor", "state"], name="diplomacy_commitment_debtor"),
        ]
