"""What the station's database knows of keys: only which are still to be destroyed."""

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
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150)

    class Meta:
        db_table = "vault_key_destruction"
        ordering = ["id"]
