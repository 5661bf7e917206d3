"""The head of a panel of the overview, painted: its title, the big number, the change, and what stands beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.ui.appearance import Appearance
from workbench.ui.overview_texts import BesideText, HeadTexts
from workbench.ui.widgets.kpi_painting import paint_arrow

_SIZES = (28.0, 24.0, 20.0, 17.0)
"""Sizes of the big number in points; the first that fits."""

_GAP, _ARROW = 12.0, 13.0
_PART = 5.0
"""Room between a label, its figure and the word about it, in pixels."""

_APART = 16.0
"""Room between two figures beside the big number, in pixels."""


@dataclass(frozen=True, slots=True)
class HeadFit:
    """What there is room for: the change beside the number, else in one line with its words; how far the number shrinks.

    `size` is the place of the number's size in points, 0 the largest; `lines` is how many lines stand below.
    """

    is_beside: bool = True
    is_one_line: bool = True
    size: int = 0
    lines: int = 0

    def of_both(self, other: HeadFit) -> HeadFit:
        """Return what two heads have room for."""
        return HeadFit(
            self.is_beside and other.is_beside,
            self.is_one_line and other.is_one_line,
            max(self.size, other.size),
            max(self.lines, other.lines),
        )


class KpiHead(QWidget):
    """A click or Enter leads to the figure. What has no room at the right of the number stands below it."""

    led = Signal()

    def __init__(self, appearance: Appearance) -> None:
        """Show nothing yet."""
        super().__init__()
        self._appearance = appearance
        self._texts: HeadTexts | None = None
        self._fit = HeadFit()
        self._lines: list[list[tuple[float, BesideText]]] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.restyle()

    def show_texts(self, texts: HeadTexts) -> None:
        """Show a figure."""
        self._texts = texts
        self.setAccessibleName(texts.said)
        self.setToolTip("")
        self._arrange()

    def restyle(self) -> None:
        """Make fonts and colours anew."""
        colours, font = self._appearance.colours, self._appearance.font
        names = ("text", "text2", "missing", "worse", "better", "accent", "line")
        self._pens = {name: QPen(QColor(getattr(colours, name)), 1) for name in names}
        self._pens["quiet"] = self._pens["text2"]
        self._title, self._change = font(11, QFont.Weight.DemiBold), font(10.5, QFont.Weight.DemiBold)
        self._label, self._figure, self._small = font(8.5), font(9.5, QFont.Weight.Medium), font(8)
        self._unit = font(11)
        self._big = [font(points, QFont.Weight.Medium) for points in _SIZES]
        for big in self._big[:3]:
            big.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -0.4)
        self._arrange()

    def fit_in(self, fit: HeadFit) -> None:
        """Look like the heads of the other panels."""
        if fit != self._fit:
            self._fit = fit
            self._arrange()

    def fit_for(self, width: float, *, may_be_beside: bool = True) -> HeadFit:
        """Return what there is room for in a width; the change stands beside a number of full size, or a little less."""
        if self._texts is None:
            return HeadFit()
        room, texts = width - 2 * _PART, self._texts
        taken = _GAP + self._change_width(texts)
        is_beside = may_be_beside and self._number_width(texts, self._big[1]) + taken <= room
        left = room - taken if is_beside else room
        size = next((at for at, big in enumerate(self._big) if self._number_width(texts, big) <= left), len(_SIZES) - 1)
        return HeadFit(is_beside, self._line_width(texts) <= room, size, len(self._broken(texts.beside, room)))

    @property
    def texts(self) -> HeadTexts | None:
        """What is shown."""
        return self._texts

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be as high as the lines are."""
        return QSize(280, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Find the places anew."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_big"):
            self.restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Lead to the figure."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.led.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Lead to the figure."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.led.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint all lines, and a frame when it has the focus."""
        del event
        if self._texts is None:
            return
        painter = QPainter(self)
        self._paint_title(painter, self._texts)
        self._paint_number(painter, self._texts)
        self._paint_change(painter, self._texts)
        self._paint_beside(painter)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._pens["accent"].color(), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _arrange(self) -> None:
        """Find the size of the number, whether the change has room beside it, and the lines below."""
        if self._texts is None or self.width() < 1:
            return
        room, texts = self.width() - 2 * _PART, self._texts
        fit = self._fit.of_both(self.fit_for(self.width(), may_be_beside=self._fit.is_beside))
        self._is_beside, self._number = fit.is_beside, self._big[fit.size]
        self._is_one_line = not fit.is_beside and fit.is_one_line
        self._lines = self._broken(texts.beside, room)
        top = self._height(self._title) + 4
        self._baseline = round(top + self._metrics(self._number).ascent() * 0.92)
        change, words = self._height(self._change), self._height(self._label)
        self._change_top = self._baseline + (8 - change - words if self._is_beside else 8)
        below = self._change_top + change + (0 if self._is_one_line else words)
        self._rule = round(max(below, self._baseline + 8) + 7)
        height = self._rule + 7 + max(self._fit.lines, len(self._lines)) * self._line_height() + 2
        self.setFixedHeight(round(height))
        self.update()

    def _broken(self, figures: Sequence[BesideText], room: float) -> list[list[tuple[float, BesideText]]]:
        """Break the figures beside the number into lines; each figure comes with its left edge."""
        lines: list[list[tuple[float, BesideText]]] = [[]]
        x = 0.0
        for figure in figures:
            width = self._beside_width(figure)
            if lines[-1] and x + width > room:
                lines.append([])
                x = 0.0
            lines[-1].append((x, figure))
            x += width + _APART
        return lines

    def _paint_title(self, painter: QPainter, texts: HeadTexts) -> None:
        painter.setPen(self._pens["text"])
        painter.setFont(self._title)
        painter.drawText(QPointF(_PART, 2 + self._metrics(self._title).ascent()), texts.title)

    def _paint_number(self, painter: QPainter, texts: HeadTexts) -> None:
        """Paint the number with its unit at its foot, before it or behind."""
        before, number, after = _pieces(texts)
        x = _PART
        for text, font, ink in (
            (before, self._unit, "text2"),
            (number, self._number, "text"),
            (after, self._unit, "text2"),
        ):
            painter.setPen(self._pens["missing" if texts.is_missing else ink])
            painter.setFont(font)
            painter.drawText(QPointF(x, self._baseline), text)
            x += self._metrics(font).horizontalAdvance(text) + (4 if text else 0)
        painter.setPen(self._pens["line"])
        painter.drawLine(QPointF(_PART, self._rule + 0.5), QPointF(self.width() - _PART, self._rule + 0.5))

    def _paint_change(self, painter: QPainter, texts: HeadTexts) -> None:
        """Paint the change over its words: at the right edge beside the number, or at the left below it."""
        change, words = self._metrics(self._change), self._metrics(self._label)
        first = self._change_top + change.ascent()
        second = first if self._is_one_line else self._change_top + change.height() + words.ascent()
        right, x = self.width() - _PART, _PART
        if texts.change is not None:
            width = change.horizontalAdvance(texts.change.text)
            x = right - width if self._is_beside else _PART + (_ARROW if texts.change.arrow else 0.0)
            pen = self._pens[texts.change.role]
            painter.setPen(pen)
            painter.setFont(self._change)
            painter.drawText(QPointF(x, first), texts.change.text)
            if texts.change.arrow:
                paint_arrow(painter, QPointF(x - 8, first - 4.5), texts.change.arrow, pen.color())
            x += width + _GAP
        painter.setPen(self._pens["text2"])
        painter.setFont(self._label)
        if self._is_beside:
            x = right - words.horizontalAdvance(texts.words)
        painter.drawText(QPointF(x if self._is_beside or self._is_one_line else _PART, second), texts.words)

    def _paint_beside(self, painter: QPainter) -> None:
        for at, line in enumerate(self._lines):
            baseline = self._rule + 7 + at * self._line_height() + self._metrics(self._figure).ascent()
            for left, figure in line:
                x = _PART + left
                for text, font, ink in self._parts(figure):
                    painter.setPen(self._pens[ink])
                    painter.setFont(font)
                    painter.drawText(QPointF(x, baseline), text)
                    x += self._metrics(font).horizontalAdvance(text) + _PART

    def _parts(self, figure: BesideText) -> list[tuple[str, QFont, str]]:
        is_missing = figure.value == "–"
        parts = [
            (figure.label, self._label, "text2"),
            (figure.value, self._figure, "missing" if is_missing else "text"),
            (figure.tag, self._small, "text2"),
        ]
        return [part for part in parts if part[0]]

    def _beside_width(self, figure: BesideText) -> float:
        return sum(self._metrics(font).horizontalAdvance(text) + _PART for text, font, _ in self._parts(figure))

    def _number_width(self, texts: HeadTexts, font: QFont) -> float:
        before, number, after = _pieces(texts)
        unit = sum(self._metrics(self._unit).horizontalAdvance(text) + 4 for text in (before, after) if text)
        return unit + self._metrics(font).horizontalAdvance(number)

    def _change_width(self, texts: HeadTexts) -> float:
        words = self._metrics(self._label).horizontalAdvance(texts.words)
        if texts.change is None:
            return words
        return max(words, self._metrics(self._change).horizontalAdvance(texts.change.text) + _ARROW)

    def _line_width(self, texts: HeadTexts) -> float:
        """Return how wide the change and its words are in one line."""
        words = self._metrics(self._label).horizontalAdvance(texts.words)
        if texts.change is None:
            return words
        return words + _GAP + _ARROW + self._metrics(self._change).horizontalAdvance(texts.change.text)

    def _line_height(self) -> int:
        return ceil(self._height(self._figure)) + 2

    def _height(self, font: QFont) -> float:
        return self._metrics(font).height()

    @staticmethod
    def _metrics(font: QFont) -> QFontMetricsF:
        return QFontMetricsF(font)


def _pieces(texts: HeadTexts) -> tuple[str, str, str]:
    """Return what stands before the number, the number, and what stands behind it."""
    value = texts.value
    return value.before.strip(), value.whole + value.fraction, value.after.strip()
