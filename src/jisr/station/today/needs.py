"""What needs one person now: each thing with its clock, its reason, and the one thing to do.

A source asks one room and answers only to people who may do something about it. Roles that read content only with a
reason see no content here: sources with content need full access.
"""

from collections.abc import Callable, Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from jisr.core.handling import PartnerState
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Access, Right
from jisr.station.exchange import queries as exchange
from jisr.station.intake import queries as intake
from jisr.station.intake.queries.reports import report_row
from jisr.station.knowledge import queries as knowledge
from jisr.station.ledger import queries as ledger
from jisr.station.partners import queries as partners
from jisr.station.release import queries as release
from jisr.station.today import diplomacy_needs
from jisr.station.today.diligence_needs import (
    assessments_to_decide,
    assessments_to_review,
    countries_to_renew,
    overrides_to_confirm,
    overrides_to_examine,
)
from jisr.station.today.need import Need
from jisr.station.today.redress_needs import decisions_to_sign, subject_requests
from jisr.station.today.words import kind_label, likelihood
from jisr.station.warnings import queries as warnings
from jisr.station.web.localtime import format_day, format_moment, format_percent, list_separator
from jisr.station.web.visible import isolated

#: Lists longer than this end in a link to their room.
LONGEST_LIST = 10


def needs_of(user: User) -> list[Need]:
    """Everything that waits for this person, the clock that runs out first in front."""
    found = [need for source in SOURCES for need in source(user)]
    last = timezone.now().replace(year=9999)
    return sorted(found, key=lambda need: (need.due is None, need.due or last, need.weight))


def _may(user: User, right: Right) -> bool:
    return user.access(right) is Access.FULL


def silent_partners(user: User) -> Iterator[Need]:
    """For those who follow warnings; once the time has run out, for everyone who may read them."""
    if not _may(user, Right.WARNING_READ):
        return
    follows = _may(user, Right.WARNING_WRITE)
    for warning, recipient in warnings.silent_recipients():
        if not (follows or recipient.is_run_out):
            continue
        said = likelihood(warning.probability, warning.yardstick)
        sent = _("sent %(when)s") % {"when": format_moment(recipient.sent_at)}
        yield Need(
            title=_("%(partner)s has not acknowledged a warning") % {"partner": isolated(recipient.name)},
            about=warning.title,
            about_language=warning.language,
            why=f"{said} · {sent}",
            url=reverse("warnings:warning", args=[warning.pk]),
            action=pgettext("action", "Escalate") if recipient.is_run_out else pgettext("action", "Follow"),
            due=recipient.acknowledge_by,
            start=recipient.sent_at,
            handling=warning.handling,
        )


def warnings_to_acknowledge(user: User) -> Iterator[Need]:
    if not _may(user, Right.WARNING_WRITE):
        return
    for view in warnings.unanswered():
        yield Need(
            title=_("Warning from %(partner)s to acknowledge") % {"partner": isolated(view.originator_name)},
            about=view.title,
            url=reverse("warnings:received", args=[view.record_id]),
            action=pgettext("action", "Acknowledge"),
            due=view.acknowledge_by,
            start=view.received_at,
            weight=0,
            handling=view.dispatch.handling,
        )


def requests_to_answer(user: User) -> Iterator[Need]:
    if not _may(user, Right.REQUEST_WRITE):
        return
    names = warnings.station_names()
    for request in exchange.open_requests("in"):
        partner = names.get(request.partners[0], request.partners[0])
        yield Need(
            title=_("Request for information from %(partner)s") % {"partner": isolated(partner)},
            about=request.question,
            url=reverse("exchange:dispatch", args=[request.id]),
            action=pgettext("action", "Reply"),
            due=request.due,
            start=request.asked_at,
            handling=request.handling,
        )


