"""The legend of a plot as a list to work with: it hides, isolates, removes, and leads to notes and events."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from workbench.ui.appearance import Appearance
from workbench.ui.widgets.labels import plain_tip
from workbench.ui.widgets.legend_painting import LegendPainter
from workbench.ui.widgets.legend_rows import ADDING, Kind, LegendRow
from workbench.ui.widgets.row_list import Index, RowModel

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
_ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2})
_STATES = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked}
_FADE = 18
"""How much of the last row fades while there are more, in pixels."""

_DELETES = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class LegendModel(RowModel[LegendRow]):
    """The rows; they come anew with every plot and are never edited here."""

    def show(self, rows: Sequence[LegendRow]) -> None:
        """Hold other rows."""
        names = [(row.kind, row.id) for row in rows]
        if self.rows and names == [(row.kind, row.id) for row in self.rows]:
            self.rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        else:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def said(self, row: LegendRow) -> dict[int, object]:
        """Return the text, whether it is checked, and what is said of it."""
        texts: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: row.text,
            Qt.ItemDataRole.ToolTipRole: plain_tip(row.tip),
            Qt.ItemDataRole.AccessibleTextRole: row.spoken,
        }
        if row.is_checked is not None:
            texts[Qt.ItemDataRole.CheckStateRole] = _STATES[row.is_checked]
        return texts

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that headings are no places to stop at."""
        if not index.isValid() or not self.rows[index.row()].is_selectable:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        is_checkable = self.rows[index.row()].is_checked is not None
        return flags | Qt.ItemFlag.ItemIsUserCheckable if is_checkable else flags


class Legend(QListView):
    """Shows a LegendModel. Each signal carries a row: which was chosen, is to be seen or hidden, to be the only one, and so on.

    A click chooses, one on the check box hides, a double click isolates; Space hides, Enter isolates a series, opens a note
    and adds under a heading, Delete removes.
    """

    chosen = Signal(object)
    toggled = Signal(object)
    isolated = Signal(object)
    removed = Signal(object)
    opened = Signal(object)
    adding = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show no rows yet."""
        super().__init__(parent)
        self.rows = LegendModel(self)
        self.painter = LegendPainter(appearance, self)
        self._is_following = False
        self.setModel(self.rows)
        self.setItemDelegate(self.painter)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)
        self.selectionModel().currentChanged.connect(self._tell_chosen)

    @property
    def current(self) -> LegendRow | None:
        """The row that is chosen."""
        return self._row(self.currentIndex())

    def show_rows(self, rows: Sequence[LegendRow]) -> None:
        """Show other rows; the chosen one stays so, and so does what is seen of the list."""
        kept, scrolled = self.current, self.verticalScrollBar().value()
        self._is_following = True
        self.rows.show(rows)
        if kept is not None and self.current is None:
            self.choose(kept.kind, kept.id)
        self._is_following = False
        self.doItemsLayout()
        self.verticalScrollBar().setValue(scrolled)

    def choose(self, kind: Kind, id_: str) -> bool:
        """Choose a row without telling; False where it is not there."""
        at = next((at for at, row in enumerate(self.rows.rows) if (row.kind, row.id) == (kind, id_)), None)
        if at is None:
            return False
        before, self._is_following = self._is_following, True
        self.setCurrentIndex(self.rows.index(at))
        self._is_following = before
        return True

    def choose_none(self) -> None:
        """Choose no row, without telling."""
        before, self._is_following = self._is_following, True
        self.setCurrentIndex(QModelIndex())
        self.selectionModel().clear()
        self._is_following = before

    def restyle(self) -> None:
        """Take the colours of the theme, and how close rows stand."""
        self.painter.restyle()
        self.doItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the rows; while there are more below, the last one fades."""
        super().paintEvent(event)
        bar, ground = self.verticalScrollBar(), self.palette().base().color()
        if bar.value() < bar.maximum():
            fade = QRect(0, self.viewport().height() - _FADE, self.viewport().width(), _FADE)
            colours = QLinearGradient(fade.topLeft(), fade.bottomLeft())
            colours.setColorAt(0, QColor(ground.red(), ground.green(), ground.blue(), 0))
            colours.setColorAt(1, ground)
            QPainter(self.viewport()).fillRect(fade, colours)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move, hide, isolate, open, add and remove."""
        key, row = Qt.Key(event.key()), self.current
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in _STEPS or key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._move(key)
        elif row is None:
            event.ignore()
        elif key == Qt.Key.Key_Space:
            self._toggle(row)
        elif key in _ENTERS:
            self._open(row)
        elif key in _DELETES:
            self.removed.emit(row)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Hide by the check box, add by a heading, else choose."""
        index = self.indexAt(event.position().toPoint())
        row = self._row(index)
        if event.button() is Qt.MouseButton.LeftButton and row is not None and self._is_on_box(index, event):
            self._toggle(row)
            return
        if row is None:
            return
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and row.kind in ADDING:
            self.adding.emit(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Isolate a series, or open a note; on the check box it is another click."""
        index = self.indexAt(event.position().toPoint())
        row = self._row(index)
        if row is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        if self._is_on_box(index, event):
            self._toggle(row)
        elif row.kind not in ADDING:
            self._open(row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the menu of the row under the pointer, or of the chosen one."""
        is_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if is_key else self.indexAt(event.pos())
        row = self._row(index)
        if row is not None:
            place = self.visualRect(index).bottomLeft() if is_key else event.pos()
            self.menu_wanted.emit(row, self.viewport().mapToGlobal(place))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show where the keys act: at the chosen row, or the first one."""
        super().focusInEvent(event)
        if self.current is None and event.reason() is not Qt.FocusReason.MouseFocusReason:
            at = next((at for at, row in enumerate(self.rows.rows) if row.is_selectable), None)
            if at is not None:
                self.choose(self.rows.rows[at].kind, self.rows.rows[at].id)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Break the words of notes anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _move(self, key: Qt.Key) -> None:
        """Choose another row, passing over headings."""
        places = [at for at, row in enumerate(self.rows.rows) if row.is_selectable]
        if not places:
            return
        now = self.currentIndex().row()
        if key in _STEPS and now in places:
            at = min(max(places.index(now) + _STEPS[key], 0), len(places) - 1)
        else:
            at = len(places) - 1 if key == Qt.Key.Key_End else 0
        index = self.rows.index(places[at])
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(self.rows.index(0) if at == 0 else index)

    def _toggle(self, row: LegendRow) -> None:
        if row.is_checked is not None:
            self.toggled.emit(row)

    def _open(self, row: LegendRow) -> None:
        """Do what Enter and a double click are for."""
        if row.kind in ADDING:
            self.adding.emit(row)
        elif row.kind is Kind.NOTE:
            self.opened.emit(row)
        elif row.is_checked is not None:
            self.isolated.emit(row)

    def _is_on_box(self, index: QModelIndex, event: QMouseEvent) -> bool:
        row = self._row(index)
        if row is None or row.is_checked is None:
            return False
        box = self.painter.box_area(self.visualRect(index))
        return box.adjusted(-6, -6, 6, 6).contains(event.position().toPoint())

    def _row(self, index: QModelIndex) -> LegendRow | None:
        row = self.rows.rows[index.row()] if 0 <= index.row() < len(self.rows.rows) else None
        return row if row is not None and row.is_selectable else None

    def _tell_chosen(self, current: QModelIndex) -> None:
        row = self._row(current)
        if row is not None and not self._is_following:
            self.chosen.emit(row)
