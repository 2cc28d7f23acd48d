"""`jisr partner agreement`: recorded, listed, shown, and its table of levels set, for the holder of a token."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from jisr.cli.main import run
from jisr.core.handling import Classification, Mark
from jisr.station.partners import queries

pytestmark = pytest.mark.django_db

TERMS = [
    "--partner", "madrid", "--title", "EXERCISE", "--reference", "EX 1", "--purpose", "terrorism", "--category",
    "suspect", "--highest", "secret", "--retention", "365", "--redress", "redress@example.org", "--from", "2026-01-01",
    "--until", "2028-01-01",
]  # fmt: skip


@pytest.fixture
def jisr(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.delenv("JISR_TOKEN", raising=False)
    monkeypatch.setenv("LANGUAGE", "en")

    def call(*words: str, token: str = "") -> Any:
        code = run(["partner", "agreement", *words, *(["--token", token] if token else []), "--json"])
        printed = capsys.readouterr()
        return json.loads(printed.out) if code == 0 else json.loads(printed.err)["error"]["code"]

    return call


def test_an_agreement_is_recorded_with_its_levels_listed_shown_and_given_other_levels(
    jisr: Callable[..., Any], active: Any, token_for: Callable[..., Any]
) -> None:
    liaison = token_for("liaison")
    levels = ["--level", "secret=es:reservado", "--level", "confidential=es:confidencial"]
    made = jisr("add", *TERMS, *levels, token=liaison)
    assert made["scale"] == "es"
    assert {(row["own"], row["level"]) for row in made["equivalence"]} == {
        ("secret", "reservado"),
        ("confidential", "confidencial"),
    }
    assert [one["thread"] for one in jisr("list", "--partner", "madrid")] == [made["thread"]]
    assert jisr("show", made["thread"])["version"] == 1
    changed = jisr("levels", made["thread"], "--level", "secret=nato:nato_secret", token=liaison)
    assert (changed["version"], changed["scale"]) == (2, "nato")
    view = queries.agreement(changed["thread"])
    assert view is not None
    assert view.table.outbound(Classification.SECRET) == Mark("nato", "nato_secret")
    assert jisr("levels", made["thread"], token=liaison)["equivalence"] == jisr("show", made["thread"])["equivalence"]


@pytest.mark.parametrize(
    ("level", "code"),
    [
        ("secret=atlantis:high", "scale_unknown"),
        ("secret=fr:confidentiel", "level_unknown"),
        ("restricted=es:reservado", "equivalence_lowers"),
    ],
)
def test_a_row_that_cannot_stand_is_refused_by_its_code(
    jisr: Callable[..., Any], active: Any, token_for: Callable[..., Any], level: str, code: str
) -> None:
    assert jisr("add", *TERMS, "--level", level, token=token_for("liaison")) == code
    assert queries.agreements() == []


def test_who_may_not_write_agreements_is_refused(
    jisr: Callable[..., Any], active: Any, token_for: Callable[..., Any]
) -> None:
    assert isinstance(jisr("add", *TERMS, token=token_for("analyst")), str)
    assert queries.agreements() == []
    assert isinstance(jisr("show", "01990000-0000-7000-8000-00000000aaaa"), str)
