"""What of this room rests on received information: warnings whose statements came from it."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from jisr.station.exchange.resting import KindOfWork, Touched, register
from jisr.station.warnings.models import Warning


def register_all() -> None:
    register("warning", _warnings, KindOfWork(pgettext_lazy("rests on it", "Early warning"), _page))


def _warnings(touched: Touched) -> Iterable[str]:
    found = Warning.objects.filter(statement_ids__overlap=list(touched.statements)) if touched.statements else ()
    return [str(warning.pk) for warning in found]


def _page(ref: str) -> str:
    return reverse("warnings:warning", args=[ref])
