"""How the flow is painted: what goes on in a band of the accent, what is dropped in a grey one that bends down."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QTextLayout, QTextOption

from workbench.ui.appearance import Appearance
from workbench.ui.widgets.flow_layout import CAP, NODE, RADIUS, THINNEST, FlowLayout, Measures, Node, Texts

_GOING, _DROPPED, _LIT, _EDGE = 0.24, 0.20, 0.42, 0.5
"""How strong what goes on, what is dropped, what is dropped under the pointer, and the edge of what is dropped are."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_MOST_LINES = 9


@dataclass(frozen=True, slots=True)
class Marks:
    """Which stage is selected, under the pointer, and framed because the keys act on it; -1 is none."""

    selected: int = -1
    hovered: int = -1
    framed: int = -1


class FlowPainter:
    """The fonts and inks of one theme, and what is painted with them."""

    def __init__(self, appearance: Appearance) -> None:
        """Take fonts and colours once."""
        colours, font = appearance.colours, appearance.font
        self._name = font(9.5, QFont.Weight.DemiBold)
        self._value = font(9, QFont.Weight.Medium)
        self._quiet = font(9)
        self._strong = font(11, QFont.Weight.DemiBold)
        self._metrics = {one.key(): QFontMetricsF(one) for one in (self._name, self._value, self._quiet, self._strong)}
        self._text, self._text2, self._missing = (QColor(c) for c in (colours.text, colours.text2, colours.missing))
        self._accent = QColor(colours.accent)
        self._going = _thinned(colours.accent, _GOING)
        self._dropped, self._lit = _thinned(colours.text2, _DROPPED), _thinned(colours.text2, _LIT)
        self._hair = QPen(_thinned(colours.text2, _EDGE), THINNEST)
        self._hatch = QBrush(QColor(colours.control), Qt.BrushStyle.BDiagPattern)
        self._outline = QPen(QColor(colours.control), 1, Qt.PenStyle.DashLine)
        self._focus = QPen(self._accent, 2)

    def measures(self) -> Measures:
        """Return how wide and high the labels are."""
        return Measures(
            name=self._metrics[self._name.key()].horizontalAdvance,
            base=self._metrics[self._value.key()].horizontalAdvance,
            dropped=self._metrics[self._strong.key()].horizontalAdvance,
            line=self._metrics[self._name.key()].height(),
            dropped_line=self._metrics[self._strong.key()].height(),
            lines_of=lambda text, width: len(self._wrapped(text, width)),
        )

    def paint(
        self, painter: QPainter, layout: FlowLayout, texts: tuple[Texts, ...], marks: Marks, height: float
    ) -> None:
        """Paint the whole picture."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, node in enumerate(layout.nodes[:-1]):
            self._paint_bands(painter, layout, place, node, is_lit=place in {marks.hovered, marks.selected})
        for place, node in enumerate(layout.nodes):
            self._paint_node(painter, layout, place, node)
            self._paint_label(painter, layout, place, texts[place], is_selected=place == marks.selected)
            self._paint_dropped_label(painter, layout, node, texts[place])
        if marks.framed >= 0:
            painter.setPen(self._focus)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(layout.zone(marks.framed, height), 4, 4)

    def _paint_bands(self, painter: QPainter, layout: FlowLayout, place: int, node: Node, *, is_lit: bool) -> None:
        """Paint what goes on to the next stage, and what is dropped."""
        left, right = node.x + NODE, layout.nodes[place + 1].x
        if node.leaves is None:
            area = QRectF(left, layout.top, right - left, layout.bounds[place])
            painter.fillRect(area, self._hatch)
            return
        going = QRectF(left, layout.top, right - left, node.leaves)
        painter.fillRect(going, self._going)
        if node.drops:
            self._paint_dropped(painter, layout, node, is_lit=is_lit)

    def _paint_dropped(self, painter: QPainter, layout: FlowLayout, node: Node, *, is_lit: bool) -> None:
        assert node.leaves is not None
        assert node.drops is not None
        top, (left, right) = layout.top + node.leaves, node.band
        painter.setPen(self._hair)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if node.drops < 2 * THINNEST:
            painter.drawPath(_thread(node, top, layout.bottom))
        else:
            path = _bend(node, top, layout.bottom)
            painter.fillPath(path, self._lit if is_lit else self._dropped)
            painter.drawPath(path)
        width = max(2.0, node.drops)
        painter.fillRect(QRectF((left + right - width) / 2, layout.bottom, width, CAP), self._text2)

    def _paint_node(self, painter: QPainter, layout: FlowLayout, place: int, node: Node) -> None:
        """Paint a node; one that is not known as an outline as high as it can be at most."""
        if node.reaches is None:
            painter.setPen(self._outline)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(node.x + 0.5, layout.top + 0.5, NODE - 1, max(2.0, layout.bounds[place]) - 1))
        else:
            painter.fillRect(QRectF(node.x, layout.top, NODE, max(THINNEST, node.reaches)), self._accent)

    def _paint_label(
        self, painter: QPainter, layout: FlowLayout, place: int, texts: Texts, *, is_selected: bool
    ) -> None:
        """Write above a node its name, and how much reaches it."""
        lines = self._name_lines(layout, texts)
        line = self._metrics[self._name.key()].height()
        rows = max(1, layout.name_lines)
        amounts = [(texts.amount, self._value, self._text)] if layout.shows_amounts else []
        if layout.shows_shares:
            amounts.append((texts.share, self._quiet, self._text2))
        y = layout.top - 6 - (rows + bool(amounts)) * line
        x = node_x = layout.nodes[place].x
        painter.setFont(self._name)
        painter.setPen(self._accent if is_selected else self._text)
        for at, text in enumerate(lines, rows - len(lines)):
            painter.drawText(QRectF(x, y + at * line, layout.spacing * 2, line), _LEFT, text)
        if is_selected:
            width = max(self._metrics[self._name.key()].horizontalAdvance(text) for text in lines)
            painter.fillRect(QRectF(node_x, y - 4, width, 2), self._accent)
        for text, font, ink in amounts:
            painter.setFont(font)
            painter.setPen(self._missing if text == "–" else ink)
            painter.drawText(QRectF(x, y + rows * line, layout.spacing * 2, line), _LEFT, text)
            x += self._metrics[font.key()].horizontalAdvance(f"{text}  ")

    def _paint_dropped_label(self, painter: QPainter, layout: FlowLayout, node: Node, texts: Texts) -> None:
        """Write below what is dropped its share of what reached the stage, and how much it is."""
        if not texts.dropped or not layout.shows_dropped:
            return
        x, y = node.band[0], layout.bottom + CAP + 4
        high = self._metrics[self._strong.key()].height()
        painter.setFont(self._strong)
        painter.setPen(self._missing if texts.dropped == "–" else self._text)
        painter.drawText(QRectF(x, y, layout.spacing * 2, high), _LEFT, texts.dropped)
        if layout.shows_dropped_amounts:
            text = texts.dropped_short if layout.is_dropped_short else texts.dropped_amount
            painter.setFont(self._quiet)
            painter.setPen(self._text2)
            painter.drawText(QRectF(x, y + high, layout.spacing * 2, high), _LEFT, text)

    def _name_lines(self, layout: FlowLayout, texts: Texts) -> list[str]:
        if not layout.name_lines:
            return [texts.place or texts.name]
        return self._wrapped(texts.name, layout.label_width) if texts.place else [texts.name]

    def _wrapped(self, text: str, width: float) -> list[str]:
        """Return a text in lines of at most a width, broken between words where it has any."""
        found = QTextLayout(text, self._name)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        found.setTextOption(option)
        found.beginLayout()
        lines: list[str] = []
        while (line := found.createLine()).isValid() and len(lines) < _MOST_LINES:
            line.setLineWidth(max(1.0, width))
            lines.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
        found.endLayout()
        too_wide = any(self._metrics[self._name.key()].horizontalAdvance(one) > width for one in lines)
        return [*lines, *[""] * _MOST_LINES] if too_wide else lines


def _thread(node: Node, top: float, bottom: float) -> QPainterPath:
    """Return the way of what is too thin for a band."""
    assert node.drops is not None
    start, middle = node.x + NODE, top + node.drops / 2
    radius = RADIUS + node.drops / 2
    path = QPainterPath(QPointF(start, middle))
    path.arcTo(QRectF(start - radius, middle, 2 * radius, 2 * radius), 90, -90)
    path.lineTo(start + radius, bottom)
    return path


def _bend(node: Node, top: float, bottom: float) -> QPainterPath:
    """Return the band of what is dropped: to the right, round a quarter, and down."""
    assert node.drops is not None
    start, (left, right) = node.x + NODE, node.band
    outer = RADIUS + node.drops
    path = QPainterPath(QPointF(start, top))
    path.arcTo(QRectF(start - outer, top, 2 * outer, 2 * outer), 90, -90)
    path.lineTo(right, bottom)
    path.lineTo(left, bottom)
    path.lineTo(left, top + outer)
    path.arcTo(QRectF(start - RADIUS, top + node.drops, 2 * RADIUS, 2 * RADIUS), 0, 90)
    path.closeSubpath()
    return path


def _thinned(colour: str, strength: float) -> QColor:
    made = QColor(colour)
    made.setAlphaF(strength)
    return made
