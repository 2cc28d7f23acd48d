"""Primary keys of every table: UUID version 7, so that newer rows sort after older ones (RFC 9562 section 5.7)."""

import secrets
import uuid

from django.utils import timezone

from jisr.core.sealing import uuid7


def new_id() -> uuid.UUID:
    """A fresh UUIDv7 of this moment."""
    return uuid.UUID(uuid7(timezone.now(), secrets.token_bytes(10)))
