"""The one object that views know: it asks, runs, undoes, looks elsewhere, and tells what came of it."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import TypeVar, cast

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from workbench.core.catalogue import Catalogue
from workbench.core.errors import Cancelled
from workbench.core.messages import Message, message
from workbench.core.ports import Change, Check, Command, Progress, Reader, Store
from workbench.core.records import RECORDS, Metric, Segment
from workbench.core.scope import Scope
from workbench.ui.lanes import Lanes

T = TypeVar("T")

PROGRESS_MILLISECONDS = 100


@dataclass(frozen=True, slots=True)
class Busy:
    """What is being written: its label, how far it is, of how much (None: not known)."""

    label: Message
    done: int = 0
    total: int | None = None


class Workspace(QObject):
    """Serves the views of one open database.

    `changed` carries a Change, `scope_changed` the new Scope, `failed` what was raised, `busy_changed` a Busy or None.
    """

    changed = Signal(object)
    scope_changed = Signal(object)
    failed = Signal(object)
    busy_changed = Signal(object)

    def __init__(self, lanes: Lanes, scope: Scope | None = None) -> None:
        """Serve nobody yet: `open` brings a database, when the window has been painted."""
        super().__init__()
        self.scope = scope or Scope()
        self._opened: _Opened | None = None
        self._is_closed = False
        self._lanes = lanes
        self._tickets: weakref.WeakKeyDictionary[QObject, dict[str, int]] = weakref.WeakKeyDictionary()
        self._running: _Running | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(PROGRESS_MILLISECONDS)
        self._clock.timeout.connect(self._tell_progress)

    @property
    def is_open(self) -> bool:
        """Whether there is a database to ask; not any more after `close`."""
        return self._opened is not None and not self._is_closed

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue with the database's own names over the shipped ones."""
        return self._served.catalogue

    @property
    def path(self) -> Path:
        """The database's file."""
        return self._served.store.path

    @property
    def is_read_only(self) -> bool:
        """Whether the database was opened for reading alone."""
        return self._served.store.is_read_only

    def open(self, open_store: Callable[[], Store], shipped: Callable[[], Catalogue]) -> None:
        """Open a database off the window's thread; its first news has all kinds of record in it."""
        self._lanes.read(lambda: _open(open_store, shipped), self._take_over)

    def ask(self, query: Callable[[Reader], T], owner: QObject, then: Callable[[T], None], *, topic: str = "") -> None:
        """Answer a question off the window's thread; of an owner's questions on a topic only the last one's answer comes."""
        tickets = self._tickets.setdefault(owner, {})
        ticket = tickets[topic] = tickets.get(topic, 0) + 1
        asked = weakref.ref(owner)

        def answer(result: object, error: BaseException | None) -> None:
            waiting = asked()
            if waiting is None or not isValid(waiting) or self._tickets[waiting].get(topic) != ticket:
                return
            if error is not None:
                self._fail(error)
            else:
                then(cast("T", result))

        store = self._served.store
        self._lanes.read(lambda: _answer(store, query), answer)

    def run(self, command: Command, then: Callable[[Change], None] | None = None) -> None:
        """Run a command; its Change comes as news, what it raises by `failed`."""
        self._write(command.label, lambda store, progress: store.run(command, progress), then)

    def back_up(self, target: Path, then: Callable[[Check], None]) -> None:
        """Write a checked copy of the database to a new file."""
        store = self._served.store

        def tell(result: object, error: BaseException | None) -> None:
            if error is not None:
                self._fail(error)
            else:
                then(cast("Check", result))

        self._lanes.read(lambda: store.backup(target), tell)

    def undo(self, operation: int | None = None) -> None:
        """Undo the last operation that stands, or the one named."""
        self._write(message("action.undo"), lambda store, progress: store.undo(operation, progress), None)

    def redo(self) -> None:
        """Do again what was undone last."""
        self._write(message("action.redo"), lambda store, progress: store.redo(progress), None)

    def cancel(self) -> None:
        """Stop what is being written; nothing of it is kept."""
        if self._running is not None:
            self._running.cancelled.set()

    def look_at(self, **changes: object) -> None:
        """Change parts of the scope."""
        scope = replace(self.scope, **changes)  # type: ignore[arg-type]
        if scope != self.scope:
            self.scope = scope
            self.scope_changed.emit(scope)

    def close(self) -> None:
        """Let the lanes end and the file go."""
        self._lanes.close()
        if self._opened is not None and not self._is_closed:
            self._opened.store.close()
        self._is_closed = True

    @property
    def _served(self) -> _Opened:
        if self._opened is None:
            raise RuntimeError("no database is open")
        return self._opened

    def _take_over(self, result: object, error: BaseException | None) -> None:
        """Serve the database that was opened, and tell that everything is news."""
        if error is not None:
            self._fail(error)
            return
        before, self._opened = self._opened, cast("_Opened", result)
        if before is not None:
            before.store.close()
        self.scope = self._opened.fitting(self.scope)
        self.scope_changed.emit(self.scope)
        self.changed.emit(Change(None, message("database.opened"), dict.fromkeys(RECORDS, 0)))

    def _write(
        self,
        label: Message,
        job: Callable[[Store, Progress], Change],
        then: Callable[[Change], None] | None,
    ) -> None:
        """Do a writing job with progress and Cancel."""
        served = self._served
        running = self._running = _Running(label)
        self._clock.start()

        def finish(result: object, error: BaseException | None) -> None:
            self._finish(running)
            if error is not None:
                self._fail(error)
                return
            change, self._opened = cast("tuple[Change, _Opened]", result)
            if change.operation is not None:
                self.changed.emit(change)
            if then is not None:
                then(change)

        def work() -> tuple[Change, _Opened]:
            change = job(served.store, running.take_notice)
            return change, served.renamed() if change.kinds & {Metric, Segment} else served

        self._lanes.write(work, finish)

    def _finish(self, running: _Running) -> None:
        if self._running is running:
            self._running = None
            self._clock.stop()
            self.busy_changed.emit(None)

    def _tell_progress(self) -> None:
        if self._running is not None:
            self.busy_changed.emit(Busy(self._running.label, self._running.done, self._running.total))

    def _fail(self, error: BaseException) -> None:
        self.failed.emit(error)


