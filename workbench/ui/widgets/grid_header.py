"""The head of a breakdown table: two lines a column, the sorted one in the accent, the first columns frozen."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from workbench.ui.appearance import Appearance
from workbench.ui.widgets.columns import COLUMNS, FROZEN, PLACES, Kind
from workbench.ui.widgets.grid_model import GridModel
from workbench.ui.widgets.grid_painter import MARGIN

_SMALLEST = 40
_NARROWEST = 28
_ARROW = 12


class GridHeader(QHeaderView):
    """Sorts by a click, moves and widens columns by a drag; frozen columns stay in front and in place."""

    def __init__(self, model: GridModel, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Stand over a table of this model."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self._appearance = appearance
        self._is_in_front = False
        self.is_putting = False
        self.frozen_width: Callable[[], int] = lambda: 0
        self.tag_width = 0
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(_NARROWEST)
        self.setStretchLastSection(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.sectionMoved.connect(self._keep_frozen_in_front)
        self.restyle()

    def restyle(self) -> None:
        """Make fonts and colours anew."""
        font, colours = self._appearance.font, self._appearance.colours
        self._title, self._line = font(9, QFont.Weight.Medium), font(8.5)
        self._inks = {name: QColor(getattr(colours, name)) for name in ("text", "text2", "accent", "header", "line")}
        heights = [QFontMetrics(part).height() for part in (self._title, self._line)]
        self._height = max(_SMALLEST, ceil(sum(heights)) + 6)
        self._baselines = self._measured(heights)
        self.updateGeometry()
        self.viewport().update()

    def shown(self) -> list[int]:
        """Return the columns that are shown, from the left."""
        columns = (self.logicalIndex(place) for place in range(self.count()))
        return [column for column in columns if not self.isSectionHidden(column)]

    def put(self, column: int, place: int) -> None:
        """Put a column at a place, without regard to what is frozen."""
        self.is_putting = True
        self.moveSection(self.visualIndex(column), place)
        self.is_putting = False

    def left_of(self, column: int) -> int:
        """Return where a column begins in the view: a frozen one never moves."""
        position: int = self.sectionViewportPosition(column)
        return position + self.offset() if column in FROZEN and self.frozen_width() else position

    def needed_width(self, column: int) -> int:
        """Return how wide a column must be to show its head."""
        title, line = self._model.head(column)
        lines = ((self._title, title), (self._line, line))
        return max(QFontMetrics(font).horizontalAdvance(text) for font, text in lines) + 2 * MARGIN + _ARROW // 2

    def sectionSizeFromContents(self, logicalIndex: int) -> QSize:  # noqa: N802, N803 - Qt's names
        """Return how wide a head must be, for a column that is fitted to what is in it."""
        return QSize(self.needed_width(logicalIndex), self._height)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of two lines."""
        return QSize(super().sizeHint().width(), self._height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the heads that scroll, then the frozen ones over them."""
        del event
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.viewport().rect(), self._inks["header"])
        front = self.frozen_width()
        painter.setClipRect(QRect(front, 0, self.width() - front, self.height()))
        shown = self.shown()
        for column in shown:
            if not front or column not in FROZEN:
                self._paint_head(painter, column)
        painter.setClipRect(QRect(0, 0, front, self.height()))
        for column in shown:
            if front and column in FROZEN:
                self._paint_head(painter, column)
        painter.setClipping(False)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._inks["line"])
        if self.offset() and front:
            painter.fillRect(front - 1, 0, 1, self.height(), self._inks["line"])

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803 - Qt's names
        """Paint one head, as it is dragged to another place."""
        painter.fillRect(rect, self._inks["header"])
        self._paint_lines(painter, rect, logicalIndex)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take hold of the head that is seen there."""
        self._is_in_front = event.position().x() < self.frozen_width()
        super().mousePressEvent(self._as_if_unscrolled(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Move on in the part where it began."""
        if event.buttons() == Qt.MouseButton.NoButton:
            self._is_in_front = event.position().x() < self.frozen_width()
        super().mouseMoveEvent(self._as_if_unscrolled(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """End in the part where it began."""
        super().mouseReleaseEvent(self._as_if_unscrolled(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take the head that is seen there."""
        super().mouseDoubleClickEvent(self._as_if_unscrolled(event))

    def column_at(self, position: QPoint) -> int:
        """Return the column whose head is seen at a position."""
        x = position.x() - (self.offset() if position.x() < self.frozen_width() else 0)
        return int(self.logicalIndexAt(x))

    def _as_if_unscrolled(self, event: QMouseEvent) -> QMouseEvent:
        """Return an event over a frozen head as it were if nothing was scrolled: Qt knows of no frozen heads."""
        if not self._is_in_front or not self.offset():
            return event
        place = event.position() - QPointF(self.offset(), 0)
        return QMouseEvent(
            event.type(), place, event.globalPosition(), event.button(), event.buttons(), event.modifiers()
        )

    def _keep_frozen_in_front(self, column: int, before: int, after: int) -> None:
        """Move a column back that left, or came into, the frozen part."""
        if not self.is_putting and (after < len(FROZEN)) != (column in FROZEN):
            self.put(column, before)

    def _measured(self, heights: list[int]) -> tuple[int, int]:
        """Return the baselines of the two lines."""
        top = (self._height - sum(heights)) // 2
        first = top + QFontMetrics(self._title).ascent()
        return first, top + heights[0] + QFontMetrics(self._line).ascent()

    def _paint_head(self, painter: QPainter, column: int) -> None:
        self._paint_lines(painter, QRect(self.left_of(column), 0, self.sectionSize(column), self.height()), column)

    def _paint_lines(self, painter: QPainter, box: QRect, column: int) -> None:
        """Paint the two lines of a head, with the arrow of the sorted column behind its title."""
        title, line = self._model.head(column)
        is_sorted = column == PLACES[self._model.sorting.column]
        is_left = COLUMNS[column].kind in {Kind.LABEL, Kind.HISTORY}
        arrow = _ARROW if is_sorted else 0
        lines = ((title, self._title, "accent" if is_sorted else "text"), (line, self._line, "text2"))
        for (text, font, ink), baseline in zip(lines, self._baselines, strict=True):
            metrics = QFontMetrics(font)
            room = box.width() - 2 * MARGIN - arrow
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width() - MARGIN - arrow)
            width = metrics.horizontalAdvance(shown)
            x = box.x() + MARGIN + (0 if is_left else room - width)
            if COLUMNS[column].has_tag and font is self._line:
                x -= self.tag_width
            painter.setFont(font)
            painter.setPen(self._inks[ink])
            painter.drawText(x, baseline, shown)
            if arrow:
                self._paint_arrow(painter, x + width + 8, baseline)
            arrow = 0

    def _paint_arrow(self, painter: QPainter, x: int, baseline: int) -> None:
        """Paint which way the numbers go; quiet, with a dotted shaft, where figures changed since the rows were sorted."""
        model = self._model
        rises = model.sheet is not None and model.sheet.is_rising(model.sorting.column) != model.sorting.is_turned
        tip, foot = (baseline - 8, baseline - 1) if rises else (baseline, baseline - 7)
        wing = 3 if rises else -3
        ink = self._inks["accent" if model.is_in_order else "text2"]
        painter.setPen(QPen(ink, 1, Qt.PenStyle.SolidLine if model.is_in_order else Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, tip), QPointF(x, foot))
        painter.setPen(ink)
        for side in (-3, 3):
            painter.drawLine(QPointF(x, tip), QPointF(x + side, tip + wing))
