"""Waiting for originators: ask them, let a releaser decide beforehand, and go on when they have answered.

A releaser's decision beforehand holds for exactly what was seen. If the conditions of a consent make something else of
it, the releaser looks again; if an originator refuses, the rest goes only where the releaser said so.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jisr.core.handling import Permission, ReasonCode
from jisr.station.accounts.roles import Right
from jisr.station.exchange import queries as exchanged
from jisr.station.exchange import services as exchange
from jisr.station.exchange.queries import ConsentView
from jisr.station.exchange.services.refusals import whole_or_refused
from jisr.station.jobs import queue_once
from jisr.station.ledger.actor import Actor, partner_actor, system_actor
from jisr.station.ledger.services import Act, record
from jisr.station.release.composing import Draft, PartnerView, partner_views, seen_digest
from jisr.station.release.consented import needs_paraphrase, travelled_id
from jisr.station.release.drafts import draft_of, missing_items
from jisr.station.release.models import (
    Approval,
    Paraphrase,
    Proposal,
    ProposalConsent,
    ProposalState,
    ProposalStep,
    RefusedThen,
)
from jisr.station.release.pieces import Piece, digest_of
from jisr.station.release.problems import (
    NoParaphraseNeeded,
    NothingToAsk,
    NotWaiting,
    ReleaseProblem,
    SourceChanged,
    ViewChanged,
)
from jisr.station.release.services.deciding import (
    close,
    let_go,
    locked,
    require_state,
    stations_of,
    tell_closed,
    waits_for,
)
from jisr.station.release.services.people import may_still_release, require_person, require_second_person

GO_ON = "release.go_on"
QUEUE = "exchange"
_REFUSING = ("refused", "lapsed", "withdrawn")


@whole_or_refused
def ask_and_wait(actor: Actor, proposal_id: UUID, reason: str, answer_by: datetime | None = None) -> list[UUID]:
    """Ask every originator whose consent alone keeps something of a proposal back; the ids of the consents.

    Raises:
        NothingToAsk: nothing is withheld for that reason alone, or all of it has been asked.
        ExchangeProblem: no reason; ReleaseProblem: as for other acts.
    """
    proposal = locked(proposal_id)
    require_person(actor, Right.RELEASE_PROPOSE)
    require_state(proposal, ProposalState.AWAITING, ProposalState.WAITING)
    now = timezone.now()
    draft = draft_of(proposal, now.date(), frozenset(waits_for(proposal)))
    asked: list[UUID] = []
    for source, (stations, pieces) in askable(partner_views(draft, stations_of(proposal), now)).items():
        consent_id = exchange.ask_consent(
            actor,
            source,
            Permission.PASS_ON,
            reason,
            sorted(stations),
            items=sorted({UUID(travelled_id(piece)) for piece in pieces}),
            answer_by=answer_by,
        )
        asked.append(consent_id)
    if not asked:
        raise NothingToAsk
    ProposalConsent.objects.bulk_create([ProposalConsent(proposal=proposal, consent_id=each) for each in asked])
    Approval.objects.filter(proposal=proposal).delete()
    _step(proposal, ProposalState.WAITING, "asked", actor, reason.strip())
    record(
        actor,
        Act.ALTERATION,
        "release",
        str(proposal.pk),
        decision="waiting_for_consent",
        detail={"consents": len(asked)},
    )
    return asked


@transaction.atomic
def approve_when_consented(
    actor: Actor, proposal_id: UUID, *, seen: str, if_refused: RefusedThen = RefusedThen.CLOSE
) -> None:
    """Decide that it goes by itself when the originators consent, exactly as it was seen.

    Args:
        seen: `seen_digest` of the views as they would be with every consent that is asked.
        if_refused: whether the rest goes when an originator refuses.

    Raises:
        OwnWork, NamedPersonNeeded, RightMissing: see `people`.
        NotWaiting, SourceChanged, ViewChanged.
    """
    proposal = locked(proposal_id)
    deciding = require_second_person(actor, proposal)
    if proposal.state != ProposalState.WAITING:
        raise NotWaiting
    now = timezone.now()
    draft = draft_of(proposal, now.date(), frozenset(waits_for(proposal)))
    if missing_items(proposal, draft):
        raise SourceChanged
    views = partner_views(draft, stations_of(proposal), now)
    if seen != seen_digest(views):
        raise ViewChanged
    Approval.objects.update_or_create(
        proposal=proposal,
        defaults={
            "by": actor.name,
            "by_id": deciding,
            "at": now,
            "if_refused": RefusedThen(if_refused),
            "pieces": _going(views),
        },
    )
    _step(proposal, ProposalState.WAITING, "approved", actor, "")
    detail: dict[str, str | int] = {"if_refused": str(RefusedThen(if_refused).value), "recipients": len(views)}
    record(actor, Act.ALTERATION, "release", str(proposal.pk), decision="approved_when_consented", detail=detail)
    go_on_soon(proposal.pk)


@transaction.atomic
def paraphrase(actor: Actor, proposal_id: UUID, item_id: UUID, text: str, lang: str = "") -> None:
    """Write own words for a portion that its originator lets go on only paraphrased; a releaser sees them.

    Raises:
        NoParaphraseNeeded: no such portion, or not to be paraphrased; NotAwaiting and others as for other acts.
    """
    proposal = locked(proposal_id)
    require_person(actor, Right.RELEASE_PROPOSE)
    require_state(proposal, ProposalState.AWAITING)
    draft = draft_of(proposal, timezone.now().date())
    wanted = {piece.id: piece for station in stations_of(proposal) for piece in needs_paraphrase(draft.pieces, station)}
    if item_id not in wanted or not text.strip():
        raise NoParaphraseNeeded
    Paraphrase.objects.update_or_create(
        proposal=proposal,
        item_id=item_id,
        defaults={
            "text": text.strip(),
            "lang": lang or wanted[item_id].content["lang"],
            "by": actor.name,
            "at": timezone.now(),
        },
    )
    _step(proposal, ProposalState.AWAITING, "paraphrased", actor, "")
    record(actor, Act.ALTERATION, "release", str(proposal.pk), decision="paraphrased")


@transaction.atomic
def go_on(proposal_id: UUID) -> ProposalState:
    """Do what follows from the originators' answers, once all have answered; the state afterwards."""
    proposal = locked(proposal_id)
    if proposal.state != ProposalState.WAITING or waits_for(proposal):
        return ProposalState(proposal.state)
    now = timezone.now()
    draft = draft_of(proposal, now.date())
    answers = answers_to(proposal)
    refusing = [view for view in answers if view.state in _REFUSING]
    approval = Approval.objects.filter(proposal=proposal).first()
    if refusing and (approval is None or approval.if_refused == RefusedThen.CLOSE):
        return _close_refused(proposal, refusing, now)
    views = partner_views(draft, stations_of(proposal), now)
    if approval is None or missing_items(proposal, draft) or not may_still_release(approval.by_id):
        return _look_again(proposal, "consented")
    going = _going(views)
    if refusing and not any(going.values()):
        return _close_refused(proposal, refusing, now)
    if not _is_as_seen(going, approval.pieces, is_less=bool(refusing)):
        return _look_again(proposal, "look_again")
    actor = Actor(name=approval.by, user_id=approval.by_id, channel="worker")
    try:
        with transaction.atomic():
            let_go(actor, proposal, approval.by_id, draft, views, "", now)
    except ReleaseProblem:
        return _look_again(locked(proposal_id), "look_again")
    return ProposalState.RELEASED


