"""A window that is shown, does one thing, and ends: what `tests.bench.window` starts as a process of its own.

Usage: python -m tests.bench.window_child first-paint|useful|bare|bare-plot [DATABASE]. The peak of its memory in kB goes to
stdout.
"""

import gc
import os
import resource
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget

if TYPE_CHECKING:
    from workbench.ui.window import Window


class FirstPaint(QObject):
    """Calls once when a widget has been painted."""

    def __init__(self, widget: QWidget, then: Callable[[], None]) -> None:
        """Watch a widget."""
        super().__init__(widget)
        self._then = then
        self._is_done = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait for the paint event."""
        if event.type() == QEvent.Type.Paint and not self._is_done:
            self._is_done = True
            QTimer.singleShot(0, self._then)
        return super().eventFilter(watched, event)


def ours(*, until_useful: bool, database: Path | None) -> None:
    """Show the real window; with `until_useful` wait until the table has its figures.

    As the program itself does, import without garbage collection and let it pass over what start-up made.
    """
    gc.disable()
    import workbench.__main__  # noqa: F401, PLC0415 - part of the program's start
    from workbench.ui.settings import Settings  # noqa: PLC0415
    from workbench.ui.window import Window  # noqa: PLC0415

    gc.freeze()
    gc.enable()
    application = QApplication(sys.argv[:1])
    window = Window(Settings(Path(tempfile.mkdtemp()) / "window.ini"))
    window.painted.connect(partial(_show_figures, application, window, database) if until_useful else application.quit)
    window.show()
    application.exec()
    window.close()


def _show_figures(application: QApplication, window: "Window", database: Path | None) -> None:
    """Do what the program does behind the first paint, and leave when the figures are there."""
    from workbench.__main__ import window_start  # noqa: PLC0415
    from workbench.ui.application import furnish  # noqa: PLC0415

    furnish(application, window, window_start(database or Path("none.db"), "en"))
    window.page.answered.connect(lambda: QTimer.singleShot(0, application.quit))
    window.show_figures(database or Path("none.db"))


def bare(*, with_plot: bool) -> None:
    """Show an empty window, or one with an empty plot and SQLAlchemy imported."""
    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1440, 900)
    if with_plot:
        import pyqtgraph  # noqa: PLC0415
        import sqlalchemy  # noqa: F401, PLC0415

        plot = pyqtgraph.PlotWidget()
        window.setCentralWidget(plot)
        FirstPaint(plot.viewport(), application.quit)
    else:
        window.setCentralWidget(QLabel("bare"))
        FirstPaint(window, application.quit)
    window.show()
    application.exec()


def main() -> None:
    """Do what the arguments say."""
    what, *rest = sys.argv[1:]
    database = Path(rest[0]) if rest else None
    if what.startswith("bare"):
        bare(with_plot=what == "bare-plot")
    else:
        ours(until_useful=what == "useful", database=database)
    sys.stdout.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}\n")


if __name__ == "__main__":
    main()
