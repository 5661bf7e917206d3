"""The database files of this machine, for one person: opening, checking, restoring."""

from __future__ import annotations

from pathlib import Path

from db import opening
from db.store import Clock, SqlStore, system_clock
from workbench.core.ports import Check


class SqlDatabases:
    """Opens files for an author by a clock (`ports.Databases`)."""

    def __init__(self, author: str, clock: Clock = system_clock) -> None:
        """Write under this author's name."""
        self._author = author
        self._clock = clock

    def open(self, path: Path, *, for_writing: bool, create: bool = False) -> SqlStore:
        """Open a file; with `create`, one that is not there is made. DatabaseRefused and DatabaseInUse in words."""
        return opening.open_store(path, for_writing=for_writing, create=create, author=self._author, clock=self._clock)

    def check(self, path: Path) -> Check:
        """Check a file wholly; a file that is no database of ours is a problem in the result."""
        from db.verification import check_file  # noqa: PLC0415 - only when asked for

        return check_file(path)

    def restore(self, source: Path, database: Path) -> tuple[Check, Path | None]:
        """Put a copy of a sound backup in a database's place; return the check and where the old file was kept."""
        from db.restoring import restore  # noqa: PLC0415 - only when asked for

        return restore(source, database, author=self._author, clock=self._clock)
