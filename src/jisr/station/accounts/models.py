"""Accounts of people, and the tokens with which programs speak for them."""

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from jisr.station.accounts.roles import ROLE_LABELS, Access, Right, Role, access_of, labels_of


class User(AbstractUser):
    """A person with an account at this station."""

    roles: Any = ArrayField(
        models.CharField(max_length=20, choices=[(r.value, ROLE_LABELS[r]) for r in Role]), default=list
    )
    full_name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=5, default="en")
    theme = models.CharField(_("theme"), max_length=10, default="auto")
    is_second_factor_required = models.BooleanField(default=True)
    is_password_temporary = models.BooleanField(default=False)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                name="accounts_exclusive_roles",
                condition=models.Q(roles__len__lte=1)
                | ~(models.Q(roles__contains=["administrator"]) | models.Q(roles__contains=["oversight"])),
            ),
        ]

    def access(self, right: Right | str) -> Access | None:
        return access_of(self.roles, Right(right)) if self.is_active else None

    def may(self, right: Right | str) -> bool:
        """Whether any role of this person gives the right, with or without a reason to be given."""
        return self.access(right) is not None

    def get_full_name(self) -> str:
        return self.full_name or self.username


class ApiToken(models.Model):
    """A secret that speaks for one person with some of that person's roles; only its hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    label = models.CharField(max_length=100)
    roles: Any = ArrayField(models.CharField(max_length=20))
    #: For what its program reads, where it does not say so itself; "" = it has to.
    purpose = models.CharField(max_length=30, blank=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    @staticmethod
    def new_secret() -> str:
        return "jisr_" + secrets.token_urlsafe(32)

    @staticmethod
    def hash_of(secret: str) -> str:
        """SHA-256, hex: the secret is 256 random bits, so no slow hash is needed."""
        return hashlib.sha256(secret.encode()).hexdigest()

    @property
    def role_labels(self) -> list[str]:
        return labels_of(self.roles)

    def is_valid_at(self, now: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > now and self.user.is_active

    def effective_roles(self) -> tuple[str, ...]:
        """The token's roles that the person still holds."""
        return tuple(role for role in self.roles if role in self.user.roles)
