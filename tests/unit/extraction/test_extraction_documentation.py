"""The extractor shown in the documentation works as shown."""

import re
from pathlib import Path

from jisr.core.extraction import ExtractionContext, Gazetteer, PatternExtractor, extract_all

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "add-an-extractor.md"


def test_the_example_extracts() -> None:
    [code] = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    names: dict[str, type] = {}
    exec(code, names)
    extractors = (PatternExtractor(), names["VesselExtractor"]())
    [finding] = extract_all(
        "EXERCISE: the MV Rihla left port. Nothing else.", "en", ExtractionContext(Gazetteer()), extractors
    )
    assert (finding.text, finding.extractor) == ("MV Rihla left port", "exercise-vessels")
