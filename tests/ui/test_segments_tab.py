"""The breakdown tab in all its states: without figures, with the sample, and with 250 segments over 240 months."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from db.databases import SqlDatabases
from tests.bench.figures_made import FIRST_MONTH
from workbench.core.catalogue import shipped_catalogue
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Command, Row
from workbench.core.queries.breakdown import Base
from workbench.core.records import Note, Observation
from workbench.core.resources import resources_folder
from workbench.core.scope import Scope
from workbench.ui.appearance import Appearance
from workbench.ui.settings import Settings
from workbench.ui.tabs import TABS
from workbench.ui.tabs.segments import SegmentsTab
from workbench.ui.tour import settle
from workbench.ui.widgets.columns import COLUMNS, PLACES
from workbench.ui.workspace import Workspace

VALUE = PLACES["value"]
FEBRUARY = Period.month(2010, 2)
SEGMENTS, MONTHS = 250, 240
LAST = FIRST_MONTH.shifted(MONTHS - 1)

Show = Callable[..., SegmentsTab]


@pytest.fixture(scope="session")
def made_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of 250 segments over 240 months of two metrics, made once; copy it."""
    path = tmp_path_factory.mktemp("made") / "made.db"
    segments = sorted(shipped_catalogue(resources_folder()).segments("geography"))[: SEGMENTS - 1]
    periods = [str(FIRST_MONTH.shifted(step)) for step in range(MONTHS)]
    rows: list[Row] = [
        (
            metric,
            "M",
            period,
            *place,
            round(lowest + (at * 31 + row * 17) % 400 / 10, 1),
            0.1,
            "exact",
            "normal",
            None,
            None,
        )
        for metric, lowest in (("spam.rate", 50), ("virus.rate", 60))
        for at, period in enumerate(periods)
        for row, place in enumerate([("global", "global"), *(("geography", id_) for id_ in (*segments, "own-one"))])
    ]
    store = SqlDatabases("tester").open(path, for_writing=True, create=True)
    store.run(Command(message("command.import", file="made"), lambda tx: tx.put_rows(Observation, rows)))
    store.close()
    return path


@pytest.fixture
def show(qtbot: QtBot, appearance: Appearance, settings: Settings) -> Show:
    """Shows a tab over a workspace."""

    def make(workspace: Workspace, dimension: str = "geography", /, **scope: object) -> SegmentsTab:
        workspace.look_at(**scope)
        tab = SegmentsTab(workspace, appearance, settings, dimension=dimension)
        qtbot.addWidget(tab)
        tab.resize(1100, 700)
        tab.show()
        tab.activateWindow()
        return tab

    return make


@pytest.fixture
def tab(show: Show, workspace: Workspace) -> SegmentsTab:
    """The virus rates of February 2010 by country."""
    return show(workspace, metric="virus.rate")


@dataclass
class Heard:
    """What a tab told."""

    actions: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)


@pytest.fixture
def heard(tab: SegmentsTab, workspace: Workspace) -> Heard:
    told = Heard()
    tab.action_wanted.connect(told.actions.append)
    tab.selection_told.connect(told.said.append)
    workspace.scope_changed.connect(told.scopes.append)
    return told


def is_table_shown(tab: SegmentsTab) -> bool:
    return tab.panes.isVisible()


def empty_words(tab: SegmentsTab) -> list[str]:
    return [label.text() for label in tab.empty.findChildren(QLabel) if label.text()]


def buttons(tab: SegmentsTab) -> list[QPushButton]:
    return [button for button in tab.empty.findChildren(QPushButton) if button.isVisibleTo(tab.empty)]


def row_of(tab: SegmentsTab, segment: str) -> int:
    return tab.model.rows_of([("geography", segment)])[0]


def selected(tab: SegmentsTab) -> list[str]:
    return [tab.model.place(row)[1] for row in tab.grid.selected_rows()]


