"""One tab of several at a time; one that needs more room than there is can be scrolled, so that nothing is cut."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from workbench.ui.tabs.tab import Tab

_LONGEST_HOLD_MILLISECONDS = 100
"""A person takes what comes within this time for an answer at once."""


class _Stack(QStackedWidget):
    """Needs as much room as the widget that is seen, and not as the largest one."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return what the widget that is seen needs."""
        current = self.currentWidget()
        return QSize(0, 0) if current is None else current.minimumSizeHint().expandedTo(current.minimumSize())


class Pages(QScrollArea):
    """Shows the tab that is chosen.

    The tab before stays to be seen until the figures of the chosen one have come, at most a tenth of a second: what it showed
    last is of another month, and to paint that would take the time in which its figures are read.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent, widgetResizable=True)
        self._stack = _Stack()
        self._stack.currentChanged.connect(self._stack.updateGeometry)
        self.setWidget(self._stack)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (self.viewport(), self._stack):
            part.setAutoFillBackground(False)
        self._hold = QTimer(self, singleShot=True, interval=_LONGEST_HOLD_MILLISECONDS)
        self._hold.timeout.connect(self._release)

    def show_page(self, page: Tab[Any]) -> None:
        """Show a tab, which is added when it is first shown."""
        self.setUpdatesEnabled(not page.is_stale)
        self._hold.start()
        if self._stack.indexOf(page) < 0:
            page.answered.connect(self._release)
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be as wide as what is seen needs, and as low as you like."""
        return QSize(self._stack.minimumSizeHint().width(), 0)

    def _release(self) -> None:
        """Paint what is there."""
        self._hold.stop()
        self.setUpdatesEnabled(True)
