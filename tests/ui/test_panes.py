"""Panels side by side or behind tabs: by the room there is, by what is open, and as they were kept."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.settings import Settings
from workbench.ui.widgets.panes import Panes
from workbench.ui.widgets.tab_row import TabRow

WIDE, NARROW = 1000, 500


class Panel(QWidget):
    """A panel with a field in it."""

    def __init__(self, least: int) -> None:
        super().__init__()
        self.setMinimumWidth(least)
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)


@pytest.fixture
def panels() -> list[Panel]:
    return [Panel(200), Panel(250)]


@pytest.fixture
def panes(qtbot: QtBot, settings: Settings, panels: list[Panel]) -> Panes:
    """A growing panel and one that keeps its width, shown wide."""
    return made(qtbot, settings, panels)


def made(qtbot: QtBot, settings: Settings, panels: list[Panel]) -> Panes:
    panes = Panes(settings, "test", narrow_below=600)
    panes.add(panels[0], 700)
    panes.add(panels[1], 280, grows=False)
    panes.set_titles("Table", "Details")
    qtbot.addWidget(panes)
    show(panes, WIDE)
    return panes


def show(panes: Panes, width: int) -> None:
    panes.resize(width, 300)
    panes.show()
    settle()


def settle() -> None:
    """Let layouts that wait for the event loop happen."""
    for _ in range(4):
        QApplication.sendPostedEvents(None, 0)


def titles(panes: Panes) -> list[str]:
    return [panes.row.tabText(at) for at in range(panes.row.count())] if panes.row.isVisible() else []


def seen(panels: list[Panel]) -> list[bool]:
    return [panel.isVisible() for panel in panels]


def test_where_there_is_room_panels_stand_side_by_side(panes: Panes, panels: list[Panel]) -> None:
    assert seen(panels) == [True, True]
    assert titles(panes) == []
    assert (panels[0].width(), panels[1].width()) == (WIDE - 10 - 280, 280)


def test_narrow_panes_show_one_panel_under_tabs(panes: Panes, panels: list[Panel]) -> None:
    show(panes, NARROW)
    assert seen(panels) == [True, False]
    assert titles(panes) == ["Table", "Details"]
    panes.row.setCurrentIndex(1)
    settle()
    assert seen(panels) == [False, True]
    assert panels[1].width() == NARROW


def test_wide_again_everything_is_as_it_was(panes: Panes, panels: list[Panel]) -> None:
    show(panes, NARROW)
    panes.row.setCurrentIndex(1)
    show(panes, WIDE)
    assert seen(panels) == [True, True]
    assert panels[1].width() == 280


def test_what_the_panels_need_side_by_side_decides_too(qtbot: QtBot, settings: Settings) -> None:
    panels = [Panel(500), Panel(400)]
    panes = made(qtbot, settings, panels)
    show(panes, 880)
    assert panes.is_narrow
    assert panes.minimumSizeHint().width() == 500


def test_the_panel_that_is_worked_in_stays_in_sight(panes: Panes, panels: list[Panel]) -> None:
    panels[1].field.setFocus()
    show(panes, NARROW)
    assert seen(panels) == [False, True]
    assert panes.row.currentIndex() == 1


def test_a_closed_panel_gives_its_room_away_and_has_no_tab(panes: Panes, panels: list[Panel]) -> None:
    panes.set_open(1, is_open=False)
    settle()
    assert seen(panels) == [True, False]
    assert panels[0].width() == WIDE
    show(panes, NARROW)
    assert not panes.is_narrow
    assert titles(panes) == []


def test_a_panel_that_is_opened_comes_to_the_front_where_one_is_seen(panes: Panes, panels: list[Panel]) -> None:
    panes.set_open(1, is_open=False)
    show(panes, NARROW)
    panes.set_open(1, is_open=True)
    assert seen(panels) == [False, True]
    assert panes.is_in_front(1)
    panes.set_open(1, is_open=False)
    assert seen(panels) == [True, False]


def test_where_the_lines_were_moved_to_is_kept(
    panes: Panes, qtbot: QtBot, settings: Settings, panels: list[Panel]
) -> None:
    panes.splitter.moveSplitter(600, 1)
    assert panels[1].width() == 390
    show(panes, 1200)
    assert panels[1].width() == 390
    again = made(qtbot, settings, [Panel(200), Panel(250)])
    assert again.splitter.sizes()[1] == 390


def test_a_reset_takes_the_first_widths(panes: Panes, panels: list[Panel], settings: Settings) -> None:
    panes.splitter.moveSplitter(600, 1)
    panes.reset_layout()
    assert panels[1].width() == 280
    assert settings.layout("test") == {}


@pytest.mark.parametrize("kept", [{"sizes": [1]}, {"sizes": ["a", "b"]}, {"sizes": [0, -5]}, {"sizes": 3}, {}])
def test_widths_that_are_not_understood_are_passed_over(
    qtbot: QtBot, settings: Settings, panels: list[Panel], kept: dict[str, object]
) -> None:
    settings.set_layout("test", kept)
    panes = made(qtbot, settings, panels)
    assert panes.splitter.sizes()[1] == 280


@pytest.fixture
def nested(qtbot: QtBot, settings: Settings) -> tuple[Panes, Panes, list[Panel]]:
    """Panes around panes, both narrow."""
    inside = [Panel(200), Panel(200)]
    inner = Panes(settings, "inner", narrow_below=600)
    for panel in inside:
        inner.add(panel, 300)
    inner.set_titles("Table", "Chart")
    outer = Panes(settings, "outer", narrow_below=800)
    outer.add(inner, 700)
    detail = Panel(250)
    outer.add(detail, 280, grows=False)
    outer.set_titles("Figures", "Details")
    outer.nest(inner)
    qtbot.addWidget(outer)
    show(outer, NARROW)
    return outer, inner, [*inside, detail]


def test_nested_panes_are_chosen_in_one_row(nested: tuple[Panes, Panes, list[Panel]]) -> None:
    outer, inner, panels = nested
    assert titles(outer) == ["Table", "Chart", "Details"]
    assert titles(inner) == []
    shown = []
    for at in range(3):
        outer.row.setCurrentIndex(at)
        shown.append(seen(panels))
    assert shown == [[True, False, False], [False, True, False], [False, False, True]]


def test_the_row_follows_what_the_inner_panes_do(nested: tuple[Panes, Panes, list[Panel]]) -> None:
    outer, inner, panels = nested
    inner.bring_to_front(1)
    assert outer.row.currentIndex() == 1
    inner.set_titles("表", "図")
    assert titles(outer) == ["表", "図", "Details"]
    show(outer, 700)
    assert titles(outer) == ["Figures", "Details"]
    assert seen(panels) == [True, True, False]


def test_inner_panes_alone_have_their_own_row(nested: tuple[Panes, Panes, list[Panel]]) -> None:
    outer, inner, _ = nested
    outer.set_open(1, is_open=False)
    assert titles(outer) == []
    assert titles(inner) == ["Table", "Chart"]
    outer.nest(None)
    outer.set_open(1, is_open=True)
    assert titles(outer) == ["Figures", "Details"]


@pytest.fixture
def row(qtbot: QtBot) -> TabRow:
    """Tabs with icons."""
    row = TabRow()
    qtbot.addWidget(row)
    picture = QPixmap(16, 16)
    row.set_tabs(["Overview", "Geography", "Company size"], [QIcon(picture)] * 3)
    row.resize(row.sizeHint())
    row.show()
    return row


def texts(row: TabRow) -> list[str]:
    return [row.tabText(at) for at in range(row.count())]


def test_short_of_room_only_the_current_tab_has_its_text(row: TabRow) -> None:
    assert texts(row) == ["Overview", "Geography", "Company size"]
    whole = row.width()
    row.resize(whole - 20, row.height())
    assert texts(row) == ["Overview", "", ""]
    assert row.tabToolTip(1) == "Geography"
    row.setCurrentIndex(2)
    assert texts(row) == ["", "", "Company size"]
    assert row.tabToolTip(2) == ""
    row.resize(whole, row.height())
    assert texts(row) == ["Overview", "Geography", "Company size"]
    assert row.tabToolTip(1) == ""


def test_tabs_can_be_named_anew_and_become_fewer(row: TabRow) -> None:
    row.set_tabs(["概要", "国・地域"])
    assert texts(row) == ["概要", "国・地域"]
    assert row.accessibleTabName(1) == "国・地域"


def test_tabs_without_icons_keep_their_texts(qtbot: QtBot) -> None:
    row = TabRow()
    qtbot.addWidget(row)
    row.set_tabs(["Table", "Chart"])
    row.resize(60, row.height())
    row.show()
    assert texts(row) == ["Table", "Chart"]
