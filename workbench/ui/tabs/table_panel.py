"""The left panel of a breakdown tab: the filter, the choice of columns, the table, and what is still to be entered."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.ui.appearance import Appearance
from workbench.ui.settings import Settings
from workbench.ui.tabs.column_menu import ColumnMenus
from workbench.ui.widgets.grid_editing import GridEditing
from workbench.ui.widgets.grid_view import GridView
from workbench.ui.widgets.grid_words import GridWords

_ICON = QSize(16, 16)


class FilterField(QLineEdit):
    """A field to filter rows in; `left` says that the rows are wanted, by Enter or the down arrow. Escape empties it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take the keys that lead to the rows."""
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            if not self.text():
                self.left.emit()
            self.clear()
        else:
            super().keyPressEvent(event)


class TablePanel(QFrame):
    """Frames a grid; the columns are kept under `name` in the settings. `action_wanted` names an action of the window."""

    action_wanted = Signal(str)

    def __init__(
        self,
        editing: GridEditing,
        grid: GridView,
        words: GridWords,
        appearance: Appearance,
        settings: Settings,
        name: str,
    ) -> None:
        """Put the parts together."""
        super().__init__()
        self._grid = grid
        self._editing = editing
        self._appearance = appearance
        self._settings = settings
        self._name = name
        self._menus = ColumnMenus(grid, words, appearance, self.action_wanted.emit)
        self.setProperty("panel", True)
        self.filter = FilterField(clearButtonEnabled=True)
        self._funnel = QAction(self)
        self.filter.addAction(self._funnel, QLineEdit.ActionPosition.LeadingPosition)
        self.filter.setStyleSheet("QToolButton { min-height: 0; padding: 0; border: none; background: transparent; }")
        self.columns, self.copy = QToolButton(), QToolButton()
        self.foot, self.told, self.progress = QWidget(), QLabel(), QProgressBar()
        self._missing: tuple[int, int] = (0, 0)
        self._connect()
        self._lay_out()
        grid.columns.restore(settings.layout(name))

    def tell_missing(self, missing: int, count: int) -> None:
        """Say how many of the figures that are expected are still missing; nothing where none is."""
        self._missing = (missing, count)
        self.retell()

    def retell(self) -> None:
        """Say below the table that no row is found, or else what is still missing."""
        say, (missing, count) = self._appearance.say, self._missing
        text = self.filter.text().strip()
        is_lost = bool(text) and self._grid.rows.rowCount() == 1
        if is_lost:
            self.told.setText(say("grid.no_match", text=text))
        elif missing:
            self.told.setText(say("grid.still_missing", count=missing, all=count))
        self.progress.setVisible(not is_lost)
        self.progress.setRange(0, max(1, count))
        self.progress.setValue(count - missing)
        self.foot.setVisible(is_lost or missing > 0)

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        say = self._appearance.say
        self.filter.setPlaceholderText(say("grid.filter"))
        self.filter.setAccessibleName(say("grid.filter"))
        self.columns.setText(f" {say('grid.columns')}")  # Qt leaves no room behind the icon
        self.columns.setToolTip(say("grid.columns_tip"))
        self.copy.setToolTip(f"{say('action.copy')} (Ctrl+C)")
        self.copy.setAccessibleName(say("action.copy"))
        self.progress.setAccessibleName(say("grid.progress"))
        self.retell()

    def restyle(self) -> None:
        """Draw the icons in the theme's colours."""
        for part, name in ((self._funnel, "list-filter"), (self.columns, "columns-3"), (self.copy, "copy")):
            part.setIcon(self._appearance.icon(name))

    def reset_layout(self) -> None:
        """Show the columns as at the first start."""
        self._grid.columns.reset()
        self._settings.set_layout(self._name, {})

    def _connect(self) -> None:
        self.filter.left.connect(self._grid.setFocus)
        self.columns.clicked.connect(self._offer_columns)
        self.copy.clicked.connect(self._editing.copy)
        self._grid.columns.changed.connect(self._keep)
        self._grid.head.customContextMenuRequested.connect(self._offer_head)
        self._grid.menu_wanted.connect(lambda place: _show(self._menus.of_cells(self._editing), place))

    def _offer_columns(self) -> None:
        _show(self._menus.of_choice(), self.columns.mapToGlobal(self.columns.rect().bottomLeft()))

    def _offer_head(self, place: QPoint) -> None:
        column = self._grid.head.column_at(place)
        menu = self._menus.of_head(column) if column >= 0 else self._menus.of_choice()
        _show(menu, self._grid.head.mapToGlobal(place))

    def _keep(self) -> None:
        self._settings.set_layout(self._name, self._grid.columns.layout())

    def _lay_out(self) -> None:
        self.columns.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.copy.setProperty("flat", True)
        for button in (self.columns, self.copy):
            button.setIconSize(_ICON)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.told.setProperty("role", "quiet")
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setFont(self._appearance.font(8.5))
        self.progress.setTextVisible(False)
        self.progress.setMaximumWidth(140)
        top = QHBoxLayout()
        top.setContentsMargins(10, 8, 10, 8)
        top.setSpacing(8)
        top.addWidget(self.filter, 1)
        top.addWidget(self.columns)
        top.addWidget(self.copy)
        line = QHBoxLayout(self.foot)
        line.setContentsMargins(12, 5, 12, 6)
        line.setSpacing(10)
        line.addWidget(self.told)
        line.addWidget(self.progress, 1)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._grid, 1)
        column.addWidget(self.foot)


def _show(menu: QMenu, place: QPoint) -> None:
    """Show a menu that goes when it is closed."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(place)
