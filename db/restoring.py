"""Putting a backup in the place of a database; what stood there is kept beside it."""

from __future__ import annotations

import shutil
from contextlib import suppress
from itertools import chain, count
from pathlib import Path

from db import backup, dialect
from db.failures import in_words
from db.identity import identify, is_absent
from db.lock import WriterLock
from db.store import Clock, system_clock
from db.verification import check_file
from workbench.core.errors import DatabaseRefused, WorkbenchError
from workbench.core.messages import message
from workbench.core.ports import Check


def restore(
    source: Path, database: Path, *, author: str = "", clock: Clock = system_clock
) -> tuple[Check, Path | None]:
    """Put a copy of a sound backup in the database's place; return the check and where the old file was kept.

    DatabaseRefused for a file that is no database of ours and for a backup that is not sound, DatabaseInUse while another
    process writes to the database. Neither file is touched then.
    """
    source, database = source.expanduser().resolve(), database.expanduser().resolve()
    if is_absent(source):
        raise DatabaseRefused(message("restore.missing", file=str(source)))
    check = check_file(source)
    if not check.is_ok:
        problem = check.problems[0]
        if problem.id == "database.foreign":
            raise DatabaseRefused(message("restore.foreign", file=str(source)))
        raise DatabaseRefused(message("restore.not_sound", file=str(source), problem=problem))
    if source == database:
        raise DatabaseRefused(message("restore.same_file", file=str(source)))
    now = clock()
    lock = WriterLock(database, author, now.isoformat(timespec="seconds"))
    try:
        kept = _replace(source, database, now.strftime("%Y%m%d-%H%M%S"))
    finally:
        lock.release()
    return Check(database, check.tables, ()), kept


def _replace(source: Path, database: Path, moment: str) -> Path | None:
    """Put a copy in the database's place; return the name under which the old file is kept."""
    with backup.beside(database, "restored") as part:
        backup.copy_pages(source, part)
        kept = None if is_absent(database) else _keep(database, moment)
        backup.into_place(part, database)
    return kept


def _keep(database: Path, moment: str) -> Path:
    """Give the file a second name, so that nothing of it is lost when another takes its place."""
    _settle(database)
    kept = _free_name(database, f"before-restore-{moment}")
    for ending in backup.SIDE_FILES:
        with suppress(FileNotFoundError):
            database.with_name(database.name + ending).replace(kept.with_name(kept.name + ending))
    try:
        kept.hardlink_to(database)
    except OSError:
        shutil.copy2(database, kept)
    return kept


def _free_name(database: Path, mark: str) -> Path:
    """Return a name beside the database that no file has."""
    marks = chain([mark], (f"{mark}-{number}" for number in count(2)))
    names = (database.with_name(f"{database.stem}.{mark}{database.suffix}") for mark in marks)
    return next(name for name in names if is_absent(name))


def _settle(database: Path) -> None:
    """Let SQLite roll back what a crash left half done; a file too damaged for that is kept as it is."""
    with suppress(WorkbenchError):
        identify(database)
        engine = dialect.engine_of(database)
        try:
            with in_words(database, otherwise="database.damaged"), engine.connect() as connection:
                dialect.begin_writing(connection)
                dialect.roll_back(connection)
        finally:
            engine.dispose()
