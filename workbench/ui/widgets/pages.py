"""One widget of several at a time; one that needs more room than there is can be scrolled, so that nothing is cut."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget


class _Stack(QStackedWidget):
    """Needs as much room as the widget that is seen, and not as the largest one."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return what the widget that is seen needs."""
        current = self.currentWidget()
        return QSize(0, 0) if current is None else current.minimumSizeHint().expandedTo(current.minimumSize())


class Pages(QScrollArea):
    """Shows the widget that is chosen."""

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

    def show_page(self, page: QWidget) -> None:
        """Show a widget, which is added when it is first shown."""
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be as wide as what is seen needs, and as low as you like."""
        return QSize(self._stack.minimumSizeHint().width(), 0)
