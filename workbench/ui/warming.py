"""Making in advance what takes longer than a switch of tabs may: pyqtgraph and numpy, and the tabs not yet shown."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from workbench.ui.window import Window

_BETWEEN_MILLISECONDS = 200
"""The time between two tabs, in which the window does what a person wants."""


class WarmUp(QObject):
    """Imports on a thread of its own what plots need, then makes one tab after the other, until all are made."""

    def __init__(self, window: Window) -> None:
        """Do nothing yet."""
        super().__init__(window)
        self._window = window
        self._importing = threading.Thread(target=import_plots, name="warming")
        self._pause = QTimer(self, interval=_BETWEEN_MILLISECONDS)
        self._pause.timeout.connect(self._make_next)

    def begin(self) -> None:
        """Begin; whoever needs something meanwhile waits no longer than if nothing had been done."""
        self._importing.start()
        self._pause.start()

    def _make_next(self) -> None:
        if not self._importing.is_alive() and not self._window.pages.make_next():
            self._pause.stop()


def import_plots() -> None:
    """Import what the trends tab needs."""
    from workbench.ui.plots.loading import load_plots  # noqa: PLC0415 - on the thread
    from workbench.ui.tabs import trends  # noqa: F401, PLC0415

    load_plots()
