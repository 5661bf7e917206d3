"""One writer for a database: a lock beside the file that says who has it and that ends with its process."""

from __future__ import annotations

import json
import os
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.core.errors import DatabaseInUse, DatabaseRefused
from workbench.core.messages import message
from workbench.core.moments import on_the_wall

if TYPE_CHECKING:
    from filelock import BaseFileLock


@dataclass(frozen=True, slots=True)
class Owner:
    """Who writes to a database: a person, a machine, a process, and since when."""

    user: str
    host: str
    process: int
    since: str


class WriterLock:
    """The right to write to a database file, held until `release` or the end of the process."""

    def __init__(self, database: Path, author: str, since: str) -> None:
        """Take the right at once; the folder is made where it is not there yet.

        DatabaseInUse names the process that has it; DatabaseRefused where nothing can be written beside the database.
        """
        self._path = database.with_name(database.name + ".lock")
        self._lock = _acquired(self._path, database)
        self._note(json.dumps(asdict(Owner(author, socket.gethostname(), os.getpid(), since))))

    def release(self) -> None:
        """Give the right back."""
        self._note("")
        self._lock.release()

    def _note(self, text: str) -> None:
        """Say who has the file; on a full disk, or when the folder is gone, nobody is told."""
        with suppress(OSError):
            self._path.write_text(text, encoding="utf-8")


def _acquired(path: Path, database: Path) -> BaseFileLock:
    """Take the lock without waiting."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - reading does without it

    lock = FileLock(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise _in_use(path, database) from None
    except OSError as error:
        raise DatabaseRefused(message("database.read_only", file=database.name)) from error
    return lock


def _in_use(path: Path, database: Path) -> DatabaseInUse:
    """Say in words who has the file; the owner's note may be unreadable while it is being written."""
    try:
        owner = Owner(**json.loads(path.read_text(encoding="utf-8")))
        owner = replace(owner, since=on_the_wall(owner.since))
    except (OSError, ValueError, TypeError):
        return DatabaseInUse(message("database.in_use", file=database.name), database)
    return DatabaseInUse(message("database.in_use_by", file=database.name, **asdict(owner)), database)
