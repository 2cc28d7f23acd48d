"""A body without some of its parts: what is left of a dispatch when a detail of it is recalled."""

from collections.abc import Collection, Mapping
from typing import Any

#: Members of a body that hold parts with ids of their own.
PARTS = ("portions", "statements")
#: Stands for the threat of a warning when the portion that carries it is recalled; a warning always has a threat.
GONE = "…"


def without(body: Mapping[str, Any], ids: Collection[str]) -> dict[str, Any]:
    """The body without the portions and statements of these ids (as they travelled); all else stays as it was.

    The threat of a warning goes with the portion that carries it.
    """
    kept = dict(body)
    for name in PARTS:
        if isinstance(body.get(name), list):
            kept[name] = [part for part in body[name] if not (isinstance(part, dict) and part.get("id") in ids)]
    threat = body.get("threat")
    if threat and threat in _texts(body) - _texts(kept):
        kept["threat"] = GONE
    return kept


def _texts(body: Mapping[str, Any]) -> set[str]:
    portions = body.get("portions")
    found = portions if isinstance(portions, list) else []
    return {str(part.get("text")) for part in found if isinstance(part, dict)}


def portions_among(body: Mapping[str, Any], ids: Collection[str]) -> list[str]:
    """Those of the ids that are portions of the body, in its order."""
    portions = body.get("portions")
    found = portions if isinstance(portions, list) else []
    return [str(part["id"]) for part in found if isinstance(part, dict) and part.get("id") in ids]
