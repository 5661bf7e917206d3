"""All or nothing, one writer at a time, and readers who see one state."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from db.store import SqlStore
from tests.db.conftest import Opener
from tests.db.making import contents, event, example, month, observation, put, reading, remove, source, standing
from workbench.core.errors import Cancelled, DatabaseInUse, DatabaseRefused, Refused
from workbench.core.messages import message
from workbench.core.ports import Command, Reader, Transaction
from workbench.core.records import Event, Finding, FindingText, Metric, Note, Observation, Reading, Source


class Broken(Exception):
    """What a command with a bug raises."""


def failing(error: BaseException, *, before: int = 3) -> Command:
    """Return a command that writes and removes rows of several kinds, then raises."""

    def apply(tx: Transaction) -> None:
        steps: list[Callable[[], None]] = [
            lambda: tx.put(*month(offset=7.0), event("new")),
            lambda: tx.remove(Event, [("old",)]),
            lambda: tx.put(event("old", label="other"), example(Metric)),
        ]
        for step in steps[:before]:
            step()
        raise error

    return Command(message("test.failing"), apply)


@pytest.mark.parametrize("error", [Broken(), Refused(message("test.refused")), KeyboardInterrupt(), SystemExit(1)])
@pytest.mark.parametrize("before", [0, 1, 3])
def test_a_command_that_raises_leaves_nothing_and_the_next_one_works(
    store: SqlStore, error: BaseException, before: int
) -> None:
    store.run(put(event("old")))
    state = contents(store)
    with pytest.raises(type(error)):
        store.run(failing(error, before=before))
    assert contents(store) == state
    store.run(put(*month(), event("old", label="new"), example(Metric), example(Note)))
    assert store.run(remove(Event, ("old",))).rows == {Event: 1}
    store.undo()
    store.undo()
    assert standing(store) == state.records


def test_a_failure_on_tables_that_an_earlier_command_staged_leaves_no_row_in_them(store: SqlStore) -> None:
    store.run(put(*month(), event("old"), example(Metric)))

    def apply(tx: Transaction) -> None:
        def rows() -> object:
            yield ("staged", "2010-02-05", "2010-02-05", "k", "ja", "en")
            raise Broken

        tx.put_rows(Event, [("a", "2010-02-05", "2010-02-05", "k", "ja", "en")])
        tx.put_rows(Event, rows())  # type: ignore[arg-type]

    with pytest.raises(Broken):
        store.run(Command(message("test.failing"), apply))
    with pytest.raises(sqlite3.IntegrityError):
        store.run(put(event("b"), replace(event("c"), kind=None)))  # type: ignore[arg-type]
    change = store.run(put(event("d")))
    assert change.rows == {Event: 1}
    assert [row.id for row in standing(store)["Event"] if isinstance(row, Event)] == ["d", "old"]


def test_a_cancelled_command_leaves_nothing(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.transaction.BATCH", 5)
    events = [event(f"e{number}") for number in range(20)]
    told: list[int] = []

    def progress(done: int, total: int | None) -> None:
        assert total is None
        told.append(done)
        if done >= 15:
            raise Cancelled(message("test.cancelled"))

    with pytest.raises(Cancelled):
        store.run(put(*events), progress)
    assert told == [5, 10, 15]
    assert not any(standing(store).values())
    assert contents(store).trail == []
    assert store.run(put(*events)).rows == {Event: 20}


@pytest.mark.parametrize(
    "record", [reading(), observation(), FindingText("nowhere", "ja", "", "")], ids=lambda record: type(record).__name__
)
def test_a_reference_to_nothing_is_a_bug_and_leaves_nothing(
    store: SqlStore, record: Reading | Observation | FindingText
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        store.run(put(event("a"), record))
    assert not any(standing(store).values())
    assert store.run(put(event("a"))).rows == {Event: 1}


def test_references_are_looked_at_when_all_is_written(store: SqlStore) -> None:
    store.run(put(reading(), observation(), source()))

    def apply(tx: Transaction) -> None:
        tx.remove(Source, [(1,)])
        tx.remove(Reading, [tuple(getattr(reading(), name) for name in Reading.KEY)])
        tx.put(replace(observation(), source=None, nth=None))

    store.run(Command(message("test.free"), apply))
    assert standing(store)["Source"] == []
    store.undo()
    assert standing(store)["Observation"] == [observation()]


def test_what_is_referred_to_cannot_be_removed(store: SqlStore) -> None:
    store.run(put(source(), reading(), Finding("f", "M", "2010-02", "", "", "", 1, ""), FindingText("f", "ja", "", "")))
    before = contents(store)
    for command in (remove(Source, (1,)), remove(Finding, ("f",))):
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            store.run(command)
    assert contents(store) == before


def count_events(reader: Reader) -> int:
    return reader.count(Event)


def test_what_is_being_written_is_not_seen_before_it_is_done(store: SqlStore, opened: Opener) -> None:
    other = opened(for_writing=False)
    store.run(put(event("a")))
    counts: list[int] = []

    def apply(tx: Transaction) -> None:
        tx.put(event("b"))
        for looker in (store, other):
            with looker.read() as reader:
                counts.append(reader.count(Event))

    store.run(Command(message("test.looks"), apply))
    for looker in (store, other):
        with looker.read() as reader:
            counts.append(reader.count(Event))
    assert counts == [1, 1, 2, 2]


@pytest.mark.parametrize("looks_at_once", [True, False])
def test_a_look_that_is_open_sees_the_state_at_its_beginning(
    store: SqlStore, opened: Opener, *, looks_at_once: bool
) -> None:
    """The writer waits for it at the very end, and both come through."""
    other = opened(for_writing=False)
    store.run(put(event("a")))
    with ThreadPoolExecutor(1) as pool:
        with other.read() as reader:
            if looks_at_once:
                assert reader.count(Event) == 1
            written = threading.Event()

            def apply(tx: Transaction, written: threading.Event = written) -> None:
                tx.put(event("b"))
                written.set()

            change = pool.submit(store.run, Command(message("test.b"), apply))
            assert written.wait(5)
            time.sleep(0.05)
            assert reader.count(Event) == 1
            assert [found.id for found in reader.records(Event)] == ["a"]
            assert not change.done()
        assert change.result(5).rows == {Event: 1}
    with other.read() as reader:
        assert reader.count(Event) == 2


def test_a_writer_that_readers_hold_up_too_long_gives_up_in_words(store: SqlStore, opened: Opener) -> None:
    other = opened(for_writing=False)
    store.run(put(event("a")))
    store._writing_connection().exec_driver_sql("PRAGMA busy_timeout=50")
    with other.read() as reader:
        assert reader.count(Event) == 1
        with pytest.raises(DatabaseInUse) as refusal:
            store.run(put(event("b")))
        assert refusal.value.message == message("database.busy", file="month.db")
        assert reader.count(Event) == 1
    assert [found.id for found in standing(store)["Event"] if isinstance(found, Event)] == ["a"]
    store.run(put(event("b")))
    assert len(standing(other)["Event"]) == 2


def test_a_look_cannot_write(store: SqlStore) -> None:
    store.run(put(event("a")))
    with (
        pytest.raises(DatabaseRefused) as refusal,
        store.read() as reader,
    ):
        reader._connection.exec_driver_sql("DELETE FROM event")
    assert refusal.value.message.id == "database.read_only"
    with store.read() as reader:
        assert not hasattr(reader, "put")
    store.run(put(event("b")))  # the connection that looked may be the one that writes now
    assert len(standing(store)["Event"]) == 2


def test_a_look_that_raises_is_closed(store: SqlStore) -> None:
    with pytest.raises(Broken), store.read() as reader:
        assert reader.count(Event) == 0
        raise Broken
    assert store.run(put(event("a"))).rows == {Event: 1}


def test_looks_within_looks(store: SqlStore) -> None:
    store.run(put(event("a")))
    with store.read() as outer, store.read() as inner:
        assert outer.count(Event) == inner.count(Event) == 1


def test_a_store_opened_for_reading_does_not_write(store: SqlStore, opened: Opener) -> None:
    store.run(put(event("a")))
    before = contents(store)
    other = opened(for_writing=False)
    refusals = []
    writes: list[Callable[[], object]] = [lambda: other.run(put(event("b"))), other.undo, other.redo]
    for write in writes:
        with pytest.raises(DatabaseRefused) as refusal:
            write()
        refusals.append(refusal.value.message)
    assert refusals == [message("database.opened_for_reading", file="month.db")] * 3
    assert contents(other) == before == contents(store)


def test_commands_from_several_threads_follow_each_other(store: SqlStore) -> None:
    """Each reads the count and writes the next one: none may be lost."""

    def apply(tx: Transaction) -> None:
        tx.put(event(f"e{tx.count(Event):03d}"))

    with ThreadPoolExecutor(4) as pool:
        changes = list(pool.map(lambda _: store.run(Command(message("test.count"), apply)), range(40)))
    assert sorted(change.operation or 0 for change in changes) == list(range(1, 41))
    assert [found.id for found in standing(store)["Event"] if isinstance(found, Event)] == [
        f"e{number:03d}" for number in range(40)
    ]


def test_readers_in_threads_see_whole_commands_only(store: SqlStore, opened: Opener) -> None:
    """Each command moves all events on together; no look may find two of them apart."""
    other = opened(for_writing=False)
    store.run(put(*(event(f"e{number}", label="0") for number in range(5))))
    stop = threading.Event()

    def look(looker: SqlStore) -> set[int]:
        sizes = set()
        while not stop.is_set():
            with looker.read() as reader:
                first = {row[0] for row in reader.rows(Event, ("label_en",))}
                second = {row[0] for row in reader.rows(Event, ("label_en",))}
            sizes.add(len(first | second))
        return sizes

    with ThreadPoolExecutor(2) as pool:
        looking = [pool.submit(look, looker) for looker in (store, other)]
        try:
            for step in range(1, 16):
                store.run(put(*(event(f"e{number}", label=str(step)) for number in range(5))))
        finally:
            stop.set()
        assert [found.result(10) for found in looking] == [{1}, {1}]


def test_closing_twice_and_writing_after_closing(store: SqlStore) -> None:
    store.run(put(event("a")))
    store.close()
    store.close()
    with pytest.raises(DatabaseRefused):
        store.run(put(event("b")))
