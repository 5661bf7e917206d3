"""What the marks in ranked lists mean: the tick of the base, and the hatch of the rest."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.ui.appearance import Appearance
from workbench.ui.widgets.top_list_painting import hatch

_GAP, _APART = 6.0, 18.0
_TICK, _TALL = 1.5, 12.0
_BOX = QSize(18, 9)


class ListLegend(QWidget):
    """One line; what has no room is left out from the left."""

    def __init__(self, appearance: Appearance) -> None:
        """Explain nothing yet."""
        super().__init__()
        self._appearance = appearance
        self._base = self._rest = ""
        self.setFont(appearance.font(8.5))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def explain(self, base: str, rest: str) -> None:
        """Name the base and the rest; an empty name stands for a mark that is not there."""
        self._base, self._rest = base, rest
        self.setAccessibleName(", ".join(filter(None, (base, rest))))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Have room for all."""
        return QSize(ceil(sum(self._widths())), ceil(QFontMetricsF(self.font()).height()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be content with nothing."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the marks with their names, from the right."""
        del event
        painter, colours = QPainter(self), self._appearance.colours
        painter.setFont(self.font())
        right, middle = float(self.width()), self.height() / 2
        base, rest = self._widths()
        if self._rest and right >= rest:
            left = right - rest
            box = QRectF(round(left), round(middle - _BOX.height() / 2), _BOX.width(), _BOX.height())
            hatch(painter, box, QColor(colours.control))
            self._write(painter, left + _BOX.width() + _GAP, self._rest)
            right = left - _APART
        if self._base and right >= base - _APART:
            left = right - (base - _APART if self._rest else base)
            tick = QRectF(round(left) + 0.5, middle - _TALL / 2, _TICK, _TALL)
            painter.fillRect(tick, QColor(colours.text))
            self._write(painter, left + 2 + _GAP, self._base)

    def _widths(self) -> tuple[float, float]:
        """Return how wide both parts are, the first one with the room to the second."""
        measure = QFontMetricsF(self.font()).horizontalAdvance
        base = measure(self._base) + 2 + _GAP if self._base else 0.0
        rest = measure(self._rest) + _BOX.width() + _GAP if self._rest else 0.0
        return base + (_APART if self._base and self._rest else 0.0), rest

    def _write(self, painter: QPainter, left: float, text: str) -> None:
        painter.setPen(QColor(self._appearance.colours.text2))
        box = QRectF(left, 0, self.width(), self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
