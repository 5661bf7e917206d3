"""The counts of an import: new, changed, the same, removed, and problems, large and side by side."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.core.plans import ImportPlan
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.frame import panel, plain_label

_WORDS = {
    "new": "preview.count_new",
    "changed": "preview.count_changed",
    "same": "preview.count_same",
    "removed": "preview.count_removed",
    "problems": "preview.count_problems",
}


class ImportCounts(QWidget):
    """Five numbers with what they count; problems have their own icon and colour where there are any."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show no numbers yet."""
        super().__init__(parent)
        self._appearance = appearance
        self._plan: ImportPlan | None = None
        self._numbers = {name: plain_label() for name in _WORDS}
        self._labels = {name: plain_label("quiet") for name in _WORDS}
        self._icon = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for name in _WORDS:
            row.addWidget(self._tile(name), 1)
        self.retranslate()

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the numbers of a plan."""
        self._plan = plan
        self.retranslate()

    def retranslate(self) -> None:
        """Write numbers and words."""
        for name, id_ in _WORDS.items():
            self._labels[name].setText(self._appearance.say(id_))
        if self._plan is None:
            return
        total, problems = self._plan.total, len(self._plan.problems)
        counts = {
            "new": total.new,
            "changed": total.changed,
            "same": total.same,
            "removed": total.removed,
            "problems": problems,
        }
        for name, count in counts.items():
            self._numbers[name].setText(f"{count:,}")
        self._numbers["problems"].setProperty("role", "error" if problems else "")
        style = self._numbers["problems"].style()
        style.unpolish(self._numbers["problems"])
        style.polish(self._numbers["problems"])
        self._icon.setVisible(problems > 0)
        self._icon.setPixmap(self._appearance.icon("circle-x", self._appearance.colours.error).pixmap(16, 16))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Write or paint anew when language or theme changed."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.PaletteChange}:
            self.retranslate()

    def _tile(self, name: str) -> QWidget:
        frame = panel()
        column = frame.layout()
        assert isinstance(column, QVBoxLayout)
        column.setContentsMargins(14, 8, 14, 8)
        number, label = self._numbers[name], self._labels[name]
        number.setFont(self._appearance.font(16, QFont.Weight.Medium))
        label.setFont(self._appearance.font(8.5))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(number)
        if name == "problems":
            line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(label)
        return frame
