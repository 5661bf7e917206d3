"""The traffic tab: the flow true to scale, the table of the stages and what is typed in it, and the check of the spam rate."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSizeF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from workbench.core.errors import Refused
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Command
from workbench.core.queries.breakdown import Base
from workbench.core.queries.pipeline import CONNECTIONS, DROPPED, PIPELINE_STAGE, SPAM_RATE
from workbench.core.records import Observation
from workbench.ui.appearance import Appearance
from workbench.ui.settings import Settings
from workbench.ui.tabs.traffic import TrafficTab
from workbench.ui.widgets.flow_layout import NODE, flow_layout
from workbench.ui.widgets.stage_model import Col
from workbench.ui.workspace import Workspace

FEBRUARY, JANUARY = Period.month(2010, 2), Period.month(2010, 1)
NAMES = ("traffic-management", "connection-management", "user-management", "skeptic-anti-virus", "skeptic-anti-spam")
Show = Callable[..., TrafficTab]


@pytest.fixture
def show(qtbot: QtBot, appearance: Appearance, settings: Settings) -> Show:
    """Shows the tab over a workspace."""

    def make(workspace: Workspace, /, *, width: int = 1300, height: int = 760, **scope: object) -> TrafficTab:
        workspace.look_at(**scope)
        tab = TrafficTab(workspace, appearance, settings)
        qtbot.addWidget(tab)
        tab.resize(width, height)
        tab.show()
        return tab

    return make


def put(workspace: Workspace, *records: Observation) -> None:
    workspace.run(Command(message("command.sample"), lambda tx: tx.put(*records)))


def dropped(segment: str, value: float | None, period: str = "2010-02", status: str = "normal") -> Observation:
    kind = "missing" if value is None else status
    step = None if value is None else 0.1
    return Observation(DROPPED, "M", period, PIPELINE_STAGE, segment, value, step, "exact", kind, None, None)


def connections(value: float | None, period: str = "2010-02") -> Observation:
    kind = "missing" if value is None else "normal"
    step = None if value is None else 1e8
    return Observation(CONNECTIONS, "M", period, "global", "global", value, step, "exact", kind, None, None)


def texts(tab: TrafficTab, column: int) -> list[str]:
    model = tab.stages.model
    return [model.cell(row, column).text for row in range(model.rowCount())]


def type_in(tab: TrafficTab, row: int, column: int, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Type into a cell and press a key."""
    table = tab.stages.table
    table.setFocus()
    table.setCurrentIndex(table.rows.index(row, column))
    table.edit(table.currentIndex())
    editor = table.delegate.editor
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, key)


def test_the_table_says_what_reaches_each_stage_what_it_drops_and_what_is_left(
    show: Show, workspace: Workspace
) -> None:
    tab = show(workspace)
    assert texts(tab, Col.STAGE)[0::5] == ["Traffic management", "Clean mail delivered"]
    assert texts(tab, Col.REACHES)[:2] == ["11.85–11.95", "4.63–4.70"]
    assert texts(tab, Col.DROPPED) == ["60.8", "54.3", "5.2", "0.3", "35.7", ""]
    assert texts(tab, Col.DROPS)[3] == "0.005–0.008"
    assert texts(tab, Col.OF_ALL)[-1] == "10.84–10.94"
    assert tab.stages.model.head(Col.REACHES) == ("Reaches it", "billions")


def test_in_japanese_numbers_are_in_oku(show: Show, workspace: Workspace, appearance: Appearance) -> None:
    tab = show(workspace)
    appearance.set_language("ja")
    tab.retranslate()
    assert texts(tab, Col.REACHES)[0] == "118.5〜119.5"
    assert tab.stages.model.head(Col.REACHES) == ("届いた数", "億件")
    assert "46.6億" in tab.flow._texts[1].amount
    assert "600万件" in tab.flow._texts[3].dropped_amount


