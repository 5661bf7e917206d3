"""Reading: rows and records of one consistent state of the database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection

from db.dialect import execute
from db.schema import KINDS, OPERATION, REVISION, Kind
from db.statements import FIND_PICTURE, aggregate, grouping, rows_before, selection, trail, trail_of_key
from workbench.core.messages import Message
from workbench.core.ports import Condition, Operation, Row, RowBefore, Value

if TYPE_CHECKING:
    from workbench.core.records import Record

R = TypeVar("R")


class SqlReader:
    """A look at the database through one connection inside a transaction (`ports.Reader`)."""

    def __init__(self, connection: Connection) -> None:
        """Read through a connection on which a transaction runs."""
        self._connection = connection

    def rows(self, kind: type[Record], columns: Sequence[str], /, **where: Condition) -> list[Row]:
        """Return these columns of all records that meet the conditions, in key order."""
        return self._fetch(*selection(KINDS[kind], columns, where))

    def records(self, kind: type[R], /, **where: Condition) -> list[R]:
        """Return the records that meet the conditions, in key order."""
        known: Any = kind
        return [known(*row) for row in self.rows(known, KINDS[known].columns, **where)]

    def count(self, kind: type[Record], /, **where: Condition) -> int:
        """Return how many records meet the conditions."""
        return int(self._fetch(*aggregate(KINDS[kind], "count(*)", where))[0][0] or 0)

    def highest(self, kind: type[Record], column: str, /, **where: Condition) -> Value:
        """Return the highest value of a column in the records that meet the conditions; None where there is none."""
        described = KINDS[kind]
        return self._fetch(*aggregate(described, f"max({described.named(column)})", where))[0][0]

    def lowest(self, kind: type[Record], column: str, /, **where: Condition) -> Value:
        """Return the lowest value of a column in the records that meet the conditions; None where there is none."""
        described = KINDS[kind]
        return self._fetch(*aggregate(described, f"min({described.named(column)})", where))[0][0]

    def counts(self, kind: type[Record], columns: Sequence[str], /, **where: Condition) -> list[Row]:
        """Return what stands in these columns, each once and in order, with how many records have it at the end."""
        return self._fetch(*grouping(KINDS[kind], columns, where))

    def operations(self, *, newest: int | None = None) -> list[Operation]:
        """Return the operations, newest first; only so many where `newest` says so."""
        return operations_of(self._fetch(*trail(newest)))

    def operation_rows(self, operation: int, kind: type[Record]) -> list[RowBefore]:
        """Return the rows that an operation touched, as they were before it, in key order."""
        described = KINDS[kind]
        rows = self._fetch(rows_before(described), (operation,))
        return [_row_before(kind, described, row) for row in rows]

    def history_of(self, kind: type[Record], key: Row) -> list[tuple[Operation, RowBefore]]:
        """Return the operations that touched the row with this key, newest first, each with the row as it was before.

        What undoes or redoes an operation touches all of its rows: these rows alone tell what is undone.
        """
        described = KINDS[kind]
        rows = self._fetch(trail_of_key(described), key)
        of_trail = len(OPERATION.columns)
        before = [_row_before(kind, described, row[of_trail:]) for row in rows]
        return list(zip(operations_of([row[:of_trail] for row in rows]), before, strict=True))

    def picture(self, digest: str) -> bytes | None:
        """Return the bytes of a picture by their hash; None where it is not kept."""
        found = execute(self._connection, FIND_PICTURE, (digest,)).fetchone()
        return None if found is None else bytes(found[0])

    def _fetch(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Run a question and take the driver's own tuples: SQLAlchemy's rows cost as much again as the fetch."""
        return execute(self._connection, sql, values).fetchall()


def _row_before(kind: type[Record], described: Kind, row: Row) -> RowBefore:
    """Make the record as it was of a row of a twin table, whose last column says whether there was one."""
    make: Any = kind
    key = tuple(row[described.columns.index(name)] for name in described.key)
    return RowBefore(key, make(*row[:-1]) if row[-1] else None)


def operations_of(rows: Sequence[Row]) -> list[Operation]:
    """Make the trail of its rows, newest first, with what is undone and what can be.

    An operation is undone when a later one that is not itself undone names it. One of an older schema stays readable,
    but its rows no longer fit: it cannot be undone.
    """
    undone: set[int] = set()
    made: list[Operation] = []
    for id_, label, moment, author, touched, undoes, revision in rows:
        is_undone = id_ in undone
        if undoes is not None and not is_undone:
            undone.add(int(undoes))
        can = not is_undone and revision == REVISION
        label_message = label_of(str(label))
        made.append(
            Operation(
                int(id_ or 0),
                label_message,
                str(moment),
                str(author),
                int(touched or 0),
                int(undoes) if undoes is not None else None,
                is_undone,
                can,
            )
        )
    return made


def label_of(text: str) -> Message:
    """Read a label as it is kept in the trail; a damaged one is shown as it is, so that the trail still opens."""
    try:
        id_, parameters = json.loads(text)
    except (ValueError, TypeError):
        return Message("history.unreadable", {"text": text})
    is_label = isinstance(id_, str) and isinstance(parameters, dict)
    return Message(id_, parameters) if is_label else Message("history.unreadable", {"text": text})


def label_text(label: Message) -> str:
    """Write a label as it is kept in the trail: its id and parameters, so that it is shown in the reader's language."""
    return json.dumps([label.id, dict(label.parameters)], ensure_ascii=False, default=_kept)


def _kept(value: object) -> object:
    """Return a value of a label as the trail keeps it: a label that stands in it by its id and parameters, else its text."""
    return [value.id, dict(value.parameters)] if isinstance(value, Message) else str(value)