@dataclass(frozen=True, slots=True)
class _Opened:
    """An open database, the shipped catalogue, and the catalogue with the database's own names over it."""

    store: Store
    shipped: Catalogue
    catalogue: Catalogue

    def renamed(self) -> _Opened:
        """Return it with the names that the database has now."""
        with self.store.read() as reader:
            own = reader.records(Metric), reader.records(Segment)
        return replace(self, catalogue=_loaded(self.shipped.with_own(*own)))

    def fitting(self, scope: Scope) -> Scope:
        """Return a scope whose metric the catalogue has; the first one stands in."""
        if scope.metric in self.catalogue.metrics:
            return scope
        return replace(scope, metric=next(iter(self.catalogue.metrics)))


def _open(open_store: Callable[[], Store], shipped: Callable[[], Catalogue]) -> _Opened:
    """Open a database and read all names, on the lane that reads files."""
    catalogue = shipped()
    return _Opened(open_store(), catalogue, catalogue).renamed()


def _loaded(catalogue: Catalogue) -> Catalogue:
    """Read the names of all segments now, so that the window's thread never has to wait for a file."""
    for dimension in catalogue.dimensions:
        catalogue.segments(dimension)
    return catalogue


def _answer(store: Store, query: Callable[[Reader], T]) -> T:
    with store.read() as reader:
        return query(reader)


class _Running:
    """A writing job as both threads see it: numbers are written by the one and read by the other."""

    def __init__(self, label: Message) -> None:
        self.label = label
        self.done = 0
        self.total: int | None = None
        self.cancelled = Event()

    def take_notice(self, done: int, total: int | None) -> None:
        """Note how far the work is; Cancelled when the user wants it to stop (`ports.Progress`)."""
        self.done, self.total = done, total
        if self.cancelled.is_set():
            raise Cancelled(message("work.cancelled"))
