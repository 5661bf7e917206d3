"""Segments as horizontal bars ranked by level, with the base of comparison as a tick and the total as a line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from workbench.core.keys import FigureKey
from workbench.core.queries.segment_table import SegmentTable
from workbench.core.scope import Scope
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.bar_painting import Band, BarPainter, Places
from workbench.ui.widgets.bar_rows import BarRows, rows_of
from workbench.ui.widgets.labels import plain_tip
from workbench.ui.widgets.series_drag import SeriesDrag
from workbench.ui.workspace import Workspace


class RankedBars(QAbstractScrollArea):
    """The bars of one period's table; a click or the arrow keys select a segment for the whole window.

    `chosen` names a segment that is selected, `pointed` the one under the pointer, empty where none is.
    """

    chosen = Signal(str)
    pointed = Signal(str)

    def __init__(self, workspace: Workspace, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show no table yet."""
        super().__init__(parent)
        self._workspace = workspace
        self._appearance = appearance
        self._table: SegmentTable | None = None
        self._rows = BarRows()
        self._places: tuple[int, Places] | None = None
        self._hovered: int | None = None
        self.drag = SeriesDrag(self, self._series_at, current=self._series)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self._brush = BarPainter(appearance)
        workspace.scope_changed.connect(self._on_scope_changed)

    def show_table(self, table: SegmentTable) -> None:
        """Show the segments of a table that have a value, in its order: the worst first."""
        self._table = table
        self._hovered = None
        self._write()

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        self._write()

    def restyle(self) -> None:
        """Take the colours of the theme, and how close rows stand."""
        self._brush = BarPainter(self._appearance)
        self._places = None
        self._fit()
        self.viewport().update()

    @property
    def segments(self) -> tuple[str, ...]:
        """The segments that have a bar, from the top."""
        return self._rows.segments

    def segment_at(self, y: float) -> str | None:
        """Return the segment whose row is at a height of the viewport; None where there is none."""
        row = self._row_at(y)
        return None if row is None else self._rows.segments[row]

    def row_area(self, row: int) -> QRect:
        """Return where a row is in the viewport."""
        top = self._brush.head + row * self._brush.row_height - self.verticalScrollBar().value()
        return QRect(0, top, self.viewport().width(), self._brush.row_height)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Have room for a dozen rows."""
        return QSize(520, self._brush.head + 12 * self._brush.row_height + self._foot())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Show something in little room."""
        return QSize(260, self._brush.head + self._brush.row_height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the rows that are seen between the axis above and the total's name below."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().base())
        rows, brush, width = self._rows, self._brush, self.viewport().width()
        if not rows.segments:
            brush.paint_nothing(painter, rows.nothing, QRectF(self.viewport().rect()))
            return
        places, band = self._placed(width), Band(width, brush.head, self._bottom())
        painter.setClipRect(QRectF(0, band.top, width, band.bottom - band.top))
        brush.paint_ground(painter, rows, places, band)
        for row in range(*self._seen()):
            self._paint_row(painter, places, row)
        brush.paint_total(painter, rows, places, band)
        painter.setClipping(False)
        brush.paint_head(painter, rows, places, band)
        brush.paint_foot(painter, rows, places, band)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Scroll over what does not fit."""
        super().resizeEvent(event)
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Select the segment of the row."""
        row = self._row_at(event.position().y())
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Mark the row under the pointer."""
        self._hover(self._row_at(event.position().y()))

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Tell the row under the pointer, and let go of it when the pointer leaves."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self._row_at(event.pos().y())
            QToolTip.showText(event.globalPos(), "" if row is None else plain_tip(self._rows.tips[row]), self)
            return True
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move the selection."""
        last = len(self._rows.segments) - 1
        page = max(1, (self.viewport().height() - self._brush.head - self._foot()) // self._brush.row_height - 1)
        current = self._current()
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -last,
            Qt.Key.Key_End: last,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or last < 0:
            super().keyPressEvent(event)
        elif current is None:
            self._choose(last if event.key() == Qt.Key.Key_End else 0)
        else:
            self._choose(min(last, max(0, current + step)))

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
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_brush"):
            self.restyle()

    def _placed(self, width: int) -> Places:
        """Return the places for a width, which take a measure of each row's texts."""
        if self._places is None or self._places[0] != width:
            self._places = (width, self._brush.places(self._rows, width))
        return self._places[1]

    def _paint_row(self, painter: QPainter, places: Places, row: int) -> None:
        self._brush.paint_row(
            painter,
            self._rows,
            places,
            row,
            QRectF(self.row_area(row)),
            is_selected=self._rows.segments[row] in self._selected(),
            is_hovered=row == self._hovered,
            is_framed=self.hasFocus() and row == self._current(),
        )

    def _write(self) -> None:
        """Make the texts of the rows anew."""
        if self._table is None:
            return
        self._rows = rows_of(self._table, self._workspace.catalogue, self._appearance)
        self._places = None
        self.setAccessibleName(self._rows.name)
        self.setAccessibleDescription(self._rows.description)
        self._fit()
        self.viewport().update()

    def _choose(self, row: int) -> None:
        """Select a row's segment for the whole window."""
        assert self._table is not None
        segment = self._rows.segments[row]
        self._workspace.look_at(selected=((self._table.dimension, segment),))
        self._show_row(row)
        self.chosen.emit(segment)

    def _on_scope_changed(self, scope: Scope) -> None:
        del scope
        current = self._current()
        if current is not None:
            self._show_row(current)
        self.viewport().update()

    def _series_at(self, pos: QPoint) -> list[FigureKey]:
        """Return the series whose bar is at a point."""
        segment = self.segment_at(pos.y())
        if self._table is None or segment is None:
            return []
        return [FigureKey(self._table.metric.id, self._table.dimension, segment)]

    def _series(self) -> list[FigureKey]:
        """Return the series of the selected bars, from the top."""
        if self._table is None:
            return []
        metric, dimension = self._table.metric.id, self._table.dimension
        return [FigureKey(metric, dimension, id_) for id_ in self._rows.segments if id_ in self._selected()]

    def _selected(self) -> set[str]:
        if self._table is None:
            return set()
        return {segment for dimension, segment in self._workspace.scope.selected if dimension == self._table.dimension}

    def _current(self) -> int | None:
        """Return the row of the first selected segment; None where it has none."""
        selected = self._workspace.scope.selected[:1]
        if self._table is None or not selected or selected[0][0] != self._table.dimension:
            return None
        return self._rows.places.get(selected[0][1])

    def point_at(self, segment: str) -> None:
        """Light the bar of a segment that is pointed at elsewhere; an empty id lights none."""
        self._light(self._rows.places.get(segment))

    def _hover(self, row: int | None) -> None:
        if self._light(row):
            self.pointed.emit("" if row is None else self._rows.segments[row])

    def _light(self, row: int | None) -> bool:
        """Light a row, or none; return whether that is another one."""
        is_other = row != self._hovered
        self._hovered = row
        if is_other:
            self.viewport().update()
        return is_other

    def _foot(self) -> int:
        """Return how much of the height the name of the total takes."""
        return self._brush.foot if self._rows.total is not None else 4

    def _bottom(self) -> int:
        """Return where the rows end: below the last one, or above the foot."""
        end = self._brush.head + len(self._rows.segments) * self._brush.row_height - self.verticalScrollBar().value()
        return min(end + 2, self.viewport().height() - self._foot())

    def _row_at(self, y: float) -> int | None:
        if not self._brush.head <= y < self._bottom():
            return None
        row = int(y - self._brush.head + self.verticalScrollBar().value()) // self._brush.row_height
        return row if 0 <= row < len(self._rows.segments) else None

    def _seen(self) -> tuple[int, int]:
        """Return the rows that are in the viewport, the last one excluded."""
        scrolled, room = self.verticalScrollBar().value(), self.viewport().height() - self._brush.head
        first = scrolled // self._brush.row_height
        return first, min(len(self._rows.segments), (scrolled + room) // self._brush.row_height + 1)

    def _fit(self) -> None:
        room = self.viewport().height() - self._brush.head - self._foot()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, len(self._rows.segments) * self._brush.row_height - room))
        bar.setPageStep(max(1, room))
        bar.setSingleStep(self._brush.row_height)

    def _show_row(self, row: int) -> None:
        """Scroll until a row is seen whole."""
        bar, top = self.verticalScrollBar(), row * self._brush.row_height
        room = self.viewport().height() - self._brush.head - self._foot()
        if top < bar.value():
            bar.setValue(top)
        elif top + self._brush.row_height > bar.value() + room:
            bar.setValue(top + self._brush.row_height - room)