def test_an_empty_month_takes_back_what_was_said_of_the_selection(
    tab: SegmentsTab, heard: Heard, workspace: Workspace
) -> None:
    tab.grid.select_cells([(row_of(tab, "CN"), VALUE)])
    assert heard.said[-1]
    workspace.look_at(period=Period.month(2013, 3))
    assert not is_table_shown(tab)
    assert heard.said[-1] == ""


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("source", ["empty", "sample", "made"])
def test_every_tab_is_shown_over_every_database(
    show: Show,
    workspace_on: Callable[[Path | None], Workspace],
    sample_file: Path,
    made_file: Path,
    appearance: Appearance,
    source: str,
    theme: str,
    language: str,
) -> None:
    workspace = workspace_on({"empty": None, "sample": sample_file, "made": made_file}[source])
    if source == "made":
        workspace.look_at(period=LAST)
    appearance.set_theme(theme)
    for spec in (spec for spec in TABS if spec.is_breakdown):
        tab = show(workspace, spec.id, dimension=spec.id)
        appearance.set_language(language)
        assert not tab.grab().isNull()
        has_table = source == "sample" or (source == "made" and spec.id == "geography")
        rows = tab.model.rowCount()
        assert (rows > 1) == has_table
        assert is_table_shown(tab) == has_table
        assert bool(buttons(tab)) != has_table
        if source == "made" and has_table:
            assert rows == SEGMENTS + 1
        tab.close()
    appearance.set_language("en")


def test_a_database_without_figures_offers_how_to_begin(
    show: Show, workspace_on: Callable[[Path | None], Workspace], appearance: Appearance, qapp: QApplication
) -> None:
    tab = show(workspace_on(None))
    wanted: list[str] = []
    tab.action_wanted.connect(wanted.append)
    assert empty_words(tab)[0] == "No figures yet"
    for button in buttons(tab):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted == ["open_sample", "import", "new_month"]
    appearance.set_language("ja")
    qapp.sendPostedEvents()
    assert empty_words(tab)[0].startswith("まだ数値がありません")
    appearance.set_language("en")


def test_a_database_that_is_emptied_is_empty_again(tab: SegmentsTab, workspace: Workspace) -> None:
    assert is_table_shown(tab)
    workspace.undo()
    assert not is_table_shown(tab)
    assert empty_words(tab)[0] == "No figures yet"
    workspace.redo()
    assert is_table_shown(tab)
    assert tab.model.rowCount() == 20


def test_a_metric_without_the_dimension_says_so(tab: SegmentsTab, workspace: Workspace) -> None:
    workspace.look_at(metric="web.new_sites_per_day")
    assert not is_table_shown(tab)
    assert empty_words(tab)[0] == "New malicious sites per day has no breakdown by Geography"
    workspace.look_at(metric="spam.rate")
    assert is_table_shown(tab)


def test_a_period_without_figures_says_so_and_offers_to_begin_it(tab: SegmentsTab, workspace: Workspace) -> None:
    wanted: list[str] = []
    tab.action_wanted.connect(wanted.append)
    workspace.look_at(period=Period.month(2013, 3))
    assert not is_table_shown(tab)
    assert empty_words(tab)[0] == "No figures for March 2013 yet"
    for button in buttons(tab):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted == ["new_month", "paste", "import"]


def test_what_is_still_missing_is_counted(tab: SegmentsTab, workspace: Workspace) -> None:
    assert not tab.panel.foot.isVisible()
    blank = (None, None, "exact", "missing", None, None)
    rows = [Observation("virus.rate", "M", "2010-02", "geography", id_, *blank) for id_ in ("IN", "NZ", "FR")]
    workspace.run(Command(message("command.import", file="x"), lambda tx: tx.put(*rows)))
    assert tab.panel.told.text() == "3 of 16 still missing"
    assert (tab.panel.progress.value(), tab.panel.progress.maximum()) == (13, 16)
    assert tab.panel.foot.isVisible()


