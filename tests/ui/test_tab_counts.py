"""The counts that tabs carry: how many tied numbers of the month's findings do not agree with the data."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from workbench.core.commands.figures import set_value
from workbench.core.keys import FigureKey
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Command
from workbench.core.records import Finding, FindingText
from workbench.core.spelling.numbers import SpelledNumber, read_number
from workbench.ui.tabs import TABS
from workbench.ui.tour import settle
from workbench.ui.widgets.tab_row import TabRow
from workbench.ui.window import Window

FEBRUARY, JANUARY = Period.month(2010, 2), Period.month(2010, 1)
FINDINGS = [spec.id for spec in TABS].index("findings")
FIGURE = FigureKey("spam.rate", "geography", "IS", FEBRUARY)
"""A figure that the sample says nothing of."""

TOLD = "Tied numbers that do not agree with the data: 1"


@pytest.fixture
def window(sample_window: Window) -> Window:
    """A window on February 2010, with a finding that says what the data say."""
    finding = Finding("mine", "M", "2010-02", "virus", "draft", "Sato", 99, "")
    text = FindingText("mine", "en", "Iceland", "[50.0%](metric:spam.rate/geography:IS) of all mail was spam.")
    enter(sample_window, "50.0%")
    sample_window.workspace.run(Command(message("test.put"), lambda tx: tx.put(finding, text)))
    return sample_window


def told(window: Window) -> tuple[str, str, str]:
    """What the tab of findings carries, says when pointed at, and is called."""
    window.counts.count_now()
    row = window.tab_bar
    return row.count_of(FINDINGS), row.tabToolTip(FINDINGS), row.accessibleTabName(FINDINGS)


def enter(window: Window, text: str) -> None:
    """Enter another figure in the place of the one that the finding is about."""
    number = read_number(text)
    assert isinstance(number, SpelledNumber)
    metric = window.workspace.catalogue.metric(FIGURE.metric)
    window.workspace.run(set_value(metric, FIGURE, number))


def test_a_number_that_no_longer_agrees_is_counted_and_told_in_words(window: Window) -> None:
    assert told(window) == ("", "", "Findings")
    enter(window, "51.2%")
    assert told(window) == ("1", TOLD, f"Findings, {TOLD}")
    window.workspace.undo()
    assert told(window) == ("", "", "Findings")


def test_the_findings_of_other_months_do_not_count(window: Window) -> None:
    enter(window, "51.2%")
    window.workspace.look_at(period=JANUARY)
    assert told(window)[0] == ""


def test_it_is_counted_by_itself_after_the_news(qtbot: QtBot, window: Window) -> None:
    enter(window, "51.2%")
    qtbot.waitUntil(lambda: window.tab_bar.count_of(FINDINGS) == "1")


def test_it_speaks_the_language_of_the_window(window: Window) -> None:
    enter(window, "51.2%")
    told(window)
    window.speak("ja")
    settle(window)
    assert window.tab_bar.tabToolTip(FINDINGS) == "データと合わない数値：1件"
    assert window.tab_bar.accessibleTabName(FINDINGS).endswith("データと合わない数値：1件")


def test_any_tab_can_carry_a_count_also_without_its_text(qtbot: QtBot) -> None:
    row = TabRow()
    qtbot.addWidget(row)
    row.set_tabs(["Overview", "Findings"], [QIcon(QPixmap(16, 16))] * 2)
    bare = row.sizeHint().width()
    row.set_count(1, 12, "12 to look at")
    whole = row.sizeHint().width()
    assert whole > bare
    row.resize(whole - 10, row.height())
    row.show()
    assert row.tabText(1) == ""
    assert row.tabToolTip(1) == "Findings\n12 to look at"
    assert row.accessibleTabName(1) == "Findings, 12 to look at"
    (badge,) = row.findChildren(QLabel)
    assert badge.text() == "12"
    assert badge.isVisible()
    assert row.tabRect(1).contains(badge.geometry())
    row.set_count(1, 0, "")
    assert row.count_of(1) == ""
    assert row.sizeHint().width() == bare
