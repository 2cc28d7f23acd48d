"""Writing to the ledger: one entry for every write and every reading of content, in the same transaction.

Call `record` last in a transaction: from then on, other writers wait until it ends. Never put content into an entry:
ids, codes and counts only.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jisr.core.ledger import (
    Act,
    Checkpoint,
    Entry,
    EntryFormatError,
    Frontier,
    LedgerError,
    NoteKey,
    WitnessVerdict,
    judge_checkpoint,
    log_origin,
    read_unverified,
    sign_checkpoint,
    verify_consistency,
)
from jisr.station.ledger import partner_keys
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.models import LedgerCheckpoint, PartnerCheckpoint
from jisr.station.ledger.occasion import current_occasion
from jisr.station.ledger.signing import own_signers
from jisr.station.ledger.store import append_entries, locked_head

__all__ = [
    "Act",
    "Actor",
    "Recorded",
    "WitnessResult",
    "checkpoint_after",
    "current_checkpoint",
    "prepare",
    "record",
    "record_many",
    "witness",
]

_MAX_DETAIL_LENGTH = 200
_OLDER_CHECKPOINTS = 20


@dataclass(frozen=True, slots=True)
class Recorded:
    """Where the entry stands in the log."""

    index: int


@dataclass(frozen=True, slots=True)
class WitnessResult:
    """What this station makes of a partner's checkpoint.

    Attributes:
        verdict: see `jisr.core.ledger.witness`.
        known_size: size of the newest proved checkpoint of the partner, which a consistency proof must start from; None
            where there was none.
        size: size of the checkpoint that was judged.
    """

    verdict: WitnessVerdict
    known_size: int | None
    size: int

    @property
    def needs_proof(self) -> bool:
        """A consistency proof from `known_size` to `size` should be fetched and handed in."""
        return self.verdict is WitnessVerdict.UNPROVEN


def prepare(
    actor: Actor,
    act: Act,
    record_kind: str,
    record_id: str,
    *,
    recipient: str = "",
    justification: str = "",
    decision: str = "",
    detail: Mapping[str, str | int] | None = None,
    at: datetime | None = None,
) -> Entry:
    """An entry for `record_many`.

    Args:
        record_kind: noun of the record, e.g. "report".
        record_id: its id.
        recipient: station id of whom it was disclosed to.
        justification: default: the reason the actor gave.
        decision: stable code or id of the decision.
        detail: ids, codes and counts; text values have no blanks and at most 200 characters.
        at: instant of the act; default: now.

    Raises:
        EntryFormatError: a detail looks like content.
    """
    for name, value in (detail or {}).items():
        if isinstance(value, str) and (len(value) > _MAX_DETAIL_LENGTH or any(letter.isspace() for letter in value)):
            raise EntryFormatError(f"detail.{name}", "holds more than an id or a code")
    occasion = current_occasion() if act is not Act.ADMINISTRATION else None
    if occasion is not None:
        detail = {**occasion.detail(), **(detail or {})}
        justification = justification or actor.justification or occasion.words
    return Entry(
        time=at or timezone.now(),
        actor=_storable(actor.name),
        roles=tuple(actor.roles),
        channel=actor.channel,
        act=act,
        record_kind=_storable(record_kind),
        record_id=_storable(str(record_id)),
        recipient=_storable(recipient),
        justification=_storable(justification or actor.justification),
        decision=_storable(decision),
        detail={name: _storable(value) if isinstance(value, str) else value for name, value in (detail or {}).items()},
        salt=secrets.token_hex(16),
    )


def record(
    actor: Actor,
    act: Act,
    record_kind: str,
    record_id: str,
    *,
    recipient: str = "",
    justification: str = "",
    decision: str = "",
    detail: Mapping[str, str | int] | None = None,
) -> Recorded:
    """Write one entry, in the caller's transaction or one of its own. Arguments as for `prepare`."""
    entry = prepare(
        actor,
        act,
        record_kind,
        record_id,
        recipient=recipient,
        justification=justification,
        decision=decision,
        detail=detail,
    )
    return Recorded(append_entries([entry]).first_index)


def record_many(entries: Sequence[Entry]) -> list[int]:
    """Write entries made by `prepare`, in order and in one go; returns their indexes."""
    if not entries:
        return []
    first = append_entries(entries).first_index
    return list(range(first, first + len(entries)))


def current_checkpoint() -> str:
    """The signed checkpoint of the log as it stands in this transaction: a note, made now if there is none yet."""
    return checkpoint_and_size()[0]


def checkpoint_and_size() -> tuple[str, int]:
    """`current_checkpoint`, with the size it is for."""
    with transaction.atomic(savepoint=False):
        head = locked_head()
        return _checkpoint_of(head), head.size


def checkpoint_after(index: int) -> str:
    """A signed checkpoint that covers the entry at `index`: the earliest there is, or a new one.

    A batch of receipts shares one checkpoint this way, and with it one slow signature.
    """
    held = LedgerCheckpoint.objects.filter(size__gt=index).order_by("size").values_list("note", flat=True).first()
    return held if held is not None else current_checkpoint()


