"""A sentence on as many lines as it needs up to a limit; what is beyond it is in the tool tip, and copied with the rest."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy

from workbench.ui.appearance import Appearance
from workbench.ui.widgets.labels import ElidedText

_USUAL_WIDTH = 320
"""For how wide a text its height is told where nobody says."""


class WrappedText(ElidedText):
    """Shows at most `most_lines` lines; the last one is shortened where there is more."""

    def __init__(self, appearance: Appearance, points: float = 9.5) -> None:
        """Show no text yet."""
        super().__init__(appearance, points, mode=Qt.TextElideMode.ElideRight)
        self._most_lines = 3
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def most_lines(self) -> int:
        """How many lines it may take."""
        return self._most_lines

    @most_lines.setter
    def most_lines(self, lines: int) -> None:
        """Take more or fewer lines."""
        self._most_lines = lines
        self.updateGeometry()
        self.update()
        self._tell_the_rest()

    def shown_lines(self) -> list[str]:
        """Return the lines as they are seen."""
        starts = self._starts(self.width())
        ends = [*starts[1 : self._most_lines], len(self.text)]
        lines = [self.text[start:end].strip() for start, end in zip(starts, ends, strict=False)]
        if lines:
            lines[-1] = self._metrics().elidedText(lines[-1], Qt.TextElideMode.ElideRight, self.width())
        return lines

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height for a width."""
        return max(1, min(self._most_lines, len(self._starts(width)))) * self._metrics().lineSpacing() + 2

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Say that the height depends on the width."""
        return True

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Have room for the sentence on one line, where there is that much."""
        width = max(_USUAL_WIDTH, self.width())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be content with a few words on a line."""
        return QSize(120, self._metrics().lineSpacing() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the lines, and a frame when it has the focus."""
        del event
        painter, metrics = QPainter(self), self._metrics()
        painter.setPen(QColor(self._appearance.colours.text))
        lines = self.shown_lines()
        top = (self.height() - len(lines) * metrics.lineSpacing()) // 2 + metrics.ascent()
        for at, line in enumerate(lines):
            painter.drawText(QPointF(0, top + at * metrics.lineSpacing()), line)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._appearance.colours.accent), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the height of the new width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Measure anew in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def _tell_the_rest(self) -> None:
        self.setToolTip(self._whole_tip(fits=len(self._starts(self.width())) <= self._most_lines))

    def _starts(self, width: int) -> list[int]:
        """Return where lines begin in a width."""
        layout = QTextLayout(self.text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        starts = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            starts.append(line.textStart())
        layout.endLayout()
        return starts

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self.font())
