"""The figures of one list as a table to edit, in the place of the lists; Escape leads back."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from workbench.ui.appearance import Appearance
from workbench.ui.settings import Settings
from workbench.ui.tabs.segments import SegmentsTab
from workbench.ui.widgets.labels import ElidedText
from workbench.ui.workspace import Workspace

_ICON = QSize(14, 14)


class ListTable(QWidget):
    """Shows a breakdown's table under a way back; `left` tells that the lists are wanted again.

    The other signals are those of the table (see `tab.Tab`). `page` is None while no table is open, `listed` is the metric.
    """

    left = Signal()
    action_wanted = Signal(str)
    selection_told = Signal(str)
    refused = Signal(object)
    series_wanted = Signal(object)

    def __init__(self, workspace: Workspace, appearance: Appearance, settings: Settings) -> None:
        """Have no table open."""
        super().__init__()
        self._workspace = workspace
        self._appearance = appearance
        self._settings = settings
        self.page: SegmentsTab | None = None
        self.listed = ""
        self.back = QPushButton()
        self.back.setIconSize(_ICON)
        self.back.clicked.connect(lambda _checked=False: self.left.emit())
        self.title = ElidedText(
            appearance, 11, weight=QFont.Weight.DemiBold, mode=Qt.TextElideMode.ElideRight, takes_focus=False
        )
        bar = QHBoxLayout()
        bar.setSpacing(12)
        bar.addWidget(self.back)
        bar.addWidget(self.title, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(bar)
        self.restyle()

    @property
    def is_open(self) -> bool:
        """Whether a table is open."""
        return self.page is not None

    def show_figures(self, metric: str, dimension: str) -> None:
        """Open the table of a metric by a dimension, at which the workspace looks."""
        if self.page is not None and self.page.dimension != dimension:
            self.close_figures()
        if self.page is None:
            self.page = SegmentsTab(self._workspace, self._appearance, self._settings, dimension=dimension)
            self.page.action_wanted.connect(self.action_wanted)
            self.page.selection_told.connect(self.selection_told)
            self.page.refused.connect(self.refused)
            self.page.series_wanted.connect(self.series_wanted)
            self._column.addWidget(self.page, 1)
        self.listed = metric
        self.retranslate()

    def close_figures(self) -> None:
        """Let the table go."""
        if self.page is not None:
            self._column.removeWidget(self.page)
            self.page.hide()
            self.page.deleteLater()
            self.page = None

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        self.back.setText(self._appearance.say("threats.back"))
        self.back.setToolTip(f"{self._appearance.say('threats.back')} (Esc)")
        if self.is_open:
            catalogue = self._workspace.catalogue
            self.title.set_text(catalogue.label(catalogue.metric(self.listed), self._appearance.language))

    def restyle(self) -> None:
        """Draw the icon in the theme's colours."""
        self.back.setIcon(self._appearance.icon("chevron-left"))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Let the keys act in the table."""
        super().focusInEvent(event)
        if self.page is not None:
            self.page.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Lead back, where no field has a use for the key."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
