"""The first tab: the month at a glance, a panel each for spam, viruses, phishing and the web, and what moved most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial, reduce
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from workbench.core.keys import FigureKey
from workbench.core.messages import message
from workbench.core.overview_panels import PANELS
from workbench.core.ports import Reader
from workbench.core.queries.movers import Movers, movers
from workbench.core.queries.overview import Key, Overview, overview
from workbench.core.records import GLOBAL, Coverage, Edition, Metric, Observation, Reading, Segment, Source
from workbench.core.scope import Scope
from workbench.ui.actions import ACTIONS
from workbench.ui.appearance import Appearance
from workbench.ui.mover_texts import MoverTexts
from workbench.ui.overview_texts import OverviewTexts
from workbench.ui.settings import Settings
from workbench.ui.tabs.empty import EmptyPanel
from workbench.ui.tabs.tab import Tab
from workbench.ui.widgets.clipboard import mime_of
from workbench.ui.widgets.kpi_head import HeadFit
from workbench.ui.widgets.kpi_rows import rows_of
from workbench.ui.widgets.kpi_tile import NARROWEST, KpiTile
from workbench.ui.widgets.labels import ElidedText, set_role, text_label
from workbench.ui.widgets.movers_strip import SHOWN, MoversStrip
from workbench.ui.workspace import Workspace

FOUR_FROM = 1300
"""From this width on the panels stand in a row; below it two by two."""

_GAP, _SCROLL_BAR = 10, 12
_FIGURES, _NOTHING = 0, 1
_HEADS = (
    "overview.copied_list",
    "overview.copied_rank",
    "overview.copied_name",
    "overview.copied_value",
    "overview.copied_unit",
    "overview.copied_change",
)
_OTHERS = {"pipeline_stage": "traffic"}
"""The tabs of dimensions that have none of their own; all others stand among the threats."""


class OverviewTab(Tab[Overview]):
    """Shows a period's panels; each figure leads to where it stands among the others."""

    needs = frozenset({Observation, Reading, Coverage, Edition, Source, Segment, Metric})

    def __init__(self, workspace: Workspace, appearance: Appearance, settings: Settings) -> None:
        """Show nothing until a database is there."""
        super().__init__(workspace, appearance)
        del settings
        self._shown: Overview | None = None
        self._movers: Movers | None = None
        self._columns = 0
        self._say_nothing: Callable[[], None] = lambda: None
        self.title = text_label(appearance, 13, weight=QFont.Weight.DemiBold)
        self.state = text_label(appearance, 8.5, weight=QFont.Weight.Medium)
        self.sentence = ElidedText(appearance, 9.5, colour="text2", mode=Qt.TextElideMode.ElideRight, takes_focus=False)
        self.tiles = [KpiTile(appearance, spec.metric, len(spec.lists)) for spec in PANELS]
        self.strip = MoversStrip(appearance, self.show_movers)
        self.empty = EmptyPanel(appearance)
        self.empty.action_wanted.connect(self.action_wanted)
        self.strip.led.connect(self._lead)
        for tile in self.tiles:
            tile.led.connect(self._lead)
        parts = (*(drag for tile in self.tiles for drag in tile.drags), *(one.drag for one in self.strip.buttons))
        for drag in parts:
            self.hand_out(drag)
        self._lay_out()
        self.restyle()

    def question(self, scope: Scope) -> Callable[[Reader], Overview] | None:
        """Ask for the panels of the scope's period; None where there is none."""
        if scope.period is None:
            return None
        return partial(overview, catalogue=self.workspace.catalogue, period=scope.period, base=scope.base)

    def is_steered_by(self, before: Scope, now: Scope) -> bool:
        """Ask again for another period or base; what is selected is only marked."""
        self._mark(now)
        return (before.period, before.base) != (now.period, now.base)

    def show_answer(self, answer: Overview) -> None:
        """Show the panels, and ask what moved."""
        self._shown = answer
        if not answer.has_figures:
            self._movers = None
            self._look_for_figures()
        else:
            self._write()
            self._stack.setCurrentIndex(_FIGURES)
            self._mark(self.workspace.scope)
            query = partial(
                movers, catalogue=self.workspace.catalogue, period=answer.period, base=self.workspace.scope.base
            )
            self.workspace.ask(query, self, self._show_movers, topic="movers", can_wait=True)
        self.answered.emit()

    def show_nothing(self) -> None:
        """Say that there are no figures at all."""
        self._shown = self._movers = None
        self._look_for_figures()
        self.answered.emit()

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        if self._stack.currentIndex() == _NOTHING:
            self._show_nothing_by(self._say_nothing)
        elif self._shown is not None:
            self._write()
            self._write_movers()

    def restyle(self) -> None:
        """Take the theme's colours: the parts do so by themselves."""
        self.empty.retranslate()
        colours = self.appearance.colours
        self.state.setStyleSheet(f"background: {colours.header}; border-radius: 3px; padding: 2px 7px;")

    def show_movers(self) -> QWidget | None:
        """Show all that moved, in a dialog."""
        if self._movers is None or self._shown is None:
            return None
        from workbench.ui.dialogs.movers import MoversDialog  # noqa: PLC0415 - when it is wanted

        against = partial(self._texts.against, self._shown)
        dialog = MoversDialog(self.workspace.catalogue, self.appearance, self._movers, against, self)
        dialog.led.connect(self._lead)
        dialog.show()
        return dialog

    def copy(self) -> None:
        """Copy the figures of the panel that has the focus, else of all panels, as a table."""
        focused = QApplication.focusWidget()
        tiles = [tile for tile in self.tiles if focused is not None and tile.isAncestorOf(focused)] or self.tiles
        rows = [row for tile in tiles for row in tile.table()]
        if rows:
            heads = [self.appearance.say(id_) for id_ in _HEADS]
            QGuiApplication.clipboard().setMimeData(mime_of(heads, rows))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the panels in a row, two by two, or one below the other."""
        super().resizeEvent(event)
        self._arrange()

    @property
    def _texts(self) -> OverviewTexts:
        return OverviewTexts(self.appearance, self.workspace.catalogue, self.workspace.scope.base)

    def _write(self) -> None:
        """Write head and panels."""
        shown, texts = self._shown, self._texts
        if shown is None:
            return
        self.title.setText(texts.edition(shown))
        self.state.setVisible(shown.edition is not None)
        if shown.edition is not None:
            self.state.setText(self.appearance.say(f"edition.{shown.edition.status}"))
            set_role(self.state, "good" if shown.edition.status == "published" else "quiet")
        self.sentence.set_text(texts.sentence(shown))
        self.setAccessibleName(self.appearance.say("overview.name", period=shown.period))
        against = texts.against(shown)
        for tile, panel in zip(self.tiles, shown.panels, strict=True):
            lists = [rows_of(one, self.workspace.catalogue, self.appearance, against) for one in panel.lists]
            tile.show_panel(texts.head(panel, shown), texts.history(panel, shown), lists)
        self._align()

    def _align(self) -> None:
        """Let the heads of the panels look alike: what one has no room for, none does.

        The room is found from the tab's own width: that of a panel depends on the scroll bar, and so on what is found here.
        """
        columns, heads = max(1, self._columns), [tile.head for tile in self.tiles]
        width = (self.width() - _SCROLL_BAR - (columns - 1) * _GAP) // columns
        inside = KpiTile.head_width(width)
        fit = reduce(HeadFit.of_both, (head.fit_for(inside) for head in heads))
        if not fit.is_beside:
            fit = reduce(HeadFit.of_both, (head.fit_for(inside, may_be_beside=False) for head in heads))
        for head in heads:
            head.fit_in(fit if columns > 1 else replace(fit, lines=0))

    def _show_movers(self, answer: Movers) -> None:
        self._movers = answer
        self._write_movers()

    def _write_movers(self) -> None:
        """Write the strip: what can be judged first, then what is too short to say."""
        found, shown, say = self._movers, self._shown, self.appearance.say
        if found is None or shown is None:
            return
        texts = MoverTexts(self.appearance, self.workspace.catalogue)
        rows = [*texts.rows(found.judged, found.base, SHOWN), *texts.rows(found.short, found.base, SHOWN)][:SHOWN]
        counts = say("movers.counts", short=found.short_count) if rows else ""
        if not rows:
            counts = say("movers.none", against=self._texts.against(shown))
        self.strip.show_texts(rows, say("movers.title"), counts, say("movers.show_all"))

    def _mark(self, scope: Scope) -> None:
        """Mark the figure that the inspector shows."""
        place = scope.selected[0] if scope.selected else (GLOBAL, GLOBAL)
        for tile in self.tiles:
            tile.mark((scope.metric, *place))

    def _lead(self, key: Key) -> None:
        """Lead to a figure: the tab where it stands, with the figure selected."""
        tab = self._tab_of(key[0], key[1])
        if tab:
            self.action_wanted.emit(tab)
        self.workspace.look_at_series([FigureKey(*key)])

    def _tab_of(self, metric: str, dimension: str) -> str:
        """Return the action that shows the tab of a dimension, a total's first one; empty where there is none."""
        actions = {spec.id for spec in ACTIONS}
        dimensions = [dimension] if dimension != GLOBAL else list(self.workspace.catalogue.breakdowns(metric))
        wanted = [one if one in actions else _OTHERS.get(one, "threats") for one in dimensions]
        return next((tab for tab in wanted if tab in actions), "")

    def _look_for_figures(self) -> None:
        """Say that this period has no figures, or that there are none at all."""
        self.workspace.ask(
            lambda reader: reader.highest(Observation, "period") is not None, self, self._say_figures, topic="figures"
        )

    def _say_figures(self, has_any: object) -> None:
        if not has_any:
            self._show_nothing_by(self._say_start)
        elif self.workspace.scope.period is not None:
            self._show_nothing_by(self._say_no_figures)

    def _show_nothing_by(self, say: Callable[[], None]) -> None:
        self._say_nothing = say
        say()
        self.setAccessibleName(self.appearance.say("tab.overview"))
        self._stack.setCurrentIndex(_NOTHING)

    def _say_start(self) -> None:
        actions = ("open_sample", "import", "new_month")
        self.empty.say(message("empty.start"), message("empty.start_advice"), actions)

    def _say_no_figures(self) -> None:
        title = message("empty.no_figures", period=self.workspace.scope.period)
        self.empty.say(title, message("empty.no_figures_advice"), ("new_month", "import"))

    def _arrange(self) -> None:
        """Put the panels in as many columns as there is room for."""
        width = self.width()
        columns = len(self.tiles) if width >= FOUR_FROM else 2 if width >= 2 * NARROWEST + _GAP + 20 else 1
        if columns != self._columns:
            self._columns = columns
            for tile in self.tiles:
                self._grid.removeWidget(tile)
            for at, tile in enumerate(self.tiles):
                self._grid.addWidget(tile, at // columns, at % columns)
            for column in range(len(self.tiles)):
                self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._align()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(2, 0, 2, 0)
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.state)
        head.addWidget(self.sentence, 1)
        inside = QWidget()
        for tile in self.tiles:
            tile.setParent(inside)
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        for filled in (inside, scroll.viewport()):
            filled.setAutoFillBackground(False)
        figures = QWidget()
        column = QVBoxLayout(figures)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addLayout(head)
        column.addWidget(scroll, 1)
        column.addWidget(self.strip)
        nothing = QFrame()
        nothing.setProperty("panel", True)
        QVBoxLayout(nothing).addWidget(self.empty)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(figures)
        self._stack.addWidget(nothing)
        stops = [stop for tile in self.tiles for stop in tile.stops]
        for before, after in pairwise([*stops, *self.strip.buttons, self.strip.all]):
            QWidget.setTabOrder(before, after)
