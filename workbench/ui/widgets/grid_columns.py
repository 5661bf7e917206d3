"""Widths, order and choice of the columns of a breakdown table, as a person lays them out."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QTableView

from workbench.ui.widgets.columns import COLUMNS, FROZEN, LABEL, PLACES
from workbench.ui.widgets.grid_header import GridHeader
from workbench.ui.widgets.grid_painter import GridPainter

_LEAST_SCROLLED = 80
"""Columns are frozen only where so many pixels are left for the others."""

_WIDEST = 2_000


class GridColumns(QObject):
    """Lays out the columns of a table; `changed` says that a person laid them out anew."""

    changed = Signal()

    def __init__(self, view: QTableView, head: GridHeader, painter: GridPainter) -> None:
        """Lay out a table's columns in their first way."""
        super().__init__(view)
        self._view = view
        self._head = head
        self._painter = painter
        self._own_widths: set[int] = set()
        self._is_fitting = False
        head.frozen_width = self.frozen_width
        head.sectionResized.connect(self._on_resized)
        head.sectionMoved.connect(self._on_moved)
        self.reset()

    def reset(self) -> None:
        """Show all columns in their first order and width."""
        self._own_widths.clear()
        for place in range(len(COLUMNS)):
            self._head.setSectionHidden(place, False)
            self._head.put(place, place)
        self.fit()

    def layout(self) -> dict[str, object]:
        """Return order, hidden columns, and the widths that a person chose, to be kept."""
        order = [COLUMNS[self._head.logicalIndex(place)].id for place in range(len(COLUMNS))]
        hidden = [spec.id for place, spec in enumerate(COLUMNS) if self._head.isSectionHidden(place)]
        widths = {COLUMNS[place].id: self._head.sectionSize(place) for place in sorted(self._own_widths)}
        return {"order": order, "hidden": hidden, "widths": widths}

    def restore(self, layout: dict[str, object]) -> None:
        """Lay the columns out as they were kept; what is unknown or not whole is passed over."""
        order, hidden, widths = (layout.get(name) for name in ("order", "hidden", "widths"))
        if isinstance(order, list):
            known = [PLACES[id_] for id_ in order if isinstance(id_, str) and id_ in PLACES]
            is_whole = sorted(known) == list(range(len(COLUMNS))) and set(known[: len(FROZEN)]) == set(FROZEN)
            for place, column in enumerate(known if is_whole else ()):
                self._head.put(column, place)
        if isinstance(hidden, list):
            for place, spec in enumerate(COLUMNS):
                self._head.setSectionHidden(place, spec.id in hidden and spec is not LABEL)
        if isinstance(widths, dict):
            kept = {PLACES[id_]: width for id_, width in widths.items() if id_ in PLACES and isinstance(width, int)}
            for column, width in kept.items():
                self._own_widths.add(column)
                self._set_width(column, min(max(width, self._head.minimumSectionSize()), _WIDEST))
        self.fit()

    def show(self, column: int, *, is_shown: bool) -> None:
        """Show or hide a column."""
        self._head.setSectionHidden(column, not is_shown)
        self.fit()
        self.changed.emit()

    def can_move(self, column: int, steps: int) -> bool:
        """Whether a column can go so many places to the right among those that scroll."""
        return self._neighbour(column, steps) is not None

    def move(self, column: int, steps: int) -> None:
        """Move a column past so many shown ones to the right; a negative number moves it to the left."""
        neighbour = self._neighbour(column, steps)
        if neighbour is not None:
            self._head.moveSection(self._head.visualIndex(column), self._head.visualIndex(neighbour))

    def fit(self) -> None:
        """Make each column as wide as its head and its numbers need, and give the rest of the room to the names.

        This looks at every cell; where only the room is another one, `spread` is enough.
        """
        for column, spec in enumerate(COLUMNS):
            if column not in self._own_widths:
                needed = (self._painter.width_of(spec), self._head.needed_width(column))
                content = 0 if spec is LABEL else self._view.sizeHintForColumn(column)
                self._set_width(column, max(*needed, content))
        self.spread()

    def spread(self) -> None:
        """Give the room that the other columns leave to the names."""
        label = PLACES[LABEL.id]
        if label not in self._own_widths:
            others = sum(self._head.sectionSize(column) for column in range(len(COLUMNS)) if column != label)
            rest = self._view.viewport().width() - others
            self._set_width(label, max(self._painter.width_of(LABEL), rest))
        self._view.updateGeometries()  # a scroll bar that is needed no more goes at once
        self._view.viewport().update()
        self._head.viewport().update()

    def frozen_width(self) -> int:
        """Return how wide the frozen columns are; 0 where there is no room to freeze any."""
        width = sum(self._head.sectionSize(column) for column in FROZEN)
        return width if width + _LEAST_SCROLLED <= self._view.viewport().width() else 0

    def _neighbour(self, column: int, steps: int) -> int | None:
        """Return the shown column that is so many places to the right; None at an end and for a frozen one."""
        shown = [other for other in self._head.shown() if other not in FROZEN]
        place = shown.index(column) + steps if column in shown else -1
        return shown[place] if 0 <= place < len(shown) else None

    def _set_width(self, column: int, width: int) -> None:
        self._is_fitting = True
        self._head.resizeSection(column, width)
        self._is_fitting = False

    def _on_resized(self, column: int, before: int, width: int) -> None:
        """Remember a width that a person chose; hiding and showing are resizes too, from and to nothing."""
        if self._is_fitting or not before or not width:
            return
        self._own_widths.add(column)
        self.fit()
        self.changed.emit()

    def _on_moved(self) -> None:
        self._view.viewport().update()
        if not self._head.is_putting:
            self.changed.emit()
