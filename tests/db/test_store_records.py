"""Records of every kind go in and come out the same, in key order, by any condition; what changes nothing is nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.store import SqlStore
from tests.db.making import event, example, founded, observation, put, reading, remove, source, standing
from workbench.core.messages import message
from workbench.core.ports import Between, Change, Command, OneOf, Row, RowBefore, Transaction
from workbench.core.printed import Qualifier
from workbench.core.records import RECORDS, Event, Finding, Observation, Reading, Record, Source, Status

every_kind = pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)

FOUNDATIONS = {Source: 1, Finding: 1}


def key_of(record: Record) -> Row:
    return tuple(getattr(record, name) for name in record.KEY)


def rows(store: SqlStore, kind: type[Record], *columns: str, **where: Any) -> list[Row]:
    with store.read() as reader:
        return reader.rows(kind, columns, **where)


def of_kind(store: SqlStore, kind: type[Record]) -> list[Record]:
    return [record for record in standing(store)[kind.__name__] if record not in founded()]


@every_kind
def test_a_record_comes_back_the_same_and_can_be_replaced_and_removed(store: SqlStore, kind: type[Record]) -> None:
    store.run(put(*founded()))
    first, second = example(kind, 1), example(kind, 2)
    change = store.run(put(second, first))
    assert change.rows == {kind: 2}
    assert of_kind(store, kind) == sorted([first, second], key=attrgetter(*kind.KEY))

    other = replace(first, **{fields(kind)[-1].name: getattr(second, fields(kind)[-1].name)})
    assert store.run(put(other)).rows == {kind: 1}
    assert of_kind(store, kind) == sorted([other, second], key=attrgetter(*kind.KEY))

    assert store.run(remove(kind, key_of(first))).rows == {kind: 1}
    assert of_kind(store, kind) == [second]


@every_kind
def test_each_step_is_undone_and_redone(store: SqlStore, kind: type[Record]) -> None:
    store.run(put(*founded()))
    first = example(kind, 1)
    other = replace(first, **{fields(kind)[-1].name: getattr(example(kind, 2), fields(kind)[-1].name)})
    states = [of_kind(store, kind)]
    for command in (put(first), put(other), remove(kind, key_of(first))):
        store.run(command)
        states.append(of_kind(store, kind))
    assert states == [[], [first], [other], []]
    for state in reversed(states[:-1]):
        assert store.undo().rows == {kind: 1}
        assert of_kind(store, kind) == state
    for state in states[1:]:
        assert store.redo().rows == {kind: 1}
        assert of_kind(store, kind) == state


@every_kind
def test_fields_that_may_be_none_are_none(store: SqlStore, kind: type[Record]) -> None:
    store.run(put(*founded()))
    optional: Any = dict.fromkeys(field.name for field in fields(kind) if str(field.type).endswith("| None"))
    record = replace(example(kind), **optional)
    store.run(put(record))
    assert of_kind(store, kind) == [record]


@every_kind
def test_the_rows_of_an_operation_are_kept_as_they_were(store: SqlStore, kind: type[Record]) -> None:
    store.run(put(*founded()))
    first, second = example(kind, 1), example(kind, 2)
    store.run(put(first))
    change = store.run(put(replace(first, **{fields(kind)[-1].name: getattr(second, fields(kind)[-1].name)}), second))
    assert change.operation is not None
    with store.read() as reader:
        kept = reader.operation_rows(change.operation, kind)
    assert sorted(kept, key=lambda row: row.key) == sorted(
        [RowBefore(key_of(first), first), RowBefore(key_of(second), None)], key=lambda row: row.key
    )


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = {
    "str": texts,
    "int": st.integers(-(2**63), 2**63 - 1),
    "float": st.floats(allow_nan=False, allow_infinity=False),
}


def made_of(kind: type[Record]) -> st.SearchStrategy[Record]:
    """Make records of any values at all that their fields can hold."""
    values = {}
    for field in fields(kind):
        base = str(field.type).removesuffix(" | None")
        values[field.name] = VALUES[base] if base == field.type else st.none() | VALUES[base]
    make: Any = kind
    return st.builds(make, **values)


@every_kind
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_values_come_back_the_same(store: SqlStore, kind: type[Record], data: st.DataObject) -> None:
    """The twin tables hold them as well: an undo brings back what stood before."""
    before = data.draw(made_of(kind))
    after = replace(data.draw(made_of(kind)), **{name: getattr(before, name) for name in kind.KEY})
    references = founded_on(before, after)
    store.run(put(*references, before, label="test.before"))
    store.run(put(after, label="test.after"))
    key = dict(zip(kind.KEY, key_of(before), strict=True))
    with store.read() as reader:
        assert reader.records(kind, **key) == [after]
    if after != before:
        store.undo()
    with store.read() as reader:
        assert reader.records(kind, **key) == [before]


def founded_on(*records: Record) -> list[Record]:
    """Return the sources and findings that records name, so that no reference dangles."""
    numbers = {record.source for record in records if isinstance(record, Reading | Observation)}
    named = {record.finding for record in records if hasattr(record, "finding")}
    return [
        *(source(number) for number in numbers if number is not None),
        *(Finding(id_, "M", "2010-02", "", "", "", 1, "") for id_ in named),
    ]


def test_one_put_takes_records_of_several_kinds(store: SqlStore) -> None:
    change = store.run(put(event("b"), source(), reading(), event("a"), observation()))
    assert change.rows == {Event: 2, Source: 1, Reading: 1, Observation: 1}
    assert change.kinds == {Event, Source, Reading, Observation}
    assert rows(store, Event, "id") == [("a",), ("b",)]


def test_rows_come_in_key_order_by_code_point(store: SqlStore) -> None:
    ids = ["b", "a", "Z", "日", "é", "～", "𝟙", "aa", ""]
    store.run(put(*map(event, ids)))
    assert rows(store, Event, "id") == [(id_,) for id_ in sorted(ids)]
    assert rows(store, Event, "kind", "id") == [("takedown", id_) for id_ in sorted(ids)]


def test_keys_of_several_fields_sort_field_by_field(store: SqlStore) -> None:
    readings = [
        reading(segment, period=period, nth=nth)
        for segment in ("US", "JP")
        for period in ("2010-02", "2009-12")
        for nth in (10, 2)
    ]
    store.run(put(source(), *readings))
    with store.read() as reader:
        assert reader.records(Reading) == sorted(readings, key=attrgetter(*Reading.KEY))


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    """Three observations of three months: 1.0, missing, 3.0; the last two from a source."""
    first = replace(observation("JP", 1.0, period="2009-12"), source=None, nth=None)
    missing = observation("JP", None, period="2010-01")
    store.run(put(source(), first, missing, observation("US", 3.0)))
    return store


@pytest.mark.parametrize(
    ("where", "periods"),
    [
        ({}, ["2009-12", "2010-01", "2010-02"]),
        ({"segment": "JP"}, ["2009-12", "2010-01"]),
        ({"segment": "JP", "period": "2010-01"}, ["2010-01"]),
        ({"segment": "jp"}, []),
        ({"value": 3.0}, ["2010-02"]),
        ({"value": 3}, ["2010-02"]),
        ({"value": None}, ["2010-01"]),
        ({"source": None}, ["2009-12"]),
        ({"source": 1, "value": None}, ["2010-01"]),
        ({"status": Status.MISSING}, ["2010-01"]),
        ({"period": Between("2009-12", "2010-01")}, ["2009-12", "2010-01"]),
        ({"period": Between("2010-01", "2009-12")}, []),
        ({"value": Between(1, 3)}, ["2009-12", "2010-02"]),
        ({"period": Between("2010-01", "2010-02"), "segment": "US"}, ["2010-02"]),
        ({"period": OneOf(("2010-02", "2009-12", "1999-01"))}, ["2009-12", "2010-02"]),
        ({"period": OneOf(())}, []),
        ({"source": OneOf((1, 2))}, ["2010-01", "2010-02"]),
        ({"source": OneOf((None, 2))}, ["2009-12"]),
        ({"value": OneOf((3.0, None))}, ["2010-01", "2010-02"]),
        ({"source": OneOf((None,))}, ["2009-12"]),
        ({"segment": "' OR 1=1 --"}, []),
    ],
)
def test_conditions(filled: SqlStore, where: dict[str, Any], periods: list[str]) -> None:
    with filled.read() as reader:
        assert [found[0] for found in reader.rows(Observation, ("period",), **where)] == periods
        assert [found.period for found in reader.records(Observation, **where)] == periods
        assert reader.count(Observation, **where) == len(periods)
        assert reader.highest(Observation, "period", **where) == (periods[-1] if periods else None)
        assert reader.lowest(Observation, "period", **where) == (periods[0] if periods else None)
        counted = Counter(periods)
        assert reader.counts(Observation, ("period",), **where) == sorted(counted.items())


def test_a_choice_may_have_thousands_of_values(filled: SqlStore) -> None:
    many = OneOf((*(f"{year:04d}" for year in range(1, 10_000)), "2010-02"))
    assert rows(filled, Observation, "segment", period=many) == [("US",)]


def test_the_highest_of_nothing_and_of_missing_values_is_none(filled: SqlStore) -> None:
    with filled.read() as reader:
        assert reader.highest(Reading, "period") is None
        assert reader.highest(Observation, "value", period="2010-01") is None
        assert reader.highest(Observation, "value") == 3.0


def test_what_stands_in_several_columns_is_counted_together(filled: SqlStore) -> None:
    with filled.read() as reader:
        every = Counter(reader.rows(Observation, ("grain", "status")))
        assert reader.counts(Observation, ("grain", "status")) == sorted((*key, count) for key, count in every.items())
        assert reader.counts(Observation, ("status", "grain"), metric="none") == []


def test_an_unknown_column_is_a_bug(filled: SqlStore) -> None:
    with filled.read() as reader:
        with pytest.raises(KeyError):
            reader.rows(Observation, ("period; DROP TABLE observation",))
        with pytest.raises(KeyError):
            reader.count(Observation, **{"1=1 OR period": "x"})


def test_writing_the_same_again_is_no_operation(store: SqlStore) -> None:
    store.run(put(source(), observation(), observation("JP", None)))
    again = store.run(put(observation(), observation("JP", None), source()))
    assert again == Change(None, message("test.put"), {})
    with store.read() as reader:
        assert [operation.id for operation in reader.operations()] == [1]


def test_removing_what_does_not_stand_is_no_operation(store: SqlStore) -> None:
    store.run(put(event("a")))
    assert store.run(remove(Event, ("b",))).operation is None
    assert store.run(remove(Event)).operation is None
    assert store.run(Command(message("test.nothing"), lambda _tx: None)).operation is None
    with store.read() as reader:
        assert len(reader.operations()) == 1


def test_only_what_changes_is_counted_and_kept(store: SqlStore) -> None:
    store.run(put(event("a"), event("b")))
    change = store.run(put(event("a"), event("b", label="Other"), event("c")))
    assert change.rows == {Event: 2}
    assert change.operation is not None
    with store.read() as reader:
        assert [row.key for row in reader.operation_rows(change.operation, Event)] == [("b",), ("c",)]
        assert reader.operations()[0].rows == 2


@pytest.mark.parametrize("change", [{"value": None}, {"qualifier": Qualifier.ABOUT.value}, {"source": None}])
def test_a_change_from_or_to_nothing_is_a_change(store: SqlStore, change: dict[str, Any]) -> None:
    store.run(put(source(), observation()))
    assert store.run(put(replace(observation(), **change))).rows == {Observation: 1}
    assert store.run(put(observation())).rows == {Observation: 1}
    with store.read() as reader:
        assert reader.records(Observation) == [observation()]


def test_the_last_of_two_rows_with_one_key_counts(store: SqlStore) -> None:
    change = store.run(put(event("a", label="first"), event("a", label="second")))
    assert change.rows == {Event: 1}
    assert rows(store, Event, "label_en") == [("second",)]
    store.undo()
    assert rows(store, Event, "id") == []


def test_more_rows_than_a_batch_are_one_operation_and_one_undo(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.transaction.BATCH", 10)
    events = [event(f"e{number:02d}") for number in range(35)]
    told: list[tuple[int, int | None]] = []
    change = store.run(put(*reversed(events)), lambda done, total: told.append((done, total)))
    assert change.rows == {Event: 35}
    assert told == [(10, None), (20, None), (30, None), (35, None)]
    assert standing(store)["Event"] == events
    assert store.run(remove(Event, *((found.id,) for found in events[:25]))).rows == {Event: 25}
    store.undo()
    assert standing(store)["Event"] == events
    store.undo()
    assert standing(store)["Event"] == []


def test_rows_are_taken_from_an_iterator(store: SqlStore) -> None:
    lines = (("a", "2010-02-05", "2010-02-06", "k", "ja", "en") for _ in range(1))
    store.run(Command(message("test.rows"), lambda tx: tx.put_rows(Event, lines)))
    assert standing(store)["Event"] == [Event("a", "2010-02-05", "2010-02-06", "k", "ja", "en")]


def test_a_transaction_reads_what_it_wrote(store: SqlStore) -> None:
    seen: list[int] = []

    def apply(tx: Transaction) -> None:
        tx.put(event("a"), event("b"))
        seen.append(tx.count(Event))
        tx.remove(Event, [("a",)])
        seen.append(tx.count(Event))

    store.run(Command(message("test.reads"), apply))
    assert seen == [2, 1]


def test_a_transaction_knows_who_writes_and_when(store: SqlStore) -> None:
    told: list[str] = []
    store.run(Command(message("test.who"), lambda tx: told.extend((tx.author, tx.now))))
    assert told == ["田中", "2010-03-01T00:02:00+00:00"]


def next_id(store: SqlStore) -> int:
    """Ask for a new source's number and do nothing else."""
    told: list[int] = []
    store.run(Command(message("test.ask"), lambda tx: told.append(tx.new_id(Source))))
    return told[0]


def test_a_new_id_is_never_one_that_was(store: SqlStore) -> None:
    assert next_id(store) == 1
    assert next_id(store) == 1  # nothing was put under it
    store.run(put(source(1), source(2)))
    assert next_id(store) == 3
    store.run(remove(Source, (2,)))
    assert next_id(store) == 3
    store.run(put(source(7)))
    store.undo()
    assert standing(store)["Source"] == [source(1)]
    assert next_id(store) == 8


def test_new_ids_within_one_command_follow_each_other(store: SqlStore) -> None:
    ids: list[int] = []

    def apply(tx: Transaction) -> None:
        for _ in range(3):
            ids.append(tx.new_id(Source))
            tx.put(source(ids[-1]))

    store.run(Command(message("test.ids"), apply))
    assert ids == [1, 2, 3]
