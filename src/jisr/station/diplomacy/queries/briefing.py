"""The briefing book: what one reader needs to know before meeting a partner, each fact with its record.

It is made of the reader's own queries, so that it holds nothing the reader could not open.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from jisr.core.diplomacy.commitments import CommitmentState
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Access, Right
from jisr.station.diplomacy.models import Commitment, Engagement
from jisr.station.diplomacy.queries import engagements as visits
from jisr.station.diplomacy.queries import joint as joints
from jisr.station.diplomacy.queries import plans
from jisr.station.diplomacy.queries.commitments import Rate
from jisr.station.diplomacy.queries.partnerships import Owed, Partnership, partnership
from jisr.station.diplomacy.vocabulary import COMMITMENT_STATES, WORK_STATES
from jisr.station.exchange import queries as exchange
from jisr.station.web.localtime import country_name, format_day, format_moment, format_number, format_percent
from jisr.station.web.visible import isolated


@dataclass(frozen=True, slots=True)
class Fact:
    """One line. `about`: words from a record, in their own direction; `why`: ours. `url`: the record, or "".

    `row`: a row whose title it is about, opened only when it is read.
    """

    said: str = ""
    why: str = ""
    url: str = ""
    tone: str = ""
    row: Any = None

    @property
    def about(self) -> str:
        return str(self.row.title) if self.row is not None else self.said


#: A chapter with more facts than this ends with a line that leads to the rest.
MOST_FACTS = 30
_TONES = ("danger", "warn", "")


@dataclass(slots=True)
class Chapter:
    """One section of the book; `none`: what it says when there is nothing; `more`: what there is besides `facts`."""

    code: str
    title: str
    facts: list[Fact]
    none: str
    more: int = 0


@dataclass(slots=True)
class Book:
    """A briefing book. `level`: the highest classification of what is in it."""

    partner: str
    country: str
    made_at: datetime
    reader: str
    engagement: Engagement | None
    level: int
    chapters: list[Chapter] = field(default_factory=list)


def compose(user: User, station_id: str, engagement_id: UUID | None = None) -> Book | None:
    """The book for one reader, in the language that is set; None where there is no such partner."""
    found = partnership(station_id)
    if found is None:
        return None
    meeting = visits.find(engagement_id) if engagement_id else None
    levels = [row.joint.classification for row in (*found.we_owe.rows, *found.they_owe.rows, *found.to_confirm.rows)]
    levels += [row.classification for row in (*found.roadmaps, *found.plans, *found.minutes)]
    levels += [row.classification for row in found.coming]
    book = Book(
        partner=found.view.name(),
        country=country_name(found.view.country),
        made_at=timezone.now(),
        reader=user.get_full_name() or user.username,
        engagement=meeting.row if meeting else None,
        level=max([*levels, meeting.level if meeting else 1, 1]),
    )
    chapters: list[Callable[[], Chapter]] = [
        lambda: _profile(found),
        lambda: _meeting(meeting),
        lambda: _agenda(found),
        lambda: _commitments("we_owe", _("What we owe"), [found.we_owe], found.our_rate),
        lambda: _commitments("they_owe", _("What they owe us"), [found.they_owe, found.to_confirm], found.their_rate),
        lambda: _requests(user, station_id),
        lambda: _agreements(found),
        lambda: _plans(found),
        lambda: _sensitive(found),
        lambda: _honours(found),
    ]
    book.chapters = [_shortened(chapter, station_id) for make in chapters if (chapter := make()).facts or chapter.none]
    return book


def _shortened(chapter: Chapter, station_id: str) -> Chapter:
    """A book is to be read before a meeting: what is late stands first, and the rest is counted."""
    more = chapter.more + max(0, len(chapter.facts) - MOST_FACTS)
    if more > 0 and chapter.code != "meeting":
        words = ngettext("%(count)s more in the record", "%(count)s more in the record", more)
        rest = Fact(words % {"count": format_number(more)}, url=reverse("diplomacy:partnership", args=[station_id]))
        ranked = sorted(chapter.facts, key=lambda fact: _TONES.index(fact.tone))
        chapter.facts = [*ranked[:MOST_FACTS], rest]
    return chapter


def _profile(found: Partnership) -> Chapter:
    view, tally = found.view, found.tally
    lines = [
        Fact(
            _("Relation since %(day)s") % {"day": format_day(view.proposed_at)},
            url=reverse("partners:station", args=[view.station_id]),
        ),
        Fact(
            _("%(sent)s dispatches sent, %(received)s received")
            % {"sent": format_number(tally.sent), "received": format_number(tally.received)},
            _("%(count)s acknowledged by a person") % {"count": format_number(tally.acknowledged)},
        ),
    ]
    if view.last_contact:
        lines.append(Fact(_("Last contact %(moment)s") % {"moment": format_moment(view.last_contact)}))
    return Chapter("profile", _("Partner"), lines, "")


def _meeting(meeting: visits.EngagementView | None) -> Chapter:
    if meeting is None:
        return Chapter("meeting", _("Meeting"), [], "")
    row = meeting.row
    url = reverse("diplomacy:engagement", args=[row.pk])
    facts = [Fact(row.title, f"{format_moment(meeting.starts)} – {format_moment(meeting.ends)} · {row.place}", url)]
    if row.aim:
        facts.append(Fact(row.aim, _("Aim"), url))
    for leg, starts, ends in meeting.legs:
        facts.append(Fact(leg.place, f"{format_moment(starts)} – {format_moment(ends)}", url))
    for session in meeting.sessions:
        facts.append(Fact(session.row.title, format_moment(session.starts), url))
        for item in session.items:
            position = (
                f"{item.get_kind_display()} · {isolated(item.position)}" if item.position else item.get_kind_display()
            )
            facts.append(Fact(item.title, str(position), url))
    for delegate in meeting.delegates:
        facts.append(Fact(delegate.name, f"{delegate.get_side_display()} · {isolated(delegate.function)}", url))
    for check in meeting.checklist:
        if check.done_at is None:
            facts.append(Fact(check.text, _("still to be seen to"), url, "warn"))
    return Chapter("meeting", _("Meeting"), facts, "")


def _agenda(found: Partnership) -> Chapter:
    """Items that the record itself suggests."""
    today = timezone.localdate()
    facts = [
        Fact(row=row.joint, why=_("ours, overdue: what do we say?"), url=_url(row), tone="danger")
        for row in found.we_owe.rows
        if row.due and row.due < today
    ]
    facts += [
        Fact(row=row.joint, why=_("theirs, overdue: ask how far it is"), url=_url(row), tone="warn")
        for row in found.they_owe.rows
        if row.due and row.due < today
    ]
    facts += [
        Fact(row=row.joint, why=_("they say it is settled: confirm or dispute"), url=_url(row))
        for row in found.to_confirm.rows
    ]
    facts += [
        Fact(each.title, _("ends %(day)s: renew?") % {"day": format_day(each.last_day)}, _agreement_url(each.thread))
        for each in found.agreements
        if each.state == "ending_soon"
    ]
    facts += [
        Fact(row.title, _("written differently by both: settle it"), reverse("diplomacy:joint", args=[row.pk]), "warn")
        for row in (*found.roadmaps, *found.plans, *found.minutes)
        if row.has_conflict
    ]
    return Chapter("agenda", _("Suggested agenda"), facts, _("Nothing in the record asks to be raised."))


def _commitments(code: str, title: str, owed: list[Owed], rate: Rate) -> Chapter:
    today = timezone.localdate()
    facts = []
    if rate.settled:
        text = _("%(kept)s of %(of)s that came due were kept") % {
            "kept": format_number(rate.kept), "of": format_number(rate.settled),
        }  # fmt: skip
        span = _("between %(low)s and %(high)s, with so few cases") % {
            "low": format_percent(rate.low), "high": format_percent(rate.high),
        }  # fmt: skip
        facts.append(Fact(text, span))
    for row in (each for side in owed for each in side.rows):
        state = str(COMMITMENT_STATES[CommitmentState(row.state)])
        late = bool(row.due and row.due < today and row.settled_at is None)
        due = pgettext("commitment", "due %(day)s") % {"day": format_day(row.due)} if row.due else _("no day")
        facts.append(Fact(row=row.joint, why=f"{state} · {due}", url=_url(row), tone="danger" if late else ""))
    more = sum(side.total - len(side.rows) for side in owed)
    return Chapter(code, title, facts, _("Nothing is open."), more)


def _requests(user: User, station_id: str) -> Chapter:
    title = _("Open requests for information")
    if user.access(Right.REQUEST_READ) is not Access.FULL:
        return Chapter("requests", title, [], "")
    facts = []
    for direction, words in (("in", _("they ask us")), ("out", _("we ask them"))):
        for view in exchange.open_requests(direction, station_id):
            due = _("answer due %(moment)s") % {"moment": format_moment(view.due)}
            facts.append(Fact(view.question, f"{words} · {due}", reverse("exchange:dispatch", args=[view.id])))
    return Chapter("requests", title, facts, _("None is open."))


def _agreements(found: Partnership) -> Chapter:
    facts = [
        Fact(
            each.title,
            _("until %(day)s") % {"day": format_day(each.last_day)},
            _agreement_url(each.thread),
            "warn" if each.state == "ending_soon" else "",
        )
        for each in found.agreements
        if each.state != "ended"
    ]
    return Chapter("agreements", _("Agreements"), facts, _("No agreement is in force: no personal data may go."))


def _plans(found: Partnership) -> Chapter:
    facts = []
    for row in (*found.roadmaps, *found.plans):
        view = joints.find(row.pk)
        if view is None:
            continue
        told = plans.report(view)
        url = reverse("diplomacy:plan", args=[row.pk])
        states = " · ".join(f"{WORK_STATES[state]}: {format_number(count)}" for state, count in told.states)
        facts.append(
            Fact(row.title, _("%(share)s done") % {"share": format_percent(told.share_done)} + f" · {states}", url)
        )
        for held in told.late[:10]:
            facts.append(Fact(str(held.get("title")), _("late"), url, "warn"))
    return Chapter("plans", _("Joint plans"), facts, _("There is no joint plan."))


def _sensitive(found: Partnership) -> Chapter:
    """What may weigh on the meeting."""
    facts = []
    disputed = [row for row in (*found.we_owe.rows, *found.they_owe.rows) if row.confirmation == "disputed"]
    facts += [Fact(row=row.joint, why=_("disputed"), url=_url(row), tone="danger") for row in disputed]
    if found.view.state_reason:
        facts.append(
            Fact(
                found.view.state_reason,
                _("state of the channel"),
                reverse("partners:station", args=[found.view.station_id]),
            )
        )
    failed = found.tally.failed
    if failed:
        words = ngettext("%(count)d dispatch did not arrive", "%(count)d dispatches did not arrive", failed)
        facts.append(Fact(words % {"count": failed}, tone="warn"))
    return Chapter("sensitive", _("Sensitive points"), facts, _("The record shows none."))


def _honours(found: Partnership) -> Chapter:
    facts = [
        Fact(
            row.order_name or row.recipient,
            f"{row.get_direction_display()} · {format_day(row.day) if row.day else row.get_state_display()}",
            reverse("diplomacy:recognition", args=[row.pk]),
        )
        for row in found.recognitions[:10]
    ]
    return Chapter("recognition", _("Recognition"), facts, "")


def _url(row: Commitment) -> str:
    return reverse("diplomacy:commitment", args=[row.joint_id])


def _agreement_url(thread: UUID) -> str:
    return reverse("partners:agreement", args=[thread])
