"""Makes the map of resources/maps from Natural Earth's countries at 1:50m, as the npm package world-atlas holds them.

Usage: python scripts/make_map.py countries-50m.json codes.json FOLDER

codes.json is that of the npm package i18n-iso-countries: it names a country's two letters for its ISO number. Both files are
needed here only. The map is projected once (Natural Earth, turned 11 degrees west so that no land is cut), without
Antarctica, in two files: one for the whole world, one with every detail for looking closer. Borders are simplified
as arcs, so that neighbours still meet.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

MERIDIAN = 11.0
UNITS = 4000.0
"""How many steps of the file's whole numbers are one unit of the projection; the world is 5.4 units wide."""

SOUTH, NORTH = -58.0, 84.0
LEVELS = {"world": 0.12, "close": 0.015}
"""The files, and how far a border may be moved by simplifying it, in degrees."""

LEAST_RING = {"world": 0.02, "close": 0.0}
"""Islands smaller than so many square degrees are left out, unless a country has no larger one."""

NAMELESS = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY"}
"""Parts without an ISO number, and whose figures they show; the other parts are left as they are."""

Point = tuple[float, float]


def project(longitude: float, latitude: float) -> Point:
    """Return a place in the Natural Earth projection (Šavrič, Patterson and Jenny 2011), y downwards."""
    turned, phi = math.radians(longitude - MERIDIAN), math.radians(latitude)
    two = phi * phi
    four = two * two
    x = turned * (0.8707 - 0.131979 * two + four * (-0.013791 + four * (0.003971 * two - 0.001529 * four)))
    y = phi * (1.007226 + two * (0.015085 + four * (-0.044475 + 0.028874 * two - 0.005916 * four)))
    return x, -y


def decoded(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the arcs in degrees."""
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + shift_x, y * scale_y + shift_y))
        arcs.append(points)
    return arcs


def simplified(points: Sequence[Point], tolerance: float) -> list[Point]:
    """Leave out points that lie within a distance of the line through their neighbours (Douglas and Peucker 1973)."""
    kept = [False] * len(points)
    kept[0] = kept[-1] = True
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        far, place = max(
            ((_distance(points[at], points[first], points[last]), at) for at in range(first + 1, last)),
            default=(0.0, first),
        )
        if far > tolerance:
            kept[place] = True
            spans += [(first, place), (place, last)]
    return [point for point, is_kept in zip(points, kept, strict=True) if is_kept]


def _distance(point: Point, first: Point, last: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = point, first, last
    length = math.hypot(x2 - x1, y2 - y1)
    if length == 0 or abs(x2 - x1) > 180:
        return math.hypot(x - x1, y - y1)
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def ring_of(places: Iterable[int], arcs: Sequence[Sequence[Point]]) -> list[Point]:
    """Put a ring together from its arcs, without jumps at the date line, on the side of it where most of it lies."""
    ring: list[Point] = []
    for place in places:
        arc = list(arcs[place]) if place >= 0 else list(reversed(arcs[~place]))
        ring += arc[1:] if ring else arc
    return _on_one_side(_unwrapped(ring))


def _unwrapped(ring: Sequence[Point]) -> list[Point]:
    unwrapped = [ring[0]]
    for longitude, latitude in ring[1:]:
        before = unwrapped[-1][0]
        unwrapped.append((longitude + 360 * round((before - longitude) / 360), latitude))
    return unwrapped


def _on_one_side(ring: Sequence[Point]) -> list[Point]:
    middle = (min(x for x, _ in ring) + max(x for x, _ in ring)) / 2
    shift = -360 * math.floor((middle - (MERIDIAN - 180)) / 360)
    return [(x + shift, y) for x, y in ring]


def area(ring: Sequence[Point]) -> float:
    """Return the area of a ring in square degrees or steps, whichever its points are in."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def steps(ring: Iterable[Point]) -> list[int]:
    """Return a projected ring as whole numbers: x and y of its first point, then the steps from each to the next."""
    written: list[int] = []
    last_x = last_y = 0
    for x, y in (project(*point) for point in ring):
        now_x, now_y = round(x * UNITS), round(y * UNITS)
        if written and (now_x, now_y) == (last_x, last_y):
            continue
        written += [now_x - last_x, now_y - last_y]
        last_x, last_y = now_x, now_y
    return written


def countries(topology: dict[str, Any], codes: dict[str, str], level: str) -> dict[str, list[list[int]]]:
    """Return the rings of each country, by its two letters; what has none stands under an empty name."""
    arcs = [simplified(arc, LEVELS[level]) for arc in decoded(topology)]
    found: dict[str, list[list[Point]]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        if name == "Antarctica":
            continue
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        code = codes.get(shape.get("id", ""), NAMELESS.get(name, ""))
        found.setdefault(code, []).extend(ring_of(ring, arcs) for polygon in polygons for ring in polygon)
    return {code: _large_enough(rings, LEAST_RING[level]) for code, rings in sorted(found.items())}


def _large_enough(rings: list[list[Point]], least: float) -> list[list[int]]:
    largest = max(rings, key=area)
    return [steps(ring) for ring in rings if ring is largest or (area(ring) >= least and len(ring) > 3)]


def graticule() -> list[list[int]]:
    """Return the lines of longitude and latitude, every twenty degrees."""
    west, east = MERIDIAN - 180, MERIDIAN + 180
    latitudes = [SOUTH + (NORTH - SOUTH) * part / 36 for part in range(37)]
    upright = [[(float(x), y) for y in latitudes] for x in range(-160, 200, 20) if west < x < east]
    level = [[(west + 10.0 * part, float(y)) for part in range(37)] for y in range(-40, 81, 20)]
    return [steps(line) for line in upright + level]


def frame() -> list[int]:
    """Return left, top, right and bottom of the map."""
    left, right = project(MERIDIAN - 180, 0)[0], project(MERIDIAN + 180, 0)[0]
    return [round(value * UNITS) for value in (left, project(0, NORTH)[1], right, project(0, SOUTH)[1])]


def box(west: float, south: float, east: float, north: float) -> list[int]:
    """Return left, top, right and bottom of a part of the map."""
    left, top = project(west, north)[0], project(0, north)[1]
    right, bottom = project(east, south)[0], project(0, south)[1]
    return [round(value * UNITS) for value in (left, top, right, bottom)]


def main(arguments: Sequence[str]) -> int:
    """Write the two files and tell their sizes."""
    shapes, iso, folder = (Path(argument) for argument in arguments)
    topology = json.loads(shapes.read_text("utf-8"))
    codes = {number: letters for letters, _, number, _ in json.loads(iso.read_text("utf-8"))}
    for level in LEVELS:
        found = countries(topology, codes, level)
        content = {"frame": frame(), "europe": box(-10, 35.5, 31, 61), "graticule": graticule(), "countries": found}
        file = folder / f"{level}.json"
        file.write_text(json.dumps(content, separators=(",", ":")) + "\n", "utf-8")
        points = sum(len(ring) // 2 for rings in found.values() for ring in rings)
        print(f"{file}: {len(found)} countries, {points} points, {file.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
