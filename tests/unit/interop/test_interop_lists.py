"""Lists: right rows, wrong rows with their reasons, and wrong rows mended and brought in again."""

import io
from datetime import date

import openpyxl
import pytest

from jisr.interop.entities import EntityRow, WrongRow
from jisr.interop.kinds import FileKind
from jisr.interop.limits import Limits
from jisr.interop.lists import read_list, write_wrong_rows
from jisr.interop.problems import IntakeError

CSV = """Nom,Date de naissance,Nationalité,N° de passeport,Observations libres
EXERCICE Un,1990-01-02,Maroc,AB1234567,vu à Nador
,1991-01-01,Mali,,
EXERCICE Trois,31 février,Atlantide,,
EXERCICE Quatre,1992,Sénégal; Mali,,
"""


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def split(data: bytes, kind: FileKind) -> tuple[list[EntityRow], list[WrongRow]]:
    rows = list(read_list(data, kind).rows)
    return [row for row in rows if isinstance(row, EntityRow)], [row for row in rows if isinstance(row, WrongRow)]


def test_right_rows_stand_beside_wrong_ones_with_line_and_field() -> None:
    right, wrong = split(CSV.encode(), FileKind.CSV)
    assert [(row.line, row.caption) for row in right] == [(2, "EXERCICE Un"), (5, "EXERCICE Quatre")]
    assert right[0].properties["nationality"] == ("ma",)
    assert right[1].properties["nationality"] == ("sn", "ml")
    assert right[0].properties["notes"] == ("Observations libres: vu à Nador",)
    assert [(problem.line, problem.field, problem.code) for row in wrong for problem in row.problems] == [
        (3, "Nom", "missing_name"),
        (4, "Date de naissance", "invalid_value"),
        (4, "Nationalité", "invalid_value"),
    ]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_wrong_rows_can_be_mended_and_brought_in_again(language: str) -> None:
    read = read_list(CSV.encode(), FileKind.CSV)
    wrong = [row for row in read.rows if isinstance(row, WrongRow)]
    extension, file = write_wrong_rows(FileKind.CSV, read.header, wrong, language)
    assert extension == "csv"
    mended = (
        file.decode("utf-8-sig")
        .replace("31 février", "1993-02-28")
        .replace("Atlantide", "Mali")
        .replace("\r\n,1991", "\r\nEXERCICE Deux,1991")
    )
    right, still_wrong = split(mended.encode(), FileKind.CSV)
    assert still_wrong == []
    assert sorted(row.caption for row in right) == ["EXERCICE Deux", "EXERCICE Trois"]


def test_file_of_wrong_rows_names_line_and_reason() -> None:
    read = read_list(CSV.encode(), FileKind.CSV)
    _, file = write_wrong_rows(FileKind.CSV, read.header, [row for row in read.rows if isinstance(row, WrongRow)], "fr")
    lines = file.decode("utf-8-sig").splitlines()
    assert lines[0].endswith("jisr:line,jisr:reason")
    assert lines[1].endswith(",3,Nom: Le nom manque.")


def test_keys_do_not_depend_on_order_or_file() -> None:
    first, _ = split(CSV.encode(), FileKind.CSV)
    lines = CSV.splitlines()
    second, _ = split("\n".join([lines[0], lines[4], lines[1]]).encode("utf-16"), FileKind.CSV)
    assert {row.key for row in first} == {row.key for row in second}


def test_an_id_column_is_the_key() -> None:
    [row], _ = split(b"id;name;type\nX-1;EXERCISE One;company", FileKind.CSV)
    assert (row.key, row.schema) == ("id:X-1", "Company")


def test_arabic_headers_and_windows_1256() -> None:
    [row], _ = split("الاسم الكامل;الجنسية\nتمرين واحد;المغرب".encode("windows-1256"), FileKind.CSV)
    assert row.properties == {"name": ("تمرين واحد",), "nationality": ("ma",)}


def test_names_in_two_columns_become_one() -> None:
    [row], _ = split(b"first name\tlast name\nExercise\tFive", FileKind.CSV)
    assert row.caption == "Exercise Five"


def test_quoted_cells_keep_line_breaks_and_count_lines() -> None:
    right, wrong = split(b'name,notes\nEXERCISE,"one\ntwo"\n,"x"\n', FileKind.CSV)
    assert right[0].properties["notes"] == ("one two",)
    assert wrong[0].line == 4


