"""Tables of the room. What is proposed cannot be changed, and nobody releases own work: the database itself refuses.

Triggers in the migration keep a proposal as it was proposed and a decision as it was made. Own words are sealed under
the key of the proposal, destroyed within two days once it is closed: what was sent is kept by the exchange.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from jisr.station.compartments.hiding import Guard, Hidden, HiddenPart
from jisr.station.vault.fields import SealedJSONField, SealedTextField
from jisr.station.web.ids import new_id


class ProposalState(models.TextChoices):
    """AWAITING a decision; STOPPED by oversight (may go on); RELEASED, REFUSED, WITHDRAWN are final.

    WAITING: originators have been asked for their consent and have not all answered.
    """

    AWAITING = "awaiting"
    WAITING = "waiting_for_consent"
    STOPPED = "stopped"
    RELEASED = "released"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


FINAL_STATES = (ProposalState.RELEASED, ProposalState.REFUSED, ProposalState.WITHDRAWN)


class Proposal(Hidden):
    """Something that its author wants to send to partners.

    `subject` is what it is about ("report:<id>", "warning:<id>", "request:<id>", "dispatch:<id>"); `refers_to` the
    dispatch it answers. `extra` are members of the dispatch's body beside portions and statements; they and the
    portions are emptied once the proposal is closed, since what was sent is kept by the exchange. `grounds` says, for
    each special category of persons, why their data may go; `neutrality` names characters of the matter in which
    cooperation is forbidden.
    """

    guard = Guard("proposal", {"report": ("report_id",), "dispatch": ("refers_to", "thread")}, ("subject",))

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=80, db_index=True)
    report_id = models.UUIDField(null=True)
    title = models.CharField(max_length=300)
    purpose = models.CharField(max_length=30)
    note = models.TextField(blank=True)
    extra: Any = SealedJSONField(kind="proposal", default=dict)
    grounds: Any = models.JSONField(default=dict)
    neutrality = ArrayField(models.CharField(max_length=12), default=list)
    #: What a releaser saw of that; it may be added while the proposal awaits a decision.
    flagged = ArrayField(models.CharField(max_length=12), default=list)
    thread = models.UUIDField(null=True)
    refers_to = models.UUIDField(null=True)
    deadline = models.DateTimeField(null=True)
    classification = models.SmallIntegerField()
    author = models.CharField(max_length=150)
    author_id = models.BigIntegerField()
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=ProposalState.choices, default=ProposalState.AWAITING)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "release_proposal"
        ordering = ["-proposed_at", "-id"]
        indexes = [
            models.Index(fields=["state", "-proposed_at"], name="release_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                name="release_decided_by_somebody",
                condition=~Q(state__in=["released", "refused", "withdrawn"])
                | Q(decided_by_id__isnull=False, decided_at__isnull=False)
                | Q(state="refused", decided_by__startswith="partner:", decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="release_four_eyes",
                condition=~Q(state__in=["released", "refused"]) | ~Q(decided_by_id=F("author_id")),
            ),
            models.CheckConstraint(
                name="release_withdrawn_by_author",
                condition=~Q(state="withdrawn") | Q(decided_by_id=F("author_id")),
            ),
            models.CheckConstraint(name="release_refused_with_reason", condition=~Q(state="refused") | ~Q(reason="")),
        ]


class ProposalItem(HiddenPart):
    """One portion or statement of a proposal. A statement's content is read from knowledge when it is shown or sent.

    `digest` is the SHA-256 of the content as it was proposed; `content` holds a portion while it awaits a decision.
    `facts` are what the release decision must know of it and the content does not say.
    """

    part_of = ("proposal",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="items")
    ordinal = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    item_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    content: Any = SealedJSONField(kind="proposal", record="proposal_id", default=dict)
    facts: Any = models.JSONField(default=dict)

    class Meta:
        db_table = "release_item"
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "item_id"], name="release_item_once"),
        ]


class ProposalRecipient(HiddenPart):
    """A partner it is meant for; `dispatch_id` is set when something went there, with how much went and stayed."""

    part_of = ("proposal",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="recipients")
    station_id = models.CharField(max_length=64)
    dispatch_id = models.UUIDField(null=True)
    going_count = models.PositiveIntegerField(default=0)
    withheld_count = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "release_recipient"
        ordering = ["station_id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "station_id"], name="release_recipient_once"),
        ]


class ProposalStep(HiddenPart):
    """What happened to a proposal, in order; for the page. The ledger is what proves it."""

    part_of = ("proposal",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="steps")
    act = models.CharField(max_length=12)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "release_step"
        ordering = ["at", "id"]


class ProposalConsent(HiddenPart):
    """A consent (id of the exchange's) that a proposal waits for."""

    part_of = ("proposal",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="consents")
    consent_id = models.UUIDField(db_index=True)

    class Meta:
        db_table = "release_consent"
        constraints = [
            models.UniqueConstraint(fields=["proposal", "consent_id"], name="release_consent_once"),
        ]


class Paraphrase(HiddenPart):
    """Words of this station in the place of a portion that its originator lets go on only paraphrased."""

    part_of = ("proposal",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="paraphrases")
    item_id = models.UUIDField()
    text: Any = SealedTextField(kind="proposal", record="proposal_id")
    lang = models.CharField(max_length=12, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        db_table = "release_paraphrase"
        constraints = [
            models.UniqueConstraint(fields=["proposal", "item_id"], name="release_paraphrase_once"),
        ]


class RefusedThen(models.TextChoices):
    """What is to happen when an originator refuses, or does not answer in time."""

    CLOSE = "close"
    SEND_REST = "send_rest"


class Approval(HiddenPart):
    """A releaser's decision that a waiting proposal goes by itself when consent comes.

    `pieces` are digests of what was seen, by station, without the days that follow from the day of release.
    """

    part_of = ("proposal",)

    proposal = models.OneToOneField(Proposal, models.CASCADE, primary_key=True, related_name="approval")
    by = models.CharField(max_length=150)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()
    if_refused = models.CharField(max_length=10, choices=RefusedThen.choices, default=RefusedThen.CLOSE)
    pieces: Any = models.JSONField()

    class Meta:
        db_table = "release_approval"