def witness(
    station_id: str,
    checkpoint_note: str,
    consistency_proof: Sequence[bytes] | None = None,
    *,
    keys: Sequence[NoteKey] | None = None,
    is_current: bool = False,
) -> WitnessResult:
    """Judge a partner's checkpoint against the newest one held, and keep it.

    Args:
        station_id: the partner.
        checkpoint_note: the signed note as received.
        consistency_proof: between the sizes of the two checkpoints, smaller to larger; None where there is none yet.
        keys: the partner's public keys; default: what the room of partners says they are.
        is_current: the partner says this is its log now, so that a smaller size than before is a breach.

    Raises:
        LedgerError: the note is not a checkpoint of this partner signed with its keys.
    """
    held = _already_judged(station_id, checkpoint_note)
    if held is not None and not is_current and not (held.verdict is WitnessVerdict.FORKED and consistency_proof):
        return held
    trusted = keys if keys is not None else partner_keys.keys_of(station_id)
    new = partner_keys.verify_with_any(checkpoint_note.encode(), trusted, log_origin(station_id))
    with transaction.atomic():
        known_row = _newest_proved(station_id)
        if known_row is None:
            verdict = WitnessVerdict.CONSISTENT
        else:
            known = Checkpoint(new.origin, known_row.size, bytes(known_row.root))
            verdict = judge_checkpoint(known, new, consistency_proof, is_current=is_current)
            if verdict is WitnessVerdict.FORKED and _starts_at_an_older_one(station_id, known, new, consistency_proof):
                verdict = WitnessVerdict.UNPROVEN
        known_size = known_row.size if known_row else None
        _keep(station_id, checkpoint_note, new, verdict, known_size, consistency_proof)
    return WitnessResult(verdict, known_size, new.size)


def _already_judged(station_id: str, note: str) -> WitnessResult | None:
    """The verdict on exactly this note, if it was verified and settled before: receipts of one batch share a note."""
    try:
        claimed = read_unverified(note.encode())
    except LedgerError:
        return None
    row = PartnerCheckpoint.objects.filter(station_id=station_id, size=claimed.size, root=claimed.root).first()
    if row is None or row.note != note or row.verdict == WitnessVerdict.UNPROVEN:
        return None
    return WitnessResult(WitnessVerdict(row.verdict), row.compared_with, row.size)


def _starts_at_an_older_one(station_id: str, known: Checkpoint, new: Checkpoint, proof: Sequence[bytes] | None) -> bool:
    """Whether the proof is right, but from a checkpoint held before the newest: another one came in meanwhile."""
    if proof is None or new.size <= known.size:
        return False
    rows = PartnerCheckpoint.objects.filter(
        station_id=station_id, verdict=WitnessVerdict.CONSISTENT, size__lt=known.size
    ).order_by("-size")[:_OLDER_CHECKPOINTS]
    return any(verify_consistency(row.size, new.size, bytes(row.root), new.root, proof) for row in rows if row.size)


def _newest_proved(station_id: str) -> PartnerCheckpoint | None:
    return (
        PartnerCheckpoint.objects.select_for_update()
        .filter(station_id=station_id, verdict=WitnessVerdict.CONSISTENT)
        .order_by("-size")
        .first()
    )


def _keep(
    station_id: str,
    note: str,
    new: Checkpoint,
    verdict: WitnessVerdict,
    known_size: int | None,
    proof: Sequence[bytes] | None,
) -> None:
    """Store the verdict. A proof that holds settles a pending one, and clears one whose earlier proof was spoiled.

    Two roots for one size can never be proved, so that such a breach stays.
    """
    row, is_new = PartnerCheckpoint.objects.get_or_create(
        station_id=station_id,
        size=new.size,
        root=new.root,
        defaults={
            "note": note,
            "received_at": timezone.now(),
            "verdict": verdict,
            "compared_with": known_size,
            "proof": None if proof is None else [digest.hex() for digest in proof],
        },
    )
    is_open = row.verdict in (WitnessVerdict.UNPROVEN, WitnessVerdict.FORKED)
    if not is_new and (is_open or verdict.is_breach):
        row.verdict = verdict
        row.compared_with = known_size
        row.proof = None if proof is None else [digest.hex() for digest in proof]
        row.save(update_fields=["verdict", "compared_with", "proof"])


def _checkpoint_of(head: Frontier) -> str:
    held = LedgerCheckpoint.objects.filter(size=head.size).values_list("note", "root").first()
    if held is not None and bytes(held[1]) == head.root():
        return str(held[0])
    checkpoint = Checkpoint(log_origin(settings.IDENTITY.station_id), head.size, head.root())
    note = sign_checkpoint(checkpoint, own_signers(settings.HOME.keys)).decode()
    LedgerCheckpoint.objects.get_or_create(
        size=head.size, defaults={"root": checkpoint.root, "note": note, "signed_at": timezone.now()}
    )
    return note


def _storable(text: str) -> str:
    """Text that PostgreSQL and UTF-8 can hold, whatever came in."""
    return text.replace("\x00", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode("utf-8")
