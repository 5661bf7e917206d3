"""The table of the stages: one row selected at a time, the shares that are dropped typed in place."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.core.keys import FigureKey
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.flow_words import DASH
from workbench.ui.widgets.grid_delegate import GridDelegate
from workbench.ui.widgets.series_drag import SeriesDrag
from workbench.ui.widgets.stage_model import Col, StageCell, StageModel

Index = QModelIndex | QPersistentModelIndex

_MARGIN = 8
_BAR_WIDTH, _BAR = 96, 8
_LEFT = {Col.STAGE, Col.BAR}
_GIVES_WAY = (Col.BAR, Col.DROPS, Col.PLACE, Col.OF_ALL, Col.CHANGE)
"""The columns that go first where there is no room for all; the tool tip of a row and the copy have what they say."""


class StagePainter(GridDelegate):
    """Paints the cells of the stages by itself, and gives those that can be edited their field."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Paint in the colours of the theme."""
        super().__init__(appearance, parent)
        self._worn = appearance
        self.hovered = -1
        self.restyle()

    def restyle(self) -> None:
        """Make fonts and colours anew."""
        colours, font = self._worn.colours, self._worn.font
        self.regular, self.strong, self.small = font(), font(weight=QFont.Weight.Medium), font(8)
        self._metrics = {one.key(): QFontMetrics(one) for one in (self.regular, self.strong, self.small)}
        self.row_height = self._worn.row_height(self._metrics[self.regular.key()].height())
        self._ground, self._hover = QColor(colours.selection), QColor(colours.hover)
        self._last = QColor(colours.window)
        self._bar, self._track, self._tick = QColor(colours.text2), QColor(colours.grid), QColor(colours.text)
        self._accent, self._control = QColor(colours.accent), QColor(colours.control)
        self._grid = QPen(QColor(colours.grid), 1)
        self._frame = QPen(self._accent, 2)
        self._text, self._text2, self._missing = (
            QPen(QColor(colour)) for colour in (colours.text, colours.text2, colours.missing)
        )

    def width_of(self, cell: StageCell) -> int:
        """Return how wide a cell must be to show its text."""
        font = self.strong if cell.is_strong else self.regular
        tag = self._metrics[self.small.key()].horizontalAdvance(cell.tag) + 3 if cell.tag else 0
        return self._metrics[font.key()].horizontalAdvance(cell.text) + tag + 2 * _MARGIN + 2

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        view, box = option.widget, QRect(option.rect)
        assert isinstance(view, StageTable)
        cell = view.rows.cell(index.row(), index.column())
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        is_last = index.row() == view.rows.rowCount() - 1
        self._paint_ground(painter, box, view, index, is_selected=is_selected, is_last=is_last)
        if cell.bar is not None:
            self._paint_bar(painter, box, cell)
        pen = self._text2 if index.column() == Col.PLACE else self._text
        if cell.text == DASH:
            pen = self._text2 if is_selected else self._missing
        painter.setPen(pen)
        font = self.strong if cell.is_strong and cell.is_firm else self.regular
        painter.setFont(font)
        self._write(painter, box.adjusted(_MARGIN, 0, -_MARGIN, -1), cell, index.column())
        if view.hasFocus() and index == view.currentIndex() and view.is_open(index):
            painter.setPen(self._frame)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -2))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of a row; widths are the table's."""
        del option, index
        return QSize(40, self.row_height)

    def _paint_ground(
        self, painter: QPainter, box: QRect, view: StageTable, index: Index, *, is_selected: bool, is_last: bool
    ) -> None:
        if is_selected:
            painter.fillRect(box, self._ground)
        elif index.row() == self.hovered:
            painter.fillRect(box, self._hover)
        elif is_last:
            painter.fillRect(box, self._last)
        painter.setPen(self._grid)
        painter.drawLine(box.left(), box.bottom(), box.right() + 1, box.bottom())
        if is_selected and index.column() == view.first_shown():
            colour = self._accent if view.hasFocus() else self._control
            painter.fillRect(box.left(), box.top(), 3, box.height(), colour)

    def _write(self, painter: QPainter, inside: QRect, cell: StageCell, column: int) -> None:
        """Write a cell's text, and behind it the mark of a figure that is not final."""
        metrics = self._metrics[painter.font().key()]
        if column in _LEFT:
            text = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
            return
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if cell.tag:
            painter.setFont(self.small)
            painter.drawText(inside, right, cell.tag)
            inside = inside.adjusted(0, 0, -self._metrics[self.small.key()].horizontalAdvance(cell.tag) - 3, 0)
            painter.setFont(self.regular)
        painter.drawText(inside, right, cell.text)

    def _paint_bar(self, painter: QPainter, box: QRect, cell: StageCell) -> None:
        """Paint what is dropped of what reaches the stage, and where it was at the base."""
        track = QRect(box.left() + _MARGIN, box.center().y() - _BAR // 2, box.width() - 2 * _MARGIN, _BAR)
        painter.fillRect(track.left(), track.center().y(), track.width(), 1, self._track)
        assert cell.bar is not None
        painter.fillRect(track.left(), track.top(), max(1, round(track.width() * cell.bar / 100)), _BAR, self._bar)
        if cell.base is not None:
            x = track.left() + round(track.width() * cell.base / 100)
            painter.fillRect(x - 1, track.top() - 3, 2, _BAR + 6, self._tick)


class StageHeader(QHeaderView):
    """The heads of the columns in two lines, the second one quiet."""

    def __init__(self, model: StageModel, appearance: Appearance, parent: QWidget) -> None:
        """Show the heads of a model."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._rows = model
        self._appearance = appearance
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.restyle()

    def restyle(self) -> None:
        """Take fonts and colours of the theme."""
        self._fonts = (self._appearance.font(9, QFont.Weight.Medium), self._appearance.font(8.5))
        self._measures = [QFontMetrics(font) for font in self._fonts]
        self._height = max(40, sum(one.height() for one in self._measures) + 8)
        self.updateGeometry()
        self.viewport().update()

    def needed_width(self, column: int) -> int:
        """Return how wide a column must be to show its head."""
        pairs = zip(self._measures, self._rows.head(column), strict=True)
        return max(ceil(metrics.horizontalAdvance(text)) for metrics, text in pairs) + 2 * _MARGIN + 2

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Have room for two lines."""
        return QSize(super().sizeHint().width(), self._height)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803 - Qt's names
        """Paint a head."""
        colours = self._appearance.colours
        painter.fillRect(rect, QColor(colours.header))
        side = Qt.AlignmentFlag.AlignLeft if logicalIndex in _LEFT else Qt.AlignmentFlag.AlignRight
        lines = [line for line in self._rows.head(logicalIndex) if line]
        heights = [self._measures[at].height() for at in range(len(lines))]
        y = rect.top() + (rect.height() - sum(heights)) // 2
        for at, (line, height) in enumerate(zip(lines, heights, strict=True)):
            painter.setFont(self._fonts[at])
            painter.setPen(QColor(colours.text2 if at else colours.text))
            box = QRect(rect.left() + _MARGIN, y, rect.width() - 2 * _MARGIN, height)
            text = self._measures[at].elidedText(line, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, text)
            y += height


class StageTable(QTableView):
    """Shows a StageModel. `chosen` tells the row that a person selects, `cleared` that its figure is to go.

    `menu_wanted` asks for a menu at a place of the screen.
    """

    chosen = Signal(int)
    cleared = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, model: StageModel, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show a model."""
        super().__init__(parent)
        self.rows = model
        self.delegate = StagePainter(appearance, self)
        self.head = StageHeader(model, appearance, self)
        self.drag = SeriesDrag(self, self._series_at)
        self._is_following = False
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self._set_up()
        self.delegate.left.connect(self._go)
        self.selectionModel().currentRowChanged.connect(self._tell_chosen)
        model.modelReset.connect(self.fit)
        model.dataChanged.connect(self.fit)

    def restyle(self) -> None:
        """Take fonts and colours of the theme, and how close rows stand."""
        self.delegate.restyle()
        self.head.restyle()
        self.verticalHeader().setDefaultSectionSize(self.delegate.row_height)
        self.fit()

    def select(self, row: int) -> None:
        """Mark a row without telling of it; -1 marks none."""
        if row == self.currentIndex().row() or self.delegate.editor is not None:
            return
        self._is_following = True
        if row < 0:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        else:
            column = self.currentIndex().column()
            self.setCurrentIndex(self.rows.index(row, column if column >= 0 else Col.DROPPED))
        self._is_following = False
        self.viewport().update()

    def is_open(self, index: Index) -> bool:
        """Whether a cell can be edited."""
        return self.rows.key(index.row(), index.column()) is not None

    def first_shown(self) -> int:
        """Return the column at the left."""
        return next(column for column in Col if not self.isColumnHidden(column))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Have room for all rows."""
        return QSize(700, self._needed_height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Have room for all rows: the tab scrolls, the table does not."""
        return QSize(320, self._needed_height())

    def fit(self) -> None:
        """Make columns as wide as they need; those for which there is no room go, in their order."""
        if self.rows.pipeline is None:
            return
        widths = {column: self._needed(column) for column in Col}
        hidden = self._hidden(widths)
        rest = self.viewport().width() - sum(width for at, width in widths.items() if at not in hidden)
        for column in Col:
            self.setColumnHidden(column, column in hidden)
            extra = max(0, rest) if column is Col.STAGE else 0
            self.setColumnWidth(column, widths[column] + extra)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the new room to the names."""
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take the keys of a spreadsheet."""
        is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.cleared.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._go(-1 if is_shifted else 1, 0)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Select the row that is pressed, unless what is typed elsewhere cannot be taken."""
        if self.delegate.finish():
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Light the row under the pointer."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Light no row."""
        super().leaveEvent(event)
        self._hover(-1)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the menu of the row that is pressed, or of the current one."""
        is_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.visualRect(self.currentIndex()).bottomLeft() if is_key else event.pos()
        self.menu_wanted.emit(self.viewport().mapToGlobal(place))

    def _set_up(self) -> None:
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.AnyKeyPressed | triggers.DoubleClicked)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(self.delegate.row_height)

    def _needed(self, column: Col) -> int:
        if column is Col.BAR:
            return _BAR_WIDTH + 2 * _MARGIN
        cells = (self.rows.cell(row, column) for row in range(self.rows.rowCount()))
        return max([self.head.needed_width(column), *map(self.delegate.width_of, cells)])

    def _hidden(self, widths: dict[Col, int]) -> set[Col]:
        """Return the columns that are not shown: those that say nothing, and those for which there is no room."""
        hidden = {Col.OF_ALL} if self.rows.shows_shares else set()
        if not self.rows.has_changes:
            hidden.add(Col.CHANGE)
        if self.rows.pipeline is None or not self.rows.pipeline.has_stages:
            hidden.add(Col.BAR)
        dropped: list[Col] = []
        room = self.viewport().width() - sum(width for at, width in widths.items() if at not in hidden)
        for column in _GIVES_WAY:
            if room < 0 and column not in hidden:
                dropped.append(column)
                room += widths[column]
        for column in reversed(dropped.copy()):
            if widths[column] <= room:
                dropped.remove(column)
                room -= widths[column]
        return hidden | set(dropped)

    def _series_at(self, pos: QPoint) -> list[FigureKey]:
        """Return the series of the row at a point."""
        row = self.rowAt(pos.y())
        return [] if self.rows.pipeline is None or row < 0 else [self.rows.pipeline.series(row)]

    def _needed_height(self) -> int:
        rows = max(6, self.rows.rowCount())
        return self.head.sizeHint().height() + rows * self.delegate.row_height + 10

    def _go(self, down: int, right: int) -> None:
        """Go so many rows down, or to the next cell that can be edited."""
        current = self.currentIndex()
        if not current.isValid():
            return
        column = current.column()
        if right:
            column = Col.DROPPED if right > 0 or current.row() else Col.REACHES
        row = min(self.rows.rowCount() - 1, max(0, current.row() + down))
        self.setCurrentIndex(self.rows.index(row, column))

    def _tell_chosen(self, current: QModelIndex) -> None:
        self.viewport().update()
        if not self._is_following and current.isValid():
            self.chosen.emit(current.row())

    def _hover(self, row: int) -> None:
        if row != self.delegate.hovered:
            self.delegate.hovered = row
            self.viewport().update()
