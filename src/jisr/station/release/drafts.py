"""A stored proposal as a draft that can be composed, with its pieces as they stand now."""

from datetime import date
from uuid import UUID

from jisr.core.handling import NeutralityFlag, Purpose, SpecialCategory
from jisr.core.sealing import DispatchKind
from jisr.station.exchange.terms import Words
from jisr.station.knowledge import queries as knowledge
from jisr.station.release.composing import Draft
from jisr.station.release.models import Proposal, ProposalItem, ProposalState
from jisr.station.release.pieces import Piece, PortionFacts, digest_of, portion_piece
from jisr.station.release.sources import Source, source_of, statement_pieces


def draft_of(proposal: Proposal, today: date, assumed: frozenset[UUID] = frozenset()) -> Draft:
    """The draft of a proposal that awaits a decision or is stopped."""
    source = source_of(proposal.subject, proposal.report_id, today)
    return Draft(
        kind=DispatchKind(proposal.kind),
        title=proposal.title,
        purpose=Purpose(proposal.purpose),
        pieces=_pieces(proposal, source, today),
        extra=proposal.extra,
        report=source.report,
        subject=proposal.subject,
        report_id=proposal.report_id,
        cover_id=cover_of(proposal.subject, [item.item_id for item in proposal.items.all()]),
        neutrality=source.neutrality | {NeutralityFlag(flag) for flag in (*proposal.neutrality, *proposal.flagged)},
        grounds=frozenset(SpecialCategory(category) for category in proposal.grounds),
        is_stopped=proposal.state == ProposalState.STOPPED,
        paraphrases={row.item_id: Words(row.text, row.lang) for row in proposal.paraphrases.all()},
        assumed=assumed,
    )


def cover_of(subject: str, item_ids: list[UUID]) -> UUID | None:
    """The portion that bears the subject's own id: its words, without which the rest means nothing."""
    identifier = subject.partition(":")[2]
    return next((item_id for item_id in item_ids if str(item_id) == identifier), None)


def _pieces(proposal: Proposal, source: Source, today: date) -> list[Piece]:
    rows = list(proposal.items.all())
    standing = knowledge.statements(row.item_id for row in rows if row.kind == "statement")
    live = {piece.id: piece for piece in statement_pieces(standing, source.about, today)}
    pieces = (_portion(row, source) if row.kind == "portion" else live.get(row.item_id) for row in rows)
    return [_checked(piece, row) for piece, row in zip(pieces, rows, strict=True) if piece is not None]


def missing_items(proposal: Proposal, draft: Draft) -> int:
    """How many pieces no longer stand or are no longer what was proposed."""
    gone = len(proposal.items.all()) - len(draft.pieces)
    return gone + sum(piece.is_changed for piece in draft.pieces)


def _portion(row: ProposalItem, source: Source) -> Piece | None:
    """The portion as it stands now; of an own text, as it was proposed. None when its source no longer has it."""
    if row.facts:
        return portion_piece(row.content, PortionFacts.from_json(row.facts))
    content = source.portions.get(row.item_id)
    return portion_piece(content, source.facts[row.item_id]) if content else None


def _checked(piece: Piece, row: ProposalItem) -> Piece:
    return piece if digest_of(piece.content) == row.digest else piece.changed()
