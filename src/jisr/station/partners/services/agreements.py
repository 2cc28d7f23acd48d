"""Agreements are recorded, amended (the version before stays as it was), renewed and ended."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import (
    AS_THEY_ARE,
    Classification,
    DataCategory,
    Equivalence,
    HandlingFormatError,
    Mark,
    OnwardRule,
    Purpose,
)
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.partners.models import Agreement, PartnerStation
from jisr.station.partners.problems import PartnerProblem
from jisr.station.partners.services.acting import checked_reason
from jisr.station.web.ids import new_id

KIND = "agreement"
LONGEST_RETENTION_DAYS = 36_500
FIRST_YEAR, LAST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementTerms:
    """What an agreement says.

    Attributes:
        parties: station ids of the partners, this station left out.
        longest_retention_days: how long what was received may be kept.
        valid_from, valid_until: first and last day in force.
        table: what it makes equal between scales of classification.
        tells_onward: each side tells the originator to whom its information was passed on.
    """

    title: str
    reference: str
    parties: Collection[str]
    purposes: Collection[Purpose]
    data_categories: Collection[DataCategory]
    highest_classification: Classification
    longest_retention_days: int
    onward: OnwardRule
    redress_contact: str
    valid_from: date
    valid_until: date
    note: str = ""
    tells_onward: bool = False
    table: Equivalence = AS_THEY_ARE


@transaction.atomic
def record_agreement(actor: Actor, terms: AgreementTerms, *, renews: UUID | None = None) -> UUID:
    """Record a new agreement; returns its thread, the id that stays the same through all versions.

    Raises:
        PartnerProblem: naming the field that cannot stand.
    """
    _check(terms)
    thread = new_id()
    _write(actor, thread, 1, terms, renews)
    record(actor, Act.COLLECTION, KIND, str(thread), decision="recorded", detail=_detail(terms))
    return thread


@transaction.atomic
def amend_agreement(actor: Actor, thread: UUID, terms: AgreementTerms, *, version: int) -> int:
    """Make the next version.

    Args:
        version: the version that was in front of the officer; another one standing now is a conflict.

    Returns:
        The number of the new version.
    """
    _check(terms)
    standing = _standing(thread)
    if standing.version != version:
        raise PartnerProblem(
            "agreement_changed", _("Somebody else has changed this agreement meanwhile. Open it again."), status=409
        )
    if standing.ended_on is not None:
        raise PartnerProblem("agreement_ended", _("This agreement was ended; renew it instead."), status=409)
    Agreement.objects.filter(pk=standing.pk).update(is_current=False)
    _write(actor, thread, version + 1, terms, standing.renews)
    record(
        actor, Act.ALTERATION, KIND, str(thread), decision="amended", detail={"version": version + 1, **_detail(terms)}
    )
    return version + 1


@transaction.atomic
def amend_levels(actor: Actor, thread: UUID, table: Equivalence) -> int:
    """Make the next version with another table of equivalence and everything else as it stands; its number.

    Raises:
        PartnerProblem: as `amend_agreement`.
    """
    standing = _standing(thread)
    return amend_agreement(actor, thread, replace(terms_of(standing), table=table), version=standing.version)


@transaction.atomic
def renew_agreement(actor: Actor, thread: UUID, valid_until: date, reference: str = "") -> UUID:
    """A new agreement on the same terms, from the day after the old one's last day (today, where that is past)."""
    standing = _standing(thread)
    begins = max(standing.last_day + timedelta(days=1), timezone.localdate())
    terms = replace(
        terms_of(standing),
        reference=reference.strip() or standing.reference,
        valid_from=begins,
        valid_until=valid_until,
    )
    if Agreement.objects.filter(renews=thread, is_current=True).exists():
        raise PartnerProblem("already_renewed", _("This agreement has already been renewed."), status=409)
    return record_agreement(actor, terms, renews=thread)


@transaction.atomic
def end_agreement(actor: Actor, thread: UUID, last_day: date, reason: str) -> None:
    """End an agreement before its date, as a new version."""
    why = checked_reason(reason)
    standing = _standing(thread)
    if not standing.valid_from <= last_day <= standing.last_day:
        raise PartnerProblem("end_outside", _("The last day must lie within the agreement."), field="last_day")
    Agreement.objects.filter(pk=standing.pk).update(is_current=False)
    ended = _write(actor, thread, standing.version + 1, terms_of(standing), standing.renews)
    ended.ended_on, ended.end_reason = last_day, why
    ended.save(update_fields=["ended_on", "end_reason"])
    record(actor, Act.ALTERATION, KIND, str(thread), decision="ended", justification=why)


