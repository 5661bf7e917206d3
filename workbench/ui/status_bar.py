"""The status bar: which file, that everything is saved, what was done last, what is being done, what is selected."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStatusBar, QWidget

from workbench.core.messages import Message
from workbench.core.periods import Period
from workbench.core.ports import Change, OneOf, Reader
from workbench.core.records import Observation, Status
from workbench.core.scope import Scope
from workbench.ui.appearance import Appearance
from workbench.ui.key_texts import KeyTexts
from workbench.ui.widgets.labels import ElidedText, link_button, plain_tip, text_label
from workbench.ui.workspace import PROGRESS_MILLISECONDS, Busy, Workspace

BUSY_AFTER_MILLISECONDS = 200
"""Shorter work is not shown."""

_POINTS = 9
_PERIOD_FROM, _FIGURES_FROM, _SAVED_FROM = 860, 700, 560
"""The width in pixels from which a part is shown: what stands elsewhere too goes first."""

_WORKING = 280
"""How much of it the progress takes."""

_UNDO = "history.undo"


class StatusBar(QStatusBar):
    """One line below everything; it only tells, and offers to undo what was done and to cancel what is being done."""

    undo_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, workspace: Workspace, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Listen to a workspace."""
        super().__init__(parent)
        self._workspace = workspace
        self._appearance = appearance
        self._done: Change | None = None
        self._busy: Busy | None = None
        self._counts: tuple[int, int] | None = None
        self._icon = QLabel()
        self.file = self._quiet(Qt.TextElideMode.ElideMiddle)
        self.saved = self._quiet()
        self.done = ElidedText(appearance, _POINTS, mode=Qt.TextElideMode.ElideRight, least=40, takes_focus=False)
        self.undo = link_button(appearance, self.undo_wanted.emit)
        self.working = _Working(appearance)
        self.working.cancel.clicked.connect(self.cancel_wanted)
        self.selection = self._quiet()
        self.figures = self._quiet()
        self.period = text_label(appearance, _POINTS, role="quiet")
        self._delay = QTimer(self, singleShot=True, interval=BUSY_AFTER_MILLISECONDS - PROGRESS_MILLISECONDS)
        self._delay.timeout.connect(self._show_busy)
        self._lay_out()
        workspace.changed.connect(self._on_changed)
        workspace.scope_changed.connect(self._on_scope_changed)
        workspace.busy_changed.connect(self._on_busy_changed)
        self.retranslate()

    def tell_done(self, change: Change) -> None:
        """Tell what was done, and offer to undo it; an undo itself is taken back by redo."""
        self._done = change
        self._write_done()

    def tell_selection(self, text: str) -> None:
        """Tell what is selected."""
        self.selection.set_text(text)
        self.selection.setVisible(bool(text))

    def show_busy_now(self) -> None:
        """Show the work at once, without the wait that keeps short work from flickering."""
        self._delay.stop()
        self._show_busy()

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        say = self._appearance.say
        self._icon.setPixmap(self._appearance.icon("database").pixmap(14, 14))
        self._write_file()
        is_read_only = self._workspace.is_open and self._workspace.is_read_only
        self.saved.set_text(say("statusbar.read_only" if is_read_only else "statusbar.saved"))
        self.saved.set_tip(say("statusbar.read_only_tip" if is_read_only else "statusbar.saved_tip"))
        self.saved.set_colour("text" if is_read_only else "text2")
        self.undo.setText(say("statusbar.undo"))
        self._write_done()
        self._write_figures()
        self.working.retranslate()
        self._show_busy()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Write anew when language or theme changed."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.PaletteChange} and hasattr(self, "_delay"):
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show what there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out what stands elsewhere where there is little room; that nothing can be changed is always said."""
        is_open, width = self._workspace.is_open, self.width() - (_WORKING if self.working.isVisible() else 0)
        is_read_only = is_open and self._workspace.is_read_only
        self.saved.setVisible(is_open and (is_read_only or width >= _SAVED_FROM))
        self.figures.setVisible(width >= _FIGURES_FROM)
        self.period.setVisible(width >= _PERIOD_FROM)

    def _write_file(self) -> None:
        is_open = self._workspace.is_open
        self.file.set_text(self._workspace.path.name if is_open else "")
        path = self._appearance.say("statusbar.database", path=self._workspace.path) if is_open else ""
        self.file.set_tip(path)
        self._icon.setToolTip(plain_tip(path))
        self._icon.setVisible(is_open)
        self._fit()

    def _write_done(self) -> None:
        what = "" if self._done is None else self._words_of(self._done.label)
        self.done.set_text(what)
        self.undo.setAccessibleName(self._appearance.say("statusbar.undo_named", what=what))
        can_undo = self._done is not None and self._done.operation is not None and self._done.label.id != _UNDO
        self.undo.setVisible(can_undo)

    def _words_of(self, label: Message) -> str:
        """Return the words of a label, with those of the figure that it names."""
        if not self._workspace.is_open:
            return self._appearance.label(label)
        return KeyTexts(self._appearance, self._workspace.catalogue).label(label)

    def _write_figures(self) -> None:
        period, say = self._workspace.scope.period, self._appearance.say
        self.period.setText("" if period is None else self._appearance.period(period))
        count, missing = self._counts or (0, 0)
        text = say("statusbar.figures", count=count)
        if missing:
            text = say("statusbar.figures_missing", count=count, missing=missing)
        self.figures.set_text(text if self._counts is not None and period is not None else "")

    def _on_changed(self, change: Change) -> None:
        if change.operation is None:
            self._done = None
        self.retranslate()
        if Observation in change.kinds:
            self._count()

    def _on_scope_changed(self, scope: Scope) -> None:
        del scope
        self._write_figures()
        self._count()

    def _count(self) -> None:
        """Ask how many figures the period has."""
        period = self._workspace.scope.period
        if period is None or not self._workspace.is_open:
            return
        query = partial(_counted, metrics=tuple(self._workspace.catalogue.metrics), period=period)
        self._workspace.ask(query, self, self._take_counts)

    def _take_counts(self, counts: tuple[int, int]) -> None:
        self._counts = counts
        self._write_figures()

    def _on_busy_changed(self, busy: Busy | None) -> None:
        was_busy, self._busy = self._busy is not None, busy
        if busy is None:
            self._delay.stop()
            self._show_busy()
        elif not was_busy:
            self._delay.start()
        elif not self._delay.isActive():
            self._show_busy()

    def _show_busy(self) -> None:
        """Show the work in the place of what was done, or that again."""
        is_busy = self._busy is not None and not self._delay.isActive()
        self.working.setVisible(is_busy)
        self.done.setVisible(not is_busy)
        self._fit()
        if self._busy is not None and is_busy:
            self.working.show_busy(self._busy)
            self.undo.hide()
        else:
            self._write_done()

    def _quiet(self, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> ElidedText:
        return ElidedText(self._appearance, _POINTS, colour="text2", mode=mode, takes_focus=False)

    def _lay_out(self) -> None:
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 0, 8, 0)
        self.selection.hide()
        left = QWidget()
        row = QHBoxLayout(left)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self.file)
        row.addSpacing(12)
        row.addWidget(self.saved)
        row.addSpacing(12)
        row.addWidget(self.done)
        row.addWidget(self.undo)
        row.addWidget(self.working)
        row.addStretch(1)
        self.addWidget(left, 1)
        right = QWidget()
        end = QHBoxLayout(right)
        end.setContentsMargins(8, 0, 8, 0)
        end.setSpacing(20)
        for part in (self.selection, self.figures, self.period):
            end.addWidget(part)
        self.addPermanentWidget(right)


def _counted(reader: Reader, metrics: tuple[str, ...], period: Period) -> tuple[int, int]:
    """Return how many figures of a period stand, and how many are stated to be missing; by metric, as they are indexed."""
    where = {"grain": period.grain.value, "period": str(period)}
    rows = reader.counts(Observation, ("status",), metric=OneOf(metrics), **where)
    counts = {str(status): cast("int", count) for status, count in rows}
    missing = counts.pop(Status.MISSING.value, 0)
    return sum(counts.values()), missing


class _Working(QWidget):
    """What is being done, how far it is, and Cancel."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.what = ElidedText(appearance, _POINTS, mode=Qt.TextElideMode.ElideRight, takes_focus=False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(120)
        self.far = text_label(appearance, _POINTS, role="quiet")
        self.cancel = link_button(appearance, lambda: None)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.what, self.bar, self.far, self.cancel):
            row.addWidget(part)
        self.hide()

    def retranslate(self) -> None:
        """Write the link in the language of the window."""
        self.cancel.setText(self._appearance.say("statusbar.cancel"))

    def show_busy(self, busy: Busy) -> None:
        """Show how far the work is: a bar and percent where the whole is known, else how many rows."""
        say, what = self._appearance.say, self._appearance.label(busy.label)
        self.what.set_text(what)
        self.cancel.setAccessibleName(say("statusbar.cancel_named", what=what))
        self.bar.setVisible(bool(busy.total))
        self.bar.setAccessibleName(what)
        if busy.total:
            percent = min(100, busy.done * 100 // busy.total)
            self.bar.setValue(percent)
            self.far.setText(say("statusbar.percent", percent=percent))
            self.far.setToolTip(say("statusbar.rows_of", done=busy.done, total=busy.total))
        else:
            self.far.setText(say("statusbar.rows", done=busy.done) if busy.done else "")
            self.far.setToolTip("")
