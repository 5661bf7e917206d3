"""The one object that views know: it asks, runs, undoes, looks elsewhere, and tells what came of it."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import TypeVar, cast

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from workbench.core.catalogue import Catalogue
from workbench.core.errors import Cancelled
from workbench.core.keys import FigureKey
from workbench.core.messages import Message, message
from workbench.core.periods import Period
from workbench.core.ports import Change, Check, Command, Progress, Reader, Store
from workbench.core.queries.months import is_known
from workbench.core.records import GLOBAL, RECORDS, Metric, Segment
from workbench.core.scope import Scope
from workbench.ui.lanes import Lanes, Then

T = TypeVar("T")

Otherwise = Callable[[BaseException], bool]
"""What takes the failure of a job, and says whether the user was told: if not, `Workspace.failed` tells of it."""

PROGRESS_MILLISECONDS = 100


@dataclass(frozen=True, slots=True)
class Busy:
    """What is being done: its label, how far it is, of how much (None: not known)."""

    label: Message
    done: int = 0
    total: int | None = None


class Work:
    """Work with progress and Cancel as both threads see it: numbers are written by the one and read by the other."""

    def __init__(self, label: Message) -> None:
        """Begin it."""
        self.label = label
        self._done = 0
        self._total: int | None = None
        self._cancelled = Event()

    @property
    def busy(self) -> Busy:
        """How far it is."""
        return Busy(self.label, self._done, self._total)

    def cancel(self) -> None:
        """Stop it; nothing of it is kept."""
        self._cancelled.set()

    def take_notice(self, done: int, total: int | None) -> None:
        """Note how far it is; Cancelled when the user wants it to stop (`ports.Progress`)."""
        self._done, self._total = done, total
        if self._cancelled.is_set():
            raise Cancelled(message("work.cancelled"))


class Workspace(QObject):
    """Serves the views of one open database.

    `changed` carries a Change, `scope_changed` the new Scope, `busy_changed` a Busy or None, `failed` what was raised and
    whoever asked for the job did not tell of. `leaving` tells, before the database goes, that what is not written yet can be.
    """

    changed = Signal(object)
    scope_changed = Signal(object)
    failed = Signal(object)
    busy_changed = Signal(object)
    leaving = Signal()

    def __init__(self, lanes: Lanes, scope: Scope | None = None) -> None:
        """Serve nobody yet: `open` brings a database, when the window has been painted."""
        super().__init__()
        self.scope = scope or Scope()
        self._opened: _Opened | None = None
        self._is_closed = False
        self._lanes = lanes
        self._tickets: weakref.WeakKeyDictionary[QObject, dict[str, int]] = weakref.WeakKeyDictionary()
        self._running: list[Work] = []
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

    @property
    def busy(self) -> Busy | None:
        """The work that is under way, of several the one that was begun last; None where there is none."""
        return self._running[-1].busy if self._running else None

    def open(
        self,
        open_store: Callable[[], Store],
        shipped: Callable[[], Catalogue],
        otherwise: Otherwise | None = None,
    ) -> None:
        """Open a database off the window's thread; its first news has all kinds of record in it."""
        scope = self.scope
        if self.is_open:
            self.leaving.emit()
        self._lanes.read(lambda: _open(open_store, shipped, scope), partial(self._take_over, otherwise))

    def ask(
        self,
        query: Callable[[Reader], T],
        owner: QObject,
        then: Callable[[T], None],
        *,
        topic: str = "",
        can_wait: bool = False,
        otherwise: Otherwise | None = None,
    ) -> None:
        """Answer a question off the window's thread; of an owner's questions on a topic only the last one's answer comes.

        One that takes long and can wait does not keep the others waiting.
        """
        store = self._served.store
        self.fetch(lambda: _answer(store, query), owner, then, topic=topic, can_wait=can_wait, otherwise=otherwise)

    def fetch(
        self,
        job: Callable[[], T],
        owner: QObject,
        then: Callable[[T], None],
        *,
        topic: str = "",
        can_wait: bool = False,
        otherwise: Otherwise | None = None,
    ) -> None:
        """Read something that is not in the database off the window's thread; late results are dropped as by `ask`."""
        self._lanes.read(job, self._answer_to(owner, then, topic, otherwise), can_wait=can_wait)

    def produce(
        self,
        label: Message,
        job: Callable[[Reader, Progress], T],
        owner: QObject,
        then: Callable[[T], None],
        *,
        topic: str = "",
        otherwise: Otherwise | None = None,
    ) -> Work:
        """Read for long and make something of it, such as a file, with progress and Cancel; late results are dropped.

        Neither questions nor commands wait for it. What the database holds when the job begins is what it reads.
        """
        return self._produce(label, partial(_made_apart, job=job), self._answer_to(owner, then, topic, otherwise))

    def run(
        self,
        command: Command,
        then: Callable[[Change], None] | None = None,
        otherwise: Otherwise | None = None,
    ) -> None:
        """Run a command; its Change comes as news, what it raises goes to `otherwise`, or comes by `failed`."""
        self._write(command.label, lambda store, progress: store.run(command, progress), then, otherwise)

    def back_up(self, target: Path, then: Callable[[Check], None]) -> Work:
        """Write a checked copy of the database to a new file, with progress and Cancel."""
        told = self._answer_to(self, then, "backup", None)
        return self._produce(
            message("busy.backup", file=target.name), lambda store, progress: store.backup(target, progress), told
        )

    def undo(self, operation: int | None = None, otherwise: Otherwise | None = None) -> None:
        """Undo the last operation that stands, or the one named."""
        self._write(message("action.undo"), lambda store, progress: store.undo(operation, progress), None, otherwise)

    def redo(self, otherwise: Otherwise | None = None) -> None:
        """Do again what was undone last."""
        self._write(message("action.redo"), lambda store, progress: store.redo(progress), None, otherwise)

    def cancel(self) -> None:
        """Stop the work that is told of: of several, the one that was begun last; nothing of it is kept."""
        if self._running:
            self._running[-1].cancel()

    def cancel_all(self) -> None:
        """Stop all work; nothing of it is kept."""
        for running in self._running:
            running.cancel()

    def look_at(self, **changes: object) -> None:
        """Change parts of the scope."""
        scope = replace(self.scope, **changes)  # type: ignore[arg-type]
        if scope != self.scope:
            self.scope = scope
            self.scope_changed.emit(scope)

    def look_at_series(self, series: Sequence[FigureKey]) -> None:
        """Look at what series are of: the metric of the first one, and their segments."""
        places = tuple((key.dimension, key.segment) for key in series if key.dimension != GLOBAL)
        self.look_at(metric=series[0].metric, selected=places)

    def close(self) -> None:
        """Let the lanes end and the file go."""
        if self.is_open:
            self.leaving.emit()
        self._lanes.close()
        if self._opened is not None and not self._is_closed:
            self._opened.store.close()
        self._is_closed = True

    @property
    def _served(self) -> _Opened:
        if self._opened is None:
            raise RuntimeError("no database is open")
        return self._opened

    def _take_over(self, otherwise: Otherwise | None, result: object, error: BaseException | None) -> None:
        """Serve the database that was opened, and tell that everything is news."""
        if error is not None:
            self._fail(error, otherwise)
            return
        before = self._opened
        self._opened, self.scope = cast("tuple[_Opened, Scope]", result)
        if before is not None:
            self._lanes.write(before.store.close, self._tell_left)  # behind what is still being written to it
        self.scope_changed.emit(self.scope)
        self.changed.emit(Change(None, message("database.opened"), dict.fromkeys(RECORDS, 0)))

    def _write(
        self,
        label: Message,
        job: Callable[[Store, Progress], Change],
        then: Callable[[Change], None] | None,
        otherwise: Otherwise | None,
    ) -> None:
        """Do a writing job with progress and Cancel."""
        served, running = self._served, self._begin(label)

        def finish(result: object, error: BaseException | None) -> None:
            self._finish(running)
            if error is not None:
                self._fail(error, otherwise)
                return
            change, opened = cast("tuple[Change, _Opened]", result)
            if not self.is_open or self._served.store is not served.store:
                return  # another database was opened meanwhile
            self._opened = opened
            if change.operation is not None:
                self.changed.emit(change)
            if then is not None:
                then(change)

        def work() -> tuple[Change, _Opened]:
            change = job(served.store, running.take_notice)
            return change, served.renamed() if change.kinds & {Metric, Segment} else served

        self._lanes.write(work, finish)

    def _produce(self, label: Message, job: Callable[[Store, Progress], object], then: Then) -> Work:
        """Do a job that reads for long with progress and Cancel."""
        store, running = self._served.store, self._begin(label)

        def finish(result: object, error: BaseException | None) -> None:
            self._finish(running)
            then(result, error)

        self._lanes.read_long(lambda: job(store, running.take_notice), finish)
        return running

    def _answer_to(self, owner: QObject, then: Callable[[T], None], topic: str, otherwise: Otherwise | None) -> Then:
        """Return what takes the answer to an owner's question, unless it has asked another one on the topic or is gone."""
        tickets = self._tickets.setdefault(owner, {})
        ticket = tickets[topic] = tickets.get(topic, 0) + 1
        asked = weakref.ref(owner)

        def answer(result: object, error: BaseException | None) -> None:
            waiting = asked()
            if waiting is None or not isValid(waiting) or self._tickets[waiting].get(topic) != ticket:
                return
            if error is not None:
                self._fail(error, otherwise)
            else:
                then(cast("T", result))

        return answer

    def _begin(self, label: Message) -> Work:
        """Begin to tell how far some work is."""
        running = Work(label)
        self._running.append(running)
        self._clock.start()
        return running

    def _finish(self, running: Work) -> None:
        """Tell of what was begun before and still runs, or that nothing does."""
        self._running.remove(running)
        if not self._running:
            self._clock.stop()
            self.busy_changed.emit(None)

    def _tell_progress(self) -> None:
        if self._running:
            self.busy_changed.emit(self.busy)

    def _tell_left(self, result: object, error: BaseException | None) -> None:
        """Tell where the database that was left could not be closed."""
        del result
        if error is not None:
            self._fail(error)

    def _fail(self, error: BaseException, otherwise: Otherwise | None = None) -> None:
        if otherwise is None or not otherwise(error):
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
        """Return a scope that there is something to see of: the first metric, no period, and no fixed base stand in."""
        with self.store.read() as reader:
            if scope.period is not None and not is_known(reader, scope.period):
                scope = replace(scope, period=None)
            if isinstance(scope.base, Period) and not is_known(reader, scope.base):
                scope = replace(scope, base=Scope().base)
        if scope.metric in self.catalogue.metrics:
            return scope
        return replace(scope, metric=next(iter(self.catalogue.metrics)), selected=())


def _open(open_store: Callable[[], Store], shipped: Callable[[], Catalogue], scope: Scope) -> tuple[_Opened, Scope]:
    """Open a database and read all names, on the lane that reads files; return too what of a scope there is in it."""
    catalogue = shipped()
    opened = _Opened(open_store(), catalogue, catalogue).renamed()
    return opened, opened.fitting(scope)


def _loaded(catalogue: Catalogue) -> Catalogue:
    """Read the names of all segments now, so that the window's thread never has to wait for a file."""
    for dimension in catalogue.dimensions:
        catalogue.segments(dimension)
    return catalogue


def _answer(store: Store, query: Callable[[Reader], T]) -> T:
    with store.read() as reader:
        return query(reader)


def _made_apart(store: Store, progress: Progress, *, job: Callable[[Reader, Progress], T]) -> T:
    """Do a job on a copy of what the database holds now."""
    progress(0, None)  # it may have been cancelled while it waited
    with store.read_apart() as reader:
        return job(reader, progress)
