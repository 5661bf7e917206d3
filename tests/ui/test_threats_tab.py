"""The threats tab: its lists and their words, families, selection by mouse and keys, layout, editing, and empty states."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QHelpEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip
from pytestqt.qtbot import QtBot

from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Command
from workbench.core.queries.breakdown import Base
from workbench.core.records import Coverage, Observation, Record
from workbench.ui.appearance import Appearance
from workbench.ui.settings import Settings
from workbench.ui.tabs.segments import SegmentsTab
from workbench.ui.tabs.threats import ThreatsTab
from workbench.ui.tour import settle
from workbench.ui.widgets.panel_columns import PanelColumns
from workbench.ui.widgets.top_list import TopListView
from workbench.ui.widgets.top_list_rows import Kind, Row
from workbench.ui.workspace import Workspace

MALWARE = ("virus.name_share", "malware")
Show = Callable[..., ThreatsTab]


@pytest.fixture
def show(qtbot: QtBot, appearance: Appearance, settings: Settings) -> Show:
    """Shows a tab over a workspace."""

    def make(workspace: Workspace, width: int = 1100, **scope: object) -> ThreatsTab:
        workspace.look_at(**scope)
        tab = ThreatsTab(workspace, appearance, settings)
        qtbot.addWidget(tab)
        tab.resize(width, 900)
        tab.show()
        settle(tab)
        return tab

    return make


def put(workspace: Workspace, *records: Record) -> None:
    workspace.run(Command(message("command.sample"), lambda tx: tx.put(*records)))


def share(segment: str, value: float | None, period: str = "2010-02", where: tuple[str, str] = MALWARE) -> Observation:
    status = "normal" if value is not None else "missing"
    return Observation(where[0], "M", period, where[1], segment, value, 0.1, "exact", status, None, None)


def january(workspace: Workspace) -> None:
    """Give January 2010 a top list of three names, of which two are there in February."""
    names = (("trojan.bredolab", 30.0), ("exploit-fraud-accupdate", 12.1), ("heurauto-08ba", 2.5))
    put(workspace, Coverage(*MALWARE, "M", "2010-01", "top", 3), *(share(*name, "2010-01") for name in names))


def view_of(tab: ThreatsTab, dimension: str = "malware") -> TopListView:
    return next(
        panel.view for panel in tab.panels if panel.lists is not None and panel.lists.names.dimension == dimension
    )


def row_of(view: TopListView, segment: str) -> Row:
    return next(row for row in view.rows if row.segment == segment)


def at_of(view: TopListView, segment: str) -> int:
    return next(at for at, row in enumerate(view.rows) if row.segment == segment)


def bar_length(view: TopListView, at: int, colour: str, lift: int = 0) -> int:
    """Return how many pixels of a colour stand in the middle of a row's bar."""
    image, y = view.grab().toImage(), view.row_area(at).center().y() - lift
    return sum(image.pixelColor(x, y) == QColor(colour) for x in range(image.width()))


