"""Closing the window in the middle of work, with the real threads: it waits in sight, stops the work, or stays."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from workbench.core.errors import Cancelled
from workbench.core.messages import message
from workbench.core.ports import Progress, Reader
from workbench.core.scope import Scope
from workbench.ui.dialogs.leaving import LeavingDialog
from workbench.ui.window import Window


@pytest.fixture
def window(window_on_threads: Callable[[Path, Scope], Window], tmp_path: Path) -> Window:
    """A window on an empty database, served by real threads."""
    return window_on_threads(tmp_path / "month.db", Scope())


@pytest.fixture
def go() -> threading.Event:
    """What the export waits for."""
    return threading.Event()


@pytest.fixture
def raised(window: Window, go: threading.Event) -> list[BaseException]:
    """Begin an export that looks whether it is to go on, and return what it raises."""
    raised: list[BaseException] = []

    def export(reader: Reader, progress: Progress) -> None:
        del reader
        while not go.wait(0.01):
            progress(1, 2)

    def note(error: BaseException) -> bool:
        raised.append(error)
        return True

    owner = QObject(window)
    window.workspace.produce(message("busy.export", file="out.xlsx"), export, owner, lambda _: None, otherwise=note)
    return raised


@pytest.fixture
def asked(qtbot: QtBot, window: Window, raised: list[BaseException]) -> LeavingDialog:
    """Close the window while it writes, and wait for what it says."""
    del raised
    window.close()
    assert window.isVisible()
    (dialog,) = window.findChildren(LeavingDialog)
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.what.text() == "Writing “out.xlsx”"
    return dialog


def test_a_window_that_is_closed_while_it_writes_closes_when_that_is_done(
    qtbot: QtBot, window: Window, go: threading.Event, asked: LeavingDialog, raised: list[BaseException]
) -> None:
    del asked
    go.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert raised == []


def test_stopping_it_closes_the_window_at_once(
    qtbot: QtBot, window: Window, asked: LeavingDialog, raised: list[BaseException]
) -> None:
    asked.stop.click()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert not window.workspace.is_open
    assert [type(error) for error in raised] in ([], [Cancelled])  # the window may be gone before it is told


@pytest.mark.parametrize("leave", [lambda dialog: dialog.stay.click(), lambda dialog: dialog.close()])
def test_a_window_that_is_to_stay_goes_on_and_can_be_closed_later(
    qtbot: QtBot,
    window: Window,
    go: threading.Event,
    asked: LeavingDialog,
    leave: Callable[[LeavingDialog], object],
) -> None:
    leave(asked)
    go.set()
    qtbot.waitUntil(lambda: window.workspace.busy is None)
    assert window.isVisible()
    window.close()
    assert not window.isVisible()


@pytest.mark.usefixtures("raised")
def test_work_that_is_done_in_a_moment_asks_nothing(qtbot: QtBot, window: Window, go: threading.Event) -> None:
    window.close()
    (dialog,) = window.findChildren(LeavingDialog)
    seen: list[bool] = []
    dialog.finished.connect(lambda _: seen.append(dialog.isVisible()))
    go.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert seen == [False]


@pytest.mark.usefixtures("asked")
def test_it_is_asked_once(window: Window) -> None:
    window.close()
    assert len(window.findChildren(LeavingDialog)) == 1
