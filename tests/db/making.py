"""Records, commands and looks at whole databases for the tests of the database."""

from __future__ import annotations

import datetime
import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from db import identity, migration, opening, reader, schema, store
from workbench.core.acceptance import observation_of
from workbench.core.messages import message
from workbench.core.ports import Command, Operation, Reader, RowBefore
from workbench.core.records import (
    GLOBAL,
    RECORDS,
    Coverage,
    Edition,
    Event,
    Finding,
    FindingText,
    Metric,
    Note,
    Observation,
    Reading,
    Record,
    Source,
)

AUTHOR = "田中"
SPAM = Metric(
    "spam.rate", "spam", "percent", 0.1, "more", "スパム率", "Spam rate", "spam", f"{GLOBAL}=rates\ngeography=rates", 1
)


class Clock:
    """A clock that goes on by one minute each time it is looked at."""

    step = datetime.timedelta(minutes=1)

    def __init__(self) -> None:
        """Begin on the first of March 2010."""
        self.now = datetime.datetime(2010, 3, 1, tzinfo=datetime.UTC)

    def __call__(self) -> datetime.datetime:
        """Tell the time."""
        self.now += self.step
        return self.now


def frozen_clock() -> datetime.datetime:
    """Tell the same time always, so that two runs write the same."""
    return datetime.datetime(2010, 3, 1, 12, tzinfo=datetime.UTC)


def put(*records: Record, label: str = "test.put", **parameters: object) -> Command:
    """Return the command that writes records."""
    return Command(message(label, **parameters), lambda tx: tx.put(*records))


def remove(kind: type[Record], *keys: tuple[Any, ...]) -> Command:
    """Return the command that deletes records."""
    return Command(message("test.remove"), lambda tx: tx.remove(kind, keys))


def source(number: int = 1, name: str = "edition:2010-02", kind: str = "edition") -> Source:
    return Source(number, kind, name, "", "2010-03-01T00:00:00+00:00")


def reading(segment: str = GLOBAL, value: float | None = 89.4, *, period: str = "2010-02", nth: int = 1) -> Reading:
    """Return a printed spam rate, of the total or of a country, that source 1 prints."""
    dimension = GLOBAL if segment == GLOBAL else "geography"
    text = "" if value is None else f"{value}%"
    number = (value, None if value is None else 0.1)
    return Reading(
        SPAM.id, "M", period, dimension, segment, "value", 1, nth, *number, "exact", SPAM.unit, "Spam", text, "panel:1"
    )


def observation(segment: str = GLOBAL, value: float | None = 89.4, *, period: str = "2010-02") -> Observation:
    """Return the accepted value of such a reading."""
    return observation_of(reading(segment, value, period=period), SPAM)


def month(offset: float = 0.0) -> tuple[Record, ...]:
    """Return a small month: several kinds of record, sound in themselves; another offset gives other figures."""
    segments = (GLOBAL, "JP", "IT", "US")
    readings = [reading(segment, 80.5 + place + offset) for place, segment in enumerate(segments)]
    return (
        source(),
        *readings,
        *(observation_of(found, SPAM) for found in readings),
        Coverage(SPAM.id, "geography", "M", "2010-02", "top", 3),
        Finding("spam-in-italy", "M", "2010-02", "spam", "draft", AUTHOR, 1, ""),
        FindingText("spam-in-italy", "ja", "イタリアのスパム", "本文"),
        Note(1, SPAM.id, "", "", "M", "2010-02", "2010-02", f"offset {offset}", AUTHOR, "2010-03-01T00:00:00+00:00"),
        Edition("M", "2010-02", 1, "published", "", None, 1),
    )


