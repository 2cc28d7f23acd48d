"""What a person says of an entity: a minor, a victim, a journalist ... Said and taken back by people alone."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import SpecialCategory
from jisr.station.knowledge.models import SpecialMark, StatementRecord
from jisr.station.knowledge.services.identities import EntityNotFoundError
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.web.problems import Problem


class SaidByPersonsOnlyError(Problem):
    """A job or a partner may not say of a person what only a person may say."""

    def __init__(self) -> None:
        super().__init__("named_person_needed", _("Only a named person can say this."), status=403)


@transaction.atomic
def say_special(actor: Actor, entity_id: UUID, category: SpecialCategory, note: str = "") -> None:
    """Say of an entity that it belongs to a category whose data need a ground of their own. Said twice is said once.

    Raises:
        SaidByPersonsOnlyError, EntityNotFoundError.
    """
    canonical = _known(actor, entity_id)
    SpecialMark.objects.get_or_create(
        entity_id=canonical,
        category=category.value,
        ended_at=None,
        defaults={"note": note.strip()[:500], "said_at": timezone.now(), "said_by": actor.name},
    )
    record(
        actor, Act.ALTERATION, "entity", str(canonical), decision="special_said", detail={"category": category.value}
    )


@transaction.atomic
def unsay_special(actor: Actor, entity_id: UUID, category: SpecialCategory) -> None:
    """Take it back; that it was said stays on record.

    Raises:
        SaidByPersonsOnlyError, EntityNotFoundError.
    """
    canonical = _known(actor, entity_id)
    members = StatementRecord.objects.filter(canonical_id=canonical).values("entity_id")
    standing = SpecialMark.objects.filter(entity_id__in=members, category=category.value, ended_at__isnull=True)
    standing.update(ended_at=timezone.now(), ended_by=actor.name)
    record(
        actor, Act.ALTERATION, "entity", str(canonical), decision="special_unsaid", detail={"category": category.value}
    )


def _known(actor: Actor, entity_id: UUID) -> UUID:
    if actor.user_id is None:
        raise SaidByPersonsOnlyError
    canonical = StatementRecord.objects.filter(entity_id=entity_id).values_list("canonical_id", flat=True).first()
    if canonical is None:
        raise EntityNotFoundError
    return canonical
