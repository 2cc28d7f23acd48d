"""What of human-rights due diligence needs one person now: a life at risk first, dates last."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.diligence import queries as diligence
from jisr.station.today.need import Need
from jisr.station.warnings import queries as warnings
from jisr.station.web.localtime import country_name, format_day
from jisr.station.web.visible import isolated


def overrides_to_confirm(user: User) -> Iterator[Need]:
    """The second person's hour runs."""
    if not user.may(Right.LIFE_AT_RISK_CONFIRM):
        return
    for row in diligence.overrides_to_confirm(timezone.now()):
        if row.asked_by_id == user.pk:
            continue
        yield Need(
            title=_("A life is at risk: %(person)s asks for a second person") % {"person": isolated(row.asked_by)},
            url=reverse("diligence:override", args=[row.pk]),
            action=pgettext("action", "See"),
            due=row.value().confirm_by,
            start=row.asked_at,
            weight=-30,
            tone="danger",
        )


def overrides_to_examine(user: User) -> Iterator[Need]:
    """The report that oversight has had since the override was confirmed, and originators who could not be told."""
    if not user.may(Right.LIFE_AT_RISK_REVIEW):
        return
    for row in diligence.overrides_to_examine():
        yield Need(
            title=_("A life-at-risk override awaits your examination"),
            why=_("asked by %(first)s, confirmed by %(second)s")
            % {"first": isolated(row.asked_by), "second": isolated(row.confirmed_by)},
            url=reverse("diligence:override", args=[row.pk]),
            action=pgettext("action", "Open"),
            due=diligence.examine_by(row),
            start=row.confirmed_at,
            weight=-15,
            tone="danger",
        )
    names = warnings.station_names()
    for report in diligence.late_reports(timezone.now()):
        name = names.get(report.originator, report.originator)
        yield Need(
            title=_("%(partner)s has still to be told of an override") % {"partner": isolated(name)},
            why=_("more than 24 hours ago; the partner could not be written to"),
            url=reverse("diligence:override", args=[report.override_id]),
            action=pgettext("action", "Open"),
            weight=-14,
            tone="danger",
        )


def assessments_to_decide(user: User) -> Iterator[Need]:
    names = warnings.station_names()
    for waiting in diligence.to_decide(user):
        row = waiting.row
        yield Need(
            title=_("A human-rights assessment for %(partner)s awaits your decision")
            % {"partner": isolated(names.get(row.recipient, row.recipient))},
            why=_("assessed by %(person)s") % {"person": isolated(row.author)},
            url=reverse("diligence:assessment", args=[row.pk]),
            action=pgettext("action", "See"),
            weight=6,
        )


def assessments_to_review(user: User) -> Iterator[Need]:
    if not user.may(Right.DILIGENCE_APPROVE):
        return
    count = diligence.assessments(["review_due"]).count()
    if count:
        yield Need(
            title=ngettext("%(count)d assessment to be reviewed", "%(count)d assessments to be reviewed", count)
            % {"count": count},
            url=f"{reverse('diligence:assessments')}?view=watched",
            action=pgettext("action", "Open"),
            weight=35,
        )


def countries_to_renew(user: User) -> Iterator[Need]:
    if not user.may(Right.DILIGENCE_WRITE):
        return
    today = timezone.now().date()
    for row in diligence.countries():
        if row.is_ending_on(today):
            yield Need(
                title=_("The assessment of %(country)s is to be made anew") % {"country": country_name(row.country)},
                why=_("valid until %(day)s") % {"day": format_day(row.valid_until)},
                url=f"{reverse('diligence:country_new')}?country={row.country}",
                action=pgettext("action", "Open"),
                weight=46,
            )