def test_selecting_rows_selects_for_the_window(tab: SegmentsTab, workspace: Workspace, heard: Heard) -> None:
    tab.grid.select_cells([(row_of(tab, "CN"), VALUE), (row_of(tab, "JP"), VALUE)])
    assert workspace.scope.selected == (("geography", "CN"), ("geography", "JP"))
    assert len(heard.scopes) == 1
    tab.grid.select_cells([(0, VALUE)])
    assert workspace.scope.selected == ()
    assert len(heard.scopes) == 2


def test_a_selection_from_elsewhere_is_shown_and_not_echoed(
    tab: SegmentsTab, workspace: Workspace, heard: Heard
) -> None:
    chosen = (("geography", "JP"), ("geography", "AU"))
    workspace.look_at(selected=chosen)
    assert selected(tab) == ["AU", "JP"]
    assert workspace.scope.selected == chosen
    assert len(heard.scopes) == 1
    tab.bars.chosen.emit("BR")
    assert selected(tab) == ["BR"]
    assert workspace.scope.selected == (("geography", "BR"),)
    workspace.look_at(selected=())
    assert selected(tab) == ["global"]


def test_a_selection_survives_sorting_filtering_and_another_period(
    tab: SegmentsTab, workspace: Workspace, heard: Heard
) -> None:
    tab.grid.select_cells([(row_of(tab, "JP"), VALUE)])
    del heard.scopes[:]
    tab.grid.sort_by(PLACES["label"])
    assert selected(tab) == ["JP"]
    tab.panel.filter.setText("china")
    assert selected(tab) == []
    assert workspace.scope.selected == (("geography", "JP"),), "what is not seen stays selected for the window"
    tab.panel.filter.clear()
    assert selected(tab) == ["JP"]
    assert heard.scopes == []
    workspace.look_at(period=FEBRUARY.previous)
    assert selected(tab) == ["JP"]
    workspace.look_at(metric="spam.rate")
    assert selected(tab) == ["JP"]
    assert workspace.scope.selected == (("geography", "JP"),)


def test_the_current_cell_stays_where_it_is_seen_when_news_comes(
    show: Show, workspace_on: Callable[[Path | None], Workspace], made_file: Path
) -> None:
    workspace = workspace_on(made_file)
    tab = show(workspace, period=LAST)
    tab.grid.select_cells([(120, VALUE)])
    place, top = tab.model.place(120), tab.grid.visualRect(tab.grid.currentIndex()).top()
    worst = [
        Observation("spam.rate", "M", str(LAST), *tab.model.place(row), 99.9, 0.1, "exact", "normal", None, None)
        for row in range(150, 200)
    ]
    workspace.run(Command(message("command.import", file="x"), lambda tx: tx.put(*worst)))
    index = tab.grid.currentIndex()
    assert tab.model.place(index.row()) == place
    assert index.row() == 170
    assert tab.grid.visualRect(index).top() == top


def test_statistics_of_the_selected_figures_are_told(tab: SegmentsTab, heard: Heard, appearance: Appearance) -> None:
    tab.grid.select_cells([(row_of(tab, id_), VALUE) for id_ in ("CN", "TW", "GB", "IN")])
    assert heard.said[-1] == "3 figures, mean 1 in 113.9, 1 in 62.4 to 1 in 169.6"
    tab.grid.select_cells([(row_of(tab, "CN"), VALUE)])
    assert heard.said[-1] == "China, 1 in 62.4 (1.60%), up 0.78 points, worse"
    tab.grid.select_cells([(row_of(tab, "CN"), column) for column in tab.grid.head.shown()])
    assert heard.said[-1] == "China, 1 in 62.4 (1.60%), up 0.78 points, worse"
    tab.grid.select_cells([(row_of(tab, id_), PLACES["base"]) for id_ in ("CN", "JP")])
    assert heard.said[-1] == "2 figures, mean 1 in 259.0, 1 in 121.4 to 1 in 396.5"
    tab.grid.select_cells([(row_of(tab, "IN"), VALUE)])
    assert heard.said[-1] == ""
    tab.grid.select_cells([(row_of(tab, id_), VALUE) for id_ in ("CN", "TW")])
    appearance.set_language("ja")
    tab.retranslate()
    assert heard.said[-1].startswith("2件")
    appearance.set_language("en")


