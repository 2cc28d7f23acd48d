"""What the station's database knows of keys: which are still to be destroyed, and the certificates of erasure."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from jisr.station.web.ids import new_id


class KeyDestruction(models.Model):
    """Keys to destroy as soon as the erasure that asked for it is committed; gone once it is done.

    `keeps_newest` destroys only older keys of the records, after parts of them were erased and the rest sealed anew.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    records = ArrayField(models.UUIDField())
    keeps_newest = models.BooleanField(default=False)
    reason = models.CharField(max_length=40)
    certificate = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150)

    class Meta:
        db_table = "vault_key_destruction"
        ordering = ["id"]


class ErasureCertificate(models.Model):
    """What was erased in one act, under which rule: proof that outlives the content.

    `ids` are the erased records' ids, 16 bytes each, sorted; `root` is the RFC 9162 Merkle root over them, which the
    ledger's entry names too, so that each id can be proved to be among them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20)
    rule = models.CharField(max_length=40)
    count = models.PositiveIntegerField()
    ids = models.BinaryField()
    root = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)
    by = models.CharField(max_length=150)
    ledger_index = models.BigIntegerField()
    keys_destroyed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "vault_erasure_certificate"
        ordering = ["-at", "-id"]
