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

MakePage = Callable[[], "Page"]


class Page(Tab[None]):
    """A tab that says itself when its figures have come."""

    def question(self, scope: Scope) -> Callable[[Reader], None] | None:
        del scope
        return None


@pytest.fixture
def make_page(workspace_on: Callable[[Path | None], Workspace], appearance: Appearance) -> MakePage:
    """What makes a tab over an empty database."""
    workspace = workspace_on(None)
    return lambda: Page(workspace, appearance)


@pytest.fixture
def pages(qtbot: QtBot) -> Pages:
    """Pages in a window of 400 by 200."""
    pages = Pages()
    qtbot.addWidget(pages)
    pages.resize(400, 200)
    pages.show()
    return pages


@pytest.mark.parametrize(("height", "scrolls"), [(150, False), (200, False), (260, True)])
def test_a_page_that_needs_more_room_than_there_is_can_be_scrolled(
    pages: Pages, make_page: MakePage, height: int, *, scrolls: bool
) -> None:
    page, other = make_page(), make_page()
    other.setMinimumHeight(900)
    page.setMinimumHeight(height)
    for shown in (other, page):
        pages.show_page(shown)
        QApplication.processEvents()
    assert page.isVisible()
    assert not other.isVisible()
    assert page.height() == max(200, height)
    assert (pages.verticalScrollBar().maximum() > 0) == scrolls


def test_a_page_that_waits_for_its_figures_is_painted_when_they_have_come(pages: Pages, make_page: MakePage) -> None:
    page = make_page()
    pages.show_page(page)
    assert not pages.updatesEnabled()
    page.answered.emit()
    assert pages.updatesEnabled()


def test_a_page_whose_figures_are_late_is_painted_as_it_is(pages: Pages, make_page: MakePage, qtbot: QtBot) -> None:
    pages.show_page(make_page())
    qtbot.waitUntil(pages.updatesEnabled)


def test_a_page_that_has_its_figures_is_painted_at_once(pages: Pages, make_page: MakePage) -> None:
    page, other = make_page(), make_page()
    for shown in (page, other):
        pages.show_page(shown)
        shown.answered.emit()
    pages.show_page(page)
    assert pages.updatesEnabled()
