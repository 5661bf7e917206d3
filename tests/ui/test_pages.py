"""One tab at a time: room for what it needs, and nothing painted twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.core.ports import Reader
from workbench.core.scope import Scope
from workbench.ui.appearance import Appearance
from workbench.ui.tabs.tab import Tab
from workbench.ui.widgets.pages import Pages
from workbench.ui.workspace import Workspace


class Page(Tab[None]):
    """A tab that says itself when its figures have come."""

    def question(self, scope: Scope) -> Callable[[Reader], None] | None:
        del scope
        return None


@pytest.fixture
def pages(qtbot: QtBot, workspace_on: Callable[[Path | None], Workspace], appearance: Appearance) -> Pages:
    """Three tabs over an empty database, in a window of 400 by 200."""
    workspace = workspace_on(None)
    pages = Pages(3, lambda _place: Page(workspace, appearance))
    qtbot.addWidget(pages)
    pages.resize(400, 200)
    pages.show()
    return pages


@pytest.mark.parametrize(("height", "scrolls"), [(150, False), (200, False), (260, True)])
def test_a_page_that_needs_more_room_than_there_is_can_be_scrolled(pages: Pages, height: int, *, scrolls: bool) -> None:
    other, page = pages.page(0), pages.page(1)
    other.setMinimumHeight(900)
    page.setMinimumHeight(height)
    for place in (0, 1):
        pages.show_page(place)
        QApplication.processEvents()
    assert page.isVisible()
    assert not other.isVisible()
    assert page.height() == max(200, height)
    assert (pages.verticalScrollBar().maximum() > 0) == scrolls


def test_a_page_that_waits_for_its_figures_is_painted_when_they_have_come(pages: Pages) -> None:
    page = pages.show_page(0)
    assert not pages.updatesEnabled()
    page.answered.emit()
    assert pages.updatesEnabled()


def test_a_page_whose_figures_are_late_is_painted_as_it_is(pages: Pages, qtbot: QtBot) -> None:
    pages.show_page(0)
    qtbot.waitUntil(pages.updatesEnabled)


def test_a_page_that_has_its_figures_is_painted_at_once(pages: Pages) -> None:
    for place in (0, 1):
        pages.show_page(place).answered.emit()
    pages.show_page(0)
    assert pages.updatesEnabled()


def test_pages_are_made_one_at_a_time_and_stay_behind_the_one_that_is_seen(pages: Pages) -> None:
    shown = pages.show_page(1)
    assert [pages.make_next() for _ in range(3)] == [True, True, False]
    assert len(set(pages.made)) == 3
    assert [page.isVisible() for page in pages.made] == [True, False, False]
    assert all(page.window() is pages for page in pages.made)
    assert pages.page(1) is shown
