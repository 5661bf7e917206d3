"""The field in which a figure is typed in its cell, and the sentence below it that says why a figure cannot be read."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from workbench.ui.appearance import Appearance

_WIDEST = 340


class CellEditor(QLineEdit):
    """A field over a cell; `begin` gives it the figure as it is, and news of others does not touch what is typed."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Be empty."""
        super().__init__(parent)
        self._appearance = appearance
        self._explanation: Explanation | None = None
        self.begun: str | None = None
        self.is_done = False
        self.setFrame(False)
        self.setFont(appearance.font(weight=500))
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setStyleSheet("QLineEdit, QLineEdit:focus { border-radius: 0; padding: 0 4px; }")
        self.textEdited.connect(self._take_back)

    @property
    def is_changed(self) -> bool:
        """Whether anything else stands in it than at the beginning."""
        return self.text() != self.begun

    def begin(self, text: str) -> None:
        """Take the figure as it is, once."""
        if self.begun is None:
            self.begun = text
            self.setText(text)
            self.selectAll()

    def explain(self, sentence: str) -> None:
        """Say below the cell why what is typed cannot be taken."""
        self._mark(is_wrong=True)
        if self._explanation is None:
            self._explanation = Explanation(self._appearance, self.parentWidget() or self)
        self._explanation.say(sentence, self.geometry())

    def close_explanation(self) -> None:
        """Take the sentence away."""
        if self._explanation is not None:
            self._explanation.hide()
            self._explanation.deleteLater()
            self._explanation = None

    def _take_back(self) -> None:
        """Take the sentence back as soon as something else is typed."""
        if self._explanation is not None:
            self._mark(is_wrong=False)
            self.close_explanation()

    def _mark(self, *, is_wrong: bool) -> None:
        self.setProperty("wrong", is_wrong)
        self.style().unpolish(self)
        self.style().polish(self)


class Explanation(QFrame):
    """A sentence with an icon, below a cell or, where there is no room, above it."""

    def __init__(self, appearance: Appearance, table: QWidget) -> None:
        """Say nothing yet."""
        super().__init__(table)
        self._table = table
        colours = appearance.colours
        self.setObjectName("explanation")
        self.setStyleSheet(
            f"#explanation {{ background: {colours.error_ground}; border: 1px solid {colours.error}; border-radius: 4px; }}"
        )
        icon = QLabel()
        icon.setPixmap(appearance.icon("circle-x", colours.error).pixmap(16, 16))
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setFont(appearance.font(9))
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(8, 5, 8, 5)
        row.setSpacing(6)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)

    def say(self, sentence: str, cell: QRect) -> None:
        """Show a sentence at a cell, wholly inside the table."""
        self.text.setText(sentence)
        self.setAccessibleName(sentence)
        room = self._table.rect().adjusted(4, 4, -4, -4)
        measure = self.text.fontMetrics().horizontalAdvance(sentence) + 48
        width = min(measure, _WIDEST, room.width())
        height = self._row.heightForWidth(width)
        left = max(room.left(), min(cell.right() - width + 1, room.right() - width))
        below = cell.bottom() + 3
        top = below if below + height <= room.bottom() else cell.top() - 3 - height
        self.setGeometry(left, top, width, height)
        self.show()
        self.raise_()
