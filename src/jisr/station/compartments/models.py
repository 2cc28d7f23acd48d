"""Compartments: who is in them, what is in them, whose work touched them, and who broke the glass.

A placement with `via` was inherited from another record and goes when that one is taken out.
"""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from jisr.station.web.ids import new_id


class Compartment(models.Model):
    """A need-to-know compartment. Who is not in it does not see that it exists, not even its name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80, unique=True)
    reason = models.TextField()
    owner_id = models.BigIntegerField()
    owner = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=150)
    review_due = models.DateField()
    reviewed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["name"]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Membership(models.Model):
    """One person's being in a compartment, until a day; it ends by itself unless it is renewed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="memberships")
    user_id = models.BigIntegerField()
    username = models.CharField(max_length=150)
    reason = models.TextField()
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=150)
    until = models.DateTimeField()
    renewed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "user_id"],
                name="compartments_member_once",
                condition=models.Q(ended_at__isnull=True),
            )
        ]
        indexes = [models.Index(fields=["user_id"], name="compartments_of_person")]

    def stands_at(self, now: datetime) -> bool:
        return self.ended_at is None and self.until > now


class Placement(models.Model):
    """A record in a compartment. `subject` is "<kind>:<id>"; `via` the record it was inherited from, "" if by hand.

    "from:<station>" and "from:<station>:<purpose>" place what will come from a partner.
    """

    subject = models.CharField(max_length=120)
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="placements")
    via = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)
    placed_by = models.CharField(max_length=150, blank=True)
    placed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "compartment"], name="compartments_placed_once"),
        ]
        indexes = [models.Index(fields=["compartment", "via"], name="compartments_placed_via")]


class Touch(models.Model):
    """Work of somebody outside that meets what a compartment hides; only its owner is told.

    `subject` is the outsider's record, `hidden` what it meets; `likeness` is 0..1.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="touches")
    subject = models.CharField(max_length=120)
    hidden = models.CharField(max_length=120)
    likeness = models.FloatField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    occasion = models.CharField(max_length=120, blank=True)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["compartment", "subject", "hidden"], name="compartments_touched_once"),
        ]


class OpeningKind(models.TextChoices):
    """COMPARTMENT: a record that a compartment hides. OFF_DUTY: content read outside the hours of duty."""

    COMPARTMENT = "compartment", _("A record in a compartment")
    OFF_DUTY = "off_duty", _("Reading outside the hours of duty")


class ReviewVerdict(models.TextChoices):
    JUSTIFIED = "justified", _("Justified")
    NOT_JUSTIFIED = "not_justified", _("Not justified")
    UNCLEAR = "unclear", _("Needs to be looked into")


class Opening(models.Model):
    """Glass that was broken: one person, one reason, one record (or the hours off duty), for a stated time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=OpeningKind.choices)
    subject = models.CharField(max_length=120, blank=True)
    told_by = models.CharField(max_length=150, blank=True)
    compartments = models.ManyToManyField(Compartment, related_name="openings")
    user_id = models.BigIntegerField()
    username = models.CharField(max_length=150)
    reason = models.TextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    review_due = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=150, blank=True)
    verdict = models.CharField(max_length=16, choices=ReviewVerdict.choices, blank=True)
    remark = models.TextField(blank=True)

    class Meta:
        ordering = ["-opened_at"]
        indexes = [
            models.Index(
                fields=["review_due"], name="compartments_review", condition=models.Q(reviewed_at__isnull=True)
            ),
            models.Index(fields=["user_id", "until"], name="compartments_opened_by"),
        ]

    def stands_at(self, now: datetime) -> bool:
        return self.closed_at is None and self.until > now

    def is_late_at(self, now: datetime) -> bool:
        return self.reviewed_at is None and self.review_due < now
