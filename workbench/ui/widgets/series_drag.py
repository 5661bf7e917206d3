"""Series as the pointer takes them out of a view: dragged onto a plot, put on it by Ctrl and a click, and with a menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDrag, QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from workbench.core.keys import FigureKey
from workbench.ui.plots.series_mime import mime_of

SeriesAt = Callable[[QPoint], Sequence[FigureKey]]
"""Returns the series at a point of what is painted; none where nothing is."""


class SeriesDrag(QObject):
    """Sees what the pointer does to a view before the view does, and takes what is meant for series.

    `added` carries the series that were clicked with Ctrl; a drag carries its own to where it is dropped. `menu_wanted` carries
    the series whose menu is asked for, and a place on the screen. Anything else is left to the view.
    """

    added = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(
        self,
        view: QWidget,
        series_at: SeriesAt,
        *,
        held_at: SeriesAt | None = None,
        current: Callable[[], Sequence[FigureKey]] | None = None,
    ) -> None:
        """Serve a view.

        `held_at` are the series that a drag takes, where these are not those that a click does. `current` are those on which
        keys act: without it the view has a menu of its own.
        """
        super().__init__(view)
        self.surface = view.viewport() if isinstance(view, QAbstractScrollArea) else view
        self._view = view
        self.series_at = series_at
        self.held_at = held_at or series_at
        self._current = current
        self._held: Sequence[FigureKey] = ()
        self._pressed = QPoint()
        self._is_taken = False
        self.begin: Callable[[QMimeData], object] = self._exec
        for watched in {view, self.surface}:
            watched.installEventFilter(self)

    @property
    def is_held(self) -> bool:
        """Whether series were pressed, and were not dragged: the view can still do what a click is for."""
        return bool(self._held)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take what is meant for series; the view does not see it then."""
        if isinstance(event, QContextMenuEvent):
            return self._offer(watched, event)
        if watched is not self.surface or not isinstance(event, QMouseEvent):
            return False
        if event.type() in {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}:
            self._press(event)
        elif event.type() == QEvent.Type.MouseMove:
            self._move(event)
        elif event.type() == QEvent.Type.MouseButtonRelease and self._is_taken:
            self._is_taken = False
            return True
        return self._is_taken

    def _press(self, event: QMouseEvent) -> None:
        """Take hold of series, or put them on the plot."""
        self._held, self._is_taken = (), False
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed = event.position().toPoint()
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            clicked = self.series_at(self._pressed)
            self._is_taken = bool(clicked)
            if clicked:
                self.added.emit(clicked)
        elif not event.modifiers() and event.type() == QEvent.Type.MouseButtonPress:
            self._held = self.held_at(self._pressed)

    def _move(self, event: QMouseEvent) -> None:
        """Begin to drag what is held, when the pointer has gone far enough from where it was pressed."""
        away = (event.position().toPoint() - self._pressed).manhattanLength()
        if not event.buttons():
            self._is_taken = False  # the button was let go where the view could not see it, as at the end of a drag
        elif self._held and away >= QApplication.startDragDistance():
            held, self._held, self._is_taken = self._held, (), True
            self.begin(mime_of(map(str, held)))

    def _offer(self, watched: QObject, event: QContextMenuEvent) -> bool:
        """Ask for the menu of the series under the pointer, or of those on which keys act."""
        is_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if self._current is None or (watched is not self.surface and not is_key):
            return False
        series = self._current() if is_key else self.series_at(event.pos())
        if series:
            self.menu_wanted.emit(series, event.globalPos())
        return bool(series)

    def _exec(self, data: QMimeData) -> None:
        drag = QDrag(self._view)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)
