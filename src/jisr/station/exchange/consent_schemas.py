"""Shapes of the API for consents, reviews and whereabouts."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema

from jisr.core.handling import Handling, HandlingError
from jisr.station.exchange.models import ConsentState
from jisr.station.exchange.problems import ConsentProblem
from jisr.station.exchange.schemas import Direction, Page, ReasonIn
from jisr.station.exchange.terms import ConsentTerms, Words


class ConsentIn(ReasonIn):
    """What to ask for; `items` are ids of portions and statements as they travelled, none = the whole dispatch."""

    permission: Literal["pass_on", "act_on", "use_in_court", "match"]
    to_whom: list[str] = Field([], max_length=100)
    items: list[UUID] = Field([], max_length=20_000)
    answer_by: datetime | None = None


class SanitisedText(Schema):
    id: UUID
    text: str = Field(min_length=1, max_length=200_000)
    lang: str = Field("", max_length=12)


class SanitisedValue(Schema):
    id: UUID
    value: str = Field(min_length=1, max_length=2_000)


class TermsIn(Schema):
    """Conditions of a consent; members that are left out set none. What each means: docs/protocol.md, "Consent"."""

    items: list[UUID] = Field([], max_length=20_000)
    until: date | None = None
    paraphrase: bool = False
    texts: list[SanitisedText] = Field([], max_length=20_000)
    values: list[SanitisedValue] = Field([], max_length=20_000)
    handling: dict[str, Any] | None = None
    note: str = Field("", max_length=2_000)

    def terms(self) -> ConsentTerms:
        """Raises ConsentProblem: the handling has not its form."""
        try:
            handling = Handling.from_json(self.handling) if self.handling is not None else None
        except HandlingError as error:
            raise ConsentProblem("consent_terms_contradict", field="handling") from error
        return ConsentTerms(
            items=frozenset(str(item) for item in self.items),
            until=self.until,
            paraphrase=self.paraphrase,
            texts={str(item.id): Words(item.text, item.lang) for item in self.texts},
            values={str(item.id): item.value for item in self.values},
            handling=handling,
            note=self.note.strip(),
        )


class PreparedOut(Schema):
    """`seen` is what the person who grants must give back."""

    consent_id: UUID
    seen: str


class DecisionIn(Schema):
    """`seen` is needed to grant; `conditions` is a word to the partner."""

    granted: bool
    seen: str | None = Field(None, max_length=64)
    conditions: str = Field("", max_length=2_000)


class ConsentQuery(Page):
    direction: Direction | None = None
    state: ConsentState | None = None


class TermsOut(Schema):
    """As docs/protocol.md has them in the body of a decision."""

    kinds: list[str]
    body: dict[str, Any]

    @staticmethod
    def resolve_body(terms: Any) -> dict[str, Any]:
        said: dict[str, Any] = terms.to_body()
        return said


class ConsentOut(Schema):
    id: UUID
    record_id: UUID
    title: str
    direction: Direction
    partner: str
    permission: str
    to_whom: list[str]
    items: list[str]
    state: str
    reason: str
    asked_at: datetime
    asked_by: str
    answer_by: datetime | None
    prepared_by: str
    prepared_at: datetime | None
    seen: str
    terms: TermsOut | None
    decided_at: datetime | None
    decided_by: str
    until: date | None
    originators: list[str]
    request: UUID
    decision: UUID | None
    withdrawal: UUID | None

    @staticmethod
    def resolve_state(view: Any) -> str:
        return str(view.shown_state)


class ReviewQuery(Page):
    done: bool = False


class ReviewDoneIn(Schema):
    note: str = Field("", max_length=2_000)


class ReviewOut(Schema):
    """Own work (`kind`, `ref`) that rests on what changed (`record_id`) by a dispatch of its originator (`cause`)."""

    id: UUID
    record_id: UUID
    cause: UUID
    originator: str
    reason: str
    why: str
    kind: str
    ref: str
    label: str
    url: str
    created_at: datetime
    done_at: datetime | None
    done_by: str
    note: str


class HolderOut(Schema):
    """Who has it; `via` are the stations between, and `station` is "" where its name may not be told."""

    station: str
    via: list[str]
    state: str
    received_at: datetime | None
    item_count: int | None
    act: str
    at: datetime | None
    is_complete: bool


class WhereaboutsOut(Schema):
    record_id: UUID
    holders: list[HolderOut]
    consents: list[ConsentOut]
    is_recalled: bool
    is_complete: bool