def test_numbers_may_be_shares_of_all_and_that_is_kept(show: Show, workspace: Workspace, settings: Settings) -> None:
    tab = show(workspace)
    tab.stages.modes.button(1).click()
    assert texts(tab, Col.REACHES)[:2] == ["100", "39.15–39.25"]
    assert tab.stages.table.isColumnHidden(Col.OF_ALL)
    assert show(workspace).stages.modes.checkedId() == 1
    assert settings.layout("table/stages") == {"shows": "share"}


def test_without_connections_shares_are_shown(show: Show, workspace: Workspace) -> None:
    put(workspace, connections(None))
    tab = show(workspace)
    assert texts(tab, Col.REACHES)[0] == "100"
    assert tab.flow._texts[1].amount == ""
    assert tab.flow._texts[1].dropped_amount == "21.29% of all"
    tab.stages.modes.button(0).click()
    assert texts(tab, Col.REACHES)[0] == "–"


def test_nodes_and_bands_are_true_to_scale(show: Show, workspace: Workspace) -> None:
    layout = show(workspace).flow.places
    assert layout is not None
    heights = [node.reaches for node in layout.nodes]
    assert heights[0] is not None
    shares = [height / heights[0] for height in heights if height is not None]
    assert shares == pytest.approx([1, 0.392, 0.1791, 0.1698, 0.1693, 0.1089], abs=0.0002)
    for before, after in zip(layout.nodes, layout.nodes[1:], strict=False):
        assert before.reaches is not None
        assert after.reaches is not None
        assert before.drops == pytest.approx(before.reaches - after.reaches)
        assert before.band[1] < after.x


def test_the_picture_shows_the_nodes_where_the_layout_says(
    show: Show, workspace: Workspace, appearance: Appearance
) -> None:
    tab = show(workspace)
    layout, image = tab.flow.places, tab.flow.grab().toImage()
    assert layout is not None
    accent = QColor(appearance.colours.accent)
    for node in layout.nodes:
        x, high = round(node.x + NODE / 2), round(node.reaches or 0)
        column = [y for y in range(image.height()) if image.pixelColor(x, y) == accent]
        inside = [y for y in column if layout.top <= y < layout.top + high]
        assert len(inside) == pytest.approx(high, abs=2)


@pytest.mark.parametrize("width", [330, 420, 560, 700, 900, 1300, 2000])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_labels_never_run_into_each_other(
    show: Show, workspace: Workspace, appearance: Appearance, width: int, language: str
) -> None:
    appearance.set_language(language)
    tab = show(workspace)
    measures = tab.flow._brush.measures()
    assert tab._pipeline is not None
    layout = flow_layout(tab._pipeline, tab.flow._texts, QSizeF(width, 360), measures)
    room = layout.spacing - 4
    for text in tab.flow._texts[:-1]:
        if layout.name_lines == 1:
            assert measures.name(text.name) <= room
        if layout.shows_amounts:
            assert measures.base(text.amount + (f"  {text.share}" if layout.shows_shares else "")) <= room
        if layout.shows_dropped_amounts:
            assert measures.base(text.dropped_short if layout.is_dropped_short else text.dropped_amount) <= room
    last, end = tab.flow._texts[-1], width - layout.nodes[-1].x
    assert measures.name(last.name) <= end
    assert layout.bottom > layout.top


def test_wide_pictures_say_all(show: Show, workspace: Workspace) -> None:
    layout = show(workspace).flow.places
    assert layout is not None
    assert (layout.name_lines, layout.shows_amounts, layout.shows_shares) == (1, True, True)
    assert (layout.shows_dropped, layout.is_dropped_short) == (True, False)


