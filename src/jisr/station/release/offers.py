"""What of a report or received dispatch can be proposed, for the form and for programs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from jisr.core.handling import NeutralityFlag, Purpose, SpecialCategory
from jisr.core.sealing import DispatchKind
from jisr.station.exchange import queries as exchange
from jisr.station.intake import queries as intake
from jisr.station.release.composing import Draft
from jisr.station.release.pieces import Piece, portion_piece
from jisr.station.release.problems import ReleaseProblem, SourceMissing
from jisr.station.release.sources import Source, source_of, statement_pieces


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything that could go, from which a person chooses.

    Attributes:
        subject: "report:<id>", "dispatch:<id>" or, for the answer to a request, "request:<id>".
        heading: how people call the source; title: what a partner may read, to begin with.
        report_id: the report drawn on; None for a dispatch.
        refers_to: the request that is answered.
    """

    subject: str
    kind: DispatchKind
    heading: str
    title: str
    purpose: Purpose | None
    source: Source
    portions: tuple[Piece, ...]
    statements: tuple[Piece, ...]
    report_id: UUID | None = None
    refers_to: UUID | None = None
    recipient: str = ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return (*self.portions, *self.statements)

    def chosen(self, ids: Iterable[UUID]) -> list[Piece]:
        """The pieces with these ids, in the order of the source.

        Raises:
            ReleaseProblem: an id is not of this source.
        """
        wanted = set(ids)
        found = [piece for piece in self.pieces if piece.id in wanted]
        if len(found) != len(wanted):
            raise ReleaseProblem("item_unknown", _("Something chosen does not belong to this source."), "items")
        return found

    def draft(
        self,
        title: str,
        purpose: Purpose,
        pieces: Iterable[Piece],
        *,
        neutrality: frozenset[NeutralityFlag] = frozenset(),
        grounds: frozenset[SpecialCategory] = frozenset(),
    ) -> Draft:
        """What was chosen, ready to be composed."""
        return Draft(
            kind=self.kind,
            title=title,
            purpose=purpose,
            pieces=list(pieces),
            report=self.source.report,
            subject=self.subject,
            report_id=self.report_id,
            neutrality=neutrality,
            grounds=grounds,
        )


def offer_of_report(report_id: UUID, now: datetime, request_id: UUID | None = None) -> Offer:
    """What a report offers; as an answer when a request is named.

    Raises:
        SourceMissing: there is no such report, or no such open request.
    """
    report = intake.report(report_id)
    if report is None:
        raise SourceMissing
    source = source_of(f"report:{report_id}", report_id, now.date())
    asked = exchange.information_request(request_id) if request_id else None
    if request_id and (asked is None or asked.direction != "in" or asked.state != "open"):
        raise SourceMissing
    return Offer(
        subject=f"request:{request_id}" if asked else f"report:{report_id}",
        kind=DispatchKind.REPLY if asked else DispatchKind.INFORMATION,
        heading=report.number,
        title=report.number,
        purpose=Purpose(asked.purpose) if asked and asked.purpose else report.purpose,
        source=source,
        portions=_portions(source),
        statements=tuple(statement_pieces(source.about, (), now.date())),
        report_id=report_id,
        refers_to=request_id if asked else None,
        recipient=asked.partners[0] if asked else "",
    )


def offer_of_dispatch(dispatch_id: UUID, now: datetime) -> Offer:
    """What of a received dispatch could be passed on to others, under its originator's conditions.

    Raises:
        SourceMissing: there is no such dispatch, or its content has been recalled or erased.
    """
    page = exchange.dispatch(dispatch_id)
    if page is None or not page.view.is_incoming or not page.view.is_readable:
        raise SourceMissing
    source = source_of(f"dispatch:{dispatch_id}", None, now.date())
    return Offer(
        subject=f"dispatch:{dispatch_id}",
        kind=DispatchKind.INFORMATION,
        heading=page.view.title,
        title=page.view.title,
        purpose=Purpose(page.view.purpose) if page.view.purpose else None,
        source=source,
        portions=_portions(source),
        statements=tuple(statement_pieces(source.about, (), now.date())),
    )


def _portions(source: Source) -> tuple[Piece, ...]:
    return tuple(portion_piece(content, source.facts[identifier]) for identifier, content in source.portions.items())
