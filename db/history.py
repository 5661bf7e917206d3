"""Which operation an undo or a redo is about, and whether it can be reversed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from db.schema import KINDS
from db.statements import overlap
from workbench.core.errors import Refused
from workbench.core.messages import Message, message
from workbench.core.ports import Operation


def to_undo(trail: Sequence[Operation], wanted: int | None) -> Operation:
    """Return the operation to undo: the one named, else the newest that stands. Refused where there is none."""
    if wanted is not None:
        return _named(trail, wanted)
    for operation in trail:
        if operation.undoes is None and not operation.is_undone:
            return _undoable(operation)
    raise Refused(message("history.nothing_to_undo"))


def to_redo(trail: Sequence[Operation]) -> Operation:
    """Return the undo to take back: the newest that stands, as long as nothing new was done after it."""
    by_id = {operation.id: operation for operation in trail}
    for operation in trail:
        if operation.undoes is None:
            break
        is_undo = by_id[operation.undoes].undoes is None
        if is_undo and not operation.is_undone:
            return _undoable(operation)
    raise Refused(message("history.nothing_to_redo"))


def _named(trail: Sequence[Operation], wanted: int) -> Operation:
    """Return the operation with an id; Refused where there is none or it is undone."""
    for operation in trail:
        if operation.id == wanted:
            if operation.is_undone:
                raise Refused(message("history.already_undone", id=wanted))
            return _undoable(operation)
    raise Refused(message("history.no_such_operation", id=wanted))


def _undoable(operation: Operation) -> Operation:
    """Return the operation, or refuse one from before a migration."""
    if not operation.is_undoable:
        raise Refused(message("history.before_migration", id=operation.id))
    return operation


def label_of_reversal(chosen: Operation) -> Message:
    """Return the label of the operation that reverses another: an undo, or a redo of what an undo took away.

    The label within stands as its id and parameters, which is how labels are kept.
    """
    if chosen.undoes is not None:
        return message("history.redo", operation=chosen.label.parameters["operation"])
    return message("history.undo", operation=[chosen.label.id, dict(chosen.label.parameters)])


def refuse_if_overlapped(connection: Connection, trail: Sequence[Operation], chosen: Operation) -> None:
    """Refuse to reverse an operation when a later one that stands touched the same rows, and name that one.

    A later operation and its undo cancel out. What undoes something older than the chosen one counts.
    """
    later = [operation.id for operation in trail if _stands_after(operation, chosen)]
    if not later:
        return
    for kind in KINDS.values():
        found = connection.exec_driver_sql(overlap(kind, len(later)), (chosen.id, *later)).first()
        if found is not None:
            raise Refused(message("history.overlapped", id=chosen.id, later=int(found[0])))


def _stands_after(operation: Operation, chosen: Operation) -> bool:
    is_own = operation.undoes is None or operation.undoes < chosen.id
    return operation.id > chosen.id and not operation.is_undone and is_own
