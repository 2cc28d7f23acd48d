"""Deconfliction: when somebody outside works on what a compartment hides, its owner is told, and nobody else."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from jisr.station.compartments.models import Touch
from jisr.station.compartments.services.standing import owned
from jisr.station.compartments.signals import touched
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record


def note_touch(
    actor: Actor, compartments: Iterable[UUID], *, subject: str, hidden: str, likeness: float, occasion: str = ""
) -> int:
    """Tell the owners of these compartments, once for each pair of records; how many were told something new."""
    told = 0
    for compartment in compartments:
        touch, is_new = Touch.objects.get_or_create(
            compartment_id=compartment, subject=subject, hidden=hidden,
            defaults={"likeness": likeness, "by": actor.name, "at": timezone.now(), "occasion": occasion},
        )  # fmt: skip
        if is_new:
            told += 1
            touched.send(sender=None, touch_id=touch.pk)
    return told


@transaction.atomic
def mark_touches_seen(actor: Actor, compartment_id: UUID) -> int:
    """The owner has read what touches the compartment; how many were new."""
    held = owned(actor, compartment_id)
    count = Touch.objects.filter(compartment=held, seen_at=None).update(seen_at=timezone.now(), seen_by=actor.name)
    if count:
        record(actor, Act.CONSULTATION, "compartment", str(held.pk), decision="touches_seen", detail={"touches": count})
    return count
