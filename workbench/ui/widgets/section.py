"""A part of a panel under a line: a title, if wanted an action beside it, and what stands below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from workbench.ui.appearance import Appearance
from workbench.ui.widgets.labels import link_button, rule, text_label

MARGIN = 14
"""The space at the left and right inside a panel."""


class Section(QWidget):
    """A titled part; `body` takes its content."""

    def __init__(self, appearance: Appearance, action: Callable[[], object] | None = None) -> None:
        """Show no title yet; `action` is what the link beside the title does."""
        super().__init__()
        self.appearance = appearance
        self.title = text_label(appearance, 9.5, weight=QFont.Weight.DemiBold, role="title")
        self.action = link_button(appearance, action) if action is not None else None
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.title, 1)
        if self.action is not None:
            head.addWidget(self.action)
        inside = QVBoxLayout()
        inside.setContentsMargins(MARGIN, 9, MARGIN, 12)
        inside.setSpacing(6)
        inside.addLayout(head)
        inside.addLayout(self.body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        column.addLayout(inside)

    def set_title(self, title: str) -> None:
        """Name the section."""
        self.title.setText(title)
        self.setAccessibleName(title)


def emptied(layout: QLayout, *, but: QWidget | None = None) -> None:
    """Take the widgets out of a layout and let them go; `but` is only taken out."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None and widget is not but:
            widget.hide()
            widget.deleteLater()
