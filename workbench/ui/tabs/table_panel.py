"""The left panel of a breakdown tab: the filter, the choice of columns, and the table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from workbench.ui.appearance import Appearance
from workbench.ui.settings import Settings
from workbench.ui.widgets.columns import COLUMNS, LABEL
from workbench.ui.widgets.grid_view import GridView
from workbench.ui.widgets.grid_words import GridWords


class TablePanel(QFrame):
    """Frames a grid; the columns are kept under `name` in the settings."""

    def __init__(self, grid: GridView, words: GridWords, appearance: Appearance, settings: Settings, name: str) -> None:
        """Put the parts together."""
        super().__init__()
        self._grid = grid
        self._words = words
        self._appearance = appearance
        self._settings = settings
        self._name = name
        self.setProperty("panel", True)
        self.filter = QLineEdit(clearButtonEnabled=True)
        self._search = QAction(self)
        self.filter.addAction(self._search, QLineEdit.ActionPosition.LeadingPosition)
        self.filter.textChanged.connect(grid.rows.filter_by)
        self.columns = QToolButton()
        self.columns.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.columns.clicked.connect(self._offer_columns)
        self.missing = QLabel()
        self.missing.setProperty("role", "quiet")
        self.missing.setTextFormat(Qt.TextFormat.PlainText)
        grid.head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        grid.head.customContextMenuRequested.connect(lambda _place: self._offer_columns())
        grid.layout_changed.connect(self._keep)
        self._lay_out()
        grid.restore_columns(settings.layout(name))

    def tell_missing(self, missing: int, count: int) -> None:
        """Say how many of the figures that are expected are still missing; nothing where none is."""
        is_told = missing > 0
        self.missing.setText(self._appearance.say("grid.still_missing", count=missing, all=count) if is_told else "")
        self.missing.setVisible(is_told)

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        say = self._appearance.say
        self.filter.setPlaceholderText(say("grid.filter"))
        self.filter.setAccessibleName(say("grid.filter"))
        self._search.setIcon(self._appearance.icon("list-filter"))
        self.columns.setText(say("grid.columns"))
        self.columns.setIcon(self._appearance.icon("columns-3"))
        self.columns.setToolTip(say("grid.columns_tip"))

    def reset_layout(self) -> None:
        """Show the columns as at the first start."""
        self._grid.reset_columns()
        self._settings.set_layout(self._name, {})

    def _offer_columns(self) -> None:
        """Offer the columns to show and hide."""
        menu = QMenu(self)
        for place, spec in enumerate(COLUMNS):
            action = menu.addAction(self._words.name(spec))
            action.setCheckable(True)
            action.setChecked(not self._grid.isColumnHidden(place))
            action.setEnabled(spec is not LABEL)
            action.toggled.connect(lambda shown, at=place: self._grid.show_column(at, is_shown=shown))
        menu.popup(self.columns.mapToGlobal(self.columns.rect().bottomLeft()))

    def _keep(self) -> None:
        self._settings.set_layout(self._name, self._grid.column_layout())

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(10, 8, 10, 8)
        top.setSpacing(8)
        top.addWidget(self.filter, 1)
        top.addWidget(self.columns)
        bottom = QWidget()
        line = QHBoxLayout(bottom)
        line.setContentsMargins(12, 0, 12, 6)
        line.addWidget(self.missing)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._grid, 1)
        column.addWidget(bottom)
