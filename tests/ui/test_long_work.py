"""Long work that only reads, with the real threads: exports and backups tell how far they are, can be cancelled, and keep nobody waiting."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from workbench.core.errors import Cancelled
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Command, Progress, Reader, Row
from workbench.core.records import Observation
from workbench.core.scope import Scope
from workbench.ui.dialogs.import_preview import ImportDialog
from workbench.ui.window import Window
from workbench.ui.workspace import Busy

LABEL = message("busy.export", file="out.xlsx")
FIGURE = Observation("spam.rate", "M", "2013-03", "geography", "JP", 90.0, 0.1, "exact", "normal", None, None)
MONTHS, COUNTRIES = (
    120,
    ("JP", "US", "GB", "DE", "FR", "IT", "BR", "CN", "IN", "RU", "KR", "ES", "CA", "AU", "NL", "SE"),
)


def many() -> list[Row]:
    """Five thousand figures: their export takes long enough to be seen."""
    periods = [Period.month(2002, 1).shifted(step) for step in range(MONTHS)]
    return [
        (metric, "M", str(period), "geography", country, 50.0 + place / 10, 0.1, "exact", "normal", None, None)
        for metric in ("spam.rate", "phishing.rate", "virus.rate")
        for period in periods
        for place, country in enumerate(COUNTRIES)
    ]


@pytest.fixture
def window(
    window_on_threads: Callable[[Path, Scope], Window], qtbot: QtBot, tmp_path: Path, sample_file: Path
) -> Window:
    """A window on many figures of all months, served by real threads."""
    made = window_on_threads(Path(shutil.copy(sample_file, tmp_path / "month.db")), Scope())
    with qtbot.waitSignal(made.workspace.changed, timeout=10_000):
        made.workspace.run(Command(message("command.sample"), lambda tx: tx.put_rows(Observation, many())))
    made.workspace.look_at(period=None)
    return made


def figures(reader: Reader) -> int:
    """How many figures the month has that the tests write."""
    return reader.count(Observation, period="2013-03", dimension="geography")


@pytest.mark.parametrize("name", ["out.xlsx", "out.csv"])
def test_a_cancelled_export_leaves_the_old_file_and_nothing_beside_it(
    qtbot: QtBot, window: Window, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    file = folder / name
    file.write_bytes(b"the old file")
    told: list[Busy | None] = []
    window.workspace.busy_changed.connect(told.append)
    window.errands.export(file)
    window.workspace.cancel()
    qtbot.waitUntil(lambda: told == [None] or told[-1:] == [None], timeout=20_000)
    assert window.notices._text.text == f"Stopped. “{name}” was not written; a file of this name is as it was."
    assert file.read_bytes() == b"the old file"
    assert list(folder.iterdir()) == [file]


def test_an_export_shows_how_far_it_is_and_its_link_stops_it(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    working = window.status.working
    window.errands.export(folder / "out.xlsx")
    qtbot.waitUntil(lambda: working.isVisible() and working.bar.isVisible(), timeout=20_000)
    assert working.what.text == "Writing “out.xlsx”"
    qtbot.mouseClick(working.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not working.isVisible(), timeout=20_000)
    assert list(folder.iterdir()) == []


def test_figures_are_edited_and_looked_up_while_something_is_exported(qtbot: QtBot, window: Window) -> None:
    workspace, owner, go = window.workspace, QObject(), threading.Event()
    before: list[int] = []
    seen: list[int] = []

    def export(reader: Reader, progress: Progress) -> int:
        del progress
        before.append(figures(reader))
        go.wait(20)
        return figures(reader)

    workspace.produce(LABEL, export, owner, seen.append, topic="export")
    qtbot.waitUntil(lambda: bool(before))
    with qtbot.waitSignal(workspace.changed, timeout=5_000):
        workspace.run(Command(message("command.sample"), lambda tx: tx.put(FIGURE)))
    answers: list[int] = []
    workspace.ask(figures, owner, answers.append)
    qtbot.waitUntil(lambda: answers == [before[0] + 1])
    go.set()
    qtbot.waitUntil(lambda: seen == before)


def test_of_two_pieces_of_work_the_later_is_told_and_cancelled_first(qtbot: QtBot, window: Window) -> None:
    workspace, owner, go = window.workspace, QObject(), threading.Event()
    told: list[Busy | None] = []
    failed: list[BaseException] = []
    done: list[str] = []
    workspace.busy_changed.connect(told.append)

    def export(reader: Reader, progress: Progress) -> str:
        del reader
        while not go.wait(0.01):
            progress(1, 2)
        return "written"

    def endless(tx: object) -> None:
        while True:
            tx.put_rows(Observation, many())  # type: ignore[attr-defined]

    workspace.produce(LABEL, export, owner, done.append)
    workspace.run(
        Command(message("command.sample"), endless), otherwise=lambda error: bool(failed.append(error)) or True
    )
    qtbot.waitUntil(lambda: any(busy is not None and busy.label.id == "command.sample" for busy in told))
    workspace.cancel()
    qtbot.waitUntil(lambda: told[-1] == Busy(LABEL, 1, 2), timeout=10_000)
    assert [type(error) for error in failed] == [Cancelled]
    go.set()
    qtbot.waitUntil(lambda: done == ["written"] and told[-1] is None)


def test_work_that_waits_can_be_cancelled_by_itself(qtbot: QtBot, window: Window) -> None:
    workspace, owner, go = window.workspace, QObject(), threading.Event()
    failed: list[BaseException] = []
    done: list[str] = []

    def export(reader: Reader, progress: Progress) -> str:
        del reader, progress
        go.wait(20)
        return "written"

    workspace.produce(LABEL, export, owner, done.append, topic="first")
    waiting = workspace.produce(
        LABEL, export, owner, done.append, topic="second", otherwise=lambda error: bool(failed.append(error)) or True
    )
    waiting.cancel()
    go.set()
    qtbot.waitUntil(lambda: done == ["written"] and len(failed) == 1)
    assert isinstance(failed[0], Cancelled)


def test_a_cancelled_backup_leaves_nothing(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    window.errands.back_up(folder / "copy.db")
    with qtbot.waitSignal(window.workspace.failed, timeout=10_000) as failed:
        window.workspace.cancel()
    assert isinstance(failed.args[0], Cancelled)
    assert list(folder.iterdir()) == []


def test_a_file_that_is_being_read_is_told_of_and_can_be_left(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    rows = [f"{year}-{month:02},spam.rate,{year / 100:.2f}%" for year in range(1901, 9901) for month in range(1, 13)]
    file.write_text("\n".join(["period,metric,value", *rows]), encoding="utf-8")
    told: list[Busy | None] = []
    window.workspace.busy_changed.connect(told.append)
    dialog = window.errands.show_import(file)
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(lambda: any(told), timeout=10_000)
    assert told[0] is not None
    assert told[0].label == message("busy.import_plan", file="figures.csv")
    window.workspace.cancel()
    qtbot.waitUntil(lambda: told[-1] is None, timeout=10_000)
    qtbot.waitUntil(lambda: dialog.sentence.message == message("work.cancelled"), timeout=10_000)
    dialog.reject()
