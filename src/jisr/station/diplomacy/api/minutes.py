"""Minutes."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from jisr.station.accounts.access import actor_of
from jisr.station.diplomacy.api.auth import READ, WRITE, IdOut, Limit, Offset, level_of
from jisr.station.diplomacy.queries import minutes as queries
from jisr.station.diplomacy.services import minutes as services
from jisr.station.ledger.services import Act, record

router = Router()


class MinutesIn(Schema):
    """language: of the authentic text. items: titles of the agenda."""

    title: str
    parties: list[str]
    language: Literal["ar", "fr", "en"]
    day: date | None = None
    place: str = ""
    present: str = ""
    items: list[str] = []
    classification: str = "restricted"
    engagement_id: UUID | None = None


class TitleIn(Schema):
    title: str


class TextIn(Schema):
    text: str


class WordsIn(Schema):
    words: str


class PromiseIn(Schema):
    words: str
    debtor: str
    due: date | None = None


class TranslationIn(Schema):
    language: Literal["ar", "fr", "en"]
    text: str


class PartOut(Schema):
    id: str


class MinutesLine(Schema):
    id: UUID
    title: str
    parties: list[str]
    is_shared: bool
    is_signed: bool


class MinutesList(Schema):
    items: list[MinutesLine]
    total: int


@router.get("/minutes", auth=READ, response=MinutesList, summary="Minutes, those that changed last in front")
def list_minutes(request: HttpRequest, partner: str = "", limit: Limit = 25, offset: Offset = 0) -> dict[str, Any]:
    rows = queries.listed(partner)
    shown = list(rows[offset : offset + limit])
    record(actor_of(request), Act.CONSULTATION, "joint", "minutes", detail={"shown": len(shown)})
    items = [
        {
            "id": row.pk,
            "title": row.title,
            "parties": row.parties,
            "is_shared": row.shared_at is not None,
            "is_signed": services.is_signed(row),
        }
        for row in shown
    ]
    return {"items": items, "total": rows.count()}


@router.post("/minutes", auth=WRITE, response={201: IdOut}, summary="Begin minutes")
def begin(request: HttpRequest, body: MinutesIn) -> Status[dict[str, UUID]]:
    values = body.model_dump(exclude={"title", "parties", "classification"})
    level = level_of(body.classification)
    return Status(
        201, {"id": services.begin(actor_of(request), body.title, body.parties, classification=level, **values)}
    )


@router.post("/minutes/{uuid:joint_id}/items", auth=WRITE, response={201: PartOut}, summary="Add an item")
def add_item(request: HttpRequest, joint_id: UUID, body: TitleIn) -> Status[dict[str, str]]:
    return Status(201, {"id": services.add_item(actor_of(request), joint_id, body.title)})


@router.put(
    "/minutes/{uuid:joint_id}/items/{uuid:item_id}", auth=WRITE, response=PartOut, summary="Write an item’s text"
)
def write(request: HttpRequest, joint_id: UUID, item_id: UUID, body: TextIn) -> dict[str, str]:
    services.write(actor_of(request), joint_id, str(item_id), body.text)
    return {"id": str(item_id)}


@router.post(
    "/minutes/{uuid:joint_id}/items/{uuid:item_id}/decisions",
    auth=WRITE,
    response={201: PartOut},
    summary="Mark a decision",
)
def mark_decision(request: HttpRequest, joint_id: UUID, item_id: UUID, body: WordsIn) -> Status[dict[str, str]]:
    return Status(201, {"id": services.mark_decision(actor_of(request), joint_id, str(item_id), body.words)})


@router.post(
    "/minutes/{uuid:joint_id}/items/{uuid:item_id}/promises",
    auth=WRITE,
    response={201: PartOut},
    summary="Mark a commitment",
)
def mark_promise(request: HttpRequest, joint_id: UUID, item_id: UUID, body: PromiseIn) -> Status[dict[str, str]]:
    made = services.mark_promise(actor_of(request), joint_id, str(item_id), body.words, body.debtor, body.due)
    return Status(201, {"id": made})


@router.put(
    "/minutes/{uuid:joint_id}/items/{uuid:item_id}/translation",
    auth=WRITE,
    response=PartOut,
    summary="Write a translation",
)
def translate(request: HttpRequest, joint_id: UUID, item_id: UUID, body: TranslationIn) -> dict[str, str]:
    services.translate(actor_of(request), joint_id, str(item_id), body.language, body.text)
    return {"id": str(item_id)}
