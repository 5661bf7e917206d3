"""The window at 100 to 300 percent, what it keeps between two starts, and what can be dropped on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.__main__ import _openers
from workbench.core.messages import Message
from workbench.core.periods import Period
from workbench.core.queries.breakdown import Base
from workbench.core.scope import Scope
from workbench.ui.appearance import Appearance
from workbench.ui.dropped import file_of, is_database
from workbench.ui.kept_scope import scope_of
from workbench.ui.lanes import InlineLanes
from workbench.ui.settings import Settings
from workbench.ui.tabs import TABS
from workbench.ui.tabs.segments import SegmentsTab
from workbench.ui.tour import settle
from workbench.ui.window import Window
from workbench.ui.workspace import Workspace

FEBRUARY, JANUARY = Period.month(2010, 2), Period.month(2010, 1)
SIZES = {100: (1440, 900), 150: (960, 600), 200: (720, 450), 300: (480, 300)}
"""The logical pixels of a screen of 1440 by 900 at a scale."""

INSPECTOR = 1
Start = Callable[[], Window]


@pytest.fixture
def start(sample_file: Path, tmp_path: Path, appearance: Appearance) -> Iterator[Start]:
    """Starts the window over the sample, each time with what was kept the last time."""
    started: list[Window] = []
    database = tmp_path / "month.db"
    database.write_bytes(sample_file.read_bytes())

    def make() -> Window:
        for before in started:
            before.close()
        settings = Settings(tmp_path / "window.ini")
        window = Window(settings)
        window.furnish(Workspace(InlineLanes(), scope_of(settings.looked_at())), appearance, _openers())
        window.show()
        window.show_figures(database)
        settle(window)
        started.append(window)
        return window

    yield make
    for window in started:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(start: Start) -> Window:
    window = start()
    window.workspace.look_at(period=FEBRUARY, metric="virus.rate")
    return window


def breakdown(window: Window) -> SegmentsTab:
    assert isinstance(window.page, SegmentsTab)
    return window.page


def take_size(window: Window, scale: int) -> None:
    window.resize(*SIZES[scale])
    settle(window)


def cut(window: Window) -> list[str]:
    """Return the texts of the window's own labels and buttons that have less room than they need, or stand outside."""
    bars: list[QWidget] = [window.scope_bar, window.status, window.notices, window.panes]
    parts: list[QLabel | QAbstractButton] = []
    for bar in bars:
        parts += [*bar.findChildren(QLabel), *bar.findChildren(QAbstractButton)]
    return [part.text() for part in parts if part.isVisible() and part.text() and is_cut(part)]


def is_cut(part: QLabel | QAbstractButton) -> bool:
    is_icon = isinstance(part, QToolButton) and part.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    if is_icon or (isinstance(part, QLabel) and part.wordWrap()):
        return False
    return part.fontMetrics().horizontalAdvance(part.text()) > part.width() + 1


class TestScales:
    @pytest.mark.parametrize("tab", [tab.id for tab in TABS])
    def test_nothing_is_cut(self, window: Window, tab: str) -> None:
        window.show_tab(tab)
        lacking = {}
        for language in ("ja", "en"):
            window.appearance.set_language(language)
            for scale, size in SIZES.items():
                take_size(window, scale)
                assert (window.width(), window.height()) == size
                lacking[language, scale] = cut(window)
        assert {where: texts for where, texts in lacking.items() if texts} == {}

    @pytest.mark.parametrize(("scale", "side_by_side"), [(100, True), (150, True), (200, False), (300, False)])
    def test_from_200_percent_the_inspector_is_a_tab(self, window: Window, scale: int, *, side_by_side: bool) -> None:
        window.show_tab("geography")
        take_size(window, scale)
        assert window.panes.is_narrow != side_by_side
        assert window.inspector.isVisible() == side_by_side
        assert window.page.isVisible()

    @pytest.mark.parametrize(("scale", "titles"), [(100, []), (200, ["Table", "Chart", "Details"])])
    def test_the_panels_of_a_narrow_tab_stand_in_one_row_with_the_inspector(
        self, window: Window, scale: int, titles: list[str]
    ) -> None:
        window.show_tab("geography")
        take_size(window, scale)
        row = window.panes.row
        assert ([row.tabText(at) for at in range(row.count())] if row.isVisible() else []) == titles
        assert not breakdown(window).panes.row.isVisible()

    def test_each_of_the_row_is_shown_when_it_is_chosen(self, window: Window) -> None:
        window.show_tab("geography")
        take_size(window, 200)
        tab = breakdown(window)
        shown = []
        for at in range(3):
            window.panes.row.setCurrentIndex(at)
            shown.append((tab.panel.isVisible(), tab.bars.isVisible(), window.inspector.isVisible()))
        assert shown == [(True, False, False), (False, True, False), (False, False, True)]

    def test_the_inspector_asks_when_it_comes_to_the_front(self, window: Window) -> None:
        take_size(window, 200)
        window.workspace.look_at(period=JANUARY)
        window.action("inspector").trigger()
        assert window.inspector.isVisible()
        assert "January 2010" in [label.text() for label in window.inspector.findChildren(QLabel)]

    def test_a_note_is_written_in_the_inspector_behind_the_tab(self, window: Window) -> None:
        take_size(window, 200)
        window.action("add_note").trigger()
        assert window.inspector.isVisible()
        assert window.is_inspector_wanted

    def test_a_tab_without_room_for_its_text_has_it_in_a_tool_tip(self, window: Window) -> None:
        window.tab_bar.resize(200, window.tab_bar.height())
        others = [at for at in range(len(TABS)) if at != window.tab_bar.currentIndex()]
        assert {window.tab_bar.tabText(at) for at in others} == {""}
        assert all(window.tab_bar.tabToolTip(at) for at in others)


