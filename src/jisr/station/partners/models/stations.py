"""Partner services and the stations they run."""

from typing import Any

from django.db import models

from jisr.core.handling import PartnerState
from jisr.station.partners.vocabulary import KIND_LABELS, REGION_LABELS
from jisr.station.web.ids import new_id
from jisr.station.web.labels import PARTNER_STATE


class Service(models.Model):
    """A partner's service. Names and country are those of the verified card; the region is this station's word."""

    id = models.UUIDField(primary_key=True, default=new_id)
    names: Any = models.JSONField()
    country = models.CharField(max_length=2, db_index=True)
    kind = models.CharField(max_length=40, choices=list(KIND_LABELS.items()))
    region = models.CharField(max_length=20, choices=list(REGION_LABELS.items()))

    class Meta:
        db_table = "partners_service"


class PartnerStation(models.Model):
    """A station of a partner service: where it listens, how far it is trusted, when it was last heard of.

    `state_before` is what a suspension goes back to when it is lifted.
    """

    station_id = models.CharField(primary_key=True, max_length=64)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="stations")
    endpoint = models.CharField(max_length=500)
    languages: Any = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=list(PARTNER_STATE.items()), default=PartnerState.PROPOSED.value)
    state_before = models.CharField(max_length=12, blank=True)
    state_reason = models.TextField(blank=True)
    state_changed_at = models.DateTimeField()
    state_changed_by = models.CharField(max_length=150)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=150)
    minimum_strength = models.PositiveSmallIntegerField(default=0)
    last_contact_at = models.DateTimeField(null=True, blank=True)
    last_attempt_at = models.DateTimeField(null=True, blank=True)
    last_attempt_failed = models.BooleanField(default=False)

    class Meta:
        db_table = "partners_station"
        constraints = [
            models.CheckConstraint(
                name="partners_known_state",
                condition=models.Q(state__in=[state.value for state in PartnerState]),
            ),
        ]
