"""The one place that tells the user of errors and of what was done: a bar above the content."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from workbench.core.errors import Cancelled, DatabaseInUse, NothingToDo, Refused, WorkbenchError
from workbench.core.messages import Message, message
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.wrapped_text import WrappedText

INFORMATION_MILLISECONDS = 8_000
_ICONS = {"info": "info", "warning": "triangle-alert", "error": "circle-x"}
_log = logging.getLogger("workbench")


class Notices(QWidget):
    """One sentence with an icon and, where it helps, one action. Information leaves by itself, errors stay.

    `refused` is the database that could not be opened for writing while reading it is offered, `bug` the traceback of the
    last bug that was told.
    """

    acted = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._appearance = appearance
        self._kind = "info"
        self._message: Message | None = None
        self._action = ""
        self._is_refusal = False
        self.refused: Path | None = None
        self.bug = ""
        self._icon = QLabel()
        self._text = WrappedText(appearance)
        self._button = QPushButton()
        self._button.setProperty("link", True)
        self._button.clicked.connect(lambda: self.acted.emit(self._action))
        self._close = QPushButton()
        self._close.setProperty("flat", True)
        self._close.clicked.connect(self.leave)
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
        self.refused, self._is_refusal = None, False
        self.retranslate()
        self.show()
        self._leaving.stop()
        if kind == "info":
            self._leaving.start(INFORMATION_MILLISECONDS)

    def tell_error(self, error: BaseException) -> None:
        """Tell what was raised, with what can be done: in its own words, or that it is a bug, whose traceback is logged."""
        if isinstance(error, (Cancelled, NothingToDo)):
            self.tell("info", error.message)
        elif isinstance(error, DatabaseInUse) and error.path is not None:
            self.tell("error", error.message, "open_read_only")
            self.refused = error.path
        elif isinstance(error, WorkbenchError):
            self.tell("error", error.message)
            self._is_refusal = isinstance(error, Refused)
        else:
            self.bug = "".join(traceback.format_exception(error))
            _log.error(self.bug)
            self.tell("error", message("bug.told", what=f"{type(error).__name__}: {error}"), "copy_report")

    def leave_refusal(self) -> None:
        """Go where it tells of something that was asked for and could not be done: something else was done since."""
        if self._is_refusal:
            self.leave()

    def leave(self) -> None:
        """Go; nothing is offered any more."""
        self.refused = None
        self.hide()

    def stand_close(self, *, is_close: bool) -> None:
        """Take two lines at most, or three; the whole sentence is in the tool tip then."""
        self._text.most_lines = 2 if is_close else 3

    def retranslate(self) -> None:
        """Write the sentence in the language of the window."""
        if self._message is None:
            return
        colours = self._appearance.colours
        ink = {"info": colours.accent, "warning": colours.warning, "error": colours.error}[self._kind]
        self._icon.setPixmap(self._appearance.icon(_ICONS[self._kind], ink).pixmap(16, 16))
        self._text.set_text(self._appearance.sentence(self._message))
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
            self.leave()
