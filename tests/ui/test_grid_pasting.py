"""A block whose first column names rows: it is pasted where these are, in whatever order a sheet has them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from workbench.core.commands.months import begin_month
from workbench.core.errors import Refused
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Change
from workbench.ui.appearance import Appearance
from workbench.ui.settings import Settings
from workbench.ui.tabs.segments import SegmentsTab
from workbench.ui.widgets.columns import PLACES
from workbench.ui.workspace import Workspace

Put = Callable[[str], None]

THREE = "英国\t150.5\nNetherlands\t1 in 600\nCN\t61.8通に1通"


def tab_over(qtbot: QtBot, workspace: Workspace, appearance: Appearance, settings: Settings) -> SegmentsTab:
    workspace.look_at(metric="virus.rate")
    made = SegmentsTab(workspace, appearance, settings, dimension="geography")
    qtbot.addWidget(made)
    made.resize(1100, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


@pytest.fixture
def tab(qtbot: QtBot, workspace: Workspace, appearance: Appearance, settings: Settings) -> SegmentsTab:
    """The virus rates of February 2010 by country."""
    return tab_over(qtbot, workspace, appearance, settings)


@pytest.fixture
def refusals(tab: SegmentsTab) -> list[Refused]:
    """What could not be done."""
    told: list[Refused] = []
    tab.refused.connect(told.append)
    return told


def paste(tab: SegmentsTab, text: str, *, segment: str = "JP", column: str = "value") -> None:
    """Paste a text from the cell of a segment on."""
    QGuiApplication.clipboard().setText(text)
    (row,) = tab.model.rows_of([("geography", segment)])
    tab.grid.select_cells([(row, PLACES[column])])
    tab.paste()


def shown(tab: SegmentsTab, column: str, *segments: str) -> list[str]:
    rows = [tab.model.rows_of([("geography", segment)])[0] for segment in segments]
    return [tab.model.cell(row, column).text for row in rows]


@pytest.mark.parametrize("text", [THREE, f"Country\tMarch\n{THREE}", f"国・地域\t値\n\n{THREE}\n\t"])
@pytest.mark.parametrize("column", ["value", "label"])
def test_names_find_their_rows(tab: SegmentsTab, changes: list[Change], text: str, column: str) -> None:
    before = shown(tab, "value", "JP")
    paste(tab, text, column=column)
    assert shown(tab, "value", "GB", "NL", "CN", "JP") == ["150.5", "600", "61.8", *before]
    assert len(changes) == 1


def test_further_columns_go_into_the_columns_beside(tab: SegmentsTab) -> None:
    paste(tab, "China\t61.8\t88.8\nGlobal\t300.1\t400.4")
    assert shown(tab, "value", "CN") == ["61.8"]
    assert shown(tab, "base", "CN") == ["88.8"]
    assert [tab.model.cell(0, column).text for column in ("value", "base")] == ["300.1", "400.4"]


def test_names_and_figures_go_into_the_column_of_the_base_where_that_is_selected(tab: SegmentsTab) -> None:
    before = shown(tab, "value", "CN")
    paste(tab, "China\t88.8", column="base")
    assert shown(tab, "base", "CN") == ["88.8"]
    assert shown(tab, "value", "CN") == before


def test_a_country_that_the_table_did_not_have_gets_a_row(tab: SegmentsTab) -> None:
    assert tab.model.rows_of([("geography", "NP")]) == []
    paste(tab, "Nepal\t1 in 77.7\nChina\t61.8")
    assert shown(tab, "value", "NP", "CN") == ["77.7", "61.8"]


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("China\t61.8\nChinna\t80", "paste.unknown_name_near"),
        ("China\t61.8\n#\t80", "paste.unknown_name"),
        ("China\t61.8\n中国\t62", "paste.named_twice"),
        ("China\t61.8\nJapan\tabc", "paste.unreadable"),
        ("Chinna\t80\nChina\t61.8", "paste.unknown_name_near"),
        ("China\t1\t2\t3", "paste.unreadable"),
        ("China\t1\t2\t\t\t\t\t\t\t4", "paste.too_large"),
    ],
)
def test_what_cannot_be_taken_as_a_whole_is_told_and_nothing_is_written(
    tab: SegmentsTab, changes: list[Change], refusals: list[Refused], text: str, id_: str
) -> None:
    paste(tab, text)
    assert [refusal.message.id for refusal in refusals] == [id_]
    assert changes == []


def test_missing_figures_are_no_names_of_namibia(tab: SegmentsTab) -> None:
    paste(tab, "NA\t350.5\n150.5\tNA", segment="CN")
    assert shown(tab, "value", "CN", "TW") == ["–", "150.5"]
    assert shown(tab, "base", "CN", "TW") == ["350.5", "–"]
    assert tab.model.rows_of([("geography", "NA")]) == []
    paste(tab, "NA\t77.7\nJP\t600", segment="CN")
    assert shown(tab, "value", "NA", "JP") == ["77.7", "600"]


def test_figures_alone_still_go_down_from_the_selected_cell(tab: SegmentsTab) -> None:
    paste(tab, "150.5\n160.5", segment="CN")
    assert shown(tab, "value", "CN", "TW") == ["150.5", "160.5"]


def test_names_fill_a_month_that_has_no_rows_yet(
    qtbot: QtBot,
    workspace_on: Callable[[Path | None], Workspace],
    appearance: Appearance,
    settings: Settings,
) -> None:
    workspace, march = workspace_on(None), Period.month(2010, 3)
    workspace.run(begin_month(march))
    workspace.look_at(period=march)
    tab = tab_over(qtbot, workspace, appearance, settings)
    refusals: list[Refused] = []
    tab.refused.connect(refusals.append)
    assert tab.empty._actions == ("paste", "import")
    QGuiApplication.clipboard().setText("61.8\n112.4")
    tab.paste()
    assert [refusal.message for refusal in refusals] == [message("paste.no_cell")]
    QGuiApplication.clipboard().setText(THREE)
    tab.paste()
    assert shown(tab, "value", "GB", "NL", "CN") == ["150.5", "600", "61.8"]
