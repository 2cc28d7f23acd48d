"""The partner's view: what would go to whom, in exactly the form in which it would leave, and what stays and why.

Nothing here writes. Facts are looked up afresh each time, so that a view is right for its instant.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from jisr.core.handling import (
    Composition,
    Decision,
    Facts,
    Handling,
    NeutralityFlag,
    Outcome,
    Purpose,
    Reason,
    Recipient,
    Release,
    SpecialCategory,
    compose,
    recipient_handling,
    strictest,
)
from jisr.core.sealing import DispatchKind
from jisr.station.exchange.terms import Words
from jisr.station.release import diligence
from jisr.station.release.consented import Consented, under_consents
from jisr.station.release.facts import facts_for, recipient_of
from jisr.station.release.pieces import Piece, digest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is to be composed.

    Attributes:
        subject: what is to go, "report:<id>" and the like; "" where nobody has assessed it yet.
        report_id: the report that its own words draw on.
        cover_id: the portion without which nothing makes sense, such as the words of a warning; None = none is needed.
        extra: members of the body beside title, portions, statements and report.
        report: {"grade", "language", "event_time"} of the report it draws on; {} without one.
        paraphrases: words of this station for portions that may go on only paraphrased.
        assumed: consents asked and not answered that are taken as granted: what would go if they were.
    """

    kind: DispatchKind
    title: str
    purpose: Purpose
    pieces: Sequence[Piece]
    extra: Mapping[str, Any] = field(default_factory=dict)
    report: Mapping[str, Any] = field(default_factory=dict)
    subject: str = ""
    report_id: UUID | None = None
    cover_id: UUID | None = None
    neutrality: frozenset[NeutralityFlag] = frozenset()
    grounds: frozenset[SpecialCategory] = frozenset()
    is_stopped: bool = False
    paraphrases: Mapping[UUID, Words] = field(default_factory=dict)
    assumed: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerView:
    """What one or more partners would see, all the same.

    Attributes:
        recipients: station ids, sorted.
        decision: on what is going; on the whole when nothing is.
        going: as they would leave, with tightened conditions.
        withheld: with every reason.
        body, handling: of the dispatch; None when nothing may go.
    """

    recipients: tuple[str, ...]
    decision: Decision
    going: tuple[Piece, ...]
    withheld: tuple[tuple[Piece, tuple[Reason, ...]], ...]
    body: Mapping[str, Any] | None
    handling: Handling | None

    @property
    def may_go(self) -> bool:
        return self.body is not None

    @property
    def obstacles(self) -> tuple[Reason, ...]:
        """Each kind of reason once: those of what is withheld, or of the whole."""
        seen: dict[Any, Reason] = {}
        for reason in [r for _, reasons in self.withheld for r in reasons] or self.decision.reasons:
            seen.setdefault((reason.code, tuple(sorted(reason.parameters.items()))), reason)
        return tuple(seen.values())


def composition_for(draft: Draft, station_id: str, now: datetime) -> tuple[Composition, Recipient, Facts]:
    """The bare composition for one partner, with the facts it was made from."""
    return _composed(draft, under_consents(draft.pieces, station_id, draft.paraphrases, draft.assumed), station_id, now)


def _composed(
    draft: Draft, consented: Consented, station_id: str, now: datetime
) -> tuple[Composition, Recipient, Facts]:
    recipient = recipient_of(station_id, now)
    draft = replace(draft, pieces=consented.pieces)
    tainted = diligence.tainted_pieces(draft)
    items = tuple(replace(piece.item, is_tainted=True) if piece.id in tainted else piece.item for piece in draft.pieces)
    facts = facts_for(
        recipient,
        consented.consents,
        draft.purpose,
        now,
        assessment=diligence.assessment_of(draft, station_id, now, is_tainted=bool(tainted)),
        grounds=draft.grounds,
        is_stopped=draft.is_stopped,
        is_life_at_risk=diligence.life_at_risk_mark(draft, station_id, now) is not None,
    )
    return compose(Release(items, neutrality=draft.neutrality), recipient, draft.purpose, now, facts), recipient, facts


