"""A breakdown tab: a metric by the segments of one dimension as a table, with ranked bars beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtGui import QFocusEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QStackedLayout, QVBoxLayout

from workbench.core.errors import DatabaseRefused
from workbench.core.messages import message
from workbench.core.ports import Command, Reader
from workbench.core.queries.segment_table import SegmentTable, segment_table
from workbench.core.records import Coverage, Edition, Metric, Note, Observation, Reading, Segment
from workbench.core.scope import Scope
from workbench.ui.appearance import Appearance
from workbench.ui.settings import Settings
from workbench.ui.tabs.beside import Beside
from workbench.ui.tabs.empty import EmptyPanel
from workbench.ui.tabs.tab import Tab
from workbench.ui.tabs.table_panel import TablePanel
from workbench.ui.widgets.columns import COLUMNS, PLACES, VALUE
from workbench.ui.widgets.grid_editing import GridEditing
from workbench.ui.widgets.grid_model import GridModel
from workbench.ui.widgets.grid_view import GridView
from workbench.ui.widgets.grid_words import GridWords
from workbench.ui.widgets.panes import Panes
from workbench.ui.widgets.selection_words import figures_among, statistics_of
from workbench.ui.widgets.sheet import TOTAL, Place, sheet_of
from workbench.ui.workspace import Workspace

_TABLE_WIDTH, _BESIDE_WIDTH = 690, 430
"""How wide the table and what stands beside it are at first, in logical pixels at 1440."""

_NARROW_BELOW = 760
"""Where there is less room, table and bars are seen one at a time."""

_TABLE, _NOTHING = 0, 1


class SegmentsTab(Tab[SegmentTable]):
    """Shows and edits one dimension's figures; one class serves every dimension."""

    needs = frozenset({Observation, Reading, Coverage, Note, Segment, Metric})

    def __init__(self, workspace: Workspace, appearance: Appearance, settings: Settings, *, dimension: str) -> None:
        """Show a dimension of whatever metric is looked at."""
        super().__init__(workspace, appearance)
        self.dimension = dimension
        self._settings = settings
        self._question: tuple[object, ...] = ()
        self._has_edited = False
        self._is_following = False
        self._told = ""
        self._say_nothing: Callable[[], None] = lambda: None
        self._words = GridWords(appearance, lambda: workspace.catalogue)
        self.model = GridModel(self._words, self)
        self.grid = GridView(self.model, appearance)
        self.editing = GridEditing(self.grid, self._words, self._run, self._locked)
        self.beside = Beside(workspace, appearance, settings, dimension)
        self.bars = self.beside.bars
        self.panel = TablePanel(self.editing, self.grid, self._words, appearance, settings, f"table/{dimension}")
        self.empty = EmptyPanel(appearance)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.restyle()

    def question(self, scope: Scope) -> Callable[[Reader], SegmentTable] | None:
        """Ask for the table of the scope's metric and period; None where there is no period or no such breakdown."""
        catalogue = self.workspace.catalogue
        if scope.period is None or catalogue.composition(scope.metric, self.dimension) is None:
            return None
        metric, window = catalogue.metric(scope.metric), catalogue.average_window
        return partial(
            segment_table, metric=metric, dimension=self.dimension, period=scope.period, window=window, base=scope.base
        )

    def show_answer(self, answer: SegmentTable) -> None:
        """Show a table; after an edit the rows stay where they are until they are sorted or something else is looked at."""
        catalogue = self.workspace.catalogue
        sheet = sheet_of(answer, catalogue.classes(answer.metric.id), catalogue.average_window)
        if sheet.question != self._question:
            self._question, self._has_edited = sheet.question, False
        with self._following():
            self.grid.keep_in_place(lambda: self.model.show(sheet, keeps_order=self._has_edited))
            self.grid.columns.fit()
        self._name_grid()
        self.beside.show_table(answer)
        self.panel.tell_missing(answer.expected - answer.reported, answer.expected)
        if answer.segments and answer.has_figures:
            self._stack.setCurrentIndex(_TABLE)
            self._follow(self.workspace.scope)
            self._tell_selection()
        else:
            self._tell("")
            self._look_for_figures()
        self.answered.emit()

    def show_nothing(self) -> None:
        """Say why there is nothing to show: no figures at all, or no such breakdown."""
        with self._following():
            self.model.clear()
        self._tell("")
        if self.workspace.scope.period is None:
            self._look_for_figures()
        else:
            self._show_nothing_by(self._say_no_breakdown)
        self.answered.emit()

    def is_steered_by(self, before: Scope, now: Scope) -> bool:
        """Ask again for another metric, period or base; a selection is only shown."""
        if (before.metric, before.period, before.base) != (now.metric, now.period, now.base):
            if not self.grid.delegate.finish():
                self.grid.delegate.cancel()
            return True
        self._follow(now)
        return False

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        with self._following():
            self.model.retranslate()
            self.grid.columns.fit()
        self._name_grid()
        self.panel.retranslate()
        self.panes.set_titles(self.appearance.say("panes.table"), self.appearance.say("panes.chart"))
        self.beside.retranslate()
        if self._stack.currentIndex() == _NOTHING:
            self._say_nothing()
        self._tell_selection()

    def restyle(self) -> None:
        """Take colours, and whether severity is shaded."""
        self.grid.is_heat_shown = self._settings.is_heat_shown
        self.grid.restyle()
        self.beside.restyle()
        self.panel.restyle()
        self.empty.retranslate()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Let the keys act in the table."""
        self.grid.setFocus(event.reason())

    @property
    def inner_panes(self) -> Panes | None:
        """Table and bars."""
        return self.panes

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Tell what is selected, where it is seen."""
        super().showEvent(event)
        self._tell_selection()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Tell of nothing that is not seen."""
        super().hideEvent(event)
        self._tell("")

    def reset_layout(self) -> None:
        """Show columns and panels as at the first start."""
        self.panel.reset_layout()
        self.panes.reset_layout()
        self.beside.reset_layout()

    def focus_filter(self) -> None:
        """Let the rows be filtered."""
        self.panel.filter.setFocus()
        self.panel.filter.selectAll()

    def copy(self) -> None:
        """Copy what the keys act on: the text of a field, the heat map, else the selected cells with the heads of their columns."""
        field = self._field()
        if field is not None:
            field.copy()
        elif self.beside.heat.hasFocus():
            self.beside.heat.copy()
        else:
            self.editing.copy()

    def paste(self) -> None:
        """Paste into a field, else enter the block of the clipboard."""
        field = self._field()
        if field is not None:
            field.paste()
        else:
            self.editing.paste()

    def fill_down(self) -> None:
        """Fill each selected column with its first figure."""
        if self._field() is None:
            self.editing.fill_down()

    def _name_grid(self) -> None:
        """Name the table, for those who hear it, after what it is broken down by."""
        if self.workspace.is_open:
            catalogue = self.workspace.catalogue
            self.grid.setAccessibleName(catalogue.label(catalogue.dimension(self.dimension), self.appearance.language))

    def _connect(self) -> None:
        self.empty.action_wanted.connect(self.action_wanted)
        self.editing.refused.connect(self.refused)
        self.beside.chosen.connect(lambda id_: self.workspace.look_at(selected=((self.dimension, id_),)))
        self.beside.pointed.connect(self.grid.point_at)
        self.grid.pointed.connect(self.beside.point_at)
        self.panel.action_wanted.connect(self.action_wanted)
        for drag in (self.grid.drag, *self.beside.drags):
            self.hand_out(drag)
        self.panel.filter.textChanged.connect(self._filter)
        self.grid.cells_selected.connect(self._on_cells_selected)
        self.grid.sorted.connect(self._on_sorted)

    def _lay_out(self) -> None:
        nothing = QFrame()
        nothing.setProperty("panel", True)
        QVBoxLayout(nothing).addWidget(self.empty)
        self.panes = Panes(self._settings, f"tab/{self.dimension}", narrow_below=_NARROW_BELOW)
        self.panes.add(self.panel, _TABLE_WIDTH)
        self.panes.add(self.beside, _BESIDE_WIDTH)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.panes)
        self._stack.addWidget(nothing)

    def _run(self, command: Command) -> None:
        self._has_edited = True
        self.workspace.run(command)

    def _locked(self) -> DatabaseRefused | None:
        """Return why nothing can be entered: the database is open for reading alone."""
        if not self.workspace.is_read_only:
            return None
        return DatabaseRefused(message("database.opened_for_reading", file=self.workspace.path.name))

    def _on_sorted(self) -> None:
        """Sort from now on by what the figures are."""
        self._has_edited = False

    def _filter(self, text: str) -> None:
        self._has_edited = False
        with self._following():
            self.model.filter_by(text)
        self._follow(self.workspace.scope)
        self.panel.retell()

    def _look_for_figures(self) -> None:
        """Say that this period has no figures, or that no month has been begun at all."""
        self.workspace.ask(_months, self, self._say_figures, topic="figures")

    def _say_figures(self, found: tuple[bool, bool]) -> None:
        has_figures, has_months = found
        if not (has_figures or has_months):
            self._show_nothing_by(self._say_start)
        elif self.workspace.scope.period is not None:
            self._show_nothing_by(partial(self._say_no_figures, has_others=has_figures))

    def _show_nothing_by(self, say: Callable[[], None]) -> None:
        self._say_nothing = say
        say()
        self._stack.setCurrentIndex(_NOTHING)

    def _say_start(self) -> None:
        actions = ("open_sample", "import", "new_month")
        self.empty.say(message("empty.start"), message("empty.start_advice"), actions)

    def _say_no_figures(self, *, has_others: bool) -> None:
        """Say that there are no rows here, and how they come: those of another month where there is one."""
        title = message("empty.no_figures", period=self.workspace.scope.period)
        advice = message("empty.no_rows_advice" if has_others else "empty.first_rows_advice")
        self.empty.say(title, advice, ("new_month", "paste", "import") if has_others else ("paste", "import"))

    def _say_no_breakdown(self) -> None:
        catalogue, language = self.workspace.catalogue, self.appearance.language
        metric = catalogue.label(catalogue.metric(self.workspace.scope.metric), language)
        dimension = catalogue.label(catalogue.dimension(self.dimension), language)
        title = message("empty.no_breakdown", metric=metric, dimension=dimension)
        self.empty.say(title, message("empty.no_breakdown_advice"), ())

    def _on_cells_selected(self) -> None:
        """Share the selected rows with the window, and tell what the selected figures amount to."""
        if self._is_following:
            return
        places = [self.model.place(row) for row in self.grid.selected_rows()]
        if places and tuple(places) != self._selected_places(self.workspace.scope):
            self.workspace.look_at(selected=tuple(place for place in places if place != TOTAL))
        self._tell_selection()

    def _follow(self, scope: Scope) -> None:
        """Select the rows that are selected elsewhere, unless they are already; without any, the total."""
        if self.model.sheet is None:
            return
        wanted = self.model.rows_of(self._selected_places(scope))
        if wanted and wanted != self.grid.selected_rows():
            current = self.grid.currentIndex().column()
            column = current if current >= 0 and COLUMNS[current].is_editable else PLACES[VALUE.id]
            with self._following():
                self.grid.select_cells([(row, column) for row in wanted])
        self._tell_selection()

    @contextmanager
    def _following(self) -> Iterator[None]:
        """Let rows and selection change without telling the window: it is where the change comes from."""
        before, self._is_following = self._is_following, True
        try:
            yield
        finally:
            self._is_following = before

    @staticmethod
    def _selected_places(scope: Scope) -> tuple[Place, ...]:
        return scope.selected or (TOTAL,)

    def _tell_selection(self) -> None:
        """Tell number, mean and range of the selected figures; of one figure, all that is said of it."""
        sheet = self.model.sheet
        if sheet is None or not self.isVisible():
            return
        cells = [(self.model.row(row), column) for row, column in self.grid.selected_cells()]
        figures = figures_among(sheet, cells)
        if len(figures) > 1:
            said = self.appearance.sentence(statistics_of(sheet, figures))
        else:
            said = self._words.sentence(sheet, figures[0][0][0], COLUMNS[figures[0][0][1]].id) if figures else ""
        self._tell(said)

    def _tell(self, said: str) -> None:
        if said != self._told:
            self._told = said
            self.selection_told.emit(said)

    def _field(self) -> QLineEdit | None:
        """Return the field in which is typed: that of the filter, or of a cell."""
        focused = QApplication.focusWidget()
        return focused if isinstance(focused, QLineEdit) and self.isAncestorOf(focused) else None


def _months(reader: Reader) -> tuple[bool, bool]:
    """Return whether any month has figures, and whether any was begun."""
    has_figures, has_months = (reader.highest(kind, "period") is not None for kind in (Observation, Edition))
    return has_figures, has_months
