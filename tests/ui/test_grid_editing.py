"""Figures typed in place, pasted, filled, cleared and copied: each edit is one undo step, and nothing jumps."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.core.errors import Refused
from workbench.core.ports import Change
from workbench.ui.appearance import Appearance
from workbench.ui.settings import Settings
from workbench.ui.tabs.segments import SegmentsTab
from workbench.ui.widgets.cell_editor import CellEditor
from workbench.ui.widgets.clipboard import OWN, mime_of, rows_of
from workbench.ui.widgets.columns import COLUMNS
from workbench.ui.workspace import Workspace

RANK, LABEL, VALUE, BASE, CHANGE, AVERAGE, MOVED, HISTORY = range(len(COLUMNS))
Cells = Callable[[int, int], list[str]]


@pytest.fixture
def tab(qtbot: QtBot, workspace: Workspace, appearance: Appearance, settings: Settings) -> SegmentsTab:
    """The virus rates of February 2010 by country."""
    workspace.look_at(metric="virus.rate")
    made = SegmentsTab(workspace, appearance, settings, dimension="geography")
    qtbot.addWidget(made)
    made.resize(1100, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.grid.setFocus()
    return made


@pytest.fixture
def refusals(tab: SegmentsTab) -> list[Refused]:
    """What could not be done."""
    told: list[Refused] = []
    tab.refused.connect(told.append)
    return told


def row_of(tab: SegmentsTab, segment: str) -> int:
    return tab.model.rows_of([("geography", segment)])[0]


def texts(tab: SegmentsTab, column: str, *segments: str) -> list[str]:
    return [tab.model.cell(row_of(tab, segment), column).text for segment in segments]


def editor(tab: SegmentsTab) -> CellEditor:
    found = tab.grid.delegate.editor
    assert found is not None
    return found


def current(tab: SegmentsTab) -> tuple[str, int]:
    index = tab.grid.currentIndex()
    return tab.model.place(index.row())[1], index.column()


def type_in(tab: SegmentsTab, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Type into the current cell as a person does: the first letter opens the field."""
    begin(tab, text)
    QTest.keyClick(editor(tab), key)


def begin(tab: SegmentsTab, text: str) -> None:
    for letter in text:
        pressed = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(tab.grid.delegate.editor or tab.grid, pressed)


def select(tab: SegmentsTab, *cells: tuple[str, int]) -> None:
    tab.grid.select_cells([(row_of(tab, segment), column) for segment, column in cells])


@pytest.mark.parametrize(
    ("text", "shown"),
    [("1 in 99.9", "99.9"), ("302.8通に1通", "302.8"), ("250.0", "250.0"), ("３０２．８", "302.8"), ("0.50%", "200.0")],
)
def test_a_figure_typed_is_written_in_any_spelling(
    tab: SegmentsTab, changes: list[Change], text: str, shown: str
) -> None:
    select(tab, ("TW", VALUE))
    type_in(tab, text)
    assert texts(tab, "value", "TW") == [shown]
    assert tab.model.cell(row_of(tab, "TW"), "value").marks.is_edited
    assert len(changes) == 1
    assert current(tab) == ("GB", VALUE), "Enter goes down"
    assert tab.grid.delegate.editor is None


def test_rows_stay_where_they_are_while_a_person_types(tab: SegmentsTab) -> None:
    before = [tab.model.place(row) for row in range(tab.model.rowCount())]
    select(tab, ("CN", VALUE))
    for text in ("900", "800", "700"):
        type_in(tab, text)
    assert [tab.model.place(row) for row in range(tab.model.rowCount())] == before
    assert current(tab) == ("BR", VALUE)
    assert not tab.model.is_in_order
    tip = Qt.ItemDataRole.ToolTipRole
    assert "Click to sort" in str(tab.model.headerData(VALUE, Qt.Orientation.Horizontal, tip))
    assert "Click to sort" not in str(tab.model.headerData(BASE, Qt.Orientation.Horizontal, tip))
    tab.grid.sort_by(VALUE)
    assert "Click to sort" not in str(tab.model.headerData(VALUE, Qt.Orientation.Horizontal, tip))
    assert current(tab) == ("BR", VALUE)
    assert [tab.model.place(row)[1] for row in range(1, 4)] == ["BR", "AT", "HK"]
    assert not tab.model.sorting.is_turned, "the first click puts the rows in order, and does not turn them round"


