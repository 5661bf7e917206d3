"""Dragging series out of a table or a chart onto a plot of trends."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QWidget

from workbench.core.keys import FigureKey
from workbench.ui.plots.series_mime import mime_of


class SeriesDrag:
    """Begins a drag when the pointer has gone far enough from where it was pressed; `begin` does it."""

    def __init__(self, source: QWidget, keys: Callable[[], Iterable[FigureKey]]) -> None:
        """Drag from a widget what `keys` gives."""
        self._source = source
        self._keys = keys
        self._pressed: QPoint | None = None
        self._has_begun = False
        self.begin: Callable[[QMimeData], object] = self._exec

    @property
    def is_held(self) -> bool:
        """Whether something is held, or was dragged and not let go of yet."""
        return self._pressed is not None or self._has_begun

    def press(self, pos: QPoint) -> None:
        """Take hold of something."""
        self._pressed, self._has_begun = pos, False

    def release(self) -> bool:
        """Let go; return whether something was held that was not dragged."""
        was_pressed = self._pressed is not None
        self._pressed, self._has_begun = None, False
        return was_pressed

    def move(self, pos: QPoint) -> None:
        """Begin to drag, if something is held and the pointer is away from it."""
        if self._pressed is None or (pos - self._pressed).manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed, self._has_begun = None, True
        keys = [str(key) for key in self._keys()]
        if keys:
            self.begin(mime_of(keys))

    def _exec(self, data: QMimeData) -> None:
        drag = QDrag(self._source)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)