class TestKept:
    def test_what_was_looked_at_is_there_at_the_next_start(self, start: Start) -> None:
        window = start()
        window.show_tab("vertical")
        window.workspace.look_at(period=JANUARY, base=Base.YEAR, metric="virus.rate", selected=())
        again = start()
        assert again.workspace.scope == Scope(JANUARY, Base.YEAR, "virus.rate", "vertical")
        assert TABS[again.tab_bar.currentIndex()].id == "vertical"

    def test_at_the_first_start_it_is_the_newest_month_that_is_worked_on(self, start: Start) -> None:
        assert start().workspace.scope.period == FEBRUARY

    def test_what_the_database_has_not_any_more_is_passed_over(self, start: Start, tmp_path: Path) -> None:
        gone: dict[str, object] = {
            "period": "1999-01",
            "base": "1998-01",
            "metric": "gone.rate",
            "dimension": "gone",
            "tab": "gone",
        }
        Settings(tmp_path / "window.ini").set_looked_at(gone)
        scope = start().workspace.scope
        assert (scope.period, scope.base, scope.metric) == (FEBRUARY, Base.PREVIOUS, "spam.rate")

    def test_panels_columns_and_density_are_kept(self, start: Start) -> None:
        window = start()
        window.show_tab("geography")
        take_size(window, 100)
        window.panes.splitter.moveSplitter(900, 1)
        breakdown(window).panes.splitter.moveSplitter(500, 1)
        breakdown(window).grid.columns.show(5, is_shown=False)
        window.action("density_dense").trigger()
        inspector, table = window.inspector.width(), breakdown(window).panel.width()
        again = start()
        take_size(again, 100)
        assert (again.inspector.width(), breakdown(again).panel.width()) == (inspector, table)
        assert breakdown(again).grid.isColumnHidden(5)
        assert breakdown(again).grid.painter.row_height == 22
        assert again.action("density_dense").isChecked()

    def test_a_reset_undoes_the_layout_and_nothing_else(self, start: Start) -> None:
        window = start()
        window.show_tab("geography")
        window.workspace.look_at(period=JANUARY)
        window.speak("ja")
        for change in ("density_roomy", "inspector"):
            window.action(change).trigger()
        breakdown(window).grid.columns.show(5, is_shown=False)
        window.resize(900, 700)
        window.action("reset_layout").trigger()
        settle(window)
        room = window.screen().availableSize()
        assert window.width() == min(SIZES[100][0], room.width() - 16)
        take_size(window, 100)
        assert window.inspector.isVisible()
        assert not breakdown(window).grid.isColumnHidden(5)
        assert breakdown(window).grid.painter.row_height == 26
        assert window.action("density_normal").isChecked()
        assert (window.appearance.language, window.workspace.scope.period) == ("ja", JANUARY)

    @pytest.mark.parametrize(("density", "rows", "bars"), [("dense", 22, 20), ("normal", 26, 22), ("roomy", 32, 28)])
    def test_rows_of_table_and_bars_follow_the_density(
        self, window: Window, density: str, rows: int, bars: int
    ) -> None:
        window.show_tab("geography")
        window.action(f"density_{density}").trigger()
        tab = breakdown(window)
        assert tab.grid.verticalHeader().defaultSectionSize() == rows
        assert tab.bars.row_area(0).height() == bars
        checked = [each for each in ("dense", "normal", "roomy") if window.action(f"density_{each}").isChecked()]
        assert checked == [density]


def dropped(*urls: QUrl) -> QMimeData:
    data = QMimeData()
    data.setUrls(list(urls))
    return data


def drop(window: Window, *files: Path) -> None:
    """Drop files on the window."""
    data = dropped(*(QUrl.fromLocalFile(str(file)) for file in files))
    place, action = QPoint(50, 50), Qt.DropAction.CopyAction
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, action, data, button, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(place), action, data, button, none))


def told(window: Window) -> str:
    """Return what the notices say."""
    return window.notices._text.text if window.notices.isVisible() else ""


def dialogs(window: Window) -> list[str]:
    return [type(dialog).__name__ for dialog in window.findChildren(QDialog) if dialog.isVisible()]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "figures.csv"
    file.write_text("metric,period,segment,value\nspam.rate,2010-03,,90.1\n", encoding="utf-8")
    return file


