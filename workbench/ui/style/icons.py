"""Icons in a theme's colours, from the bundled SVG files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from workbench.ui.style.tokens import Tokens

SIZE = 16
_SCALES = (1, 2, 3)


class Icons:
    """Makes icons of one theme; each is drawn once."""

    def __init__(self, folder: Path, tokens: Tokens) -> None:
        """Draw from a folder of SVG files whose stroke is "currentColor"."""
        self._folder = folder
        self._tokens = tokens
        self._made: dict[tuple[str, str], QIcon] = {}
        self._sources: dict[str, str] = {}

    def icon(self, name: str, colour: str = "") -> QIcon:
        """Return an icon by its file's name; normal, selected and disabled, sharp up to three times its size."""
        colour = colour or self._tokens.text2
        icon = self._made.get((name, colour))
        if icon is None:
            icon = self._made[name, colour] = self._drawn(name, colour)
        return icon

    def pixmap(self, name: str, colour: str, size: int, scale: float) -> QPixmap:
        """Return an icon as a picture of a size in logical pixels."""
        svg = self._source(name).replace("currentColor", colour)
        pixmap = QPixmap(round(size * scale), round(size * scale))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(pixmap.rect()))
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def _source(self, name: str) -> str:
        """Return an icon's file, read once."""
        source = self._sources.get(name)
        if source is None:
            source = self._sources[name] = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
        return source

    def _drawn(self, name: str, colour: str) -> QIcon:
        icon = QIcon()
        modes = {
            QIcon.Mode.Normal: colour,
            QIcon.Mode.Active: colour,
            QIcon.Mode.Selected: self._tokens.selection_text,
            QIcon.Mode.Disabled: self._tokens.disabled,
        }
        for scale in _SCALES:
            for mode, ink in modes.items():
                icon.addPixmap(self.pixmap(name, ink, SIZE, scale), mode)
            icon.addPixmap(self.pixmap(name, self._tokens.accent, SIZE, scale), QIcon.Mode.Normal, QIcon.State.On)
        return icon
