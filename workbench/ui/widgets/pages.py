"""One tab of several at a time; one that needs more room than there is can be scrolled, so that nothing is cut."""

from __future__ import annotations

from collections.abc import Callable
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
    """Shows the tab that is chosen; each is made when it is first shown, or before (`make_next`).

    The tab before stays to be seen until the figures of the chosen one have come, at most a tenth of a second: what it showed
    last is of another month, and to paint that would take the time in which its figures are read.
    """

    def __init__(self, count: int, make: Callable[[int], Tab[Any]], parent: QWidget | None = None) -> None:
        """Show nothing yet; `make` makes the tab of a place, of which there are so many."""
        super().__init__(parent, widgetResizable=True)
        self._make = make
        self._places = range(count)
        self._made: dict[int, Tab[Any]] = {}
        self._stack = _Stack()
        self._stack.currentChanged.connect(self._stack.updateGeometry)
        self.setWidget(self._stack)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (self.viewport(), self._stack):
            part.setAutoFillBackground(False)
        self._hold = QTimer(self, singleShot=True, interval=_LONGEST_HOLD_MILLISECONDS)
        self._hold.timeout.connect(self._release)

    @property
    def made(self) -> tuple[Tab[Any], ...]:
        """The tabs that are made by now."""
        return tuple(self._made.values())

    def page(self, place: int) -> Tab[Any]:
        """Return the tab of a place."""
        if place not in self._made:
            page = self._made[place] = self._make(place)
            page.answered.connect(self._release)
        return self._made[place]

    def make_next(self) -> bool:
        """Make a tab that was not shown yet, if there is one."""
        missing = next((place for place in self._places if place not in self._made), None)
        if missing is not None:
            self._stack.addWidget(self.page(missing))
        return missing is not None

    def show_page(self, place: int) -> Tab[Any]:
        """Show the tab of a place."""
        page = self.page(place)
        self.setUpdatesEnabled(not page.is_stale)
        self._hold.start()
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        return page

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be as wide as what is seen needs, and as low as you like."""
        return QSize(self._stack.minimumSizeHint().width(), 0)

    def _release(self) -> None:
        """Paint what is there."""
        self._hold.stop()
        self.setUpdatesEnabled(True)
