"""Reports: taken in whole, read for findings, corrected, marked portion by portion."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError

from jisr.core.handling import Classification, Purpose
from jisr.core.statements import Grade
from jisr.interop.text import read_text
from jisr.station.intake import queries, services
from jisr.station.intake.problems import (
    DivisionError,
    FileRefusedError,
    NotAReportError,
    PortionNotFoundError,
    ReportEmptyError,
    ReportNotFoundError,
    SourceNameError,
)
from jisr.station.knowledge import queries as known
from jisr.station.ledger.models import LedgerEntry

pytestmark = pytest.mark.django_db

ARABIC = (
    "تمرين: أفاد مصدر موثوق بأن عبد الكريم بنموسى عبر من الناظور نحو إشبيلية.\n\n"
    "استعمل رقم الهاتف +34 600 000 000 وتلقى تحويلات مالية من باماكو."
)
type ActorFor = Callable[..., Any]


def draft(text: str = ARABIC, **changes: Any) -> services.ReportDraft:
    fields = {"source": "SAFRAN", "handling": services.default_handling(), "grade": Grade.parse("B2"), **changes}
    return services.ReportDraft(text=text, **fields)


def test_a_report_lands_whole(actor: ActorFor) -> None:
    report_id = services.receive_report(actor("analyst"), draft(purpose=Purpose.TERRORISM))
    view = queries.report(report_id)
    assert view is not None
    assert view.number.startswith("R-")
    assert (view.source, str(view.grade), view.language, view.purpose) == ("SAFRAN", "B2", "ar", Purpose.TERRORISM)
    assert [portion.text for portion in view.portions] == ARABIC.split("\n\n")
    assert {(finding.kind.value, finding.text) for finding in view.proposed} >= {
        ("person", "عبد الكريم بنموسى"),
        ("city", "إشبيلية"),
        ("phone", "+34 600 000 000"),
        ("topic", "تحويلات مالية"),
    }
    assert view.accepted == []


def test_findings_point_into_the_stored_portion(actor: ActorFor) -> None:
    view = queries.report(services.receive_report(actor("analyst"), draft()))
    assert view is not None
    texts = {portion.id: portion.text for portion in view.portions}
    assert all(texts[one.portion_id][one.start : one.end] == one.text for one in view.findings)


def test_nothing_enters_the_knowledge_base_by_itself(actor: ActorFor) -> None:
    report_id = services.receive_report(actor("analyst"), draft())
    assert known.statements_of_report(report_id) == []


def test_intake_is_one_ledger_entry_without_content(actor: ActorFor) -> None:
    before = LedgerEntry.objects.count()
    report_id = services.receive_report(actor("analyst"), draft())
    entries = list(LedgerEntry.objects.order_by("index"))[before:]
    assert [entry.record_kind for entry in entries] == ["source", "report"]
    assert entries[-1].record_id == str(report_id)
    assert all("بنموسى".encode() not in bytes(entry.leaf) for entry in entries)


def test_text_is_searchable(actor: ActorFor) -> None:
    report_id = services.receive_report(actor("analyst"), draft())
    hits = known.search_texts("باماكو", lang="", limit=5, offset=0).hits
    assert [hit.subject_id for hit in hits] == [str(report_id)]


def test_numbers_follow_each_other(actor: ActorFor) -> None:
    views = [queries.report(services.receive_report(actor("analyst"), draft(f"EXERCISE {n}"))) for n in range(3)]
    numbers = [int(view.number.rpartition("-")[2]) for view in views if view]
    assert numbers == list(range(numbers[0], numbers[0] + 3))


def test_half_a_report_never_lands(actor: ActorFor, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise IntegrityError("disk full")

    monkeypatch.setattr("jisr.station.knowledge.services.index_text", fail)
    with pytest.raises(IntegrityError):
        services.receive_report(actor("analyst"), draft())
    assert queries.reports().count() == 0
    assert queries.source_names() == []


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_empty_text_is_refused(actor: ActorFor, text: str) -> None:
    with pytest.raises(ReportEmptyError):
        services.receive_report(actor("analyst"), draft(text))


@pytest.mark.parametrize("name", ["", "x", "a" * 81, "<b>x</b>"])
def test_source_needs_a_code_name(actor: ActorFor, name: str) -> None:
    with pytest.raises(SourceNameError):
        services.receive_report(actor("analyst"), draft(source=name))


def test_source_is_found_again_whatever_its_case(actor: ActorFor) -> None:
    services.receive_report(actor("analyst"), draft())
    services.receive_report(actor("analyst"), draft(source="safran"))
    [source] = queries.sources()
    assert (source.code_name, source.report_count, source.letters) == ("SAFRAN", 2, (("B (6x6)", 2),))


def test_language_can_be_set_and_corrected(actor: ActorFor) -> None:
    report_id = services.receive_report(actor("analyst"), draft("EXERCICE: deux Maliens à Nador", language="en"))
    services.correct_report(actor("analyst"), report_id, language="fr", title="Corrigé")
    view = queries.report(report_id)
    assert view is not None
    assert (view.language, view.title, view.portions[0].language) == ("fr", "Corrigé", "fr")
    assert ("nationality", "ML") in {(one.kind.value, one.value) for one in view.proposed}


def test_correction_keeps_what_was_decided(actor: ActorFor) -> None:
    report_id = services.receive_report(actor("analyst"), draft())
    view = queries.report(report_id)
    assert view is not None
    person = next(one for one in view.proposed if one.kind.value == "person")
    services.decide_finding(actor("analyst"), person.id, "reject")
    services.correct_report(actor("analyst"), report_id, language="fr")
    after = queries.report(report_id)
    assert after is not None
    assert [one.id for one in after.rejected] == [person.id]
    assert sum(one.text == person.text for one in after.findings) == 1


def test_correcting_nothing_that_exists(actor: ActorFor) -> None:
    with pytest.raises(ReportNotFoundError):
        services.correct_report(actor("analyst"), uuid4(), title="x")


def test_report_carries_the_strictest_of_its_portions(actor: ActorFor) -> None:
    report_id = services.receive_report(actor("analyst"), draft())
    view = queries.report(report_id)
    assert view is not None
    secret = type(view.own_handling)(
        originator=view.own_handling.originator,
        classification=Classification.SECRET,
        tlp=view.own_handling.tlp,
        releasable_to=frozenset(),
    )
    services.mark_portion(actor("analyst"), view.portions[1].id, secret)
    after = queries.report(report_id)
    assert after is not None
    assert after.handling.classification is Classification.SECRET
    assert after.portions[0].handling == view.portions[0].handling
    assert queries.reports().get().classification == int(Classification.SECRET)
    with pytest.raises(PortionNotFoundError):
        services.mark_portion(actor("analyst"), uuid4(), secret)


def test_a_portion_can_be_divided_and_findings_move_with_their_words(actor: ActorFor) -> None:
    text = "EXERCISE one: Bamako. EXERCISE two: Gao and +223 70 00 00 00."
    report_id = services.receive_report(actor("analyst"), draft(text))
    view = queries.report(report_id)
    assert view is not None
    cut = text.index("EXERCISE two")
    services.divide_portion(actor("analyst"), view.portions[0].id, cut)
    after = queries.report(report_id)
    assert after is not None
    assert [portion.text for portion in after.portions] == [text[:cut], text[cut:]]
    texts = {portion.id: portion.text for portion in after.portions}
    assert all(texts[one.portion_id][one.start : one.end] == one.text for one in after.findings)
    assert len(after.findings) == len(view.findings)


def test_a_division_never_cuts_a_finding_nor_leaves_nothing(actor: ActorFor) -> None:
    view = queries.report(services.receive_report(actor("analyst"), draft("EXERCISE at Bamako now")))
    assert view is not None
    for at in (0, 14, 22, 500):
        with pytest.raises(DivisionError):
            services.divide_portion(actor("analyst"), view.portions[0].id, at)


def test_a_file_keeps_its_bytes_and_its_warnings(actor: ActorFor) -> None:
    data = ARABIC.encode("windows-1256")
    document = read_text(data)
    file_draft = services.draft_of_document(
        document, "note.txt", data, "text/plain", "SAFRAN", services.default_handling()
    )
    view = queries.report(services.receive_report(actor("analyst"), file_draft))
    assert view is not None
    assert [problem["code"] for problem in view.problems] == ["encoding_guessed"]
    [file] = view.attachments
    held = queries.attachment(view.id, file.id)
    assert held is not None
    assert (bytes(held.content), held.is_original) == (data, True)
    assert queries.attachment(uuid4(), file.id) is None


@pytest.mark.parametrize(
    ("name", "data", "code"), [("a.pdf", b"%PDF-1.4 broken", "damaged_file"), ("a.exe", b"MZ", "unknown_kind")]
)
def test_a_refused_file_is_in_the_ledger(actor: ActorFor, name: str, data: bytes, code: str) -> None:
    with pytest.raises(FileRefusedError) as error:
        services.read_document_file(actor("analyst"), data, name)
    assert error.value.code == code
    entry = LedgerEntry.objects.order_by("-index").first()
    assert entry is not None
    assert (entry.act, entry.decision, entry.record_kind) == ("refusal", code, "file")


def test_a_list_is_not_taken_for_a_report(actor: ActorFor) -> None:
    with pytest.raises(NotAReportError):
        services.read_document_file(actor("analyst"), b"name\nx", "list.csv")


def test_an_extractor_that_fails_costs_its_findings_not_the_report(
    actor: ActorFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jisr.interop.plugins import ExtractorPluginError

    def broken() -> None:
        raise ExtractorPluginError("exercise")

    monkeypatch.setattr("jisr.station.intake.services.extraction.installed_extractors", broken)
    view = queries.report(services.receive_report(actor("analyst"), draft()))
    assert view is not None
    assert view.findings == []
    assert [problem["code"] for problem in view.problems] == ["extractor_failed"]


def test_filters(actor: ActorFor) -> None:
    first = services.receive_report(actor("analyst"), draft())
    second = services.receive_report(actor("analyst"), draft("EXERCISE: nothing at all here", source="OTHER"))

    def ids(**wanted: Any) -> set[Any]:
        return {row.id for row in queries.reports(queries.ReportFilter(**wanted))}

    assert ids(words="بنموسى") == {first}
    assert ids(source="OTHER") == {second}
    assert ids(language="ar") == {first}
    assert ids(has_proposals=True) == {first}
    assert queries.count_reports_with_proposals() == 1