@pytest.mark.parametrize(
    ("key", "modifier", "expected"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, ("BR", VALUE)),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.NoModifier, ("BR", VALUE)),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier, ("TW", VALUE)),
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier, ("GB", BASE)),
        (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier, ("GB", LABEL)),
    ],
)
def test_the_key_that_ends_the_typing_says_where_to_go(
    tab: SegmentsTab, key: Qt.Key, modifier: Qt.KeyboardModifier, expected: tuple[str, int]
) -> None:
    select(tab, ("GB", VALUE))
    QTest.keyClick(tab.grid, Qt.Key.Key_F2)
    assert editor(tab).selectedText() == "169.6"
    QTest.keyClicks(editor(tab), "170")
    QTest.keyClick(editor(tab), key, modifier)
    assert current(tab) == expected
    assert texts(tab, "value", "GB") == ["170"]


def test_escape_and_an_unchanged_text_write_nothing(tab: SegmentsTab, changes: list[Change]) -> None:
    select(tab, ("GB", VALUE))
    type_in(tab, "5", Qt.Key.Key_Escape)
    assert tab.grid.delegate.editor is None
    QTest.keyClick(tab.grid, Qt.Key.Key_F2)
    QTest.keyClick(editor(tab), Qt.Key.Key_Return)
    assert changes == []
    assert texts(tab, "value", "GB") == ["169.6"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("302,6", "comma"),
        ("abc", "cannot be read"),
        ("0.5", "1 or more"),
        ("130%", "0 to 100"),
        ("5 KB", "whose unit is 1 in N"),
    ],
)
def test_a_text_that_cannot_be_taken_keeps_the_field_open_with_the_reason(
    tab: SegmentsTab, changes: list[Change], text: str, words: str
) -> None:
    select(tab, ("GB", VALUE))
    type_in(tab, text)
    field = editor(tab)
    assert field._explanation is not None
    assert words in field._explanation.text.text()
    assert field._explanation.isVisible()
    assert tab.grid.viewport().rect().contains(field._explanation.geometry())
    assert field.property("wrong")
    assert current(tab) == ("GB", VALUE)
    QTest.mouseClick(tab.grid.viewport(), Qt.MouseButton.LeftButton, pos=tab.grid.cell_box(8, BASE).center())
    assert editor(tab) is field, "a press elsewhere does not throw away what was typed"
    QTest.keyClicks(field, "0")
    assert field._explanation is None
    assert not field.property("wrong")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert changes == []


def test_the_reason_stands_above_the_cell_where_there_is_no_room_below(tab: SegmentsTab) -> None:
    tab.resize(1100, 300)
    QApplication.sendPostedEvents()
    last = tab.model.rowCount() - 1
    tab.grid.select_cells([(last, VALUE)])
    type_in(tab, "abc")
    explanation = editor(tab)._explanation
    assert explanation is not None
    assert explanation.geometry().bottom() < editor(tab).geometry().top()


def test_an_input_method_composes_in_the_field_from_its_first_letter(tab: SegmentsTab) -> None:
    select(tab, ("GB", VALUE))
    assert tab.grid.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    QApplication.sendEvent(tab.grid, QInputMethodEvent("さ", []))
    field = editor(tab)
    QApplication.sendEvent(tab.grid, QInputMethodEvent("さんびゃく", []))
    assert editor(tab) is field
    assert field.text() == ""
    done = QInputMethodEvent()
    done.setCommitString("300通に1通")
    QApplication.sendEvent(tab.grid, done)
    assert field.text() == "300通に1通"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert texts(tab, "value", "GB") == ["300"]


