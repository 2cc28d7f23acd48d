"""Tables of warnings. What a partner wrote stays in its dispatch; here stand only the clocks kept on it.

Words of our own warnings, and what partners answer to them, are sealed under the key of the warning (room `vault`).
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from jisr.core.credibility import Yardstick
from jisr.core.handling import Handling
from jisr.station.compartments.hiding import Guard, Hidden, HiddenPart
from jisr.station.vault.fields import SealedTextField
from jisr.station.web.ids import new_id


class WarningState(models.TextChoices):
    """Of a warning of ours. PROPOSED: awaits the releaser. SENT: with its recipients. CLOSED: the outcome is known."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    SENT = "sent"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Outcome(models.TextChoices):
    """What came of the threat; AVERTED counts as having been real."""

    AVERTED = "averted"
    HAPPENED = "happened"
    DID_NOT_HAPPEN = "did_not_happen"
    UNKNOWN = "unknown"


class Warning(Hidden):
    """A warning that this station drafts and sends.

    `probability` is 0..1. `acknowledge_within_minutes` starts to count when the warning is proposed for release, so
    that the releaser sees the very hour the partner will see; `acknowledge_by` is that hour.
    `portion_ids` and `statement_ids` name what of the report goes along.
    """

    guard = Guard("warning", {"report": ("report_id",), "statement": ("statement_ids",), "proposal": ("proposal_id",)})

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=10, choices=WarningState.choices, default=WarningState.DRAFT)
    title: Any = SealedTextField(kind="warning")
    threat: Any = SealedTextField(kind="warning")
    language = models.CharField(max_length=5)
    place = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    window_from = models.DateTimeField(null=True)
    window_until = models.DateTimeField(null=True)
    probability = models.FloatField()
    yardstick = models.CharField(max_length=10, choices=[(scale.value, scale.value) for scale in Yardstick])
    recommended_action: Any = SealedTextField(kind="warning")
    purpose = models.CharField(max_length=30)
    handling_json: Any = models.JSONField(db_column="handling")
    classification = models.SmallIntegerField()
    recipients = ArrayField(models.CharField(max_length=64))
    acknowledge_within_minutes = models.PositiveIntegerField()
    report_id = models.UUIDField(null=True)
    portion_ids = ArrayField(models.UUIDField(), default=list)
    statement_ids = ArrayField(models.UUIDField(), default=list)
    author = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    proposal_id = models.UUIDField(null=True)
    acknowledge_by = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, blank=True)
    outcome_note: Any = SealedTextField(kind="warning", blank=True)
    outcome_at = models.DateTimeField(null=True)
    outcome_by = models.CharField(max_length=150, blank=True)

    class Meta:
        db_table = "warnings_warning"
        constraints = [
            models.CheckConstraint(
                name="warnings_probability_is_a_share", condition=models.Q(probability__gte=0, probability__lte=1)
            ),
            models.CheckConstraint(
                name="warnings_window_runs_forward",
                condition=models.Q(window_from__isnull=True)
                | models.Q(window_until__isnull=True)
                | models.Q(window_until__gte=models.F("window_from")),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-created_at"], name="warnings_board"),
            models.Index(fields=["report_id"], name="warnings_of_report", condition=models.Q(report_id__isnull=False)),
        ]

    @property
    def handling(self) -> Handling:
        return Handling.from_json(self.handling_json)

    @property
    def subject(self) -> str:
        """How releases and dispatches name this warning."""
        return f"warning:{self.pk}"


class Recipient(HiddenPart):
    """One warning of ours at one partner: its clock, and what the partner answered."""

    part_of = ("warning",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    warning = models.ForeignKey(Warning, models.CASCADE, related_name="sent_to")
    station_id = models.CharField(max_length=64)
    record_id = models.UUIDField()
    sent_at = models.DateTimeField()
    acknowledge_by = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    note: Any = SealedTextField(kind="warning", record="warning_id", blank=True)
    action: Any = SealedTextField(kind="warning", record="warning_id", blank=True)
    action_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=16, blank=True)
    verdict_note: Any = SealedTextField(kind="warning", record="warning_id", blank=True)
    verdict_at = models.DateTimeField(null=True)
    run_out_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "warnings_recipient"
        constraints = [
            models.UniqueConstraint(fields=["warning", "station_id"], name="warnings_recipient_once"),
        ]
        indexes = [
            models.Index(fields=["record_id"], name="warnings_recipient_record"),
            models.Index(
                fields=["acknowledge_by"],
                name="warnings_recipient_clock",
                condition=models.Q(acknowledged_at__isnull=True),
            ),
        ]


class Means(models.TextChoices):
    """How a silent partner was reached again. CLOCK: the station noted by itself that the time was up."""

    CLOCK = "clock"
    DISPATCH = "dispatch"
    TELEPHONE = "telephone"
    IN_PERSON = "in_person"


class Escalation(HiddenPart):
    """One step taken because a recipient had not acknowledged."""

    part_of = ("recipient__warning",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="escalations")
    means = models.CharField(max_length=10, choices=Means.choices)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    record_id = models.UUIDField(null=True)

    class Meta:
        db_table = "warnings_escalation"
        ordering = ["at"]


class ReceivedWarning(Hidden):
    """The clock of a warning that a partner sent us.

    Its words are read from the dispatch, so that a recall takes them; whether it is acknowledged stands there too, and
    `is_answered` only spares the clock another look.
    """

    guard = Guard(parents={"dispatch": ("record_id",)})

    record_id = models.UUIDField(primary_key=True)
    originator = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    acknowledge_by = models.DateTimeField(null=True)
    is_answered = models.BooleanField(default=False)
    run_out_at = models.DateTimeField(null=True)
    action = models.TextField(blank=True)
    action_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "warnings_received"
        indexes = [
            models.Index(
                fields=["acknowledge_by"],
                name="warnings_received_clock",
                condition=models.Q(is_answered=False, run_out_at__isnull=True),
            ),
        ]
