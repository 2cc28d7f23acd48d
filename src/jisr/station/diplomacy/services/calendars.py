"""Calendar feeds: made, withdrawn, and opened by their secret."""

import secrets
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from jisr.station.diplomacy.models import CalendarToken
from jisr.station.diplomacy.problems import UnknownProblem, problem
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record


@transaction.atomic
def make_token(actor: Actor, label: str) -> str:
    """A feed for this person; its secret, which is shown once.

    Raises:
        DiplomacyProblem: no label.
    """
    if not label.strip():
        raise problem("label_needed")
    assert actor.user_id is not None
    secret = secrets.token_urlsafe(32)
    row = CalendarToken.objects.create(
        user_id=actor.user_id, label=label.strip()[:100], digest=_digest(secret), created_at=timezone.now()
    )
    record(actor, Act.ALTERATION, "calendar", str(row.id), decision="made")
    return secret


@transaction.atomic
def withdraw_token(actor: Actor, token_id: UUID) -> None:
    """Close a feed of this person at once.

    Raises:
        UnknownProblem: none of this person's.
    """
    assert actor.user_id is not None
    row = CalendarToken.objects.filter(pk=token_id, user_id=actor.user_id, withdrawn_at__isnull=True).first()
    if row is None:
        raise UnknownProblem("calendar")
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    record(actor, Act.ALTERATION, "calendar", str(row.id), decision="withdrawn")


def opened_by(secret: str) -> CalendarToken | None:
    """The feed of a secret, and note that it was used; None for one that is withdrawn or not known."""
    row = CalendarToken.objects.filter(digest=_digest(secret), withdrawn_at__isnull=True).first()
    if row is not None:
        row.used_at = timezone.now()
        row.save(update_fields=["used_at"])
    return row


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
