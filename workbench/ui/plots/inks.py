"""What a plot is painted with in one theme: the colours of its series, and pens and fonts, each made once."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
)

from workbench.core.chart import Line, LineKind
from workbench.ui.style import theme
from workbench.ui.style.tokens import Tokens

SERIES = {
    "light": (
        *("#27509b", "#c97c64", "#007154", "#be4f69", "#a78f00"),
        *("#9d7fd6", "#556406", "#801017", "#3e7898", "#878d98"),
    ),
    "dark": (
        *("#7fa9f2", "#ffbf99", "#00bc9c", "#f77a9a", "#eac602"),
        *("#7f6bdc", "#9caf52", "#c85c50", "#a6e0ff", "#abb3c1"),
    ),
}
"""The colours of the series by theme, in the order of `Line.colour`; 3.0 or more on `surface`."""

AMONG_MANY = -1
"""The colour of a line that steps back behind one that is picked out."""

_PLAIN_MARKERS = 6
"""From the seventh colour on the markers differ too: by colour alone these are hard to tell apart."""

_STRENGTHS = {LineKind.AVERAGE: 0.55, LineKind.YEAR_BEFORE: 0.45}
_DASHES = {LineKind.AVERAGE: [5.0, 3.0]}
_BRIDGE = 0.45
_MANNERS = {"to_come": [4.0, 3.0], "bridge": [1.0, 3.0]}


class Manner(StrEnum):
    """How a part of a line is drawn: what is known, what leads to a provisional point, and what passes over a gap."""

    KNOWN = "known"
    TO_COME = "to_come"
    BRIDGE = "bridge"


class Face:
    """A font with its measures, as painting wants them."""

    def __init__(self, points: float, weight: int = QFont.Weight.Normal) -> None:
        """Use the one family at a size in points."""
        self.font = theme.font(points, QFont.Weight(weight))
        self._metrics = QFontMetricsF(self.font)
        self._widths: dict[str, float] = {}
        self.ascent = self._metrics.ascent()
        self.height = self._metrics.height()

    def width(self, text: str) -> float:
        """Return how wide a text is; measured once."""
        width = self._widths.get(text)
        if width is None:
            width = self._widths[text] = self._metrics.horizontalAdvance(text)
        return width

    def shortened(self, text: str, width: float) -> str:
        """Return as much of a text as a width holds."""
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


class Inks:
    """The pens, brushes and fonts of one theme."""

    def __init__(self, tokens: Tokens) -> None:
        """Make what every plot needs; the pens of lines are made as they are asked for."""
        self.tokens = tokens
        self.series = tuple(QColor(colour) for colour in SERIES[tokens.name])
        self.surface = QColor(tokens.surface)
        self.text = QColor(tokens.text)
        self.text2 = QColor(tokens.text2)
        self.note = QColor(tokens.warning)
        self.accent = QColor(tokens.accent)
        self.band = with_strength(self.text2, 0.10)
        self.wanted = with_strength(self.accent, 0.12)
        self.grid_pen = hairline(QColor(tokens.grid))
        self.axis_pen = hairline(QColor(tokens.control))
        self.event_pen = hairline(self.text2, [2.0, 3.0])
        self.cross_pen = hairline(with_strength(self.text, 0.7))
        self.ring_pen = QPen(self.note, 1.4)
        self.note_pen = hairline(self.note)
        self.axis = Face(8.5)
        self.year = Face(8.5, QFont.Weight.DemiBold)
        self.number = Face(8, QFont.Weight.DemiBold)
        self.title = Face(11, QFont.Weight.DemiBold)
        self._pens: dict[tuple[int, LineKind, Manner, float], QPen] = {}

    def colour(self, place: int) -> QColor:
        """Return a series' colour; they begin again after the last."""
        return with_strength(QColor(self.tokens.missing), 0.5) if place == AMONG_MANY else self.series[place % 10]

    def line_pen(self, place: int, kind: LineKind, manner: Manner = Manner.KNOWN, width: float = 1.0) -> QPen:
        """Return the pen of a part of a line, `width` in device pixels."""
        key = (place, kind, manner, width)
        pen = self._pens.get(key)
        if pen is None:
            colour = self.colour(place)
            strength = _STRENGTHS.get(kind, 1.0) * (_BRIDGE if manner is Manner.BRIDGE else 1.0)
            ink = with_strength(colour, colour.alphaF() * strength)
            pen = self._pens[key] = hairline(ink, _MANNERS.get(manner, _DASHES.get(kind)), width)
        return pen


def hairline(colour: QColor, dashes: list[float] | None = None, width: float = 1.0) -> QPen:
    """Return a pen so many device pixels wide at any scale."""
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    if dashes:
        pen.setDashPattern(dashes)
    return pen


def with_strength(colour: QColor, strength: float) -> QColor:
    """Return a colour that lets the ground through, by a share from 0 to 1."""
    thinned = QColor(colour)
    thinned.setAlphaF(strength)
    return thinned


def is_vector(painter: QPainter) -> bool:
    """Whether what is painted stays lines and letters: there, letters are drawn as outlines, so that no font can lack them."""
    engine = painter.paintEngine()
    return engine is not None and engine.type() == QPaintEngine.Type.SVG


def write(painter: QPainter, left: float, baseline: float, text: str, face: Face, colour: QColor) -> None:
    """Write a line of plain text."""
    if is_vector(painter):
        outlines = QPainterPath()
        outlines.addText(left, baseline, face.font, text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(outlines, colour)
        return
    painter.setFont(face.font)
    painter.setPen(colour)
    painter.drawText(QPointF(left, baseline), text)


def marker_of(line: Line) -> str:
    """Return the shape of a line's points: "circle", and from the seventh colour on also square, triangle and diamond."""
    place = line.colour % 10
    return "circle" if place < _PLAIN_MARKERS else ("square", "triangle", "diamond")[(place - _PLAIN_MARKERS) % 3]


def draw_marker(painter: QPainter, shape: str, x: float, y: float, radius: float) -> None:
    """Draw a point with the painter's pen and brush."""
    if shape == "circle":
        painter.drawEllipse(QPointF(x, y), radius, radius)
    elif shape == "square":
        painter.drawRect(QRectF(x - radius, y - radius, 2 * radius, 2 * radius))
    else:
        wide = radius * 1.25
        tip = wide if shape == "diamond" else wide * 0.8
        corners = [
            (0, -wide),
            (wide, 0 if shape == "diamond" else tip),
            (0, tip),
            (-wide, 0 if shape == "diamond" else tip),
        ]
        painter.drawPolygon(QPolygonF([QPointF(x + across, y + down) for across, down in corners]))


def draw_sample(
    painter: QPainter, inks: Inks, line: Line, left: float, middle: float, *, is_hidden: bool = False
) -> None:
    """Draw what a legend shows of a line: 18 pixels of it, with its marker."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = AMONG_MANY if is_hidden else line.colour
    painter.setPen(inks.line_pen(colour, line.kind))
    painter.drawLine(QPointF(left, middle), QPointF(left + 18, middle))
    if line.kind in {LineKind.FIGURES, LineKind.DIFFERENCE}:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(inks.colour(colour)))
        draw_marker(painter, marker_of(line), left + 9, middle, 2.4)
