"""The theme is changed while the window is open: all of it follows, its own ground too."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QIconEngine, QPalette
from PySide6.QtWidgets import QApplication

from workbench.__main__ import _openers
from workbench.core.resources import resources_folder
from workbench.core.scope import Scope
from workbench.core.translation import GettextTranslator
from workbench.ui.appearance import Appearance
from workbench.ui.lanes import InlineLanes
from workbench.ui.settings import Settings
from workbench.ui.style.icons import Icons
from workbench.ui.style.tokens import THEMES
from workbench.ui.window import Window
from workbench.ui.workspace import Workspace

Made = Callable[[str], Window]


@pytest.fixture
def made(qapp: QApplication, settings: Settings, tmp_path: Path) -> Iterator[Made]:
    """Makes a window as the program does: the bare shell is painted before the application is dressed in a theme."""
    folder = resources_folder()
    windows: list[Window] = []

    def make(theme: str) -> Window:
        qapp.setStyleSheet("")
        settings.theme = theme
        window = Window(settings)
        windows.append(window)
        window.show()
        window.grab()
        appearance = Appearance(
            qapp, folder, lambda language: GettextTranslator(language, folder / "locale"), language="en", theme=theme
        )
        window.furnish(Workspace(InlineLanes(), Scope()), appearance, _openers())
        window.show_figures(tmp_path / "month.db")
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.mark.parametrize(("first", "then"), [("light", "dark"), ("dark", "light")])
def test_the_ground_of_the_window_follows_the_theme(made: Made, qapp: QApplication, first: str, then: str) -> None:
    window = made(first)
    for theme in (then, first):
        window.wear(theme)
        ground = QPalette.ColorRole.Window
        wanted = qapp.palette().color(ground)
        assert window.palette().color(ground) == wanted
        assert window.grab().toImage().pixelColor(window.width() - 2, window.tab_bar.geometry().bottom()) == wanted


def engines() -> int:
    return sum(issubclass(type(held), QIconEngine) for held in gc.get_objects())


@pytest.mark.usefixtures("qapp")
def test_the_icons_of_a_theme_are_freed_with_it_and_their_engines_not_before_them() -> None:
    gc.collect()
    before = engines()
    icons = Icons(resources_folder() / "icons", THEMES["light"])
    icon = icons.icon("search")
    assert not icon.pixmap(16, 16).isNull()
    assert not [held for held in gc.get_referents(icon) if isinstance(held, QIconEngine)]
    assert engines() == before + 1
    del icon, icons
    gc.collect()
    assert engines() == before
