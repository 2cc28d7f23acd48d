"""Cards, exactly as signed, with what made them believed or disbelieved."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jisr.station.web.ids import new_id


class CardStatus(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    CURRENT = "current", _("current")
    REPLACED = "replaced", _("replaced")
    DISCARDED = "discarded", _("discarded")
    REVOKED = "revoked", _("revoked")


class CardRecord(models.Model):
    """One card of one station, own ones included. `signed_bytes` are never written anew.

    `origin` says how it came: "own", "file" (out of band, compared in words), "rotation" (signed by the card before).
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    station_id = models.CharField(max_length=64, db_index=True)
    sequence = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    signed_bytes = models.BinaryField()
    issued_at = models.DateTimeField()
    status = models.CharField(max_length=12, choices=CardStatus.choices)
    origin = models.CharField(max_length=12)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=150)
    believed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "partners_card"
        ordering = ["-received_at"]
        constraints = [
            models.UniqueConstraint(
                name="partners_one_standing_card",
                fields=["station_id"],
                condition=models.Q(status__in=["proposed", "current"]),
            ),
        ]


class VerificationMethod(models.TextChoices):
    WORDS = "words", _("words heard from the partner")
    CODE = "code", _("code read from the partner's card")


class Verification(models.Model):
    """One officer's comparison of one card, right or wrong, and the occasion.

    The database itself keeps an officer from counting twice for the same card. `positions` are the places (from 0)
    whose words this officer heard; two officers together must have heard all of them.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    station_id = models.CharField(max_length=64, db_index=True)
    card_digest = models.CharField(max_length=64)
    own_card_digest = models.CharField(max_length=64)
    officer_id = models.PositiveBigIntegerField()
    officer = models.CharField(max_length=150)
    method = models.CharField(max_length=8, choices=VerificationMethod.choices)
    language = models.CharField(max_length=2)
    call = models.PositiveSmallIntegerField(null=True, blank=True)
    matched = models.BooleanField()
    wrong_count = models.PositiveSmallIntegerField(default=0)
    place = models.CharField(max_length=200, blank=True)
    held_on = models.DateField(null=True, blank=True)
    occasion = models.CharField(max_length=300, blank=True)
    counterpart = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "partners_verification"
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                name="partners_officer_counts_once",
                fields=["card_digest", "own_card_digest", "officer_id"],
                condition=models.Q(matched=True),
            ),
        ]


class RevokedKey(models.Model):
    """A key that its owner has revoked; the statement that says so is kept as received."""

    key_id = models.CharField(primary_key=True, max_length=64)
    station_id = models.CharField(max_length=64, db_index=True)
    reason = models.CharField(max_length=20)
    revoked_at = models.DateTimeField()
    received_at = models.DateTimeField()
    statement = models.BinaryField()

    class Meta:
        db_table = "partners_revoked_key"
