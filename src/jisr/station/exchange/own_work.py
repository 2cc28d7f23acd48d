"""What of the room of knowledge rests on received information; higher rooms register their own."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from jisr.station.exchange.resting import SENT, KindOfWork, Touched, register
from jisr.station.knowledge import queries as knowledge


def register_all() -> None:
    register("statement", _statements, KindOfWork(pgettext_lazy("rests on it", "Own statement"), _page_of_statement))
    register(
        "judgement",
        _judgements,
        KindOfWork(pgettext_lazy("rests on it", "Judgement of identity"), _page_of_judgement),
    )
    register(SENT, _nothing, KindOfWork(pgettext_lazy("rests on it", "Dispatch sent: to be recalled?"), _page_of_sent))


def _statements(touched: Touched) -> Iterable[str]:
    return [str(identifier) for identifier in knowledge.resting_on(touched.statements).statements]


def _judgements(touched: Touched) -> Iterable[str]:
    return [str(identifier) for identifier in knowledge.resting_on(touched.statements).judgements]


def _nothing(_touched: Touched) -> Iterable[str]:
    """What was sent is followed by recall and correction; only a stopped assessment puts it on the list."""
    return ()


def _page_of_sent(ref: str) -> str:
    return reverse("exchange:dispatch", args=[ref])


def _page_of_statement(ref: str) -> str:
    entity = knowledge.entity_of_statement(UUID(ref))
    return reverse("knowledge:entity", args=[entity]) if entity else ""


def _page_of_judgement(ref: str) -> str:
    found = knowledge.judgement(UUID(ref))
    return reverse("knowledge:entity", args=[found.left]) if found else ""
