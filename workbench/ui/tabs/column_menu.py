"""The menus of a breakdown table: what to do with its cells and its columns, by pointer and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from workbench.ui.appearance import Appearance
from workbench.ui.widgets.columns import COLUMNS, LABEL
from workbench.ui.widgets.figure_menu import add_figure_actions
from workbench.ui.widgets.grid_editing import GridEditing
from workbench.ui.widgets.grid_view import GridView
from workbench.ui.widgets.grid_words import GridWords


class ColumnMenus:
    """Makes menus for one grid."""

    def __init__(self, grid: GridView, words: GridWords, appearance: Appearance, do: Callable[[str], None]) -> None:
        """Serve a grid; `do` does an action of the window by its id."""
        self._grid = grid
        self._words = words
        self._appearance = appearance
        self._say = appearance.say
        self._do = do

    def of_choice(self) -> QMenu:
        """Return the menu of all columns, to show and hide them."""
        menu = QMenu(self._grid)
        self._add_choice(menu)
        return menu

    def of_head(self, column: int) -> QMenu:
        """Return the menu of a column's head."""
        menu = QMenu(self._grid)
        self._add_column(menu, column)
        menu.addSeparator()
        self._add_choice(menu)
        return menu

    def of_cells(self, editing: GridEditing) -> QMenu:
        """Return the menu of the selected cells."""
        menu = QMenu(self._grid)
        self._add(menu, "action.copy", editing.copy, "Ctrl+C")
        self._add(menu, "grid.copy_plain", lambda: editing.copy(with_heads=False), "Ctrl+Shift+C")
        for id_, do, keys in (
            ("action.paste", editing.paste, "Ctrl+V"),
            ("action.fill_down", editing.fill_down, "Ctrl+D"),
            ("grid.clear", editing.clear, "Del"),
        ):
            self._add(menu, id_, do, keys).setEnabled(not editing.is_locked)
        menu.addSeparator()
        add_figure_actions(menu, self._appearance, self._do)
        column = self._grid.currentIndex().column()
        if column >= 0:
            menu.addSeparator()
            self._add_column(menu, column)
        return menu

    def _add_column(self, menu: QMenu, column: int) -> None:
        """Add what can be done with a column."""
        columns = self._grid.columns
        self._add(menu, "grid.sort", lambda: self._grid.sort_by(column))
        for id_, steps in (("grid.move_left", -1), ("grid.move_right", 1)):
            action = self._add(menu, id_, partial(columns.move, column, steps))
            action.setEnabled(columns.can_move(column, steps))
        hide = self._add(menu, "grid.hide", lambda: columns.show(column, is_shown=False))
        hide.setEnabled(COLUMNS[column] is not LABEL)

    def _add_choice(self, menu: QMenu) -> None:
        """Add all columns with a check mark at those that are shown."""
        for place, spec in enumerate(COLUMNS):
            action = menu.addAction(self._words.name(spec))
            action.setCheckable(True)
            action.setChecked(not self._grid.isColumnHidden(place))
            action.setEnabled(spec is not LABEL)
            action.toggled.connect(lambda shown, at=place: self._grid.columns.show(at, is_shown=shown))
        menu.addSeparator()
        self._add(menu, "grid.reset_columns", self._reset)

    def _reset(self) -> None:
        self._grid.columns.reset()
        self._grid.columns.changed.emit()

    def _add(self, menu: QMenu, id_: str, do: Callable[[], None], keys: str = "") -> QAction:
        label = self._say(id_)
        action = menu.addAction(f"{label}\t{keys}" if keys else label)
        action.triggered.connect(lambda _checked=False: do())
        return action
