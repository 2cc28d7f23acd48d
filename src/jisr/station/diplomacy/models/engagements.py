"""Visits, tours, meetings: legs, delegations, agenda, sessions with restricted participation, checklists."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from jisr.station.compartments.hiding import Guard, Hidden, HiddenPart
from jisr.station.diplomacy.vocabulary import (
    AgendaKind,
    ChecklistKind,
    EngagementKind,
    EngagementState,
    Side,
)
from jisr.station.vault.fields import SealedTextField
from jisr.station.web.ids import new_id


class Engagement(Hidden):
    """One visit, tour or meeting. Days are those of its first and last leg, or given where it has none."""

    guard = Guard("engagement")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=12, choices=EngagementKind.choices)
    state = models.CharField(max_length=10, choices=EngagementState.choices, default=EngagementState.PROPOSED)
    title: Any = SealedTextField(kind="engagement")
    aim: Any = SealedTextField(kind="engagement", blank=True)
    partners = ArrayField(models.CharField(max_length=64), default=list)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    time_zone = models.CharField(max_length=60)
    place = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, blank=True)
    classification = models.SmallIntegerField()
    outcome: Any = SealedTextField(kind="engagement", blank=True)
    state_reason = models.TextField(blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=150)

    class Meta:
        db_table = "diplomacy_engagement"
        indexes = [models.Index(fields=["starts"], name="diplomacy_engagement_starts")]
        constraints = [
            models.CheckConstraint(
                name="diplomacy_engagement_runs_forward", condition=models.Q(ends__gte=models.F("starts"))
            )
        ]


class Leg(HiddenPart):
    """One stop of a tour, in the time of its place."""

    part_of = ("engagement",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="legs")
    place = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    time_zone = models.CharField(max_length=60)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    note: Any = SealedTextField(kind="engagement", record="engagement_id", blank=True)

    class Meta:
        db_table = "diplomacy_leg"
        ordering = ["starts"]
        constraints = [
            models.CheckConstraint(name="diplomacy_leg_runs_forward", condition=models.Q(ends__gt=models.F("starts")))
        ]


class Delegate(HiddenPart):
    """Somebody who takes part, by name or function. `clearance`: up to which level; None: not cleared, or not known."""

    part_of = ("engagement",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="delegates")
    side = models.CharField(max_length=8, choices=Side.choices)
    station_id = models.CharField(max_length=64, blank=True)
    name: Any = SealedTextField(kind="engagement", record="engagement_id")
    function: Any = SealedTextField(kind="engagement", record="engagement_id", blank=True)
    clearance = models.SmallIntegerField(null=True)
    clearance_until = models.DateField(null=True)
    precedence = models.PositiveSmallIntegerField(default=100)
    language = models.CharField(max_length=5, blank=True)

    class Meta:
        db_table = "diplomacy_delegate"
        ordering = ["precedence", "id"]


class Session(Hidden):
    """A sitting. Put into a compartment, it is seen by nobody who is not in that: not even that it exists."""

    guard = Guard("sitting", {"engagement": ("engagement_id",)})

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="sessions")
    title: Any = SealedTextField(kind="engagement", record="engagement_id")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    time_zone = models.CharField(max_length=60)
    place = models.CharField(max_length=200, blank=True)
    is_restricted = models.BooleanField(default=False)
    delegates: Any = models.ManyToManyField(Delegate, related_name="sessions", blank=True)

    class Meta:
        db_table = "diplomacy_session"
        ordering = ["starts"]


class AgendaItem(HiddenPart):
    """One item of a session; `position`: what this station has prepared to say, which never leaves it."""

    part_of = ("session",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=AgendaKind.choices)
    title: Any = SealedTextField(kind="engagement", record="engagement_id")
    position: Any = SealedTextField(kind="engagement", record="engagement_id", blank=True)
    classification = models.SmallIntegerField()
    minutes_planned = models.PositiveSmallIntegerField(default=30)
    engagement_id = models.UUIDField()

    class Meta:
        db_table = "diplomacy_agenda_item"
        ordering = ["order", "id"]


class ChecklistItem(HiddenPart):
    """One thing to see to: languages, interpreters, precedence, gifts, rooms."""

    part_of = ("engagement",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="checklist")
    kind = models.CharField(max_length=12, choices=ChecklistKind.choices)
    text: Any = SealedTextField(kind="engagement", record="engagement_id")
    due = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=150, blank=True)

    class Meta:
        db_table = "diplomacy_checklist_item"
        ordering = ["kind", "id"]
