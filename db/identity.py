"""What a file is before anything is done to it: ours and current, older, newer, foreign, damaged or not there.

The first look is for our mark alone. It takes no lock and writes nothing, so that a foreign file is untouched, also
one with a journal of its own. Of a file that has the mark, an ordinary look then reads the revision: it waits for a
writer that is in the middle of its commit, and lets SQLite undo what a killed one left half done.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from db.dialect import execute, looking_engine_of, untouching_engine_of
from db.failures import in_words
from db.schema import APPLICATION_ID, REVISION
from workbench.core.errors import DatabaseRefused
from workbench.core.messages import message

QUICK_CHECK_BYTES = 16_000_000
"""Up to this size a file's pages are all looked at when it is opened; larger ones by `verify`."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A file that is ours, with the revision of its schema."""

    path: Path
    revision: str

    @property
    def is_current(self) -> bool:
        """Whether its schema is the one that this program reads and writes."""
        return self.revision == REVISION


def is_absent(path: Path) -> bool:
    """Whether there is surely nothing at a path."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def identify(path: Path) -> Identity:
    """Return what a file is; DatabaseRefused in words for one that is missing, foreign, newer or damaged."""
    if is_absent(path):
        raise DatabaseRefused(message("database.missing", file=str(path)))
    if not _is_full_file(path) or _mark(path) != APPLICATION_ID:
        raise DatabaseRefused(message("database.foreign", file=path.name))
    revision = _revision(path)
    if revision > REVISION:
        raise DatabaseRefused(message("database.newer", file=path.name))
    return Identity(path, revision)


def _is_full_file(path: Path) -> bool:
    """Whether it is a file with something in it, not a folder or a device."""
    try:
        found = path.stat()
    except OSError as error:
        raise DatabaseRefused(message("database.cannot_open", file=path.name)) from error
    return stat.S_ISREG(found.st_mode) and found.st_size > 0


def _mark(path: Path) -> int:
    """Read the mark in a file's header."""
    engine = untouching_engine_of(path)
    try:
        with in_words(path, otherwise="database.foreign"), engine.connect() as connection:
            # In the middle of a commit the size in the header is not the file's; with this setting it may differ.
            execute(connection, "PRAGMA writable_schema=ON")
            return int(execute(connection, "PRAGMA application_id").fetchone()[0])
    finally:
        engine.dispose()


def _revision(path: Path) -> str:
    """Read the revision of a file that has our mark."""
    engine = looking_engine_of(path)
    try:
        with in_words(path, otherwise="database.damaged"), engine.connect() as connection:
            rows = execute(connection, "SELECT version_num FROM alembic_version").fetchall()
    finally:
        engine.dispose()
    if len(rows) != 1:
        raise DatabaseRefused(message("database.damaged", file=path.name))
    return str(rows[0][0])