def dispatches_to_read(user: User) -> Iterator[Need]:
    if not _may(user, Right.EXCHANGE_ANSWER):
        return
    names = warnings.station_names()
    rows = exchange.inbox(exchange.DispatchFilter(is_open=True)).exclude(kind="warning")
    for row in rows[:LONGEST_LIST]:
        view = exchange.view(row)
        if not view.is_readable:
            continue
        yield Need(
            title=_("%(kind)s from %(partner)s")
            % {"kind": kind_label(view.kind), "partner": isolated(names.get(view.sender, view.sender))},
            about=view.title,
            url=reverse("exchange:dispatch", args=[view.id]),
            action=pgettext("action", "Read"),
            due=view.due,
            start=view.time,
            weight=10,
            handling=view.handling,
        )


def releases_to_decide(user: User) -> Iterator[Need]:
    if not _may(user, Right.RELEASE_DECIDE):
        return
    names = warnings.station_names()
    for proposal in release.awaiting_decision(not_by=user.pk)[:LONGEST_LIST]:
        stations = [isolated(names.get(item.station_id, item.station_id)) for item in proposal.recipients.all()]
        yield Need(
            title=_("A release awaits a second pair of eyes"),
            why=_("%(kind)s to %(partners)s · proposed by %(author)s")
            % {
                "kind": kind_label(proposal.kind),
                "partners": list_separator().join(stations),
                "author": isolated(proposal.author),
            },
            url=reverse("release:proposal", args=[proposal.pk]),
            action=pgettext("action", "See"),
            due=proposal.deadline,
            start=proposal.proposed_at,
            weight=5,
        )


def consents_to_answer(user: User) -> Iterator[Need]:
    """For those who prepare answers to partners, and for the second person once one is prepared."""
    if not _may(user, Right.EXCHANGE_READ):
        return
    names = warnings.station_names()
    for consent in exchange.consents(direction="in", state="asked")[:LONGEST_LIST]:
        partner = isolated(names.get(consent.partner, consent.partner))
        is_prepared = consent.prepared_at is not None
        if is_prepared and _may(user, Right.RELEASE_DECIDE) and consent.prepared_by_id != user.pk:
            title = _("An answer to %(partner)s on consent awaits a second pair of eyes")
        elif not is_prepared and _may(user, Right.RELEASE_PROPOSE):
            title = _("%(partner)s asks for our consent")
        else:
            continue
        yield Need(
            title=title % {"partner": partner},
            why=_("prepared by %(author)s") % {"author": isolated(consent.prepared_by)} if is_prepared else "",
            url=reverse("exchange:consent", args=[consent.id]),
            action=pgettext("action", "See"),
            due=consent.answer_by,
            start=consent.asked_at,
            weight=6,
        )


def releases_that_wait(user: User) -> Iterator[Need]:
    """To be decided beforehand by a releaser, and shown to their authors."""
    if not _may(user, Right.RELEASE_READ):
        return
    for proposal in release.waiting_for_consent()[:LONGEST_LIST]:
        is_author = proposal.author_id == user.pk
        approval = release.approval_of(proposal.pk)
        decides = _may(user, Right.RELEASE_DECIDE) and not is_author and approval is None
        if not (is_author or decides):
            continue
        why = _("goes by itself when consent comes") if approval else _("comes back for a decision when consent comes")
        yield Need(
            title=_("A release waits for its originator"),
            why=_("a releaser can decide beforehand") if decides else why,
            url=reverse("release:proposal", args=[proposal.pk]),
            action=pgettext("action", "See"),
            due=proposal.deadline,
            start=proposal.proposed_at,
            weight=12,
        )


def work_to_review(user: User) -> Iterator[Need]:
    if not _may(user, Right.EXCHANGE_ANSWER):
        return
    count = exchange.count_reviews()
    if count:
        yield Need(
            title=ngettext(
                "%(count)d piece of own work to look at again", "%(count)d pieces of own work to look at again", count
            )
            % {"count": count},
            why=_("what it rests on was recalled or corrected by its originator"),
            url=reverse("exchange:reviews"),
            action=pgettext("action", "Open"),
            weight=9,
        )


def identities_to_decide(user: User) -> Iterator[Need]:
    if not _may(user, Right.KNOWLEDGE_WRITE):
        return
    count = knowledge.count_open_proposals(user)
    if not count:
        return
    likeliest = knowledge.open_identity_proposals(limit=1)[0]
    yield Need(
        title=ngettext(
            "%(count)d pair of records may be the same person",
            "%(count)d pairs of records may be the same person",
            count,
        )
        % {"count": count},
        why=_("the likeliest with %(score)s") % {"score": format_percent(likeliest.comparison.score)},
        url=reverse("knowledge:identities"),
        action=pgettext("action", "Review"),
        weight=20,
    )


