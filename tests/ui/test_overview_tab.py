"""The overview: the month's panels as the issue printed them, what moved, where a click leads, and what is copied."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.commands.figures import clear_figures
from workbench.core.keys import FigureKey
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Command
from workbench.core.queries.breakdown import Base
from workbench.core.records import Observation
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.movers import MoversDialog
from workbench.ui.settings import Settings
from workbench.ui.tabs.overview import FOUR_FROM, OverviewTab
from workbench.ui.tour import settle
from workbench.ui.widgets.kpi_list import KpiList
from workbench.ui.widgets.kpi_painting import KpiPainter
from workbench.ui.workspace import Workspace

FEBRUARY = Period.month(2010, 2)
GB = ("virus.rate", "geography", "GB")

Show = Callable[..., OverviewTab]


@pytest.fixture
def show(qtbot: QtBot, appearance: Appearance, settings: Settings) -> Show:
    """Shows the tab over a workspace."""

    def make(workspace: Workspace, width: int = 1400, height: int = 900, /, **scope: object) -> OverviewTab:
        workspace.look_at(**scope)
        tab = OverviewTab(workspace, appearance, settings)
        qtbot.addWidget(tab)
        tab.resize(width, height)
        tab.show()
        settle(tab)
        return tab

    return make


def names(shown: KpiList) -> list[str]:
    return [row.name for row in shown.rows.shown.rows]


def focus(widget: QWidget) -> None:
    """Give a widget the focus, as if its window were the active one."""
    widget.window().activateWindow()
    widget.setFocus()
    QApplication.processEvents()


def put(*records: Observation) -> Command:
    return Command(message("command.import", file="made"), lambda tx: tx.put(*records))


def test_the_panels_of_the_february_issue(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    heads = [tile.head.texts for tile in tab.tiles]
    assert [str(texts.value) for texts in heads if texts] == ["89.4%", "1 in 302.8", "1 in 456.3", "4,998 a day"]
    assert [str(texts.change) for texts in heads if texts] == ["▲ +5.5 pt", "▲ +0.02 pt", "▲ +0.04 pt", "▲ +184.0%"]
    assert heads[1] is not None
    assert heads[1].words == "0.33%, worse than last month"
    assert [(one.value, one.tag) for one in heads[1].beside] == [
        ("326.9", ""),
        ("280.6", "published"),
        ("314.8", "2 of 6 months"),
    ]
    assert tab.title.text() == "February 2010 issue"
    assert tab.state.text() == "published"
    assert tab.sentence.text == "All 4 main figures are worse than last month."


def test_lists_show_places_figures_and_changes(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    geography, vertical, _ = tab.tiles[1].lists
    assert names(geography) == ["China", "Taiwan", "United Kingdom", "Brazil", "Austria"]
    china, last = geography.rows.shown.rows[0], vertical.rows.shown.rows[4]
    assert (china.rank, china.whole + china.fraction, china.arrow, china.change) == ("1", "62.4", "▲", "+0.78")
    assert china.role == "worse"
    assert (last.rank, last.change) == (">4", "–")
    assert china.said == "China: 1 in 62.4, +0.78 pt against last month, worse."


def test_it_speaks_japanese_at_once(show: Show, workspace: Workspace, appearance: Appearance) -> None:
    tab = show(workspace)
    appearance.set_language("ja")
    settle(tab)
    assert tab.title.text() == "2010年2月号"
    assert tab.sentence.text == "主な4つの数値がすべて先月より悪化しています。"
    assert names(tab.tiles[1].lists[0])[0] == "中国"
    assert tab.strip.shown[0].text is not None
    assert tab.strip.shown[0].text.reason == "2009年7月以来の高さです。"


@pytest.mark.parametrize(
    ("base", "words"),
    [
        (Base.YEAR, "worse than the year before"),
        (Base.AVERAGE, "worse than the 6-month mean"),
        (Period.month(2009, 9), "worse than September 2009"),
    ],
)
def test_the_base_is_named(show: Show, workspace: Workspace, base: Base | Period, words: str) -> None:
    texts = show(workspace, base=base).tiles[0].head.texts
    assert texts is not None
    assert texts.words == words


def test_what_moved_most_stands_below_with_its_reason(show: Show, workspace: Workspace) -> None:
    strip = show(workspace).strip
    texts = [button.text for button in strip.shown if button.text]
    assert [text.name for text in texts[:2]] == ["Spam rate", "New malicious sites per day"]
    assert texts[0].reason == "Highest since July 2009"
    assert texts[0].step == "83.9% ▶ 89.4%"
    assert texts[1].step == "1,760 ▶ 4,998 a day"


def test_a_row_leads_to_its_figure_and_tab(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    tab = show(workspace)
    shown = tab.tiles[1].lists[0]
    where = shown.visualRect(shown.rows.index_of(GB)).center()
    with qtbot.waitSignal(tab.action_wanted) as asked:
        QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert asked.args == ["geography"]
    assert (workspace.scope.metric, workspace.scope.selected) == ("virus.rate", (("geography", "GB"),))
    assert shown.marked == GB


def test_keys_move_among_rows_and_enter_leads(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    tab = show(workspace)
    shown = tab.tiles[2].lists[2]
    focus(shown)
    assert shown.currentIndex().row() == 1
    QTest.keyClick(shown, Qt.Key.Key_Down)
    QTest.keyClick(shown, Qt.Key.Key_Up)
    QTest.keyClick(shown, Qt.Key.Key_Up)
    QTest.keyClick(shown, Qt.Key.Key_Down)
    with qtbot.waitSignal(tab.action_wanted) as asked:
        QTest.keyClick(shown, Qt.Key.Key_Return)
    assert asked.args == ["company_size"]
    assert workspace.scope.selected == (("company_size", "251-500"),)


def test_the_big_number_leads_to_the_first_breakdown(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    tab = show(workspace, metric="virus.rate")
    with qtbot.waitSignal(tab.action_wanted) as asked:
        QTest.keyClick(tab.tiles[0].head, Qt.Key.Key_Space)
    assert asked.args == ["geography"]
    assert (workspace.scope.metric, workspace.scope.selected) == ("spam.rate", ())


def test_tab_goes_through_head_and_lists(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    tile = tab.tiles[0]
    focus(tile.head)
    seen: list[QWidget | None] = []
    for part in (tile.head, tile.more, *tile.lists[:-1]):
        QTest.keyClick(part, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen == [tile.more, *tile.lists]


def test_the_button_of_a_panel_opens_the_menu_of_its_big_number(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    tile = tab.tiles[2]
    assert tile.more.accessibleName() == "More for “Phishing”"
    assert tile.rect().contains(tile.more.geometry())
    QTest.mouseClick(tile.more, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert workspace.scope.metric == "phishing.rate"
    menu.close()


def test_a_panel_is_copied_as_a_table(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    focus(tab.tiles[1].lists[0])
    tab.copy()
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert lines[0] == ["List", "Rank", "Name", "Value", "Unit", "Change"]
    assert lines[1] == ["Viruses", "", "Viruses", "302.8", "1 in", "+0.02"]
    assert ["Viruses: Geography, top 5", "1", "China", "62.4", "1 in N", "+0.78"] in lines
    assert ["Viruses", "", "6-month mean published", "280.6", "1 in", ""] in lines
    assert not any("Spam" in line[0] for line in lines)


def test_without_focus_all_panels_are_copied(show: Show, workspace: Workspace) -> None:
    show(workspace).copy()
    text = QGuiApplication.clipboard().text()
    assert all(title in text for title in ("Spam", "Viruses", "Phishing", "Malicious web sites"))


@pytest.mark.parametrize(("width", "columns"), [(FOUR_FROM, 4), (FOUR_FROM - 1, 2), (500, 1)])
def test_panels_stand_in_as_many_columns_as_have_room(
    show: Show, workspace: Workspace, width: int, columns: int
) -> None:
    tab = show(workspace, width)
    assert len({tile.mapTo(tab, tile.rect().topLeft()).x() for tile in tab.tiles}) == columns
    assert all(tile.width() <= width for tile in tab.tiles)


@pytest.mark.parametrize("width", [540, 900, 1116, 1320, 1900])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_heads_look_alike_and_nothing_overlaps(
    show: Show, workspace: Workspace, appearance: Appearance, width: int, language: str
) -> None:
    appearance.set_language(language)
    tab = show(workspace, width)
    assert len({tile.head.height() for tile in tab.tiles}) == 1
    painter = KpiPainter(appearance)
    for tile in tab.tiles:
        for shown in tile.lists:
            places = painter.columns(shown.rows.shown, shown.viewport().width() - 12)
            assert places.name_end - places.name > 45
            assert places.name_end <= places.strip <= places.point <= places.value_end < places.change_end


def test_news_comes_by_itself(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    metric = workspace.catalogue.metric("spam.rate")
    workspace.run(clear_figures(metric, [FigureKey("spam.rate", period=FEBRUARY)]))
    texts = tab.tiles[0].head.texts
    assert texts is not None
    assert texts.is_missing
    assert texts.words == "no figure yet"
    assert tab.sentence.text == "All 3 main figures are worse than last month. 1 of 111 figures are still missing."


def test_selecting_elsewhere_asks_nothing_but_marks(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    workspace.look_at(metric="phishing.rate")
    answers: list[int] = []
    tab.answered.connect(lambda: answers.append(1))
    workspace.look_at(metric="virus.rate", selected=(("geography", "GB"),))
    assert answers == []
    assert tab.tiles[1].lists[0].marked == GB


def test_a_month_with_totals_only_says_that_lists_have_none(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, period=Period.month(2010, 3))
    shown = tab.tiles[0].lists[0]
    assert shown.rows.rowCount() == 2
    assert shown.rows.index(1).data() == "No figures"
    assert tab.state.isHidden()


def test_a_month_without_figures_offers_what_helps(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, period=Period.month(2013, 3))
    assert tab.empty.isVisible()
    assert tab.show_movers() is None
    workspace.look_at(period=FEBRUARY)
    assert not tab.empty.isVisible()


def test_an_empty_database_offers_a_start(show: Show, workspace_on: Callable[[Path | None], Workspace]) -> None:
    assert show(workspace_on(None)).empty.isVisible()


def test_provisional_figures_say_so(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    key = ("spam.rate", "M", "2010-02", "geography", "IT")
    workspace.run(put(Observation(*key, 93.5, 0.1, "exact", "provisional", None, None)))
    assert tab.tiles[0].lists[0].rows.shown.rows[0].tag == "p"


def test_the_model_is_one(show: Show, workspace: Workspace) -> None:
    shown = show(workspace).tiles[0].lists[0]
    tester = QAbstractItemModelTester(shown.rows, QAbstractItemModelTester.FailureReportingMode.Warning)
    shown.show_rows(shown.rows.shown)
    assert tester.model() is shown.rows
    head, first = shown.rows.index(0), shown.rows.index(1)
    assert shown.rows.flags(head) == Qt.ItemFlag.NoItemFlags
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == "Italy: 93.4%."


@pytest.fixture
def dialog(show: Show, workspace: Workspace) -> MoversDialog:
    """The list of all that moved."""
    shown = show(workspace).show_movers()
    assert isinstance(shown, MoversDialog)
    return shown


def test_all_that_moved_is_listed_by_group(dialog: MoversDialog) -> None:
    assert [button.text() for button in dialog.groups] == ["Moved (12)", "Too short to say (12)", "First figures (116)"]
    assert len(dialog.rows.rows) == 12
    assert dialog.rows.rows[0].name == "Spam rate"
    QTest.mouseClick(dialog.groups[1], Qt.MouseButton.LeftButton)
    assert dialog.rows.rows[0].reason == "Too short to say: 7 figures of at least 8"
    QTest.mouseClick(dialog.groups[2], Qt.MouseButton.LeftButton)
    assert dialog.rows.rows[0].reason == "First figure of this series"
    assert dialog.left_out.text() == "0 did not move beyond rounding, 21 have nothing to compare with."


def test_a_row_of_the_list_leads_to_its_figure(dialog: MoversDialog, workspace: Workspace) -> None:
    dialog.table.choose(2)
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert (workspace.scope.metric, workspace.scope.selected) == ("spam.rate", (("geography", "AU"),))
    assert not dialog.isVisible()