def test_notes_are_marked(tab: SegmentsTab, workspace: Workspace) -> None:
    note = Note(
        1, "virus.rate", "geography", "CN", "M", "2010-02", "2010-02", "why?", "me", "2010-03-01T00:00:00+00:00"
    )
    workspace.run(Command(message("command.import", file="x"), lambda tx: tx.put(note)))
    assert tab.model.cell(row_of(tab, "CN"), "value").marks.is_noted


def test_a_change_of_language_and_theme_reaches_everything(
    tab: SegmentsTab, appearance: Appearance, qapp: QApplication
) -> None:
    light = tab.grid.viewport().grab().toImage()
    appearance.set_language("ja")
    qapp.sendPostedEvents()
    assert tab.model.head(VALUE) == ("2010年2月", "N通に1通")
    assert tab.model.cell(1, "label").text == "中国"
    assert tab.panel.filter.placeholderText() == "行を絞り込む"
    appearance.set_theme("dark")
    qapp.sendPostedEvents()
    assert tab.grid.painter.grounds["surface"].name() == appearance.colours.surface
    assert tab.grid.viewport().grab().toImage() != light
    appearance.set_theme("light")
    appearance.set_language("en")
    settle(tab)
    assert tab.grid.viewport().grab().toImage() == light


def test_the_shading_goes_when_it_is_not_wanted(tab: SegmentsTab, settings: Settings) -> None:
    shaded = tab.grid.viewport().grab().toImage()
    settings.is_heat_shown = False
    tab.restyle()
    assert tab.grid.viewport().grab().toImage() != shaded
    settings.is_heat_shown = True
    tab.restyle()
    assert tab.grid.viewport().grab().toImage() == shaded


def test_the_base_of_comparison_is_another_column(tab: SegmentsTab, workspace: Workspace) -> None:
    assert tab.model.head(PLACES["base"])[0] == "Jan 2010"
    workspace.look_at(base=Base.YEAR)
    assert tab.model.head(PLACES["base"])[0] == "Feb 2009"
    workspace.look_at(base=Base.AVERAGE)
    assert tab.model.head(PLACES["base"])[0] == "6-mth mean"
    assert not tab.model.flags(tab.model.index(1, PLACES["base"])) & Qt.ItemFlag.ItemIsEditable


def test_columns_are_kept_for_the_next_start(tab: SegmentsTab, show: Show, workspace: Workspace) -> None:
    tab.grid.columns.show(PLACES["moved"], is_shown=False)
    tab.grid.columns.move(PLACES["history"], -2)
    again = show(workspace)
    assert again.grid.head.shown() == tab.grid.head.shown()
    assert PLACES["moved"] not in again.grid.head.shown()
    again.reset_layout()
    assert again.grid.head.shown() == list(range(len(COLUMNS)))
    assert show(workspace).grid.head.shown() == list(range(len(COLUMNS)))
    other = show(workspace, "vertical")
    assert other.grid.head.shown() == list(range(len(COLUMNS))), "each dimension keeps its own columns"


