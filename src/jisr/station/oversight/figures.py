"""Counts for publication: the tables over the ledger, and the protected form of every table that a room offers.

Each entry is counted in one table at most, so that no table can be subtracted from another: disclosures to partners,
refusals, steps of releases, and what is left by act; records that a room counts itself are left out of all of them.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from jisr.core.disclosure import Period, protect
from jisr.core.ledger import Act
from jisr.station.accounts.purposes import INFERRED_LABELS, PURPOSE_LABELS
from jisr.station.ledger import queries as ledger
from jisr.station.ledger.statistics import Counts, CountTable, Label, covered_kinds, register, tables
from jisr.station.oversight import labels
from jisr.station.oversight.codes import decision_word
from jisr.station.oversight.readings import count_overseers
from jisr.station.partners import queries as partners

LANGUAGES = ("ar", "fr", "en")
NOT_STATED = _("not stated")
#: Every purpose that an entry can state.
PURPOSES = {**PURPOSE_LABELS, **INFERRED_LABELS}

#: The recipient of letters of redress; no station bears it.
DATA_SUBJECT = "data_subject"
_TO_PARTNERS = Q(act=Act.DISCLOSURE) & ~Q(recipient="")
_REFUSED = Q(act=Act.REFUSAL)
_DECIDED = ~Q(act=Act.CONSULTATION) & ~_TO_PARTNERS & ~_REFUSED
_RELEASES = Q(record_kind="release") & _DECIDED
#: Kinds of record on which people decide about rights: consents of originators, due diligence, overrides, redress.
_KINDS_OF_RIGHTS = ("assessment", "consent", "country_assessment", "override", "redress", "retention")
_RIGHTS = Q(record_kind__in=_KINDS_OF_RIGHTS) & _DECIDED


def statistics_of(period: Period) -> dict[str, Any]:
    """The document that is shown and published: every table, small counts withheld, words in three languages."""
    minimum = settings.STATION.statistics_minimum
    since, until = _midnight(period.first_day), _midnight(period.day_after)
    overseers = count_overseers()
    return {
        "station": settings.IDENTITY.station_id,
        "period": period.name,
        "first_day": period.first_day.isoformat(),
        "last_day": date.fromordinal(period.day_after.toordinal() - 1).isoformat(),
        "minimum": minimum,
        "has_second_overseer": overseers > 1,
        "tables": [_published(table, table.count(since, until), minimum) for table in tables()],
    }


def _published(table: CountTable, counts: Counts, minimum: int) -> dict[str, Any]:
    held = {pair: count for pair, count in counts.items() if count}
    rows, columns = (sorted({pair[at] for pair in held}) for at in (0, 1))
    shown = protect([[held.get((row, column), 0) for column in columns] for row in rows], minimum)
    return {
        "code": table.code,
        "title": _said(table.title),
        "note": _said(table.note),
        "rows": {"title": _said(table.rows), "codes": rows, "words": [_said(table.row_label(row)) for row in rows]},
        "columns": {
            "title": _said(table.columns),
            "codes": columns,
            "words": [_said(table.column_label(column)) for column in columns],
        },
        "cells": [list(row) for row in shown.cells],
        "row_totals": list(shown.row_totals),
        "column_totals": list(shown.column_totals),
        "total": shown.total,
        "withheld": shown.withheld,
    }


def _said(label: Label) -> dict[str, str]:
    words = {}
    for language in LANGUAGES:
        with translation.override(language):
            words[language] = str(label)
    return words


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _counter(chosen: Q, row: str, column: str = "") -> Callable[[datetime, datetime], Counts]:
    def count(since: datetime, until: datetime) -> Counts:
        rows = ledger.search(ledger.EntryFilter(since=since, until=until)).filter(chosen)
        return ledger.count_by(rows.exclude(record_kind__in=covered_kinds()), row, column)

    return count


def _purpose(code: str) -> Label:
    return PURPOSES.get(code, code) if code else NOT_STATED


class _PartnerName:
    """A partner's name, looked up in the language in which it is read."""

    def __init__(self, station_id: str) -> None:
        self.station_id = station_id

    def __str__(self) -> str:
        if self.station_id == DATA_SUBJECT:
            return str(_("data subjects"))
        found = partners.partner(self.station_id)
        return str(found.name()) if found else self.station_id


def _decision(code: str) -> Label:
    return decision_word(code) if code else NOT_STATED


def offer_ledger_tables() -> None:
    """Register the tables over the ledger; called when the room opens."""
    month = _("Month")
    register(
        CountTable(
            code="disclosures",
            title=_("Disclosures to partners and data subjects, by purpose and recipient"),
            note=_("Each dispatch to each partner counts once. What a dispatch holds, and of whom, is not counted."),
            rows=_("Purpose"),
            columns=_("Recipient"),
            count=_counter(_TO_PARTNERS, "purpose", "recipient"),
            row_label=_purpose,
            column_label=_PartnerName,  # type: ignore[arg-type]
            order=10,
        )
    )
    register(
        CountTable(
            code="release_steps",
            title=_("Steps of releases, by decision and month"),
            note=_("A proposal that was stopped and then released counts at both."),
            rows=_("Decision"),
            columns=month,
            count=_counter(_RELEASES, "decision"),
            row_label=_decision,
            order=20,
        )
    )
    register(
        CountTable(
            code="refusals",
            title=_("Refusals, by reason and month"),
            note=_("What the station or its people refused. Many refusals can mean strict rules or many attempts."),
            rows=_("Reason"),
            columns=month,
            count=_counter(_REFUSED, "decision"),
            row_label=_decision,
            order=30,
        )
    )
    register(
        CountTable(
            code="decisions_on_rights",
            title=_("Consents, due diligence, overrides, redress and retention, by record and decision"),
            note=_("One case can count several times: each of its steps is a decision."),
            rows=_("Record"),
            columns=_("Decision"),
            count=_counter(_RIGHTS, "record_kind", "decision"),
            row_label=lambda kind: labels.RECORD_KINDS.get(kind, kind),
            column_label=_decision,
            order=40,
        )
    )
    register(
        CountTable(
            code="acts",
            title=_("Everything else in the ledger, by act and month"),
            note=_("Without what stands in another table. Acts of the station itself count like those of people."),
            rows=_("Act"),
            columns=month,
            count=_counter(~_TO_PARTNERS & ~_REFUSED & ~_RELEASES & ~_RIGHTS, "act"),
            row_label=lambda code: labels.ACTS.get(code, code),
            order=90,
        )
    )
