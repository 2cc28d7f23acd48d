"""A body without some of its parts: what is left of a dispatch when a detail of it is recalled."""

from collections.abc import Collection, Mapping
from typing import Any

#: Members of a body that hold parts with ids of their own.
PARTS = ("portions", "statements")


def without(body: Mapping[str, Any], ids: Collection[str]) -> dict[str, Any]:
    """The body without the portions and statements of these ids (as they travelled); all else stays as it was."""
    kept = dict(body)
    for name in PARTS:
        if isinstance(body.get(name), list):
            kept[name] = [part for part in body[name] if not (isinstance(part, dict) and part.get("id") in ids)]
    return kept


def portions_among(body: Mapping[str, Any], ids: Collection[str]) -> list[str]:
    """Those of the ids that are portions of the body, in its order."""
    portions = body.get("portions")
    found = portions if isinstance(portions, list) else []
    return [str(part["id"]) for part in found if isinstance(part, dict) and part.get("id") in ids]
