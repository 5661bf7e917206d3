"""A window that goes from tab to tab, for `tests.bench.tabs`, which starts it as a process of its own.

Usage: python -m tests.bench.tabs_child sample|million|map, in a folder of its own. Seconds go to stdout: those of the slowest
tab, from the wish to the paint that follows its figures: the first time, when the window has been idle long enough to make
its tabs, and again for another month.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from tests.bench.figures_made import FIRST_MONTH, breakdown_rows, new_store, observation_rows, write_rows
from workbench.__main__ import window_start
from workbench.core.catalogue import shipped_catalogue
from workbench.core.periods import Period
from workbench.core.resources import resources_folder
from workbench.ui.application import furnish
from workbench.ui.settings import Settings
from workbench.ui.tabs import TABS
from workbench.ui.tabs.tab import Tab
from workbench.ui.warming import WarmUp
from workbench.ui.widgets.map_shapes import read_shapes
from workbench.ui.widgets.world_map import WorldMap
from workbench.ui.window import Window

METRICS = ("phishing.rate", "spam.rate", "virus.rate")
MONTHS = 240
MADE_METRICS = 14
MOST_MILLISECONDS = 60_000
PAUSE_MILLISECONDS = 1_000
"""How long a person looks at a tab before the next one: what comes behind the figures has come by then."""


def fill_with_sample(file: Path) -> Period:
    """Make a database with the sample, and return its month."""
    command = (sys.executable, "-m", "workbench", "sample", "--db", str(file))
    subprocess.run(command, check=True, capture_output=True)
    return Period.month(2010, 2)


def fill_with_million(file: Path) -> Period:
    """Make a database with a million observations, and return its last month but one."""
    segments = sorted(shipped_catalogue(resources_folder()).segments("geography"))[:249]
    store = new_store(file.parent, file.name)
    write_rows(store, breakdown_rows(METRICS, segments, MONTHS))
    write_rows(store, observation_rows(MADE_METRICS, 250, MONTHS))
    store.close()
    return FIRST_MONTH.shifted(MONTHS - 2)


class Tabs:
    """The real window with its real lanes, led from tab to tab."""

    def __init__(self, file: Path, period: Period) -> None:
        """Show the window and wait for its first figures."""
        application = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(application, QApplication)
        self.window = Window(Settings(Path("window.ini")))
        furnish(application, self.window, window_start(file, "en"))
        self._loop = QEventLoop()
        self._pages: dict[str, Tab[Any]] = {}
        self.window.workspace.look_at(period=period)
        self.window.show()
        self.window.page.answered.connect(self._loop.quit)
        self.window.show_figures(file)
        self._wait()
        self._pause()

    def seconds_of(self, id_: str) -> float:
        """Return the time from the wish for a tab until its figures are painted."""
        made = self._pages.get(id_)
        will_ask = made is None or made.is_stale
        start = time.perf_counter()
        self.window.show_tab(id_)
        page = self._pages[id_] = self.window.page
        if will_ask:
            page.answered.connect(self._loop.quit)
            self._wait()
            page.answered.disconnect(self._loop.quit)
        page.repaint()
        took = time.perf_counter() - start
        self._pause()
        return took

    def warm_up(self) -> None:
        """Wait until the tabs are made, as the window does by itself when it has been started."""
        WarmUp(self.window).begin()
        while len(self.window.pages.made) < len(TABS):
            self._pause()

    def _wait(self) -> None:
        QTimer.singleShot(MOST_MILLISECONDS, self._loop, lambda: self._loop.exit(1))
        if self._loop.exec():
            raise TimeoutError(f"the tab did not answer: {self.window.workspace.scope} {self.window.notices.bug}")

    @staticmethod
    def _pause() -> None:
        """Let what comes after the figures come."""
        loop = QEventLoop()
        QTimer.singleShot(PAUSE_MILLISECONDS, loop.quit)
        loop.exec()


def slowest(file: Path, period: Period) -> float:
    """Return the time of the slowest tab, and tell those of all."""
    tabs = Tabs(file, period)
    tabs.warm_up()
    ids = [tab.id for tab in TABS]
    first = [tabs.seconds_of(id_) for id_ in ids[1:]]
    tabs.window.workspace.look_at(period=period.previous)
    tabs._pause()
    again = [tabs.seconds_of(id_) for id_ in ids[:-1]]
    tabs.window.close()
    for when, names, times in (("first", ids[1:], first), ("again", ids[:-1], again)):
        sys.stderr.writelines(f"{when} {id_}: {took:.3f} s\n" for id_, took in zip(names, times, strict=True))
    return max(*first, *again)


def first_paint_of_map(file: Path, period: Period) -> float:
    """Return the time of reading the shapes and painting the map once."""
    tabs = Tabs(file, period)
    tabs.seconds_of("geography")
    world = tabs.window.findChild(WorldMap)
    assert isinstance(world, WorldMap)
    world.restyle()
    start = time.perf_counter()
    read_shapes(resources_folder() / "maps" / "world.json")
    world.repaint()
    took = time.perf_counter() - start
    tabs.window.close()
    return took


def main() -> None:
    """Measure what the argument says."""
    file = Path("made.db").resolve()
    period = fill_with_million(file) if sys.argv[1] == "million" else fill_with_sample(file)
    took = first_paint_of_map(file, period) if sys.argv[1] == "map" else slowest(file, period)
    sys.stdout.write(f"{took}\n")


if __name__ == "__main__":
    main()