def test_each_list_of_the_catalogue_has_a_panel(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    shown = [(panel.lists.names.metric.id, panel.lists.names.dimension) for panel in tab.panels if panel.lists]
    elsewhere = {"geography", "vertical", "company_size", "pipeline_stage"}
    expected = [
        (metric, dimension)
        for metric in workspace.catalogue.metrics
        for dimension in workspace.catalogue.breakdowns(metric)
        if dimension not in elsewhere
    ]
    assert shown == expected
    assert tab.panels[0].title.text == "Share by malware name"
    assert tab.panels[0].view.accessibleName() == "Share by malware name by Malware, February 2010"


def test_the_issues_ten_names_and_their_rest(show: Show, workspace: Workspace) -> None:
    rows = view_of(show(workspace)).rows
    assert [row.rank for row in rows] == [*map(str, range(1, 11)), ""]
    assert (rows[0].label, rows[0].value) == ("Exploit/Fraud-AccUpdate", "24.7")
    assert (rows[-1].kind, rows[-1].label, rows[-1].value) == (Kind.REST, "Rest", "≈42.8")
    assert rows[-1].sentence == "The rest to 100% is between 42.3% and 43.3%."
    assert rows[-1].places == ()


def test_bars_begin_at_zero_and_are_true_to_scale(show: Show, workspace: Workspace, appearance: Appearance) -> None:
    view = view_of(show(workspace))
    lengths = [bar_length(view, at, appearance.colours.bar) + 1 for at in (0, 1)]  # the axis covers the first pixel
    assert lengths[0] / lengths[1] == pytest.approx(24.7 / 6.0, rel=0.03)
    assert bar_length(view, 10, appearance.colours.bar) == 0, "the rest is hatched"
    framed = bar_length(view, 10, appearance.colours.control, lift=5)
    assert framed / lengths[0] == pytest.approx(42.8 / 24.7, rel=0.03)


def test_families_add_their_names_up_and_open(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    tab = show(workspace)
    qtbot.mouseClick(tab.families, Qt.MouseButton.LeftButton)
    view = view_of(tab)
    family = row_of(view, "bredolab")
    assert (family.kind, family.label, family.value, family.rank) == (
        Kind.FAMILY,
        "Bredolab (all variants)",
        "10.1",
        "2/8",
    )
    assert "sum of 2 listed names, between 10% and 10.2%, family, closed" in family.sentence
    assert "trojan.bredolab" not in {row.segment for row in view.rows}
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert row_of(view, "bredolab").is_open
    assert [row.kind for row in view.rows[1:4]] == [Kind.FAMILY, Kind.MEMBER, Kind.MEMBER]
    assert workspace.scope.selected == (("malware", "trojan.bredolab"), ("malware", "trojan.bredolab-eml"))
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert workspace.scope.selected == (("malware", "trojan.bredolab"),)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert not row_of(view, "bredolab").is_open


def test_the_arrow_of_a_family_opens_it_by_pointer(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    tab = show(workspace)
    tab.show_families(by_family=True)
    view = view_of(tab)
    fold = view._placed().fold
    assert fold is not None
    place = QPoint(round(fold) + 4, view.row_area(1).center().y())
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert row_of(view, "bredolab").is_open
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=view.row_area(1).center())
    assert not row_of(view, "bredolab").is_open


def test_a_name_that_is_selected_elsewhere_is_marked_and_its_family_opens(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    view = view_of(tab)
    workspace.look_at(metric=MALWARE[0], selected=(("malware", "trojan.bredolab"),))
    assert view.current == at_of(view, "trojan.bredolab")
    tab.show_families(by_family=True)
    assert row_of(view, "bredolab").is_open
    assert view.current == at_of(view, "trojan.bredolab")
    workspace.look_at(metric="spam.rate", selected=())
    assert view.current is None


def test_a_click_selects_for_the_whole_window(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    tab = show(workspace)
    view = view_of(tab, "web_category")
    with qtbot.waitSignal(tab.selection_told) as told:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.row_area(1).center())
    scope = workspace.scope
    assert (scope.metric, scope.dimension) == ("web.policy_share", "web_category")
    assert scope.selected == (("web_category", "streaming-media"),)
    assert told.args[0].startswith("Streaming Media, rank 2, 9.0%")
    assert view.accessibleDescription() == told.args[0]


def test_keys_lead_through_a_list_to_its_rest(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    view = view_of(show(workspace))
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.current == 0
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.current == 0
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.current == 10
    assert view.accessibleDescription().startswith("The rest")
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert workspace.scope.selected == (("malware", "exploit-fraud-accupdate"),)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current == 10


def test_movement_newcomers_and_leavers(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    january(workspace)
    tab = show(workspace)
    view = view_of(tab)
    moves = {row.segment: (row.move, row.is_tagged) for row in view.rows[:4]}
    assert moves == {
        "exploit-fraud-accupdate": ("▲1", False),
        "w32-prolaco-gen-4b33": ("new", True),
        "trojan.bredolab": ("▼2", False),
        "trojan.bredolab-eml": ("new", True),
    }
    assert [row.kind for row in view.rows[10:]] == [Kind.REST, Kind.HEAD, Kind.DEPARTED]
    gone = view.rows[-1]
    assert (gone.label, gone.rank, gone.value) == ("HeurAuto-08ba", "3", "2.5")
    assert gone.sentence == "HeurAuto-08ba, in January 2010 rank 3, 2.5%"
    assert view.rows[-2].label == "Left the list since January 2010"
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert workspace.scope.selected == (("malware", "heurauto-08ba"),), "keys pass over the head"
    assert tab.legend.accessibleName() == "January 2010, rest to 100%"


def test_without_a_known_base_there_is_no_column_of_movement(show: Show, workspace: Workspace) -> None:
    view = view_of(show(workspace))
    assert view._placed().move is None
    january(workspace)
    assert view._placed().move is not None


def test_the_average_as_base_is_named(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, base=Base.AVERAGE)
    assert tab.legend.accessibleName().startswith("6-month mean")


def test_a_printed_change_has_sign_arrow_and_tone(show: Show, workspace: Workspace) -> None:
    row = row_of(view_of(show(workspace), "web_category"), "advertisements-popups")
    assert (row.arrow, row.change, row.tone) == ("▼", "−1.9", "better")
    assert "down 1.9 points, better, as published" in row.sentence


def test_shares_over_the_whole_are_told(show: Show, workspace: Workspace) -> None:
    put(workspace, share("casino", 40.0, where=("spam.category_share", "spam_category")))
    warning = view_of(show(workspace), "spam_category").rows[-1]
    assert warning.kind is Kind.WARNING
    assert warning.label == "Shares add up to at least 120.45%"


def test_a_selection_has_places_among_those_reported_and_no_rest(show: Show, workspace: Workspace) -> None:
    view = view_of(show(workspace), "spam_category")
    assert [row.rank for row in view.rows] == ["1/4", "2/4", "3/4", "3/4"]
    assert view.rows[0].value == "≈65"


def test_news_reach_the_list(show: Show, workspace: Workspace) -> None:
    view = view_of(show(workspace))
    put(workspace, share("exploit-fraud-accupdate", 1.0))
    assert at_of(view, "exploit-fraud-accupdate") == 9
    workspace.undo()
    assert at_of(view, "exploit-fraud-accupdate") == 0


def test_a_hidden_tab_does_not_ask(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    tab.hide()
    answered: list[bool] = []
    tab.answered.connect(lambda: answered.append(True))
    put(workspace, share("exploit-fraud-accupdate", 1.0))
    assert answered == []
    tab.show()
    assert answered == [True]


def test_the_list_that_has_the_focus_is_copied(show: Show, workspace: Workspace) -> None:
    january(workspace)
    tab = show(workspace)
    tab.copy()
    lines = QApplication.clipboard().text().split("\r\n")
    assert lines[0].split("\t") == [
        "Rank",
        "Rank change",
        "Malware, top 10",
        "February 2010 %",
        "January 2010 %",
        "Change, pt",
    ]
    assert lines[1].split("\t") == ["1", "+1", "Exploit/Fraud-AccUpdate", "24.7", "12.1", "+12.6"]
    assert lines[-1].split("\t") == ["3", "", "HeurAuto-08ba", "", "2.5", ""]
    view_of(tab, "web_malware").setFocus()
    tab.copy()
    assert "Trojan.Malscript.B" in QApplication.clipboard().text()


def test_a_tool_tip_says_the_row(show: Show, workspace: Workspace) -> None:
    view = view_of(show(workspace))
    place = view.row_area(0).center()
    QApplication.sendEvent(view, QHelpEvent(QHelpEvent.Type.ToolTip, place, view.mapToGlobal(place)))
    assert QToolTip.text().startswith("Exploit/Fraud-AccUpdate, rank 1, 24.7%")


@pytest.mark.parametrize(("width", "columns"), [(360, 1), (700, 1), (1100, 2), (1500, 3)])
def test_panels_stand_in_columns_and_never_over_each_other(
    show: Show, workspace: Workspace, width: int, columns: int
) -> None:
    tab = show(workspace, width)
    assert tab.columns.columns == columns
    areas = [panel.geometry() for panel in tab.panels]
    assert not any(one.intersects(other) for at, one in enumerate(areas) for other in areas[at + 1 :])
    assert all(area.right() < tab.columns.width() for area in areas)
    assert {area.width() for area in areas} == {areas[0].width()}
    assert tab.columns.minimumHeight() == max(area.bottom() + 1 for area in areas)


def test_opening_a_family_leaves_panels_in_their_columns(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    tab.show_families(by_family=True)
    before = [panel.x() for panel in tab.panels]
    height = tab.panels[0].height()
    view_of(tab).open_families(is_open=True)
    assert [panel.x() for panel in tab.panels] == before
    assert tab.panels[0].height() == height + 4 * view_of(tab)._brush.row_height
    assert isinstance(tab.columns, PanelColumns)


def test_a_row_that_keys_reach_is_scrolled_to(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    tab = show(workspace, 700)
    view = view_of(tab, "file_type")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    seen = tab._scroll.viewport().rect()
    assert seen.contains(view.mapTo(tab._scroll.viewport(), view.row_area(len(view.rows) - 1).bottomLeft()))


def test_language_and_theme_reach_the_lists(show: Show, workspace: Workspace, appearance: Appearance) -> None:
    tab = show(workspace)
    view = view_of(tab)
    appearance.set_language("ja")
    QApplication.sendPostedEvents()
    assert tab.panels[0].title.text == "マルウェア名別の割合"
    assert view.rows[-1].label == "残り"
    assert tab.families.text() == "ファミリー別"
    appearance.set_theme("dark")
    QApplication.sendPostedEvents()
    assert bar_length(view, 0, appearance.colours.bar) > 50
    appearance.set_theme("light")
    appearance.set_language("en")


def test_families_are_remembered_until_the_layout_is_reset(show: Show, workspace: Workspace) -> None:
    show(workspace).show_families(by_family=True)
    again = show(workspace)
    assert again.is_by_family
    assert again.families.isChecked()
    again.reset_layout()
    assert not show(workspace).is_by_family


def test_the_figures_of_a_list_are_edited_in_a_table(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    tab = show(workspace)
    view = view_of(tab)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_F2)
    page = tab.table.page
    assert isinstance(page, SegmentsTab)
    assert page.isVisible()
    assert (page.dimension, workspace.scope.metric) == MALWARE[::-1]
    assert workspace.scope.selected == (("malware", "exploit-fraud-accupdate"),)
    assert page.model.sheet is not None
    tab.copy()
    assert "Exploit/Fraud-AccUpdate" in QApplication.clipboard().text() or "24.7" in QApplication.clipboard().text()
    put(workspace, share("exploit-fraud-accupdate", 25.5))
    qtbot.keyClick(page.grid, Qt.Key.Key_Escape)
    assert not tab.table.is_open
    assert view.isVisible()
    assert row_of(view, "exploit-fraud-accupdate").value == "25.5"


def test_looking_at_another_metric_leaves_the_table(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    tab.edit(tab.panels[0])
    workspace.look_at(metric="spam.rate", selected=())
    assert not tab.table.is_open
    assert tab.panels[0].isVisible()


def test_the_menu_names_what_can_be_done(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    names = ["Edit as a table\tF2", "Copy the list"]
    figures = ["Add a note\tCtrl+Shift+M", "Add to trends\tCtrl+T", "Copy the figure's key"]
    assert [action.text() for action in tab.panels[0].menu().actions() if action.text()] == [*names, *figures]
    tab.show_families(by_family=True)
    menu = tab.panels[0].menu()
    assert [action.text() for action in menu.actions() if action.text()][5:] == [
        "Open all families",
        "Close all families",
    ]
    next(action for action in menu.actions() if action.text() == "Open all families").trigger()
    assert row_of(view_of(tab), "prolaco").is_open
    assert tab.panels[0].more.accessibleName() == "More for “Share by malware name”"


def test_the_row_under_the_pointer_goes_to_the_trends_by_its_menu(
    show: Show, workspace: Workspace, qtbot: QtBot
) -> None:
    tab = show(workspace)
    panel = tab.panels[0]

    def offered() -> QAction:
        return next(action for action in panel.menu().actions() if action.text().startswith("Add to trends"))

    assert not offered().isEnabled()
    at = next(at for at, row in enumerate(panel.view.rows) if row.places)
    place = panel.view.row_area(at).center()
    with qtbot.waitSignal(panel.view.menu_wanted):
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, panel.view.mapToGlobal(place))
        QApplication.sendEvent(panel.view, event)
    assert workspace.scope.selected == panel.view.rows[at].places
    with qtbot.waitSignal(tab.action_wanted) as told:
        offered().trigger()
    assert told.args == ["add_to_trends"]


def test_a_panel_without_figures_says_so(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    panel = next(panel for panel in tab.panels if panel.lists and panel.lists.names.dimension == "webmail_provider")
    assert panel.nothing.isVisible()
    assert panel.nothing.text() == "No figures for February 2010"
    assert not panel.view.isVisible()


def test_a_month_without_lists_says_so(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, period=Period.month(2006, 8))
    assert tab.empty.isVisible()
    assert not tab.panels[0].isVisible()
    workspace.look_at(period=Period.month(2010, 2))
    assert tab.panels[0].isVisible()


def test_an_empty_database_offers_a_start(
    show: Show, workspace_on: Callable[[Path | None], Workspace], qtbot: QtBot
) -> None:
    tab = show(workspace_on(None))
    assert tab.empty.isVisible()
    buttons = tab.empty.findChildren(QPushButton)
    with qtbot.waitSignal(tab.action_wanted) as wanted:
        qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert wanted.args == ["open_sample"]


def test_two_thousand_names_are_painted(show: Show, workspace: Workspace) -> None:
    period = Period.month(2012, 12)
    records = [share(f"own-{at}", round(50 - at / 50, 1), str(period)) for at in range(2000)]
    put(workspace, Coverage(*MALWARE, "M", str(period), "complete", None), *records)
    tab = show(workspace, period=period)
    view = view_of(tab)
    for value in range(0, 4000, 400):
        tab._scroll.verticalScrollBar().setValue(value)
        tab.grab()
    assert view.rows[-1].kind is Kind.WARNING
