"""What a row was before each operation that touched it, newest first, with what is undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.reader import SqlReader
from db.schema import KINDS
from db.statements import trail_of_key
from db.store import SqlStore
from tests.db.conftest import Opener
from tests.db.making import event, example, founded, month, observation, put, remove
from workbench.core.ports import Operation, Row, RowBefore
from workbench.core.records import RECORDS, Event, Observation, Record

KEY = ("spam.rate", "M", "2010-02", "geography", "IT")


def key_of(record: Record) -> Row:
    return tuple(getattr(record, name) for name in type(record).KEY)


def history(store: SqlStore, kind: type[Record] = Observation, key: Row = KEY) -> list[tuple[Operation, RowBefore]]:
    with store.read() as reader:
        return reader.history_of(kind, key)


def values(store: SqlStore) -> list[tuple[int, float | None, bool]]:
    """Return the operations of the key with the value before each, None where there was no row, and what is undone."""
    found = []
    for operation, before in history(store):
        assert before.key == KEY
        value = before.record.value if isinstance(before.record, Observation) else None
        found.append((operation.id, value, operation.is_undone))
    return found


def test_a_row_that_nobody_touched_has_no_history(store: SqlStore) -> None:
    store.run(put(*month()))
    assert history(store, key=(*KEY[:-1], "FR")) == []


def test_the_newest_operation_comes_first_and_others_are_left_out(store: SqlStore) -> None:
    store.run(put(*month()))
    store.run(put(observation("JP", 1.0)))
    store.run(put(observation("IT", 2.0)))
    store.run(remove(Observation, KEY))
    assert values(store) == [(4, 2.0, False), (3, 82.5, False), (1, None, False)]


def test_operations_are_those_of_the_trail(store: SqlStore) -> None:
    store.run(put(*month()))
    store.run(put(observation("IT", 2.0), label="test.entry", key="IT"))
    with store.read() as reader:
        assert [operation for operation, _ in reader.history_of(Observation, KEY)] == reader.operations()


def test_what_was_undone_and_redone_is_told(store: SqlStore) -> None:
    store.run(put(*month()))
    store.run(put(observation("IT", 2.0)))
    store.run(put(event("a")))
    store.undo(2)
    assert values(store) == [(4, 2.0, False), (2, 82.5, True), (1, None, False)]
    store.redo()
    assert values(store) == [(5, 82.5, False), (4, 2.0, True), (2, 82.5, False), (1, None, False)]


def test_it_outlives_the_program(store: SqlStore, opened: Opener) -> None:
    store.run(put(*month()))
    store.run(put(observation("IT", 2.0)))
    told = history(store)
    store.close()
    assert history(opened(for_writing=False)) == told


@pytest.mark.parametrize("kind", RECORDS)
def test_rows_of_every_kind_have_a_history(store: SqlStore, kind: type[Record]) -> None:
    first, other = example(kind), example(kind, 2)
    store.run(put(*founded(), first, other))
    changed = replace(other, **{name: getattr(first, name) for name in kind.KEY})
    store.run(put(changed))
    assert [(operation.id, before.record) for operation, before in history(store, kind, key_of(first))] == [
        (2, first),
        (1, None),
    ]


def test_each_operation_is_one_look_into_the_twin(store: SqlStore) -> None:
    with store.read() as reader:
        assert isinstance(reader, SqlReader)
        plan = [row[-1] for row in reader._fetch(f"EXPLAIN QUERY PLAN {trail_of_key(KINDS[Event])}", ("a",))]
    assert plan == ["SCAN operation", "SEARCH event_before USING PRIMARY KEY (operation=? AND id=?)"]