def findings_to_confirm(user: User) -> Iterator[Need]:
    if not _may(user, Right.REPORT_WRITE):
        return
    rows = intake.reports(intake.ReportFilter(has_proposals=True))
    for row in map(report_row, rows[:LONGEST_LIST]):
        yield Need(
            title=_("Report %(number)s") % {"number": row.number},
            why=ngettext("%(count)d finding to confirm", "%(count)d findings to confirm", row.proposed)
            % {"count": row.proposed},
            url=reverse("intake:report", args=[row.id]),
            action=pgettext("action", "Confirm"),
            weight=30,
        )


def obligations_to_meet(user: User) -> Iterator[Need]:
    if not _may(user, Right.EXCHANGE_ANSWER):
        return
    count = exchange.count_obligations_due(user)
    if count:
        yield Need(
            title=ngettext("%(count)d obligation to meet", "%(count)d obligations to meet", count) % {"count": count},
            why=_("recalls, corrections, erasures"),
            url=reverse("exchange:obligations"),
            action=pgettext("action", "Open"),
            weight=8,
        )


def cards_to_verify(user: User) -> Iterator[Need]:
    if not _may(user, Right.PARTNER_VERIFY):
        return
    for partner in partners.partners(PartnerState.PROPOSED):
        held = partners.verifications(partner.card_digest)
        if any(item.matched and item.officer_id == user.pk for item in held):
            continue
        yield Need(
            title=_("The card of %(partner)s awaits your comparison") % {"partner": isolated(partner.name())},
            why=_("two officers compare the words, each in a call of their own"),
            url=reverse("partners:verify", args=[partner.station_id]),
            action=pgettext("action", "Compare"),
            weight=40,
        )


def agreements_to_renew(user: User) -> Iterator[Need]:
    if not _may(user, Right.AGREEMENT_WRITE):
        return
    for agreement in partners.agreements(state="ending_soon"):
        yield Need(
            title=_("An agreement ends on %(day)s") % {"day": format_day(agreement.last_day)},
            about=agreement.title,
            why=agreement.reference,
            url=reverse("partners:agreement", args=[agreement.thread]),
            action=pgettext("action", "Renew"),
            weight=45,
        )


def ledger_breaches(user: User) -> Iterator[Need]:
    if not _may(user, Right.LEDGER_VERIFY):
        return
    check = ledger.latest_check()
    if check is not None and not check.holds:
        yield Need(
            title=_("The check of our ledger failed"),
            why=_("an entry was changed, dropped or reordered; checked %(when)s")
            % {"when": format_moment(check.finished_at)},
            url=reverse("oversight:integrity"),
            action=pgettext("action", "Open"),
            weight=-20,
            tone="danger",
        )
    names = warnings.station_names()
    for station_id in sorted({breach.station_id for breach in ledger.breaches()}):
        yield Need(
            title=_("The ledger of %(partner)s contradicts itself")
            % {"partner": isolated(names.get(station_id, station_id))},
            why=_("it no longer holds what its earlier checkpoints prove"),
            url=reverse("oversight:partner", args=[station_id]),
            action=pgettext("action", "Open"),
            weight=-10,
            tone="danger",
        )


SOURCES: tuple[Callable[[User], Iterator[Need]], ...] = (
    overrides_to_confirm,
    overrides_to_examine,
    ledger_breaches,
    silent_partners,
    warnings_to_acknowledge,
    requests_to_answer,
    releases_to_decide,
    consents_to_answer,
    releases_that_wait,
    work_to_review,
    assessments_to_decide,
    subject_requests,
    decisions_to_sign,
    dispatches_to_read,
    obligations_to_meet,
    identities_to_decide,
    findings_to_confirm,
    cards_to_verify,
    agreements_to_renew,
    assessments_to_review,
    countries_to_renew,
    *diplomacy_needs.SOURCES,
)
