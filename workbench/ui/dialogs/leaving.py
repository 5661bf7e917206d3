"""What is said when the window is to be closed in the middle of work: it closes as soon as that is done, or stops it."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.frame import Dialog, button_row, plain_label, push_button
from workbench.ui.status_bar import BUSY_AFTER_MILLISECONDS
from workbench.ui.workspace import Busy, Workspace

_SIZE = QSize(420, 150)


class LeavingDialog(Dialog):
    """Waits for the work that is under way; `accepted` tells that there is none any more, and the window can close.

    Short work ends before the dialog is seen. Whoever closes the dialog goes on working.
    """

    def __init__(self, workspace: Workspace, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Wait for a workspace."""
        super().__init__(appearance, parent, _SIZE)
        self._workspace, self._busy = workspace, workspace.busy
        self.what, self._advice = plain_label("title", wraps=True), plain_label(wraps=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        for part in (self.what, self._advice, self.bar):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.stay, self.stop = push_button(), push_button()
        self.stay.clicked.connect(self.reject)
        self.stop.clicked.connect(self._stop)
        self.foot.addLayout(button_row(self.stay, self.stop))
        workspace.busy_changed.connect(self._on_busy_changed)
        QTimer.singleShot(BUSY_AFTER_MILLISECONDS, self, self._appear)
        self.retranslate()

    def retranslate(self) -> None:
        """Write all words in the language of the window."""
        say = self.appearance.say
        self.setWindowTitle(say("leaving.title"))
        self._advice.setText(say("leaving.advice"))
        self.stay.setText(say("leaving.stay"))
        self.stop.setText(say("leaving.stop"))
        self._show_busy()

    def _appear(self) -> None:
        """Be seen, unless the work is done already."""
        if not self.is_gone:
            self.open()

    def _stop(self) -> None:
        """Stop all of it; it ends where it next looks whether it is to go on."""
        self.stop.setEnabled(False)
        self._workspace.cancel_all()

    def _on_busy_changed(self, busy: Busy | None) -> None:
        if self.is_gone:
            return
        self._busy = busy
        if busy is None:
            self.accept()
        else:
            self._show_busy()

    def _show_busy(self) -> None:
        """Show what is done and how far it is."""
        busy = self._busy
        if busy is None:
            return
        what = self.appearance.label(busy.label)
        self.what.setText(what)
        self.bar.setAccessibleName(what)
        self.bar.setMaximum(busy.total or 0)
        self.bar.setValue(busy.done)
