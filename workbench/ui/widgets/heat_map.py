"""Segments by months with each value in its cell, shaded by severity: a breakdown's whole history at a glance."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from workbench.core.keys import FigureKey
from workbench.core.queries.segment_table import SegmentTable
from workbench.core.scope import Scope
from workbench.ui.appearance import Appearance
from workbench.ui.style.hatching import hatch
from workbench.ui.widgets.heat_rows import MISSING, HeatRows, heat_rows_of
from workbench.ui.widgets.labels import plain_tip
from workbench.ui.widgets.series_drag import SeriesDrag
from workbench.ui.workspace import Workspace

_MARGIN = 8
_WIDEST_LABEL = 0.4
"""The largest part of the width that labels take."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class HeatMap(QAbstractScrollArea):
    """The history of one table. Click and arrow keys select for the whole window, Enter looks at the cell's month."""

    chosen = Signal(str)

    def __init__(self, workspace: Workspace, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show no table yet."""
        super().__init__(parent)
        self._workspace = workspace
        self._appearance = appearance
        self._table: SegmentTable | None = None
        self._rows: HeatRows | None = None
        self._month = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._inks = _Inks(appearance)
        self._measure()
        self.drag = SeriesDrag(
            self, lambda pos: self._series(self._row_at(pos.y())), current=lambda: self._series(self._current())
        )
        workspace.scope_changed.connect(self._on_scope_changed)

    def show_table(self, table: SegmentTable) -> None:
        """Show the history of a table's segments, scrolled to the newest month."""
        is_other = self._table is None or self._table.months != table.months
        self._table = table
        if is_other:
            self._month = len(table.months) - 1
        self._write()
        if is_other:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().maximum())

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        self._write()

    def restyle(self) -> None:
        """Take the colours of the theme, and how close rows stand."""
        self._inks = _Inks(self._appearance)
        self._write()

    def copy(self) -> None:
        """Copy the whole map as a table that a spreadsheet takes."""
        rows = self._rows
        if rows is None:
            return
        lines = ["\t".join([rows.name, *(str(month) for month in rows.months)])]
        for row, label in enumerate(rows.labels):
            lines.append("\t".join([label, *(rows.text(row, month) for month in range(len(rows.months)))]))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def cell_at(self, point: QPoint) -> tuple[int, int] | None:
        """Return the row and month under a point of the viewport; None on heads and beyond."""
        row = self._row_at(point.y())
        if self._rows is None or row is None or point.x() < self._label_width():
            return None
        month = (point.x() - self._label_width() + self.horizontalScrollBar().value()) // self._cell_width()
        return (row, month) if month < len(self._rows.months) else None

    def cell_area(self, row: int, month: int) -> QRect:
        """Return where a cell is in the viewport."""
        left = self._label_width() + month * self._cell_width() - self.horizontalScrollBar().value()
        top = self._inks.head + row * self._inks.row_height - self.verticalScrollBar().value()
        return QRect(left, top, self._cell_width(), self._inks.row_height)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Have room for a dozen rows."""
        return QSize(520, self._inks.head + 12 * self._inks.row_height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Show something in little room."""
        return QSize(240, self._inks.head + 3 * self._inks.row_height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the cells that are seen, then the labels and months over them."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._inks.ground)
        if self._rows is None:
            return
        width, height = self.viewport().width(), self.viewport().height()
        painter.setClipRect(self._label_width(), self._inks.head, width, height)
        for row in self._seen_rows():
            for month in self._seen_months():
                self._paint_cell(painter, self._rows, row, month)
        self._paint_current(painter)
        painter.setClipRect(0, self._inks.head, self._label_width(), height)
        self._paint_labels(painter, self._rows)
        painter.setClipRect(self._label_width(), 0, width, self._inks.head)
        self._paint_heads(painter, self._rows)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Scroll over what does not fit; the newest month stays where it is."""
        bar = self.horizontalScrollBar()
        was_at_end = bar.value() == bar.maximum()
        super().resizeEvent(event)
        self._fit()
        if was_at_end:
            bar.setValue(bar.maximum())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Select the segment of a cell."""
        cell = self.cell_at(event.position().toPoint())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(*cell)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Look at the month of a cell."""
        cell = self.cell_at(event.position().toPoint())
        if cell is not None:
            self._look_at_month(cell[1])

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Tell the cell under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._rows is not None:
            cell = self.cell_at(event.pos())
            QToolTip.showText(event.globalPos(), plain_tip(self._rows.sentence(*cell)) if cell else "", self)
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move from cell to cell; Enter looks at the month."""
        steps = {
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_PageUp: (0, -12),
            Qt.Key.Key_PageDown: (0, 12),
        }
        step = steps.get(Qt.Key(event.key()))
        if self._rows is not None and self._rows.segments and step is not None:
            self._move(self._rows, *step)
        elif self._rows is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._look_at_month(self._month)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show where the keys act."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show that they act elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_inks"):
            self.restyle()

    def _write(self) -> None:
        if self._table is not None:
            self._rows = heat_rows_of(self._table, self._workspace.catalogue, self._appearance)
            self.setAccessibleName(self._rows.name)
        self._measure()
        self._fit()
        self._tell()
        self.viewport().update()

    def _paint_cell(self, painter: QPainter, rows: HeatRows, row: int, month: int) -> None:
        area, severity = self.cell_area(row, month).adjusted(0, 0, -1, -1), rows.class_of(row, month)
        if severity == MISSING:
            painter.fillRect(area, self._inks.hatch)
            return
        painter.fillRect(area, self._inks.severity[severity])
        painter.setFont(self._inks.strong)
        painter.setPen(self._inks.severity_text[severity])
        painter.drawText(area.adjusted(0, 0, -_MARGIN // 2, 0), _RIGHT, rows.text(row, month))

    def _paint_current(self, painter: QPainter) -> None:
        """Frame the cell where the keys act, and underline the month that the window looks at."""
        row = self._current()
        if row is not None and self._rows is not None and self._rows.months:
            painter.setPen(QPen(self._inks.accent, 2 if self.hasFocus() else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.cell_area(row, self._month).adjusted(1, 1, -2, -2))

    def _paint_labels(self, painter: QPainter, rows: HeatRows) -> None:
        selected = self._current()
        metrics, width = self._inks.metrics, self._label_width()
        for row in self._seen_rows():
            area = QRect(0, self.cell_area(row, 0).top(), width, self._inks.row_height)
            if row == selected:
                painter.fillRect(area, self._inks.selection)
                painter.fillRect(QRect(0, area.top(), 3, area.height()), self._inks.accent)
            painter.setFont(self._inks.base)
            painter.setPen(self._inks.text)
            text = metrics.elidedText(rows.labels[row], Qt.TextElideMode.ElideRight, width - 2 * _MARGIN - 4)
            painter.drawText(area.adjusted(_MARGIN + 4, 0, -_MARGIN, 0), _LEFT, text)

    def _paint_heads(self, painter: QPainter, rows: HeatRows) -> None:
        half = self._inks.head // 2
        for month in self._seen_months():
            area = self.cell_area(0, month)
            name, year = rows.heads[month]
            is_first = area.left() >= self._label_width() and month == self._seen_months().start
            painter.setFont(self._inks.small)
            painter.setPen(self._inks.accent if self._is_looked_at(month) else self._inks.text2)
            painter.drawText(QRect(area.left(), 2, area.width() - _MARGIN // 2, half), _RIGHT, name)
            if year or is_first:
                painter.setFont(self._inks.small_strong)
                text = year or str(rows.months[month].year)
                painter.drawText(QRectF(area.left(), half, 60, half - 2), _LEFT, text)

    def _is_looked_at(self, month: int) -> bool:
        return self._rows is not None and self._rows.months[month] == self._workspace.scope.period

    def _move(self, rows: HeatRows, down: int, across: int) -> None:
        row = self._current()
        row = 0 if row is None else min(len(rows.segments) - 1, max(0, row + down))
        self._choose(row, min(len(rows.months) - 1, max(0, self._month + across)))

    def _choose(self, row: int, month: int) -> None:
        """Select a cell's segment for the whole window."""
        if self._rows is None or self._table is None:
            return
        self._month = month
        self._show_cell(row, month)
        segment = self._rows.segments[row]
        self._workspace.look_at(selected=((self._table.dimension, segment),))
        self._tell()
        self.viewport().update()
        self.chosen.emit(segment)

    def _look_at_month(self, month: int) -> None:
        if self._rows is not None:
            self._workspace.look_at(period=self._rows.months[month])

    def _tell(self) -> None:
        """Say the current cell to those who hear it."""
        row = self._current()
        if self._rows is not None and row is not None and self._rows.months:
            self.setAccessibleDescription(self._rows.sentence(row, self._month))

    def _current(self) -> int | None:
        """Return the row of the first selected segment; None where it has none."""
        selected = self._workspace.scope.selected[:1]
        if self._table is None or self._rows is None or not selected or selected[0][0] != self._table.dimension:
            return None
        return self._rows.places.get(selected[0][1])

    def _series(self, row: int | None) -> list[FigureKey]:
        if row is None or self._rows is None or self._table is None:
            return []
        return [FigureKey(self._table.metric.id, self._table.dimension, self._rows.segments[row])]

    def _on_scope_changed(self, scope: Scope) -> None:
        del scope
        self.viewport().update()

    def _label_width(self) -> int:
        return min(self._widest_label, int(self.viewport().width() * _WIDEST_LABEL))

    def _cell_width(self) -> int:
        return self._cell

    def _measure(self) -> None:
        """Find how wide labels and cells are: once for a table, as painting asks for it at each cell."""
        rows, inks = self._rows, self._inks
        labels, number = (rows.labels, rows.widest) if rows is not None else ((), "")
        widest = max((inks.metrics.horizontalAdvance(label) for label in labels), default=0)
        self._widest_label = widest + 2 * _MARGIN + 6
        self._cell = max(inks.strong_metrics.horizontalAdvance(number), inks.month_width) + _MARGIN + 2

    def _row_at(self, y: int) -> int | None:
        """Return the row at a height of the viewport; None on the heads and below the last one."""
        row = (y - self._inks.head + self.verticalScrollBar().value()) // self._inks.row_height
        return row if y >= self._inks.head and self._rows is not None and row < len(self._rows.segments) else None

    def _seen_rows(self) -> range:
        first = self.verticalScrollBar().value() // self._inks.row_height
        count = (self.viewport().height() - self._inks.head) // self._inks.row_height + 2
        return range(first, min(len(self._rows.segments) if self._rows else 0, first + count))

    def _seen_months(self) -> range:
        width = self._cell_width()
        first = self.horizontalScrollBar().value() // width
        count = (self.viewport().width() - self._label_width()) // width + 2
        return range(first, min(len(self._rows.months) if self._rows else 0, first + count))

    def _fit(self) -> None:
        rows = self._rows
        across = len(rows.months) * self._cell_width() if rows is not None else 0
        down = len(rows.segments) * self._inks.row_height if rows is not None else 0
        sizes = (
            (self.horizontalScrollBar(), across, self.viewport().width() - self._label_width(), self._cell_width()),
            (self.verticalScrollBar(), down, self.viewport().height() - self._inks.head, self._inks.row_height),
        )
        for bar, whole, room, step in sizes:
            bar.setRange(0, max(0, whole - room))
            bar.setPageStep(max(1, room))
            bar.setSingleStep(step)

    def _show_cell(self, row: int, month: int) -> None:
        """Scroll until a cell is seen whole."""
        area = self.cell_area(row, month)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() - max(0, self._label_width() - area.left()))
        across.setValue(across.value() + max(0, area.right() - self.viewport().width() + 1))
        down.setValue(down.value() - max(0, self._inks.head - area.top()))
        down.setValue(down.value() + max(0, area.bottom() - self.viewport().height() + 1))


class _Inks:
    """Fonts, colours and measures of one theme; the class of UNSHADED is the last of the lists, that is -1."""

    def __init__(self, appearance: Appearance) -> None:
        colours = appearance.colours
        self.ground, self.selection = QColor(colours.surface), QColor(colours.selection)
        self.text, self.text2, self.accent = QColor(colours.text), QColor(colours.text2), QColor(colours.accent)
        self.severity = [QColor(colour) for colour in (*colours.severity, colours.header)]
        self.severity_text = [QColor(colour) for colour in (*colours.severity_text, colours.text)]
        self.hatch = hatch(colours.land, colours.hatch)
        self.base, self.strong = appearance.font(9.5), appearance.font(9, QFont.Weight.Medium)
        self.small, self.small_strong = appearance.font(8.5), appearance.font(8.5, QFont.Weight.DemiBold)
        self.metrics, self.strong_metrics = QFontMetrics(self.base), QFontMetrics(self.strong)
        self.row_height = appearance.row_height(self.metrics.height())
        self.head = 2 * ceil(QFontMetrics(self.small).height() + 1) + 4
        self.month_width = QFontMetrics(self.small).horizontalAdvance("12月")
