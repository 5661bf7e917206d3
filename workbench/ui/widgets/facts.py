"""Rows of facts: a label, a value, and if there is something to say of it a third word; thin lines between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from workbench.ui.appearance import Appearance
from workbench.ui.widgets.labels import plain_tip, set_role, text_label


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
    """Facts in three columns; rows are made once and used again."""

    def __init__(self, appearance: Appearance) -> None:
        """Show no row yet."""
        super().__init__()
        self._appearance = appearance
        self._rows: list[_Row] = []
        self._shown = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these rows and no others."""
        while len(self._rows) < len(facts):
            self._rows.append(_Row(self._appearance, self._grid, len(self._rows)))
        self._shown = len(facts)
        for place, row in enumerate(self._rows):
            row.show_fact(facts[place] if place < len(facts) else None)
        self.update()

    def texts(self) -> list[tuple[str, str, str]]:
        """Return what is shown: label, value and what stands beside, a row each."""
        return [row.texts() for row in self._rows[: self._shown]]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw a line above each row but the first."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QColor(self._appearance.colours.grid))
        for place in range(1, self._shown):
            y = self._rows[place].top
            painter.drawLine(0, y, self.width(), y)


class _Row:
    """The widgets of one row."""

    def __init__(self, appearance: Appearance, grid: QGridLayout, place: int) -> None:
        self._label = text_label(appearance, 9, role="quiet", wraps=True)
        self._value = text_label(appearance, 9, weight=QFont.Weight.Medium, selectable=True)
        self._arrow = text_label(appearance, 7)
        self._aside = text_label(appearance, 9, selectable=True)
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        row.addStretch(1)
        row.addWidget(self._arrow)
        row.addWidget(self._aside)
        self._beside = beside
        self._label.setMinimumHeight(24)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(self._label, place, 0)
        grid.addWidget(self._value, place, 1, right)
        grid.addWidget(beside, place, 2, right)

    @property
    def top(self) -> int:
        return self._label.y()

    def show_fact(self, fact: Fact | None) -> None:
        for part in (self._label, self._value, self._beside):
            part.setVisible(fact is not None)
        if fact is None:
            return
        self._label.setText(fact.label)
        self._value.setText(fact.value)
        self._arrow.setText(fact.arrow)
        self._arrow.setVisible(bool(fact.arrow))
        self._aside.setText(fact.aside)
        set_role(self._value, "missing" if fact.value == "–" else "")
        for part in (self._arrow, self._aside):
            set_role(part, fact.role)
        self._label.setToolTip(plain_tip(fact.tip))
        self._aside.setAccessibleName(fact.said or fact.aside)

    def texts(self) -> tuple[str, str, str]:
        return self._label.text(), self._value.text(), f"{self._arrow.text()} {self._aside.text()}".strip()
