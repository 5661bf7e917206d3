"""Panels of different heights in columns of equal width: each stands where the least is below, in their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

_GAP = 10


class PanelColumns(QWidget):
    """Lays panels out; as many columns as are at least so many pixels wide.

    `weigh` returns the height by which a panel finds its column: one that does not change when its rows are opened, so that
    panels stay where they are.
    """

    def __init__(self, least_width: int, weigh: Callable[[QWidget], int], parent: QWidget | None = None) -> None:
        """Have no panels yet."""
        super().__init__(parent)
        self._least_width = least_width
        self._weigh = weigh
        self._panels: list[QWidget] = []

    @property
    def columns(self) -> int:
        """How many columns there is room for."""
        fitting = (self.width() + _GAP) // (self._least_width + _GAP)
        return max(1, min(fitting, len(self._panels) or 1))

    def show_panels(self, panels: Sequence[QWidget]) -> None:
        """Lay out these panels, in this order."""
        for panel in self._panels:
            if panel not in panels:
                panel.hide()
        self._panels = list(panels)
        for panel in panels:
            panel.setParent(self)
            panel.show()
        self.lay_out()

    def lay_out(self) -> None:
        """Put each panel in its place."""
        count = self.columns
        width = (self.width() - _GAP * (count - 1)) // count
        weights, ends = [0] * count, [0] * count
        for panel in self._panels:
            column = weights.index(min(weights))
            height = panel.sizeHint().height()
            panel.setGeometry(QRect(column * (width + _GAP), ends[column], width, height))
            weights[column] += self._weigh(panel) + _GAP
            ends[column] += height + _GAP
        self.setMinimumHeight(max(ends) - _GAP if self._panels else 0)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Have room for one column."""
        return QSize(self._least_width, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lay out anew for another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.lay_out()

    def event(self, event: QEvent) -> bool:
        """Lay out anew when a panel's height changed."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.lay_out()
        return super().event(event)
