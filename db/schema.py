"""The tables, made from the records: one for each kind, its twin with the rows as they were, and the trail.

The natural key is the primary key and, on SQLite, the table itself (WITHOUT ROWID): a third of the size of a table with a
row id and an index beside it, and as fast as a covering index.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from workbench.core.records import RECORDS, FindingText, Observation, Reading, Record

APPLICATION_ID = 0x54525742
"""The mark of our files in SQLite's header: "TRWB"."""

REVISION = "0002"
"""The schema's revision that this code reads and writes: the name of the newest migration."""

_NAMES: dict[type[Record], str] = {FindingText: "finding_text"}
_TYPES = {"str": Text, "int": Integer, "float": Float}
_REFERENCES: dict[tuple[type[Record], str], str] = {
    (Reading, "source"): "source.id",
    (Observation, "source"): "source.id",
    (FindingText, "finding"): "finding.id",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of record is kept: its table, the twin of rows before operations, columns, keys and the others."""

    record: type[Record]
    table: Table
    before: Table
    columns: tuple[str, ...]
    key: tuple[str, ...]
    values: tuple[str, ...]

    def named(self, column: str) -> str:
        """Return a column's name; KeyError for one that the kind does not have."""
        return str(self.table.c[column].name)


def _column(kind: type[Record], name: str, hint: str, *, is_key: bool) -> Column[object]:
    """Make the column of a record's field from its type hint."""
    base = hint.removesuffix(" | None")
    reference = _REFERENCES.get((kind, name))
    constraints = [ForeignKey(reference, deferrable=True, initially="DEFERRED")] if reference else []
    return Column(name, _TYPES[base], *constraints, primary_key=is_key, nullable=base != hint)


def _table(kind: type[Record], metadata: MetaData) -> Table:
    """Make the table of a kind; the key columns come first, in key order."""
    hints = {field.name: str(field.type) for field in fields(kind)}
    return Table(
        _NAMES.get(kind, kind.__name__.lower()),
        metadata,
        *(_column(kind, name, hint, is_key=name in kind.KEY) for name, hint in hints.items()),
        sqlite_with_rowid=False,
    )


def _before(kind: type[Record], table: Table, metadata: MetaData) -> Table:
    """Make the twin: operation, key, whether there was a row, and what stood in it."""
    keys = [Column(name, table.c[name].type, primary_key=True) for name in kind.KEY]
    values = [Column(column.name, column.type) for column in table.columns if column.name not in kind.KEY]
    operation: Column[int] = Column("operation", Integer, primary_key=True)
    existed: Column[int] = Column("existed", Integer, nullable=False)
    return Table(f"{table.name}_before", metadata, operation, *keys, existed, *values, sqlite_with_rowid=False)


def _kind(record: type[Record], metadata: MetaData) -> Kind:
    table = _table(record, metadata)
    columns = tuple(column.name for column in table.columns)
    values = tuple(name for name in columns if name not in record.KEY)
    return Kind(record, table, _before(record, table, metadata), columns, tuple(record.KEY), values)


METADATA = MetaData()

KINDS: dict[type[Record], Kind] = {record: _kind(record, METADATA) for record in RECORDS}
"""The tables of each kind of record."""

OPERATION = Table(
    "operation",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("label", Text, nullable=False),
    Column("moment", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("touched", Integer, nullable=False),
    Column("undoes", Integer, ForeignKey("operation.id"), nullable=True),
    Column("revision", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""The trail: what was done (a message as JSON), when, by whom, to how many rows, and which operation it undoes."""

PICTURE = Table(
    "picture",
    METADATA,
    Column("digest", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""Pictures by the SHA-256 of their bytes. They never change and are outside the trail: an undo finds them as they were."""

VERSION = Table(
    "alembic_version",
    METADATA,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own table, as alembic makes it: the revision of the file's schema."""
