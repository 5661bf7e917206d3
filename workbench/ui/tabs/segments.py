"""A breakdown tab: a metric by the segments of one dimension as a table, with ranked bars beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from statistics import fmean

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QSplitter, QStackedLayout, QVBoxLayout

from workbench.core.errors import Refused
from workbench.core.messages import Message, message
from workbench.core.ports import Command, Reader
from workbench.core.printed import decimal_of
from workbench.core.queries.segment_table import SegmentTable, segment_table
from workbench.core.records import Coverage, Metric, Note, Observation, Reading, Segment
from workbench.core.scope import Scope
from workbench.core.units import number_text
from workbench.ui.appearance import Appearance
from workbench.ui.settings import Settings
from workbench.ui.tabs.empty import EmptyPanel
from workbench.ui.tabs.table_panel import TablePanel
from workbench.ui.view import View
from workbench.ui.widgets.bars import RankedBars
from workbench.ui.widgets.clipboard import mime_of, rows_of
from workbench.ui.widgets.columns import COLUMNS
from workbench.ui.widgets.grid_entry import At, Block, Entries
from workbench.ui.widgets.grid_model import GridModel
from workbench.ui.widgets.grid_view import GridView
from workbench.ui.widgets.grid_words import GridWords
from workbench.ui.widgets.sheet import TOTAL, Place, sheet_of
from workbench.ui.workspace import Workspace


class SegmentsTab(View[SegmentTable]):
    """Shows and edits one dimension's figures; one class serves every dimension."""

    needs = frozenset({Observation, Reading, Coverage, Note, Segment, Metric})

    action_wanted = Signal(str)
    selection_told = Signal(str)
    refused = Signal(object)
    answered = Signal()

    def __init__(self, workspace: Workspace, appearance: Appearance, settings: Settings, *, dimension: str) -> None:
        """Show a dimension of whatever metric is looked at."""
        super().__init__(workspace, appearance)
        self.dimension = dimension
        self._settings = settings
        self._shown: tuple[object, ...] = ()
        self._words = GridWords(appearance, lambda: workspace.catalogue)
        self.model = GridModel(self._words, self)
        self.grid = GridView(self.model, appearance, self._why_not)
        self.bars = RankedBars(workspace, appearance)
        self.panel = TablePanel(self.grid, self._words, appearance, settings, f"table/{dimension}")
        self.empty = EmptyPanel(appearance)
        self.empty.action_wanted.connect(self.action_wanted)
        self._connect_grid()
        self._lay_out()
        self.retranslate()
        self.restyle()

    def question(self, scope: Scope) -> Callable[[Reader], SegmentTable] | None:
        """Ask for the table of the scope's metric and period; None where the metric has no such breakdown."""
        catalogue = self.workspace.catalogue
        if scope.period is None or catalogue.composition(scope.metric, self.dimension) is None:
            return None
        metric = catalogue.metric(scope.metric)
        window = catalogue.average_window
        return partial(
            segment_table, metric=metric, dimension=self.dimension, period=scope.period, window=window, base=scope.base
        )

    def show_answer(self, answer: SegmentTable) -> None:
        """Show a table; after an edit the rows stay where they are."""
        catalogue = self.workspace.catalogue
        sheet = sheet_of(answer, catalogue.classes(answer.metric.id), catalogue.average_window)
        self.model.show(sheet, keeps_order=sheet.question == self._shown)
        self._shown = sheet.question
        self.grid.fit_columns()
        self.bars.show_table(answer)
        self.panel.tell_missing(answer.expected - answer.reported, answer.expected)
        if answer.expected:
            self._stack.setCurrentIndex(0)
        else:
            self._say_no_figures()
        self._select(self.workspace.scope)
        self.answered.emit()

    def show_nothing(self) -> None:
        """Say why there is nothing to show: no figures at all, or no such breakdown."""
        scope, catalogue = self.workspace.scope, self.workspace.catalogue
        if scope.period is None:
            self._say("empty.start", "empty.start_advice", ("open_sample", "import", "new_month"))
        else:
            names = {
                "metric": catalogue.label(catalogue.metric(scope.metric), self.appearance.language),
                "dimension": catalogue.label(catalogue.dimension(self.dimension), self.appearance.language),
            }
            self._stack.setCurrentIndex(1)
            self.empty.say(message("empty.no_breakdown", **names), message("empty.no_breakdown_advice"), ())
        self.answered.emit()

    def is_steered_by(self, before: Scope, now: Scope) -> bool:
        """Ask again for another metric, period or base; a selection is only shown."""
        if (before.metric, before.period, before.base) != (now.metric, now.period, now.base):
            return True
        self._select(now)
        return False

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        self.model.retranslate()
        self.grid.fit_columns()
        self.grid.setAccessibleName(self.appearance.say(f"tab.{self.dimension}"))
        self.panel.retranslate()
        self.bars.retranslate()
        self.empty.retranslate()
        if self.isVisible() and self.workspace.is_open and self._stack.currentIndex():
            self.refresh()

    def restyle(self) -> None:
        """Take colours, and whether severity is shaded."""
        self.grid.is_heat_shown = self._settings.is_heat_shown
        self.grid.restyle()
        self.bars.restyle()
        self.panel.retranslate()
        self.empty.retranslate()

    def reset_layout(self) -> None:
        """Show the columns as at the first start."""
        self.panel.reset_layout()
        self.splitter.setSizes([560, 520])

    def focus_filter(self) -> None:
        """Let the rows be filtered."""
        self.panel.filter.setFocus()
        self.panel.filter.selectAll()

    def copy(self, *, with_heads: bool = True) -> None:
        """Copy the selected cells, with the heads of their columns."""
        cells = self.grid.selected_cells()
        sheet = self.model.sheet
        if not cells or sheet is None:
            return
        columns = list(dict.fromkeys(column for _, column in cells))
        rows = list(dict.fromkeys(row for row, _ in cells))
        texts = [[self._copied(row, column) for column in columns] for row in rows]
        heads = [" ".join(self.model.head(column)).strip() for column in columns] if with_heads else []
        QGuiApplication.clipboard().setMimeData(mime_of(heads, texts))

    def paste(self) -> None:
        """Enter the block of the clipboard from the current cell on; one figure goes into all selected cells."""
        texts = rows_of(QGuiApplication.clipboard().mimeData())
        cells = self.grid.selected_cells()
        if not texts or not cells:
            return
        if len(texts) == 1 and len(texts[0]) == 1 and len(cells) > 1:
            self._enter(lambda entries: entries.repeated(self._of_sheet(cells), texts[0][0]))
            return
        row, column = cells[0]
        shown = self.grid.head.shown()
        rows = [self.model.row(at) for at in range(row, self.model.rowCount())]
        block = Block(texts, rows, shown[shown.index(column) :])
        self._enter(lambda entries: entries.pasted(block))

    def fill_down(self) -> None:
        """Fill each selected column with its first figure."""
        by_column: dict[int, list[At]] = {}
        for row, column in self.grid.selected_cells():
            by_column.setdefault(column, []).append((self.model.row(row), column))
        self._enter(lambda entries: entries.filled(list(by_column.values())))

    def clear_selected(self) -> None:
        """State the selected figures to be missing."""
        cells = self._of_sheet(self.grid.selected_cells())
        self._enter(lambda entries: entries.cleared(cells))

    def _connect_grid(self) -> None:
        self.grid.delegate.entered.connect(self._enter_typed)
        self.grid.cleared.connect(self.clear_selected)
        self.grid.copied_plain.connect(lambda: self.copy(with_heads=False))
        self.grid.cells_selected.connect(self._on_cells_selected)

    def _lay_out(self) -> None:
        beside = QFrame()
        beside.setProperty("panel", True)
        QVBoxLayout(beside).addWidget(self.bars)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(10)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.panel)
        self.splitter.addWidget(beside)
        self.splitter.setSizes([620, 460])
        nothing = QFrame()
        nothing.setProperty("panel", True)
        QVBoxLayout(nothing).addWidget(self.empty)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.splitter)
        self._stack.addWidget(nothing)

    def _say_no_figures(self) -> None:
        self.empty.say(
            message("empty.no_figures", period=self.workspace.scope.period),
            message("empty.no_figures_advice"),
            ("new_month", "import"),
        )
        self._stack.setCurrentIndex(1)

    def _say(self, title: str, advice: str, actions: tuple[str, ...]) -> None:
        self.empty.say(Message(title), Message(advice), actions)
        self._stack.setCurrentIndex(1)

    def _why_not(self, index: QModelIndex, text: str) -> Message | None:
        """Say why a text cannot be taken for a cell (see `GridDelegate`)."""
        sheet = self.model.sheet
        if sheet is None or not index.isValid():
            return None
        return Entries(sheet, self._words).why_not((self.model.row(index.row()), index.column()), text)

    def _enter_typed(self, index: QModelIndex, text: str) -> None:
        cell = (self.model.row(index.row()), index.column())
        self._enter(lambda entries: entries.typed(cell, text))

    def _enter(self, make: Callable[[Entries], Command | None]) -> None:
        """Run the command that is made for the sheet; a refusal is told and nothing is written."""
        if self.model.sheet is None:
            return
        try:
            command = make(Entries(self.model.sheet, self._words))
        except Refused as refusal:
            self.refused.emit(refusal)
            return
        if command is not None:
            self.workspace.run(command)

    def _of_sheet(self, cells: list[tuple[int, int]]) -> list[At]:
        return [(self.model.row(row), column) for row, column in cells]

    def _copied(self, row: int, column: int) -> str:
        """Return a cell as it is copied: a number without its grouping, so that spreadsheets take it for one."""
        text = str(self.model.data(self.model.index(row, column), Qt.ItemDataRole.EditRole) or "")
        plain = text.replace(",", "").replace("−", "-")
        return plain if plain.replace(".", "", 1).lstrip("+-").isdigit() else text

    def _on_cells_selected(self) -> None:
        """Share the selected rows with the window, and tell what the selected figures amount to."""
        places = [self.model.place(row) for row in self.grid.selected_rows()]
        if places and places != list(self._selected_places(self.workspace.scope)):
            self.workspace.look_at(selected=tuple(place for place in places if place != TOTAL))
        self.selection_told.emit(self._statistics())

    def _select(self, scope: Scope) -> None:
        """Select the rows that are selected elsewhere, unless they are already."""
        wanted = self.model.rows_of(self._selected_places(scope)) if self.model.sheet is not None else []
        if wanted and wanted != self.grid.selected_rows():
            column = self.grid.currentIndex().column() if self.grid.currentIndex().isValid() else 2
            self.grid.select_cells([(row, column) for row in wanted])

    @staticmethod
    def _selected_places(scope: Scope) -> tuple[Place, ...]:
        return scope.selected or (TOTAL,)

    def _statistics(self) -> str:
        """Return number, mean and range of the selected figures in a sentence; empty for fewer than two."""
        sheet = self.model.sheet
        cells = self.grid.selected_cells()
        if sheet is None or len(cells) < 2:
            return ""
        found = [sheet.figure(self.model.row(row), COLUMNS[column].id) for row, column in cells]
        values = [value for value, _, _ in found if value is not None]
        if len(values) < 2:
            return ""
        step = decimal_of(min((step for value, step, _ in found if value is not None and step), default=0.1))
        mean, low, high = (
            number_text(decimal_of(round(number, 10)), step) for number in (fmean(values), min(values), max(values))
        )
        return self.appearance.say("grid.statistics", count=len(values), mean=mean, low=low, high=high)
