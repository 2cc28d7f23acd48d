"""Precision and recall on a small invented corpus (EXERCISE), with floors that may only rise."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from jisr.core.extraction import ExtractionContext, Finding, FindingKind, extract_all
from jisr.interop.gazetteers import places

CORPUS = [json.loads(line) for line in (Path(__file__).parent / "corpus.jsonl").read_text().splitlines()]
FLOORS = {"ar": (0.97, 0.97), "fr": (0.97, 0.97), "en": (0.97, 0.97)}
_BY_TEXT = {FindingKind.CITY, FindingKind.TOPIC}


def _key(finding: Finding) -> tuple[str, str]:
    return finding.kind.value, finding.text if finding.kind in _BY_TEXT else finding.value


def _measure(lang: str) -> tuple[float, float, list[str]]:
    context = ExtractionContext(places(), reference=date(2026, 11, 24))
    right = found = expected = 0
    faults: list[str] = []
    for sentence in CORPUS:
        if sentence["lang"] != lang:
            continue
        got = Counter(_key(finding) for finding in extract_all(sentence["text"], lang, context))
        want = Counter((kind, value) for kind, value in sentence["findings"])
        right += (got & want).total()
        found += got.total()
        expected += want.total()
        faults += [f"too much: {one}" for one in got - want] + [f"missed: {one}" for one in want - got]
    return right / found, right / expected, faults


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_precision_and_recall_stay_above_their_floors(lang: str) -> None:
    precision, recall, faults = _measure(lang)
    assert precision >= FLOORS[lang][0], faults
    assert recall >= FLOORS[lang][1], faults


def test_corpus_is_marked_as_exercise_and_covers_every_kind() -> None:
    assert all(sentence["text"].startswith(("EXERCISE", "EXERCICE", "تمرين")) for sentence in CORPUS)
    kinds = {kind for sentence in CORPUS for kind, _ in sentence["findings"]}
    assert kinds == {kind.value for kind in FindingKind}