def example(kind: type[Record], number: int = 1) -> Record:
    """Return a record of any kind that is all its own by its number; sources and findings named in it are `founded`."""
    values: dict[str, Any] = {}
    for place, field in enumerate(fields(kind)):
        base = str(field.type).removesuffix(" | None")
        made = {"str": f"{field.name} {number} 日本", "int": 100 * number + place, "float": number + place / 8}
        values[field.name] = made[base]
    values |= {"source": 1} if kind in (Reading, Observation) else {}
    values |= {"finding": "f"} if kind is FindingText else {}
    make: Any = kind
    record: Record = make(**values)
    return record


def founded() -> tuple[Record, ...]:
    """Return the source and the finding that examples name."""
    return source(), Finding("f", "M", "2010-02", "spam", "draft", AUTHOR, 1, "")


def event(id_: str, first: str = "2010-02-05", label: str = "Takedown") -> Event:
    return Event(id_, first, first, "takedown", "閉鎖", label)


class Readable(Protocol):
    """What has a `read`, as a store does."""

    def read(self) -> Any:
        """Open a look."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that a database holds: the records of each kind, the trail, and the rows that each operation kept."""

    records: dict[str, list[Record]]
    trail: list[Operation]
    kept: dict[tuple[int, str], list[RowBefore]]


def records_of(reader: Reader) -> dict[str, list[Record]]:
    return {kind.__name__: reader.records(kind) for kind in RECORDS}


def contents(store: Readable) -> Contents:
    """Return all that a database holds."""
    with store.read() as reader:
        trail = reader.operations()
        kept = {
            (operation.id, kind.__name__): reader.operation_rows(operation.id, kind)
            for operation in trail
            for kind in RECORDS
        }
        return Contents(records_of(reader), trail, kept)


def standing(store: Readable) -> dict[str, list[Record]]:
    """Return the records that a database holds, without its trail."""
    with store.read() as reader:
        return records_of(reader)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file that nothing in this process has open."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digests(folder: Path, *, but: Iterable[str] = ()) -> dict[str, str]:
    """Return the SHA-256 of every file in a folder but the named ones."""
    return {file.name: digest(file) for file in sorted(folder.iterdir()) if file.is_file() and file.name not in but}


SECOND = '''
"""A made-up next step: a column in a table and its twin, and a table."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"


def upgrade() -> None:
    for table in ("event", "event_before"):
        op.add_column(table, sa.Column("colour_{revision}", sa.Text, nullable=False, server_default="green"))
    op.create_table("attachment_{revision}", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("UPDATE event SET label_en = label_en || ' (seen)'")
    {ending}
'''


def scripts_with(folder: Path, ending: str = "", revision: str = "0003", before: str = "0002") -> Path:
    """Return a folder with the real steps and a made-up one, which may end badly."""
    scripts = folder / "migrations"
    if not scripts.exists():
        shutil.copytree(migration.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    text = SECOND.format(revision=revision, before=before, ending=ending).lstrip()
    (scripts / "versions" / f"{revision}_made_up.py").write_text(text, encoding="utf-8")
    return scripts


def pretend(scripts: Path, revision: str = "0003", set_attribute: Callable[..., None] = setattr) -> None:
    """Let the program be one whose newest step is the made-up one."""
    for module in (schema, identity, opening, reader, store):
        set_attribute(module, "REVISION", revision)
    set_attribute(migration, "bring_up_to_date", partial(migration.bring_up_to_date, scripts=scripts))


def dump(path: Path) -> list[str]:
    """Return all that a file holds, as SQLite's own statements."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return list(connection.iterdump())


def make_hot(path: Path, folder: Path) -> Path:
    """Copy a database in the middle of another program's commit, with its journal, as if that had been killed there.

    Returns the copy's path; the database itself is as before.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")  # so that it puts pages into the file before the end
        connection.execute("BEGIN")
        connection.execute("UPDATE reading SET value = 0.5, label = label || hex(randomblob(900))")
        connection.execute("DELETE FROM event")
        for name in (path.name, f"{path.name}-journal"):
            shutil.copyfile(path.with_name(name), folder / name)
        connection.execute("ROLLBACK")
    return folder / path.name
