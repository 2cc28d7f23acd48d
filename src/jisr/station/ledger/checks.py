"""Running the integrity check, keeping its outcome, and moving the anchor when all is well."""

from pathlib import Path

import structlog
from django.db import DatabaseError, transaction
from django.utils import timezone

from jisr.core.ledger import LedgerError
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.anchor import anchor_path, move_anchor, read_anchor
from jisr.station.ledger.integrity import IntegrityFinding, check_integrity
from jisr.station.ledger.models import LedgerCheck
from jisr.station.ledger.queries import Check, check_of
from jisr.station.ledger.services import Act, checkpoint_and_size, record
from jisr.station.ledger.thinning import thin_checkpoints

log = structlog.get_logger(__name__)


def run_check(actor: Actor, path: Path | None = None) -> Check:
    """Check the whole ledger now.

    The outcome is kept. A check by hand, and any that finds something, is itself an entry. When the ledger holds, the
    anchor moves to the checkpoint of the log as it stands.

    Args:
        path: where the anchor is; default: in the station's home.
    """
    path = path or anchor_path()
    started_at = timezone.now()
    unreadable: tuple[IntegrityFinding, ...] = ()
    try:
        anchor = read_anchor(path)
    except LedgerError:
        anchor, unreadable = None, (IntegrityFinding("anchor_unreadable", 0),)
    report = check_integrity(anchor)
    findings = report.findings + unreadable
    check = LedgerCheck.objects.create(
        started_at=started_at,
        finished_at=timezone.now(),
        size=report.size,
        root=report.root,
        holds=not findings,
        findings=[{"code": finding.code, "index": finding.index} for finding in findings],
    )
    if findings or actor.user_id is not None:
        _record_outcome(actor, check)
    if check.holds and report.size:
        thin_checkpoints(check.finished_at)
        move_anchor(path, *checkpoint_and_size())
    return check_of(check)


def _record_outcome(actor: Actor, check: LedgerCheck) -> None:
    """An entry about the check, unless the ledger is so damaged that it takes none; the outcome is kept either way."""
    try:
        with transaction.atomic():
            record(
                actor,
                Act.ADMINISTRATION,
                "ledger_check",
                str(check.pk),
                decision="ledger_holds" if check.holds else "ledger_breach",
                detail={"size": check.size, "findings": len(check.findings)},
            )
    except (DatabaseError, LedgerError):
        log.error("ledger_takes_no_entries", check=check.pk)
