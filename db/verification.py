"""Checks of a database file: SQLite's own, the references between rows, and whether the figures can be figures."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from db import dialect
from db.identity import Identity, identify
from db.reader import SqlReader
from db.schema import KINDS, PICTURE
from db.statements import ALL_PICTURES, probes
from workbench.core.errors import WorkbenchError
from workbench.core.messages import Message, message
from workbench.core.ports import Check
from workbench.core.queries.soundness import unsound

_SHOWN = 20
"""How many of SQLite's own findings are told."""


def check_file(path: Path) -> Check:
    """Check a file wholly; what is wrong comes back as problems, a file that is no database of ours as well."""
    try:
        identity = identify(path)
    except WorkbenchError as refused:
        return Check(path, {}, (refused.message,))
    engine = dialect.engine_of(path)
    try:
        with engine.connect() as connection:
            return _check(identity, connection)
    except (DBAPIError, sqlite3.Error) as error:
        why = str(error.orig if isinstance(error, DBAPIError) else error)
        return Check(path, {}, (message("verify.unreadable", why=why),))
    finally:
        engine.dispose()


def _check(identity: Identity, connection: Connection) -> Check:
    """Look at everything; the rows of an older schema are not looked into, opening brings them up to date first."""
    path = identity.path
    try:
        dialect.begin_reading(connection)
        problems = _integrity(path, connection)
        if problems:
            return Check(path, {}, problems)
        if not identity.is_current:
            return Check(path, {}, _references(connection))
        for probe in probes():
            dialect.execute(connection, probe)
        reader = SqlReader(connection)
        tables = {described.table.name: reader.count(kind) for kind, described in KINDS.items()}
        tables[PICTURE.name], spoilt = _pictures(connection)
        return Check(path, tables, (*_references(connection), *unsound(reader), *spoilt))
    finally:
        dialect.end_reading(connection)


def _integrity(path: Path, connection: Connection) -> tuple[Message, ...]:
    """Ask SQLite whether pages, indexes and rows fit together."""
    found = [line for (line,) in dialect.execute(connection, f"PRAGMA integrity_check({_SHOWN})") if line != "ok"]
    if not dialect.has_whole_pages(connection, path):
        found.append("the file ends within a page")
    return tuple(message("verify.integrity", found=line) for line in found)


def _pictures(connection: Connection) -> tuple[int, tuple[Message, ...]]:
    """Count the pictures, and find those that are not what their hashes say."""
    count = 0
    spoilt: list[Message] = []
    for digest, content in dialect.execute(connection, ALL_PICTURES):
        count += 1
        if not isinstance(content, bytes) or hashlib.sha256(content).hexdigest() != digest:
            spoilt.append(message("verify.picture", digest=digest))
    return count, tuple(spoilt[:_SHOWN])


def _references(connection: Connection) -> tuple[Message, ...]:
    """Find rows that name a source or a finding that is not there."""
    found = dialect.execute(connection, "PRAGMA foreign_key_check").fetchall()
    return tuple(
        message("verify.reference", table=table, refers_to=parent)
        for table, parent in sorted({(r[0], r[2]) for r in found})
    )
