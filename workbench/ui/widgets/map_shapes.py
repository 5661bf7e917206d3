"""The shapes of the world map, from the bundled files: projected already, in whole steps, y downwards."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

NOBODY = ""
"""Land that belongs to no country of the catalogue."""


@dataclass(frozen=True, slots=True)
class MapShapes:
    """Paths by country, its two letters; all in the same steps as `frame`, the edge of the map.

    `middles` and `areas` are those of a country's largest part, in steps and square steps.
    """

    frame: QRectF
    europe: QRectF
    graticule: QPainterPath
    countries: dict[str, QPainterPath]
    middles: dict[str, QPointF]
    areas: dict[str, float]


def read_shapes(file: Path) -> MapShapes:
    """Read a file of shapes; it takes long enough to be done off the window's thread."""
    content = json.loads(file.read_text(encoding="utf-8"))
    lines = QPainterPath()
    for line in content["graticule"]:
        lines.addPolygon(_polygon(line))
    countries, middles, areas = {}, {}, {}
    for code, rings in content["countries"].items():
        polygons = [_polygon(ring) for ring in rings]
        path = QPainterPath()
        for polygon in polygons:
            path.addPolygon(polygon)
            path.closeSubpath()
        largest = max((polygon.boundingRect() for polygon in polygons), key=_area)
        countries[code], middles[code], areas[code] = path, largest.center(), _area(largest)
    frame, europe = (_box(content[name]) for name in ("frame", "europe"))
    return MapShapes(frame, europe, lines, countries, middles, areas)


def _polygon(steps: Sequence[int]) -> QPolygonF:
    xs, ys = accumulate(steps[::2]), accumulate(steps[1::2])
    return QPolygonF([QPointF(x, y) for x, y in zip(xs, ys, strict=True)])


def _box(sides: Sequence[int]) -> QRectF:
    left, top, right, bottom = sides
    return QRectF(left, top, right - left, bottom - top)


def _area(rect: QRectF) -> float:
    return rect.width() * rect.height()