def test_too_many_cells_and_too_long_cells() -> None:
    _, wrong = split(b"name,notes\na,b,c\n", FileKind.CSV)
    assert wrong[0].problems[0].code == "too_many_cells"
    rows = list(read_list(b"name\n" + b"x" * 50, FileKind.CSV, Limits(line_characters=20)).rows)
    assert isinstance(rows[0], WrongRow)
    assert rows[0].problems[0].code == "line_too_long"


def test_rows_beyond_the_limit_are_said_not_dropped_silently() -> None:
    rows = list(read_list(b"name\na\nb\nc\n", FileKind.CSV, Limits(rows=2)).rows)
    assert [type(row).__name__ for row in rows] == ["EntityRow", "EntityRow", "WrongRow"]


def test_unknown_columns_are_said() -> None:
    assert [problem.parameters["column"] for problem in read_list(b"name,shoe size\na,42", FileKind.CSV).problems] == [
        "shoe size"
    ]


@pytest.mark.parametrize(("data", "code"), [(b"", "empty_file"), (b"\n\n", "empty_file"), (b"a,b\n1,2\n", "no_header")])
def test_lists_without_rows_or_header(data: bytes, code: str) -> None:
    with pytest.raises(IntakeError) as error:
        read_list(data, FileKind.CSV)
    assert error.value.problem.code == code


def test_formulas_are_disarmed_in_the_file_of_wrong_rows_and_come_back_whole() -> None:
    data = b'name,phone,nationality\n"=HYPERLINK(""http://x"")",+212600000000,Atlantis\n'
    read = read_list(data, FileKind.CSV)
    _, file = write_wrong_rows(FileKind.CSV, read.header, [row for row in read.rows if isinstance(row, WrongRow)], "en")
    assert "\n\"'=HYPERLINK" in file.decode("utf-8-sig")
    right, _ = split(file.replace(b"Atlantis", b"Mali", 1), FileKind.CSV)
    assert right[0].caption == '=HYPERLINK("http://x")'
    assert right[0].properties["phone"] == ("+212600000000",)


def test_workbook_dates_numbers_and_wrong_rows() -> None:
    data = workbook(
        ("Name", "Date of birth", "ID number"), ("EXERCISE One", date(1990, 1, 2), 12345.0), (None, "x", None)
    )
    read = read_list(data, FileKind.XLSX)
    rows = list(read.rows)
    assert isinstance(rows[0], EntityRow)
    assert rows[0].properties == {"name": ("EXERCISE One",), "birthDate": ("1990-01-02",), "idNumber": ("12345",)}
    assert isinstance(rows[1], WrongRow)
    extension, file = write_wrong_rows(FileKind.XLSX, read.header, [rows[1]], "ar")
    book = openpyxl.load_workbook(io.BytesIO(file))
    values = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert (extension, values[1][3]) == ("xlsx", "3")
    assert not any(cell.data_type == "f" for row in book.active.iter_rows() for cell in row)


def test_ftm_lines_are_checked_against_the_model() -> None:
    lines = [
        '{"id":"a","schema":"Person","properties":{"name":["EXERCISE"],"nationality":["Morocco"]},"datasets":["ex"]}',
        '{"id":"b","schema":"Wizard","properties":{}}',
        '{"id":"c","schema":"Person","properties":{"name":["X"],"wand":["oak"]}}',
        '{"id":"d","schema":"Person","properties":{"name":["X"],"birthDate":["soon"]}}',
        "{broken",
        '{"schema":"Person","properties":{"name":["X"]}}',
        "# a comment",
        '{"id":"e","schema":"Ownership","properties":{"owner":["a"],"asset":["f"]}}',
    ]
    right, wrong = split("\n".join(lines).encode(), FileKind.FTM)
    assert [(row.line, row.key, row.schema, row.dataset) for row in right] == [
        (1, "id:a", "Person", "ex"),
        (8, "id:e", "Ownership", ""),
    ]
    assert [(row.line, row.problems[0].field, row.problems[0].code) for row in wrong] == [
        (2, "schema", "unknown_schema"),
        (3, "properties.wand", "unknown_property"),
        (4, "properties.birthDate", "invalid_value"),
        (5, "", "invalid_json"),
        (6, "id", "missing_id"),
    ]


def test_ftm_wrong_lines_come_back_under_comments() -> None:
    data = b'{"id":"d","schema":"Person","properties":{"name":["EXERCISE"],"birthDate":["soon"]}}\n'
    _, wrong = split(data, FileKind.FTM)
    _, file = write_wrong_rows(FileKind.FTM, (), wrong, "en")
    right, still_wrong = split(file.replace(b'soon"]', b'1990"]'), FileKind.FTM)
    assert (len(right), still_wrong) == (1, [])
