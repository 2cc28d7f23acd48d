"""`jisr link` on real files, CSV, XLSX and FollowTheMoney, in three languages; decisions; all that can be wrong."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jisr.cli.main import run

ARABIC = (
    "المعرف,الاسم الكامل,تاريخ الازدياد,الجنسية,رقم جواز السفر\n"
    "١,محمد بن عبد الله التازي,1980-05-04,المغرب,AB1234567\n"
    "٢,كريم الشرقاوي,1975,المغرب,\n"
    "٣,سلمى الإدريسي,,المغرب,\n"
)
FRENCH = (
    "référence;nom complet;date de naissance;nationalité;n° de passeport\n"
    "f1;Mohamed Benabdallah Tazi;1980-05-04;Maroc;\n"
    "f2;Karim Cherkaoui;1975-02-01;Maroc;\n"
    "f3;Mohammed Tazi;1960-01-02;France;\n"
)


@pytest.fixture
def left(tmp_path: Path) -> Path:
    file = tmp_path / "gauche.csv"
    file.write_text(ARABIC, encoding="utf-8")
    return file


@pytest.fixture
def right(tmp_path: Path) -> Path:
    file = tmp_path / "droite.csv"
    file.write_text(FRENCH, encoding="utf-8")
    return file


def linked(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, Any]:
    assert run(["link", *map(str, words), "--json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def pairs(document: dict[str, Any]) -> set[tuple[str, str]]:
    return {(one["left"]["key"], one["right"]["key"]) for one in document["shown"]}


def test_an_arabic_and_a_french_list_are_linked(left: Path, right: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = linked(capsys, left, right)
    assert {("id:١", "id:f1"), ("id:٢", "id:f2")} <= pairs(document)
    assert document["links"] >= 2
    best = document["shown"][0]
    assert (best["left"]["line"], best["right"]["line"], best["band"]) == (2, 2, "link")
    assert "same_birth_date" in {reason["code"] for reason in best["reasons"]}


def test_other_kinds_of_files_say_the_same(left: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    for cells in csv.reader(io.StringIO(FRENCH), delimiter=";"):
        book.active.append(cells)
    book.save(tmp_path / "list.xlsx")
    entities = tmp_path / "list.jsonl"
    entities.write_text(
        json.dumps({
            "id": "e1", "schema": "Person",
            "properties": {"name": ["Muhammad bin Abdullah al-Tazi"], "birthDate": ["1980-05-04"]},
        }) + "\n"
    )  # fmt: skip
    assert ("id:١", "id:f1") in pairs(linked(capsys, left, tmp_path / "list.xlsx"))
    assert pairs(linked(capsys, left, entities)) == {("id:١", "id:e1")}


@pytest.mark.parametrize("form", ["csv", "jsonl", "ftm"])
def test_links_are_written(
    left: Path, right: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    out = tmp_path / "links"
    document = linked(capsys, left, right, "--out", out, "--format", form)
    text = out.read_text(encoding="utf-8-sig")
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(text)))
        assert rows[0]["left_name"] == "محمد بن عبد الله التازي"
        assert "same_birth_date" in rows[0]["reasons"]
    else:
        rows = [json.loads(line) for line in text.splitlines()]
    assert len(rows) == document["links"]
    if form == "ftm":
        from followthemoney import model

        proxies = [model.get_proxy(row) for row in rows]
        assert proxies[0].schema.name == "Similar"
        assert (proxies[0].get("candidate"), proxies[0].get("match")) == (["١"], ["f1"])


def test_a_review_file_comes_back_filled_in(
    left: Path, right: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review, out = tmp_path / "review.csv", tmp_path / "links.csv"
    before = linked(capsys, left, right, "--link-from", "1", "--unsure-from", "0.5", "--review", review)
    assert before["links"] == 0
    rows = list(csv.DictReader(io.StringIO(review.read_text(encoding="utf-8-sig"))))
    assert len(rows) == before["unsure"] >= 2
    words = {"f1": ("نعم", "same passport office"), "f2": ("différent", "")}
    for row in rows:
        row["decision"], row["note"] = words.get(row["right_key"].removeprefix("id:"), ("", ""))
    with review.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    after = linked(capsys, left, right, "--decisions", review, "--out", out, "--unsure-from", "0.5")
    kept = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    said = {row["right_key"]: (row["decision"], row["note"]) for row in kept}
    assert said["id:f1"] == ("same", "same passport office")
    assert "id:f2" not in said
    assert after["decided"] == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("link,note\nx,y\n", ("1", "decision")),
        ("link,decision\nab,perhaps\n", ("2", "decision")),
        ("link,decision\n,same\n", ("2", "link")),
        ("link,decision\nab,same\nab,different\n", ("3", "decision")),
    ],
)
def test_wrong_decisions_are_named_by_line_and_field(
    left: Path, right: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, told: tuple[str, str]
) -> None:
    file = tmp_path / "decided.csv"
    file.write_text(content)
    assert run(["link", str(left), str(right), "--decisions", str(file), "--json"]) == 1
    error = json.loads(capsys.readouterr().err)["error"]
    assert error["code"] == "decisions"
    assert all(part in error["message"] for part in told)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.csv", b"", "empty_file"), ("blank.csv", b"\n\n", "empty_file"),
        ("columns.csv", b"colour,size\nred,3\n", "no_header"), ("note.txt", b"a report, no list", "unknown_kind"),
        ("broken.xlsx", b"PK\x03\x04 xl/ broken", "damaged_file"), ("binary.csv", b"\x00\x01\x02\x03" * 50, "not_text"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list_is_refused_by_name(
    left: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, code: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    for words in ((left, file), (file, left)):
        assert run(["link", *map(str, words), "--json"]) == 1
        error = json.loads(capsys.readouterr().err)["error"]
        assert error["code"] == code
        assert name in error["message"]


def test_wrong_rows_are_told_and_the_right_ones_linked(
    left: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "some.csv"
    long_name = "Karim " + "Cherkaoui" * 1_200
    lines = ["id,name,date of birth", "1,Mohamed Benabdallah Tazi,1980-05-04", "2,,1975", "3,Karim,1975-13-77",
             f"4,{long_name},", "5,…,", "1,Mohamed Benabdallah Tazi,1980-05-04"]  # fmt: skip
    file.write_text("\n".join(lines), encoding="utf-8")
    document = linked(capsys, left, file)
    told = document["lists"][1]
    assert [(problem["line"], problem["field"]) for problem in told["problems"]] == [
        (3, "name"), (4, "date of birth"), (6, "name"),
    ]  # fmt: skip
    assert (told["rows"], told["wrong"], told["repeated"], told["names_cut"]) == (3, 3, 1, 1)
    assert ("id:١", "id:1") in pairs(document)


def test_options_that_contradict_are_refused(left: Path, right: Path) -> None:
    assert run(["link", str(left), str(right), "--link-from", "0.3", "--unsure-from", "0.6"]) == 2
    assert run(["link", str(left), str(right), "--propose"]) == 2


def test_a_person_reads_lines_and_reasons(left: Path, right: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["link", str(left), str(right)]) == 0
    shown = capsys.readouterr()
    assert "محمد بن عبد الله التازي (2) ≈ Mohamed Benabdallah Tazi (2)" in shown.out
    assert shown.err.strip()


def test_exercise_makes_lists_with_their_truth(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("one", "two"):
        assert run(["exercise", "--lists", "300", "--seed", "4", "--output", str(tmp_path / folder), "--json"]) == 0
    capsys.readouterr()
    assert (tmp_path / "one/right.csv").read_bytes() == (tmp_path / "two/right.csv").read_bytes()
    truth = set(map(tuple, csv.reader((tmp_path / "one/truth.csv").read_text().splitlines()[1:])))
    assert len(truth) == 150
    out = tmp_path / "links.csv"
    linked(capsys, tmp_path / "one/left.csv", tmp_path / "one/right.csv", "--out", out, "--link-from", "0.5")
    found = {(row["left_key"].removeprefix("id:"), row["right_key"].removeprefix("id:"))
             for row in csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig")))}  # fmt: skip
    assert len(found & truth) / len(truth) > 0.75
    assert len(found & truth) / len(found) > 0.85