def test_news_does_not_touch_what_is_being_typed(tab: SegmentsTab, workspace: Workspace) -> None:
    select(tab, ("CN", VALUE))
    type_in(tab, "61.0")
    select(tab, ("GB", VALUE))
    begin(tab, "17")
    field = editor(tab)
    workspace.undo()
    assert texts(tab, "value", "CN") == ["62.4"]
    assert editor(tab) is field
    assert field.text() == "17"
    assert field.geometry().topLeft() == tab.grid.cell_box(row_of(tab, "GB"), VALUE).topLeft()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert texts(tab, "value", "GB") == ["17"]


def test_another_period_takes_what_was_typed_into_the_one_it_was_typed_for(
    tab: SegmentsTab, workspace: Workspace
) -> None:
    february = workspace.scope.period
    assert february is not None
    select(tab, ("GB", VALUE))
    begin(tab, "17")
    workspace.look_at(period=february.previous)
    assert tab.grid.delegate.editor is None
    workspace.look_at(period=february)
    assert texts(tab, "value", "GB") == ["17"]
    select(tab, ("GB", VALUE))
    begin(tab, "x")
    workspace.look_at(period=february.previous)
    assert tab.grid.delegate.editor is None
    assert texts(tab, "value", "GB") == ["–"]


def test_the_month_before_and_the_published_average_can_be_typed(tab: SegmentsTab, workspace: Workspace) -> None:
    select(tab, ("TW", BASE))
    type_in(tab, "120.5")
    select(tab, ("TW", AVERAGE))
    type_in(tab, "118.8")
    assert texts(tab, "base", "TW") == ["120.5"]
    cell = tab.model.cell(row_of(tab, "TW"), "average")
    assert (cell.text, cell.tag) == ("118.8", "pub.")
    assert texts(tab, "change", "TW") == ["+0.08"]
    workspace.undo()
    workspace.undo()
    assert texts(tab, "base", "TW") == ["–"]
    assert texts(tab, "average", "TW") == ["109.8"]


def test_the_total_can_be_typed(tab: SegmentsTab) -> None:
    tab.grid.select_cells([(0, VALUE)])
    type_in(tab, "300.0")
    assert tab.model.cell(0, "value").text == "300.0"


def test_computed_cells_do_not_open(tab: SegmentsTab) -> None:
    for column in (RANK, LABEL, CHANGE, MOVED, HISTORY):
        select(tab, ("GB", column))
        QTest.keyClick(tab.grid, Qt.Key.Key_F2)
        assert tab.grid.delegate.editor is None


def test_an_empty_text_clears_the_figure(tab: SegmentsTab, changes: list[Change]) -> None:
    select(tab, ("GB", VALUE))
    QTest.keyClick(tab.grid, Qt.Key.Key_F2)
    editor(tab).clear()
    QTest.keyClick(editor(tab), Qt.Key.Key_Return)
    assert texts(tab, "value", "GB") == ["–"]
    assert len(changes) == 1


def test_a_block_of_a_spreadsheet_is_pasted_as_one_step(
    tab: SegmentsTab, workspace: Workspace, changes: list[Change]
) -> None:
    QGuiApplication.clipboard().setText("100.1\t1 in 200.2\r\n101\t\r\n-\t202.2\r\n")
    select(tab, ("TW", VALUE))
    tab.paste()
    assert texts(tab, "value", "TW", "GB", "BR") == ["100.1", "101", "–"]
    assert texts(tab, "base", "TW", "GB", "BR") == ["200.2", "–", "202.2"]
    assert len(changes) == 1
    assert len(tab.grid.selected_cells()) == 6
    assert current(tab) == ("TW", VALUE)
    workspace.undo()
    assert texts(tab, "value", "TW", "GB", "BR") == ["109.8", "169.6", "196.5"]
    assert texts(tab, "base", "TW", "GB", "BR") == ["–", "–", "–"]