def go_on_soon(proposal_id: UUID) -> None:
    """Queue `go_on`, after the caller's transaction."""
    queue_once(GO_ON, QUEUE, f"{GO_ON}:{proposal_id}", proposal_id=str(proposal_id))


def consent_settled(sender: Any, *, consent_id: UUID, **_: Any) -> None:
    """An originator has answered: the proposals that wait for it go on."""
    waiting = Proposal.objects.filter(consents__consent_id=consent_id, state=ProposalState.WAITING)
    for proposal_id in waiting.values_list("pk", flat=True):
        go_on_soon(proposal_id)


def answers_to(proposal: Proposal) -> list[ConsentView]:
    """The consents that a proposal has asked for, as they stand."""
    found = (exchanged.consent(row.consent_id) for row in proposal.consents.order_by("id"))
    return [view for view in found if view is not None]


def askable(views: Iterable[PartnerView]) -> dict[UUID, tuple[set[str], list[Piece]]]:
    """What could go if its originator consented: by received dispatch, the partners and the pieces."""
    found: dict[UUID, tuple[set[str], list[Piece]]] = {}
    for view in views:
        for piece, reasons in view.withheld:
            codes = {reason.code for reason in reasons}
            if piece.source_dispatch and codes == {ReasonCode.ORIGINATOR_CONSENT_NEEDED}:
                stations, pieces = found.setdefault(piece.source_dispatch, (set(), []))
                stations.update(view.recipients)
                pieces.append(piece)
    return found


def missing_paraphrases(draft: Draft, stations: Iterable[str]) -> list[Piece]:
    """Portions that may go only paraphrased and have no words yet."""
    wanted = {piece.id: piece for station in stations for piece in needs_paraphrase(draft.pieces, station)}
    return [piece for piece in wanted.values() if piece.id not in draft.paraphrases]


def _going(views: Iterable[PartnerView]) -> dict[str, list[str]]:
    """Digests of what goes to each partner, without the days that follow from the day of release."""
    return {station: sorted(_lasting(piece) for piece in view.going) for view in views for station in view.recipients}


def _lasting(piece: Piece) -> str:
    content = {**piece.content, "handling": {**piece.content["handling"], "retain_until": None}}
    content.pop("expires", None)
    return digest_of(content)


def _is_as_seen(going: dict[str, list[str]], seen: dict[str, list[str]], *, is_less: bool) -> bool:
    if not is_less:
        return going == seen
    return all(set(pieces) <= set(seen.get(station, [])) for station, pieces in going.items())


def _close_refused(proposal: Proposal, refusing: list[ConsentView], now: datetime) -> ProposalState:
    """Closed by the originator's answer, which its author is told."""
    first = refusing[0]
    said = first.terms.note if first.terms else ""
    reason = said or (_("No answer in time.") if first.state == "lapsed" else _("The originator does not consent."))
    actor = partner_actor(first.partner)
    close(proposal, ProposalState.REFUSED, actor, None, reason, now)
    tell_closed(actor, proposal)
    record(
        actor, Act.REFUSAL, "release", str(proposal.pk), decision="originator_refused", detail={"state": first.state}
    )
    return ProposalState.REFUSED


def _look_again(proposal: Proposal, act: str) -> ProposalState:
    """Back to a person: what would go is not what was seen, or nobody has seen it."""
    Approval.objects.filter(proposal=proposal).delete()
    actor = system_actor("consent")
    _step(proposal, ProposalState.AWAITING, act, actor, "")
    record(actor, Act.ALTERATION, "release", str(proposal.pk), decision=act)
    return ProposalState.AWAITING


def _step(proposal: Proposal, state: ProposalState, act: str, actor: Actor, reason: str) -> None:
    proposal.state = state
    proposal.save(update_fields=["state"])
    ProposalStep.objects.create(proposal=proposal, act=act, by=actor.name, at=timezone.now(), reason=reason)
