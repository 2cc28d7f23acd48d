"""A report taken in, searched for, opened and looked at, with everything logged that can be: no content in the logs."""

import io
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jisr.station.intake.services.drafts import ReportDraft, default_handling
from jisr.station.intake.services.reports import receive_report
from jisr.station.observability.logs import ContentFreeFormatter, configure

pytestmark = [pytest.mark.django_db, pytest.mark.integration]

TEXT = (
    "EXERCISE. أفاد مصدر موثوق بأن عبد الكريم بنموسى عبر من الناظور نحو إشبيلية في الأسبوع الماضي.\n\n"
    "Il utilise le numéro +212 661 234 567, le compte MA64011519000001205000534921 et l'adresse karim@exercise.example."
)
CONTENT = ["بنموسى", "إشبيلية", "661", "0115190000", "karim@exercise", "numéro", "Abdelkrim", "SAFRAN-EXERCISE"]


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    configure(logging.DEBUG)
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(ContentFreeFormatter())
    root.addHandler(handler)
    yield stream
    root.handlers = handlers
    root.setLevel(level)


def test_a_report_s_whole_way_leaves_no_content_in_the_logs(
    written: io.StringIO, actor: Callable[..., Any], client_as: Callable[[str], Client]
) -> None:
    draft = ReportDraft(TEXT, "SAFRAN-EXERCISE", default_handling(), title="Abdelkrim à Séville")
    report_id = receive_report(actor("analyst"), draft)
    analyst = client_as("analyst")
    addresses = [
        reverse("intake:reports") + "?q=بنموسى",
        reverse("intake:report", args=[report_id]),
        reverse("knowledge:entities") + "?q=Abdelkrim",
        reverse("knowledge:texts") + "?q=إشبيلية",
        reverse("release:who_must_know", args=[report_id]),
        "/nowhere/Abdelkrim/?q=karim@exercise.example",
    ]
    for address in addresses:
        assert analyst.get(address).status_code in (200, 404)
    analyst.post(reverse("intake:new"), {"text": TEXT, "source": "", "title": "Abdelkrim"})
    text = written.getvalue()
    assert text.count('"event":"request"') == len(addresses) + 1
    for content in CONTENT:
        assert content not in text
        assert content.encode("unicode_escape").decode() not in text
