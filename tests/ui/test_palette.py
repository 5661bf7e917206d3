"""The palette: everything is found in both languages as it is typed, and is done by Enter."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QInputMethodEvent, QPainter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem, QWidget

from workbench.core.commands.segments import merge_segments
from workbench.core.periods import Period
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.palette import MOST_ROWS, WIDTH, Palette
from workbench.ui.dialogs.palette_entries import PaletteAction
from workbench.ui.dialogs.palette_list import PaletteModel
from workbench.ui.lanes import InlineLanes
from workbench.ui.workspace import Workspace


@pytest.fixture
def done() -> list[str]:
    """What actions did."""
    return []


@pytest.fixture
def actions(done: list[str]) -> list[PaletteAction]:
    return [
        PaletteAction("import", "取り込む…", "Import…", "Ctrl+I", "upload", lambda: done.append("import")),
        PaletteAction("undo", "元に戻す", "Undo", "Ctrl+Z", "undo-2", lambda: done.append("undo")),
    ]


@pytest.fixture
def behind(qtbot) -> QWidget:
    """The window over which it opens."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 800)
    window.show()
    return window


@pytest.fixture
def palette(behind: QWidget, workspace: Workspace, appearance: Appearance, actions: list[PaletteAction]) -> Palette:
    made = Palette(workspace, appearance, actions, behind)
    made.open()
    return made


def labels(palette: Palette) -> list[str]:
    return [row.label for row in palette.model.rows]


def press_enter(palette: Palette) -> None:
    QTest.keyClick(palette.field, Qt.Key.Key_Return)


def test_it_opens_without_blocking_with_the_focus_in_the_field(palette: Palette) -> None:
    assert palette.isVisible()
    assert not palette.isModal()
    assert palette.focusWidget() is palette.field
    assert palette.width() == WIDTH


def test_it_shows_at_most_ten_rows(palette: Palette) -> None:
    assert len(palette.model.rows) == MOST_ROWS
    palette.field.setText("a")
    assert len(palette.model.rows) == MOST_ROWS


@pytest.mark.parametrize("text", ["China", "chin", "中国", "ちゅうごく", "CN"])
@pytest.mark.parametrize(("language", "label"), [("en", "China"), ("ja", "中国")])
def test_a_country_is_found_in_any_spelling(
    palette: Palette, appearance: Appearance, text: str, language: str, label: str
) -> None:
    appearance.set_language(language)
    palette.field.setText(text)
    assert labels(palette)[0] == label


def test_a_segment_is_selected_after_its_tab_was_asked_for(palette: Palette, workspace: Workspace) -> None:
    chosen = []
    palette.segment_chosen.connect(lambda *pair: chosen.append((pair, workspace.scope.selected)))
    palette.field.setText("ドイツ")
    press_enter(palette)
    assert chosen == [(("geography", "DE"), ())]
    assert (workspace.scope.dimension, workspace.scope.selected) == ("geography", (("geography", "DE"),))
    assert workspace.scope.metric == "spam.rate"
    assert not palette.isVisible()


def test_a_segment_of_another_breakdown_brings_a_metric_that_has_it(palette: Palette, workspace: Workspace) -> None:
    palette.field.setText("Trojan.Bredolab")
    press_enter(palette)
    assert workspace.scope.dimension == "malware"
    assert "malware" in workspace.catalogue.breakdowns(workspace.scope.metric)


def test_a_metric_is_looked_at(palette: Palette, workspace: Workspace) -> None:
    palette.field.setText("ういるすりつ")
    press_enter(palette)
    assert workspace.scope.metric == "virus.rate"


@pytest.mark.parametrize("text", ["2009-10", "October 2009", "2009年10月", "平成21年10月"])
def test_a_period_is_looked_at_however_it_is_written(palette: Palette, workspace: Workspace, text: str) -> None:
    palette.field.setText(text)
    assert palette.model.rows[0].kind == "Period"
    press_enter(palette)
    assert workspace.scope.period == Period.month(2009, 10)


def test_a_period_without_figures_is_offered_and_said_to_be_empty(palette: Palette, workspace: Workspace) -> None:
    palette.field.setText("2031-05")
    assert [(row.label, row.kind) for row in palette.model.rows] == [("May 2031", "Period without figures")]
    press_enter(palette)
    assert workspace.scope.period == Period.month(2031, 5)


def test_an_action_is_done_once_and_the_palette_is_closed_before(palette: Palette, done: list[str]) -> None:
    palette.field.setText("とりこむ")
    assert palette.model.rows[0].key == "Ctrl+I"
    press_enter(palette)
    assert done == ["import"]
    assert not palette.isVisible()


