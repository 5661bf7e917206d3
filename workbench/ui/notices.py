"""The one place that tells the user of errors and of what was done: a bar above the content."""

from __future__ import annotations

import logging
import traceback

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from workbench.core.errors import Cancelled, WorkbenchError
from workbench.core.messages import Message, message
from workbench.ui.appearance import Appearance

INFORMATION_MILLISECONDS = 8_000
_ICONS = {"info": "info", "warning": "triangle-alert", "error": "circle-x"}
_log = logging.getLogger("workbench")


class Notices(QWidget):
    """One sentence with an icon and, where it helps, one action. Information leaves by itself, errors stay."""

    acted = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._appearance = appearance
        self._kind = "info"
        self._message: Message | None = None
        self._action = ""
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton()
        self._button.setProperty("link", True)
        self._button.clicked.connect(lambda: self.acted.emit(self._action))
        self._close = QPushButton()
        self._close.setProperty("flat", True)
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 6, 4)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self._leaving = QTimer(self, singleShot=True)
        self._leaving.timeout.connect(self._leave)
        self.hide()

    def tell(self, kind: str, said: Message, action: str = "") -> None:
        """Show a sentence of a kind: "info", "warning", "error"; `action` is the id of an action to offer."""
        self._kind, self._message, self._action = kind, said, action
        self.retranslate()
        self.show()
        self._leaving.stop()
        if kind == "info":
            self._leaving.start(INFORMATION_MILLISECONDS)

    def tell_error(self, error: BaseException) -> None:
        """Tell what was raised: in its own words, or that it is a bug, whose traceback goes to the log."""
        if isinstance(error, Cancelled):
            self.tell("info", error.message)
        elif isinstance(error, WorkbenchError):
            self.tell("error", error.message)
        else:
            _log.error("".join(traceback.format_exception(error)))
            self.tell("error", message("bug.told", what=f"{type(error).__name__}: {error}"))

    def retranslate(self) -> None:
        """Write the sentence in the language of the window."""
        if self._message is None:
            return
        colours = self._appearance.colours
        ink = {"info": colours.accent, "warning": colours.warning, "error": colours.error}[self._kind]
        self._icon.setPixmap(self._appearance.icon(_ICONS[self._kind], ink).pixmap(16, 16))
        self._text.setText(self._appearance.sentence(self._message))
        self._button.setText(self._appearance.say(f"action.{self._action}") if self._action else "")
        self._button.setVisible(bool(self._action))
        self._close.setIcon(self._appearance.icon("x"))
        self._close.setToolTip(self._appearance.say("notice.close"))
        self._close.setAccessibleName(self._appearance.say("notice.close"))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the ground of the kind, with a bar at the left edge."""
        super().paintEvent(event)
        colours = self._appearance.colours
        grounds = {
            "info": (colours.tint, colours.accent),
            "warning": (colours.warning_ground, colours.warning),
            "error": (colours.error_ground, colours.error),
        }
        ground, edge = grounds[self._kind]
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(ground))
        painter.fillRect(0, 0, 3, self.height(), QColor(edge))

    def _leave(self) -> None:
        """Go, unless the pointer is on it: then later."""
        if self.underMouse():
            self._leaving.start(INFORMATION_MILLISECONDS)
        else:
            self.hide()
