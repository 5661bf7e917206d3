"""The SQL of reading and writing each kind of record; identifiers come from the schema alone, values are always bound.

Written as text because building these statements by SQLAlchemy costs more than running a small one. They are the same on
SQLite and PostgreSQL, save for what `dialect` names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.dialect import DIFFERS_FROM
from db.schema import KINDS, OPERATION, PICTURE, Kind
from workbench.core.ports import Between, Condition, OneOf, Value

Question = tuple[str, list[Value]]
"""A SELECT and the values bound to it."""


def selection(kind: Kind, columns: Sequence[str], where: Mapping[str, Condition]) -> Question:
    """Return the question for columns of the records that meet the conditions, in key order."""
    condition, values = _condition(kind, where)
    chosen = ", ".join(kind.named(name) for name in columns)
    return f"SELECT {chosen} FROM {kind.table.name}{condition} ORDER BY {', '.join(kind.key)}", values


def aggregate(kind: Kind, expression: str, where: Mapping[str, Condition]) -> Question:
    """Return the question for one expression over the records that meet the conditions."""
    condition, values = _condition(kind, where)
    return f"SELECT {expression} FROM {kind.table.name}{condition}", values


def grouping(kind: Kind, columns: Sequence[str], where: Mapping[str, Condition]) -> Question:
    """Return the question for what stands in columns of the records that meet the conditions, and how often."""
    condition, values = _condition(kind, where)
    chosen = ", ".join(kind.named(name) for name in columns)
    return f"SELECT {chosen}, count(*) FROM {kind.table.name}{condition} GROUP BY {chosen} ORDER BY {chosen}", values


def rows_before(kind: Kind) -> str:
    """Return the question for the rows of an operation as they were, each with whether there was one."""
    columns, keys = ", ".join(kind.columns), ", ".join(kind.key)
    return f"SELECT {columns}, existed FROM {kind.before.name} WHERE operation = ? ORDER BY {keys}"


def trail(newest: int | None) -> Question:
    """Return the question for the operations, newest first."""
    columns = ", ".join(column.name for column in OPERATION.columns)
    limit, values = (" LIMIT ?", [newest]) if newest is not None else ("", [])
    return f"SELECT {columns} FROM operation ORDER BY id DESC{limit}", [*values]


def trail_of_key(kind: Kind) -> str:
    """Return the question for the operations that touched one key, newest first, each with the row as it was before.

    CROSS JOIN has SQLite go through the operations: the twin's key begins with the operation, so that each is one look.
    """
    before = kind.before.name
    columns = [f"operation.{column.name}" for column in OPERATION.columns]
    columns += [f"{before}.{name}" for name in (*kind.columns, "existed")]
    match = " AND ".join(f"{before}.{name} = ?" for name in kind.key)
    joined = f"operation CROSS JOIN {before} WHERE {before}.operation = operation.id AND {match}"
    return f"SELECT {', '.join(columns)} FROM {joined} ORDER BY operation.id DESC"


def probes() -> list[str]:
    """Return questions that give nothing, and that fail where a table or a column is not there."""
    named = [(kind.table.name, kind.columns) for kind in KINDS.values()]
    named += [(kind.before.name, ("operation", "existed", *kind.columns)) for kind in KINDS.values()]
    named += [(table.name, tuple(column.name for column in table.columns)) for table in (OPERATION, PICTURE)]
    return [f"SELECT {', '.join(columns)} FROM {table} LIMIT 0" for table, columns in named]


FIND_PICTURE = f"SELECT content FROM {PICTURE.name} WHERE digest = ?"
KEEP_PICTURE = f"INSERT INTO {PICTURE.name} (digest, content) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING"
ALL_PICTURES = f"SELECT digest, content FROM {PICTURE.name} ORDER BY digest"


def _condition(kind: Kind, where: Mapping[str, Condition]) -> Question:
    """Return the WHERE clause of conditions, and its values."""
    terms: list[str] = []
    values: list[Value] = []
    for name, wanted in where.items():
        term, bound = _term(kind.named(name), wanted)
        terms.append(term)
        values.extend(bound)
    return (f" WHERE {' AND '.join(terms)}" if terms else ""), values


def _term(column: str, wanted: Condition) -> tuple[str, Sequence[Value]]:
    if isinstance(wanted, Between):
        return f"{column} BETWEEN ? AND ?", (wanted.low, wanted.high)
    if isinstance(wanted, OneOf):
        values = [value for value in wanted.values if value is not None]
        chosen = f"{column} IN ({_marks(values)})"
        return (chosen if len(values) == len(wanted.values) else f"({chosen} OR {column} IS NULL)"), values
    return (f"{column} IS NULL", ()) if wanted is None else (f"{column} = ?", (wanted,))


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements by which a kind is written; `staged` is the temporary table that rows come in through."""

    make_staged: str
    stage: str
    stage_key: str
    keep_staged: str
    keep_standing: str
    replace: str
    delete: str
    clear: str
    keep_reversed: str
    restore: str
    absent_before: str


