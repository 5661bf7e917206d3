"""Long work: how far it is, on a terminal, and how the user stops it."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any

from workbench.core.errors import Cancelled
from workbench.core.messages import message

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_SHOWN_AFTER = 0.5
"""Seconds of work before its progress is shown."""

Handler = Callable[[int, FrameType | None], Any] | int | signal.Handlers | None


class Work:
    """Takes notice of progress (`ports.Progress`), and ends the work where the user has asked for that."""

    def __init__(self, label: str) -> None:
        """Show progress under a label."""
        self._label = label
        self._since = time.monotonic()
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._is_stopped = False

    def __call__(self, done: int, total: int | None) -> None:
        """Take notice that so many rows are done; Cancelled where the user has asked to stop."""
        self.check()
        if self._bar is None and sys.stderr.isatty() and time.monotonic() - self._since > _SHOWN_AFTER:
            self._start()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done, total=total)

    def check(self) -> None:
        """Raise Cancelled where the user has asked to stop."""
        if self._is_stopped:
            raise Cancelled(message("work.cancelled"))

    def stop(self) -> None:
        """End the work at the next look."""
        self._is_stopped = True

    def end(self) -> None:
        """Take the progress off the terminal."""
        if self._bar is not None:
            self._bar.stop()

    def _start(self) -> None:
        from rich.console import Console  # noqa: PLC0415 - rich only when something is shown
        from rich.progress import Progress  # noqa: PLC0415

        self._bar = Progress(console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task(self._label, total=None)
        self._bar.start()


@contextmanager
def stoppable(label: str) -> Iterator[Work]:
    """Give work that Ctrl+C stops in an orderly way; a second Ctrl+C stops it wherever it is."""
    work = Work(label)
    before = _handle_interrupts(lambda *_: _stop(work))
    try:
        yield work
    finally:
        _handle_interrupts(before)
        work.end()


def _stop(work: Work) -> None:
    work.stop()
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _handle_interrupts(handler: Handler) -> Handler:
    """Put a handler of Ctrl+C in place and return the one before; only the main thread can."""
    if threading.current_thread() is not threading.main_thread() or handler is None:
        return None
    return signal.signal(signal.SIGINT, handler)
