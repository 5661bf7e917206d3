"""A ranked list as a painted widget: as tall as its rows, it stands with others in a page that scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.core.keys import FigureKey
from workbench.core.queries.families import Lists
from workbench.core.scope import Scope
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.clipboard import mime_of
from workbench.ui.widgets.labels import plain_tip
from workbench.ui.widgets.series_drag import SeriesDrag
from workbench.ui.widgets.top_list_painting import ListPainter, ListPlaces
from workbench.ui.widgets.top_list_rows import Kind, ListRows, Row, RowWriter, table_of
from workbench.ui.workspace import Workspace

_READ_OUT = 5
"""How many rows the description for those who hear it reads."""

_PAGE = 10
_BOTTOM = 6
_DEPTH = 10_000


class TopListView(QWidget):
    """Shows one list; a click or the keys select a figure for the whole window.

    `told` says the current row in words, `row_reached` where it is, `edit_wanted` that the figures are to be edited,
    `menu_wanted` where the list's menu is to open, `folded` that rows came or went.
    """

    told = Signal(str)
    row_reached = Signal(QRect)
    edit_wanted = Signal()
    menu_wanted = Signal(object)
    folded = Signal()

    def __init__(self, workspace: Workspace, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show no list yet."""
        super().__init__(parent)
        self._workspace = workspace
        self._appearance = appearance
        self._lists: Lists | None = None
        self._by_family = False
        self._opened: frozenset[str] = frozenset()
        self._rows = ListRows()
        self._marked: frozenset[int] = frozenset()
        self._current: int | None = None
        self._hovered: int | None = None
        self._brush = ListPainter(appearance)
        self._places: tuple[float, ListPlaces] | None = None
        self.drag = SeriesDrag(self, self._series_at)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows from the top."""
        return self._rows.rows

    @property
    def current(self) -> int | None:
        """The row on which keys act; None where nothing of the list is selected."""
        return self._current

    @property
    def has_families(self) -> bool:
        """Whether there are families to open and to close now."""
        return any(row.kind is Kind.FAMILY for row in self.rows)

    def show_lists(self, lists: Lists, *, by_family: bool) -> None:
        """Show a list by names or by families; families stay open."""
        self._lists = lists
        self._by_family = by_family
        self.rewrite()

    def rewrite(self) -> None:
        """Write the rows in the language of the window."""
        if self._lists is None:
            return
        writer = RowWriter(self._appearance, self._workspace.catalogue)
        self._rows = writer.rows(self._lists, by_family=self._by_family, opened=self._opened)
        self._hovered = None
        self._places = None
        self.setAccessibleName(self._rows.name)
        self.updateGeometry()
        self.follow(self._workspace.scope)
        self.update()

    def restyle(self) -> None:
        """Take the colours of the theme, and how close rows stand."""
        self._brush = ListPainter(self._appearance)
        self._places = None
        self.updateGeometry()
        self.update()

    def follow(self, scope: Scope) -> None:
        """Mark the rows of what is selected; a family opens where one of its names alone is."""
        found = self._lists
        if found is None or scope.metric != found.names.metric.id:
            self._mark(frozenset(), None)
            return
        selected = frozenset(scope.selected)
        if self._reveal(selected):
            return
        marked = frozenset(at for at, row in enumerate(self.rows) if row.places and selected.issuperset(row.places))
        whole = [at for at in sorted(marked) if frozenset(self.rows[at].places) == selected]
        best = whole or sorted(marked)
        self._mark(marked, self._current if self._current in best else next(iter(best), None))

    def open_families(self, *, is_open: bool) -> None:
        """Open all families, or close them."""
        families = (row.segment for row in self.rows if row.kind is Kind.FAMILY)
        self._open(frozenset(families) if is_open else frozenset())

    def height_of(self, rows: int) -> int:
        """Return how tall a list of so many rows is, in pixels."""
        return self._brush.head + rows * self._brush.row_height + _BOTTOM

    @property
    def closed_rows(self) -> int:
        """How many rows there are while all families are closed."""
        return sum(row.kind is not Kind.MEMBER for row in self.rows)

    def mime(self) -> QMimeData | None:
        """Return the list as a table for the clipboard; None where there is none."""
        if self._lists is None:
            return None
        heads, texts = table_of(self._rows, self._lists.names, self._appearance)
        return mime_of(heads, texts)

    def row_area(self, row: int) -> QRect:
        """Return where a row is."""
        return QRect(0, self._brush.head + row * self._brush.row_height, self.width(), self._brush.row_height)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be as tall as all rows."""
        return QSize(420, self.height_of(len(self.rows)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be as tall as all rows, however narrow."""
        return QSize(240, self.height_of(len(self.rows)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the rows that are seen."""
        painter = QPainter(self)
        places, seen = self._placed(), event.rect()
        self._brush.paint_head(painter, self._rows, places, QRectF(0, 0, self.width(), self._brush.head))
        height = self._brush.row_height
        first = max(0, (seen.top() - self._brush.head) // height)
        last = min(len(self.rows), (seen.bottom() - self._brush.head) // height + 1)
        for at in range(first, last):
            self._brush.paint_row(
                painter,
                self.rows[at],
                places,
                QRectF(self.row_area(at)),
                is_selected=at in self._marked,
                is_hovered=at == self._hovered,
                is_framed=self.hasFocus() and at == self._current,
            )

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Select the row; on the arrow of a family, open or close it."""
        at = self._row_at(event.position().y())
        if at is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        fold = self._placed().fold
        is_on_arrow = fold is not None and fold - 4 <= event.position().x() < self._placed().name
        if is_on_arrow and self.rows[at].kind is Kind.FAMILY:
            self._toggle(at)
        else:
            self._choose(at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open or close a family; edit the figures where a name is."""
        at = self._row_at(event.position().y())
        if at is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if self.rows[at].kind is Kind.FAMILY:
            self._toggle(at)
        elif self.rows[at].places:
            self.edit_wanted.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Mark the row under the pointer."""
        self._hover(self._row_at(event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Let go of the row when the pointer leaves."""
        super().leaveEvent(event)
        self._hover(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the list's menu; the row under the pointer is chosen, so that the menu is of it."""
        at = self._row_at(event.pos().y()) if event.reason() == QContextMenuEvent.Reason.Mouse else None
        if at is not None and at not in self._marked:
            self._choose(at)
        self.menu_wanted.emit(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Tell the row under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._row_at(event.pos().y())
            QToolTip.showText(event.globalPos(), "" if at is None else plain_tip(self.rows[at].sentence), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move the selection, open and close families, edit."""
        key, last = Qt.Key(event.key()), len(self.rows) - 1
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -_PAGE,
            Qt.Key.Key_PageDown: _PAGE,
            Qt.Key.Key_Home: -_DEPTH,
            Qt.Key.Key_End: _DEPTH,
        }
        is_plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if not is_plain or last < 0:
            super().keyPressEvent(event)
        elif key in steps:
            self._step(steps[key])
        elif self._current is None or not self._act(key, self._current):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show where the keys act; on the way by keys, be seen."""
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.row_reached.emit(self.row_area(self._current or 0))
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show that they act elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def _act(self, key: Qt.Key, at: int) -> bool:
        """Do what a key means on a row; False where it means nothing."""
        row = self.rows[at]
        is_family = row.kind is Kind.FAMILY
        if is_family and (
            key in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
            or (key == Qt.Key.Key_Right and not row.is_open)
            or (key == Qt.Key.Key_Left and row.is_open)
        ):
            self._toggle(at)
        elif key == Qt.Key.Key_Left and row.kind is Kind.MEMBER:
            self._choose(max(above for above in range(at) if self.rows[above].kind is Kind.FAMILY))
        elif key == Qt.Key.Key_Right and is_family:
            self._choose(at + 1)
        elif key in {Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter} and row.places:
            self.edit_wanted.emit()
        else:
            return False
        return True

    def _step(self, step: int) -> None:
        """Go so many rows down, over those on which nothing can stand."""
        reached = [at for at, row in enumerate(self.rows) if row.is_reached]
        if self._current is None:
            self._choose(reached[-1] if step == _DEPTH else reached[0])
            return
        place = reached.index(self._current) + step
        self._choose(reached[min(len(reached) - 1, max(0, place))])

    def _choose(self, at: int) -> None:
        """Stand on a row, and select its figures for the whole window."""
        row = self.rows[at]
        if not row.is_reached:
            return
        assert self._lists is not None
        names = self._lists.names
        if row.places:
            self._current = at
            self._workspace.look_at(metric=names.metric.id, dimension=names.dimension, selected=row.places)
        self._mark(self._marked if row.places else frozenset({at}), at)
        self.told.emit(row.sentence)
        self.row_reached.emit(self.row_area(at))

    def _mark(self, marked: frozenset[int], current: int | None) -> None:
        if (marked, current) != (self._marked, self._current):
            self._marked, self._current = marked, current
            self.update()
        self.setAccessibleDescription(self._described())

    def _described(self) -> str:
        """Say the current row; without one, read the first rows out."""
        if self._current is not None:
            return self.rows[self._current].sentence
        said = [self._rows.head, *(row.sentence for row in self.rows[:_READ_OUT])]
        if len(self.rows) > _READ_OUT:
            said.append(self._appearance.say("bars.more", count=len(self.rows) - _READ_OUT))
        return "\n".join(said)

    def _toggle(self, at: int) -> None:
        """Open or close a family and stand on it."""
        segment = self.rows[at].segment
        self._open(self._opened ^ {segment})
        self._choose(next(place for place, row in enumerate(self.rows) if row.segment == segment and row.places))

    def _open(self, opened: frozenset[str]) -> None:
        if opened != self._opened:
            self._opened = opened
            self._current = None
            self.rewrite()
            self.folded.emit()

    def _reveal(self, selected: frozenset[tuple[str, str]]) -> bool:
        """Open the closed family of which some names are selected, not all; False where there is none."""
        inside = {
            row.segment
            for row in self.rows
            if row.kind is Kind.FAMILY and not row.is_open and len(row.places) > 1
            if selected.intersection(row.places) and not selected.issuperset(row.places)
        }
        self._open(self._opened | inside)
        return bool(inside)

    def _hover(self, at: int | None) -> None:
        if at != self._hovered:
            self._hovered = at
            self.update()

    def _row_at(self, y: float) -> int | None:
        at = int(y - self._brush.head) // self._brush.row_height
        is_there = y >= self._brush.head and at < len(self.rows) and self.rows[at].is_reached
        return at if is_there else None

    def _series_at(self, pos: QPoint) -> list[FigureKey]:
        """Return the series of the row at a point: of a family without figures of its own, those of its members."""
        at = self._row_at(pos.y())
        if at is None or self._lists is None:
            return []
        return [FigureKey(self._lists.names.metric.id, *place) for place in self.rows[at].places]

    def _placed(self) -> ListPlaces:
        if self._places is None or self._places[0] != self.width():
            self._places = (self.width(), self._brush.places(self._rows, self.width()))
        return self._places[1]
