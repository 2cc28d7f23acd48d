"""Every address of the station with the right it asks for, read off the site itself.

`python -m jisr.station.permissions_page` prints docs/reference/permissions.md. Tests walk the same lists, cell by cell.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from jisr.station.accounts.access import Bearer
from jisr.station.accounts.roles import RIGHT_LABELS, ROLE_LABELS, TABLE, Access, Right, Role

API_NAMESPACE = "api-1"


@dataclass(frozen=True, slots=True)
class Route:
    """One address.

    Attributes:
        path: as written in urls.py, e.g. "people/<str:username>/".
        method: "GET", "POST"... for the API; "" for a page.
        right: what it asks for; None where it is open.
        public_reason: why it is open; "" where it asks for a right.
    """

    path: str
    method: str
    right: Right | None
    public_reason: str

    @property
    def is_guarded(self) -> bool:
        """Whether the address either asks for a right or says why it is open."""
        return self.right is not None or bool(self.public_reason)


def pages() -> list[Route]:
    """Every page of the console and every other address outside the API."""
    return list(_walk(get_resolver().url_patterns, ""))


def api_routes() -> list[Route]:
    """Every operation of the API."""
    from jisr.station.api.routes import api

    _ = get_resolver().url_patterns  # rooms whose routes stand in several files join the API when it is mounted
    found = []
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                right = _right_of(operation.auth_callbacks)
                reason = str(getattr(operation.view_func, "public_reason", ""))
                address = "/".join(part.strip("/") for part in ("api/v1", prefix, path) if part.strip("/"))
                found += [
                    Route(f"{address}{'/' if path.endswith('/') else ''}", method, right, reason)
                    for method in operation.methods
                ]
    return found


def _right_of(callbacks: Any) -> Right | None:
    held = [callback.right for callback in callbacks if isinstance(callback, Bearer)]
    return held[0] if len(held) == 1 and len(callbacks) == 1 else None


def _walk(patterns: Any, prefix: str) -> Iterator[Route]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if pattern.namespace == API_NAMESPACE:
                yield from (route for route in _walk(pattern.url_patterns, path) if route.public_reason)
            else:
                yield from _walk(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            view: Callable[..., Any] = pattern.callback
            yield Route(path, "", getattr(view, "right", None), str(getattr(view, "public_reason", "")))


def document() -> str:
    """docs/reference/permissions.md."""
    words = {Access.FULL: "yes", Access.WITH_REASON: "reason", None: ""}
    lines = [
        "# Who may do what",
        "",
        "Printed from the table in `src/jisr/station/accounts/roles.py` by `python -m jisr.station.permissions_page`;",
        "a test fails when this page is out of date, and others try every cell on every address.",
        'The word "reason": only after giving a reason, which is entered in the ledger.',
        "",
        "| right | " + " | ".join(str(ROLE_LABELS[role]) for role in Role) + " |",
        "|---|" + "---|" * len(Role),
    ]
    for right in Right:
        cells = " | ".join(words[TABLE[right].get(role)] for role in Role)
        lines.append(f"| {RIGHT_LABELS[right]} (`{right.value}`) | {cells} |")
    lines += [
        "",
        "Two rules are about one record, not a role: an author never releases own work, and a partner's card is",
        "verified by two different officers. An administrator or oversight officer holds no other role; the database",
        "refuses it.",
        "",
        "## Addresses by right",
        "",
    ]
    every = sorted([*pages(), *api_routes()], key=lambda route: (route.path, route.method))
    for right in Right:
        lines += [f"### {RIGHT_LABELS[right]} (`{right.value}`)", "", *_listed(every, right), ""]
    lines += ["### Open without signing in", ""]
    lines += [f"- `{_shown(route)}`: {route.public_reason}" for route in every if route.right is None]
    return "\n".join(lines) + "\n"


def _listed(routes: list[Route], right: Right) -> list[str]:
    return [f"- `{_shown(route)}`" for route in routes if route.right is right] or ["No address yet."]


def _shown(route: Route) -> str:
    return f"{route.method} /{route.path}".strip()
