"""Tables of the exchange. A dispatch's truth is `signed_bytes`; the other columns are copies for finding it.

Signed bytes, what remains of them and the title are sealed under the key of the dispatch (room `vault`).
Once parts of it had to be erased, the signed bytes go and `remaining` keeps what is left of the body: the digest still
says which dispatch it was, but no longer proves what is left of it.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from jisr.core.sealing import DispatchKind
from jisr.station.vault.fields import SealedField, SealedJSONField, SealedTextField
from jisr.station.web.ids import new_id


class Direction(models.TextChoices):
    """From this station's side."""

    IN = "in"
    OUT = "out"


class DispatchState(models.TextChoices):
    """What a dispatch is here.

    STANDING: in force. WAITING: came before the dispatch it refers to. SUPERSEDED: came after a later change.
    QUARANTINED: recalled by its originator, not yet erased. ERASED: content gone, the fact of it kept.
    """

    STANDING = "standing"
    WAITING = "waiting"
    SUPERSEDED = "superseded"
    QUARANTINED = "quarantined"
    ERASED = "erased"


class DispatchRecord(models.Model):
    """One dispatch, sent or received.

    `id` is this station's own key and equals `dispatch_id`, the id that travels, unless two partners used one id.
    `about` is the `id` of the dispatch that `refers_to` names. `due` is the clock, if there is one. `title_words` are
    blinded words of the title; `held_until` is the last day of keeping.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    dispatch_id = models.UUIDField()
    direction = models.CharField(max_length=3, choices=Direction.choices)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in DispatchKind])
    sender = models.CharField(max_length=64)
    recipients = ArrayField(models.CharField(max_length=64))
    thread = models.UUIDField()
    refers_to = models.UUIDField(null=True)
    about = models.UUIDField(null=True)
    time = models.DateTimeField()
    purpose = models.CharField(max_length=30, blank=True)
    title: Any = SealedTextField(kind="dispatch", blank=True)
    title_words = ArrayField(models.CharField(max_length=24), default=list)
    classification = models.SmallIntegerField()
    handling: Any = models.JSONField()
    digest = models.CharField(max_length=64)
    suite = models.CharField(max_length=40)
    signed_bytes: Any = SealedField(kind="dispatch")
    remaining: Any = SealedJSONField(kind="dispatch", null=True)
    subject = models.CharField(max_length=80, blank=True)
    due = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    held_until = models.DateField(null=True)
    state = models.CharField(max_length=12, choices=DispatchState.choices, default=DispatchState.STANDING)
    stored_at = models.DateTimeField()
    stored_by = models.CharField(max_length=150)
    ledger_index = models.BigIntegerField(null=True)

    class Meta:
        db_table = "exchange_dispatch"
        constraints = [models.UniqueConstraint(fields=["sender", "dispatch_id"], name="exchange_dispatch_once")]
        indexes = [
            models.Index(fields=["direction", "-time"], name="exchange_dispatch_latest"),
            models.Index(fields=["thread", "time"], name="exchange_dispatch_thread"),
            models.Index(fields=["dispatch_id"], name="exchange_dispatch_id"),
            GinIndex(fields=["title_words"], name="exchange_dispatch_words"),
            models.Index(
                fields=["held_until"], name="exchange_dispatch_held", condition=models.Q(held_until__isnull=False)
            ),
            models.Index(fields=["about"], name="exchange_dispatch_about", condition=models.Q(about__isnull=False)),
            models.Index(fields=["subject"], name="exchange_dispatch_subject", condition=~models.Q(subject="")),
            models.Index(
                fields=["refers_to"],
                name="exchange_dispatch_waiting",
                condition=models.Q(state=DispatchState.WAITING),
            ),
            models.Index(
                fields=["due"],
                name="exchange_dispatch_due",
                condition=models.Q(due__isnull=False, acknowledged_at__isnull=True),
            ),
        ]


class DeliveryState(models.TextChoices):
    """Where a dispatch is on its way to one recipient.

    QUEUED: to be sent, or tried and not yet receipted. RECEIVED: receipted. FAILED: refused for good, or given up
    after days. CANCELLED: recalled before it left.
    """

    QUEUED = "queued"
    RECEIVED = "received"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Delivery(models.Model):
    """One dispatch on its way to one recipient, and what the recipient answered since."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(DispatchRecord, models.CASCADE, related_name="deliveries")
    recipient = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.QUEUED)
    attempts = models.IntegerField(default=0)
    queued_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    last_answer = models.CharField(max_length=40, blank=True)
    received_at = models.DateTimeField(null=True)
    receipt = models.BinaryField(default=bytes)
    their_index = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=12, blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledgement = models.UUIDField(null=True)
    verdict = models.CharField(max_length=16, blank=True)
    feedback_at = models.DateTimeField(null=True)
    certified_act = models.CharField(max_length=16, blank=True)
    certified_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "exchange_delivery"
        constraints = [models.UniqueConstraint(fields=["record", "recipient"], name="exchange_delivery_once")]
        indexes = [
            models.Index(
                fields=["recipient", "next_attempt_at"],
                name="exchange_delivery_queue",
                condition=models.Q(state=DeliveryState.QUEUED),
            ),
        ]


