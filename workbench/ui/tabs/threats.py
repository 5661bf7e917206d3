"""The threats tab: a ranked list for each metric by names, of malware, web categories, botnets and the like."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.core.messages import message
from workbench.core.ports import Reader
from workbench.core.queries.families import Lists, top_lists
from workbench.core.records import Coverage, Metric, Observation, Reading, Segment
from workbench.core.scope import Scope
from workbench.ui.appearance import Appearance
from workbench.ui.settings import Settings
from workbench.ui.tabs import TABS
from workbench.ui.tabs.empty import EmptyPanel
from workbench.ui.tabs.list_table import ListTable
from workbench.ui.tabs.tab import Tab
from workbench.ui.widgets.list_legend import ListLegend
from workbench.ui.widgets.panel_columns import PanelColumns
from workbench.ui.widgets.top_list_panel import TopListPanel
from workbench.ui.workspace import Workspace

_LEAST_WIDTH = 420
"""How wide the panel of a list is at least, in logical pixels."""

_NAME = "threats"
_BY_FAMILY = "by_family"
_LISTS, _NOTHING, _TABLE = range(3)

Answer = tuple[Lists, ...]


class ThreatsTab(Tab[Answer]):
    """Shows all lists of the month in columns of panels; the figures of one can be edited in a table in their place."""

    needs = frozenset({Observation, Reading, Coverage, Segment, Metric})

    def __init__(self, workspace: Workspace, appearance: Appearance, settings: Settings) -> None:
        """Show no lists yet."""
        super().__init__(workspace, appearance)
        self._settings = settings
        self._by_family = settings.layout(_NAME).get(_BY_FAMILY) is True
        self._answer: Answer = ()
        self._panels: dict[tuple[str, str], TopListPanel] = {}
        self._say_nothing: Callable[[], None] = lambda: None
        self._elsewhere = frozenset(spec.id for spec in TABS if spec.is_breakdown)
        self.names, self.families = QToolButton(), QToolButton()
        self.legend = ListLegend(appearance)
        self.columns = PanelColumns(
            _LEAST_WIDTH, lambda panel: panel.weight() if isinstance(panel, TopListPanel) else 0
        )
        self.table = ListTable(workspace, appearance, settings)
        self.empty = EmptyPanel(appearance)
        self._lay_out()
        self._connect()
        self.retranslate()

    @property
    def panels(self) -> tuple[TopListPanel, ...]:
        """The panels that are shown, in order."""
        return tuple(self._panels[one.names.metric.id, one.names.dimension] for one in self._answer)

    @property
    def is_by_family(self) -> bool:
        """Whether variants are added up."""
        return self._by_family

    def question(self, scope: Scope) -> Callable[[Reader], Answer] | None:
        """Ask for all lists of the period; None where there is no period."""
        if scope.period is None:
            return None
        return partial(
            top_lists, catalogue=self.workspace.catalogue, period=scope.period, apart=self._elsewhere, base=scope.base
        )

    def show_answer(self, answer: Answer) -> None:
        """Show the lists."""
        self._answer = answer
        for one in answer:
            self._panel(one).show_lists(one, by_family=self._by_family)
        self.columns.show_panels(self.panels)
        self._explain()
        has_rows = any(panel.view.rows for panel in self.panels)
        if not has_rows and not self.table.is_open:
            self._look_for_figures()
        else:
            self._stack.setCurrentIndex(_TABLE if self.table.is_open else _LISTS)
        self.answered.emit()

    def show_nothing(self) -> None:
        """Say that there are no figures."""
        self._close_table()
        self._look_for_figures()
        self.answered.emit()

    def is_steered_by(self, before: Scope, now: Scope) -> bool:
        """Ask again for another period or base; metric and selection are only shown."""
        return (before.period, before.base) != (now.period, now.base)

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        say = self.appearance.say
        for button, text, tip in (
            (self.names, say("threats.names"), say("threats.names_tip")),
            (self.families, say("threats.families"), say("threats.families_tip")),
        ):
            button.setText(text)
            button.setToolTip(tip)
        self._switch.setAccessibleName(say("threats.switch"))
        for panel in self._panels.values():
            panel.retranslate()
        self.table.retranslate()
        self._explain()
        self._say_nothing()

    def restyle(self) -> None:
        """Take the colours of the theme, and how close rows stand."""
        for panel in self._panels.values():
            panel.restyle()
        self.table.restyle()
        self.columns.lay_out()
        self.legend.update()

    def show_families(self, by_family: bool) -> None:  # noqa: FBT001 - what a button toggles
        """Add variants up, or list each name."""
        self._by_family = by_family
        (self.families if by_family else self.names).setChecked(True)
        self._settings.set_layout(_NAME, {_BY_FAMILY: by_family})
        for panel in self.panels:
            if panel.lists is not None:
                panel.show_lists(panel.lists, by_family=by_family)
        self.columns.lay_out()

    def edit(self, panel: TopListPanel) -> None:
        """Edit the figures of a list in a table."""
        assert panel.lists is not None
        metric, dimension = panel.lists.names.metric.id, panel.lists.names.dimension
        selected = self.workspace.scope.selected if self.workspace.scope.metric == metric else ()
        kept = tuple(place for place in selected if place[0] == dimension)
        self.workspace.look_at(metric=metric, dimension=dimension, selected=kept)
        self.table.show_figures(metric, dimension)
        self._stack.setCurrentIndex(_TABLE)
        self.table.setFocus()

    def copy(self) -> None:
        """Copy the list in which the keys act, or the table."""
        if self.table.page is not None:
            self.table.page.copy()
            return
        panels = [panel for panel in self.panels if panel.view.rows]
        by_focus = [panel for panel in panels if panel.isAncestorOf(self.focusWidget() or self)]
        by_selection = [panel for panel in panels if panel.view.current is not None]
        for panel in (*by_focus, *by_selection, *panels)[:1]:
            panel.copy()

    def paste(self) -> None:
        """Paste into the table."""
        if self.table.page is not None:
            self.table.page.paste()

    def fill_down(self) -> None:
        """Fill the selected cells of the table."""
        if self.table.page is not None:
            self.table.page.fill_down()

    def focus_filter(self) -> None:
        """Let the rows of the table be filtered."""
        if self.table.page is not None:
            self.table.page.focus_filter()

    def reset_layout(self) -> None:
        """List names, with all families closed."""
        self._close_table()
        self.show_families(by_family=False)
        for panel in self._panels.values():
            panel.view.open_families(is_open=False)

    def _panel(self, lists: Lists) -> TopListPanel:
        """Return the panel of a list, which is made when it is first shown."""
        key = (lists.names.metric.id, lists.names.dimension)
        if key not in self._panels:
            panel = self._panels[key] = TopListPanel(self.workspace, self.appearance)
            panel.action_wanted.connect(self.action_wanted)
            panel.edit_wanted.connect(lambda: self.edit(panel))
            panel.view.told.connect(self.selection_told)
            self.hand_out(panel.view.drag)
            panel.view.folded.connect(self.columns.lay_out)
            panel.view.row_reached.connect(lambda area: self._show_row(panel, area))
        return self._panels[key]

    def _show_row(self, panel: TopListPanel, area: QRect) -> None:
        """Scroll until a row is seen whole, and of the first one what stands above."""
        top = panel.view.mapTo(self.columns, QPoint(0, area.top())).y()
        if area.top() <= panel.view.row_area(0).top():
            top = panel.y()
        self._scroll.ensureVisible(panel.x(), panel.view.mapTo(self.columns, area.bottomLeft()).y(), 0, 8)
        self._scroll.ensureVisible(panel.x(), top, 0, 8)

    def _explain(self) -> None:
        """Say what the marks in the lists mean, as far as they are there."""
        lists = [one.names for one in self._answer]
        say, base = self.appearance.say, ""
        if any(value is not None for found in lists for value in (*found.bases, *found.departed.bases)):
            then = lists[0].base
            months = self.workspace.catalogue.average_window.months
            base = say("bars.average", count=months) if then is None else self.appearance.period(then)
        has_rest = any(found.rest is not None for found in lists)
        self.legend.explain(base, say("threats.rest") if has_rest else "")
        self.families.setEnabled(any(one.has_families for one in self._answer))

    def _look_for_figures(self) -> None:
        """Say that this period has no lists, or that there are no figures at all."""
        self.workspace.ask(
            lambda reader: reader.highest(Observation, "period") is not None, self, self._say_figures, topic="figures"
        )

    def _say_figures(self, has_any: object) -> None:
        self._say_nothing = self._say_no_lists if has_any else self._say_start
        self._say_nothing()
        self._stack.setCurrentIndex(_NOTHING)

    def _say_start(self) -> None:
        actions = ("open_sample", "import", "new_month")
        self.empty.say(message("empty.start"), message("empty.start_advice"), actions)

    def _say_no_lists(self) -> None:
        period = self.workspace.scope.period
        if period is not None:
            title = message("threats.no_lists", period=period)
            self.empty.say(title, message("empty.no_figures_advice"), ("new_month", "import"))

    def _follow(self, scope: Scope) -> None:
        """Mark what is selected in every list; leave a table whose metric is no longer looked at."""
        if self.table.is_open and scope.metric != self.table.listed:
            self._close_table()
        for panel in self.panels:
            panel.view.follow(scope)

    def _close_table(self) -> None:
        """Go back from the table to the lists."""
        if self.table.is_open:
            self.table.close_figures()
            self._stack.setCurrentIndex(_LISTS)
            shown = [panel for panel in self.panels if panel.view.current is not None] or list(self.panels)
            if shown:
                shown[0].view.setFocus()

    def _connect(self) -> None:
        self.empty.action_wanted.connect(self.action_wanted)
        self.table.action_wanted.connect(self.action_wanted)
        self.table.selection_told.connect(self.selection_told)
        self.table.refused.connect(self.refused)
        self.table.series_wanted.connect(self.series_wanted)
        self.table.left.connect(self._close_table)
        self.names.clicked.connect(lambda: self.show_families(by_family=False))
        self.families.clicked.connect(lambda: self.show_families(by_family=True))
        self.workspace.scope_changed.connect(self._follow)

    def _lay_out(self) -> None:
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        nothing = QFrame()
        nothing.setProperty("panel", True)
        QVBoxLayout(nothing).addWidget(self.empty)
        for page in (self._lists_page(), nothing, self.table):
            self._stack.addWidget(page)
        self._stack.setCurrentIndex(_NOTHING)

    def _lists_page(self) -> QWidget:
        """Return the page of the lists: the switch and the legend, and the panels that scroll below."""
        self._switch = QWidget()
        joined = QHBoxLayout(self._switch)
        joined.setContentsMargins(0, 0, 0, 0)
        joined.setSpacing(0)
        self._group = QButtonGroup(self)
        for place, button in enumerate((self.names, self.families)):
            button.setCheckable(True)
            button.setChecked(self._by_family == bool(place))
            button.setProperty("joined", "last" if place else "first")
            self._group.addButton(button, place)
            joined.addWidget(button)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.columns)
        self._scroll.viewport().setAutoFillBackground(False)
        self.columns.setAutoFillBackground(False)
        page = QWidget()
        bar = QHBoxLayout()
        bar.setSpacing(16)
        bar.addWidget(self._switch)
        bar.addWidget(self.legend, 1)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(self._scroll, 1)
        return page
