"""Markings as they arrive, good and bad, and what `jisr.core.handling.arriving_handling` says of each."""

from typing import Any

#: Madrid's agreement with Rabat: Rabat's levels, and two of NATO's, beside Madrid's own.
TABLE: dict[str, Any] = {
    "scale": "ma",
    "rows": [
        {"scale": "ma", "level": "diffusion_restreinte", "own": "restricted"},
        {"scale": "ma", "level": "confidentiel", "own": "confidential"},
        {"scale": "ma", "level": "secret", "own": "top_secret"},
        {"scale": "nato", "level": "nato_restricted", "own": "restricted"},
    ],
}
PLAIN: dict[str, Any] = {
    "originator": "rabat",
    "classification": "confidential",
    "tlp": "amber",
    "codes": [],
    "code_note": "",
    "releasable_to": None,
    "purposes": [],
    "no_purpose_left": False,
    "onward": "ask_originator",
    "action_on": "ask_originator",
    "court_use": "ask_originator",
    "match": "allowed",
    "marked_as": [],
    "retain_until": None,
}


def _mark(scale: str, level: str, version: int = 1) -> dict[str, Any]:
    return {"scale": scale, "version": version, "level": level}


def _vector(**changes: Any) -> dict[str, Any]:
    return {"kind": "marking", "own_scale": "es", "table": TABLE, "input": {**PLAIN, **changes}}


GOOD = {
    "marking_at_an_equal_level": {**_vector(marked_as=[_mark("ma", "confidentiel")]), "expected": "confidential"},
    "marking_of_the_receivers_own_state": {
        **_vector(marked_as=[_mark("es", "confidencial")]),
        "expected": "confidential",
    },
    "marking_raised_by_the_agreement": {
        **_vector(classification="secret", marked_as=[_mark("ma", "secret")]),
        "expected": "top_secret",
    },
    "marking_of_a_third_scale_with_a_row": {
        **_vector(marked_as=[_mark("ma", "confidentiel"), _mark("nato", "nato_restricted")]),
        "expected": "confidential",
    },
    "marking_before_matching_and_marks": {
        "kind": "marking",
        "own_scale": "es",
        "table": TABLE,
        "input": {name: value for name, value in PLAIN.items() if name not in ("match", "marked_as")},
        "expected": "confidential",
    },
}
_CONTRADICTORY: dict[str, dict[str, Any]] = {
    "tlp_clear_but_classified": {"tlp": "clear", "classification": "top_secret"},
    "tlp_red_but_onward_allowed": {"tlp": "red", "onward": "allowed"},
    "nobody_but_onward_allowed": {"releasable_to": [], "onward": "allowed"},
    "h1_but_court_allowed": {"codes": ["H1"], "court_use": "allowed"},
    "h2_but_onward_allowed": {"codes": ["H2"], "onward": "allowed"},
    "h3_without_text": {"codes": ["H3"]},
    "classification_below_mark": {"marked_as": [_mark("ma", "secret")]},
    "retention_in_the_past": {"retain_until": "2026-11-23"},
}
BAD = {
    "marking_scale_unknown": {**_vector(marked_as=[_mark("atlantis", "secret")]), "answer": "scale_unknown"},
    "marking_scale_version_unknown": {**_vector(marked_as=[_mark("ma", "secret", 9)]), "answer": "scale_unknown"},
    "marking_level_unknown": {**_vector(marked_as=[_mark("fr", "confidentiel")]), "answer": "level_unknown"},
    "marking_without_an_equal": {
        **_vector(marked_as=[_mark("nato", "nato_confidential")]),
        "answer": "classification_not_equivalent",
    },
    **{
        f"marking_{code}": {**_vector(**changes), "answer": "marking_contradictory", "contradiction": code}
        for code, changes in _CONTRADICTORY.items()
    },
}
