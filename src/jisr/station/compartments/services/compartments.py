"""Compartments and who is in them. Only the owner decides; oversight may hand one over when its owner is gone."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Role
from jisr.station.compartments.models import Compartment, Membership
from jisr.station.compartments.problems import (
    MemberNotReaderError,
    MemberUnknownError,
    NameTakenError,
    OwnerStaysError,
    ReasonShortError,
    UntilError,
)
from jisr.station.compartments.services.placing import take_out_all
from jisr.station.compartments.services.standing import locked, owned, reads_content, reason_of
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record

#: A compartment is looked through, and everybody in it, at least this often.
REVIEW_DAYS = 180
LONGEST_MEMBERSHIP_DAYS = 366


@transaction.atomic
def open_compartment(actor: Actor, *, name: str, reason: str) -> UUID:
    """Make a compartment; who makes it owns it and is its first member. Its id.

    Raises:
        ReasonShortError, NameTakenError, MemberNotReaderError.
    """
    owner = User.objects.filter(pk=actor.user_id or 0, is_active=True).first()
    if owner is None or not reads_content(owner):
        raise MemberNotReaderError
    now = timezone.now()
    made = Compartment(
        name=" ".join(name.split())[:80], reason=reason_of(reason), owner_id=owner.pk, owner=owner.username,
        created_at=now, created_by=actor.name, review_due=(now + timedelta(days=REVIEW_DAYS)).date(),
    )  # fmt: skip
    if not made.name:
        raise ReasonShortError("name")
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise NameTakenError from error
    _let_in(actor, made, owner, made.reason, now + timedelta(days=REVIEW_DAYS))
    record(actor, Act.ADMINISTRATION, "compartment", str(made.pk), decision="opened")
    return made.pk


@transaction.atomic
def add_member(actor: Actor, compartment_id: UUID, username: str, *, reason: str, until: date) -> None:
    """Let somebody in until the end of a day.

    Raises:
        CompartmentNotFoundError, NotOwnerError, MemberNotReaderError, ReasonShortError, UntilError.
    """
    held = owned(actor, compartment_id)
    person = User.objects.filter(username=username.strip(), is_active=True).first()
    if person is None or not reads_content(person):
        raise MemberNotReaderError
    why, last = reason_of(reason), end_of(until)
    Membership.objects.filter(compartment=held, user_id=person.pk, ended_at=None).update(
        ended_at=timezone.now(), ended_by=actor.name
    )
    _let_in(actor, held, person, why, last)
    record(
        actor, Act.ADMINISTRATION, "compartment", str(held.pk), recipient=person.username, decision="member_added",
        detail={"until": until.isoformat()},
    )  # fmt: skip


@transaction.atomic
def renew_member(actor: Actor, compartment_id: UUID, username: str, *, until: date) -> None:
    """Keep somebody in for longer, after asking whether they still need to know."""
    held = owned(actor, compartment_id)
    standing = _membership(held, username)
    standing.until, standing.renewed_at = end_of(until), timezone.now()
    standing.save(update_fields=["until", "renewed_at"])
    record(
        actor, Act.ADMINISTRATION, "compartment", str(held.pk), recipient=username, decision="member_renewed",
        detail={"until": until.isoformat()},
    )  # fmt: skip


@transaction.atomic
def end_member(actor: Actor, compartment_id: UUID, username: str) -> None:
    """Let somebody in no longer, from this moment."""
    held = owned(actor, compartment_id)
    standing = _membership(held, username)
    if standing.user_id == held.owner_id:
        raise OwnerStaysError
    standing.ended_at, standing.ended_by = timezone.now(), actor.name
    standing.save(update_fields=["ended_at", "ended_by"])
    record(actor, Act.ADMINISTRATION, "compartment", str(held.pk), recipient=username, decision="member_ended")


@transaction.atomic
def hand_over(actor: Actor, compartment_id: UUID, username: str, *, reason: str) -> None:
    """Give the compartment another owner: by its owner, or by oversight where the owner is gone.

    Raises:
        MemberUnknownError: the new owner is not in the compartment (oversight may name anyone who reads content).
    """
    is_oversight = actor.has_role(Role.OVERSIGHT)
    held = locked(compartment_id) if is_oversight else owned(actor, compartment_id)
    person = User.objects.filter(username=username.strip(), is_active=True).first()
    if person is None or not reads_content(person):
        raise MemberNotReaderError
    why = reason_of(reason)
    is_in = Membership.objects.filter(
        compartment=held, user_id=person.pk, ended_at=None, until__gt=timezone.now()
    ).exists()
    if not is_in and not is_oversight:
        raise MemberUnknownError
    if not is_in:
        Membership.objects.filter(compartment=held, user_id=person.pk, ended_at=None).update(
            ended_at=timezone.now(), ended_by=actor.name
        )
        _let_in(actor, held, person, why, timezone.now() + timedelta(days=REVIEW_DAYS))
    held.owner_id, held.owner = person.pk, person.username
    held.save(update_fields=["owner_id", "owner"])
    record(
        actor, Act.ADMINISTRATION, "compartment", str(held.pk), recipient=person.username, decision="handed_over",
        justification=why,
    )  # fmt: skip


@transaction.atomic
def review_compartment(actor: Actor, compartment_id: UUID, *, remark: str) -> None:
    """Note that the owner has looked through what and who is in it, and why it is still needed."""
    held = owned(actor, compartment_id)
    why, now = reason_of(remark, "remark"), timezone.now()
    held.reviewed_at, held.review_due = now, (now + timedelta(days=REVIEW_DAYS)).date()
    held.save(update_fields=["reviewed_at", "review_due"])
    record(actor, Act.ADMINISTRATION, "compartment", str(held.pk), decision="reviewed", justification=why)


@transaction.atomic
def close_compartment(actor: Actor, compartment_id: UUID, *, reason: str) -> None:
    """Dissolve it: what was in it is seen like everything else again."""
    held = owned(actor, compartment_id)
    why, now = reason_of(reason), timezone.now()
    take_out_all(held)
    held.closed_at, held.closed_by = now, actor.name
    held.save(update_fields=["closed_at", "closed_by"])
    Membership.objects.filter(compartment=held, ended_at=None).update(ended_at=now, ended_by=actor.name)
    record(actor, Act.ADMINISTRATION, "compartment", str(held.pk), decision="closed", justification=why)


def end_of(day: date) -> datetime:
    """The last moment of a day, at the station.

    Raises:
        UntilError: not after today, or more than a year ahead.
    """
    today = timezone.localdate()
    if not today < day <= today + timedelta(days=LONGEST_MEMBERSHIP_DAYS):
        raise UntilError
    return timezone.make_aware(datetime.combine(day, datetime.max.time()))


def _membership(held: Compartment, username: str) -> Membership:
    standing = Membership.objects.filter(compartment=held, username=username.strip(), ended_at=None).first()
    if standing is None:
        raise MemberUnknownError
    return standing


def _let_in(actor: Actor, held: Compartment, person: User, reason: str, until: datetime) -> None:
    Membership.objects.create(
        compartment=held, user_id=person.pk, username=person.username, reason=reason, added_at=timezone.now(),
        added_by=actor.name, until=until,
    )  # fmt: skip
