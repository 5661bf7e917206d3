"""Which operation an undo or a redo is about, and whether it can be reversed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from db.schema import KINDS
from db.statements import overlap
from workbench.core.errors import NothingToDo, Refused
from workbench.core.messages import Message, message
from workbench.core.ports import Operation


def to_undo(trail: Sequence[Operation], wanted: int | None) -> Operation:
    """Return the operation to undo: the one named, else the newest that stands. NothingToDo where there is none."""
    if wanted is not None:
        return _named(trail, wanted)
    for operation in trail:
        if operation.undoes is None and not operation.is_undone:
            return _undoable(operation)
    raise NothingToDo(message("history.nothing_to_undo"))


def to_redo(trail: Sequence[Operation]) -> Operation:
    """Return the undo to take back: the newest that stands, as long as nothing new was done after it."""
    by_id = {operation.id: operation for operation in trail}
    for operation in trail:
        if operation.undoes is None:
            break
        is_undo = by_id[operation.undoes].undoes is None
        if is_undo and not operation.is_undone:
            return _undoable(operation)
    raise NothingToDo(message("history.nothing_to_redo"))


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


def needed_by_others(operation: Operation | None) -> Refused:
    """Return the refusal to reverse an operation because what others wrote would name a row that is not there."""
    return Refused(message("history.needed", id=operation.id if operation else 0))


def label_of_reversal(chosen: Operation) -> Message:
    """Return the label of the operation that reverses another: an undo, or a redo of what an undo took away.

    The label within stands as its id and parameters, which is how labels are kept.
    """
    if chosen.undoes is None:
        return message("history.undo", operation=[chosen.label.id, dict(chosen.label.parameters)])
    verb = "history.redo" if chosen.label.id == "history.undo" else "history.undo"
    within = chosen.label.parameters.get("operation", [chosen.label.id, dict(chosen.label.parameters)])
    return message(verb, operation=within)


def refuse_if_overlapped(connection: Connection, trail: Sequence[Operation], chosen: Operation) -> None:
    """Refuse to reverse an operation when what was done to the same rows since has not been taken back; name that.

    Later commands that were undone, and older ones that were undone and done again, are as if nothing had been.
    """
    later = _changed_since(trail, chosen)
    if not later:
        return
    for kind in KINDS.values():
        found = connection.exec_driver_sql(overlap(kind, len(later)), (chosen.id, *later)).first()
        if found is not None:
            raise Refused(message("history.overlapped", id=chosen.id, later=int(found[0])))


def _changed_since(trail: Sequence[Operation], chosen: Operation) -> list[int]:
    """Return the commands that are done now and were not right after the chosen operation, and the undos of the others.

    Refused where the chosen one itself is no longer the state of its command.
    """
    roots: dict[int, int] = {}
    effects: dict[int, bool] = {}
    last: dict[int, int] = {}
    then: dict[int, int] = {}
    for operation in reversed(trail):
        roots[operation.id] = operation.id if operation.undoes is None else roots[operation.undoes]
        effects[operation.id] = operation.undoes is None or not effects[operation.undoes]
        last[roots[operation.id]] = operation.id
        if operation.id == chosen.id:
            then = dict(last)
    is_done_then = {root: effects[id_] for root, id_ in then.items()}
    changed = [root for root, id_ in last.items() if effects[id_] != is_done_then.get(root, False)]
    if roots[chosen.id] in changed:
        raise Refused(message("history.already_undone", id=chosen.id))
    return [root if effects[last[root]] else last[root] for root in changed]