def test_a_click_does_what_is_clicked(palette: Palette, done: list[str]) -> None:
    palette.field.setText("undo")
    palette.list.clicked.emit(palette.model.index(0))
    assert done == ["undo"]


def test_arrows_go_round_and_pages_stop_at_the_ends(palette: Palette) -> None:
    rows = palette.list
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    assert rows.currentIndex().row() == MOST_ROWS - 1
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert rows.currentIndex().row() == 0
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert rows.currentIndex().row() == 1
    QTest.keyClick(palette.field, Qt.Key.Key_PageDown)
    assert rows.currentIndex().row() == MOST_ROWS - 1


def test_the_field_says_which_row_is_chosen(palette: Palette) -> None:
    palette.field.setText("chin")
    assert palette.field.accessibleDescription() == "China, Geography"


def test_what_is_composed_is_searched_for_and_keeps_its_keys(palette: Palette) -> None:
    QApplication.sendEvent(palette.field, QInputMethodEvent("ちゅうごk", []))
    assert labels(palette)[0] == "China"
    chosen = palette.list.currentIndex().row()
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == chosen
    commit = QInputMethodEvent("", [])
    commit.setCommitString("中国")
    QApplication.sendEvent(palette.field, commit)
    assert palette.field.text() == "中国"
    assert labels(palette)[0] == "China"


def test_escape_closes_it(palette: Palette, workspace: Workspace) -> None:
    before = workspace.scope
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert workspace.scope == before


def test_it_closes_when_another_window_is_used(palette: Palette) -> None:
    QApplication.sendEvent(palette, QEvent(QEvent.Type.WindowDeactivate))
    assert not palette.isVisible()


def test_enter_with_nothing_found_does_nothing(palette: Palette, workspace: Workspace, done: list[str]) -> None:
    before = workspace.scope
    palette.field.setText("qzqzqz")
    assert labels(palette) == []
    press_enter(palette)
    assert palette.isVisible()
    assert (workspace.scope, done) == (before, [])


def test_the_found_part_of_the_label_is_set_off_and_else_the_other_name_is_shown(
    palette: Palette, appearance: Appearance
) -> None:
    palette.field.setText("chin")
    row = palette.model.rows[0]
    assert (row.label, row.spans, row.other) == ("China", ((0, 4),), "")
    appearance.set_language("ja")
    QApplication.sendPostedEvents(None, 0)
    row = palette.model.rows[0]
    assert (row.label, row.spans, row.other, row.other_spans) == ("中国", (), "China", ((0, 4),))


def test_segments_with_figures_come_first(palette: Palette) -> None:
    palette.field.setText("chi")
    assert labels(palette).index("China") < labels(palette).index("Chile")


def test_names_of_what_was_merged_lead_to_what_stands(
    qtbot, workspace: Workspace, appearance: Appearance, actions: list[PaletteAction]
) -> None:
    workspace.run(merge_segments(workspace.catalogue, "geography", "AS", "US"))
    palette = Palette(workspace, appearance, actions)
    qtbot.addWidget(palette)
    palette.field.setText("American Samoa")
    assert labels(palette)[0] == "United States"
    assert palette.model.rows[0].other == "American Samoa"


def test_actions_are_found_while_no_database_is_open(
    qtbot, appearance: Appearance, actions: list[PaletteAction], done: list[str]
) -> None:
    palette = Palette(Workspace(InlineLanes()), appearance, actions)
    qtbot.addWidget(palette)
    palette.field.setText("undo")
    press_enter(palette)
    assert done == ["undo"]


def test_the_rows_are_a_sound_model(palette: Palette) -> None:
    model = PaletteModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(palette.model.rows)
    model.show([])
    assert tester.model() is model


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_long_label_leaves_room_for_kind_and_key(palette: Palette, appearance: Appearance, theme: str) -> None:
    appearance.set_theme(theme)
    row = replace(palette.model.rows[0], label="W" * 200, key="Ctrl+Shift+M")
    shots = [_painted(palette, replace(row, label=label)) for label in ("W" * 200, "")]
    right = [shot.copy(500, 0, 120, shot.height()) for shot in shots]
    assert right[0] == right[1]
    assert shots[0] != shots[1]


def _painted(palette: Palette, row) -> QImage:
    palette.model.show([row])
    image = QImage(620, 32, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    option = QStyleOptionViewItem()
    option.rect = image.rect()
    option.state = QStyle.StateFlag.State_Enabled
    painter = QPainter(image)
    palette.list.painting.paint(painter, option, palette.model.index(0))
    painter.end()
    return image
