"""What is chosen on a plot and in its legend, shared with the whole window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.core.keys import FigureKey
from workbench.core.periods import Period
from workbench.core.records import GLOBAL
from workbench.core.scope import Scope
from workbench.core.trend_spec import series_of
from workbench.ui.tabs.trend_panels import PlotPanel
from workbench.ui.widgets.legend import Legend
from workbench.ui.widgets.legend_rows import Kind, LegendRow
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.ui.plots.trend_view import TrendView

_OF_SERIES = frozenset({Kind.SERIES, Kind.COMPUTED})


class TrendChoice:
    """Lets the window look at what is chosen, and chooses what the window looks at."""

    def __init__(self, workspace: Workspace, legend: Legend, panel: PlotPanel) -> None:
        """Listen to a legend, and to a panel's plot when it is there."""
        self._workspace = workspace
        self._legend = legend
        self._panel = panel
        legend.chosen.connect(self._choose)
        panel.loaded.connect(self._connect)

    @property
    def series(self) -> FigureKey | None:
        """The series that is chosen, else the first one; None where the plot has none."""
        drawn = self._panel.drawn
        series = () if drawn is None else drawn.trends.spec.series
        row = self._legend.current
        return row.key if row is not None and row.key in series else next(iter(series), None)

    def follow(self, scope: Scope) -> None:
        """Choose in the legend, and pick out of the plot, what is looked at."""
        place = scope.selected[0] if scope.selected else (GLOBAL, GLOBAL)
        key = FigureKey(scope.metric, *place)
        current = self._legend.current
        rows = [row for row in self._legend.rows.rows if row.kind is Kind.SERIES and row.key == key]
        if current is None or (current.key != key and current.kind in _OF_SERIES):
            if rows:
                self._legend.choose(rows[0].kind, rows[0].id)
            else:
                self._legend.choose_none()
        if self._panel.view is not None:
            self._panel.view.pick(rows[0].id if rows else "")

    def look_at(self, key: FigureKey, period: Period | None = None) -> None:
        """Let the whole window look at a series, and at a period of it."""
        scope = self._workspace.scope
        changes: dict[str, object] = {"metric": key.metric, "selected": ()}
        if key.dimension != GLOBAL:
            changes.update(dimension=key.dimension, selected=((key.dimension, key.segment),))
        if period is not None and scope.period is not None and period.grain is scope.period.grain:
            changes["period"] = period
        self._workspace.look_at(**changes)

    def _choose(self, row: LegendRow) -> None:
        """Share a row; show where a note is."""
        drawn, view = self._panel.drawn, self._panel.view
        if row.key is not None and row.kind in _OF_SERIES:
            self.look_at(row.key)
        elif row.note is not None and row.key is not None and drawn is not None:
            note = next(note for note in drawn.trends.notes if note.id == row.note.id)
            self.look_at(row.key, Period.parse(note.first))
            if view is not None:
                view.canvas.read_at(row.note.first)

    def _connect(self, view: TrendView) -> None:
        view.clicked.connect(lambda line, period: self.look_at(series_of(line)[0], period))
        view.event_clicked.connect(self._choose_event)
        view.note_clicked.connect(self._choose_note)

    def _choose_event(self, id_: str) -> None:
        """Choose the kind of an event that was clicked."""
        for event in () if self._panel.drawn is None else self._panel.drawn.trends.events:
            if event.id == id_:
                self._legend.choose(Kind.EVENTS, event.kind)

    def _choose_note(self, id_: int) -> None:
        """Choose a note that was clicked, and look at what it is on."""
        if self._legend.choose(Kind.NOTE, str(id_)) and self._legend.current is not None:
            self._choose(self._legend.current)
