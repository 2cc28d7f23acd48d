"""`jisr names` without a station: scores with their reasons, and look-ups in a file."""

import json
from pathlib import Path

import pytest

from jisr.cli.main import run
from jisr.core.identity.likeness import band_of


@pytest.mark.parametrize(
    ("score", "band"),
    [(1.0, "one_name"), (0.9, "one_name"), (0.89, "likely"), (0.5, "open"), (0.2, "other_name"), (0.0, "other_name")],
)
def test_every_score_has_its_words(score: float, band: str) -> None:
    assert band_of(score) == band


def test_score_prints_the_likeness_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["names", "score", "عبد الكريم بن موسى", "Abdelkrim Benmoussa"]) == 0
    shown = capsys.readouterr().out
    assert float(shown.split()[0]) > 0.85
    assert "almost surely one name" in shown
    assert "عبد الكريم ≈ Abdelkrim" in shown
    assert "م=m (+" in shown


def test_score_as_json_holds_matches_and_keys(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["names", "score", "Karim Tazi", "Karim", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert 0 < document["score"] < 1
    assert document["only_first"] == ["Tazi"]
    assert document["meaning"] == band_of(document["score"])
    assert document["matches"][0]["letters"][0] == {"first": "k", "second": "k", "weight": pytest.approx(3, abs=3)}
    assert document["keys"] == {"first": ["krm", "tz"], "second": ["krm"]}


def test_search_in_a_file_gives_lines_best_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "names.txt"
    file.write_text("Sara Idrissi\n\nخالد الشريف\nKhaled Cherif\n", encoding="utf-8")
    assert run(["names", "search", "Khaled Cherif", "--in", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(row["line"], row["name"]) for row in found] == [(4, "Khaled Cherif"), (3, "خالد الشريف")]


def test_failures_are_one_sentence_and_a_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "names.txt"
    wrong.write_bytes("خالد".encode("windows-1256"))
    assert run(["names", "search", "Khaled", "--in", str(wrong), "--json"]) == 1
    assert json.loads(capsys.readouterr().err)["error"]["code"] == "encoding"
    assert run(["names", "search", "Khaled", "--in", str(tmp_path / "none")]) == 2
    assert run(["names", "score", "Khaled"]) == 2
