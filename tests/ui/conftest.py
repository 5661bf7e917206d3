"""A window without a screen: the application, its look, and a workspace over a copy of the sample."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.databases import SqlDatabases
from workbench.__main__ import _openers
from workbench.core.catalogue import shipped_catalogue
from workbench.core.commands.sample import fill_with_sample
from workbench.core.periods import Period
from workbench.core.ports import Change
from workbench.core.resources import resources_folder
from workbench.core.scope import Scope
from workbench.core.translation import GettextTranslator
from workbench.ui.appearance import Appearance
from workbench.ui.lanes import InlineLanes, ThreadLanes
from workbench.ui.settings import Settings
from workbench.ui.tour import SAMPLE, window_of
from workbench.ui.window import Window
from workbench.ui.workspace import Workspace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

FEBRUARY = Period.month(2010, 2)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample in a database file, made once; copy it."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    store = SqlDatabases("tester").open(path, for_writing=True, create=True)
    folder = resources_folder()
    with store.read() as reader:
        command = fill_with_sample(reader, shipped_catalogue(folder), folder / "sample", "2026-01-01T00:00:00+00:00")
    store.run(command)
    store.close()
    return path


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_left_on_the_clipboard(qapp: QApplication) -> Iterator[None]:
    """WORKAROUND(Qt 6.11): the clipboard without a screen outlives the application, and crashes on what Python put there."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def _widgets_are_deleted(qapp: QApplication) -> Iterator[None]:
    """Delete the widgets of a test when it ends: without a running event loop they would pile up, and hear all news."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def appearance(qapp: QApplication) -> Appearance:
    """English words, the light theme."""
    folder = resources_folder()

    def translator_of(language: str) -> GettextTranslator:
        return GettextTranslator(language, folder / "locale")

    return Appearance(qapp, folder, translator_of, language="en", theme="light")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of nobody."""
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def workspace_on(tmp_path: Path, qapp: QApplication) -> Iterator[Callable[[Path | None], Workspace]]:
    """What opens a workspace over a copy of a database file (None: a new, empty one), with everything done at once."""
    opened: list[Workspace] = []
    del qapp

    def open_workspace(source: Path | None) -> Workspace:
        path = tmp_path / "month.db"
        if source is not None:
            shutil.copy(source, path)
        workspace = Workspace(InlineLanes(), replace(Scope(), period=FEBRUARY if source else None))
        opened.append(workspace)
        workspace.open(
            lambda: SqlDatabases("tester").open(path, for_writing=True, create=True),
            lambda: shipped_catalogue(resources_folder()),
        )
        return workspace

    yield open_workspace
    for workspace in opened:
        workspace.close()


@pytest.fixture
def read_only(tmp_path: Path, qapp: QApplication, sample_file: Path) -> Iterator[Workspace]:
    """The sample, opened for reading alone."""
    del qapp
    path = Path(shutil.copy(sample_file, tmp_path / "read.db"))
    workspace = Workspace(InlineLanes(), replace(Scope(), period=FEBRUARY))
    workspace.open(
        lambda: SqlDatabases("tester").open(path, for_writing=False),
        lambda: shipped_catalogue(resources_folder()),
    )
    yield workspace
    workspace.close()


@pytest.fixture
def workspace(workspace_on: Callable[[Path | None], Workspace], sample_file: Path) -> Workspace:
    """The sample, looking at February 2010."""
    return workspace_on(sample_file)


@pytest.fixture
def changes(workspace: Workspace) -> list[Change]:
    """What was written since."""
    told: list[Change] = []
    workspace.changed.connect(told.append)
    return told


@pytest.fixture
def behind(qtbot: QtBot) -> QWidget:
    """The window over which a dialog opens, and with which it goes."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def tour_window(
    tmp_path: Path, sample_file: Path, appearance: Appearance
) -> Callable[..., AbstractContextManager[Window]]:
    """What opens the window of the tour, over a copy of the sample or an empty database."""

    def opening(*, has_sample: bool = True) -> AbstractContextManager[Window]:
        folder = Path(mkdtemp(dir=tmp_path))
        if has_sample:
            shutil.copy(sample_file, folder / SAMPLE)
        return window_of(folder, _openers(), appearance, has_sample=has_sample)

    return opening


@pytest.fixture
def window_on_threads(
    qtbot: QtBot, appearance: Appearance, settings: Settings
) -> Iterator[Callable[[Path, Scope], Window]]:
    """What shows a window on a database file, served by real threads as for a user; it is closed when its work is done."""
    opened: list[Window] = []

    def show(path: Path, scope: Scope) -> Window:
        made = Window(settings)
        opened.append(made)
        made.furnish(Workspace(ThreadLanes(), scope), appearance, _openers())
        with qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        with qtbot.waitSignal(made.workspace.changed, timeout=10_000):
            made.show_figures(path)
        return made

    yield show
    for made in opened:
        made.workspace.cancel_all()
    qtbot.waitUntil(lambda: all(made.workspace.busy is None for made in opened), timeout=10_000)
    for made in opened:
        made.close()
        made.deleteLater()


@pytest.fixture
def sample_window(
    qtbot: QtBot, appearance: Appearance, settings: Settings, tmp_path: Path, sample_file: Path
) -> Iterator[Window]:
    """A window on a copy of the sample, looking at February 2010."""
    path = tmp_path / "month.db"
    path.write_bytes(sample_file.read_bytes())
    made = Window(settings)
    qtbot.addWidget(made)
    made.furnish(Workspace(InlineLanes(), Scope()), appearance, _openers())
    made.resize(1440, 900)
    made.show()
    made.show_figures(path)
    made.workspace.look_at(period=Period.month(2010, 2))
    yield made
    made.close()