@pytest.fixture
def other_database(sample_file: Path, tmp_path: Path) -> Path:
    """Another database, with the sample in it."""
    return Path(shutil.copy(sample_file, tmp_path / "other.db"))


class TestDropping:
    def test_a_table_is_shown_before_it_is_imported(self, window: Window, table: Path) -> None:
        drop(window, table)
        assert dialogs(window) == ["ImportDialog"]

    def test_a_database_is_opened(self, window: Window, other_database: Path) -> None:
        drop(window, other_database)
        assert window.workspace.path == other_database
        assert told(window) == ""

    def test_a_database_that_is_gone_is_not_made_anew(self, window: Window, tmp_path: Path) -> None:
        before = window.workspace.path
        drop(window, tmp_path / "gone.db")
        assert window.workspace.path == before
        assert told(window).startswith("gone.db is no longer there.")
        assert not (tmp_path / "gone.db").exists()

    @pytest.mark.parametrize(
        ("name", "start_of_sentence"), [("a.docx", "a.docx cannot be taken in."), ("folder", "folder cannot")]
    )
    def test_what_cannot_be_taken_is_told(
        self, window: Window, tmp_path: Path, name: str, start_of_sentence: str
    ) -> None:
        drop(window, tmp_path / name)
        assert told(window).startswith(start_of_sentence)
        assert dialogs(window) == []

    def test_more_than_one_file_is_told(self, window: Window, table: Path, other_database: Path) -> None:
        drop(window, table, other_database)
        assert told(window).startswith("Drop one file at a time.")

    def test_without_a_database_nothing_is_imported(
        self, tmp_path: Path, appearance: Appearance, table: Path, qtbot: QtBot
    ) -> None:
        window = Window(Settings(tmp_path / "none.ini"))
        qtbot.addWidget(window)
        window.furnish(Workspace(InlineLanes()), appearance, _openers())
        window.show()
        drop(window, table)
        assert told(window).startswith("figures.csv was not imported")

    @pytest.mark.parametrize("urls", [[], [QUrl("https://example.org/figures.csv")]])
    def test_what_is_no_file_of_this_computer_is_refused(self, urls: list[QUrl]) -> None:
        refused = file_of(dropped(*urls))
        assert isinstance(refused, Message)
        assert refused.id == "drop.no_file"

    @pytest.mark.parametrize(
        ("name", "opens"), [("a.db", True), ("A.DB", True), ("b.workbench", True), ("c.csv", False), ("d.tsv", False)]
    )
    def test_the_name_says_what_is_done(self, name: str, *, opens: bool) -> None:
        file = file_of(dropped(QUrl.fromLocalFile(f"/x/{name}")))
        assert isinstance(file, Path)
        assert is_database(file) == opens


def entries(window: Window, kind: str) -> list[str]:
    """Open the file menu, and return what one of its submenus lists."""
    window._menus["file"].aboutToShow.emit()
    recent = window.recent_databases if kind == "databases" else window.recent_imports
    return [action.text() for action in recent.menu.actions()]


class TestRecentFiles:
    def test_what_was_opened_and_imported_is_listed(self, window: Window, table: Path, other_database: Path) -> None:
        drop(window, table)
        drop(window, other_database)
        assert entries(window, "databases") == ["&1  other.db", "&2  month.db"]
        assert entries(window, "imports") == ["&1  figures.csv"]

    def test_a_listed_database_is_opened(self, window: Window, other_database: Path) -> None:
        first = window.workspace.path
        drop(window, other_database)
        entries(window, "databases")
        window.recent_databases.menu.actions()[1].trigger()
        assert window.workspace.path == first
        assert entries(window, "databases") == ["&1  month.db", "&2  other.db"]

    def test_files_that_are_gone_are_left_out(self, window: Window, table: Path) -> None:
        drop(window, table)
        table.unlink()
        assert entries(window, "imports") == ["None yet"]
        assert not window.recent_imports.menu.actions()[0].isEnabled()

    def test_a_database_that_goes_while_the_menu_is_open_is_told_and_forgotten(
        self, window: Window, other_database: Path
    ) -> None:
        window.settings.note_recent("databases", other_database)
        entries(window, "databases")
        other_database.unlink()
        window.recent_databases.menu.actions()[0].trigger()
        assert told(window).startswith("other.db is no longer there.")
        assert not other_database.exists()
        assert str(other_database) not in window.settings.recent("databases")

    def test_files_of_one_name_are_told_apart_by_their_folders(self, window: Window, tmp_path: Path) -> None:
        for folder in ("a", "b&c"):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "x.csv").touch()
            window.settings.note_recent("imports", tmp_path / folder / "x.csv")
        assert entries(window, "imports") == ["&1  x.csv  (b&&c)", "&2  x.csv  (a)"]
        assert window.recent_imports.menu.actions()[0].toolTip() == str(tmp_path / "b&c" / "x.csv")
