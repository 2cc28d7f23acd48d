"""Who may act on a proposal: a named person with the right, and for decisions never its author."""

from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right, access_of
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.release.models import Proposal
from jisr.station.release.problems import NamedPersonNeeded, OwnWork, RightMissing


def require_person(actor: Actor, right: Right) -> int:
    """The account that acts; pages and routes check the right too, this is what commands and jobs meet.

    Raises:
        NamedPersonNeeded: the station, a partner or a job acts, not a person.
        RightMissing: the person's roles do not give the right.
    """
    if actor.user_id is None:
        raise NamedPersonNeeded
    if access_of(actor.roles, right) is None:
        raise RightMissing
    return actor.user_id


def require_second_person(actor: Actor, proposal: Proposal) -> int:
    """The account that decides on somebody else's work.

    Raises:
        OwnWork: the author decides, whichever role they act in.
        NamedPersonNeeded, RightMissing: as `require_person`.
    """
    deciding = require_person(actor, Right.RELEASE_DECIDE)
    if deciding == proposal.author_id:
        raise OwnWork
    return deciding


def may_still_release(user_id: int) -> bool:
    """Whether a person who decided beforehand could still decide today."""
    person = User.objects.filter(pk=user_id, is_active=True).first()
    return person is not None and person.may(Right.RELEASE_DECIDE)


def require_source_right(actor: Actor, right: Right) -> None:
    """That a person who proposes may also read what the proposal is drawn from; a refusal is entered in the ledger.

    Raises:
        RightMissing: the person's roles do not give the right.
    """
    if access_of(actor.roles, right) is None:
        record(actor, Act.REFUSAL, "right", right.value, decision="not_permitted")
        raise RightMissing
