"""Decorations and formal thanks, given and received."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from jisr.station.compartments.hiding import Guard, Hidden
from jisr.station.diplomacy.vocabulary import Direction, RecognitionKind, RecognitionState
from jisr.station.vault.fields import SealedTextField
from jisr.station.web.ids import new_id


class Recognition(Hidden):
    """One honour. `outcomes`: ids of warnings of this station whose outcome it honours."""

    guard = Guard("recognition", {"engagement": ("engagement_id",), "warning": ("outcomes",)})

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    direction = models.CharField(max_length=8, choices=Direction.choices)
    kind = models.CharField(max_length=12, choices=RecognitionKind.choices)
    state = models.CharField(max_length=10, choices=RecognitionState.choices, default=RecognitionState.PROPOSED)
    country = models.CharField(max_length=2)
    partner = models.CharField(max_length=64, blank=True)
    order_name = models.CharField(max_length=200, blank=True)
    rank = models.CharField(max_length=100, blank=True)
    recipient: Any = SealedTextField(kind="recognition")
    citation: Any = SealedTextField(kind="recognition", blank=True)
    day = models.DateField(null=True)
    engagement_id = models.UUIDField(null=True)
    outcomes = ArrayField(models.UUIDField(), default=list)
    proposed_by = models.CharField(max_length=150)
    proposed_by_id = models.BigIntegerField(null=True)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "diplomacy_recognition"
        indexes = [models.Index(fields=["-proposed_at"], name="diplomacy_recognition_new")]
