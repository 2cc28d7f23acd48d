"""Letters: see before, make, read, hand over."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from jisr.station.accounts.access import Bearer, actor_of
from jisr.station.accounts.roles import Right
from jisr.station.ledger.services import Act, record
from jisr.station.redress import services
from jisr.station.redress.api import schemas
from jisr.station.redress.letters.printing import pdf
from jisr.station.redress.problems import PieceMissing
from jisr.station.redress.queries import cases
from jisr.station.redress.vocabulary import LetterKind

router = Router()
READ, WRITE = Bearer(Right.REDRESS_READ), Bearer(Right.REDRESS_WRITE)


@router.get("/requests/{uuid:case_id}/preview", auth=WRITE, response=dict[str, Any], summary="A letter as it would be")
def preview(request: HttpRequest, case_id: UUID, kind: LetterKind, language: Literal["", "ar", "fr", "en"] = "") -> Any:
    text = services.preview(case_id, kind, language)
    record(actor_of(request), Act.CONSULTATION, "redress", str(case_id), decision="preview")
    return schemas.text_out(text)


@router.post("/requests/{uuid:case_id}/letters", auth=WRITE, response={201: schemas.IdOut}, summary="Make a letter")
def make(request: HttpRequest, case_id: UUID, document: schemas.LetterIn) -> Any:
    return Status(201, {"id": services.make_letter(actor_of(request), case_id, document.kind, document.language)})


@router.get(
    "/requests/{uuid:case_id}/letters/{uuid:letter_id}",
    auth=READ, response=dict[str, Any], summary="A letter as it was made",
)  # fmt: skip
def letter(request: HttpRequest, case_id: UUID, letter_id: UUID) -> Any:
    held = cases.letter(case_id, letter_id)
    text = services.letter_text(held) if held else None
    if held is None or text is None:
        raise PieceMissing
    record(actor_of(request), Act.CONSULTATION, "redress", str(case_id), detail={"kind": held.kind})
    return {**schemas.letter_out(held), "text": schemas.text_out(text)}


@router.get("/requests/{uuid:case_id}/letters/{uuid:letter_id}/pdf", auth=READ, summary="A letter as PDF")
def letter_pdf(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    held = cases.letter(case_id, letter_id)
    text = services.letter_text(held) if held else None
    if held is None or text is None:
        raise PieceMissing
    document = pdf(text)
    record(actor_of(request), Act.CONSULTATION, "redress", str(case_id), detail={"kind": held.kind})
    return HttpResponse(document, content_type="application/pdf")


@router.post(
    "/requests/{uuid:case_id}/letters/{uuid:letter_id}/hand-over",
    auth=WRITE, response={204: None}, summary="Note how and when it was handed over",
)  # fmt: skip
def hand_over(request: HttpRequest, case_id: UUID, letter_id: UUID, document: schemas.HandOverIn) -> Any:
    services.hand_over(actor_of(request), case_id, letter_id, document.how, document.note)
    return Status(204, None)
