"""The window before its parts are there: its frame in the theme's colours, painted at once.

Importing and making bars, tabs and tables takes several times as long as a bare window; they come behind this first paint.
So this module imports next to nothing; not even QtCore.Qt, whose enums cost an eighth of a bare window.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow

from workbench.ui.settings import Settings
from workbench.ui.style.tokens import DARK, LIGHT, THEMES, Tokens

SIZE = (1440, 900)
"""How large the window is at the first start, in logical pixels."""

_SYSTEM_FRAME = (16, 40)
"""How much room a system's frame and title bar take, in logical pixels."""

_BARS, _STATUS, _MARGIN, _GAP, _INSPECTOR = 108, 26, 12, 10, 286
"""Heights of the bars above and below, and where the panels stand between them, as in the style guide."""

_MIDDLE = 128
"""A lighter window is one of a light system."""


class Shell(QMainWindow):
    """An empty window where it was the last time; `painted` tells once that it has been seen."""

    painted = Signal()

    def __init__(self, settings: Settings) -> None:
        """Take the size and place of the last time."""
        super().__init__()
        self.settings: Settings = settings
        system = LIGHT if self.palette().window().color().lightness() > _MIDDLE else DARK
        self._frame: Tokens | None = THEMES.get(settings.theme, system)
        self._was_painted = False
        self.resize(*SIZE)
        kept = settings.geometry("window")
        if kept is not None:
            self.restoreGeometry(kept)

    def fit_screen(self) -> None:
        """Be no larger than the screen has room for, with the frame that the system draws around."""
        room = self.screen().availableGeometry()
        width, height = room.width() - _SYSTEM_FRAME[0], room.height() - _SYSTEM_FRAME[1]
        self.resize(min(self.width(), width), min(self.height(), height))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the frames of the panels until the parts stand in them, and tell the first time."""
        super().paintEvent(event)
        if self._frame is not None:
            self._paint_frames(self._frame)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def uncover(self) -> None:
        """Paint no frames any more: the parts are there, in the application's palette."""
        self._frame = None
        self.update()

    def _paint_frames(self, tokens: Tokens) -> None:
        """Paint them on the theme's ground; a palette of the window's own would stay when the theme changes."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.window))
        painter.setPen(QColor(tokens.line))
        painter.setBrush(QColor(tokens.surface))
        for frame in self._frames():
            painter.drawRoundedRect(frame, 6, 6)
        painter.drawLine(0, self.height() - _STATUS, self.width(), self.height() - _STATUS)
        painter.end()

    def _frames(self) -> tuple[QRect, QRect]:
        """Return where the tab and the inspector will stand."""
        height = self.height() - _BARS - _STATUS - 2 * _GAP
        width = self.width() - 2 * _MARGIN - _GAP - _INSPECTOR
        return (
            QRect(_MARGIN, _BARS + _GAP, width, height),
            QRect(_MARGIN + width + _GAP, _BARS + _GAP, _INSPECTOR, height),
        )
