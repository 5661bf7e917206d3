"""Icons in a theme's colours, from the bundled SVG files; each is drawn when it is first seen, at the size it is seen in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from workbench.ui.style.tokens import Tokens


class Icons:
    """Makes icons of one theme."""

    def __init__(self, folder: Path, tokens: Tokens) -> None:
        """Draw from a folder of SVG files whose stroke is "currentColor"."""
        self._drawing = _Drawing(folder, tokens)
        self._made: dict[tuple[str, str], QIcon] = {}

    def icon(self, name: str, colour: str = "") -> QIcon:
        """Return an icon by its file's name; normal, selected, switched on and disabled, sharp at any scale."""
        colour = colour or self._drawing.tokens.text2
        icon = self._made.get((name, colour))
        if icon is None:
            # WORKAROUND(PySide6 6.11): an icon made of an engine holds it where Python collects garbage, and an engine that is
            # collected before its icon crashes the program. A copy of that icon leaves the engine to Qt.
            icon = self._made[name, colour] = QIcon(QIcon(_Engine(self._drawing, name, colour)))
        return icon


class _Drawing:
    """Draws icons of one theme. It holds no icon: Python does not see that an icon holds its engine, and would free neither."""

    def __init__(self, folder: Path, tokens: Tokens) -> None:
        self.tokens = tokens
        self._folder = folder
        self._sources: dict[str, str] = {}

    def drawn(self, name: str, colour: str, size: int, scale: float) -> QPixmap:
        """Return an icon as a picture of a size in logical pixels."""
        svg = self._source(name).replace("currentColor", colour)
        pixmap = QPixmap(round(size * scale), round(size * scale))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(pixmap.rect()))
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def ink(self, colour: str, mode: QIcon.Mode, state: QIcon.State) -> str:
        """Return the colour of an icon in a mode and state, of one that is usually drawn in `colour`."""
        if mode == QIcon.Mode.Disabled:
            return self.tokens.disabled
        if mode == QIcon.Mode.Selected:
            return self.tokens.selection_text
        return self.tokens.accent if state == QIcon.State.On else colour

    def _source(self, name: str) -> str:
        """Return an icon's file, read once."""
        source = self._sources.get(name)
        if source is None:
            source = self._sources[name] = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
        return source


class _Engine(QIconEngine):
    """Draws one icon; drawing thirty of them before the window is seen would double the time to its first paint."""

    def __init__(self, drawing: _Drawing, name: str, colour: str) -> None:
        super().__init__()
        self._drawing = drawing
        self._name = name
        self._colour = colour
        self._drawn: dict[tuple[str, int, float], QPixmap] = {}

    def clone(self) -> QIconEngine:
        """Return another engine of the same icon; Qt asks where an icon is changed, which none is: PySide6 6.11 frees this one."""
        return _Engine(self._drawing, self._name, self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw it in the middle of a rectangle."""
        scale = painter.device().devicePixelRatio() if painter.device() else 1.0
        pixmap = self._pixmap(min(rect.width(), rect.height()), mode, state, scale)
        side = pixmap.deviceIndependentSize().toSize()
        painter.drawPixmap(
            rect.center().x() - side.width() // 2 + 1, rect.center().y() - side.height() // 2 + 1, pixmap
        )

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return a picture of so many device pixels."""
        return self._pixmap(min(size.width(), size.height()), mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # noqa: N802 - Qt's name
        """Return a picture of so many logical pixels for a screen of a scale; where Qt counts device pixels, it shrinks it."""
        return self._pixmap(min(size.width(), size.height()), mode, state, scale)

    def _pixmap(self, size: float, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        ink = self._drawing.ink(self._colour, mode, state)
        key = (ink, round(size * scale), scale)
        pixmap = self._drawn.get(key)
        if pixmap is None:
            pixmap = self._drawn[key] = self._drawing.drawn(self._name, ink, round(size), scale)
        return pixmap
