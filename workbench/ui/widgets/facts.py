"""Rows of facts: a label, a value, and if there is something to say of it a third word; thin lines between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from workbench.ui.appearance import Appearance
from workbench.ui.widgets.labels import ElidedText, set_role, text_label

_GAP, _ARROW_GAP = 8, 3
_ROOM = 7
"""The height that a line has beyond its text, in pixels."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A row: its label, its value, and beside it an arrow and a text in a role's colour; `said` is the whole in words."""

    label: str
    value: str
    aside: str = ""
    arrow: str = ""
    role: str = "quiet"
    tip: str = ""
    said: str = ""


class Facts(QWidget):
    """Facts in three columns; without room for these, what stands beside a value goes below it. Rows are used again."""

    def __init__(self, appearance: Appearance) -> None:
        """Show no row yet."""
        super().__init__()
        self._appearance = appearance
        self._rows: list[_Row] = []
        self._shown = 0
        self._lines: list[int] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these rows and no others."""
        while len(self._rows) < len(facts):
            self._rows.append(_Row(self._appearance, self))
        self._shown = len(facts)
        for place, row in enumerate(self._rows):
            row.show_fact(facts[place] if place < len(facts) else None)
        self._arrange()

    def texts(self) -> list[tuple[str, str, str]]:
        """Return what is shown: label, value and what stands beside, a row each."""
        return [row.texts() for row in self._rows[: self._shown]]

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Need as much height as the rows have."""
        return QSize(240, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Find the places anew."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw a line above each row but the first."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QColor(self._appearance.colours.grid))
        for y in self._lines[1:]:
            painter.drawLine(0, y, self.width(), y)

    def _arrange(self) -> None:
        rows, width = self._rows[: self._shown], self.width()
        labels, values, asides = (max((row.widths()[part] for row in rows), default=0) for part in range(3))
        is_stacked = labels + _GAP + values + _GAP + asides > width
        right = width if is_stacked or not asides else width - asides - _GAP
        self._lines = []
        top = 0
        for row in rows:
            self._lines.append(top)
            top += row.place(top, width, right, is_stacked=is_stacked)
        self.setFixedHeight(top)
        self.update()


class _Row:
    """The widgets of one row."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        self._label = ElidedText(appearance, 9, colour="text2", takes_focus=False)
        self._value = text_label(appearance, 9, weight=QFont.Weight.Medium, selectable=True)
        self._arrow = text_label(appearance, 7)
        self._aside = text_label(appearance, 9, selectable=True)
        self._parts: tuple[QWidget, ...] = (self._label, self._value, self._arrow, self._aside)
        for part in self._parts:
            part.setParent(parent)

    def show_fact(self, fact: Fact | None) -> None:
        for part in self._parts:
            part.setVisible(fact is not None)
        if fact is None:
            return
        self._label.set_text(fact.label)
        self._label.set_tip(fact.tip)
        for part, text in ((self._value, fact.value), (self._arrow, fact.arrow), (self._aside, fact.aside)):
            part.setText(text)
        set_role(self._value, "missing" if fact.value == "–" else "")
        for part in (self._arrow, self._aside):
            set_role(part, fact.role)
        self._aside.setAccessibleName(fact.said or fact.aside)

    def texts(self) -> tuple[str, str, str]:
        return self._label.text, self._value.text(), f"{self._arrow.text()} {self._aside.text()}".strip()

    def widths(self) -> tuple[int, int, int]:
        """Return the widths that label, value, and what stands beside it want."""
        arrow = _wanted(self._arrow) + _ARROW_GAP if self._arrow.text() else 0
        return self._label.sizeHint().width(), _wanted(self._value), arrow + _wanted(self._aside)

    def place(self, top: int, width: int, right: int, *, is_stacked: bool) -> int:
        """Put the row at a height, its value's right edge at `right`; return how high the row is."""
        height = self._value.sizeHint().height() + _ROOM
        value = _wanted(self._value)
        self._value.setGeometry(right - value, top, value, height)
        self._label.setGeometry(QRect(0, top, max(20, right - value - _GAP), height))
        is_below = is_stacked and bool(self._aside.text())
        self._place_aside(top + height - _ROOM if is_below else top, width, height)
        return 2 * height - _ROOM if is_below else height

    def _place_aside(self, top: int, width: int, height: int) -> None:
        aside, arrow = _wanted(self._aside), _wanted(self._arrow)
        self._aside.setGeometry(width - aside, top, aside, height)
        self._arrow.setGeometry(width - aside - _ARROW_GAP - arrow, top, arrow, height)


def _wanted(label: QLabel) -> int:
    return label.sizeHint().width() if label.text() else 0
