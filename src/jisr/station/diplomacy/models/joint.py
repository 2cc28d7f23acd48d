"""Records kept together with partners, as the operations they are made of (see `jisr.core.jointrecords`).

What operations and signed versions say is sealed under the key of the record (room `vault`).
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from jisr.station.compartments.hiding import Guard, Hidden, HiddenPart
from jisr.station.vault.fields import SealedField, SealedJSONField, SealedTextField
from jisr.station.web.ids import new_id


class OperationState(models.TextChoices):
    """IN: stands. WAITING: its author knew of others that have not come. REFUSED: breaks a rule, at every station."""

    IN = "in"
    WAITING = "waiting"
    REFUSED = "refused"


class Joint(Hidden):
    """One record.

    `kind`: code of its schema. `parties`: ids of the stations that keep it, this one among them. `shared_at`: None
    while it is this station's draft. `told`: for each partner how many of this station's operations were sent to it.
    """

    guard = Guard("joint", {"engagement": ("engagement_id",)})

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20)
    title: Any = SealedTextField(kind="joint")
    parties = ArrayField(models.CharField(max_length=64))
    opened_by = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True)
    told: Any = models.JSONField(default=dict)
    classification = models.SmallIntegerField()
    engagement_id = models.UUIDField(null=True)
    topic = models.CharField(max_length=30, blank=True)
    has_conflict = models.BooleanField(default=False)

    class Meta:
        db_table = "diplomacy_joint"
        indexes = [models.Index(fields=["kind", "-changed_at"], name="diplomacy_joint_kind")]


class JointOperation(HiddenPart):
    """One operation, as its author wrote it. `by`: who wrote it here; "" for those of partners."""

    part_of = ("joint",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    joint = models.ForeignKey(Joint, models.CASCADE, related_name="operations")
    author = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    content: Any = SealedJSONField(kind="joint", record="joint_id")
    state = models.CharField(max_length=8, choices=OperationState.choices, default=OperationState.IN)
    code = models.CharField(max_length=40, blank=True)
    stored_at = models.DateTimeField()
    by = models.CharField(max_length=150, blank=True)

    class Meta:
        db_table = "diplomacy_joint_operation"
        constraints = [models.UniqueConstraint(fields=["joint", "author", "number"], name="diplomacy_operation_once")]


class JointVersion(HiddenPart):
    """A version that is being signed, or is signed by everyone it names (RFC 7515 general form, see `core.sealing`).

    `signed_at`: station id -> instant, of those that have signed.
    """

    part_of = ("joint",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    joint = models.ForeignKey(Joint, models.CASCADE, related_name="versions")
    digest = models.CharField(max_length=80)
    signatures: Any = SealedField(kind="joint", record="joint_id")
    signers = ArrayField(models.CharField(max_length=64))
    signed_at: Any = models.JSONField(default=dict)
    completed_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    signed_by = models.CharField(max_length=150, blank=True)
    signed_by_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "diplomacy_joint_version"
        constraints = [models.UniqueConstraint(fields=["joint", "digest"], name="diplomacy_version_once")]
