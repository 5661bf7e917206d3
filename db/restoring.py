"""Putting a backup in the place of a database; what stood there is kept beside it."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from db import backup, dialect
from db.failures import in_words
from db.identity import identify
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

    DatabaseRefused for a backup that is not sound, DatabaseInUse while another process writes to the database.
    Neither file is touched then.
    """
    source, database = source.expanduser().resolve(), database.expanduser().resolve()
    check = check_file(source)
    if not check.is_ok:
        raise DatabaseRefused(message("restore.not_sound", file=str(source), problem=check.problems[0]))
    if source == database:
        raise DatabaseRefused(message("restore.same_file", file=str(source)))
    now = clock()
    database.parent.mkdir(parents=True, exist_ok=True)
    lock = WriterLock(database, author, now.isoformat(timespec="seconds"))
    try:
        kept = _keep(database, now.strftime("%Y%m%d-%H%M%S")) if database.exists() else None
        backup.copy_file(source, database)
    finally:
        lock.release()
    return Check(database, check.tables, ()), kept


def _keep(database: Path, moment: str) -> Path:
    """Give the file a second name, so that nothing of it is lost when another takes its place."""
    _settle(database)
    kept = database.with_name(f"{database.stem}.before-restore-{moment}{database.suffix}")
    journal = database.with_name(database.name + "-journal")
    if journal.exists():
        journal.replace(kept.with_name(kept.name + "-journal"))
    try:
        kept.hardlink_to(database)
    except OSError:
        shutil.copy2(database, kept)
    return kept


def _settle(database: Path) -> None:
    """Let SQLite roll back what a crash left half done; a file too damaged for that is kept as it is."""
    with suppress(WorkbenchError):
        identify(database)
        engine = dialect.engine_of(database)
        with in_words(database), engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.exec_driver_sql("ROLLBACK")
        engine.dispose()
