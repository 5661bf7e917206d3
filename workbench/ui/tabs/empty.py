"""The panel of a tab that has no figures: what is missing, and what can be done, in the middle."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.core.messages import Message
from workbench.ui.appearance import Appearance

_ICON = 22


class EmptyPanel(QWidget):
    """Says why there is nothing to show; each button tells the id of an action to do."""

    action_wanted = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self._appearance = appearance
        self._title: Message | None = None
        self._advice: Message | None = None
        self._actions: tuple[str, ...] = ()
        self._icon, self._title_label, self._advice_label = QLabel(), QLabel(), QLabel()
        self._title_label.setFont(appearance.font(11, QFont.Weight.Medium))
        self._advice_label.setProperty("role", "quiet")
        self._buttons = QHBoxLayout()
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        for label in (self._icon, self._title_label, self._advice_label):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(label is not self._icon)
            column.addWidget(label)
        column.addLayout(self._buttons)
        column.addStretch(3)

    def say(self, title: Message, advice: Message, actions: Sequence[str]) -> None:
        """Say what is missing and what to do; offer actions by their ids, the first one as the main one."""
        self._title, self._advice, self._actions = title, advice, tuple(actions)
        self.retranslate()

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        if self._title is None or self._advice is None:
            return
        icon = self._appearance.icon("inbox", self._appearance.colours.text2)
        sharp = self._icon.devicePixelRatioF()
        side = round(_ICON * sharp)
        smooth = Qt.TransformationMode.SmoothTransformation
        picture = icon.pixmap(QSize(16, 16), 3.0).scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio, smooth)
        picture.setDevicePixelRatio(sharp)
        self._icon.setPixmap(picture)
        self._title_label.setText(self._appearance.sentence(self._title))
        self._advice_label.setText(self._appearance.sentence(self._advice))
        self._make_buttons()

    def _make_buttons(self) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._buttons.addStretch(1)
        for place, id_ in enumerate(self._actions):
            button = QPushButton(self._appearance.say(f"action.{id_}"))
            button.setProperty("primary", place == 0)
            button.clicked.connect(lambda _checked=False, wanted=id_: self.action_wanted.emit(wanted))
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
