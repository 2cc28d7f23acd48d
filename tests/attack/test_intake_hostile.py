"""What hostile reports can do to the pages that show them: nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jisr.interop.text import read_text
from jisr.station.intake import queries, services
from jisr.station.intake.problems import FileRefusedError, TextTooLongError
from jisr.station.ledger.actor import system_actor
from jisr.station.ledger.models import LedgerEntry
from jisr.station.web.forms import HandlingForm

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
type ActorFor = Callable[..., Any]
type ClientAs = Callable[[str], Client]


def receive(actor: ActorFor, text: str, **changes: Any) -> Any:
    draft = services.ReportDraft(text=text, source="SAFRAN", handling=services.default_handling(), **changes)
    return services.receive_report(actor("analyst"), draft)


def page_of(client_as: ClientAs, report_id: Any) -> str:
    response = client_as("analyst").get(reverse("intake:report", args=[report_id]))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("field", ["text", "title", "lineage"])
def test_markup_stays_words(actor: ActorFor, client_as: ClientAs, field: str) -> None:
    texts = {"text": "EXERCISE", field: f"EXERCISE {SCRIPT}"}
    page = page_of(client_as, receive(actor, texts.pop("text"), **texts))
    assert "<script>alert" not in page
    assert "onerror=alert(2)&gt;" in page


def test_markup_inside_a_finding_stays_words(actor: ActorFor, client_as: ClientAs) -> None:
    page = page_of(client_as, receive(actor, 'EXERCISE: Association "<b onclick=x>Hope</b>" in Bamako'))
    assert "<b onclick" not in page


def test_direction_controls_are_shown_not_obeyed(actor: ActorFor, client_as: ClientAs) -> None:
    report_id = receive(actor, "EXERCISE \u202egnp.exe\u202c of Ahmed \u2066Benali\u2069")
    page = page_of(client_as, report_id)
    assert "\u202e" not in page
    assert page.count("U+202E") >= 1
    view = queries.report(report_id)
    assert view is not None
    assert "\u202e" in view.text, "evidence is kept as received"
    assert [problem["code"] for problem in view.problems] == ["bidi_controls"]


def test_a_name_hidden_by_invisible_letters_is_still_found(actor: ActorFor) -> None:
    view = queries.report(receive(actor, "EXERCISE: Abdel\u200bkrim Ben\u00admoussa went to Bam\u200dako"))
    assert view is not None
    assert {one.kind.value for one in view.findings} >= {"person", "city"}


@pytest.mark.parametrize("words", ["'; DROP TABLE intake_report; --", "%' OR '1'='1", "\\", "\x00"])
def test_searches_stay_searches(actor: ActorFor, client_as: ClientAs, words: str) -> None:
    receive(actor, "EXERCISE")
    response = client_as("analyst").get(reverse("intake:reports"), {"q": words})
    assert response.status_code == 200
    assert queries.reports().count() == 1


def test_nul_in_every_field_of_a_report(actor: ActorFor, client_as: ClientAs) -> None:
    report_id = receive(actor, "EXERCISE\x00text", title="ti\x00tle", lineage="li\x00ne")
    assert "EXERCISE" in page_of(client_as, report_id)


def test_a_text_too_long_leaves_nothing(actor: ActorFor, client_as: ClientAs) -> None:
    with pytest.raises(TextTooLongError):
        receive(actor, "EXERCISE " * 300_000)
    assert queries.reports().count() == 0


def test_a_hostile_file_name_names_no_path(client_as: ClientAs, actor: ActorFor) -> None:
    data = b"EXERCISE"
    draft = services.draft_of_document(
        read_text(data), '../../etc/"passwd\r\nX: y', data, "text/html", "SAFRAN", services.default_handling()
    )
    view = queries.report(services.receive_report(actor("analyst"), draft))
    assert view is not None
    url = reverse("intake:attachment", args=[view.id, view.attachments[0].id])
    response = client_as("analyst").get(url)
    header = response.headers["Content-Disposition"]
    assert "\n" not in header
    assert "/" not in header
    assert response.headers["Content-Type"] == "application/octet-stream"


def test_a_bomb_uploaded_is_refused_and_entered_in_the_ledger(client_as: ClientAs) -> None:
    handling = {
        f"handling-{name}": value
        for name, value in HandlingForm.initial_from(services.default_handling()).items()
        if value not in (None, "", [])
    }
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><CONSOLIDATED_LIST>&a;</CONSOLIDATED_LIST>'
    client = client_as("analyst")
    file = SimpleUploadedFile("report.docx", b"PK\x03\x04word/" + b"\xff" * 100)
    response = client.post(reverse("intake:new"), {**handling, "source": "SAFRAN", "scheme": "6x6", "file": file})
    assert response.status_code == 422
    assert LedgerEntry.objects.filter(act="refusal", decision="damaged_file").count() == 1
    listed = client.post(
        reverse("intake:import_new"),
        {**handling, "source": "SAFRAN", "scheme": "6x6", "file": SimpleUploadedFile("l.xml", bomb)},
    )
    assert listed.status_code == 302
    held = queries.imports().get()
    done = services.run_import(held.id, system_actor("import"))
    assert (done.state, done.failure["code"], done.rows_landed) == ("failed", "xml_declarations", 0)


@pytest.mark.parametrize("role", ["releaser", "liaison", "cooperation", "programme", "oversight", "administrator"])
def test_only_analysts_take_reports_in(client_as: ClientAs, role: str) -> None:
    response = client_as(role).post(reverse("intake:new"), {"text": "EXERCISE", "source": "SAFRAN"})
    assert response.status_code == 403
    assert queries.reports().count() == 0


def test_forms_from_elsewhere_are_refused(people: Any, actor: ActorFor) -> None:
    report_id = receive(actor, "EXERCISE: Moussa Diallo in Bamako")
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["analyst"])
    assert client.post(reverse("intake:findings_all", args=[report_id]), {"decision": "accept"}).status_code == 403


def test_a_file_of_200_megabytes_is_refused_without_being_read(actor: ActorFor) -> None:
    class Huge:
        size = 200_000_000

        def read(self) -> bytes:
            raise AssertionError("was read")

    with pytest.raises(FileRefusedError) as error:
        services.bytes_of(actor("analyst"), Huge())
    assert (error.value.code, error.value.status) == ("file_too_large", 413)
    assert LedgerEntry.objects.filter(act="refusal", decision="file_too_large").count() == 1
