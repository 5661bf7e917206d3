"""The traffic tab: the pipeline as a flow true to scale, its stages as a table, and what follows beside the spam rate."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QFont, QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from workbench.core.messages import message
from workbench.core.ports import Command, Reader
from workbench.core.queries.pipeline import CONNECTIONS, DROPPED, PIPELINE_STAGE, Pipeline, pipeline
from workbench.core.records import Coverage, Metric, Observation, Reading, Segment
from workbench.core.scope import Scope
from workbench.ui.appearance import Appearance
from workbench.ui.settings import Settings
from workbench.ui.tabs.empty import EmptyPanel
from workbench.ui.tabs.stage_panel import StagePanel
from workbench.ui.tabs.tab import Tab
from workbench.ui.widgets.figure_menu import add_figure_actions
from workbench.ui.widgets.flow import FlowView
from workbench.ui.widgets.flow_words import FlowWords
from workbench.ui.widgets.labels import ElidedText, icon_button, name_button, rule, text_label
from workbench.ui.widgets.panes import Panes
from workbench.ui.widgets.pipeline_check import PipelineCheck
from workbench.ui.widgets.stage_editing import StageEditing
from workbench.ui.workspace import Workspace

_NARROW_BELOW = 860
_GAP = 10
_SIZES = (690, 410)
_FIGURES, _NOTHING = 0, 1


class TrafficTab(Tab[Pipeline]):
    """Shows the pipeline of the scope's period, whatever metric is looked at.

    While it is seen the window looks at the traffic's own metrics, so that the inspector shows what is selected here.
    """

    needs = frozenset({Observation, Reading, Coverage, Segment, Metric})

    def __init__(self, workspace: Workspace, appearance: Appearance, settings: Settings) -> None:
        """Show nothing yet."""
        super().__init__(workspace, appearance)
        self._metric_before = ""
        self._told = ""
        self._pipeline: Pipeline | None = None
        self._words = FlowWords(appearance, lambda: workspace.catalogue)
        self.flow = FlowView(self._words, appearance)
        self.stages = StagePanel(self._words, appearance, settings)
        self.editing = StageEditing(self.stages.table, self._words, lambda: workspace.catalogue, self._run)
        self.check = PipelineCheck(self._words, appearance)
        self.panes = Panes(settings, "tab/traffic", narrow_below=_NARROW_BELOW)
        self.empty, self.nothing = EmptyPanel(appearance), EmptyPanel(appearance)
        self._title = text_label(appearance, 11, weight=QFont.Weight.DemiBold, role="title")
        self._subtitle = ElidedText(appearance, 9, colour="text2", mode=Qt.TextElideMode.ElideRight, takes_focus=False)
        self._picture = icon_button(self.copy_picture)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.restyle()

    def question(self, scope: Scope) -> Callable[[Reader], Pipeline] | None:
        """Ask for the pipeline of the period; None where there is no period."""
        if scope.period is None:
            return None
        return partial(pipeline, catalogue=self.workspace.catalogue, period=scope.period, base=scope.base)

    def show_answer(self, answer: Pipeline) -> None:
        """Show a pipeline."""
        self._pipeline = answer
        self._pages.setCurrentIndex(_FIGURES)
        self.flow.show_pipeline(answer)
        self.stages.show_pipeline(answer)
        self.check.show_pipeline(answer)
        self._show_head(answer)
        self._flow_pages.setCurrentIndex(_FIGURES if answer.has_stages else _NOTHING)
        self._picture.setEnabled(answer.has_stages)
        self._take_scope()
        self._follow(self.workspace.scope)
        self.answered.emit()

    def show_nothing(self) -> None:
        """Say that there are no figures at all."""
        self._pipeline = None
        self._pages.setCurrentIndex(_NOTHING)
        self._tell("")
        self.answered.emit()

    def is_steered_by(self, before: Scope, now: Scope) -> bool:
        """Ask again for another period or base; a selection is only shown."""
        if (before.period, before.base) != (now.period, now.base):
            if not self.stages.table.delegate.finish():
                self.stages.table.delegate.cancel()
            return True
        self._follow(now)
        return False

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        say = self.appearance.say
        self._title.setText(say("flow.title"))
        name_button(self._picture, say("flow.copy_picture"))
        self.panes.set_titles(say("stages.title"), say("agreement.short"))
        actions = ("open_sample", "import", "new_month")
        self.nothing.say(message("empty.start"), message("empty.start_advice"), actions)
        self.check.retranslate()
        self.stages.retranslate()
        self.flow.retranslate()
        if self._pipeline is not None:
            self._show_head(self._pipeline)
            self._follow(self.workspace.scope)

    def restyle(self) -> None:
        """Take the colours of the theme."""
        self._picture.setIcon(self.appearance.icon("image-down"))
        self.flow.restyle()
        self.stages.restyle()
        self.check.restyle()
        for panel in (self.empty, self.nothing):
            panel.retranslate()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Let the keys act in the table of the stages."""
        self.stages.table.setFocus(event.reason())

    def copy(self) -> None:
        """Copy the table of the stages; in a field its text."""
        field = self._field()
        if field is not None:
            field.copy()
        else:
            self.editing.copy()

    def paste(self) -> None:
        """Paste into a field, else enter a column of shares."""
        field = self._field()
        if field is not None:
            field.paste()
        else:
            self.editing.paste()

    def copy_picture(self) -> None:
        """Put a picture of the flow on the clipboard."""
        QGuiApplication.clipboard().setPixmap(self.flow.grab())

    def reset_layout(self) -> None:
        """Show the panels as at the first start."""
        self.panes.reset_layout()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Look at the traffic's metrics."""
        super().showEvent(event)
        self._take_scope()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Look at the metric of before again, if nobody chose another."""
        super().hideEvent(event)
        before, self._metric_before = self._metric_before, ""
        if before and not event.spontaneous() and self.workspace.scope.metric in {CONNECTIONS, DROPPED}:
            self.workspace.look_at(metric=before, selected=())

    def _take_scope(self) -> None:
        """Look at the connections, unless a stage is selected."""
        scope = self.workspace.scope
        if self._metric_before or not self.isVisible() or not self.workspace.is_open:
            return
        self._metric_before = scope.metric
        if not self._is_stage(scope):
            self.workspace.look_at(metric=CONNECTIONS, selected=())
        else:
            self.workspace.look_at(metric=DROPPED)

    def _choose(self, row: int) -> None:
        """Select a stage for the whole window; the last row is what is left, of which no figure is printed."""
        if self._pipeline is None:
            return
        self.workspace.look_at_series([self._pipeline.series(row)])
        self.flow.select(row)
        self.stages.table.select(row)
        self._tell(self.flow.tips[row])

    def _follow(self, scope: Scope) -> None:
        """Mark the stage that is selected elsewhere."""
        if self._pipeline is None:
            return
        names = [stage.segment for stage in self._pipeline.stages]
        segment = scope.selected[0][1] if self._is_stage(scope) else ""
        is_last = not segment and self.flow.selected == len(names)
        row = names.index(segment) if segment in names else len(names) if is_last else -1
        self.flow.select(row)
        self.stages.table.select(row)
        self._tell(self.flow.tips[row] if row >= 0 else "")

    @staticmethod
    def _is_stage(scope: Scope) -> bool:
        return bool(scope.selected) and scope.selected[0][0] == PIPELINE_STAGE

    def _tell(self, said: str) -> None:
        if said != self._told and self.isVisible():
            self._told = said
            self.selection_told.emit(said)

    def _show_head(self, shown: Pipeline) -> None:
        """Say how many connections a day there were, and how that changed."""
        say, words = self.appearance.say, self._words
        number = shown.stages[0].reaches.number if shown.stages else None
        if number is None:
            text = say("flow.subtitle_shares", period=shown.period)
        else:
            text = say("flow.subtitle", period=shown.period, connections=words.amount(number))
        change = words.change(shown.connections, unit="percent")
        if change and shown.base is not None:
            text = f"{text}   {say('flow.change', change=change, base=shown.base)}"
        self._subtitle.set_text(text)
        title = message("flow.empty", period=shown.period)
        self.empty.say(title, message("flow.empty_advice"), ("import",))

    def _run(self, command: Command) -> None:
        self.workspace.run(command)

    def _connect(self) -> None:
        for panel in (self.empty, self.nothing):
            panel.action_wanted.connect(self.action_wanted)
        self.flow.chosen.connect(self._choose)
        self.hand_out(self.flow.drag)
        self.hand_out(self.stages.table.drag)
        self.stages.table.chosen.connect(self._choose)
        self.stages.copy_wanted.connect(self.editing.copy)
        self.stages.table.menu_wanted.connect(self._offer_table)
        self.editing.refused.connect(self.refused)

    def _offer_table(self, place: QPoint) -> None:
        """Offer what can be done with the table."""
        say, menu = self.appearance.say, QMenu(self)
        for label, keys, do in (
            (say("action.copy"), "Ctrl+C", self.editing.copy),
            (say("action.paste"), "Ctrl+V", self.editing.paste),
            (say("grid.clear"), "Del", self.editing.clear),
        ):
            menu.addAction(f"{label}\t{keys}").triggered.connect(lambda _checked=False, run=do: run())
        menu.addSeparator()
        add_figure_actions(menu, self.appearance, self.action_wanted.emit)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _field(self) -> QLineEdit | None:
        """Return the field in which is typed."""
        focused = QApplication.focusWidget()
        return focused if isinstance(focused, QLineEdit) and self.isAncestorOf(focused) else None

    def _lay_out(self) -> None:
        self.panes.add(self.stages, _SIZES[0])
        self.panes.add(self.check, _SIZES[1])
        content, nothing = QWidget(), QFrame()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addWidget(self._flow_panel(), 1)
        column.addWidget(self.panes, 1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        scroll.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        nothing.setProperty("panel", True)
        QVBoxLayout(nothing).addWidget(self.nothing)
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self._pages.addWidget(scroll)
        self._pages.addWidget(nothing)

    def _flow_panel(self) -> QFrame:
        """Return the panel of the picture, with its head."""
        panel, pages = QFrame(), QWidget()
        panel.setProperty("panel", True)
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 10, 8)
        head.setSpacing(14)
        head.addWidget(self._title)
        head.addWidget(self._subtitle, 1)
        head.addWidget(self._picture)
        self._flow_pages = QStackedLayout(pages)
        self._flow_pages.addWidget(self.flow)
        self._flow_pages.addWidget(self.empty)
        column = QVBoxLayout(panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(pages, 1)
        return panel