def terms_of(row: Agreement) -> AgreementTerms:
    """What a version says."""
    return AgreementTerms(
        title=row.title,
        reference=row.reference,
        parties=tuple(row.parties),
        purposes=tuple(Purpose(value) for value in row.purposes),
        data_categories=tuple(DataCategory(value) for value in row.data_categories),
        highest_classification=Classification(row.highest_classification),
        longest_retention_days=row.longest_retention_days,
        onward=OnwardRule(row.onward),
        redress_contact=row.redress_contact,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        note=row.note,
        tells_onward=row.tells_onward,
        table=row.table,
    )


def _standing(thread: UUID) -> Agreement:
    found = Agreement.objects.select_for_update().filter(thread=thread, is_current=True).first()
    if found is None:
        raise PartnerProblem("agreement_unknown", _("There is no such agreement."), status=404)
    return found


def _write(actor: Actor, thread: UUID, version: int, terms: AgreementTerms, renews: UUID | None) -> Agreement:
    row = Agreement(
        thread=thread,
        version=version,
        renews=renews,
        title=terms.title.strip(),
        reference=terms.reference.strip(),
        parties=sorted(set(terms.parties)),
        purposes=sorted({Purpose(purpose).value for purpose in terms.purposes}),
        data_categories=sorted({DataCategory(category).value for category in terms.data_categories}),
        highest_classification=int(terms.highest_classification),
        longest_retention_days=terms.longest_retention_days,
        onward=OnwardRule(terms.onward).value,
        redress_contact=terms.redress_contact.strip(),
        valid_from=terms.valid_from,
        valid_until=terms.valid_until,
        note=terms.note.strip(),
        tells_onward=terms.tells_onward,
        recorded_at=timezone.now(),
        recorded_by=actor.name,
    )
    row.set_table(terms.table)
    row.save(force_insert=True)
    return row


def _check(terms: AgreementTerms) -> None:
    for name in ("title", "reference", "redress_contact"):
        if not getattr(terms, name).strip():
            raise PartnerProblem("field_missing", _("This field is needed."), field=name)
    for name in ("parties", "purposes", "data_categories"):
        if not getattr(terms, name):
            raise PartnerProblem("field_missing", _("Choose at least one."), field=name)
    if PartnerStation.objects.filter(pk__in=set(terms.parties)).count() != len(set(terms.parties)):
        raise PartnerProblem("partner_unknown", _("There is no such partner."), field="parties")
    for name in ("valid_from", "valid_until"):
        if not FIRST_YEAR <= getattr(terms, name).year <= LAST_YEAR:
            raise PartnerProblem("date_out_of_range", _("The year must lie between 1900 and 2200."), field=name)
    _check_table(terms.table)
    if terms.valid_from > terms.valid_until:
        raise PartnerProblem("dates_reversed", _("It ends before it begins."), field="valid_until")
    if not 1 <= terms.longest_retention_days <= LONGEST_RETENTION_DAYS:
        raise PartnerProblem(
            "retention_out_of_range", _("Retention is from 1 to 36,500 days."), field="longest_retention_days"
        )


def _check_table(table: Equivalence) -> None:
    """Every level must be on record, none protects less here than there, and the partner's own scale has a row."""
    for row in table.rows:
        try:
            rank = Mark(row.scale, row.level).rank
        except HandlingFormatError as error:
            message = _("This scale or level is not on record: %(name)s.") % {"name": f"{row.scale} {row.level}"[:80]}
            raise PartnerProblem(error.code, message, field="equivalence") from error
        if row.own < rank:
            message = _("%(level)s would be protected less here than it is there.") % {"level": row.level}
            raise PartnerProblem("equivalence_lowers", message, field="equivalence")
    if not any(row.scale == table.scale for row in table.rows):
        needed = _("Name at least one level of the scale in which the partners mark.")
        raise PartnerProblem("equivalence_missing", needed, field="equivalence")


def _detail(terms: AgreementTerms) -> dict[str, str | int]:
    return {
        "parties": ",".join(sorted(set(terms.parties)))[:200],
        "purposes": len(set(terms.purposes)),
        "scale": terms.table.scale,
        "levels": len(terms.table.rows),
    }
