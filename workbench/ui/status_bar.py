"""The status bar: which file, that everything is saved, what was done last, what is being done, what is selected."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStatusBar, QWidget

from workbench.core.ports import Change, Reader
from workbench.core.records import Observation, Status
from workbench.core.scope import Scope
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.labels import ElidedText, link_button, plain_tip, text_label
from workbench.ui.workspace import PROGRESS_MILLISECONDS, Busy, Workspace

BUSY_AFTER_MILLISECONDS = 200
"""Shorter work is not shown."""

_POINTS = 9
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

    def _write_file(self) -> None:
        is_open = self._workspace.is_open
        self.file.set_text(self._workspace.path.name if is_open else "")
        path = self._appearance.say("statusbar.database", path=self._workspace.path) if is_open else ""
        self.file.set_tip(path)
        self._icon.setToolTip(plain_tip(path))
        for part in (self._icon, self.saved):
            part.setVisible(is_open)

    def _write_done(self) -> None:
        what = "" if self._done is None else self._appearance.sentence(self._done.label)
        self.done.set_text(what)
        self.undo.setAccessibleName(self._appearance.say("statusbar.undo_named", what=what))
        can_undo = self._done is not None and self._done.operation is not None and self._done.label.id != _UNDO
        self.undo.setVisible(can_undo)

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
        where = {"grain": period.grain.value, "period": str(period)}

        def counted(reader: Reader) -> tuple[int, int]:
            missing = reader.count(Observation, **where, status=Status.MISSING.value)
            return reader.count(Observation, **where) - missing, missing

        self._workspace.ask(counted, self, self._take_counts)

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
        say, what = self._appearance.say, self._appearance.sentence(busy.label)
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
