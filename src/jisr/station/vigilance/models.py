"""What watches over reading keeps: how far it has looked, counts by the hour, rules as changed here, and flags.

Counts are of acts, kept for some weeks so that a person's hour can be held against their own; nobody gets a score.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from jisr.station.web.ids import new_id


class Watch(models.Model):
    """One row: the first entry of the ledger that was not looked at yet."""

    id = models.SmallIntegerField(primary_key=True)
    next_index = models.BigIntegerField(default=0)
    looked_at = models.DateTimeField(null=True)


class Hour(models.Model):
    """What one person did in one hour, counted from the ledger; it can be counted again at any time."""

    actor = models.CharField(max_length=200)
    hour = models.DateTimeField()
    roles = models.CharField(max_length=200, blank=True)
    records = models.PositiveIntegerField(default=0)
    searches = models.PositiveIntegerField(default=0)
    refusals = models.PositiveIntegerField(default=0)
    outside = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "hour"], name="vigilance_hour_once")]
        indexes = [models.Index(fields=["roles", "hour"], name="vigilance_hour_role")]


class RuleChange(models.Model):
    """A rule as this station has set it; the newest of a code counts, the others say what it was."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, db_index=True)
    is_on = models.BooleanField()
    values: Any = models.JSONField()
    reason = models.TextField()
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=150)

    class Meta:
        ordering = ["-changed_at", "-id"]


class FlagState(models.TextChoices):
    OPEN = "open", _("To be looked at")
    EXPLAINED = "explained", _("Explained")
    NEEDS_ACTION = "needs_action", _("Needs action")
    FALSE_ALARM = "false_alarm", _("False alarm")


class Flag(models.Model):
    """One case of one rule: `case` joins what belongs together, so that a busy hour is one flag and not fifty.

    `evidence` are indexes of entries of the ledger, the first ones where there are many; `numbers` what was counted
    and what it was held against.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule = models.CharField(max_length=40)
    case = models.CharField(max_length=200, unique=True)
    person = models.CharField(max_length=200)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    numbers: Any = models.JSONField(default=dict)
    evidence = ArrayField(models.BigIntegerField(), default=list)
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=14, choices=FlagState.choices, default=FlagState.OPEN)
    handled_at = models.DateTimeField(null=True)
    handled_by = models.CharField(max_length=150, blank=True)
    reason = models.TextField(blank=True)
    #: When the person was told, or from which day they may be; why not before.
    told_at = models.DateTimeField(null=True)
    tell_from = models.DateField(null=True)
    not_told_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-last_at", "-id"]
        indexes = [
            models.Index(fields=["state", "-last_at"], name="vigilance_flag_queue"),
            models.Index(fields=["person", "-last_at"], name="vigilance_flag_person"),
        ]
