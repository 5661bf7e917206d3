"""A database file as the rest of the workbench sees it: reading and writing apart, undo, redo, copies."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from db import backup as copies
from db import dialect, history
from db.failures import in_words
from db.reader import SqlReader, label_text
from db.schema import REVISION
from db.transaction import SqlTransaction, StagingArea
from workbench.core.errors import DatabaseRefused
from workbench.core.messages import Message, message
from workbench.core.ports import Change, Check, Command, Operation, Progress

if TYPE_CHECKING:
    from db.lock import WriterLock

Clock = Callable[[], datetime.datetime]
"""What tells the time, with its zone."""

_UPDATE_TOUCHED = "UPDATE operation SET touched = ? WHERE id = ?"
_INSERT_OPERATION = (
    "INSERT INTO operation (label, moment, author, touched, undoes, revision) VALUES (?, ?, ?, 0, ?, ?) RETURNING id"
)
_REMOVE_OPERATION = "DELETE FROM operation WHERE id = ?"


def system_clock() -> datetime.datetime:
    """Return the time now, in UTC."""
    return datetime.datetime.now(datetime.UTC)


class SqlStore:
    """A database that stands and fits (`ports.Store`); `opening.open_store` makes it."""

    def __init__(self, path: Path, engine: Engine, lock: WriterLock | None, author: str, clock: Clock) -> None:
        """Serve an engine's database; without a lock it can only be read."""
        self.path = path
        self._engine = engine
        self._lock = lock
        self._author = author
        self._clock = clock
        self._place = _place(path)
        self._writing: Connection | None = None
        self._staging = StagingArea()
        self._one_at_a_time = threading.Lock()

    @property
    def is_read_only(self) -> bool:
        """Whether the file was opened for reading alone."""
        return self._lock is None

    @contextmanager
    def read(self) -> Iterator[SqlReader]:
        """Open a consistent look at the data."""
        with in_words(self.path), _look(self._engine) as connection:
            yield SqlReader(connection)

    @contextmanager
    def read_apart(self) -> Iterator[SqlReader]:
        """Open a consistent look at a copy of the data, which goes at its end; at the file itself where none can be made.

        A writer waits while somebody reads: for an export of 100,000 figures ten seconds, for a copy a quarter of one.
        """
        with in_words(self.path), TemporaryDirectory(prefix="workbench-") as folder:
            copy = Path(folder) / "copy.db"
            with _look(self._engine) as connection:
                is_copied = copies.copy_for_reading(connection, copy)
            with _look(dialect.untouching_engine_of(copy) if is_copied else self._engine) as connection:
                yield SqlReader(connection)

    def run(self, command: Command, progress: Progress | None = None) -> Change:
        """Run a command in one transaction: wholly, or not at all when it raises."""
        with self._transaction() as connection:
            return self._operation(connection, command.label, command.apply, progress)

    def undo(self, operation: int | None = None, progress: Progress | None = None) -> Change:
        """Undo the last operation that stands, or the one named; Refused in words where that cannot be."""
        return self._reverse(lambda trail: history.to_undo(trail, operation), progress)

    def redo(self, progress: Progress | None = None) -> Change:
        """Do again what was undone last; Refused where there is nothing."""
        return self._reverse(history.to_redo, progress)

    def backup(self, target: Path, progress: Progress | None = None) -> Check:
        """Write a verified copy of the database to a new file; the target is whole or not there."""
        with in_words(self.path):
            return copies.copy_verified(self._engine, target, progress)

    def close(self) -> None:
        """Let go of the file."""
        if self._writing is not None:
            self._writing.close()
            self._writing = None
        self._engine.dispose()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _reverse(self, choose: Callable[[list[Operation]], Operation], progress: Progress | None) -> Change:
        """Put the rows of a chosen operation back, as an operation that names it."""
        reversed_: Operation | None = None
        try:
            with self._transaction() as connection:
                trail = SqlReader(connection).operations()
                reversed_ = chosen = choose(trail)
                history.refuse_if_overlapped(connection, trail, chosen)
                label = history.label_of_reversal(chosen)
                return self._operation(connection, label, lambda tx: tx.reverse(chosen.id), progress, undoes=chosen.id)
        except dialect.DANGLING as error:
            raise history.needed_by_others(reversed_) from error

    def _operation(
        self,
        connection: Connection,
        label: Message,
        apply: Callable[[SqlTransaction], None],
        progress: Progress | None,
        undoes: int | None = None,
    ) -> Change:
        """Do something under a new entry of the trail; no entry stays where no row was touched."""
        now = self._clock().isoformat(timespec="seconds")
        values = (label_text(label), now, self._author, undoes, REVISION)
        id_ = int(dialect.execute(connection, _INSERT_OPERATION, values).fetchone()[0])
        transaction = SqlTransaction(connection, self._staging, id_, author=self._author, now=now, progress=progress)
        apply(transaction)
        rows = dict(transaction.touched)
        if not rows:
            dialect.execute(connection, _REMOVE_OPERATION, (id_,))
            return Change(None, label)
        dialect.execute(connection, _UPDATE_TOUCHED, (sum(rows.values()), id_))
        return Change(id_, label, rows)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """Hold a writing transaction; what raises inside it, a cancelled commit too, leaves the file as it was."""
        with self._one_at_a_time, in_words(self.path):
            connection = self._writing_connection()
            dialect.begin_writing(connection)
            try:
                yield connection
                if not dialect.commit(connection):
                    self._staging.forget()
            except BaseException:
                dialect.roll_back(connection)
                self._staging.forget()
                raise

    def _writing_connection(self) -> Connection:
        """Return the one connection that writes.

        DatabaseRefused when the file was opened for reading, and when it was deleted or replaced since: what is
        written to it then would go nowhere.
        """
        if self._lock is None:
            raise DatabaseRefused(message("database.opened_for_reading", file=self.path.name))
        if _place(self.path) != self._place:
            raise DatabaseRefused(message("database.gone", file=str(self.path)))
        if self._writing is None:
            self._writing = self._engine.connect()
        return self._writing


@contextmanager
def _look(engine: Engine) -> Iterator[Connection]:
    """Hold a reading transaction."""
    with engine.connect() as connection:
        try:
            dialect.begin_reading(connection)
            yield connection
        finally:
            dialect.end_reading(connection)


def _place(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another of the same name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
