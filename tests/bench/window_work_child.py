"""A window at work, for `tests.bench.window_work`, which starts it as a process of its own, as the program starts.

Usage: python -m tests.bench.window_work_child metric|period|stall|stall-import, in a folder of its own. Seconds go to
stdout: the median time of a switch, or the longest time in which the window's thread did nothing else.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from tests.bench.figures_made import FIRST_MONTH, breakdown_rows, new_store, write_rows
from workbench.__main__ import window_start
from workbench.core.catalogue import shipped_catalogue
from workbench.core.messages import message
from workbench.core.ports import Command, Row
from workbench.core.records import Observation
from workbench.core.resources import resources_folder
from workbench.core.tidy.writing import tidy_text
from workbench.ui.application import furnish
from workbench.ui.dialogs.import_preview import ImportDialog
from workbench.ui.settings import Settings
from workbench.ui.window import Window

DATABASE = "made.db"
FILE = "made.csv"
METRICS = ("phishing.rate", "spam.rate", "virus.rate")
SEGMENTS = sorted(shipped_catalogue(resources_folder()).segments("geography"))[:249]
MONTHS = 120
MONTHS_WRITTEN = 200
"""With three metrics and 250 places these are 150,000 rows."""

SWITCHES = 12
HEARTBEAT_MILLISECONDS = 5
MOST_MILLISECONDS = 120_000


class Heartbeat(QObject):
    """Beats while the window's thread is free; `longest` is the longest time without a beat, in seconds."""

    def __init__(self) -> None:
        """Begin to beat."""
        super().__init__()
        self.longest = 0.0
        self._last = time.perf_counter()
        self.startTimer(HEARTBEAT_MILLISECONDS)

    def timerEvent(self, _event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the time since the last beat."""
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now


class Answered(QObject):
    """Waits until the window's tab shows an answer and its table is painted."""

    def __init__(self, window: Window) -> None:
        """Watch a window's tab."""
        super().__init__()
        self._loop = QEventLoop()
        self._has_answer = False
        window.page.answered.connect(self._note)
        self._table = window.page.grid.viewport()  # type: ignore[attr-defined]
        self._table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Notice the paint that follows the answer."""
        if event.type() == QEvent.Type.Paint and self._has_answer:
            self._has_answer = False
            QTimer.singleShot(0, self._loop.quit)
        return super().eventFilter(watched, event)

    def after(self, do: Callable[[], object]) -> float:
        """Do something, wait, and return the seconds from the one to the other."""
        QTimer.singleShot(MOST_MILLISECONDS, self._loop, lambda: self._loop.exit(1))
        start = time.perf_counter()
        do()
        if self._loop.exec():
            raise TimeoutError("the table was not painted")
        return time.perf_counter() - start

    def _note(self) -> None:
        self._has_answer = True
        self._table.update()


@contextmanager
def shown_window() -> Iterator[tuple[Window, Answered]]:
    """Give the real window with its real lanes over the database, showing the last of its months."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    window = Window(Settings(Path("window.ini")))
    furnish(application, window, window_start(Path(DATABASE), "en"))
    window.show_tab("geography")
    window.workspace.look_at(period=FIRST_MONTH.shifted(MONTHS - 1), metric="spam.rate")
    window.show()
    answered = Answered(window)
    answered.after(lambda: window.show_figures(Path(DATABASE)))
    yield window, answered
    window.close()


def make(months: int) -> list[Row]:
    """Fill the database with so many months and return the rows."""
    rows = breakdown_rows(METRICS, SEGMENTS, months)
    store = new_store(Path(), DATABASE)
    write_rows(store, rows)
    store.close()
    return rows


def switching(scopes: Sequence[Mapping[str, object]]) -> float:
    """Return the median time of looking elsewhere."""
    make(MONTHS)
    with shown_window() as (window, answered):
        times = [answered.after(partial(window.workspace.look_at, **scope)) for scope in scopes]
    return statistics.median(times)


def stall_of_writing() -> float:
    """Return the longest stall while 150,000 rows are replaced, the new table is asked for, and shown."""
    make(MONTHS_WRITTEN)
    raised = breakdown_rows(METRICS, SEGMENTS, MONTHS_WRITTEN, raised=0.5)
    with shown_window() as (window, answered):
        heartbeat = Heartbeat()
        command = Command(message("command.import", file="made"), lambda tx: tx.put_rows(Observation, raised))
        answered.after(lambda: window.workspace.run(command))
    return heartbeat.longest


def stall_of_import() -> float:
    """Return the longest stall while a file with as many figures is read, its plan is shown, and it is taken in."""
    write_file()
    with shown_window() as (window, answered):
        heartbeat = Heartbeat()
        dialog = window.errands.show_import(Path(FILE))
        assert isinstance(dialog, ImportDialog)
        wait_for(dialog.take.isEnabled)
        answered.after(dialog.take.click)
    return heartbeat.longest


def write_file() -> None:
    """Write 150,000 other figures than the database has to a file."""
    make(MONTHS_WRITTEN)
    store = new_store(Path(), "other.db")
    write_rows(store, breakdown_rows(METRICS, SEGMENTS, MONTHS_WRITTEN, raised=0.5))
    with store.read() as reader:
        Path(FILE).write_text(tidy_text(reader, shipped_catalogue(resources_folder()), None, "en").text, "utf-8")
    store.close()


def wait_for(is_true: Callable[[], bool]) -> None:
    """Let the window work until something is true."""
    loop, looking = QEventLoop(), QTimer(interval=20)
    looking.timeout.connect(lambda: loop.quit() if is_true() else None)
    looking.start()
    QTimer.singleShot(MOST_MILLISECONDS, loop, lambda: loop.exit(1))
    if loop.exec():
        raise TimeoutError("nothing came of it")


def main() -> None:
    """Measure what the argument says."""
    metrics = [{"metric": METRICS[at % len(METRICS)]} for at in range(SWITCHES)]
    periods = [{"period": FIRST_MONTH.shifted(MONTHS - 2 - at)} for at in range(SWITCHES)]
    ways: dict[str, Callable[[], float]] = {
        "metric": lambda: switching(metrics),
        "period": lambda: switching(periods),
        "stall": stall_of_writing,
        "stall-import": stall_of_import,
    }
    sys.stdout.write(f"{ways[sys.argv[1]]()}\n")


if __name__ == "__main__":
    main()
