"""Tables of the room. An assessment is kept as the value that `jisr.core.diligence` made; columns beside it filter."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from jisr.core.diligence import Assessment, CountryCheck, Harm, Likelihood, Override
from jisr.core.diligence.approvals import COUNTRY_VALID_DAYS
from jisr.core.diligence.storing import from_json
from jisr.station.compartments.hiding import Guard, Hidden, HiddenPart
from jisr.station.web.ids import new_id

#: Days before its end in which a country assessment asks to be made anew.
RENEWAL_DAYS = 45


class CountryAssessment(models.Model):
    """What is known, from public sources, of a state and its services; never of persons, belief or origin.

    `levels` holds, for each harm, how likely it is there in general: {"torture": "possible", ...}. A new one is made
    rather than an old one changed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    country = models.CharField(max_length=2, db_index=True)
    assessed_on = models.DateField()
    stability = models.TextField()
    attitude = models.TextField()
    services = models.TextField(blank=True)
    sources = ArrayField(models.CharField(max_length=500))
    levels: Any = models.JSONField()
    author = models.CharField(max_length=150)
    author_id = models.BigIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "diligence_country"
        ordering = ["country", "-assessed_on", "-recorded_at"]

    @property
    def valid_until(self) -> date:
        return self.assessed_on + timedelta(days=COUNTRY_VALID_DAYS)

    def is_valid_on(self, day: date) -> bool:
        return self.assessed_on <= day <= self.valid_until

    def is_ending_on(self, day: date) -> bool:
        """Whether it is time to make it anew."""
        return self.valid_until - timedelta(days=RENEWAL_DAYS) <= day

    def as_check(self) -> CountryCheck:
        levels: Mapping[str, str] = self.levels
        known = {Harm(harm): Likelihood[level.upper()] for harm, level in levels.items()}
        return CountryCheck(str(self.pk), self.assessed_on, known)


class AssessmentRecord(Hidden):
    """One assessment. `names` says who the account numbers in it are: {"12": "analyst"}."""

    guard = Guard(subjects=("subject",))

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12)
    subject = models.CharField(max_length=90)
    recipient = models.CharField(max_length=64)
    country = models.CharField(max_length=2)
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=30)
    document: Any = models.JSONField()
    names: Any = models.JSONField(default=dict)
    author = models.CharField(max_length=150)
    author_id = models.BigIntegerField()
    approved_by_id = models.BigIntegerField(null=True)
    valid_until = models.DateField(null=True)
    review_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "diligence_assessment"
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["subject", "recipient"], name="diligence_by_subject"),
            models.Index(fields=["state", "-created_at"], name="diligence_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                name="diligence_four_eyes",
                condition=Q(approved_by_id__isnull=True) | ~Q(approved_by_id=F("author_id")),
            ),
            models.CheckConstraint(
                name="diligence_approved_with_end",
                condition=Q(approved_by_id__isnull=True) | Q(valid_until__isnull=False) | Q(review_on__isnull=False),
            ),
        ]

    def value(self) -> Assessment:
        return from_json(self.document)


class TaintMark(Hidden):
    """A report or received dispatch clearly obtained in violation of human rights: nothing drawn from it leaves."""

    guard = Guard(subjects=("subject",))

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.CharField(max_length=80)
    reason = models.TextField()
    marked_by = models.CharField(max_length=150)
    marked_by_id = models.BigIntegerField()
    marked_at = models.DateTimeField()
    lifted_by = models.CharField(max_length=150, blank=True)
    lifted_by_id = models.BigIntegerField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lift_reason = models.TextField(blank=True)

    class Meta:
        db_table = "diligence_taint"
        ordering = ["-marked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], name="diligence_tainted_once", condition=Q(lifted_at__isnull=True)
            ),
            models.CheckConstraint(
                name="diligence_taint_lifted_by_another",
                condition=Q(lifted_by_id__isnull=True) | ~Q(lifted_by_id=F("marked_by_id")),
            ),
        ]


class OverrideRecord(Hidden):
    """A life-at-risk override as asked for, confirmed, used, and examined by oversight."""

    guard = Guard(subjects=("subject",))

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.CharField(max_length=90, db_index=True)
    recipients = ArrayField(models.CharField(max_length=64))
    threat = models.TextField()
    reason = models.TextField()
    asked_by = models.CharField(max_length=150)
    asked_by_id = models.BigIntegerField()
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=150, blank=True)
    confirmed_by_id = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirm_reason = models.TextField(blank=True)
    #: What went under it: [{"proposal": id, "dispatches": {station: id}, "at": instant}].
    used: Any = models.JSONField(default=list)
    examined_by = models.CharField(max_length=150, blank=True)
    examined_at = models.DateTimeField(null=True)
    examined_note = models.TextField(blank=True)
    noted_late_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "diligence_override"
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                name="diligence_override_two_people",
                condition=Q(confirmed_by_id__isnull=True) | ~Q(confirmed_by_id=F("asked_by_id")),
            ),
        ]

    def value(self) -> Override:
        return Override(
            subject=self.subject,
            recipients=tuple(self.recipients),
            threat=self.threat,
            reason=self.reason,
            asked_by=self.asked_by_id,
            asked_at=self.asked_at,
            ends_at=self.ends_at,
            confirmed_by=self.confirmed_by_id,
            confirmed_at=self.confirmed_at,
            confirm_reason=self.confirm_reason,
        )


class OriginatorReport(HiddenPart):
    """That an originator is told of an override of its conditions; `dispatch_id` once it was sent."""

    part_of = ("override",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    override = models.ForeignKey(OverrideRecord, models.CASCADE, related_name="reports")
    originator = models.CharField(max_length=64)
    recipients = ArrayField(models.CharField(max_length=64))
    item_ids = ArrayField(models.UUIDField(), default=list)
    due = models.DateTimeField()
    dispatch_id = models.UUIDField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "diligence_originator_report"
        ordering = ["due"]
