"""What goes wrong below, in words: the database library's errors as errors for the user."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from workbench.core.errors import DatabaseInUse, DatabaseRefused, FileRefused, WorkbenchError
from workbench.core.messages import message

_KNOWN: tuple[tuple[str, type[WorkbenchError], str], ...] = (
    ("disk is full", FileRefused, "database.disk_full"),
    ("disk I/O error", FileRefused, "database.io_error"),
    ("readonly database", DatabaseRefused, "database.read_only"),
    ("unable to open", DatabaseRefused, "database.cannot_open"),
    ("database is locked", DatabaseInUse, "database.busy"),
    ("malformed", DatabaseRefused, "database.damaged"),
    ("not a database", DatabaseRefused, "database.foreign"),
    ("database corruption", DatabaseRefused, "database.damaged"),
    ("decode to UTF-8", DatabaseRefused, "database.damaged"),
)
"""SQLite's words (it gives Python 3.11 no stable code for each) and ours."""


@contextmanager
def in_words(path: Path, otherwise: str | None = None) -> Iterator[None]:
    """Turn the database library's errors that a user can do something about into WorkbenchErrors.

    Others are bugs, unless `otherwise` names the sentence for them.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        text = str(error.orig if isinstance(error, DBAPIError) else error)
        for part, kind, id_ in _KNOWN:
            if part in text:
                raise kind(message(id_, file=path.name)) from error
        if otherwise is not None:
            raise DatabaseRefused(message(otherwise, file=path.name)) from error
        raise
