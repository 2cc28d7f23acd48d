"""The life-at-risk override: asked by one, confirmed by another within the hour, reported by itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from jisr.core.diligence import ask_override, confirm_override
from jisr.core.sealing import DispatchKind
from jisr.station.accounts.roles import Right
from jisr.station.compartments.reader import as_station
from jisr.station.diligence import queries, signals, subjects
from jisr.station.diligence.models import OriginatorReport, OverrideRecord
from jisr.station.diligence.problems import DiligenceProblem
from jisr.station.diligence.services.refusals import person, whole_or_refused
from jisr.station.exchange import services as exchange
from jisr.station.ledger.actor import Actor, system_actor
from jisr.station.ledger.services import Act, record
from jisr.station.partners import queries as partners
from jisr.station.web.problems import Problem


@whole_or_refused
def ask(actor: Actor, subject: str, *, recipients: Sequence[str], threat: str, reason: str, hours: float = 24) -> UUID:
    """Ask that something may go at once, for an imminent threat to life; nothing goes before a second person confirms.

    Raises:
        DiligenceProblem: subject_unknown, recipient_unknown, and the rules' own.
    """
    by, now = person(actor, Right.LIFE_AT_RISK_ASK), timezone.now()
    if subjects.read(subject) is None:
        raise DiligenceProblem("subject_unknown", "subject")
    for station_id in recipients:
        if partners.partner(station_id) is None:
            raise DiligenceProblem("recipient_unknown", "recipients")
    asked = ask_override(
        subject=subject,
        recipients=recipients,
        threat=threat,
        reason=reason,
        by=by,
        at=now,
        hours=hours,
        **_never(subject, recipients),
    )
    row = OverrideRecord.objects.create(
        subject=asked.subject,
        recipients=list(asked.recipients),
        threat=asked.threat,
        reason=asked.reason,
        asked_by=actor.name,
        asked_by_id=by,
        asked_at=now,
        ends_at=asked.ends_at,
    )
    record(actor, Act.COLLECTION, "override", str(row.pk), justification=asked.reason, decision="asked")
    return row.pk


@whole_or_refused
def confirm(actor: Actor, override_id: UUID, reason: str) -> None:
    """The second person's word: in force from now, and oversight has its report in the same instant.

    Raises:
        DiligenceProblem: override_unknown, and the rules' own, above all override_same_person.
    """
    by, now = person(actor, Right.LIFE_AT_RISK_CONFIRM), timezone.now()
    row = _locked(override_id)
    confirmed = confirm_override(row.value(), by=by, at=now, reason=reason, **_never(row.subject, row.recipients))
    row.confirmed_by, row.confirmed_by_id, row.confirmed_at = actor.name, by, confirmed.confirmed_at
    row.confirm_reason = confirmed.confirm_reason
    row.save(update_fields=["confirmed_by", "confirmed_by_id", "confirmed_at", "confirm_reason"])
    signals.override_confirmed.send(
        OverrideRecord, actor=actor, override_id=row.pk, subject=row.subject, recipients=list(row.recipients)
    )
    record(actor, Act.ALTERATION, "override", str(row.pk), justification=confirmed.confirm_reason, decision="confirmed")


def note_use(
    actor: Actor,
    subject: str,
    *,
    proposal_id: UUID,
    dispatches: Mapping[str, UUID],
    originators: Mapping[str, Mapping[str, Sequence[UUID]]],
    now: datetime,
) -> None:
    """Something went under an override: keep what, and tell each originator at once. Inside the releasing transaction.

    Args:
        dispatches: station id -> dispatch.
        originators: recipient -> originator -> ids of that originator's pieces that went there.
    """
    for station_id, dispatch_id in dispatches.items():
        row = queries.override_in_force(subject, station_id, now)
        if row is None:
            continue
        used = {"proposal": str(proposal_id), "dispatches": {station_id: str(dispatch_id)}, "at": now.isoformat()}
        row.used = [*row.used, used]
        row.save(update_fields=["used"])
        record(actor, Act.DISCLOSURE, "override", str(row.pk), recipient=station_id, decision="life_at_risk")
        for originator, item_ids in originators.get(station_id, {}).items():
            report = OriginatorReport.objects.create(
                override=row,
                originator=originator,
                recipients=[station_id],
                item_ids=list(item_ids),
                due=queries.examine_by(row) or now,
            )
            tell_originator(actor, report, now)


def tell_originator(actor: Actor, report: OriginatorReport, now: datetime) -> bool:
    """Send the report through the bridge; False, and it stays due, where the partner cannot be written to now."""
    row = report.override
    text = gettext(
        "Under an override for an imminent threat to life, confirmed by two people, what you originated went to "
        "%(recipients)s. The reasons and the ledger entries are open to your oversight."
    ) % {"recipients": ", ".join(report.recipients)}
    body = {
        "text": text,
        "life_at_risk": {
            "override": str(row.pk),
            "items": [str(item_id) for item_id in report.item_ids],
            "recipients": list(report.recipients),
            "threat": row.threat,
            "reason": row.reason,
            "confirmed_at": row.confirmed_at.isoformat() if row.confirmed_at else None,
            "ends_at": row.ends_at.isoformat(),
        },
    }
    try:
        report.dispatch_id = exchange.send(
            actor,
            kind=DispatchKind.COORDINATION,
            recipients=[report.originator],
            body=body,
            handling=exchange.own_handling(),
            subject=f"override:{row.pk}",
        )
    except Problem:
        return False
    report.sent_at = now
    report.save(update_fields=["dispatch_id", "sent_at"])
    record(actor, Act.DISCLOSURE, "override", str(row.pk), recipient=report.originator, decision="originator_told")
    return True


@whole_or_refused
def examine(actor: Actor, override_id: UUID, note: str) -> None:
    """Oversight has read the report on an override and says what it makes of it.

    Raises:
        DiligenceProblem: override_unknown, wrong_state: not confirmed, examined_already, reason_needed.
    """
    person(actor, Right.LIFE_AT_RISK_REVIEW)
    row = _locked(override_id)
    if row.confirmed_at is None:
        raise DiligenceProblem("wrong_state")
    if row.examined_at is not None:
        raise DiligenceProblem("examined_already")
    if not note.strip():
        raise DiligenceProblem("reason_needed", "note")
    row.examined_by, row.examined_at, row.examined_note = actor.name, timezone.now(), note.strip()
    row.save(update_fields=["examined_by", "examined_at", "examined_note"])
    record(actor, Act.ALTERATION, "override", str(row.pk), justification=note.strip(), decision="examined")


def watch(now: datetime) -> int:
    """Tell originators whom we could not reach, and note what is late, once; how many are late."""
    actor = system_actor("diligence_overrides")
    for report in OriginatorReport.objects.filter(sent_at__isnull=True).select_related("override"):
        tell_originator(actor, report, now)
    unexamined = OverrideRecord.objects.filter(
        confirmed_at__isnull=False, examined_at__isnull=True, noted_late_at__isnull=True
    )
    late = {row.pk for row in unexamined if (due := queries.examine_by(row)) and due < now}
    late |= {r.override_id for r in queries.late_reports(now) if r.override.noted_late_at is None}
    for override_id in late:
        record(actor, Act.ALTERATION, "override", str(override_id), decision="report_late")
    OverrideRecord.objects.filter(pk__in=late).update(noted_late_at=now)
    return len(late)


def _locked(override_id: UUID) -> OverrideRecord:
    row = OverrideRecord.objects.select_for_update().filter(pk=override_id).first()
    if row is None:
        raise DiligenceProblem("override_unknown")
    return row


def _never(subject: str, recipients: Sequence[str]) -> dict[str, bool]:
    """Whether it is tainted, or an assessment for any of the recipients knows of torture."""
    with as_station():
        values = [row.value() for station_id in recipients for row in queries.rows_of(subject, station_id)]
    return {
        "is_tainted": queries.is_tainted(subject) or any(value.is_tainted for value in values),
        "is_torture_known": any(value.never_overridden and not value.is_tainted for value in values),
    }
