"""Where work is done that the window must not wait for: a lane for writing, and lanes for reading.

Of these one is for questions, one beside it for those that can wait, and one for what takes long, such as an export. The
lanes are apart, so that a question is answered while a large import is written. Only frozen values cross.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal

from workbench.ui.collecting import Collector

Job = Callable[[], object]
Then = Callable[[object, BaseException | None], None]
"""What takes a job's result, or what it raised."""


_TURN_SECONDS = 0.0005
"""How long a lane goes on while the window's thread waits for its turn: a paint asks for some sixty turns one after the other."""


class Lanes(Protocol):
    """Does jobs and hands their results over on the window's thread."""

    def read(self, job: Job, then: Then, *, can_wait: bool = False) -> None:
        """Do a job that reads; jobs are done in order, those that can wait apart from the others."""

    def read_long(self, job: Job, then: Then) -> None:
        """Do a job that reads for long; no question waits for it, and such jobs are done in order."""

    def write(self, job: Job, then: Then) -> None:
        """Do a job that writes; jobs are done in order."""

    def close(self) -> None:
        """Finish what was begun and do no more."""


class ThreadLanes(QObject):
    """A thread for each lane; results come back by one queued signal (`Lanes`)."""

    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Make the threads as they are needed."""
        super().__init__(parent)
        sys.setswitchinterval(_TURN_SECONDS)
        self._reading = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading")
        self._reading_aside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="aside")
        self._reading_long = ThreadPoolExecutor(max_workers=1, thread_name_prefix="long")
        self._writing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writing")
        self._is_closed = False
        self._collector = Collector(self)
        self._done.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def read(self, job: Job, then: Then, *, can_wait: bool = False) -> None:
        """Do a job on the reading thread, or on the one beside it."""
        lane = self._reading_aside if can_wait else self._reading
        lane.submit(self._do, job, then)

    def read_long(self, job: Job, then: Then) -> None:
        """Do a job on the thread for what takes long."""
        self._reading_long.submit(self._do, job, then)

    def write(self, job: Job, then: Then) -> None:
        """Do a job on the writing thread."""
        self._writing.submit(self._do, job, then)

    def close(self) -> None:
        """Wait for the jobs that run and for those that write; others that wait are dropped, and nobody is told of any more."""
        self._is_closed = True
        self._collector.stop()
        for lane in (self._reading, self._reading_aside, self._reading_long):
            lane.shutdown(wait=True, cancel_futures=True)
        self._writing.shutdown(wait=True)

    def _do(self, job: Job, then: Then) -> None:
        """Do a job on its thread; whatever it raises goes to the window's thread."""
        outcome: tuple[Then, object, BaseException | None]
        try:
            outcome = (then, job(), None)
        except BaseException as error:  # noqa: BLE001 - handed over, and raised or told there
            outcome = (then, None, error)
        self._done.emit(outcome)

    def _hand_over(self, outcome: tuple[Then, object, BaseException | None]) -> None:
        then, result, error = outcome
        if not self._is_closed:
            then(result, error)


class InlineLanes:
    """Does each job at once, on the thread that asks: for pictures and tests (`Lanes`)."""

    def read(self, job: Job, then: Then, *, can_wait: bool = False) -> None:
        """Do a job and hand its result over."""
        del can_wait
        self._do(job, then)

    def read_long(self, job: Job, then: Then) -> None:
        """Do a job and hand its result over."""
        self._do(job, then)

    def write(self, job: Job, then: Then) -> None:
        """Do a job and hand its result over."""
        self._do(job, then)

    def close(self) -> None:
        """Do nothing: nothing runs."""

    @staticmethod
    def _do(job: Job, then: Then) -> None:
        try:
            result = job()
        except Exception as error:  # noqa: BLE001 - handed over
            then(None, error)
        else:
            then(result, None)