def test_a_click_selects_a_stage_for_the_whole_window(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    assert tab.flow.places is not None
    told: list[str] = []
    tab.selection_told.connect(told.append)
    x = round(tab.flow.places.nodes[1].x + 30)
    QTest.mouseClick(tab.flow, Qt.MouseButton.LeftButton, pos=QPoint(x, 80))
    assert workspace.scope.selected == ((PIPELINE_STAGE, "connection-management"),)
    assert workspace.scope.metric == DROPPED
    assert tab.stages.table.currentIndex().row() == 1
    assert told[-1].startswith("Connection management: of 4.63–4.70 billion connections")


def test_keys_move_along_the_stages(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    for key, row in ((Qt.Key.Key_Right, 0), (Qt.Key.Key_Right, 1), (Qt.Key.Key_End, 5), (Qt.Key.Key_Left, 4)):
        QTest.keyClick(tab.flow, key)
        assert (tab.flow.selected, tab.stages.table.currentIndex().row()) == (row, row)
    assert workspace.scope.selected == ((PIPELINE_STAGE, "skeptic-anti-spam"),)


def test_what_is_left_has_no_figure_of_its_own(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    QTest.keyClick(tab.flow, Qt.Key.Key_End)
    assert (workspace.scope.metric, workspace.scope.selected) == (CONNECTIONS, ())
    workspace.look_at(base=Base.YEAR)
    assert tab.flow.selected == 5


def test_a_selection_elsewhere_is_followed(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    workspace.look_at(metric=DROPPED, selected=((PIPELINE_STAGE, "user-management"),))
    assert (tab.flow.selected, tab.stages.table.currentIndex().row()) == (2, 2)
    workspace.look_at(selected=(("geography", "CN"),))
    assert (tab.flow.selected, tab.stages.table.currentIndex().row()) == (-1, -1)


def test_the_metric_is_the_traffics_own_while_the_tab_is_seen(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, metric="virus.rate", selected=(("geography", "CN"),))
    assert (workspace.scope.metric, workspace.scope.selected) == (CONNECTIONS, ())
    tab.hide()
    assert workspace.scope.metric == "virus.rate"
    tab.show()
    workspace.look_at(metric="phishing.rate")
    tab.hide()
    assert workspace.scope.metric == "phishing.rate"


def test_a_share_is_typed_in_place_and_all_that_follows_from_it_changes(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    type_in(tab, 4, Col.DROPPED, "37.4")
    assert texts(tab, Col.DROPPED)[4] == "37.4"
    assert texts(tab, Col.OF_ALL)[4] == "10.55–10.65"
    assert tab.check.verdict.text == "They agree"
    assert not tab.check.needed.isVisibleTo(tab)
    workspace.undo()
    assert texts(tab, Col.DROPPED)[4] == "35.7"
    assert tab.check.verdict.text == "To look at"


def test_connections_are_typed_with_their_unit(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    index = tab.stages.model.index(0, Col.REACHES)
    assert index.data(Qt.ItemDataRole.EditRole) == "11.9 billion"
    type_in(tab, 0, Col.REACHES, "12.5 billion")
    assert texts(tab, Col.REACHES)[0] == "12.45–12.55"
    why = tab.editing.why_not(index, "12.5")
    assert why is not None
    assert why.id == "stages.bare_number"
    assert tab.editing.why_not(index, "12,500,000,000") is None


@pytest.mark.parametrize("text", ["140", "many", "1 in 5000 KB"])
def test_what_cannot_be_a_share_is_refused_at_the_cell(show: Show, workspace: Workspace, text: str) -> None:
    tab = show(workspace)
    type_in(tab, 1, Col.DROPPED, text)
    assert tab.stages.table.delegate.editor is not None
    assert texts(tab, Col.DROPPED)[1] == "54.3"
    tab.stages.table.delegate.cancel()


def test_enter_goes_down_and_tab_stays_with_the_figures(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    type_in(tab, 1, Col.DROPPED, "54.4")
    current = tab.stages.table.currentIndex()
    assert (current.row(), current.column()) == (2, Col.DROPPED)
    type_in(tab, 0, Col.REACHES, "12 billion", Qt.Key.Key_Tab)
    current = tab.stages.table.currentIndex()
    assert (current.row(), current.column()) == (0, Col.DROPPED)


def test_a_cleared_stage_leaves_the_rest_unknown(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    table = tab.stages.table
    table.setCurrentIndex(table.rows.index(2, Col.DROPPED))
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert texts(tab, Col.LEAVES) == ["4.63–4.70", "2.11–2.15", "–", "–", "–", "–"]
    assert tab.check.verdict.text == "Not known"
    assert tab.check.sentences[0].startswith("There is no figure for User management")
    assert tab.flow.places is not None
    assert [node.reaches is None for node in tab.flow.places.nodes] == [False, False, False, True, True, True]
    assert not tab.flow.grab().isNull()


def test_other_cells_cannot_be_edited(show: Show, workspace: Workspace) -> None:
    model = show(workspace).stages.model
    is_open = {
        (row, column)
        for row in range(model.rowCount())
        for column in Col
        if model.flags(model.index(row, column)) & Qt.ItemFlag.ItemIsEditable
    }
    assert is_open == {*((row, Col.DROPPED) for row in range(5)), (0, Col.REACHES)}


def test_the_whole_table_is_copied_with_both_ends(show: Show, workspace: Workspace) -> None:
    show(workspace).copy()
    lines = [line.split("\t") for line in QApplication.clipboard().text().split("\r\n")]
    assert len(lines) == 7
    assert len({len(line) for line in lines}) == 1
    assert lines[0][3] == "Reaches it, connections, at least"
    assert lines[1][:7] == ["1", "Traffic management", "60.8", "11850000000", "11950000000", "100", "100"]
    assert lines[6][-2:] == ["10.84", "10.94"]


def test_a_column_of_shares_is_pasted(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    tab.stages.table.setCurrentIndex(tab.stages.model.index(3, Col.DROPPED))
    QApplication.clipboard().setText("0.4\n36")
    tab.paste()
    assert texts(tab, Col.DROPPED)[2:5] == ["5.2", "0.4", "36"]
    refused: list[Refused] = []
    tab.refused.connect(refused.append)
    for block in ("1\n2\n3", "1\t2", "", "many"):
        QApplication.clipboard().setText(block)
        tab.paste()
    expected = ["stages.paste_column", "stages.paste_column", "paste.nothing"]
    assert [one.message.id for one in refused][:3] == expected
    assert len(refused) == 4


def test_the_picture_is_copied(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    tab.copy_picture()
    assert QApplication.clipboard().pixmap().size() == tab.flow.size()


def test_figures_of_last_month_stand_beside(show: Show, workspace: Workspace) -> None:
    before = [dropped(name, value, "2010-01") for name, value in zip(NAMES, (60.1, 54.3, 4.9, 0.4, 30), strict=True)]
    tab = show(workspace)
    assert tab.stages.table.isColumnHidden(Col.CHANGE)
    assert tab.stages._foot.isVisible()
    put(workspace, connections(11.2e9, "2010-01"), *before)
    assert texts(tab, Col.CHANGE)[:5] == ["+0.7", "±0.0", "+0.3", "−0.1", "+5.7"]
    assert tab.stages.model.head(Col.CHANGE) == ("Change, pt", "from January 2010")
    assert not tab.stages.table.isColumnHidden(Col.CHANGE)
    assert not tab.stages._foot.isVisible()
    assert "+6% from January 2010" in tab._subtitle.text


def test_a_figure_that_is_not_final_is_marked(show: Show, workspace: Workspace) -> None:
    put(workspace, dropped(NAMES[1], 54.3, status="provisional"))
    cell = show(workspace).stages.model.cell(1, Col.DROPPED)
    assert (cell.is_firm, bool(cell.tag)) == (False, True)


def test_the_check_shows_both_intervals_and_what_follows(show: Show, workspace: Workspace) -> None:
    check = show(workspace).check
    assert check.verdict.text == "To look at"
    assert [box.text for box in check.ruler._boxes] == ["10.84–10.94%", "10.55–10.65%"]
    stages, rate = check.ruler.box_area(0), check.ruler.box_area(1)
    assert rate.right() < stages.left()
    assert stages.width() / rate.width() == pytest.approx(0.0909 / 0.1, rel=0.02)
    assert len(check.sentences) == 5
    assert check.needed.texts()[0] == ("Traffic management", "61.5–62.2%", "printed 60.8%")
    assert "10.84–10.94%" in check.ruler.accessibleDescription()


def test_without_a_spam_rate_there_is_one_box(show: Show, workspace: Workspace) -> None:
    key = (SPAM_RATE, "M", "2010-02", "global", "global")
    workspace.run(Command(message("command.sample"), lambda tx: tx.remove(Observation, [key])))
    check = show(workspace).check
    assert check.verdict.text == "Not known"
    assert len(check.ruler._boxes) == 1


def test_a_month_without_figures_can_be_typed_in(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, period=JANUARY)
    assert tab.empty.isVisible()
    assert not tab.flow.isVisible()
    assert tab.check.sentences == ("There is nothing to compare: the stages have no figures.",)
    type_in(tab, 0, Col.REACHES, "11.2 billion")
    type_in(tab, 0, Col.DROPPED, "60.1")
    assert tab.flow.isVisible()
    assert texts(tab, Col.LEAVES)[0] == "4.44–4.50"


def test_an_empty_database_says_where_to_begin(show: Show, workspace_on: Callable[[Path | None], Workspace]) -> None:
    tab = show(workspace_on(None))
    wanted: list[str] = []
    tab.action_wanted.connect(wanted.append)
    assert tab.nothing.isVisible()
    assert not tab.flow.isVisible()
    tab.nothing._buttons.itemAt(1).widget().click()
    assert wanted == ["open_sample"]


def test_news_does_not_touch_what_is_typed(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    table = tab.stages.table
    table.setCurrentIndex(table.rows.index(1, Col.DROPPED))
    table.edit(table.currentIndex())
    editor = table.delegate.editor
    assert editor is not None
    editor.setText("55")
    put(workspace, dropped(NAMES[4], 36.0))
    assert table.delegate.editor is editor
    assert editor.text() == "55"
    assert texts(tab, Col.DROPPED)[4] == "36.0"
    table.delegate.cancel()


def test_every_stage_is_told_in_words(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    told = tab.flow.accessibleDescription().split("\n")
    assert len(told) == 6
    assert told[0] == (
        "Traffic management: of 11.85–11.95 billion connections that reach it, it drops 60.8%, that is "
        "7.19–7.28 billion. 4.63–4.70 billion are left, 39.15–39.25% of all."
    )
    index = tab.stages.model.index(1, Col.DROPPED)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Connection management, Drops % of these: 54.3"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == told[1]


def test_a_narrow_tab_shows_one_panel_and_fewer_columns(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, width=460)
    assert tab.panes.is_narrow
    table = tab.stages.table
    shown = [column for column in Col if not table.isColumnHidden(column)]
    assert {Col.STAGE, Col.REACHES, Col.DROPPED, Col.LEAVES} <= set(shown)
    assert Col.BAR not in shown


def test_both_themes_are_worn(show: Show, workspace: Workspace, appearance: Appearance) -> None:
    tab = show(workspace)
    appearance.set_theme("dark")
    image = tab.flow.grab().toImage()
    assert image.pixelColor(2, 2) == QColor(appearance.colours.surface)
    assert tab.flow.places is not None
    x, y = round(tab.flow.places.nodes[0].x + 4), round(tab.flow.places.top + 10)
    assert image.pixelColor(x, y) == QColor(appearance.colours.accent)


def test_the_model_is_one(show: Show, workspace: Workspace, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(show(workspace).stages.model)
