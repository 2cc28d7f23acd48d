"""Pages of intake as people use them."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jisr.station.intake import queries, services
from jisr.station.knowledge import queries as known
from jisr.station.ledger.models import LedgerEntry
from jisr.station.web.forms import HandlingForm

pytestmark = pytest.mark.django_db

TEXT = "تمرين: عبد الكريم بنموسى، مواطن مغربي، في إشبيلية.\n\nهاتف +34 600 000 000."
type ClientAs = Callable[[str], Client]
type ActorFor = Callable[..., Any]


def form_data(**changes: Any) -> dict[str, Any]:
    handling = {
        f"handling-{name}": value
        for name, value in HandlingForm.initial_from(services.default_handling()).items()
        if value not in (None, "", [])
    }
    return {**handling, "source": "SAFRAN", "grade": "B2", "scheme": "6x6", **changes}


@pytest.fixture
def report_id(actor: ActorFor) -> UUID:
    draft = services.ReportDraft(text=TEXT, source="SAFRAN", handling=services.default_handling())
    return services.receive_report(actor("analyst"), draft)


def test_pasted_text_becomes_a_report(client_as: ClientAs) -> None:
    response = client_as("analyst").post(reverse("intake:new"), form_data(text=TEXT, purpose="terrorism"))
    view = queries.report(queries.reports().get().id)
    assert view is not None
    assert response.headers["Location"] == reverse("intake:report", args=[view.id])
    assert (str(view.grade), view.purpose) == ("B2", "terrorism")


def test_an_uploaded_file_becomes_a_report(client_as: ClientAs) -> None:
    file = SimpleUploadedFile("note.txt", TEXT.encode("utf-16"), "text/plain")
    client_as("analyst").post(reverse("intake:new"), form_data(file=file))
    view = queries.report(queries.reports().get().id)
    assert view is not None
    assert view.text == TEXT
    assert [file.name for file in view.attachments] == ["note.txt"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": ""}, "Paste a text or choose a file."),
        ({"text": "x", "grade": "Z9"}, "One letter and one digit"),
        ({"text": "x", "source": ""}, "This field is required."),
        ({"file": SimpleUploadedFile("a.exe", b"MZ")}, "This kind of file is not known"),
        ({"text": "x", "received_at": "2090-01-01T00:00"}, "This moment has not come yet."),
    ],
)
def test_what_is_wrong_is_said_at_the_form(client_as: ClientAs, changes: dict[str, Any], words: str) -> None:
    response = client_as("analyst").post(reverse("intake:new"), form_data(**changes), headers={"Accept-Language": "en"})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert queries.reports().count() == 0


def test_the_page_marks_findings_in_the_text_and_enters_the_reading(client_as: ClientAs, report_id: UUID) -> None:
    page = client_as("releaser").get(reverse("intake:report", args=[report_id])).content.decode()
    assert re.search(r'<mark [^>]*class="person proposed"[^>]*>عبد الكريم بنموسى</mark>', page)
    assert re.search(r'<mark [^>]*class="place proposed"[^>]*>إشبيلية</mark>', page)
    last = LedgerEntry.objects.order_by("-index").values_list("act", "actor", "record_kind", "record_id").first()
    assert last == ("consultation", "releaser", "report", str(report_id))


def test_accepting_and_undoing_on_the_page(client_as: ClientAs, report_id: UUID) -> None:
    view = queries.report(report_id)
    assert view is not None
    person = next(one for one in view.proposed if one.kind == "person")
    client = client_as("analyst")
    accept = reverse("intake:finding_decide", args=[person.id, "accept"])
    response = client.post(accept, {"category": "suspect"}, headers={"HX-Request": "true"})
    assert 'id="report-parts"' in response.content.decode()
    assert response.headers["HX-Trigger"] == "findings-changed"
    assert len(known.statements_of_report(report_id)) == 1
    undo = client.post(reverse("intake:finding_decide", args=[person.id, "undo"]))
    assert undo.headers["Location"] == reverse("intake:report", args=[report_id])
    assert known.statements_of_report(report_id) == []


def test_accept_all_then_the_nationality_can_name_its_person(client_as: ClientAs, report_id: UUID) -> None:
    client = client_as("analyst")
    view = queries.report(report_id)
    assert view is not None
    person, nation = (next(one for one in view.proposed if one.kind == kind) for kind in ("person", "nationality"))
    refused = client.post(reverse("intake:finding_decide", args=[person.id, "accept"]))
    assert refused.status_code == 400
    assert "Say first what the persons are in this report" in refused.content.decode()
    client.post(reverse("intake:report_category", args=[report_id]), {"category": "suspect"})
    client.post(reverse("intake:finding_decide", args=[person.id, "accept"]))
    page = client.get(reverse("intake:report", args=[report_id])).content.decode()
    [statement] = known.statements_of_report(report_id)
    assert statement.category == "suspect"
    assert f'<option value="{statement.entity_id}">' in page
    client.post(reverse("intake:finding_decide", args=[nation.id, "accept"]), {"entity": statement.entity_id})
    client.post(reverse("intake:findings_all", args=[report_id]), {"decision": "accept"})
    after = queries.report(report_id)
    assert after is not None
    assert after.proposed == []
    assert {one.prop for one in known.statements_of_report(report_id)} == {"name", "nationality"}


def test_marking_dividing_and_correcting(client_as: ClientAs, report_id: UUID) -> None:
    client = client_as("analyst")
    view = queries.report(report_id)
    assert view is not None
    portion = view.portions[0]
    assert client.get(reverse("intake:portion", args=[portion.id])).status_code == 200
    data = {
        name.removeprefix("handling-"): value for name, value in form_data().items() if name.startswith("handling-")
    }
    client.post(reverse("intake:portion", args=[portion.id]), {**data, "classification": "secret"})
    client.post(reverse("intake:report_edit", args=[report_id]), form_data(title="New title", language="ar"))
    client.post(reverse("intake:finding_add", args=[report_id]), {"words": "مواطن", "kind": "topic"})
    after = queries.report(report_id)
    assert after is not None
    assert (after.portions[0].handling.classification.code, after.title) == ("secret", "New title")
    assert any(one.extractor == "by hand" for one in after.findings)


def test_a_list_is_watched_and_its_wrong_rows_fetched(client_as: ClientAs, actor: ActorFor) -> None:
    client = client_as("analyst")
    file = SimpleUploadedFile("list.csv", b"name,nationality\nEXERCISE One,Mali\nEXERCISE Two,Atlantis\n")
    response = client.post(reverse("intake:import_new"), form_data(file=file))
    held = queries.imports().get()
    assert response.headers["Location"] == reverse("intake:import", args=[held.id])
    assert 'hx-trigger="every 1s"' in client.get(reverse("intake:import_state", args=[held.id])).content.decode()
    services.run_import(held.id, actor("analyst"))
    page = client.get(reverse("intake:import", args=[held.id])).content.decode()
    assert "Atlantis" in page
    assert "hx-trigger" not in page.partition('id="import-state"')[2][:200]
    wrong = client.get(reverse("intake:import_wrong_rows", args=[held.id]))
    assert wrong.headers["Content-Disposition"] == 'attachment; filename="list.wrong.csv"'
    assert b"EXERCISE Two" in wrong.content


def test_stopping_and_going_on_by_the_buttons(client_as: ClientAs) -> None:
    client = client_as("analyst")
    client.post(reverse("intake:import_new"), form_data(file=SimpleUploadedFile("l.csv", b"name\nEXERCISE\n")))
    held = queries.imports().get()
    client.post(reverse("intake:import_stop", args=[held.id]))
    assert queries.imports().get().state == "stopped"
    client.post(reverse("intake:import_resume", args=[held.id]))
    assert queries.imports().get().state == "waiting"


def test_files_come_back_as_downloads(client_as: ClientAs) -> None:
    client = client_as("analyst")
    client.post(reverse("intake:new"), form_data(file=SimpleUploadedFile("a.txt", b"<script>x</script> EXERCISE")))
    view = queries.report(queries.reports().get().id)
    assert view is not None
    response = client.get(reverse("intake:attachment", args=[view.id, view.attachments[0].id]))
    assert response.content == b"<script>x</script> EXERCISE"
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("name", ["reports", "new", "sources", "imports", "import_new"])
def test_pages_open_in_every_language(
    client_as: ClientAs, people: Any, report_id: UUID, name: str, language: str
) -> None:
    people["analyst"].language = language
    people["analyst"].save()
    response = client_as("analyst").get(reverse(f"intake:{name}"))
    assert response.status_code == 200
    assert f'lang="{language}' in response.content.decode()


def test_lists_filter_and_count(client_as: ClientAs, report_id: UUID) -> None:
    client = client_as("analyst")
    assert str(report_id) in client.get(reverse("intake:reports"), {"q": "بنموسى"}).content.decode()
    assert str(report_id) not in client.get(reverse("intake:reports"), {"q": "nowhere"}).content.decode()
    assert "SAFRAN" in client.get(reverse("intake:sources")).content.decode()


def test_there_is_nothing_at_other_addresses(client_as: ClientAs, report_id: UUID) -> None:
    client = client_as("analyst")
    missing = UUID(int=1)
    for name in ("report", "report_edit", "portion", "import", "import_state", "import_wrong_rows"):
        assert client.get(reverse(f"intake:{name}", args=[missing])).status_code == 404
    assert client.post(reverse("intake:finding_decide", args=[missing, "accept"])).status_code == 404
    assert client.post(reverse("intake:finding_decide", args=[missing, "explode"])).status_code == 404


@pytest.mark.parametrize(
    ("language", "city", "unknown"),
    [
        ("ar", "<bdi>الناظور</bdi>، <bdi>المغرب</bdi>", "<bdi>Bouskoura</bdi>، <bdi>المغرب</bdi>"),
        ("fr", "<bdi>Nador</bdi>, <bdi>Maroc</bdi>", "<bdi>Bouskoura</bdi>, <bdi>Maroc</bdi>"),
    ],
)
def test_a_city_is_shown_in_the_readers_language_or_kept_apart(
    client_as: ClientAs, actor: ActorFor, people: dict[str, Any], language: str, city: str, unknown: str
) -> None:
    people["analyst"].language = language
    people["analyst"].save()
    text = "EXERCISE: he went from Nador to the city of Bouskoura."
    draft = services.ReportDraft(text=text, source="SAFRAN", handling=services.default_handling(), language="en")
    report_id = services.receive_report(actor("analyst"), draft)
    page = client_as("analyst").get(reverse("intake:report", args=[report_id])).content.decode()
    assert city in page
    assert unknown in page
