"""One writer for a database: a lock beside the file that says who has it and that ends with its process."""

from __future__ import annotations

import json
import os
import socket
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.core.errors import DatabaseInUse
from workbench.core.messages import message

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
        """Take the right at once; DatabaseInUse names the process that has it."""
        self._path = database.with_name(database.name + ".lock")
        self._lock = _acquired(self._path, database)
        owner = Owner(author, socket.gethostname(), os.getpid(), since)
        self._path.write_text(json.dumps(asdict(owner)), encoding="utf-8")

    def release(self) -> None:
        """Give the right back."""
        self._path.write_text("", encoding="utf-8")
        self._lock.release()


def _acquired(path: Path, database: Path) -> BaseFileLock:
    """Take the lock without waiting."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - reading does without it

    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise _in_use(path, database) from None
    return lock


def _in_use(path: Path, database: Path) -> DatabaseInUse:
    """Say in words who has the file; the owner's note may be unreadable while it is being written."""
    try:
        owner = Owner(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return DatabaseInUse(message("database.in_use", file=database.name))
    return DatabaseInUse(message("database.in_use_by", file=database.name, **asdict(owner)))
