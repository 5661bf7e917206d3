"""Any mixture of commands, undo, redo and restarts leaves what a plain model of them says.

The model knows nothing of rows as they were: it keeps what each command wrote, and for each key the commands that
stand on it, in their order. What stands under a key is what the last of them wrote.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from db.opening import open_store
from db.store import SqlStore
from tests.db.making import AUTHOR, SPAM, Clock, event, observation, put, reading, source
from workbench.core.acceptance import observation_of
from workbench.core.commands.figures import accept_reading, set_value
from workbench.core.errors import Refused
from workbench.core.keys import FigureKey
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Change, Command, Transaction
from workbench.core.printed import PrintedNumber
from workbench.core.records import (
    GLOBAL,
    RECORDS,
    Coverage,
    Event,
    Finding,
    FindingText,
    Note,
    Observation,
    Reading,
    Record,
    Source,
)
from workbench.core.spelling.numbers import SpelledNumber

Key = tuple[type[Record], tuple[object, ...]]
Values = dict[Key, Record | None]
"""What was written under each key; None was removed."""


def key_of(record: Record) -> Key:
    return type(record), tuple(getattr(record, name) for name in record.KEY)


def keyed(*records: Record) -> Values:
    return {key_of(record): record for record in records}


@dataclass(slots=True)
class Done:
    """An entry of the trail: what a command wrote, or which entry it reverses; and whether it stands."""

    id: int
    values: Values
    reverses: int | None = None
    stands: bool = True


class Model:
    """The trail, and for each key the commands that stand on it."""

    def __init__(self) -> None:
        """Begin empty."""
        self.trail: dict[int, Done] = {}
        self.layers: dict[Key, list[int]] = {}
        self.beneath: dict[int, dict[Key, list[int]]] = {}
        self.highest_source = 0

    def root(self, entry: Done) -> Done:
        """Return the command that an undo or a redo is about."""
        return entry if entry.reverses is None else self.root(self.trail[entry.reverses])

    def means_done(self, entry: Done) -> bool:
        """Whether an entry is about its command being done: it is a command or a redo, not an undo."""
        return entry.reverses is None or not self.means_done(self.trail[entry.reverses])

    @property
    def state(self) -> dict[Key, Record]:
        tops = {key: self.trail[layers[-1]].values[key] for key, layers in self.layers.items() if layers}
        return {key: record for key, record in tops.items() if record is not None}

    def changes(self, wanted: Mapping[Key, Record | None]) -> Values:
        """Return those of the values that are not there yet."""
        state = self.state
        return {key: record for key, record in wanted.items() if state.get(key) != record}

    def write(self, id_: int, changes: Values) -> None:
        """Do a command."""
        self.trail[id_] = Done(id_, changes)
        for key in changes:
            self.layers.setdefault(key, []).append(id_)

    def dangles(self, state: Mapping[Key, Record]) -> bool:
        """Whether a record names a source or a finding that is not there."""
        named: set[Key] = set()
        for record in state.values():
            if isinstance(record, Reading | Observation) and record.source is not None:
                named.add((Source, (record.source,)))
            if isinstance(record, FindingText):
                named.add((Finding, (record.finding,)))
        return not named <= state.keys()

    def after(self, wanted: Mapping[Key, Record | None]) -> dict[Key, Record]:
        merged = self.state | dict(wanted)
        return {key: record for key, record in merged.items() if record is not None}

    def refusal(self, entry: Done) -> str | None:
        """Return why an entry cannot be reversed, or None."""
        if not entry.stands:
            return "history.already_undone"
        command = self.root(entry)
        if self.means_done(entry) != command.stands:
            return "history.already_undone"
        if command.stands:
            is_free = all(self.layers[key][-1] == command.id for key in command.values)
        else:
            is_free = all(self.layers[key] == self.beneath[command.id][key] for key in command.values)
        if not is_free:
            return "history.overlapped"
        trial = self.reversed(entry)
        return "history.needed" if self.dangles(trial.state) else None

    def reversed(self, entry: Done) -> Model:
        """Return the model after an entry was reversed."""
        model = Model()
        model.trail = {id_: replace(done) for id_, done in self.trail.items()}
        model.layers = {key: list(layers) for key, layers in self.layers.items()}
        model.beneath = dict(self.beneath)
        model.reverse(max(self.trail) + 1, model.trail[entry.id])
        return model

    def reverse(self, id_: int, entry: Done) -> None:
        command = self.root(entry)
        if self.means_done(entry):
            for key in command.values:
                self.layers[key].remove(command.id)
            self.beneath[command.id] = {key: list(self.layers[key]) for key in command.values}
        else:
            for key in command.values:
                self.layers[key].append(command.id)
        self.trail[id_] = Done(id_, command.values, entry.id)
        self.turn(entry, stands=False)

    def turn(self, entry: Done, *, stands: bool) -> None:
        """Let an entry stand or not, and the one that it reverses the other way."""
        entry.stands = stands
        if entry.reverses is not None:
            self.turn(self.trail[entry.reverses], stands=not stands)

    def to_undo(self) -> Done | None:
        return next((done for done in reversed(self.trail.values()) if done.reverses is None and done.stands), None)

    def to_redo(self) -> Done | None:
        for done in reversed(self.trail.values()):
            if done.reverses is None:
                return None
            if self.trail[done.reverses].reverses is None and done.stands:
                return done
        return None


segments = st.sampled_from([GLOBAL, "JP", "US"])
numbers = st.sampled_from([1.5, 89.4, 100.0])
records: st.SearchStrategy[Record] = st.one_of(
    st.builds(event, st.sampled_from("abc"), label=st.sampled_from(["x", "y", "z"])),
    st.builds(reading, segments, st.none() | numbers, nth=st.integers(1, 2)),
    st.builds(observation, segments, st.none() | numbers),
    st.builds(source, st.integers(1, 3), st.sampled_from(["one", "two"])),
    st.builds(
        Coverage,
        metric=st.just(SPAM.id),
        dimension=st.just("geography"),
        grain=st.just("M"),
        period=st.sampled_from(["2010-01", "2010-02"]),
        kind=st.sampled_from(["top", "complete"]),
        top=st.none() | st.just(5),
    ),
    st.builds(lambda id_, text: Note(id_, SPAM.id, "", "", "M", "", "", text, "", ""), st.integers(1, 2), st.text()),
    st.builds(lambda id_: Finding(id_, "M", "2010-02", "", "draft", "", 1, ""), st.sampled_from("fg")),
    st.builds(FindingText, st.sampled_from("fg"), st.sampled_from(["ja", "en"]), st.text(max_size=3), st.just("")),
)


class History(RuleBasedStateMachine):
    """The store and the model, side by side."""

    template: ClassVar[Path]

    def __init__(self) -> None:
        """Begin with a copy of an empty database."""
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(shutil.copyfile(self.template, Path(self.folder.name) / "month.db"))
        self.clock = Clock()
        self.model = Model()
        self.store = self.open()

    def open(self) -> SqlStore:
        return open_store(self.path, for_writing=True, author=AUTHOR, clock=self.clock)

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def run(self, command: Command, wanted: Values) -> None:
        """Run a command in both; a reference to nothing is refused by both."""
        sources = [key[1][0] for key in wanted if key[0] is Source and wanted[key] is not None]
        if self.model.dangles(self.model.after(wanted)):
            with pytest.raises(sqlite3.IntegrityError):
                self.store.run(command)
            return
        changes = self.model.changes(wanted)
        change = self.store.run(command)
        assert change.rows == counted(changes)
        assert (change.operation is not None) == bool(changes)
        if change.operation is not None:
            self.check_new(change.operation)
            self.model.write(change.operation, changes)
        self.model.highest_source = max(self.model.highest_source, *(int(str(id_)) for id_ in sources), 0)

    def check_new(self, id_: int) -> None:
        """Let the id of an operation be a later one than all before."""
        assert id_ > max(self.model.trail, default=0)

    @initialize(first=st.booleans())
    def begin(self, *, first: bool) -> None:
        if first:
            self.run(put(source()), keyed(source()))

    @rule(new=st.lists(records, max_size=5, unique_by=key_of), gone=st.lists(records, max_size=3, unique_by=key_of))
    def write(self, new: list[Record], gone: list[Record]) -> None:
        wanted: Values = dict.fromkeys(map(key_of, gone)) | keyed(*new)

        def apply(tx: Transaction) -> None:
            for kind, key in map(key_of, gone):
                if (kind, key) not in keyed(*new):
                    tx.remove(kind, [key])  # type: ignore[list-item]
            tx.put(*new)

        self.run(Command(message("test.write"), apply), wanted)

    @rule(segment=segments, value=numbers, nth=st.integers(1, 2))
    def accept(self, segment: str, value: float, nth: int) -> None:
        found = reading(segment, value, nth=nth)
        self.run(accept_reading(SPAM, found), keyed(observation_of(found, SPAM)))

    @rule(segment=segments, text=st.sampled_from(["12.5", "90", ""]))
    def enter(self, segment: str, text: str) -> None:
        dimension = GLOBAL if segment == GLOBAL else "geography"
        key = FigureKey(SPAM.id, dimension, segment, Period.month(2010, 2))
        number = PrintedNumber(Decimal(text), Decimal("0.1")) if text else None
        command = set_value(SPAM, key, SpelledNumber(text, number))
        self.run(command, self.entered(segment, dimension, text))

    def entered(self, segment: str, dimension: str, text: str) -> Values:
        """Return what entering a figure writes: the person as a source if unknown, a reading and the value."""
        people = [found for found in self.model.state.values() if isinstance(found, Source) and found.kind == "person"]
        now = (self.clock.now + self.clock.step).isoformat(timespec="seconds")
        person = people[0] if people else Source(self.model.highest_source + 1, "person", AUTHOR, "", now)
        value, step = (float(text), 0.1) if text else (None, None)
        where = (SPAM.id, "M", "2010-02", dimension, segment)
        typed = Reading(*where, "value", person.id, 1, value, step, "exact", SPAM.unit, "", text, "")
        return keyed(*([] if people else [person]), typed, observation_of(typed, SPAM))

    @rule(new=st.lists(records, max_size=3), number=st.integers(1, 3))
    def fail(self, new: list[Record], number: int) -> None:
        def apply(tx: Transaction) -> None:
            tx.put(*new)
            tx.remove(Event, [("a",), ("b",)])
            tx.put(*[event(f"new {place}") for place in range(number)])
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            self.store.run(Command(message("test.fail"), apply))

    @rule()
    def undo(self) -> None:
        self.reverse(self.model.to_undo(), None, "history.nothing_to_undo")

    @rule()
    def redo(self) -> None:
        found = self.model.to_redo()
        expected = "history.nothing_to_redo" if found is None else self.model.refusal(found)
        if expected:
            with pytest.raises(Refused) as refusal:
                self.store.redo()
            assert refusal.value.message.id == expected
        elif found is not None:
            self.compare(found, self.store.redo())

    @rule(back=st.integers(0, 12))
    def undo_named(self, back: int) -> None:
        wanted = max(self.model.trail, default=0) + 1 - back
        self.reverse(self.model.trail.get(wanted), wanted, "history.no_such_operation")

    def reverse(self, found: Done | None, wanted: int | None, missing: str) -> None:
        expected = missing if found is None else self.model.refusal(found)
        if expected:
            with pytest.raises(Refused) as refusal:
                self.store.undo(wanted)
            assert refusal.value.message.id == expected
        elif found is not None:
            self.compare(found, self.store.undo(wanted))

    def compare(self, found: Done, change: Change) -> None:
        """Follow a reversal that was done, in the model."""
        assert change.operation is not None
        self.check_new(change.operation)
        self.model.reverse(change.operation, found)
        assert change.rows == counted(self.model.root(found).values)
        assert change.label.id == ("history.undo" if self.model.means_done(found) else "history.redo")

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = self.open()

    @invariant()
    def agrees(self) -> None:
        with self.store.read() as reader:
            found = keyed(*(record for kind in RECORDS for record in reader.records(kind)))
            trail = [(done.id, done.undoes, done.is_undone, done.rows) for done in reversed(reader.operations())]
        assert found == self.model.state
        assert trail == [
            (done.id, done.reverses, not done.stands, len(done.values)) for done in self.model.trail.values()
        ]


def counted(keys: Iterable[Key]) -> dict[type[Record], int]:
    counts: dict[type[Record], int] = {}
    for kind, _ in keys:
        counts[kind] = counts.get(kind, 0) + 1
    return counts


class TestHistory(History.TestCase):  # type: ignore[valid-type,misc]
    settings = settings(max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))

    @pytest.fixture(autouse=True)
    def _copy_from(self, template: Path) -> None:
        History.template = template
