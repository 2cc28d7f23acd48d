"""One version of a joint record signed by all stations that keep it, as one text."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from jisr.core.diplomacy import minutes
from jisr.core.jointrecords import JointRecord, digest_of_version, version_text
from jisr.core.sealing import (
    Cosigned,
    MalformedError,
    SealingError,
    add_cosignature,
    cosign,
    digest_of,
    join_cosignatures,
    verify_cosignature,
)
from jisr.station.diplomacy.models import Joint, JointVersion
from jisr.station.diplomacy.problems import problem
from jisr.station.diplomacy.services.joint import load, locked, own_id, tell
from jisr.station.exchange.records import own_keys
from jisr.station.ledger.actor import Actor, partner_actor
from jisr.station.ledger.services import Act, record
from jisr.station.partners import queries as partners

_LONGEST = 12_000_000
type Follower = Callable[[JointVersion, bytes], None]
_followers: list[Follower] = []


def when_complete(follower: Follower) -> None:
    """Let something follow once all have signed a version: it is given the version and the signed text."""
    _followers.append(follower)


@transaction.atomic
def sign(actor: Actor, joint_id: UUID, digest: str) -> UUID:
    """Sign the present version: the first signature, or one more under those that partners have sent.

    Args:
        digest: of the version that the person has read.

    Raises:
        UnknownProblem; DiplomacyProblem: not shared, not settled, changed since it was read, signed already.
    """
    row = locked(joint_id)
    if row.shared_at is None:
        raise problem("not_shared")
    joint = load(row)
    _check_signable(row, joint)
    if digest != digest_of_version(joint):
        raise problem("text_changed")
    version = JointVersion.objects.select_for_update().filter(joint=row, digest=digest).first()
    now = timezone.now()
    if version is None:
        version = JointVersion(joint=row, digest=digest, signers=list(row.parties), opened_at=now)
        signed = cosign(version_text(joint), own_keys(), version.signers, now)
    elif own_id() in version.signed_at:
        raise problem("signed_already")
    else:
        signed = add_cosignature(version.signatures, own_keys(), cards_of(row), now)
    version.signed_by, version.signed_by_id = actor.name, actor.user_id
    _keep(version, signed, verify_cosignature(signed, cards_of(row)), now)
    record(actor, Act.ALTERATION, "joint", str(row.id), decision="signed", detail={"digest": digest})
    tell(actor, row, signatures=signed.decode())
    return version.id


def receive_signatures(row: Joint, sender: str, untrusted: Any, now: datetime) -> None:
    """Keep a partner's signature, or the text that all have signed.

    Raises:
        MalformedError: not signatures of stations that keep the record, or the sender's is not among them.
    """
    if not isinstance(untrusted, str) or len(untrusted) > _LONGEST:
        raise MalformedError("body.joint.signatures: a text is needed")
    try:
        cosigned = verify_cosignature(untrusted.encode(), cards_of(row))
    except SealingError as error:
        raise MalformedError(f"body.joint.signatures: {error.code}") from error
    if sorted(cosigned.signers) != sorted(row.parties) or sender not in cosigned.signed_at:
        raise MalformedError("body.joint.signatures: other signers than this record has")
    digest = digest_of(cosigned.text)
    version = JointVersion.objects.select_for_update().filter(joint=row, digest=digest).first()
    if version is None:
        version = JointVersion(joint=row, digest=digest, signers=list(cosigned.signers), opened_at=now)
    elif set(cosigned.signed_at) <= set(version.signed_at):
        return
    signed = untrusted.encode()
    if version.signatures:
        # Stations may have signed the same version without knowing of each other.
        signed = join_cosignatures(version.signatures, signed, cards_of(row))
        cosigned = verify_cosignature(signed, cards_of(row))
    _keep(version, signed, cosigned, now)
    actor = partner_actor(sender)
    record(actor, Act.ALTERATION, "joint", str(row.id), decision="signed", detail={"digest": digest})


def hindrances(row: Joint, joint: JointRecord) -> list[str]:
    """Codes of what stands in the way of signing the present version."""
    if row.kind == "minutes":
        return minutes.hindrances(joint)
    found = ["operations_missing"] if joint.waiting else []
    return [*found, "unsettled"] if joint.conflicts() else found


def _check_signable(row: Joint, joint: JointRecord) -> None:
    for code in hindrances(row, joint):
        raise problem(code)


def _keep(version: JointVersion, signed: bytes, cosigned: Cosigned, now: datetime) -> None:
    version.signatures = signed
    version.signed_at = {station: at.isoformat() for station, at in cosigned.signed_at.items()}
    is_new = cosigned.is_complete and version.completed_at is None
    if is_new:
        version.completed_at = now
    version.save()
    if is_new:
        for follower in _followers:
            follower(version, cosigned.text)


def cards_of(row: Joint) -> dict[str, Any]:
    cards: dict[str, Any] = {own_id(): partners.own_station().card}
    for station in row.parties:
        view = partners.partner(station)
        if view is not None and view.card is not None:
            cards[station] = view.card
    return cards
