"""Events: added, changed, moved and removed by commands that can be undone; what is none is refused in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from db.store import SqlStore
from workbench.core.commands.events import event_name, put_event, remove_event
from workbench.core.errors import Refused
from workbench.core.event_kinds import EVENT_KINDS, kind_message
from workbench.core.messages import Message, message
from workbench.core.periods import Period
from workbench.core.ports import Change, Command
from workbench.core.records import Event

NEW = Event("", "2010-02-22", "2010-02-25", "takedown", "Waledacの遮断", "Waledac taken down")


def events(store: SqlStore) -> list[Event]:
    with store.read() as reader:
        return reader.records(Event)


def refusal(store: SqlStore, make: Callable[[], Command]) -> Message:
    before = events(store)
    with pytest.raises(Refused) as refused:
        store.run(make())
    assert events(store) == before
    return refused.value.message


def test_a_new_event_gets_an_id_of_its_label(store: SqlStore) -> None:
    change = store.run(put_event(NEW))
    name = "Waledacの遮断 / Waledac taken down"
    assert change == Change(1, message("command.add_event", name=name), {Event: 1})
    assert events(store) == [replace(NEW, id="waledac-taken-down")]


def test_an_event_of_the_same_name_gets_a_number(store: SqlStore) -> None:
    for _ in range(2):
        store.run(put_event(NEW))
    assert [event.id for event in events(store)] == ["waledac-taken-down", "waledac-taken-down-2"]


def test_an_event_with_a_japanese_name_alone_gets_an_id_of_its_day(store: SqlStore) -> None:
    store.run(put_event(replace(NEW, label_en="")))
    assert events(store) == [replace(NEW, id="event-2010-02-22", label_en="")]
    assert event_name(events(store)[0]) == "Waledacの遮断"


def test_labels_and_days_are_tidied_and_no_last_day_means_one_day(store: SqlStore) -> None:
    store.run(put_event(replace(NEW, label_ja=" 遮断　 ", label_en="Taken\ndown", first=" 2010-02-22 ", last=" ")))
    assert events(store) == [Event("taken-down", "2010-02-22", "2010-02-22", "takedown", "遮断", "Taken down")]


def test_an_event_is_changed_moved_and_removed_each_in_one_step_that_can_be_undone(store: SqlStore) -> None:
    store.run(put_event(NEW))
    [event] = events(store)
    moved = replace(event, first="2010-02-23", last="2010-02-26", kind="surge")
    assert store.run(put_event(moved)).label.id == "command.change_event"
    assert events(store) == [moved]
    assert store.run(remove_event(moved)).label.id == "command.remove_event"
    assert events(store) == []
    store.undo()
    assert events(store) == [moved]
    store.undo()
    assert events(store) == [event]
    store.undo()
    assert events(store) == []


def test_an_event_put_as_it_stands_and_one_removed_twice_touch_nothing(store: SqlStore) -> None:
    store.run(put_event(NEW))
    [event] = events(store)
    assert store.run(put_event(event)).operation is None
    store.run(remove_event(event))
    assert store.run(remove_event(event)).operation is None


def test_an_event_that_is_gone_cannot_be_changed(store: SqlStore) -> None:
    gone = replace(NEW, id="gone")
    assert refusal(store, lambda: put_event(gone)) == message("event.gone", name=event_name(gone))


@pytest.mark.parametrize("labels", [("", ""), (" ", "\n")])
def test_an_event_needs_a_name(store: SqlStore, labels: tuple[str, str]) -> None:
    nameless = replace(NEW, label_ja=labels[0], label_en=labels[1])
    assert refusal(store, lambda: put_event(nameless)) == message("event.without_label")


@pytest.mark.parametrize("text", ["2010-02", "2010-02-30", "25 Feb 2010", "", "2010-Q1"])
def test_days_are_iso_days(store: SqlStore, text: str) -> None:
    assert refusal(store, lambda: put_event(replace(NEW, first=text))) == message("event.no_day", text=text)


def test_a_last_day_before_the_first_is_refused(store: SqlStore) -> None:
    first, last = (Period.parse(text) for text in ("2010-02-22", "2010-02-21"))
    assert refusal(store, lambda: put_event(replace(NEW, last=str(last)))) == message(
        "event.days", first=first, last=last
    )


def test_an_unknown_kind_is_refused_unless_it_stands_already(
    store: SqlStore, put: Callable[[SqlStore, Event], Change]
) -> None:
    strange = replace(NEW, id="strange", kind="eclipse")
    refused = message("event.unknown_kind", kind="eclipse")
    assert refusal(store, lambda: put_event(replace(strange, id=""))) == refused
    put(store, strange)
    store.run(put_event(replace(strange, label_en="Eclipse")))
    assert events(store)[0].label_en == "Eclipse"
    store.run(put_event(NEW))
    known = next(event for event in events(store) if event.kind == "takedown")
    assert refusal(store, lambda: put_event(replace(known, kind="eclipse"))) == refused


def test_every_kind_has_a_name_and_a_strange_one_is_another(sample: SqlStore) -> None:
    assert kind_message("takedown") == message("event.kind_takedown")
    assert kind_message("eclipse") == message("event.kind_other")
    assert {event.kind for event in events(sample)} <= set(EVENT_KINDS)
