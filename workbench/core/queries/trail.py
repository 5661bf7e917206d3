"""The trail of operations as people look at it: what would be undone next, and what an operation did to its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.core.ports import Operation, Reader, RowBefore, Value
from workbench.core.records import RECORDS, Record


@dataclass(frozen=True, slots=True)
class TouchedRow:
    """A row that an operation touched: its kind and key, and its record before the operation and now (None: no row).

    `known` is a record to name it by: one of these two, else one that stood in its place at some time.
    """

    kind: type[Record]
    key: tuple[Value, ...]
    before: Record | None
    now: Record | None
    known: Record | None


@dataclass(frozen=True, slots=True)
class Touched:
    """The first rows that an operation touched, and how many there are in all."""

    operation: int
    rows: tuple[TouchedRow, ...]
    total: int


def trail(reader: Reader) -> tuple[Operation, ...]:
    """Return all operations, newest first."""
    return tuple(reader.operations())


def touched(reader: Reader, operation: int, limit: int) -> Touched:
    """Return what an operation touched, at most `limit` rows, kind by kind."""
    rows: list[TouchedRow] = []
    total = 0
    for kind in reversed(RECORDS):
        before = reader.operation_rows(operation, kind)
        total += len(before)
        rows.extend(_row(reader, kind, row) for row in before[: limit - len(rows)])
    return Touched(operation, tuple(rows), total)


def _row(reader: Reader, kind: type[Record], row: RowBefore) -> TouchedRow:
    found = reader.records(kind, **dict(zip(kind.KEY, row.key, strict=True)))
    now = found[0] if found else None
    return TouchedRow(kind, tuple(row.key), row.record, now, row.record or now or _past(reader, kind, row))


def _past(reader: Reader, kind: type[Record], row: RowBefore) -> Record | None:
    """Return a record that stood there at some time: of what was added and deleted since, nothing else is left."""
    return next((past.record for _, past in reader.history_of(kind, row.key) if past.record is not None), None)


def next_undo(operations: Sequence[Operation]) -> Operation | None:
    """Return the operation that an undo would take back: the newest one that stands and undoes nothing itself."""
    return next((one for one in operations if one.undoes is None and not one.is_undone), None)


def next_redo(operations: Sequence[Operation]) -> Operation | None:
    """Return the operation that a redo would do again; None where nothing was undone, or something was done since."""
    by_id = {one.id: one for one in operations}
    for one in operations:
        if one.undoes is None:
            return None
        undone = by_id[one.undoes]
        if undone.undoes is None and not one.is_undone:
            return undone
    return None


def standing_after(operations: Sequence[Operation], operation: int) -> tuple[int, ...]:
    """Return the operations to undo, in this order, to come back to how it was just after one.

    They are the commands that were done since, and the undos of commands that were done then; what was done and taken back
    since is as if nothing had been.
    """
    commands: dict[int, int] = {}
    is_done: dict[int, bool] = {}
    last: dict[int, int] = {}
    then: set[int] = set()
    for one in reversed(operations):
        command = commands[one.id] = one.id if one.undoes is None else commands[one.undoes]
        is_done[one.id] = one.undoes is None or not is_done[one.undoes]
        last[command] = one.id
        if one.id == operation:
            then = {known for known, id_ in last.items() if is_done[id_]}
    now = {known for known, id_ in last.items() if is_done[id_]}
    changed = sorted(now ^ then, key=last.__getitem__, reverse=True)
    return tuple(command if command in now else last[command] for command in changed)
