"""The window while its trends tab is shown, for `tests.bench.trends`, which starts it as a process of its own.

Usage: python -m tests.bench.trends_child first|again|many, in a folder of its own. Seconds go to stdout: from the switch to
the painted plot, the first time or the median of the following ones; "many": over a million figures.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from tests.bench.figures_made import breakdown_rows, new_store, write_rows
from workbench.__main__ import window_start
from workbench.core.catalogue import shipped_catalogue
from workbench.core.commands.sample import fill_with_sample
from workbench.core.keys import FigureKey
from workbench.core.queries.breakdown import Base
from workbench.core.resources import resources_folder
from workbench.ui.application import furnish
from workbench.ui.settings import Settings
from workbench.ui.tabs import TABS
from workbench.ui.tabs.trends import TrendsTab
from workbench.ui.warming import WarmUp
from workbench.ui.window import Window

DATABASE = "made.db"
SERIES = (
    FigureKey("spam.rate"),
    *(FigureKey("spam.rate", "geography", country) for country in ("US", "JP", "HK")),
    FigureKey("virus.rate"),
    FigureKey("phishing.rate"),
)
METRICS, PLACES, MONTHS = 17, 249, 240
"""With the totals these are 1,020,000 figures."""

SWITCHES = 7
QUIET_SECONDS = 1.5
MOST_MILLISECONDS = 60_000


class Painted(QObject):
    """Waits until the plot has been painted after the answer of its tab."""

    def __init__(self) -> None:
        """Watch nothing yet."""
        super().__init__()
        self._loop = QEventLoop()
        self._page: TrendsTab | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Notice a paint of the plot while it shows something."""
        page = self._page
        if event.type() == QEvent.Type.Paint and page is not None and page.view is not None and page.view.seen():
            QTimer.singleShot(0, self._loop.quit)
        return super().eventFilter(watched, event)

    def after(self, switch: Callable[[], object], window: Window) -> float:
        """Switch, wait, and return the seconds from the one to the other."""
        QTimer.singleShot(MOST_MILLISECONDS, self._loop, lambda: self._loop.exit(1))
        start = time.perf_counter()
        switch()
        assert isinstance(window.page, TrendsTab)
        if self._page is None:
            self._page = window.page
            self._page.plot.loaded.connect(lambda view: view.canvas.viewport().installEventFilter(self))
            if self._page.view is not None:
                self._page.view.canvas.viewport().installEventFilter(self)
        if self._loop.exec():
            raise TimeoutError("the plot was not painted")
        return time.perf_counter() - start


def fill(*, is_large: bool) -> None:
    """Fill the database with the sample, or with a million figures."""
    store, folder = new_store(Path(), DATABASE), resources_folder()
    catalogue = shipped_catalogue(folder)
    if is_large:
        others = [metric for metric in catalogue.metrics if metric not in {key.metric for key in SERIES}]
        metrics = [*dict.fromkeys(key.metric for key in SERIES), *others][:METRICS]
        write_rows(store, breakdown_rows(metrics, sorted(catalogue.segments("geography"))[:PLACES], MONTHS))
    else:
        with store.read() as reader:
            command = fill_with_sample(reader, catalogue, folder / "sample", "2026-01-01T00:00:00+00:00")
        store.run(command)
    store.close()


def wait(seconds: float) -> None:
    """Let the window do what it has to do."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def main(what: str) -> None:
    """Measure and print."""
    fill(is_large=what == "many")
    application = QApplication(sys.argv[:1])
    settings = Settings(Path("window.ini"))
    settings.set_layout("trends", {"series": [str(key) for key in SERIES], "average": True})
    window = Window(settings)
    furnish(application, window, window_start(Path(DATABASE), "en"))
    window.show()
    window.show_figures(Path(DATABASE))
    wait(QUIET_SECONDS)
    WarmUp(window).begin()
    while len(window.pages.made) < len(TABS):
        wait(QUIET_SECONDS)
    painted = Painted()
    seconds = [painted.after(lambda: window.show_tab("trends"), window)]
    for _ in range(SWITCHES):
        window.show_tab("geography")
        wait(0.2)
        window.workspace.look_at(base=Base.YEAR if len(seconds) % 2 else Base.PREVIOUS)
        seconds.append(painted.after(lambda: window.show_tab("trends"), window))
    window.close()
    print(seconds[0] if what == "first" else statistics.median(seconds[1:]))


if __name__ == "__main__":
    main(sys.argv[1])
