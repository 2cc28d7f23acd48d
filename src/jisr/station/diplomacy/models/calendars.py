"""Addresses under which a person's own calendar program may fetch engagements."""

from django.db import models

from jisr.station.web.ids import new_id


class CalendarToken(models.Model):
    """A feed of one person; only the digest of its secret is kept. What it shows is what its owner may see then."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user_id = models.BigIntegerField()
    label = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "diplomacy_calendar_token"
