"""The button that opens the palette: it looks like a field with its key at the right, and like an icon where room is short."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from workbench.ui.appearance import Appearance

_WIDTH, _LEAST_WIDTH, _ICON, _EDGE = 300, 200, 16, 9
_ALONE = 36


class SearchButton(QPushButton):
    """Shows an icon, a text and a key; `is_short` leaves the icon alone."""

    def __init__(self, appearance: Appearance, key: str, parent: QWidget | None = None) -> None:
        """Show a key."""
        super().__init__(parent)
        self._appearance = appearance
        self._key = key
        self._words = ""
        self._is_short = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def is_short(self) -> bool:
        """Whether only the icon is shown."""
        return self._is_short

    @is_short.setter
    def is_short(self, is_short: bool) -> None:
        """Show the icon alone, or everything."""
        self._is_short = is_short
        self.updateGeometry()

    def set_words(self, words: str) -> None:
        """Show other words, which are also what is heard."""
        self._words = words
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be as wide as the style says."""
        return QSize(_ALONE if self._is_short else _WIDTH, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Have room for the first words and the key."""
        return QSize(_ALONE if self._is_short else _LEAST_WIDTH, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the button, and on it icon, words and key."""
        super().paintEvent(event)
        painter, colours = QPainter(self), self._appearance.colours
        left = (self.width() - _ICON) // 2 if self._is_short else _EDGE
        icon = QRect(left, (self.height() - _ICON) // 2, _ICON, _ICON)
        self._appearance.icon("search").paint(painter, icon)
        if self._is_short:
            return
        small = self._appearance.font(8)
        painter.setFont(small)
        width = painter.fontMetrics().horizontalAdvance(self._key) + 10
        box = QRect(self.width() - _EDGE + 2 - width, (self.height() - 18) // 2, width, 18)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 3, 3)
        painter.setPen(QColor(colours.text2))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.setFont(self.font())
        room = QRect(icon.right() + 8, 0, box.left() - icon.right() - 14, self.height())
        words = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
