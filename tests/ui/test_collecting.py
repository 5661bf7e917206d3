"""Garbage is collected when the window chooses, on its thread, and a large job's data does not stop it."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from workbench.ui.collecting import FEW, MANY, QUIET_LOOKS, Collector
from workbench.ui.lanes import ThreadLanes


class Knot:
    """Garbage that only the collector finds, once nobody else holds it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    """A collector, with nothing to collect."""
    del qapp
    gc.collect()
    made = Collector()
    yield made
    made.stop()
    gc.unfreeze()


def knots(count: int) -> weakref.ref[Knot]:
    """Make garbage and return what tells whether it is still there."""
    made = [Knot() for _ in range(count)]
    return weakref.ref(made[0])


def test_python_does_not_collect_by_itself_meanwhile(collector: Collector) -> None:
    garbage = knots(10 * FEW)
    assert garbage() is not None
    collector.look()
    assert garbage() is None


def test_little_that_is_new_is_not_worth_a_look(collector: Collector) -> None:
    garbage = knots(1)
    collector.look()
    assert garbage() is not None


def test_much_data_is_put_aside_and_looked_at_when_nobody_is_there(collector: Collector) -> None:
    before = gc.get_freeze_count()
    data = [[number] for number in range(MANY)]
    garbage = knots(FEW)
    collector.look()
    assert gc.get_freeze_count() - before > len(data)
    for _ in range(QUIET_LOOKS - 1):
        collector.look()
    assert garbage() is not None
    collector.look()
    assert garbage() is None
    assert gc.get_freeze_count() - before > len(data), "what is no garbage is passed over again"


def test_someone_who_works_is_not_disturbed(collector: Collector) -> None:
    data = [[number] for number in range(MANY)]
    garbage = knots(FEW)
    collector.look()
    for at in range(3 * QUIET_LOOKS):
        more = [[number] for number in range(2 * FEW)] if at % 10 == 0 else []
        collector.look()
        del more
    assert garbage() is not None
    assert data


def test_python_collects_again_when_the_lanes_are_closed(qapp: QApplication) -> None:
    del qapp
    before = gc.get_threshold()
    lanes = ThreadLanes()
    assert gc.get_threshold()[0] == 0
    lanes.close()
    assert gc.get_threshold() == before
    lanes.close()
    assert gc.get_threshold() == before
