"""The page that explains the release decision names every reason, in the order in which they are checked."""

import re
from pathlib import Path

from jisr.core.handling import ObligationKind, Permission, ReasonCode
from jisr.core.interests import WEIGHTS, KnowCode

PAGE = (Path(__file__).parents[3] / "docs" / "explanation" / "release-decision.md").read_text(encoding="utf-8")


def test_the_table_names_every_reason_in_order() -> None:
    table = PAGE[PAGE.index("## The table") : PAGE.index("## Five permissions")]
    rows = re.findall(r"^\|[^|]*\| `([a-z_]+)` \|[^|]*\| (refuses|asks) \|$", table, re.MULTILINE)
    assert [code for code, _ in rows] == [code.value for code in ReasonCode]
    for code, effect in rows:
        assert (effect == "asks") is ReasonCode(code).is_consent_question


def test_it_names_every_obligation_and_permission() -> None:
    assert all(f"`{kind.value}`" in PAGE for kind in ObligationKind)
    section = PAGE[PAGE.index("## Five permissions") : PAGE.index("## Obligations")]
    rows = re.findall(r"^\| ([a-z ]+) \|", section, re.M)[1:]
    assert len(rows) == len(Permission)


def test_it_gives_the_weights_in_force() -> None:
    stated = {code: float(weight) for code, weight in re.findall(r"^\| `([a-z_]+)`: .* \| (0\.\d\d) \|$", PAGE, re.M)}
    assert stated == {code.value: WEIGHTS[code] for code in KnowCode}