class RequestState(models.TextChoices):
    """Of a request for information, as this station sees it."""

    OPEN = "open"
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class InformationRequest(models.Model):
    """A request for information, asked by this station or of it; its text is in the dispatch."""

    record = models.OneToOneField(DispatchRecord, models.CASCADE, primary_key=True, related_name="request")
    direction = models.CharField(max_length=3, choices=Direction.choices)
    urgency = models.CharField(max_length=16)
    due = models.DateTimeField()
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.OPEN)
    answered_at = models.DateTimeField(null=True)
    answer = models.UUIDField(null=True)

    class Meta:
        db_table = "exchange_request"
        indexes = [
            models.Index(fields=["due"], name="exchange_request_open", condition=models.Q(state=RequestState.OPEN))
        ]


class ObligationKind(models.TextChoices):
    """What a received dispatch binds this station to.

    RETENTION: erase on the date. RECALLED: erase what its originator recalled. ONWARD, ACTION, COURT: ask the
    originator before passing on, acting, or use in court. CORRECTION: tell those it was passed to.
    """

    RETENTION = "retention"
    RECALLED = "recalled"
    ONWARD = "onward"
    ACTION = "action"
    COURT = "court"
    CORRECTION = "correction"


class Obligation(models.Model):
    """One thing a received dispatch binds this station to; `never` means asking is no use."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(DispatchRecord, models.CASCADE, related_name="obligations")
    kind = models.CharField(max_length=12, choices=ObligationKind.choices)
    never = models.BooleanField(default=False)
    items: Any = models.JSONField(default=list)
    due = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=150, blank=True)
    cause = models.UUIDField(null=True)

    class Meta:
        db_table = "exchange_obligation"
        indexes = [
            models.Index(fields=["due"], name="exchange_obligation_open", condition=models.Q(done_at__isnull=True))
        ]


class ConsentState(models.TextChoices):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class Consent(models.Model):
    """An originator's consent to one use of one dispatch: asked by this station (out) or of it (in)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(DispatchRecord, models.CASCADE, related_name="consents")
    request = models.UUIDField(unique=True)
    direction = models.CharField(max_length=3, choices=Direction.choices)
    partner = models.CharField(max_length=64)
    permission = models.CharField(max_length=16)
    to_whom = ArrayField(models.CharField(max_length=64), default=list)
    state = models.CharField(max_length=8, choices=ConsentState.choices, default=ConsentState.ASKED)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=150, blank=True)

    class Meta:
        db_table = "exchange_consent"


class PassedOn(models.Model):
    """What of a received dispatch went on to others in a dispatch of this station, for recalls to follow."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(DispatchRecord, models.CASCADE, related_name="passed_on")
    record = models.ForeignKey(DispatchRecord, models.CASCADE, related_name="drawn_from")
    items: Any = models.JSONField(default=list)

    class Meta:
        db_table = "exchange_passed_on"
        constraints = [models.UniqueConstraint(fields=["source", "record"], name="exchange_passed_on_once")]