def statements_of(kind: Kind) -> Statements:
    """Write the statements of a kind."""
    table, before, staged = kind.table.name, kind.before.name, f"staged_{kind.table.name}"
    columns, keys = ", ".join(kind.columns), ", ".join(kind.key)
    match = " AND ".join(f"{table}.{name} = touched.{name}" for name in kind.key)
    standing = _standing_columns(kind)
    kept = f"INSERT INTO {before} ({', '.join(('operation', *kind.key, 'existed', *kind.values))}) SELECT ?, {standing} FROM"
    once = "ON CONFLICT DO NOTHING"
    into = f"INSERT INTO {table} ({columns}) SELECT {columns} FROM"
    return Statements(
        make_staged=f"CREATE TEMPORARY TABLE IF NOT EXISTS {staged} AS SELECT * FROM {table} WHERE 1 = 0",
        stage=f"INSERT INTO {staged} ({columns}) VALUES ({_marks(kind.columns)})",
        stage_key=f"INSERT INTO {staged} ({keys}) VALUES ({_marks(kind.key)})",
        keep_staged=f"{kept} {staged} AS touched LEFT JOIN {table} ON {match} WHERE {_is_news(kind)} {once}",
        keep_standing=f"{kept} {staged} AS touched JOIN {table} ON {match} WHERE 1 = 1 {once}",
        replace=f"{into} {staged} WHERE 1 = 1 {_on_conflict(kind)}",
        delete=f"DELETE FROM {table} WHERE {' AND '.join(f'{name} = ?' for name in kind.key)}",
        clear=f"DELETE FROM {staged}",
        keep_reversed=f"{kept} {before} AS touched LEFT JOIN {table} ON {match} WHERE touched.operation = ? {once}",
        restore=f"{into} {before} WHERE operation = ? AND existed = 1 {_on_conflict(kind)}",
        absent_before=f"SELECT {keys} FROM {before} WHERE operation = ? AND existed = 0",
    )


def overlap(kind: Kind, later: int) -> str:
    """Return the question whether an operation and any of so many later ones touched the same row of a kind."""
    before = kind.before.name
    match = " AND ".join(f"mine.{name} = theirs.{name}" for name in kind.key)
    chosen = f"theirs.operation IN ({', '.join('?' * later)})"
    return f"SELECT theirs.operation FROM {before} AS mine JOIN {before} AS theirs ON {match} WHERE mine.operation = ? AND {chosen} LIMIT 1"


def _standing_columns(kind: Kind) -> str:
    """Name what is kept of a touched key: the key, whether a row stands, and what stands in it."""
    table = kind.table.name
    existed = f"CASE WHEN {table}.{kind.key[0]} IS NULL THEN 0 ELSE 1 END"
    return ", ".join([*(f"touched.{name}" for name in kind.key), existed, *(f"{table}.{name}" for name in kind.values)])


def _is_news(kind: Kind) -> str:
    """Say that no row stands under the touched key, or that it is not the same: what changes nothing is not kept."""
    table = kind.table.name
    differs = " OR ".join(f"{table}.{name} {DIFFERS_FROM} touched.{name}" for name in kind.values)
    return f"({table}.{kind.key[0]} IS NULL OR {differs})"


def _on_conflict(kind: Kind) -> str:
    """Say that a row with a standing key is replaced, unless it is the same."""
    table = kind.table.name
    settings = ", ".join(f"{name} = excluded.{name}" for name in kind.values)
    differs = " OR ".join(f"{table}.{name} {DIFFERS_FROM} excluded.{name}" for name in kind.values)
    return f"ON CONFLICT ({', '.join(kind.key)}) DO UPDATE SET {settings} WHERE {differs}"


def _marks(columns: Sequence[object]) -> str:
    """Return as many marks for bound values."""
    return ", ".join("?" * len(columns))
