"""What must be undone to come back to an operation, held against databases that are taken back by it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from hypothesis import given, settings
from hypothesis import strategies as st

from db.store import SqlStore
from workbench.core.errors import Refused
from workbench.core.messages import message
from workbench.core.ports import Command, Operation
from workbench.core.queries.trail import standing_after, trail
from workbench.core.records import Segment

NewStore = Callable[[], AbstractContextManager[SqlStore]]
State = frozenset[tuple[str, str]]


def name(store: SqlStore, id_: str, label: str) -> None:
    segment = Segment("geography", id_, label, label, "", "", 1, "")
    store.run(Command(message("test.put"), lambda tx: tx.put(segment)))


def names(store: SqlStore) -> State:
    with store.read() as reader:
        return frozenset((str(id_), str(label)) for id_, label in reader.rows(Segment, ("id", "label_en")))


def trail_of(store: SqlStore) -> tuple[Operation, ...]:
    with store.read() as reader:
        return trail(reader)


def go_back(store: SqlStore, operation: int) -> int:
    """Undo what stands after an operation, and return how many undos that took."""
    later = standing_after(trail_of(store), operation)
    for id_ in later:
        store.undo(id_)
    return len(later)


def test_what_was_undone_by_its_number_is_done_again(store: SqlStore) -> None:
    for id_ in ("AU", "NZ", "US", "JP"):
        name(store, id_, f"new {id_}")
    after_third = names(store) - {("JP", "new JP")}
    store.undo(2)
    assert go_back(store, 3) == 2
    assert names(store) == after_third


def test_an_undo_that_stands_is_a_place_to_come_back_to(store: SqlStore) -> None:
    name(store, "AU", "Oz")
    store.undo()
    name(store, "NZ", "Kiwiland")
    assert go_back(store, 2) == 1
    assert names(store) == frozenset()


def test_what_was_redone_counts_once_and_the_newest_has_nothing_after_it(store: SqlStore) -> None:
    name(store, "AU", "Oz")
    name(store, "NZ", "Kiwiland")
    store.undo()
    store.redo()
    assert standing_after(trail_of(store), 1) == (2,)
    assert standing_after(trail_of(store), 4) == ()
    assert standing_after((), 1) == ()


STEPS = st.one_of(st.sampled_from(["undo", "redo", "AU", "NZ", "US"]), st.integers(1, 12))


@settings(deadline=None, max_examples=60)
@given(steps=st.lists(STEPS, min_size=1, max_size=12), data=st.data())
def test_undoing_it_in_order_gives_the_data_of_then(new_store: NewStore, steps: list[str | int], data) -> None:
    with new_store() as store:
        then: dict[int, State] = {}
        for place, step in enumerate(steps):
            try:
                if isinstance(step, int):
                    store.undo(step)
                elif step in {"undo", "redo"}:
                    getattr(store, step)()
                else:
                    name(store, step, f"{step} {place}")
            except Refused:
                continue
            then[trail_of(store)[0].id] = names(store)
        if then:
            chosen = data.draw(st.sampled_from(sorted(then)))
            go_back(store, chosen)
            assert names(store) == then[chosen]
