"""The legend as a list: its model, its rows while plots come and go, and how it is painted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from workbench.core.chart import Line, LineKind, NoteMark
from workbench.core.keys import FigureKey
from workbench.core.periods import Period
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.legend import Legend, LegendModel
from workbench.ui.widgets.legend_rows import Kind, LegendRow, text_at

MONTHS = tuple(Period.month(2010, 1).shifted(step) for step in range(3))
LINE = Line("spam.rate", "Spam rate", LineKind.FIGURES, 0, MONTHS, (1.0, 2.0, 3.0), (1.0, None, 3.0), ("1%", "–", "3%"))
LONG = "A note of many words, which goes on and on until nobody reads it any more. " * 2
ROWS = [
    LegendRow(Kind.HEADING, "spam.rate", "Spam rate", "February 2010"),
    LegendRow(Kind.SERIES, "spam.rate", "Global", "89.4%", is_checked=True, line=LINE, key=FigureKey("spam.rate")),
    LegendRow(
        Kind.SERIES,
        "b",
        "A name that is far too long for the room that there is",
        "1 in 302.8",
        is_checked=False,
        line=LINE,
    ),
    LegendRow(Kind.SERIES, "c", "Nowhere", "–", "<b>no</b> figures"),
    LegendRow(Kind.ADD_EVENT, "add_event", "Events", "+ Add"),
    LegendRow(Kind.EVENTS, "surge", "Surge", "4", is_checked=True),
    LegendRow(Kind.NOTE, "7", LONG, note=NoteMark(7, 1, LONG, "spam.rate", 1.0, 2.0)),
]


@pytest.fixture
def legend(qtbot: QtBot, appearance: Appearance) -> Legend:
    shown = Legend(appearance)
    qtbot.addWidget(shown)
    shown.resize(240, 400)
    shown.show_rows(ROWS)
    shown.show()
    return shown


def test_the_model_keeps_the_rules_of_models(qtmodeltester: ModelTester) -> None:
    model = LegendModel()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.show(ROWS)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_a_row_says_what_it_is(legend: Legend) -> None:
    index = legend.rows.index(2)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == f"{ROWS[2].text}, 1 in 302.8"
    assert index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    assert legend.rows.index(3).data(Qt.ItemDataRole.CheckStateRole) is None
    assert "<b>" not in legend.rows.index(3).data(Qt.ItemDataRole.ToolTipRole), "it is no HTML"
    assert legend.rows.data(QModelIndex()) is None
    assert legend.rows.flags(legend.rows.index(0)) == Qt.ItemFlag.NoItemFlags


def test_the_chosen_row_stays_when_others_come(legend: Legend) -> None:
    told: list[LegendRow] = []
    legend.chosen.connect(told.append)
    legend.setCurrentIndex(legend.rows.index(2))
    assert told == [ROWS[2]]
    legend.show_rows([*ROWS[:2], replace(ROWS[1], id="new"), *ROWS[2:]])
    assert legend.current == ROWS[2]
    legend.show_rows([replace(row, value="5%") for row in ROWS])
    assert legend.current == replace(ROWS[2], value="5%")
    legend.show_rows(ROWS[:2])
    assert legend.current is None
    assert told == [ROWS[2]], "nobody chose anything"


def test_a_note_takes_three_lines_at_most_and_no_more_than_it_needs(legend: Legend) -> None:
    def height(row: int) -> int:
        return legend.visualRect(legend.rows.index(row)).height()

    whole = height(6)
    legend.show_rows([*ROWS[:6], replace(ROWS[6], text="Short.")])
    assert height(6) < whole / 2
    legend.show_rows(ROWS)
    legend.resize(900, 400)
    legend.doItemsLayout()
    assert height(6) < whole


def test_a_row_that_cannot_be_hidden_is_not_toggled(legend: Legend) -> None:
    told: list[LegendRow] = []
    for signal in (legend.toggled, legend.isolated):
        signal.connect(told.append)
    legend.choose(Kind.SERIES, "c")
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.keyClick(legend, key)
    assert told == []
    assert not legend.choose(Kind.SERIES, "nothing")


def test_a_click_on_a_heading_does_nothing_and_one_on_another_adds(legend: Legend) -> None:
    added: list[LegendRow] = []
    legend.adding.connect(added.append)
    legend.choose(Kind.SERIES, "b")
    for row in (0, 4):
        place = legend.visualRect(legend.rows.index(row)).center()
        QTest.mouseClick(legend.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert added == [ROWS[4]]


def test_the_menu_is_wanted_by_mouse_and_by_key(legend: Legend) -> None:
    wanted: list[LegendRow] = []
    legend.menu_wanted.connect(lambda row, _place: wanted.append(row))
    for reason, row in ((QContextMenuEvent.Reason.Mouse, 1), (QContextMenuEvent.Reason.Keyboard, 2)):
        legend.setCurrentIndex(legend.rows.index(2))
        place = legend.visualRect(legend.rows.index(row)).center()
        legend.contextMenuEvent(QContextMenuEvent(reason, place, legend.viewport().mapToGlobal(place)))
    legend.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(5, 5)))
    assert wanted == [ROWS[1], ROWS[2]]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_painted_in_both_themes(legend: Legend, appearance: Appearance, theme: str) -> None:
    appearance.set_theme(theme)
    legend.restyle()
    for row in range(len(ROWS)):
        legend.setCurrentIndex(legend.rows.index(row))
        assert not legend.grab().isNull()


@pytest.mark.parametrize(
    ("period", "text"),
    [
        (Period.month(2010, 1), "1%"),
        (Period.month(2010, 2), "–"),
        (Period.month(2009, 12), "–"),
        (Period.month(2010, 9), "–"),
        (Period.parse("2010-Q1"), "3%"),
        (Period.parse("2010-03-05"), "3%"),
        (Period.parse("2010-02-05"), "–"),
        (None, "–"),
    ],
)
def test_the_figure_of_a_period_is_that_of_just_that_one_or_the_last_within(period: Period | None, text: str) -> None:
    assert text_at(LINE, period) == text
