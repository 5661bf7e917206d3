"""The panel of the stages: how their numbers are written, the table, and why there is no change where there is none."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from workbench.core.queries.pipeline import Pipeline
from workbench.ui.appearance import Appearance
from workbench.ui.settings import Settings
from workbench.ui.widgets.flow_words import FlowWords
from workbench.ui.widgets.labels import ElidedText, icon_button, name_button, text_label
from workbench.ui.widgets.stage_model import StageModel
from workbench.ui.widgets.stage_table import StageTable

_MODES = ("number", "share")
_LAYOUT = "table/stages"


class StagePanel(QFrame):
    """Frames the table; whether it shows shares is kept in the settings. Without a number of connections it does at first."""

    copy_wanted = Signal()

    def __init__(self, words: FlowWords, appearance: Appearance, settings: Settings) -> None:
        """Show nothing yet."""
        super().__init__()
        self.setProperty("panel", True)
        self._words = words
        self._appearance = appearance
        self._settings = settings
        self._pipeline: Pipeline | None = None
        self.model = StageModel(words, self)
        self.table = StageTable(self.model, appearance)
        self._title = text_label(appearance, 11, weight=QFont.Weight.DemiBold, role="title")
        self._subtitle = ElidedText(appearance, 9, colour="text2", mode=Qt.TextElideMode.ElideRight, takes_focus=False)
        self.modes = QButtonGroup(self)
        self._copy = icon_button(self.copy_wanted.emit)
        self._foot, self._foot_icon, self._foot_text = QWidget(), QLabel(), text_label(appearance, 9, role="quiet")
        self._lay_out()
        self._has_chosen = False
        self.modes.button(self._kept()).setChecked(True)
        self.modes.idClicked.connect(self._choose_mode)

    def show_pipeline(self, pipeline: Pipeline) -> None:
        """Show the stages of a pipeline."""
        self._pipeline = pipeline
        if not self._has_chosen:
            lacks_numbers = pipeline.has_stages and pipeline.connections.value is None
            self.modes.button(1 if lacks_numbers else self._kept()).setChecked(True)
        self.model.show(pipeline, shows_shares=self.modes.checkedId() == 1)
        has_base = any(stage.figure.base is not None for stage in pipeline.stages)
        self._foot.setVisible(pipeline.has_stages and not has_base and pipeline.base is not None)
        if pipeline.base is not None:
            self._foot_text.setText(self._words.say("stages.no_change", base=pipeline.base))

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        say = self._words.say
        self._title.setText(say("stages.title"))
        self._subtitle.set_text(say("stages.subtitle"))
        for place, text in enumerate((say("stages.mode_number"), say("stages.mode_share"))):
            self.modes.button(place).setText(text)
        name_button(self._copy, f"{say('action.copy')} (Ctrl+C)")
        self.table.setAccessibleName(say("stages.accessible"))
        self.model.retranslate()
        if self._pipeline is not None:
            self.show_pipeline(self._pipeline)

    def restyle(self) -> None:
        """Take the colours of the theme."""
        self.table.restyle()
        self._copy.setIcon(self._appearance.icon("copy"))
        icon = self._appearance.icon("info", self._appearance.colours.text2)
        self._foot_icon.setPixmap(icon.pixmap(QSize(14, 14), self.devicePixelRatioF()))

    def _kept(self) -> int:
        """Return the way of writing numbers that was chosen last."""
        kept = self._settings.layout(_LAYOUT).get("shows")
        return _MODES.index(kept) if kept in _MODES else 0

    def _choose_mode(self, mode: int) -> None:
        self._has_chosen = True
        self._settings.set_layout(_LAYOUT, {"shows": _MODES[mode]})
        if self._pipeline is not None:
            self.model.show(self._pipeline, shows_shares=mode == 1)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 10, 8)
        head.setSpacing(14)
        head.addWidget(self._title)
        head.addWidget(self._subtitle, 1)
        ways = QHBoxLayout()
        ways.setSpacing(0)
        for place in range(len(_MODES)):
            button = QToolButton()
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.modes.addButton(button, place)
            ways.addWidget(button)
        head.addLayout(ways)
        head.addWidget(self._copy)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(12, 5, 12, 7)
        foot.setSpacing(6)
        foot.addWidget(self._foot_icon, 0, Qt.AlignmentFlag.AlignTop)
        self._foot_text.setWordWrap(True)
        foot.addWidget(self._foot_text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self._foot)
