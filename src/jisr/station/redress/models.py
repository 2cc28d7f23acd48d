"""Requests of data subjects. What says who asks stands apart, in `Requester`, and goes when its time is over.

It is sealed under the key of the case (room `vault`): once that is destroyed, no copy in a backup opens either.
The case itself names nobody: kind, clocks, decisions, what followed. It stays for oversight and statistics.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from jisr.station.redress.vocabulary import (
    CaseState,
    Channel,
    DecisionState,
    FollowKind,
    IdentityCheck,
    LetterKind,
    Mark,
    Outcome,
    RequestKind,
    Subject,
    Via,
)
from jisr.station.vault.fields import SealedJSONField
from jisr.station.web.ids import new_id


class Case(models.Model):
    """One request. Times are instants; `answer_by` moves once, when it is extended with a reason.

    `related` is an earlier request of the same person. `erase_after` is set when it closes: the day after which
    nothing here says any more who asked.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=12, choices=RequestKind.choices)
    via = models.CharField(max_length=16, choices=Via.choices)
    channel = models.CharField(max_length=12, choices=Channel.choices)
    language = models.CharField(max_length=2)
    received_at = models.DateTimeField()
    authority = models.CharField(max_length=200, blank=True)
    authority_reference = models.CharField(max_length=120, blank=True)
    mandate = models.CharField(max_length=300, blank=True)
    identity_check = models.CharField(max_length=16, choices=IdentityCheck.choices, blank=True)
    identity_by = models.CharField(max_length=150, blank=True)
    identity_at = models.DateTimeField(null=True)
    related = models.ForeignKey("self", models.SET_NULL, null=True, related_name="later")
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.OPEN)
    acknowledge_by = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    answer_by = models.DateTimeField()
    extended_at = models.DateTimeField(null=True)
    extension_reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    propagate_by = models.DateTimeField(null=True)
    propagated_at = models.DateTimeField(null=True)
    searched_at = models.DateTimeField(null=True)
    late_noted = ArrayField(models.CharField(max_length=12), default=list)
    opened_by = models.CharField(max_length=150)
    opened_by_id = models.BigIntegerField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=150, blank=True)
    closing_note = models.TextField(blank=True)
    erase_after = models.DateField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "redress_case"
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["answer_by"], name="redress_open_clock", condition=Q(state="open")),
        ]
        constraints = [
            models.CheckConstraint(
                name="redress_closed_is_whole",
                condition=Q(state="open", closed_at__isnull=True) | (~Q(state="open") & Q(closed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="redress_identity_is_whole",
                condition=Q(identity_check="", identity_at__isnull=True)
                | (~Q(identity_check="") & Q(identity_at__isnull=False)),
            ),
        ]


class Requester(models.Model):
    """Who asks, what in their own words, and where the answer goes (see `keeping`). Emptied when it is over."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="requester")
    held: Any = SealedJSONField(record="case_id", kind="redress")

    class Meta:
        db_table = "redress_requester"


class SubjectMark(models.Model):
    """What a person decided about a candidate. Undone, it stays on the record."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="marks")
    subject = models.CharField(max_length=8, choices=Subject.choices)
    ref = models.CharField(max_length=80)
    mark = models.CharField(max_length=8, choices=Mark.choices)
    score = models.FloatField(null=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=150, blank=True)

    class Meta:
        db_table = "redress_mark"
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "subject", "ref"], name="redress_one_mark", condition=Q(undone_at__isnull=True)
            )
        ]


class Decision(models.Model):
    """What is decided about some items of a case, on which ground, and who signed it: never who proposed it.

    `items` are {"kind": "statement" | "text", "id", "origin"}; `corrections` new values by statement id, emptied when
    they have been put in place. `items` of a neutral outcome may be empty.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=14, choices=Outcome.choices)
    items: Any = models.JSONField(default=list)
    corrections: Any = SealedJSONField(record="case_id", kind="redress", default=dict)
    ground = models.CharField(max_length=60)
    rules_version = models.IntegerField()
    reasons = models.TextField()
    state = models.CharField(max_length=10, choices=DecisionState.choices, default=DecisionState.PROPOSED)
    proposed_by = models.CharField(max_length=150)
    proposed_by_id = models.BigIntegerField()
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=150, blank=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    return_reason = models.TextField(blank=True)

    class Meta:
        db_table = "redress_decision"
        ordering = ["proposed_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="redress_four_eyes",
                condition=Q(state="proposed") | Q(decided_by_id__isnull=False) & ~Q(decided_by_id=F("proposed_by_id")),
            ),
            models.CheckConstraint(name="redress_reasons_given", condition=~Q(reasons="")),
        ]


class Follow(models.Model):
    """What went to one partner because of a decision; its state is read off the exchange.

    `about` is the dispatch concerned, `dispatch` the one that was sent. `settled_*`: a person says how it ended where
    no certificate can come.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="follows")
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="follows")
    kind = models.CharField(max_length=12, choices=FollowKind.choices)
    partner = models.CharField(max_length=64)
    about = models.UUIDField()
    dispatch = models.UUIDField(null=True)
    statements: Any = models.JSONField(default=list)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=150, blank=True)
    settled_note = models.TextField(blank=True)

    class Meta:
        db_table = "redress_follow"
        ordering = ["made_at", "partner"]


class Letter(models.Model):
    """A letter as it was made; the software mails nothing, it records how and when it was handed over.

    `held` is the whole text with the addressee (see `keeping`), emptied with the requester. `digest` stays.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="letters")
    number = models.IntegerField()
    kind = models.CharField(max_length=16, choices=LetterKind.choices)
    language = models.CharField(max_length=2)
    rules_version = models.IntegerField()
    held: Any = SealedJSONField(record="case_id", kind="redress")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    handed_at = models.DateTimeField(null=True)
    handed_by = models.CharField(max_length=150, blank=True)
    handed_how = models.CharField(max_length=12, choices=Channel.choices, blank=True)
    handed_note = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "redress_letter"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="redress_letter_number")]


class RulesRecord(models.Model):
    """A version of the terms, grounds and letter texts; the last is in force. Without any, `rules.DEFAULT`."""

    version = models.IntegerField(primary_key=True)
    values: Any = models.JSONField()
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=150)
    note = models.CharField(max_length=300)

    class Meta:
        db_table = "redress_rules"
        ordering = ["-version"]
