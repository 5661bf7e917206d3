"""The inspector: everything that is known of the selected figure, at the right of every tab."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from workbench.core.analysis import levels
from workbench.core.claims.links import claim_link
from workbench.core.figure_words import segment_label
from workbench.core.keys import FigureKey
from workbench.core.periods import Grain, Period
from workbench.core.ports import Reader
from workbench.core.queries.figure_detail import Beside, FigureDetail, figure_detail
from workbench.core.records import GLOBAL, Coverage, Metric, Note, Observation, Reading, Segment, Source
from workbench.core.scope import Scope
from workbench.core.units import UNITS
from workbench.ui.appearance import Appearance
from workbench.ui.claim_texts import ClaimTexts
from workbench.ui.figure_texts import FigureTexts, changed_words
from workbench.ui.key_texts import KeyTexts
from workbench.ui.view import View
from workbench.ui.widgets.change_log import ChangeLog
from workbench.ui.widgets.facts import Fact, Facts
from workbench.ui.widgets.figure_head import FigureHead
from workbench.ui.widgets.history_line import HistoryLine
from workbench.ui.widgets.labels import rule, text_label
from workbench.ui.widgets.mention_list import MentionList
from workbench.ui.widgets.note_list import NoteList
from workbench.ui.widgets.reading_list import ReadingList
from workbench.ui.widgets.section import MARGIN, Section
from workbench.ui.widgets.source_facts import SourceFacts
from workbench.ui.workspace import Workspace

WIDTH, LEAST_WIDTH = 286, 260
_EDGE = 1


class Inspector(View[FigureDetail]):
    """The first selected figure of the scope, or the metric's total where none is selected.

    `finding_wanted` carries words to begin a finding with, `finding_opened` the id of one that is to be shown.
    """

    needs = frozenset({Observation, Reading, Coverage, Note, Source, Metric, Segment})

    finding_wanted = Signal(str)
    finding_opened = Signal(str)

    def __init__(self, workspace: Workspace, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show nothing until a figure is there."""
        super().__init__(workspace, appearance, parent)
        self._detail: FigureDetail | None = None
        self.head = FigureHead(appearance)
        self.comparisons = Facts(appearance)
        self.history = Section(appearance)
        self.line = HistoryLine(appearance)
        self._no_history = text_label(appearance, 9, role="quiet", wraps=True)
        self.source = SourceFacts(appearance)
        self.readings = ReadingList(workspace, appearance)
        self.notes = NoteList(workspace, appearance)
        self.notes.opened.connect(lambda: QTimer.singleShot(0, self, self._show_editor))
        self.notes.finding_wanted.connect(self._start_finding)
        self.mentions = MentionList(workspace, appearance)
        self.mentions.opened.connect(self.finding_opened)
        self.changes = ChangeLog(appearance)
        self.empty = text_label(appearance, role="quiet", wraps=True)
        self._lay_out()
        self.setMinimumWidth(LEAST_WIDTH)
        self.retranslate()
        self.show_nothing()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be as wide as the style says."""
        return QSize(WIDTH, 600)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the content as wide as the panel: the scroll bar comes to stand in its margin and moves nothing."""
        super().resizeEvent(event)
        self._content.setMinimumWidth(self.width() - 2 * _EDGE)

    def question(self, scope: Scope) -> Callable[[Reader], FigureDetail] | None:
        """Ask for the selected figure."""
        if scope.period is None:
            return None
        dimension, segment = scope.selected[0] if scope.selected else (GLOBAL, GLOBAL)
        metric, window, period = (
            self.workspace.catalogue.metric(scope.metric),
            self.workspace.catalogue.average_window,
            scope.period,
        )
        return lambda reader: figure_detail(reader, metric, dimension, segment, period, window)

    def is_steered_by(self, before: Scope, now: Scope) -> bool:
        """Ask anew for another figure; the base of comparison and the tab are nothing to it."""
        return (before.period, before.metric, before.selected[:1]) != (now.period, now.metric, now.selected[:1])

    def show_answer(self, answer: FigureDetail) -> None:
        """Show a figure."""
        self._detail = answer
        texts = FigureTexts(self.appearance, answer.metric)
        self._show_head(answer, texts)
        self.comparisons.show_facts(list(self._comparisons(answer, texts)))
        self._show_history(answer, texts)
        self.source.show_source(answer)
        self.readings.show_readings(answer)
        self.notes.show_notes(answer)
        self.changes.show_changes(answer, KeyTexts(self.appearance, self.workspace.catalogue))
        self._pages.setCurrentIndex(1)

    def show_nothing(self) -> None:
        """Say that there are no figures."""
        self._detail = None
        self._pages.setCurrentIndex(0)

    def add_note(self) -> None:
        """Begin a note on the figure that is shown."""
        self.notes.write()

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        say = self.appearance.say
        self.setAccessibleName(say("inspector.title"))
        self.empty.setText(say("inspector.nothing"))
        self.history.set_title(say("inspector.history"))
        self._no_history.setText(say("inspector.history_empty"))
        self.notes.retranslate()
        if self._detail is not None and self.workspace.is_open:
            self.show_answer(self._detail)

    def restyle(self) -> None:
        """Draw icons and lines in the theme's colours."""
        if hasattr(self, "_pages"):
            self.retranslate()

    def _start_finding(self, note: str) -> None:
        """Begin a finding with a note, headed by the figure that it is on."""
        if self._detail is None:
            return
        detail = self._detail
        key = FigureKey(detail.metric.id, detail.dimension, detail.segment, detail.period)
        value = FigureTexts(self.appearance, detail.metric).value(detail.observation)
        name = ClaimTexts(self.appearance, self.workspace.catalogue).series(key)
        self.finding_wanted.emit(f"{name}: {claim_link(value, key)}\n\n{note}")

    def _show_editor(self) -> None:
        """Bring the field for a note into view, once it has its place."""
        self._content.adjustSize()
        self._scroll.ensureWidgetVisible(self.notes.editor, 0, MARGIN)

    def _show_head(self, detail: FigureDetail, texts: FigureTexts) -> None:
        catalogue, language = self.workspace.catalogue, self.appearance.language
        parts = [catalogue.label(detail.metric, language)]
        if detail.dimension != GLOBAL:
            parts.append(catalogue.label(catalogue.dimension(detail.dimension), language))
        period = self.appearance.period(detail.period)
        name = segment_label(catalogue, detail.dimension, detail.segment, language)
        remarks = texts.remarks(detail.observation)
        if detail.observation is None:
            remarks = self.appearance.say("inspector.not_reported")
        value, rate = texts.value(detail.observation), texts.rate(detail.observation)
        self.head.show_figure(" / ".join(parts), period, name, value, rate, remarks)

    def _comparisons(self, detail: FigureDetail, texts: FigureTexts) -> Iterator[Fact]:
        """Yield what the figure is compared with."""
        for beside in (detail.previous, detail.year_before):
            yield self._compared(detail, beside, texts)
        yield from self._averages(detail, texts)
        say = self.appearance.say
        if detail.total is not None:
            yield Fact(say("inspector.total"), texts.value(detail.total.observation), texts.against(detail))
        if detail.dimension != GLOBAL:
            place, movement = texts.rank(detail.rank), texts.movement(detail.rank_change)
            yield Fact(say("inspector.rank"), place, movement, tip=say("inspector.rank_tip"))

    def _compared(self, detail: FigureDetail, beside: Beside, texts: FigureTexts) -> Fact:
        label, value = self.appearance.period(beside.period), texts.value(beside.observation)
        change = texts.change(beside, detail.observation)
        if change is None:
            return Fact(label, value, "–" if value != "–" else "")
        said = changed_words(self.appearance, label, change)
        return Fact(label, value, change.text, change.arrow, change.role, said=said)

    def _averages(self, detail: FigureDetail, texts: FigureTexts) -> Iterator[Fact]:
        """Yield the printed averages, then the computed one with how many values it goes over."""
        say, is_monthly = self.appearance.say, detail.period.grain is Grain.MONTH
        label = say("inspector.average_months" if is_monthly else "inspector.average_periods", count=detail.window)
        for reading in detail.published:
            yield Fact(label, texts.reading(reading), say("inspector.published"))
        present = "inspector.present_months" if is_monthly else "inspector.present_periods"
        aside = say(present, present=detail.months, window=detail.window) if detail.months else ""
        yield Fact(label, texts.number(detail.average), aside)

    def _show_history(self, detail: FigureDetail, texts: FigureTexts) -> None:
        unit, say = UNITS[detail.metric.unit], self.appearance.say
        shown = levels(unit, detail.history)

        def tell(at: int) -> str:
            return say("inspector.history_point", period=detail.periods[at], value=texts.number(detail.history[at]))

        self.line.show_history(detail.periods, shown, label=texts.level, tell=tell)
        self.line.setAccessibleName(say("inspector.history"))
        known = {period: level for period, level in zip(detail.periods, shown, strict=True) if level is not None}
        self.line.setAccessibleDescription(self._described(known, texts))
        self.line.setVisible(bool(known))
        self._no_history.setVisible(not known)

    def _described(self, known: dict[Period, float], texts: FigureTexts) -> str:
        """Say in words what the line shows."""
        if not known:
            return ""
        low, high = min(known, key=known.__getitem__), max(known, key=known.__getitem__)
        periods = list(known)
        return self.appearance.say(
            "inspector.history_described",
            first=periods[0],
            last=periods[-1],
            count=len(periods),
            low=texts.level(known[low]),
            low_period=low,
            high=texts.level(known[high]),
            high_period=high,
        )

    def _lay_out(self) -> None:
        compared = QWidget()
        beside = QVBoxLayout(compared)
        beside.setContentsMargins(MARGIN, 2, MARGIN, 2)
        beside.addWidget(self.comparisons)
        self.history.body.addWidget(self.line)
        self.history.body.addWidget(self._no_history)
        self._content = content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        sections = (self.history, self.source, self.readings, self.notes, self.mentions, self.changes)
        for part in (self.head, rule(), compared, *sections):
            column.addWidget(part)
        column.addStretch(1)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sideways = self._scroll.horizontalScrollBar()
        sideways.valueChanged.connect(lambda _value: sideways.setValue(0))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(content)
        self._scroll.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        nothing = QWidget()
        middle = QVBoxLayout(nothing)
        middle.setContentsMargins(24, 24, 24, 24)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle.addWidget(self.empty)
        panel = QFrame()
        panel.setProperty("panel", True)
        self._pages = QStackedLayout(panel)
        self._pages.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        self._pages.addWidget(nothing)
        self._pages.addWidget(self._scroll)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(panel)
