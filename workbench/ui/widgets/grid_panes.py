"""Paints the four parts of a breakdown table: cells that scroll, frozen columns, the frozen total, and where these cross."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from workbench.core.analysis import levels
from workbench.ui.widgets.columns import COLUMNS, FROZEN, Kind
from workbench.ui.widgets.grid_cells import Cell
from workbench.ui.widgets.grid_painter import Spark, spark_of
from workbench.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from workbench.ui.widgets.grid_view import GridView

_BAR = 3
_FRAME = 2


class GridPanes:
    """Paints for one view, from its model's cells."""

    def __init__(self, view: GridView) -> None:
        """Paint for a view."""
        self._view = view
        self._sparks: dict[int, Spark] = {}
        self._sheet: Sheet | None = None

    def paint(self, painter: QPainter, dirty: QRect, hovered: int) -> None:
        """Paint what is to be painted anew; `hovered` is the row under the pointer, or -1."""
        view = self._view
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(dirty, view.painter.grounds["surface"])
        count = view.rows.rowCount()
        if not count:
            return
        self._begin(hovered)
        height, front = view.painter.row_height, view.head.frozen_width()
        first = max(1, view.rowAt(max(height, dirty.top())))
        last = view.rowAt(dirty.bottom())
        rows = range(first, (last if last >= 0 else count - 1) + 1)
        shown = view.head.shown()
        moving = [column for column in shown if not front or column not in FROZEN]
        frozen = [column for column in shown if front and column in FROZEN]
        width, bottom = view.viewport().width(), view.viewport().height()
        parts = (
            (QRect(front, height, width - front, bottom - height), rows, moving),
            (QRect(0, height, front, bottom - height), rows, frozen),
            (QRect(front, 0, width - front, height), range(1), moving),
            (QRect(0, 0, front, height), range(1), frozen),
        )
        for part, part_rows, columns in parts:
            seen = part.intersected(dirty)
            if not seen.isEmpty():
                painter.setClipRect(seen)
                self._paint_part(painter, part, part_rows, columns)
        painter.setClipping(False)
        self._paint_edges(painter, front, width, bottom)

    def _begin(self, hovered: int) -> None:
        """Look up once what all cells want to know."""
        view = self._view
        if self._sheet is not view.rows.sheet:
            self._sheet, self._sparks = view.rows.sheet, {}
        self._hovered = hovered
        self._selected = set(view.selected_cells()) if view.selectionModel().hasSelection() else set()
        self._selected_rows = {row for row, _ in self._selected}
        current = view.currentIndex()
        self._current = (current.row(), current.column()) if current.isValid() else (-1, -1)
        order = view.head.shown()
        self._beside = dict(zip(order, zip([-1, *order[:-1]], [*order[1:], -1], strict=True), strict=True))
        is_whole = {row for row in self._selected_rows if all((row, column) in self._selected for column in order)}
        self._is_framed = len(self._selected) > 1 and is_whole != self._selected_rows

    def _paint_part(self, painter: QPainter, part: QRect, rows: range, columns: Sequence[int]) -> None:
        """Paint rows and columns of one part."""
        view, paint = self._view, self._view.painter
        boxes = [(column, view.head.left_of(column), view.columnWidth(column)) for column in columns]
        seen = [box for box in boxes if box[1] < part.right() + 1 and box[1] + box[2] > part.left()]
        height = paint.row_height
        for row in rows:
            top = 0 if row == 0 else view.rowViewportPosition(row)
            painter.fillRect(part.left(), top, part.width(), height - 1, self._ground(row))
            painter.fillRect(part.left(), top + height - 1, part.width(), 1, paint.grounds["grid"])
            for column, left, width in seen:
                self._paint_cell(painter, QRect(left, top, width, height), row, column)

    def _ground(self, row: int) -> QColor:
        grounds = self._view.painter.grounds
        if row in self._selected_rows:
            return grounds["selection"]
        if row == 0:
            return grounds["window"]
        return grounds["hover" if row == self._hovered else "surface"]

    def _paint_cell(self, painter: QPainter, box: QRect, row: int, column: int) -> None:
        """Paint one cell on the ground of its row."""
        view, spec = self._view, COLUMNS[column]
        cell = self._toned(view.rows.cell(row, spec.id), row)
        if cell.severity is not None:
            painter.fillRect(box.x(), box.y(), box.width(), box.height() - 1, view.painter.severity[cell.severity])
        if spec.kind is Kind.HISTORY:
            view.painter.paint_spark(painter, box, self._spark(view.rows.row(row)))
        elif cell.text:
            view.painter.paint(painter, box, cell, spec, view.rows.decimals(spec.id))
        if self._is_framed and (row, column) in self._selected:
            self._paint_frame(painter, box, row, column)
        if (row, column) == self._current:
            self._paint_current(painter, box, on_heat=cell.severity is not None)

    def _toned(self, cell: Cell, row: int) -> Cell:
        """Return a cell without its shading where none is wanted, and a dash that is seen on a selected row."""
        if cell.severity is not None and not self._view.is_heat_shown:
            return Cell(cell.text, cell.ink, cell.is_strong, cell.arrow, cell.tag, None, cell.marks)
        if cell.ink == "missing" and row in self._selected_rows:
            return Cell(cell.text, "text2", marks=cell.marks)
        return cell

    def _spark(self, row: int) -> Spark:
        """Return the history of a row of the sheet, laid out once."""
        spark = self._sparks.get(row)
        if spark is None:
            assert self._sheet is not None
            spark = self._sparks[row] = spark_of(levels(self._sheet.unit, self._sheet.histories[row]))
        return spark

    def _paint_frame(self, painter: QPainter, box: QRect, row: int, column: int) -> None:
        """Paint the sides of a selected cell at which the selection ends."""
        ink = self._view.painter.grounds["accent"]
        left, right = self._beside[column]
        x, y, width, height = box.x(), box.y(), box.width(), box.height() - 1
        if (row, left) not in self._selected:
            painter.fillRect(x, y, 1, height, ink)
        if (row, right) not in self._selected:
            painter.fillRect(x + width - 1, y, 1, height, ink)
        if (row - 1, column) not in self._selected:
            painter.fillRect(x, y, width, 1, ink)
        if (row + 1, column) not in self._selected:
            painter.fillRect(x, y + height - 1, width, 1, ink)

    def _paint_current(self, painter: QPainter, box: QRect, *, on_heat: bool) -> None:
        """Paint the frame of the current cell, thinner while the table has no focus; on shading with a light line inside."""
        grounds = self._view.painter.grounds
        frame = _FRAME if self._view.hasFocus() else 1
        inside = box.adjusted(0, 0, 0, -1)
        _paint_border(painter, inside, frame, grounds["accent"])
        if on_heat:
            _paint_border(painter, inside.adjusted(frame, frame, -frame, -frame), 1, grounds["surface"])

    def _paint_edges(self, painter: QPainter, front: int, width: int, bottom: int) -> None:
        """Paint the bar of selected rows, the line under the total and the one behind the frozen columns."""
        view, grounds = self._view, self._view.painter.grounds
        height = view.painter.row_height
        painter.setClipRect(QRect(0, height, width, bottom - height))
        for row in self._selected_rows - {0}:
            painter.fillRect(0, view.rowViewportPosition(row), _BAR, height - 1, grounds["accent"])
        painter.setClipping(False)
        if 0 in self._selected_rows:
            painter.fillRect(0, 0, _BAR, height - 1, grounds["accent"])
        painter.fillRect(0, height - 1, width, 1, grounds["line"])
        if view.horizontalScrollBar().value() and front:
            painter.fillRect(front - 1, 0, 1, bottom, grounds["line"])


def _paint_border(painter: QPainter, box: QRect, width: int, ink: QColor) -> None:
    x, y, w, h = box.x(), box.y(), box.width(), box.height()
    painter.fillRect(x, y, w, width, ink)
    painter.fillRect(x, y + h - width, w, width, ink)
    painter.fillRect(x, y, width, h, ink)
    painter.fillRect(x + w - width, y, width, h, ink)
