"""Extractors that a station adds, and what becomes of a bad one."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from jisr.core.extraction import (
    ExtractionContext,
    Finding,
    FindingKind,
    Gazetteer,
    MisplacedFindingError,
    PatternExtractor,
    extract_all,
)
from jisr.interop import plugins

CONTEXT = ExtractionContext(Gazetteer())


class Shouting:
    name = "shouting"

    def extract(self, text: str, language: str, context: ExtractionContext) -> Iterable[Finding]:
        yield Finding(FindingKind.PERSON, 0, 4, text[:4], text[:4].title(), language, {}, self.name)


class Lying:
    name = "lying"

    def extract(self, text: str, language: str, context: ExtractionContext) -> Iterable[Finding]:
        yield Finding(FindingKind.PERSON, 0, 4, "not here", "x", language, {}, self.name)


def test_a_further_extractor_adds_findings_under_its_name() -> None:
    [finding] = extract_all("ZAID went home", "en", CONTEXT, (PatternExtractor(), Shouting()))
    assert (finding.value, finding.extractor) == ("Zaid", "shouting")


def test_a_finding_that_is_not_in_the_text_is_refused() -> None:
    with pytest.raises(MisplacedFindingError, match="lying"):
        extract_all("ZAID went home", "en", CONTEXT, (Lying(),))


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    info = tmp_path / "jisr_exercise_model-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: jisr-exercise-model\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[jisr.extractors]\nexercise = jisr_exercise_model:Model\n")
    (tmp_path / "jisr_exercise_model.py").write_text(
        "class Model:\n    name = 'exercise'\n    def extract(self, *a): return []\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    plugins.installed_extractors.cache_clear()
    yield tmp_path
    plugins.installed_extractors.cache_clear()


def test_entry_points_are_found(installed: Path) -> None:
    assert [extractor.name for extractor in plugins.installed_extractors()] == ["jisr", "exercise"]


def test_a_broken_entry_point_is_named(installed: Path) -> None:
    (installed / "jisr_exercise_model-1.dist-info" / "entry_points.txt").write_text(
        "[jisr.extractors]\nbad = nowhere_at_all:X\n"
    )
    with pytest.raises(plugins.ExtractorPluginError, match="bad"):
        plugins.installed_extractors()
