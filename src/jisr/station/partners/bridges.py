"""The map of partners: where each station is, the bridges to active ones, and the part of the world that shows them.

Boundaries are those of the packaged outline and imply no position. Every state has a word, a colour and a shape.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from jisr.core.handling import PartnerState
from jisr.station.partners.queries import OwnStation, PartnerView
from jisr.station.web.localtime import country_name
from jisr.station.web.worldmap import Outline, outline

_MIN_WIDTH = 300.0
_PADDING = 60.0
_RATIO = 0.5
# Mean width of a letter of the label in units, generous.
_LETTER = 1.15


@dataclass(frozen=True, slots=True)
class Mark:
    """One station on the map. Numbers are in picture units, already rounded for SVG."""

    station_id: str
    name: str
    country: str
    state: str
    x: float
    y: float
    label_x: float
    label_y: float
    is_own: bool
    bridge: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A country that holds a partner, with the state of the closest relation."""

    code: str
    path: str
    state: str


@dataclass(frozen=True, slots=True)
class PartnerMap:
    """What the template draws. `unit` is the size of a mark, so that it stays the same in every cut-out."""

    view_box: str
    land: str
    shapes: tuple[Shape, ...]
    marks: tuple[Mark, ...]
    unit: float
    font_size: float
    ring: float


_CLOSENESS = {
    PartnerState.ACTIVE: 4,
    PartnerState.VERIFIED: 3,
    PartnerState.PROPOSED: 2,
    PartnerState.SUSPENDED: 1,
    PartnerState.REVOKED: 0,
}


def draw_map(own: OwnStation, shown: Sequence[PartnerView], *, whole_world: bool = False) -> PartnerMap | None:
    """The map of these partners around this station; None where no outline has been built."""
    try:
        world = outline(own.country)
    except FileNotFoundError:
        return None
    closest: dict[str, PartnerState] = {}
    for view in sorted(shown, key=lambda view: _CLOSENESS[view.state]):
        closest[view.country] = view.state
    places = _places(world, own, shown)
    left, top, width = _cut_out(world, list(places.values()), whole_world)
    unit = width / 130
    marks = tuple(_marks(own, shown, places, unit))
    shapes = tuple(
        Shape(country.code, country.path, closest[country.code].value)
        for country in world.countries
        if country.code in closest and country.path
    )
    land = " ".join(country.path for country in world.countries if country.code not in closest)
    box = f"{left:.1f} {top:.1f} {width:.1f} {width * _RATIO:.1f}"
    return PartnerMap(box, land, shapes, marks, _r(unit), _r(unit * 1.95), _r(unit * 1.5))


def _places(world: Outline, own: OwnStation, shown: Sequence[PartnerView]) -> dict[str, tuple[float, float]]:
    """Where each station's mark goes; several in one country stand beside each other."""
    taken: dict[str, int] = {}
    places = {}
    for station_id, code in [(own.station_id, own.country), *((view.station_id, view.country) for view in shown)]:
        country = world.country(code)
        if country is None:
            continue
        shift = taken.get(code, 0)
        taken[code] = shift + 1
        places[station_id] = (country.x + shift * 9, country.y + shift * 3)
    return places


def _cut_out(world: Outline, points: list[tuple[float, float]], whole_world: bool) -> tuple[float, float, float]:
    """Left, top and width of the part of the picture that holds every point with some room around."""
    if whole_world or not points:
        return 0.0, 0.0, world.width
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    needed = max(max(xs) - min(xs) + 2 * _PADDING, (max(ys) - min(ys) + 2 * _PADDING) / _RATIO, _MIN_WIDTH)
    width = min(needed, world.width)
    left = (max(xs) + min(xs)) / 2 - width / 2
    top = (max(ys) + min(ys)) / 2 - width * _RATIO / 2
    return (
        min(max(left, 0.0), world.width - width),
        min(max(top, 0.0), max(world.height - width * _RATIO, 0.0)),
        width,
    )


def _marks(
    own: OwnStation, shown: Sequence[PartnerView], places: dict[str, tuple[float, float]], unit: float
) -> list[Mark]:
    here = places.get(own.station_id)
    stations = [(own.station_id, own.name(), own.country, "own"), *_partners(shown)]
    taken = [_Box(x - unit * 2, y - unit * 2, x + unit * 2, y + unit * 2) for x, y in places.values()]
    marks = []
    for station_id, name, code, state in stations:
        if station_id not in places:
            continue
        x, y = places[station_id]
        label_x, label_y = _label_place(x, y, name, unit, taken)
        bridge = _arc(here, (x, y)) if here is not None and state == PartnerState.ACTIVE else ""
        place = (_r(x), _r(y), _r(label_x), _r(label_y))
        marks.append(Mark(station_id, name, country_name(code), state, *place, state == "own", bridge))
    return marks


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "_Box") -> float:
        """Area that both cover."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0.0) * max(height, 0.0)


def _label_place(x: float, y: float, name: str, unit: float, taken: list[_Box]) -> tuple[float, float]:
    """Middle of the label's base line: below, above or beside the mark, wherever it covers least. Marks it as taken."""
    half, height = len(name) * unit * _LETTER / 2, unit * 2.4
    beside = unit * 2.2 + half
    places = [(x, y + unit * 3.9), (x, y - unit * 2.3), (x + beside, y + unit * 0.7), (x - beside, y + unit * 0.7)]
    boxes = [_Box(cx - half, cy - height * 0.8, cx + half, cy + height * 0.2) for cx, cy in places]
    best = min(range(len(places)), key=lambda each: sum(boxes[each].overlap(box) for box in taken))
    taken.append(boxes[best])
    return places[best]


def _partners(shown: Sequence[PartnerView]) -> list[tuple[str, str, str, str]]:
    return [(view.station_id, view.name(), view.country, view.state.value) for view in shown]


def _arc(start: tuple[float, float], end: tuple[float, float]) -> str:
    """A bow from one station to the other, always bent upwards like a bridge."""
    (x1, y1), (x2, y2) = start, end
    distance = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    return f"M{x1:.1f},{y1:.1f}Q{(x1 + x2) / 2:.1f},{(y1 + y2) / 2 - distance / 4:.1f} {x2:.1f},{y2:.1f}"


def _r(value: float) -> float:
    return round(value, 2)
