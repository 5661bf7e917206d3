"""The hatch that stands where there is no figure."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

_TILE = 6
"""The distance of two lines along an edge, in pixels."""


def hatch(ground: str, line: str) -> QBrush:
    """Return a ground with lines at 45 degrees."""
    tile = QPixmap(_TILE, _TILE)
    tile.fill(QColor(ground))
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(line), 1))
    for shift in (-_TILE, 0, _TILE):
        painter.drawLine(QPointF(shift, _TILE), QPointF(shift + _TILE, 0))
    painter.end()
    return QBrush(tile)
