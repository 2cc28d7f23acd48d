"""Tables of the ledger. An entry's truth is `data`; other columns are copies for searching, which the check compares.

Nothing in the database forbids a change: whoever owns the database can undo any such rule. What a change cannot do is
stay unseen: see `integrity`.
"""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q

from jisr.core.ledger import WitnessVerdict


class LedgerEntry(models.Model):
    """One act. `index` is the place in the Merkle log, from 0 without gaps."""

    index = models.BigIntegerField(primary_key=True)
    data = models.BinaryField()
    leaf = models.BinaryField(max_length=32)
    time = models.DateTimeField()
    actor = models.TextField()
    channel = models.TextField()
    act = models.TextField()
    record_kind = models.TextField()
    record_id = models.TextField()
    recipient = models.TextField()
    decision = models.TextField()
    justification = models.TextField(db_default="")
    purpose = models.TextField(db_default="")
    roles = models.TextField(db_default="")

    class Meta:
        db_table = "ledger_entry"
        # Every search is read newest first, a page at a time, from the place where the page before ended.
        indexes = [
            models.Index(fields=["time", "index"], name="ledger_entry_time_index"),
            models.Index(fields=["actor", "time", "index"], name="ledger_entry_actor_time"),
            models.Index(fields=["act", "time", "index"], name="ledger_entry_act_time"),
            models.Index(fields=["record_kind", "time", "index"], name="ledger_entry_kind_time"),
            models.Index(fields=["record_id", "record_kind", "time", "index"], name="ledger_entry_record_time"),
            models.Index(
                fields=["recipient", "time", "index"], name="ledger_entry_recipient", condition=~Q(recipient="")
            ),
            models.Index(fields=["decision", "time", "index"], name="ledger_entry_decision", condition=~Q(decision="")),
            models.Index(fields=["purpose", "time", "index"], name="ledger_entry_purpose", condition=~Q(purpose="")),
            models.Index(
                fields=["index"],
                name="ledger_entry_overseen",
                condition=Q(act="consultation", roles="oversight") & ~Q(record_kind="ledger"),
            ),
            GinIndex(SearchVector("justification", config="simple"), name="ledger_entry_words", fastupdate=False),
        ]


class LedgerNode(models.Model):
    """An inner node that covers a full power of two of entries; level 0 is `LedgerEntry.leaf`."""

    pk = models.CompositePrimaryKey("level", "position")
    level = models.SmallIntegerField()
    position = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)

    class Meta:
        db_table = "ledger_node"


class LedgerHead(models.Model):
    """One row: the size of the log and its peaks, joined. Locking it puts writers in line."""

    id = models.SmallIntegerField(primary_key=True)
    size = models.BigIntegerField()
    peaks = models.BinaryField()

    class Meta:
        db_table = "ledger_head"


class LedgerCheckpoint(models.Model):
    """What this station has signed about its own log."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    signed_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_checkpoint"


class LedgerCheck(models.Model):
    """One run of the integrity check over the whole log."""

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    holds = models.BooleanField()
    findings: Any = models.JSONField(default=list)

    class Meta:
        db_table = "ledger_check"
        indexes = [models.Index(fields=["-finished_at"], name="ledger_check_latest")]


class PartnerCheckpoint(models.Model):
    """A partner's signed statement about its log, kept as evidence, with this station's verdict on it."""

    station_id = models.TextField()
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    received_at = models.DateTimeField()
    verdict = models.TextField(choices=[(verdict.value, verdict.value) for verdict in WitnessVerdict])
    compared_with = models.BigIntegerField(null=True)
    proof: Any = models.JSONField(null=True)

    class Meta:
        db_table = "ledger_partner_checkpoint"
        constraints = [
            models.UniqueConstraint(fields=["station_id", "size", "root"], name="ledger_partner_checkpoint_once"),
        ]
        indexes = [models.Index(fields=["station_id", "verdict", "-size"], name="ledger_partner_newest")]