def test_the_menu_of_columns_hides_moves_sorts_and_resets(tab: SegmentsTab, qapp: QApplication) -> None:
    def menu() -> dict[str, object]:
        popup = qapp.activePopupWidget()
        assert isinstance(popup, QMenu)
        actions = {action.text().partition("\t")[0]: action for action in popup.actions()}
        popup.close()
        return actions

    tab.panel.columns.click()
    choice = menu()
    assert [name for name in choice if name] == [
        *("Rank", "Name", "Value", "Compared with", "Change", "Average", "Rank change", "History"),
        "Reset the columns",
    ]
    assert not choice["Name"].isEnabled()  # type: ignore[attr-defined]
    choice["Rank change"].trigger()  # type: ignore[attr-defined]
    assert PLACES["moved"] not in tab.grid.head.shown()
    tab.grid.head.customContextMenuRequested.emit(QPoint(tab.grid.head.left_of(VALUE) + 10, 10))
    head = menu()
    head["Move the column right"].trigger()  # type: ignore[attr-defined]
    assert tab.grid.head.shown()[2:4] == [PLACES["base"], VALUE]
    head["Sort by this column"].trigger()  # type: ignore[attr-defined]
    assert tab.model.sorting.is_turned
    tab.grid.select_cells([(1, VALUE)])
    tab.grid.menu_wanted.emit(QPoint(10, 10))
    cells = menu()
    assert {"Copy with headers", "Copy without headers", "Paste", "Fill down", "Clear the figures"} <= set(cells)
    cells["Clear the figures"].trigger()  # type: ignore[attr-defined]
    wanted: list[str] = []
    tab.action_wanted.connect(wanted.append)
    cells["Add to trends"].trigger()  # type: ignore[attr-defined]
    assert wanted == ["add_to_trends"]
    tab.panel.columns.click()
    menu()["Reset the columns"].trigger()  # type: ignore[attr-defined]
    assert tab.grid.head.shown() == list(range(len(COLUMNS)))


def test_the_filter_leads_to_the_rows_and_tells_when_there_are_none(tab: SegmentsTab) -> None:
    tab.focus_filter()
    assert tab.panel.filter.hasFocus()
    QTest.keyClicks(tab.panel.filter, "zzz")
    assert tab.model.rowCount() == 1
    assert tab.panel.told.text().startswith("No name has “zzz” in it")
    assert tab.panel.foot.isVisible()
    QTest.keyClick(tab.panel.filter, Qt.Key.Key_Escape)
    assert tab.model.rowCount() == 20
    assert not tab.panel.foot.isVisible()
    QTest.keyClicks(tab.panel.filter, "jap")
    QTest.keyClick(tab.panel.filter, Qt.Key.Key_Down)
    assert tab.grid.hasFocus()


def test_who_does_not_see_the_table_hears_it(tab: SegmentsTab) -> None:
    found = QAccessible.queryAccessibleInterface(tab.grid)
    assert isinstance(found, QAccessibleInterface)
    assert found.text(QAccessible.Text.Name) == "Geography"
    names = {found.child(at).text(QAccessible.Text.Name) for at in range(found.childCount())}
    assert "China, 1 in 62.4 (1.60%), up 0.78 points, worse" in names
    assert "India, no figure" in names
    for part in (tab.panel.filter, tab.panel.copy, tab.panel.columns):
        assert part.accessibleName() or part.text()


def test_a_hidden_tab_asks_when_it_is_seen(tab: SegmentsTab, workspace: Workspace) -> None:
    answers: list[None] = []
    tab.answered.connect(lambda: answers.append(None))
    tab.hide()
    workspace.look_at(metric="spam.rate")
    assert answers == []
    tab.show()
    assert len(answers) == 1
    assert tab.model.sheet is not None
    assert tab.model.sheet.metric.id == "spam.rate"


@pytest.mark.slow
def test_a_large_table_is_shown_whole(
    show: Show, workspace_on: Callable[[Path | None], Workspace], made_file: Path
) -> None:
    workspace = workspace_on(made_file)
    tab = show(workspace, period=LAST)
    answers: list[object] = []
    workspace.ask(tab.question(workspace.scope), tab, answers.append, topic="test")  # type: ignore[arg-type]
    tab.show_answer(answers[0])  # type: ignore[arg-type]
    tab.grid.viewport().repaint()
    assert tab.model.rowCount() == SEGMENTS + 1


def test_where_the_keys_act_on_the_heat_map_that_is_copied(tab: SegmentsTab) -> None:
    tab.activateWindow()
    tab.beside.show_view("heat")
    tab.beside.heat.setFocus()
    tab.copy()
    head, *rows = QGuiApplication.clipboard().text().split("\n")
    assert head.endswith("\t2009-12\t2010-01\t2010-02"), "months stand beside each other, which the table does not have"
    assert rows
