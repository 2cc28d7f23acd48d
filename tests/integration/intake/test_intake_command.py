"""`jisr intake`, run as a command in a process of its own against the station under test."""

import io
import json
import os
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result

from jisr.cli.intake import intake
from jisr.station.intake import queries

pytestmark = pytest.mark.django_db

TEXT = "تمرين: عبد الكريم بنموسى في إشبيلية."


def run(*arguments: Any) -> Result:
    return CliRunner().invoke(intake, [str(argument) for argument in arguments])


def as_json(*arguments: Any) -> Any:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(TEXT)
    return path


def test_a_text_in_arabic(text_file: Path) -> None:
    result = as_json(text_file, "--source", "SAFRAN", "--grade", "B2", "--category", "witness")
    assert (result["landed"], result["language"], result["grade"]["value"]) == (True, "ar", "B2")
    assert ("person", "عبد الكريم بنموسى") in {(one["kind"], one["text"]) for one in result["findings"]}
    view = queries.report(result["report"])
    assert view is not None
    assert (view.source, view.category) == ("SAFRAN", "witness")


def test_a_word_file_and_a_workbook_in_one_call(tmp_path: Path) -> None:
    document, book = docx.Document(), openpyxl.Workbook()
    document.add_paragraph("EXERCICE : deux Maliens à Nador")
    document.save(str(tmp_path / "a.docx"))
    for row in (("name", "nationality"), ("EXERCISE One", "Mali"), ("EXERCISE Two", "Atlantis")):
        book.active.append(row)
    book.save(tmp_path / "b.xlsx")
    report, rows = as_json(tmp_path / "a.docx", tmp_path / "b.xlsx", "--wrong-rows", tmp_path / "wrong.xlsx")
    assert (report["kind"], report["language"]) == ("docx", "fr")
    assert (rows["kind"], rows["rows"], rows["new"], rows["wrong"]) == ("xlsx", 2, 1, 1)
    assert rows["problems"][0]["line"] == 3
    mended = openpyxl.load_workbook(io.BytesIO((tmp_path / "wrong.xlsx").read_bytes()))
    assert [cell.value for cell in mended.active[2]][:2] == ["EXERCISE Two", "Atlantis"]


def test_for_people(text_file: Path) -> None:
    result = run(text_file)
    assert result.exit_code == 0
    assert "R-" in result.stdout


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("a.exe", b"MZ", "unknown_kind"), ("a.txt", b" ", "empty_file"), ("a.csv", b"a\n1", "no_header")],
)
def test_what_cannot_be_taken_in_fails_with_its_reason(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    result = run(path, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["code"] == code
    assert queries.reports().count() == 0


def test_one_bad_file_does_not_hold_up_the_good_one(text_file: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4")
    result = run(bad, text_file, "--json")
    assert result.exit_code == 1
    assert [one["landed"] for one in json.loads(result.stdout)] == [False, True]
    assert queries.reports().count() == 1


@pytest.mark.parametrize(
    "option", [("--grade", "Z9"), ("--purpose", "nonsense"), ("--lang", "de"), ("--category", "x")]
)
def test_wrong_options(text_file: Path, option: tuple[str, str]) -> None:
    assert run(text_file, *option).exit_code != 0
    assert queries.reports().count() == 0


def test_the_un_list_lands_whole(tmp_path: Path) -> None:
    shared = Path(os.environ.get("JISR_SHARED_DATA") or Path(__file__).parents[4] / "shared" / "data")
    path = shared / "un_consolidated.xml"
    if not path.exists():
        pytest.skip(f"the UN list is not at {path}")
    first = as_json(path, "--source", "UN", "--grade", "A1")
    assert (first["rows"], first["new"], first["wrong"]) == (2036, 2036, 0)
