"""Beginning a month: from which one, which, and with which metrics; all its figures are then there as missing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget
from shiboken6 import isValid

from workbench.core.commands.months import begin_month, start_month
from workbench.core.errors import WorkbenchError
from workbench.core.messages import Message, message
from workbench.core.periods import Grain, Period
from workbench.core.ports import Change
from workbench.core.queries.months import Month, months
from workbench.core.queries.skeleton import MonthSkeleton, month_skeleton
from workbench.core.records import Edition, Metric, Observation
from workbench.core.spelling.periods import read_period
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.frame import Dialog, Sentence, button_row, panel, plain_label, push_button
from workbench.ui.dialogs.metric_choice import MetricChoice
from workbench.ui.workspace import Workspace

_SIZE = QSize(560, 560)
_FIRST_SIZE = QSize(560, 220)
"""Where there is no other month to take over from."""


class NewMonthDialog(Dialog):
    """Begins a month; the window then looks at it."""

    def __init__(self, workspace: Workspace, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Offer to begin the month after the one shown, or after the latest one."""
        super().__init__(appearance, parent, _SIZE)
        self._workspace = workspace
        self._grain = workspace.scope.period.grain if workspace.scope.period is not None else Grain.MONTH
        self._target: Period | None = None
        self._unreadable: Message | None = None
        self._is_first = False
        self.source, self.target = QComboBox(), QLineEdit()
        self.choice = MetricChoice(appearance)
        self.sentence = Sentence(appearance)
        self.start, self.cancel = push_button(is_primary=True), push_button()
        self._about, self._summary = plain_label("quiet", wraps=True), plain_label("quiet", wraps=True)
        self._labels = {name: plain_label("quiet") for name in ("month.from", "month.to")}
        self._head, self._frame = QWidget(), panel()
        self._lay_out()
        self.source.activated.connect(self._follow_source)
        self.target.textEdited.connect(self._read_target)
        self.target.editingFinished.connect(self._tell_unreadable)
        self.choice.changed.connect(self._show_state)
        self.start.clicked.connect(self._start)
        self.cancel.clicked.connect(self.reject)
        workspace.changed.connect(self._on_changed)
        self.retranslate()
        workspace.ask(partial(months, grain=self._grain), self, self._offer, topic="months", otherwise=self._on_failed)

    def retranslate(self) -> None:
        """Write all words in the language of the window."""
        say = self.appearance.say
        self.setWindowTitle(say("month.title"))
        self._about.setText(say("month.no_figures" if self._is_first else "month.about"))
        self.target.setPlaceholderText(say("month.example"))
        for id_, label in self._labels.items():
            label.setText(say(id_))
        self.source.setAccessibleName(say("month.from"))
        self.target.setAccessibleName(say("month.to"))
        self.cancel.setText(say("dialog.cancel"))
        for row in range(self.source.count()):
            self.source.setItemText(row, self.appearance.period(self.source.itemData(row)))
        self._write_target()
        self._ask()

    def _lay_out(self) -> None:
        grid = self._grid = QGridLayout(self._head)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for place, (label, part) in enumerate(zip(self._labels.values(), (self.source, self.target), strict=True)):
            label.setFont(self.appearance.font(8.5))
            label.setBuddy(part)
            grid.addWidget(label, 0, place)
            grid.addWidget(part, 1, place)
        layout = self._frame.layout()
        assert layout is not None
        layout.addWidget(self.choice)
        self.column.addWidget(self._about)
        self.column.addWidget(self._head)
        self.column.addWidget(self._frame, 1)
        self.column.addWidget(self.sentence)
        self.column.addStretch()
        self.foot.addLayout(button_row(self.cancel, self.start, before=self._summary))

    def _offer(self, found: tuple[Month, ...]) -> None:
        """Offer the months that have figures; begin after the one shown, else after the latest.

        Without any the month is the first one, and begins empty.
        """
        if not found:
            self._offer_first()
            return
        for month in found:
            self.source.addItem(self.appearance.period(month.period), month.period)
        shown = [place for place, month in enumerate(found) if month.period == self._workspace.scope.period]
        self.source.setCurrentIndex(shown[0] if shown else 0)
        self._follow_source()
        self.target.setFocus()
        self.target.selectAll()

    def _offer_first(self) -> None:
        """Ask for the month alone, in a smaller dialog."""
        self._is_first = True
        for part in (self._labels["month.from"], self.source, self._frame):
            part.hide()
        self._grid.setColumnStretch(0, 0)
        self._grid.setHorizontalSpacing(0)
        self.retranslate()
        self._wanted_size = _FIRST_SIZE
        self.resize(self._fitting())
        self.target.setFocus()

    def _follow_source(self) -> None:
        """Propose the period after the one that is taken over."""
        source = self._source_period
        if source is not None:
            self._target, self._unreadable = _after(source), None
            self._write_target()
            self._ask()

    @property
    def _source_period(self) -> Period | None:
        period = self.source.currentData()
        return period if isinstance(period, Period) else None

    def _write_target(self) -> None:
        if self._target is not None:
            self.target.setText(self.appearance.period(self._target))
        self._mark_target()

    def _read_target(self, text: str) -> None:
        """Take what is typed as soon as it is a period; what is wrong with it is told when the typing is done."""
        read = read_period(text, grain=self._grain)
        self._target = None if isinstance(read, Message) else read
        self._unreadable = read if isinstance(read, Message) else None
        if self._unreadable is None:
            self.sentence.clear()
        self._mark_target(is_wrong=False)
        self._ask()

    def _tell_unreadable(self) -> None:
        if self._unreadable is not None:
            self.sentence.tell(self._unreadable)
            self._mark_target()

    def _mark_target(self, *, is_wrong: bool | None = None) -> None:
        wrong = self._unreadable is not None if is_wrong is None else is_wrong
        if self.target.property("wrong") != wrong:
            self.target.setProperty("wrong", wrong)
            self.target.style().unpolish(self.target)
            self.target.style().polish(self.target)

    def _ask(self) -> None:
        """Ask what the target would take over from the source."""
        source, target = self._source_period, self._target
        self.choice.setEnabled(target is not None)
        if source is None or target is None:
            self._show_state()
        else:
            query = partial(month_skeleton, source=source, target=target)
            self._workspace.ask(query, self, self._show_skeleton, topic="skeleton", otherwise=self._on_failed)

    def _show_skeleton(self, skeleton: MonthSkeleton) -> None:
        self.choice.show_skeleton(skeleton, self._workspace.catalogue)
        if not skeleton.missing:
            self.sentence.tell(message("month.all_there", period=skeleton.target), "info")
        else:
            self.sentence.clear()
        self._show_state()

    def _show_state(self) -> None:
        """Say what the button does, and how many figures come of it."""
        say = self.appearance.say
        known = self._target is not None
        count = sum(self.choice.chosen.values()) if known else 0
        self.start.setEnabled(known and (self._is_first or count > 0))
        self.start.setText(say("month.start", period=self._target) if known else say("month.title"))
        self._summary.setText(say("month.summary", count=count) if count else "")

    def _start(self) -> None:
        source, target = self._source_period, self._target
        if target is None:
            return
        try:
            command = begin_month(target) if source is None else start_month(source, target, self.choice.chosen)
        except WorkbenchError as error:
            self.sentence.tell_error(error)
            return
        self.start.setEnabled(False)
        self._workspace.run(command, lambda _change: self._finish(target), self._on_failed)

    def _finish(self, target: Period) -> None:
        """Look at the new month."""
        self._workspace.look_at(period=target)
        if isValid(self):
            self.accept()

    def _on_failed(self, error: BaseException) -> bool:
        """Say why the month could not be begun, so that it can be tried again."""
        if self.is_gone:
            return False
        self._show_state()
        return self.sentence.tell_error(error)

    def _on_changed(self, change: Change) -> None:
        if change.kinds & {Observation, Edition, Metric}:
            self._ask()


def _after(period: Period) -> Period:
    """Return the period after another; itself for the last one that the calendar has."""
    try:
        return period.shifted(1)
    except ValueError:
        return period
