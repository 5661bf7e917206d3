"""Undo, redo and the trail: one step a command, also named, also after a restart; refusals in words."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from db.store import SqlStore
from tests.db.conftest import Opener
from tests.db.making import AUTHOR, contents, event, month, observation, put, reading, remove, source, standing
from workbench.core.errors import Cancelled, Refused
from workbench.core.messages import Message, message
from workbench.core.ports import Command, Operation, RowBefore, Transaction
from workbench.core.records import Event, Observation, Reading, Source, Status


def trail(store: SqlStore) -> list[Operation]:
    """Return the operations, oldest first."""
    with store.read() as reader:
        return reader.operations()[::-1]


def labels(store: SqlStore) -> list[str]:
    """Return the labels of the events that stand."""
    return [found.label_en for found in standing(store)["Event"] if isinstance(found, Event)]


def refused(store: SqlStore, operation: int | None = None) -> Message:
    """Return why an undo is refused; nothing may have changed."""
    before = contents(store)
    with pytest.raises(Refused) as refusal:
        store.undo(operation)
    assert contents(store) == before
    return refusal.value.message


def test_a_whole_month_is_one_step(store: SqlStore) -> None:
    store.run(put(*month()))
    full = standing(store)
    change = store.undo()
    assert change.rows == {kind: len(full[kind.__name__]) for kind in change.rows}
    assert not any(standing(store).values())
    store.redo()
    assert standing(store) == full


def test_an_undo_brings_back_what_was_replaced_and_removed(store: SqlStore) -> None:
    store.run(put(*month()))
    before = standing(store)

    def apply(tx: Transaction) -> None:
        tx.put(*month(offset=1.0), event("new"))
        tx.remove(Reading, [tuple(getattr(reading("JP"), name) for name in Reading.KEY)])

    change = store.run(Command(message("test.mixed"), apply))
    after = standing(store)
    assert before != after
    store.undo(change.operation)
    assert standing(store) == before
    store.redo()
    assert standing(store) == after


def touch_twice(tx: Transaction) -> None:
    tx.put(event("a", label="second"))
    tx.put(event("a", label="third"))


def touch_and_remove(tx: Transaction) -> None:
    tx.put(event("a", label="second"), event("b", label="new"))
    tx.remove(Event, [("a",), ("b",)])


def remove_and_touch(tx: Transaction) -> None:
    tx.remove(Event, [("a",)])
    tx.put(event("a", label="second"))


@pytest.mark.parametrize(
    ("apply", "after", "rows"),
    [(touch_twice, ["third"], 1), (touch_and_remove, [], 2), (remove_and_touch, ["second"], 1)],
)
def test_a_row_touched_twice_goes_back_to_what_it_was_before_the_operation(
    store: SqlStore, apply: Any, after: list[str], rows: int
) -> None:
    store.run(put(event("a", label="first")))
    change = store.run(Command(message("test.twice"), apply))
    assert (labels(store), change.rows) == (after, {Event: rows})
    assert change.operation is not None
    with store.read() as reader:
        kept = reader.operation_rows(change.operation, Event)
    assert kept[0] == RowBefore(("a",), event("a", label="first"))
    assert [row.record for row in kept[1:]] == [None] * (rows - 1)
    store.undo()
    assert labels(store) == ["first"]
    store.redo()
    assert labels(store) == after


def test_a_named_operation_is_undone_and_the_later_ones_stay(store: SqlStore) -> None:
    for id_ in "abc":
        store.run(put(event(id_, label=id_)))
    change = store.undo(2)
    assert labels(store) == ["a", "c"]
    assert (change.operation, change.rows) == (4, {Event: 1})
    store.redo()
    assert labels(store) == ["a", "b", "c"]
    store.undo()
    assert labels(store) == ["a", "b"]


def test_undo_goes_back_step_by_step_past_what_was_undone_by_name(store: SqlStore) -> None:
    for id_ in "abc":
        store.run(put(event(id_, label=id_)))
    store.undo(2)
    store.undo()
    store.undo()
    assert labels(store) == []
    assert refused(store) == message("history.nothing_to_undo")
    for state in (["a"], ["a", "c"], ["a", "b", "c"]):
        store.redo()
        assert labels(store) == state


def test_nothing_to_undo_or_redo_in_an_empty_database(store: SqlStore) -> None:
    assert refused(store) == message("history.nothing_to_undo")
    with pytest.raises(Refused) as refusal:
        store.redo()
    assert refusal.value.message == message("history.nothing_to_redo")


def test_an_undone_operation_is_not_undone_again(store: SqlStore) -> None:
    store.run(put(event("a")))
    store.undo()
    assert refused(store, 1) == message("history.already_undone", id=1)


@pytest.mark.parametrize("id_", [0, -1, 2, 10**12])
def test_an_unknown_operation_is_not_undone(store: SqlStore, id_: int) -> None:
    store.run(put(event("a")))
    assert refused(store, id_) == message("history.no_such_operation", id=id_)


def test_an_operation_whose_rows_were_touched_later_is_not_undone_and_the_later_one_is_named(store: SqlStore) -> None:
    store.run(put(event("a", label="1"), event("z")))
    store.run(put(event("b")))
    store.run(put(event("a", label="3")))
    assert refused(store, 1) == message("history.overlapped", id=1, later=3)
    store.undo(3)
    store.undo(1)
    assert [found.id for found in standing(store)["Event"] if isinstance(found, Event)] == ["b"]


def test_a_removal_later_is_an_overlap_too(store: SqlStore) -> None:
    store.run(put(event("a")))
    store.run(remove(Event, ("a",)))
    assert refused(store, 1) == message("history.overlapped", id=1, later=2)


def test_what_was_undone_and_redone_since_counts_once(store: SqlStore) -> None:
    store.run(put(event("a", label="1")))
    store.run(put(event("a", label="2")))
    store.undo()
    store.redo()
    assert refused(store, 1) == message("history.overlapped", id=1, later=2)
    store.undo()
    store.undo()
    assert labels(store) == []
    store.redo()
    store.redo()
    assert labels(store) == ["2"]


def test_new_work_ends_redo(store: SqlStore) -> None:
    store.run(put(event("a")))
    store.undo()
    store.run(put(event("b")))
    with pytest.raises(Refused) as refusal:
        store.redo()
    assert refusal.value.message == message("history.nothing_to_redo")


def test_what_changes_nothing_is_no_new_work(store: SqlStore) -> None:
    store.run(put(event("a", label="a"), event("b", label="b")))
    store.run(put(event("b", label="c")))
    store.undo()
    assert store.run(put(event("b", label="b"))).operation is None
    store.redo()
    assert labels(store) == ["a", "c"]


def test_an_undo_undone_by_name_is_a_redo(store: SqlStore) -> None:
    store.run(put(event("a", label="a")))
    store.undo()
    assert store.undo(2).label.id == "history.redo"
    assert labels(store) == ["a"]
    assert [operation.is_undone for operation in trail(store)] == [False, True, False]


def test_a_redo_undone_by_name_is_an_undo(store: SqlStore) -> None:
    store.run(put(event("a", label="a")))
    store.undo()
    store.redo()
    assert store.undo(3).label == message("history.undo", operation=["test.put", {}])
    assert labels(store) == []
    assert [operation.is_undone for operation in trail(store)] == [True, False, True, False]
    store.redo()
    assert labels(store) == ["a"]


def test_the_undo_since_is_named_that_took_away_what_an_undo_led_back_to(store: SqlStore) -> None:
    store.run(put(event("a", label="1")))
    store.run(put(event("a", label="2")))
    store.undo()
    store.undo()
    assert refused(store, 3) == message("history.overlapped", id=3, later=4)


def test_an_undo_by_name_is_refused_where_later_work_stands_on_it(store: SqlStore) -> None:
    store.run(put(event("a", label="1")))
    store.undo()
    store.run(put(event("a", label="3")))
    assert refused(store, 2) == message("history.overlapped", id=2, later=3)


def test_the_trail_says_what_when_who_and_how_much(store: SqlStore) -> None:
    store.run(put(event("a"), event("b"), source(), label="test.first", file="数字.xlsx"))
    store.run(put(event("b", label="other"), label="test.second"))
    store.undo()
    store.redo()
    first, second = ["test.first", {"file": "数字.xlsx"}], ["test.second", {}]
    label = message("test.first", file="数字.xlsx")
    assert trail(store) == [
        Operation(1, label, "2010-03-01T00:02:00+00:00", AUTHOR, 3, None, False, True),
        Operation(2, message("test.second"), "2010-03-01T00:03:00+00:00", AUTHOR, 1, None, False, True),
        Operation(3, message("history.undo", operation=second), "2010-03-01T00:04:00+00:00", AUTHOR, 1, 2, True, False),
        Operation(4, message("history.redo", operation=second), "2010-03-01T00:05:00+00:00", AUTHOR, 1, 3, False, True),
    ]
    store.undo(2)
    assert store.undo(1).label == message("history.undo", operation=first)


def test_the_newest_operations_alone(store: SqlStore) -> None:
    for id_ in "abc":
        store.run(put(event(id_)))
    store.undo()
    with store.read() as reader:
        everything = reader.operations()
        assert [operation.id for operation in everything] == [4, 3, 2, 1]
        assert reader.operations(newest=2) == everything[:2]
        assert reader.operations(newest=9) == everything
        assert reader.operations(newest=0) == []


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"text": "“約65％” \n\t\\ '\" 🐟 \x7f"},
        {"count": 3, "rate": 302.8, "none": None, "is_it": True},
        {"list": [1, "二", [3.5, {"four": None}]]},
    ],
)
def test_labels_keep_their_parameters(store: SqlStore, parameters: dict[str, object]) -> None:
    change = store.run(put(event("a"), label="test.label", **parameters))
    assert change.label == message("test.label", **parameters)
    assert trail(store)[0].label == message("test.label", **parameters)
    store.undo()
    assert trail(store)[1].label == message("history.undo", operation=["test.label", parameters])


def test_a_label_in_a_label_is_kept_as_one(store: SqlStore) -> None:
    store.run(put(event("a"), label="test.label", title=message("finding.untitled")))
    assert trail(store)[0].label == message("test.label", title=["finding.untitled", {}])


def test_a_label_takes_a_term_of_an_enumeration_as_its_text(store: SqlStore) -> None:
    store.run(put(event("a"), label="test.label", status=Status.MISSING))
    assert trail(store)[0].label == message("test.label", status="missing")


def test_undo_and_redo_outlive_a_restart(opened: Opener) -> None:
    store = opened()
    store.run(put(*month()))
    first = standing(store)
    store.run(put(*month(offset=2.5)))
    second = standing(store)
    store.close()

    store = opened()
    store.undo()
    assert standing(store) == first
    store.close()

    store = opened()
    store.redo()
    assert standing(store) == second
    store.close()

    store = opened()
    store.undo()
    store.undo()
    assert not any(standing(store).values())


def test_an_operation_that_changed_nothing_leaves_no_entry(store: SqlStore) -> None:
    commands = [put(event("a")), put(event("a")), put(event("b"))]  # the second one changes nothing
    ids = [store.run(command).operation for command in commands]
    assert [operation.id for operation in trail(store)] == [ids[0], ids[2]]
    assert ids[1] is None


def test_a_cancelled_undo_changes_nothing(store: SqlStore) -> None:
    store.run(put(*month()))
    before = contents(store)

    def stop(done: int, total: int | None) -> None:
        raise Cancelled(message("test.cancelled", done=done, total=total))

    with pytest.raises(Cancelled):
        store.undo(progress=stop)
    assert contents(store) == before
    told: list[int] = []
    store.undo(progress=lambda done, total: told.append(done))  # noqa: ARG005 - the protocol names it
    assert told == sorted(told)
    assert told[-1] == len([row for rows in before.records.values() for row in rows])


def test_a_redo_by_name_may_not_leave_a_reference_without_what_it_names(store: SqlStore) -> None:
    store.run(put(source()))
    store.run(put(reading()))
    store.undo()
    store.undo()
    assert refused(store, 3) == message("history.needed", id=3)
    store.redo()
    store.undo(3)
    assert standing(store)["Reading"] == [reading()]


def test_an_undo_may_not_leave_a_reference_without_what_it_names(store: SqlStore) -> None:
    """The reading was added later than its source: undoing the source by name would let it dangle."""
    store.run(put(source()))
    store.run(put(reading(), replace(observation(), status=Status.PROVISIONAL.value)))
    before = contents(store)
    with pytest.raises(Refused) as refusal:
        store.undo(1)
    assert refusal.value.message == message("history.needed", id=1)
    assert contents(store) == before
    store.undo(2)
    store.undo(1)
    assert not any(standing(store)[kind.__name__] for kind in (Source, Reading, Observation))


@pytest.mark.parametrize("text", ["", "[", "null", "3", "{}", '["a"]', '["a", []]', "[3, {}]", '["a", {}, 4]'])
def test_a_damaged_label_hides_neither_the_trail_nor_undo(store: SqlStore, text: str) -> None:
    store.run(put(event("a", label="a")))
    store.undo()
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("UPDATE operation SET label = ?", (text,))
        connection.commit()
    unreadable = message("history.unreadable", text=text)
    assert [operation.label for operation in trail(store)] == [unreadable, unreadable]
    store.redo()
    store.undo()
    assert labels(store) == []
