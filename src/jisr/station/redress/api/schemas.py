"""What the routes take and give."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema

from jisr.station.redress.keeping import Person
from jisr.station.redress.letters.composing import LetterText
from jisr.station.redress.models import Case, Letter
from jisr.station.redress.queries.cases import CasePage
from jisr.station.redress.queries.search import SearchPage
from jisr.station.redress.services import Draft, Proposal
from jisr.station.redress.vocabulary import Channel, IdentityCheck, LetterKind, Mark, Outcome, RequestKind, Subject, Via

Language = Literal["ar", "fr", "en"]


class PersonIn(Schema):
    """`names`: every spelling known, the first as on the letter."""

    names: list[str] = Field(min_length=1, max_length=20)
    birth_date: str = ""
    identifiers: list[str] = Field([], max_length=20)
    asked: str = ""
    contact: str = ""
    representative: str = ""


class RequestIn(Schema):
    kind: RequestKind
    via: Via = Via.DIRECT
    channel: Channel = Channel.LETTER
    language: Language
    received_at: datetime
    person: PersonIn
    authority: str = Field("", max_length=200)
    authority_reference: str = Field("", max_length=120)
    mandate: str = Field("", max_length=300)
    identity_check: IdentityCheck = IdentityCheck.NONE

    def draft(self) -> Draft:
        values = {name: getattr(self, name) for name in RequestIn.model_fields if name != "person"}
        person = self.person.model_dump()
        lists = {name: tuple(person[name]) for name in ("names", "identifiers")}
        return Draft(**values, person=Person(**{**person, **lists}))


class IdentityIn(Schema):
    how: IdentityCheck


class ReasonIn(Schema):
    reason: str


class NoteIn(Schema):
    note: str = ""


class MarkIn(Schema):
    subject: Subject
    ref: str = Field(max_length=80)
    mark: Mark
    score: float | None = None


class DecisionIn(Schema):
    outcome: Outcome
    ground: str
    reasons: str
    statements: list[UUID] = []
    texts: list[str] = []
    corrections: dict[UUID, str] = {}

    def proposal(self) -> Proposal:
        return Proposal(**self.model_dump())


class LetterIn(Schema):
    kind: LetterKind
    language: Literal["", "ar", "fr", "en"] = ""


class HandOverIn(Schema):
    how: Channel
    note: str = ""


class RulesIn(Schema):
    """Any of "terms", "grounds", "texts", as GET gives them; what is left out stays."""

    values: dict[str, Any]
    note: str


class IdOut(Schema):
    id: UUID


class CaseOut(Schema):
    """A case without who asks."""

    id: UUID
    number: str
    kind: str
    via: str
    channel: str
    language: str
    state: str
    received_at: datetime
    authority: str
    authority_reference: str
    identity_check: str
    identity_by: str
    related: UUID | None
    acknowledge_by: datetime
    acknowledged_at: datetime | None
    answer_by: datetime
    extended_at: datetime | None
    answered_at: datetime | None
    propagate_by: datetime | None
    searched_at: datetime | None
    closed_at: datetime | None

    @classmethod
    def of(cls, case: Case) -> "CaseOut":
        values = {name: getattr(case, name) for name in cls.model_fields if name != "related"}
        return cls(**values, related=case.related_id)


class CaseList(Schema):
    items: list[CaseOut]
    total: int


def page_out(page: CasePage) -> dict[str, Any]:
    """A whole case."""
    person = page.person
    return {
        "case": CaseOut.of(page.case),
        "person": None if person is None else {name: getattr(person, name) for name in PersonIn.model_fields},
        "marks": [
            {"id": mark.id, "subject": mark.subject, "ref": mark.ref, "mark": mark.mark, "by": mark.by, "at": mark.at}
            for mark in page.marks
        ],
        "statements": [
            {
                "id": row.id,
                "prop": row.prop,
                "value": "" if row.is_withheld and row.state == "erased" else row.value,
                "state": row.state,
                "received_from": row.received_from,
                "consent": page.consents.get(row.dispatch_id) if row.dispatch_id else None,
            }
            for row in page.statements
        ],
        "decisions": [
            {
                "id": each.id,
                "outcome": each.outcome,
                "ground": each.ground,
                "reasons": each.reasons,
                "state": each.state,
                "items": each.items,
                "proposed_by": each.proposed_by,
                "decided_by": each.decided_by,
                "return_reason": each.return_reason,
            }
            for each in page.decisions
        ],
        "follows": [
            {
                "id": each.id,
                "kind": each.kind,
                "partner": each.partner,
                "dispatch": each.dispatch,
                "state": each.state,
                "since": each.since,
                "is_finished": each.is_finished,
            }
            for each in page.follows
        ],
        "letters": [letter_out(letter) for letter in page.letters],
        "late": page.late,
    }


def letter_out(letter: Letter) -> dict[str, Any]:
    """A letter without its text."""
    names = ("id", "number", "kind", "language", "digest", "made_at", "made_by", "handed_at", "handed_by", "handed_how")
    return {name: getattr(letter, name) for name in names}


def text_out(text: LetterText) -> dict[str, Any]:
    return text.to_json()


def search_out(page: SearchPage) -> dict[str, Any]:
    """Candidates with their reasons; a person decides."""
    return {
        "entities": [
            {
                "entity_id": found.candidate.entity_id,
                "caption": found.candidate.caption,
                "name": found.candidate.name,
                "likeness": found.candidate.likeness,
                "score": found.candidate.comparison.score,
                "pairs": found.candidate.pairs,
                "speaking_for": [each.code for each in found.candidate.comparison.speaking_for],
                "speaking_against": [each.code for each in found.candidate.comparison.speaking_against],
                "properties": found.candidate.properties,
                "is_withheld": found.candidate.is_withheld,
                "originators": found.candidate.originators,
                "mark": found.mark.mark if found.mark else "",
            }
            for found in page.entities
        ],
        "texts": [
            {
                "ref": found.hit.subject,
                "title": found.hit.title,
                "spelling": found.spelling,
                "language": found.hit.lang,
                "mark": found.mark.mark if found.mark else "",
            }
            for found in page.texts
        ],
    }
