"""Making a reader of the person whom the gate has let in."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.utils import timezone

from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Role
from jisr.station.compartments.models import Membership, Opening, OpeningKind
from jisr.station.compartments.reader import Reader, Sight, read_as

_READING_ACROSS = frozenset({Role.OVERSIGHT.value, Role.DATA_PROTECTION.value})


def begin(user: User, roles: tuple[str, ...]) -> Callable[[], Mapping[str, str]]:
    """From here on, this thread reads for this person; gives what to mark readings with in the ledger."""
    reader = reader_of(user, roles)
    read_as(reader)
    return lambda: marks_of(reader)


def reader_of(user: User, roles: tuple[str, ...]) -> Reader:
    """Who reads, and how far.

    Oversight and the data-protection officer read across compartments: the one gives a reason first and is shown to a
    second overseer, the other has to find everything that is held of a person.
    """
    sees_all = not _READING_ACROSS.isdisjoint(roles)
    return Reader(user.pk, user.username, sees_all=sees_all, look=lambda: sight_of(user.pk))


def marks_of(reader: Reader) -> Mapping[str, str]:
    openings = () if reader.sees_all else reader.sight.openings
    return {"glass": ",".join(str(opening) for opening in openings)} if openings else {}


def sight_of(user_id: int) -> Sight:
    """The compartments this person is in now, and what they have opened by breaking the glass."""
    now = timezone.now()
    held = Membership.objects.filter(
        user_id=user_id, ended_at=None, until__gt=now, compartment__closed_at=None
    ).values_list("compartment_id", flat=True)
    standing = Opening.objects.filter(user_id=user_id, closed_at=None, until__gt=now)
    opened: dict[str, list[UUID]] = {}
    for opening in (glass := list(standing)):
        if opening.kind == OpeningKind.COMPARTMENT:
            kind, _colon, identifier = opening.subject.partition(":")
            opened.setdefault(kind, []).append(UUID(identifier))
    return Sight(
        tuple(sorted(held)),
        {kind: tuple(ids) for kind, ids in opened.items()},
        tuple(opening.pk for opening in glass[:4]),
    )