def partner_views(draft: Draft, recipients: Iterable[str], now: datetime) -> list[PartnerView]:
    """One view for each group of partners that would see the same; those that may be told first."""
    groups: dict[str, PartnerView] = {}
    for station_id in sorted(set(recipients)):
        seen = _view(draft, station_id, now)
        known = groups.get(key := view_key(seen))
        groups[key] = replace(seen, recipients=(*known.recipients, station_id)) if known else seen
    return sorted(groups.values(), key=lambda view: (not view.may_go, view.recipients))


def view_key(view: PartnerView) -> str:
    """Digest of everything that a view shows, its recipients left out."""
    reasons = [[piece.item.id, [reason.to_json() for reason in why]] for piece, why in view.withheld]
    handling = view.handling.to_json() if view.handling else None
    return digest_of([view.body, handling, reasons, view.decision.to_json()])


def seen_digest(views: Iterable[PartnerView]) -> str:
    """Digest of a whole page of views: the releaser releases what was looked at and nothing else."""
    return digest_of([[list(view.recipients), view_key(view)] for view in views])


def _view(draft: Draft, station_id: str, now: datetime) -> PartnerView:
    consented = under_consents(draft.pieces, station_id, draft.paraphrases, draft.assumed)
    composed, _, facts = _composed(draft, consented, station_id, now)
    pieces = {piece.item.id: piece for piece in consented.pieces}
    withheld = tuple((pieces[item.id], reasons) for item, reasons in composed.withheld)
    going = tuple(_outgoing(pieces[item.id], draft.purpose, facts, now.date()) for item in composed.going)
    if not going or (draft.cover_id and draft.cover_id not in {piece.id for piece in going}):
        held_back = tuple((pieces[item.id], ()) for item in composed.going)
        return PartnerView(
            recipients=(station_id,),
            decision=composed.decision if not going else _of_cover(draft, composed),
            going=(),
            withheld=(*withheld, *held_back),
            body=None,
            handling=None,
        )
    return PartnerView(
        recipients=(station_id,),
        decision=composed.decision,
        going=going,
        withheld=withheld,
        body=_body(draft, going, diligence.life_at_risk_mark(draft, station_id, now)),
        handling=strictest(piece.handling for piece in going),
    )


def _of_cover(draft: Draft, composed: Composition) -> Decision:
    """When the words that carry the rest must stay, the rest stays for their reasons."""
    reasons = next(reasons for item, reasons in composed.withheld if item.id == str(draft.cover_id))
    only_consent = all(reason.code.is_consent_question for reason in reasons)
    return Decision(Outcome.NEEDS_CONSENT if only_consent else Outcome.REFUSE, reasons)


def _outgoing(piece: Piece, purpose: Purpose, facts: Facts, today: date) -> Piece:
    """The piece as the partner gets it: purpose limited, onward rule and retention as the agreement has them."""
    handling = recipient_handling(piece.handling, facts, is_tear_line=piece.item.is_tear_line)
    if piece.item.is_personal:
        handling = replace(handling, purposes=handling.purposes or frozenset({purpose}))
        if facts.agreement is not None:
            latest = today + timedelta(days=facts.agreement.longest_retention_days)
            handling = replace(handling, retain_until=min(handling.retain_until or latest, latest))
    if (last_day := piece.item.last_day) is not None:
        handling = replace(handling, retain_until=min(handling.retain_until or last_day, last_day))
    content = {**piece.content, "handling": handling.to_json()}
    if piece.statement is not None and handling.retain_until is not None:
        content["expires"] = handling.retain_until.isoformat()
    return replace(piece, item=replace(piece.item, handling=handling), content=content)


def _body(draft: Draft, going: Sequence[Piece], life_at_risk: Mapping[str, str] | None) -> dict[str, Any]:
    body: dict[str, Any] = {**draft.extra, "title": draft.title}
    body["portions"] = [dict(piece.content) for piece in going if piece.statement is None]
    body["statements"] = [dict(piece.content) for piece in going if piece.statement is not None]
    if draft.report:
        body["report"] = dict(draft.report)
    if life_at_risk:
        body["life_at_risk"] = dict(life_at_risk)
    return body