def test_a_block_follows_the_order_that_is_seen(tab: SegmentsTab) -> None:
    tab.grid.sort_by(LABEL)
    tab.grid.columns.show(BASE, is_shown=False)
    tab.grid.columns.show(CHANGE, is_shown=False)
    tab.panel.filter.setText("an")
    QGuiApplication.clipboard().setText("11\t12\n21\t22")
    select(tab, ("CA", VALUE))
    tab.paste()
    shown = [tab.model.place(row)[1] for row in range(tab.model.rowCount())]
    after = shown[shown.index("CA") + 1]
    assert texts(tab, "value", "CA", after) == ["11", "21"]
    assert texts(tab, "average", "CA", after) == ["12", "22"]


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("5\nabc", ["“abc”", "United Kingdom", "Feb 2010", "Nothing was written"]),
        ("5\t6\t7", ["“7”", "Taiwan", "Change", "computed"]),
        ("\n".join("1" * 40), ["40 × 1", "Nothing was written"]),
        ("\t".join("1" * 9), ["1 × 9", "Nothing was written"]),
        ("5\n1,5", ["“1,5”", "United Kingdom"]),
    ],
)
def test_a_block_that_cannot_be_taken_whole_writes_nothing_and_says_where(
    tab: SegmentsTab,
    appearance: Appearance,
    changes: list[Change],
    refusals: list[Refused],
    block: str,
    reason: list[str],
) -> None:
    QGuiApplication.clipboard().setText(block)
    select(tab, ("TW", VALUE))
    tab.paste()
    assert changes == []
    sentence = appearance.sentence(refusals[0].message)
    assert [part for part in reason if part not in sentence] == []


def test_one_figure_is_pasted_into_all_selected_cells(tab: SegmentsTab, changes: list[Change]) -> None:
    QGuiApplication.clipboard().setText("77.7\n")
    select(tab, ("TW", VALUE), ("BR", VALUE))
    tab.paste()
    assert texts(tab, "value", "TW", "GB", "BR") == ["77.7", "169.6", "77.7"]
    assert len(changes) == 1


def test_an_empty_clipboard_is_told(tab: SegmentsTab, refusals: list[Refused]) -> None:
    QGuiApplication.clipboard().setMimeData(QMimeData())
    select(tab, ("TW", VALUE))
    tab.paste()
    assert [refusal.message.id for refusal in refusals] == ["paste.nothing"]


def test_fill_down_repeats_the_first_figure_of_each_column(tab: SegmentsTab, changes: list[Change]) -> None:
    select(tab, *((segment, column) for segment in ("HK", "DE", "AU") for column in (VALUE, BASE, CHANGE)))
    tab.fill_down()
    assert texts(tab, "value", "HK", "DE", "AU") == ["272.2"] * 3
    assert texts(tab, "base", "HK", "DE", "AU") == ["331.9"] * 3
    assert len(changes) == 1
    select(tab, ("GB", VALUE))
    tab.fill_down()
    assert texts(tab, "value", "GB") == ["109.8"], "a single row takes the figures of the row above"


def test_there_may_be_nothing_to_fill(tab: SegmentsTab, refusals: list[Refused], changes: list[Change]) -> None:
    for cells in ([("CN", VALUE)], [("TW", CHANGE), ("GB", CHANGE)]):
        select(tab, *cells)
        tab.fill_down()
    assert [refusal.message.id for refusal in refusals] == ["fill.nothing"] * 2
    assert changes == []


