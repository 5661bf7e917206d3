"""The trends tab: any metrics and segments along the time as a plot or as its table, with events and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QStackedLayout, QVBoxLayout

from workbench.core.chart_text import spoken
from workbench.core.charting import chart_of
from workbench.core.errors import Refused
from workbench.core.keys import FigureKey
from workbench.core.messages import Translator, message
from workbench.core.ports import Reader
from workbench.core.queries.trends import trends
from workbench.core.records import Event, Metric, Note, Observation, Reading, Segment
from workbench.core.scope import Scope
from workbench.core.trend_spec import TrendSpec
from workbench.core.units import ONE_IN, PERCENT
from workbench.ui.appearance import Appearance
from workbench.ui.plots import series_mime
from workbench.ui.settings import Settings
from workbench.ui.tabs.empty import EmptyPanel
from workbench.ui.tabs.tab import Tab
from workbench.ui.tabs.trend_choice import TrendChoice
from workbench.ui.tabs.trend_edits import TrendEdits
from workbench.ui.tabs.trend_finder import SeriesFinder
from workbench.ui.tabs.trend_findings import TrendFindings
from workbench.ui.tabs.trend_menus import legend_menu, show_menu
from workbench.ui.tabs.trend_output import TrendOutput
from workbench.ui.tabs.trend_panels import LegendPanel, PlotPanel
from workbench.ui.trend_changes import isolated, switched, toggled, with_seen, without
from workbench.ui.trend_layout import TrendLayout, first_layout, fitting, is_known, kept_of, layout_of
from workbench.ui.widgets import trend_tools
from workbench.ui.widgets.legend_rows import Drawn, Kind, LegendRow, legend_rows
from workbench.ui.widgets.panes import Panes
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.ui.plots.trend_view import TrendView

_NAME = "trends"
_LEGEND_WIDTH, _PLOT_WIDTH = 264, 840
_NARROW_BELOW = 740
_FIGURES, _NOTHING = 0, 1
_PAUSE = 400
"""After so many milliseconds without a movement what is seen is kept."""

_NOTE_KEYS = QKeySequence("Ctrl+Shift+M")
_WAYS = {Qt.Key.Key_Left: "back", Qt.Key.Key_Right: "forward"}


class TrendsTab(Tab[Drawn]):
    """Shows a plot of the series that were put on it; what is shown, and how, is kept between two starts."""

    needs = frozenset({Observation, Reading, Note, Event, Segment, Metric})

    def __init__(self, workspace: Workspace, appearance: Appearance, settings: Settings) -> None:
        """Show nothing yet; the plot itself is imported when the tab is seen."""
        super().__init__(workspace, appearance)
        self._settings = settings
        self._layout = layout_of(settings.layout(_NAME))
        self._drawn: Drawn | None = None
        self._told = ""
        self._translator_of: Callable[[str], Translator] = cache(appearance.translator_of)
        self.legend_panel = LegendPanel(appearance, self)
        self.plot = PlotPanel(workspace, appearance)
        self.legend = self.legend_panel.legend
        self.tools = self.plot.tools
        self.empty = EmptyPanel(appearance)
        self.finder = SeriesFinder(
            workspace,
            appearance,
            self.legend_panel.chooser,
            lambda: self.layout_shown.spec.series,
            self._translator_of,
        )
        self.chosen = TrendChoice(workspace, self.legend, self.plot)
        self.edits = TrendEdits(workspace, appearance, self.plot, lambda: self.chosen.series, self.refused.emit)
        self.findings = TrendFindings(workspace, appearance, self.plot, lambda: self.chosen.series, self.refused.emit)
        self.output = TrendOutput(workspace, appearance, settings, self.plot, self._tell)
        self._keeping = QTimer(self, singleShot=True, interval=_PAUSE)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.restyle()

    @property
    def view(self) -> TrendView | None:
        """The plot, once it has been imported."""
        return self.plot.view

    @property
    def layout_shown(self) -> TrendLayout:
        """What is asked for, and how it is looked at."""
        return self._layout or TrendLayout()

    def question(self, scope: Scope) -> Callable[[Reader], Drawn] | None:
        """Ask for the plot; None where there is no period, and so no figure."""
        if scope.period is None:
            return None
        catalogue = self.workspace.catalogue
        if self._layout is None:
            self._layout = first_layout(scope, catalogue)
        self._layout = replace(self._layout, spec=fitting(self._layout.spec, catalogue))
        spec, has_bridges = replace(self._layout.spec, base=scope.base), self._layout.has_bridges
        language, translator_of = self.appearance.language, self._translator_of

        def draw(reader: Reader) -> Drawn:
            found, translate = trends(reader, catalogue, spec), translator_of(language)
            chart = replace(chart_of(found, catalogue, translate), has_bridges=has_bridges)
            return Drawn(found, chart, translate, spoken(chart, translate))

        return draw

    def show_answer(self, answer: Drawn) -> None:
        """Show a plot; keys of segments that were merged since are now those of the ones that stand."""
        self._drawn = answer
        shown = answer.trends.spec
        layout = self.layout_shown
        self._layout = replace(layout, spec=replace(layout.spec, series=shown.series, colours=shown.colours))
        self.edits.show(answer)
        self._pages.setCurrentIndex(_FIGURES)
        self._show_legend()
        self._show_tools()
        self.plot.show_drawn(answer, self._layout)
        self.chosen.follow(self.workspace.scope)
        self._tell(self.plot.told)
        self.plot.load()
        self.answered.emit()

    def show_nothing(self) -> None:
        """Say that there are no figures at all."""
        self._pages.setCurrentIndex(_NOTHING)
        self._tell("")
        self.answered.emit()

    def is_steered_by(self, before: Scope, now: Scope) -> bool:
        """Ask again for another base; period and selection are only shown."""
        if before.base != now.base or (before.period is None) != (now.period is None):
            return True
        if self._drawn is not None:
            if before.period != now.period:
                self._show_legend()
            self.chosen.follow(now)
        return False

    def retranslate(self) -> None:
        """Write everything in the language of the window; the plot comes anew."""
        say = self.appearance.say
        self.panes.set_titles(say("trends.legend"), say("trends.plot"))
        self.empty.say(message("empty.start"), message("empty.start_advice"), ("open_sample", "import", "new_month"))
        self.legend_panel.retranslate()
        self.plot.retranslate()
        if self._drawn is not None:
            self.refresh()

    def restyle(self) -> None:
        """Take the colours of the theme, and how close rows stand."""
        self.legend_panel.restyle()
        self.plot.restyle()
        self.empty.retranslate()

    @property
    def inner_panes(self) -> Panes:
        """The legend and the plot."""
        return self.panes

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Let the keys act on what is shown: the table, the plot, or the legend while there is no plot yet."""
        if self.layout_shown.is_table:
            self.plot.table.setFocus(event.reason())
        else:
            (self.legend if self.view is None else self.view.canvas).setFocus(event.reason())

    def copy(self) -> None:
        """Copy the text of a field, the selected cells of the table, or the figures that are seen."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit) and self.isAncestorOf(focused):
            focused.copy()
        elif self.layout_shown.is_table:
            self.plot.table.copy()
        else:
            self.output.act("copy", "data")

    def paste(self) -> None:
        """Paste into a field."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit) and self.isAncestorOf(focused):
            focused.paste()

    def focus_filter(self) -> None:
        """Let a series be found."""
        self.panes.bring_to_front(0)
        self.legend_panel.chooser.field.setFocus()
        self.legend_panel.chooser.ask()

    def reset_layout(self) -> None:
        """Show what is looked at, as at the first start."""
        self.panes.reset_layout()
        self._settings.set_layout(_NAME, {})
        self._layout = None
        self.refresh()

    def show_layout(self, layout: TrendLayout) -> None:
        """Show another plot, or look at it otherwise; it is kept for the next start."""
        before, self._layout = self.layout_shown, layout
        self._keep()
        if before.sight != layout.sight:
            self.plot.forget_sight()
        if (before.spec, before.has_bridges, before.sight) != (layout.spec, layout.has_bridges, layout.sight):
            self.refresh()
        self._show_tools()

    def add_series(self, keys: Iterable[FigureKey]) -> None:
        """Put series on the plot; those that are there already are seen again. The last one is chosen where that is seen."""
        catalogue = self.workspace.catalogue
        known = [key for key in keys if is_known(key, catalogue)]
        if not known:
            return
        scope = self.workspace.scope
        layout = self._layout or (first_layout(scope, catalogue) if scope.period else TrendLayout())
        self.show_layout(replace(layout, spec=with_seen(layout.spec, known, catalogue)))
        if self.isVisible():
            self.chosen.look_at(known[-1])

    def toggle(self, row: LegendRow) -> None:
        """Hide what a row stands for, or show it again."""
        self._take(toggled(self.layout_shown.spec, row, self.legend.rows.rows))

    def isolate(self, row: LegendRow) -> None:
        """Show no other series, or no other kind of events; all again where that is so already."""
        self._take(isolated(self.layout_shown.spec, row, self.legend.rows.rows))

    def remove(self, row: LegendRow) -> None:
        """Take a series off the plot, or delete a note."""
        if row.kind is Kind.NOTE and row.note is not None:
            self.edits.delete_note(row.note.id)
        elif row.kind is Kind.SERIES and row.key is not None:
            self._take(without(self.layout_shown.spec, row.key, self.workspace.catalogue))

    def open_note(self, row: LegendRow) -> None:
        """Let a note be changed."""
        if row.note is not None:
            self.edits.edit_note(row.note.id, self.plot.middle)

    def edit_event(self, id_: str) -> None:
        """Let an event be changed."""
        self.edits.edit_event(id_, self.plot.middle)

    def add(self, row: LegendRow) -> None:
        """Let a note or an event be added: where a row is a series, a note on it."""
        if row.kind is Kind.ADD_EVENT:
            self.edits.add_event()
        else:
            self.edits.add_note(row.key)

    def event(self, event: QEvent) -> bool:
        """Take the window's key for a note: here it makes one on the plot."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_for_note(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Add a note, or go over what was looked at, wherever the focus is."""
        is_alt = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
        if _is_for_note(event):
            self.edits.add_note()
        elif is_alt and event.key() in _WAYS:
            self.plot.go(_WAYS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take series anywhere, also where there is no plot yet."""
        event.setAccepted(event.mimeData().hasFormat(series_mime.SERIES))

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Put on the plot what was dropped."""
        event.acceptProposedAction()
        self.take_dropped(event.mimeData())

    def take_dropped(self, data: QMimeData) -> None:
        """Put on the plot what was dropped on it, or on its tab."""
        self._drop(series_mime.keys_of(data))

    def _take(self, spec: TrendSpec) -> None:
        """Ask for another plot."""
        self.show_layout(replace(self.layout_shown, spec=spec))

    def _keep(self) -> None:
        if self._layout is not None:
            self._settings.set_layout(_NAME, kept_of(self._layout))

    def _switch(self, name: str, is_on: bool) -> None:  # noqa: FBT001 - what a button toggles
        """Do what a switch is for."""
        self.show_layout(switched(self.layout_shown, name, is_on=is_on))
        if name == trend_tools.TABLE and self._drawn is not None:
            self.plot.show_drawn(self._drawn, self.layout_shown)

    def _show_legend(self) -> None:
        if self._drawn is not None:
            period, catalogue = self.workspace.scope.period, self.workspace.catalogue
            self.legend.show_rows(legend_rows(self._drawn, period, catalogue, self.appearance))

    def _show_tools(self) -> None:
        metrics = self.workspace.catalogue.metrics if self.workspace.is_open else {}
        units = {metrics[key.metric].unit for key in self.layout_shown.spec.series if key.metric in metrics}
        has_rates = {PERCENT.id, ONE_IN.id} <= units
        is_read_only = self.workspace.is_open and self.workspace.is_read_only
        self.tools.show_layout(self.layout_shown, has_rates=has_rates, is_read_only=is_read_only)

    def _drop(self, texts: list[str]) -> None:
        """Put on the plot what was dropped on it."""
        try:
            keys = [FigureKey.parse(text) for text in texts]
        except Refused as error:
            self.refused.emit(error)
        else:
            self.add_series(FigureKey(key.metric, key.dimension, key.segment) for key in keys)

    def _note_sight(self) -> None:
        """Keep what is seen, when it has come to rest, and tell it."""
        self._layout = replace(self.layout_shown, sight=self.plot.sight)
        self._keep()
        self._tell(self.plot.told)

    def _tell(self, said: str) -> None:
        if self.isVisible() and said != self._told:
            self._told = said
            self.selection_told.emit(said)

    def _connect(self) -> None:
        legend, tools = self.legend, self.tools
        self.empty.action_wanted.connect(self.action_wanted)
        self.plot.empty.action_wanted.connect(self.action_wanted)
        self.plot.loaded.connect(self._connect_view)
        self._keeping.timeout.connect(self._note_sight)
        self.legend_panel.chooser.wanted.connect(lambda key: self.add_series([key]))
        legend.toggled.connect(self.toggle)
        legend.isolated.connect(self.isolate)
        legend.removed.connect(self.remove)
        legend.opened.connect(self.open_note)
        legend.adding.connect(self.add)
        legend.menu_wanted.connect(self._offer_menu)
        tools.mode_chosen.connect(lambda mode: self._take(replace(self.layout_shown.spec, mode=mode)))
        tools.switched.connect(self._switch)
        tools.finding_wanted.connect(self.findings.start)
        self.findings.wanted.connect(self.finding_wanted)
        tools.copying.connect(partial(self.output.act, "copy"))
        tools.saving.connect(partial(self.output.act, "save"))

    def _connect_view(self, view: TrendView) -> None:
        """Do what the plot wants."""
        view.series_dropped.connect(self._drop)
        view.sight_changed.connect(lambda _first, _last: self._keeping.start())
        self.chosen.follow(self.workspace.scope)
        self._tell(self.plot.told)

    def _offer_menu(self, row: LegendRow, place: QPoint) -> None:
        if self._drawn is not None:
            show_menu(
                legend_menu(row, self, self._drawn.trends, self.workspace.catalogue, self.appearance, self), place
            )

    def _lay_out(self) -> None:
        self.panes = Panes(self._settings, "tab/trends", narrow_below=_NARROW_BELOW)
        self.panes.add(self.legend_panel, _LEGEND_WIDTH, grows=False)
        self.panes.add(self.plot, _PLOT_WIDTH)
        self.panes.bring_to_front(1)
        nothing = QFrame()
        nothing.setProperty("panel", True)
        QVBoxLayout(nothing).addWidget(self.empty)
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self._pages.addWidget(self.panes)
        self._pages.addWidget(nothing)


def _is_for_note(event: QKeyEvent) -> bool:
    return QKeySequence(event.keyCombination()) == _NOTE_KEYS
