"""Notes: written, changed and deleted by commands that can be undone; their author is who wrote the words last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from db.databases import SqlDatabases
from db.store import SqlStore
from workbench.core.commands.notes import add_note, delete_note, edit_note, move_note
from workbench.core.errors import Refused
from workbench.core.keys import FigureKey
from workbench.core.messages import Message, message
from workbench.core.periods import Period
from workbench.core.ports import Change, Command
from workbench.core.records import Note

FEBRUARY = Period.month(2010, 2)
KEY = FigureKey("virus.rate", "geography", "CN", FEBRUARY)
NOW = "2010-03-05T09:00:00+00:00"


def notes(store: SqlStore) -> list[Note]:
    with store.read() as reader:
        return reader.records(Note)


def refusal(store: SqlStore, make: Callable[[], Command]) -> Message:
    with pytest.raises(Refused) as refused:
        store.run(make())
    return refused.value.message


def test_a_note_stands_on_its_figure_with_author_and_moment(store: SqlStore) -> None:
    change = store.run(add_note(KEY, "急増。\n要確認"))
    assert change == Change(1, message("command.add_note", key="virus.rate/geography:CN@2010-02"), {Note: 1})
    anchor = ("virus.rate", "geography", "CN", "M", "2010-02", "2010-02")
    assert notes(store) == [Note(1, *anchor, "急増。\n要確認", "Analyst", NOW)]


def test_a_note_may_go_over_several_periods_and_be_on_a_total(store: SqlStore) -> None:
    store.run(add_note(FigureKey("spam.rate", period=FEBRUARY), "Surge", last=FEBRUARY.shifted(2)))
    found = notes(store)[0]
    assert (found.dimension, found.segment, found.first, found.last) == ("global", "global", "2010-02", "2010-04")


def test_several_notes_on_one_figure_have_their_own_numbers(store: SqlStore) -> None:
    store.run(add_note(KEY, "one"))
    store.run(add_note(KEY, "two"))
    store.run(delete_note(notes(store)[1]))
    store.run(add_note(KEY, "three"))
    assert [(note.id, note.text) for note in notes(store)] == [(1, "one"), (3, "three")]


@pytest.mark.parametrize("text", ["", "  ", "\n\t", "　"])
def test_empty_words_are_refused(store: SqlStore, text: str) -> None:
    assert refusal(store, lambda: add_note(KEY, text)) == message("note.empty")
    store.run(add_note(KEY, "one"))
    note = notes(store)[0]
    assert refusal(store, lambda: edit_note(note, text)) == message("note.empty")
    assert notes(store) == [note]


def test_a_note_needs_a_period(store: SqlStore) -> None:
    without = FigureKey("virus.rate", "geography", "CN")
    assert refusal(store, lambda: add_note(without, "x")) == message("key.without_period", key=str(without))


@pytest.mark.parametrize("last", [Period.month(2010, 1), Period.parse("2010-Q1"), Period.parse("2010")])
def test_the_last_period_is_not_before_the_first_and_of_its_grain(store: SqlStore, last: Period) -> None:
    wanted = message("note.periods", first=FEBRUARY, last=last)
    assert refusal(store, lambda: add_note(KEY, "x", last=last)) == wanted


def test_who_changes_a_note_is_its_author(store: SqlStore) -> None:
    store.run(add_note(KEY, "one"))
    note = notes(store)[0]
    other = replace(note, author="Somebody", written_at="2009-01-01T00:00:00+00:00")
    store.run(Command(message("test.put"), lambda tx: tx.put(other)))
    change = store.run(edit_note(other, " two "))
    assert change.label == message("command.edit_note", key=str(KEY))
    assert notes(store) == [replace(note, text="two")]


def test_the_same_words_change_nothing(store: SqlStore) -> None:
    store.run(add_note(KEY, "one"))
    assert store.run(edit_note(notes(store)[0], "one\n")).operation is None


def test_a_note_that_is_gone_is_not_brought_back_by_other_words(store: SqlStore) -> None:
    store.run(add_note(KEY, "one"))
    note = notes(store)[0]
    store.run(delete_note(note))
    assert refusal(store, lambda: edit_note(note, "two")) == message("note.gone")
    assert store.run(delete_note(note)).operation is None
    assert notes(store) == []


def test_each_step_is_undone_and_redone(store: SqlStore) -> None:
    store.run(add_note(KEY, "one"))
    note = notes(store)[0]
    store.run(edit_note(note, "two"))
    store.run(delete_note(note))
    states = []
    for _ in range(3):
        states.append([found.text for found in notes(store)])
        store.undo()
    assert states == [[], ["two"], ["one"]]
    assert notes(store) == []
    store.redo()
    assert notes(store) == [note]


def test_the_label_of_a_note_on_a_whole_metric_names_its_total(store: SqlStore) -> None:
    note = Note(7, "spam.rate", "", "", "M", "2010-02", "2010-02", "x", "Analyst", NOW)
    assert delete_note(note).label == message("command.delete_note", key="spam.rate@2010-02")
    assert store.run(delete_note(note)).operation is None


def test_notes_are_kept_in_the_file(store: SqlStore, databases: SqlDatabases) -> None:
    store.run(add_note(KEY, "“quoted” <b>100%</b> {key}"))
    store.close()
    again = databases.open(store.path, for_writing=False)
    assert [note.text for note in notes(again)] == ["“quoted” <b>100%</b> {key}"]
    again.close()


def test_a_note_is_moved_to_other_periods_and_another_figure_and_keeps_words_and_author(store: SqlStore) -> None:
    store.run(add_note(KEY, "Surge"))
    [note] = notes(store)
    other = FigureKey("spam.rate", period=FEBRUARY.shifted(-1))
    change = store.run(move_note(note, other, last=FEBRUARY))
    assert change.label == message("command.move_note", key="spam.rate@2010-01")
    anchor = ("spam.rate", "global", "global", "M", "2010-01", "2010-02")
    assert notes(store) == [Note(note.id, *anchor, "Surge", note.author, note.written_at)]
    store.undo()
    assert notes(store) == [note]


def test_a_note_moved_to_where_it_stands_touches_nothing(store: SqlStore) -> None:
    store.run(add_note(KEY, "Surge"))
    assert store.run(move_note(notes(store)[0], KEY)).operation is None


def test_a_note_is_not_moved_to_no_period_or_when_it_is_gone(store: SqlStore) -> None:
    store.run(add_note(KEY, "Surge"))
    [note] = notes(store)
    assert refusal(store, lambda: move_note(note, FigureKey("virus.rate"))).id == "key.without_period"
    assert refusal(store, lambda: move_note(note, KEY, last=FEBRUARY.shifted(-1))).id == "note.periods"
    store.run(delete_note(note))
    assert refusal(store, lambda: move_note(note, KEY)) == message("note.gone")
