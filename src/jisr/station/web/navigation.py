"""The rooms a person may enter. Each app offers its entries in `AppConfig.navigation`; this module only chooses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from django.apps import apps
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

GROUPS: dict[str, "str | _StrPromise"] = {
    "work": "",
    "partnerships": _("Partnerships"),
    "trust": _("Trust"),
    "station": _("Station"),
}


class Reader(Protocol):
    """The signed-in person, as far as navigation is concerned."""

    def may(self, right: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the navigation.

    Attributes:
        url_name: e.g. "warnings:board".
        right: value of the right that opens the page; readers without it do not see the entry.
        group: key of `GROUPS`.
        order: lower comes first inside the group.
        count: dotted path of a function (user) -> int, how many things wait there; None for no count.
    """

    label: "str | _StrPromise"
    url_name: str
    right: str
    group: str
    order: int
    count: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as shown to one reader."""

    label: str
    url: str
    count: int
    is_current: bool


def offered_entries() -> list[Entry]:
    """Every entry that an installed app offers, in order."""
    entries = [entry for app in apps.get_app_configs() for entry in getattr(app, "navigation", ())]
    return sorted(entries, key=lambda entry: (list(GROUPS).index(entry.group), entry.order))


def links_for(request: HttpRequest) -> list[tuple[str, list[Link]]]:
    """Groups with a heading ("" for none) and the links this reader may open, without empty groups."""
    if not request.user.is_authenticated:
        return []
    reader = cast(Reader, request.user)
    groups: dict[str, list[Link]] = {}
    entries = [entry for entry in offered_entries() if reader.may(entry.right)]
    here = _room_of(request.path, entries)
    for entry in entries:
        if link := _link(entry, request, here):
            groups.setdefault(entry.group, []).append(link)
    return [(str(GROUPS[name]), links) for name, links in groups.items()]


def _address(entry: Entry) -> str:
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return ""


def _room_of(path: str, entries: list[Entry]) -> str:
    """The address of the entry under which a page lies: the longest that its path begins with."""
    addresses = [url for entry in entries if (url := _address(entry)) and url != "/"]
    return max((url for url in addresses if path.startswith(url)), key=len, default=path)


def _link(entry: Entry, request: HttpRequest, here: str) -> Link | None:
    url = _address(entry)
    if not url:
        return None
    count = cast(Callable[[object], int], import_string(entry.count))(request.user) if entry.count else 0
    return Link(str(entry.label), url, count, is_current=url == here)
