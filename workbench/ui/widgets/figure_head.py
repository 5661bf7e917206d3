"""The head of a figure: what it is, and its value as printed with its rate."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.ui.appearance import Appearance
from workbench.ui.widgets.labels import set_role, text_label
from workbench.ui.widgets.section import MARGIN

_SIZES = (20.0, 16.0, 13.0, 11.0)
"""The sizes in points that a value is written in: the largest one that fits."""

_GAP = 8


class ValueLine(QWidget):
    """A value in large figures with its rate beside it on one base line, or below it where there is no room."""

    def __init__(self, appearance: Appearance) -> None:
        """Show nothing yet."""
        super().__init__()
        self._appearance = appearance
        self.value = text_label(appearance, _SIZES[0], weight=QFont.Weight.Medium, selectable=True)
        self.rate = text_label(appearance, 9, role="quiet", selectable=True)
        for label in (self.value, self.rate):
            label.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_value(self, value: str, rate: str) -> None:
        """Show a value as printed, and its rate or nothing."""
        self.value.setText(value)
        self.rate.setText(rate)
        self.rate.setVisible(bool(rate))
        set_role(self.value, "missing" if value == "–" else "")
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Find the places anew."""
        super().resizeEvent(event)
        self._arrange()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Need as much height as the lines have."""
        return QSize(200, self.minimumHeight())

    def _arrange(self) -> None:
        self.value.setFont(self._fitting())
        value, rate = self.value.sizeHint(), self.rate.sizeHint()
        self.value.setGeometry(0, 0, max(value.width(), 1), value.height())
        fits = value.width() + _GAP + rate.width() <= self.width()
        drop = QFontMetricsF(self.value.font()).ascent() - QFontMetricsF(self.rate.font()).ascent()
        place = (value.width() + _GAP, round(drop)) if fits else (0, value.height())
        self.rate.setGeometry(*place, rate.width(), rate.height())
        has_below = bool(self.rate.text()) and not fits
        self.setFixedHeight(value.height() + (rate.height() if has_below else 0))

    def _fitting(self) -> QFont:
        """Return the largest font in which the whole value has room."""
        for points in _SIZES:
            font = self._appearance.font(points, QFont.Weight.Medium)
            if points >= _SIZES[0]:
                font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -0.4)
            if QFontMetricsF(font).horizontalAdvance(self.value.text()) + 2 <= self.width():
                break
        return font


class FigureHead(QWidget):
    """Path, name, value and rate of a figure, and in words how the value is to be taken."""

    def __init__(self, appearance: Appearance) -> None:
        """Show nothing yet."""
        super().__init__()
        self.path = text_label(appearance, 8.5, role="quiet", wraps=True, selectable=True)
        self.period = text_label(appearance, 8.5, role="quiet", selectable=True)
        self.period.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.name = text_label(appearance, 13, weight=QFont.Weight.DemiBold, wraps=True, selectable=True)
        self.line = ValueLine(appearance)
        self.remarks = text_label(appearance, 8.5, role="quiet", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 12, MARGIN, 10)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.path, 1)
        top.addWidget(self.period)
        column.addLayout(top)
        column.addWidget(self.name)
        column.addSpacing(6)
        column.addWidget(self.line)
        column.addWidget(self.remarks)

    def show_figure(self, path: str, period: str, name: str, value: str, rate: str, remarks: str) -> None:
        """Show a figure."""
        self.path.setText(path)
        self.period.setText(period)
        self.name.setText(name)
        self.line.show_value(value, rate)
        self.remarks.setText(remarks)
        self.remarks.setVisible(bool(remarks))
