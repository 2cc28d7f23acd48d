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
from jisr.station.compartments.hiding import Guard, Hidden, HiddenPart
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


class DispatchRecord(Hidden):
    """One dispatch, sent or received.

    `id` is this station's own key and equals `dispatch_id`, the id that travels, unless two partners used one id.
    `about` is the `id` of the dispatch that `refers_to` names. `due` is the clock, if there is one. `title_words` are
    blinded words of the title; `held_until` is the last day of keeping.
    """

    guard = Guard("dispatch", {"dispatch": ("about", "thread")}, ("subject",))

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


class Delivery(HiddenPart):
    """One dispatch on its way to one recipient, and what the recipient answered since.

    `certified_onward` is what the recipient certifies of those it passed it on to; `is_certified_whole`: all is done,
    there and everywhere after.
    """

    part_of = ("record",)

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
    certified_onward: Any = models.JSONField(default=list)
    is_certified_whole = models.BooleanField(default=False)

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


class InformationRequest(HiddenPart):
    """A request for information, asked by this station or of it; its text is in the dispatch."""

    part_of = ("record",)

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

    RETENTION: erase on the date. RECALLED: erase what its originator recalled. ONWARD, ACTION, COURT, MATCH: ask the
    originator before passing on, acting, use in court, or matching. CORRECTION: tell those it was passed to.
    """

    RETENTION = "retention"
    RECALLED = "recalled"
    ONWARD = "onward"
    ACTION = "action"
    COURT = "court"
    MATCH = "match"
    CORRECTION = "correction"


class Obligation(HiddenPart):
    """One thing a received dispatch binds this station to; `never` means asking is no use."""

    part_of = ("record",)

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
    """WITHDRAWN: granted once, and taken back. LAPSED: asked, and not answered in time."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Consent(HiddenPart):
    """An originator's consent to one use of one dispatch: asked by this station (out) or of it (in).

    `items` are ids, as they travelled, of what is asked about; [] = the whole. `decision` and `withdrawal` are this
    station's ids of the dispatches that said so; the conditions stand in the body of the first. `prepared` is the
    answer that one person of the originator has written and another has not yet decided on.
    """

    part_of = ("record",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(DispatchRecord, models.CASCADE, related_name="consents")
    request = models.UUIDField(unique=True)
    direction = models.CharField(max_length=3, choices=Direction.choices)
    partner = models.CharField(max_length=64)
    permission = models.CharField(max_length=16)
    to_whom = ArrayField(models.CharField(max_length=64), default=list)
    items: Any = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=ConsentState.choices, default=ConsentState.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150, blank=True)
    answer_by = models.DateTimeField(null=True)
    prepared: Any = SealedJSONField(kind="dispatch", record="record_id", default=dict)
    prepared_by = models.CharField(max_length=150, blank=True)
    prepared_by_id = models.BigIntegerField(null=True)
    prepared_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_by_id = models.BigIntegerField(null=True)
    decision = models.UUIDField(null=True)
    withdrawal = models.UUIDField(null=True)
    until = models.DateField(null=True)
    originators = ArrayField(models.CharField(max_length=64), default=list)
    conditions = ArrayField(models.CharField(max_length=16), default=list)
    on_behalf_of = models.UUIDField(null=True)

    class Meta:
        db_table = "exchange_consent"
        constraints = [
            models.CheckConstraint(
                name="exchange_consent_four_eyes",
                condition=~models.Q(direction="in", state="granted")
                | (
                    models.Q(prepared_by_id__isnull=False, decided_by_id__isnull=False)
                    & ~models.Q(prepared_by_id=models.F("decided_by_id"))
                )
                | models.Q(decided_by="system:relay"),
            ),
        ]
        indexes = [
            models.Index(fields=["answer_by"], name="exchange_consent_open", condition=models.Q(state="asked")),
        ]


class PassedOn(HiddenPart):
    """What of a received dispatch went on to others in a dispatch of this station, for recalls to follow."""

    part_of = ("record", "source")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(DispatchRecord, models.CASCADE, related_name="passed_on")
    record = models.ForeignKey(DispatchRecord, models.CASCADE, related_name="drawn_from")
    items: Any = models.JSONField(default=list)

    class Meta:
        db_table = "exchange_passed_on"
        constraints = [models.UniqueConstraint(fields=["source", "record"], name="exchange_passed_on_once")]


class Cascade(HiddenPart):
    """What this station sent on because of a recall, correction or withdrawal that came to it (`cause`)."""

    part_of = ("record", "cause")

    record = models.OneToOneField(DispatchRecord, models.CASCADE, primary_key=True, related_name="sent_on_for")
    cause = models.ForeignKey(DispatchRecord, models.CASCADE, related_name="cascades")

    class Meta:
        db_table = "exchange_cascade"


class Onward(HiddenPart):
    """That somebody holds something of a dispatch of this station who got it from others, as those others tell.

    `via` are the stations it went through, the recipient of this station first; `items` ids as they travelled first.
    """

    part_of = ("record",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(DispatchRecord, models.CASCADE, related_name="onward")
    holder = models.CharField(max_length=64)
    via = ArrayField(models.CharField(max_length=64))
    items: Any = models.JSONField(default=list)
    told_at = models.DateTimeField()

    class Meta:
        db_table = "exchange_onward"
        constraints = [models.UniqueConstraint(fields=["record", "holder", "via"], name="exchange_onward_once")]


class Review(HiddenPart):
    """Something of this station that rests on what was recalled, corrected or may no longer be passed on.

    `kind` and `ref` name it ("statement", "judgement", "proposal", "release", "warning", ...); `cause` is this
    station's id of the dispatch that changed what it rests on, `record` the dispatch that was changed.
    """

    part_of = ("record",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(DispatchRecord, models.CASCADE, related_name="reviews")
    cause = models.UUIDField()
    reason = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    ref = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=150, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        db_table = "exchange_review"
        constraints = [models.UniqueConstraint(fields=["cause", "kind", "ref"], name="exchange_review_once")]
        indexes = [
            models.Index(fields=["created_at"], name="exchange_review_open", condition=models.Q(done_at__isnull=True))
        ]