def test_delete_states_figures_to_be_missing_in_one_step(
    tab: SegmentsTab, workspace: Workspace, changes: list[Change]
) -> None:
    select(tab, ("CN", VALUE), ("TW", VALUE), ("CN", BASE), ("IN", VALUE))
    QTest.keyClick(tab.grid, Qt.Key.Key_Delete)
    assert texts(tab, "value", "CN", "TW") == ["–", "–"]
    assert texts(tab, "base", "CN") == ["–"]
    assert len(changes) == 1
    assert tab.panel.foot.isVisible()
    assert tab.panel.told.text() == "2 of 13 still missing"
    workspace.undo()
    assert texts(tab, "value", "CN", "TW") == ["62.4", "109.8"]
    assert not tab.panel.foot.isVisible()
    select(tab, ("IN", VALUE))
    QTest.keyClick(tab.grid, Qt.Key.Key_Delete)
    assert len(changes) == 2, "there was nothing to clear"


def test_delete_on_a_whole_row_leaves_the_other_months_alone(tab: SegmentsTab) -> None:
    select(tab, ("HK", VALUE))
    QTest.keyClick(tab.grid, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(tab.grid, Qt.Key.Key_Delete)
    assert texts(tab, "value", "HK") == ["–"]
    assert texts(tab, "base", "HK") == ["331.9"]


def test_a_block_is_copied_with_its_heads_as_text_and_as_a_table(tab: SegmentsTab) -> None:
    select(tab, *((segment, column) for segment in ("JP", "DK") for column in (LABEL, VALUE, CHANGE, HISTORY)))
    tab.copy()
    data = QGuiApplication.clipboard().mimeData()
    lines = [line.split("\t") for line in data.text().split("\r\n")]
    assert lines == [
        ["Geography 13 of 19 reported", "Feb 2010 1 in N", "Change pt, by rate"],
        ["Japan", "602.6", "-0.09"],
        ["Denmark", "", ""],
    ]
    assert "<th>Feb 2010 1 in N</th>" in data.html()
    assert "<td>602.6</td>" in data.html()
    QTest.keyClick(tab.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert QGuiApplication.clipboard().text().split("\r\n")[0] == "Japan\t602.6\t-0.09"


def test_what_was_copied_here_can_be_pasted_here(tab: SegmentsTab, changes: list[Change]) -> None:
    select(tab, ("CN", VALUE), ("TW", VALUE))
    tab.copy()
    select(tab, ("BR", VALUE))
    tab.paste()
    assert texts(tab, "value", "BR", "AT") == ["62.4", "109.8"]
    assert len(changes) == 1


def test_copy_and_paste_in_the_filter_are_the_filters_own(tab: SegmentsTab, changes: list[Change]) -> None:
    tab.focus_filter()
    tab.panel.filter.setText("abc")
    tab.panel.filter.selectAll()
    tab.copy()
    assert QGuiApplication.clipboard().text() == "abc"
    tab.paste()
    assert tab.panel.filter.text() == "abc"
    assert changes == []


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1), min_size=1))
def test_a_block_comes_back_from_the_clipboard_as_it_went(rows: list[list[str]]) -> None:
    assert rows_of(mime_of(["a"], rows)) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\n\n3", [["1"], [""], ["3"]]),
        ('"a\nb"\t2\n', [["a\nb", "2"]]),
        ("5", [["5"]]),
        ("1\r2\r", [["1"], ["2"]]),
        ("", []),
    ],
)
def test_a_block_of_another_program_is_read(text: str, rows: list[list[str]]) -> None:
    data = QMimeData()
    data.setText(text)
    assert rows_of(data) == rows


@pytest.mark.parametrize("content", [b"", b"\xff", b"[1]", b"{}", b'{"a": 1}', b"null"])
def test_what_another_program_put_in_our_name_does_no_harm(content: bytes) -> None:
    data = QMimeData()
    data.setData(OWN, content)
    rows_of(data)


def test_a_name_that_looks_like_a_formula_is_none_in_a_spreadsheet() -> None:
    data = mime_of([], [["=HYPERLINK(1)", "-0.5", "a\tb", "<b>"]])
    assert data.text() == "'=HYPERLINK(1)\t-0.5\ta b\t<b>"
    assert "<td>&lt;b&gt;</td>" in data.html()
