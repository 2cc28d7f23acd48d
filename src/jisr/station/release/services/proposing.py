"""Proposing: what is to go to whom, fixed at that moment and never changed afterwards."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import HandlingFormatError, NeutralityFlag, Purpose, SpecialCategory
from jisr.core.sealing import DispatchKind
from jisr.core.statements import Statement
from jisr.station.accounts.roles import Right
from jisr.station.compartments.services import inherit
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.release.facts import recipient_of
from jisr.station.release.models import Proposal, ProposalItem, ProposalRecipient, ProposalStep
from jisr.station.release.pieces import Piece, PortionFacts, portion_piece
from jisr.station.release.problems import ReleaseProblem
from jisr.station.release.services.people import require_person
from jisr.station.release.sources import (
    Source,
    derived_text,
    own_text_facts,
    report_of_subject,
    source_of,
    statement_pieces,
)
from jisr.station.release.vocabulary import RELEASABLE_KINDS

MOST_ITEMS = 20_000
LONGEST_TITLE = 300


@transaction.atomic
def propose(
    actor: Actor,
    *,
    kind: DispatchKind,
    subject: str,
    recipients: Sequence[str],
    portions: Sequence[Mapping[str, Any]],
    statements: Sequence[Statement],
    purpose: Purpose,
    body_extra: Mapping[str, Any] | None = None,
    note: str = "",
    title: str = "",
    report_id: UUID | None = None,
    refers_to: UUID | None = None,
    thread: UUID | None = None,
    deadline: datetime | None = None,
    neutrality: Iterable[NeutralityFlag] = (),
    grounds: Mapping[SpecialCategory, str] | None = None,
) -> UUID:
    """Put a release before the second pair of eyes; the id of the proposal.

    Args:
        subject: "report:<id>", "warning:<id>", "request:<id>" or "dispatch:<id>" (a received one, to be passed on).
        recipients: station ids of partners in any state; the decision says who may be told.
        portions: {"id", "text", "lang", "handling"}. A portion of the report or dispatch is taken as it stands there;
            any other must bear the subject's own id, as the words of a warning do.
        body_extra: members of the body beside portions, statements and report; "title" is taken from it.
        report_id: the report that a warning or reply draws on; of a "report:" subject it is the subject.
        refers_to: this station's id of the dispatch it answers.
        deadline: default: "acknowledge_by" of `body_extra`.
        neutrality: characters of the matter in which cooperation is forbidden, as far as the author sees any.
        grounds: why data of minors, victims or witnesses may go.

    Raises:
        ReleaseProblem: something is missing, unknown or not of its form; names the field.
    """
    author_id = require_person(actor, Right.RELEASE_PROPOSE)
    now = timezone.now()
    extra, heading = _heading_of(body_extra, title)
    _check_frame(kind, recipients, heading, now)
    draws_on = report_id or report_of_subject(subject)
    source = source_of(subject, draws_on, now.date())
    pieces = _pieces(portions, statements, subject, source, now)
    proposal = Proposal.objects.create(
        kind=kind.value,
        subject=subject,
        report_id=draws_on,
        title=heading,
        purpose=purpose.value,
        note=note.strip(),
        extra=extra,
        grounds=_stated_grounds(grounds),
        neutrality=sorted(flag.value for flag in neutrality),
        thread=thread,
        refers_to=refers_to,
        deadline=deadline or _acknowledge_by(extra),
        classification=max(piece.handling.classification for piece in pieces),
        author=actor.name,
        author_id=author_id,
        proposed_at=now,
    )
    _store(proposal, pieces, recipients, source, actor, now)
    inherit(f"proposal:{proposal.pk}", [f"{piece.item.kind.value}:{piece.id}" for piece in pieces])
    _enter(actor, proposal, len(pieces), len(recipients))
    return proposal.pk


def _heading_of(body_extra: Mapping[str, Any] | None, title: str) -> tuple[dict[str, Any], str]:
    """What stands in the body beside the pieces, and the title, which may come with it."""
    extra = dict(body_extra or {})
    carried = extra.pop("title", "")
    return extra, str(title or carried).strip()


def _pieces(
    portions: Sequence[Mapping[str, Any]], statements: Sequence[Statement], subject: str, source: Source, now: datetime
) -> list[Piece]:
    """Everything that is to go, each piece with its facts of this day; checked as a whole."""
    pieces = [
        *_portion_pieces(portions, subject, source, statements, now),
        *statement_pieces(statements, source.about, now.date()),
    ]
    _check_pieces(pieces)
    return pieces


def _stated_grounds(grounds: Mapping[SpecialCategory, str] | None) -> dict[str, str]:
    return {category.value: why.strip() for category, why in (grounds or {}).items() if why.strip()}


def _enter(actor: Actor, proposal: Proposal, items: int, recipients: int) -> None:
    record(
        actor,
        Act.COLLECTION,
        "release",
        str(proposal.pk),
        decision="proposed",
        detail={"subject": proposal.subject, "items": items, "recipients": recipients, "kind": proposal.kind},
    )


def _check_frame(kind: DispatchKind, recipients: Sequence[str], title: str, now: datetime) -> None:
    if kind not in RELEASABLE_KINDS:
        raise ReleaseProblem("kind_not_releasable", _("This kind of dispatch carries no content."), field="kind")
    if not recipients or len(set(recipients)) != len(recipients):
        raise ReleaseProblem("no_recipients", _("Choose at least one recipient."), field="recipients")
    for station_id in recipients:
        recipient_of(station_id, now)
    if not title or len(title) > LONGEST_TITLE or "\x00" in title:
        message = _("Give a title of at most %(most)d characters that the partner may read.") % {"most": LONGEST_TITLE}
        raise ReleaseProblem("title_needed", message, field="title")


def _check_pieces(pieces: Sequence[Piece]) -> None:
    if not pieces:
        raise ReleaseProblem("nothing_chosen", _("Choose at least one portion or statement."), field="items")
    if len(pieces) > MOST_ITEMS:
        message = _("At most %(most)d portions and statements go in one dispatch.") % {"most": MOST_ITEMS}
        raise ReleaseProblem("too_many_items", message, field="items")
    if len({piece.item.id for piece in pieces}) != len(pieces):
        raise ReleaseProblem("chosen_twice", _("Something was chosen twice."), field="items")


def _portion_pieces(
    portions: Sequence[Mapping[str, Any]], subject: str, source: Source, statements: Sequence[Statement], now: datetime
) -> list[Piece]:
    pieces = []
    for given in portions:
        try:
            identifier = UUID(str(given["id"]))
            if identifier in source.portions:
                pieces.append(portion_piece(source.portions[identifier], source.facts[identifier]))
            elif str(identifier) == subject.partition(":")[2]:
                about = [*statements, *source.about]
                text = derived_text(given, statements, source)
                pieces.append(portion_piece(text, own_text_facts(about, now.date())))
            else:
                raise ReleaseProblem("portion_unknown", _("This portion does not belong to the report."), "items")
        except (KeyError, ValueError, HandlingFormatError) as error:
            raise ReleaseProblem("portion_malformed", _("A portion does not have its form."), "items") from error
    return pieces


def _store(
    proposal: Proposal, pieces: Sequence[Piece], recipients: Sequence[str], source: Source, actor: Actor, now: datetime
) -> None:
    ProposalItem.objects.bulk_create(
        [
            ProposalItem(
                proposal=proposal,
                ordinal=ordinal,
                kind=piece.item.kind.value,
                item_id=piece.id,
                digest=piece.digest,
                content=dict(piece.content) if _is_own_text(piece, source) else {},
                facts=_stored_facts(piece, source),
            )
            for ordinal, piece in enumerate(pieces)
        ],
        batch_size=1000,
    )
    ProposalRecipient.objects.bulk_create(
        [ProposalRecipient(proposal=proposal, station_id=station_id) for station_id in recipients]
    )
    ProposalStep.objects.create(proposal=proposal, act="proposed", by=actor.name, at=now, reason=proposal.note)


def _is_own_text(piece: Piece, source: Source) -> bool:
    return piece.statement is None and piece.id not in source.portions


def _stored_facts(piece: Piece, source: Source) -> dict[str, Any]:
    """Facts of an own text are kept as stated; those of everything else are looked up again when it is shown."""
    if not _is_own_text(piece, source):
        return {}
    item = piece.item
    return PortionFacts(
        item.is_personal, item.categories, item.special, item.is_graded, piece.source_dispatch, item.neutrality
    ).to_json()


def _acknowledge_by(extra: Mapping[str, Any]) -> datetime | None:
    value = extra.get("acknowledge_by")
    if value is None:
        return None
    try:
        return datetime.fromisoformat(str(value))
    except ValueError as error:
        raise ReleaseProblem("clock_malformed", _("The clock does not have its form."), "acknowledge_by") from error
