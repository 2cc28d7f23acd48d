"""The worked examples in the explanation of scores are what the program answers."""

import re
from pathlib import Path

import pytest

from jisr.core.identity import explain_names, score_names

PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "name-scores.md"
ROW = re.compile(r"^\| (.+?) \| (.+?) \| (above|below|exactly) ([\d.]+) \|$", re.MULTILINE)
EXAMPLES = ROW.findall(PAGE.read_text(encoding="utf-8"))


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 10


@pytest.mark.parametrize(("first", "second", "relation", "bound"), EXAMPLES)
def test_an_example_holds(first: str, second: str, relation: str, bound: str) -> None:
    score = score_names(first, second)
    assert {"above": score > float(bound), "below": score < float(bound), "exactly": score == float(bound)}[relation]


def test_the_letters_of_the_explained_example_are_those_shown() -> None:
    explained = explain_names("Yassine Oudghiri", "ياسين الودغيري")
    shown = {(edit.first, edit.second) for edit in explained.matches[1].letters}
    assert {("ou", "و"), ("dg", "دغ"), ("ir", "ير")} <= shown
