"""The briefing book: what one reader may see, on paper in three languages, right to left where it is. EXERCISE only."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pypdf import PdfReader

from jisr.station.compartments.services.compartments import open_compartment
from jisr.station.compartments.services.placing import put_in
from jisr.station.diplomacy.queries import briefing, desk
from jisr.station.diplomacy.services import commitments
from jisr.station.diplomacy.services import engagements as visits
from jisr.station.diplomacy.testing import Counterpart

pytestmark = pytest.mark.django_db
REASON = "EXERCISE closed circle"


@pytest.fixture
def late(madrid: Counterpart, actor: Callable[..., Any]) -> Any:
    """Promises of both sides that are overdue, and enough of them for a second page."""
    for number in range(50):
        draft = commitments.Draft(
            words=f"EXERCISE promise {number}", language="en", debtor="rabat" if number % 2 else "madrid",
            creditor="madrid" if number % 2 else "rabat", due=timezone.localdate() - timedelta(days=number + 1),
        )  # fmt: skip
        made = commitments.write_down(actor("cooperation"), draft)
    return made


@pytest.mark.parametrize(
    ("language", "title", "marking"),
    [
        ("ar", "ملف الإحاطة", "محدود التداول"),
        ("fr", "Dossier de préparation", "RESTREINT"),
        ("en", "Briefing book", "RESTRICTED"),
    ],
)
def test_every_page_bears_its_classification_and_number(
    late: Any, people: dict[str, Any], client_as: Callable[[str], Client], language: str, title: str, marking: str
) -> None:
    people["cooperation"].language = language
    people["cooperation"].save()
    response = client_as("cooperation").get(reverse("diplomacy:briefing_pdf", args=["madrid"]))
    book = PdfReader(BytesIO(response.content))
    assert book.root_object["/Lang"].startswith(language)
    assert len(book.pages) > 1
    assert str(book.metadata.title).startswith(title)
    for page in book.pages:
        text = page.extract_text()
        assert "EXERCISE" in text
        if language != "ar":  # letters of Arabic come out in their joined forms
            assert marking in text
    links = [each.get_object() for page in book.pages for each in page.get("/Annots", [])]
    assert any("/diplomacy/commitments/" in str(link.get("/A", {})) for link in links)


def test_what_is_late_stands_first_and_the_rest_is_counted(late: Any, people: dict[str, Any]) -> None:
    with translation.override("en"):
        book = briefing.compose(people["cooperation"], "madrid")
    assert book is not None
    owed = next(chapter for chapter in book.chapters if chapter.code == "we_owe")
    agenda = next(chapter for chapter in book.chapters if chapter.code == "agenda")
    assert owed.facts[1].tone == "danger"
    assert len(agenda.facts) == briefing.MOST_FACTS + 1
    assert agenda.facts[-1].about == "20 more in the record"


def test_it_holds_nothing_that_its_reader_may_not_see(
    late: Any, actor: Callable[..., Any], client_as: Callable[[str], Client]
) -> None:
    room = open_compartment(actor("cooperation"), name="EXERCISE CEDAR", reason=REASON)
    put_in(actor("cooperation"), room, f"joint:{late}", reason=REASON)
    start = (timezone.now() + timedelta(days=3)).replace(tzinfo=None, microsecond=0)
    plan = visits.Plan(
        kind="visit", title="EXERCISE hidden visit", partners=["madrid"], starts=start, ends=start, time_zone="UTC"
    )
    hidden = visits.propose(actor("cooperation"), plan)
    put_in(actor("cooperation"), room, f"engagement:{hidden}", reason=REASON)
    for person, sees in (("cooperation", True), ("liaison", False)):
        client = client_as(person)
        shown = client.get(reverse("diplomacy:partnership", args=["madrid"])).content.decode()
        assert ("EXERCISE hidden visit" in shown) is sees
        assert ("EXERCISE promise 49" in client.get(reverse("diplomacy:commitments")).content.decode()) is sees
        assert client.get(f"{reverse('diplomacy:briefing', args=['madrid'])}").status_code == 200


def test_the_desk_shows_what_is_due_first_in_front(late: Any, people: dict[str, Any]) -> None:
    with translation.override("en"):
        found = desk.tasks(people["cooperation"])
    assert found[0].about == "EXERCISE promise 49"
    assert found[0].is_late
    assert [task.due for task in found] == sorted(task.due for task in found if task.due)


def test_what_is_exported_cannot_run_in_a_spreadsheet(
    madrid: Counterpart, actor: Callable[..., Any], client_as: Callable[[str], Client]
) -> None:
    draft = commitments.Draft(words="=HYPERLINK(1)", language="en", debtor="rabat", creditor="madrid")
    commitments.write_down(actor("cooperation"), draft)
    response = client_as("cooperation").get(reverse("diplomacy:commitments_export"))
    lines = b"".join(response.streaming_content).decode()
    assert "'=HYPERLINK(1)" in lines
