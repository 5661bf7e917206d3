"""The table as it is seen and moved in: what is frozen, keys, selection, columns, and its painting."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from tests.bench.table_frames import made_sheet
from workbench.core.catalogue import shipped_catalogue
from workbench.core.resources import resources_folder
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.columns import COLUMNS, FROZEN
from workbench.ui.widgets.grid_cells import Cell
from workbench.ui.widgets.grid_model import GridModel
from workbench.ui.widgets.grid_view import GridView
from workbench.ui.widgets.grid_words import GridWords

RANK, LABEL, VALUE, BASE, CHANGE, AVERAGE, MOVED, HISTORY = range(len(COLUMNS))
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(qtbot: QtBot, appearance: Appearance) -> Iterator[GridView]:
    """A table of 250 segments, in a room for some of them."""
    catalogue = shipped_catalogue(resources_folder())
    model = GridModel(GridWords(appearance, lambda: catalogue))
    model.show(made_sheet(months=24))
    made = GridView(model, appearance)
    qtbot.addWidget(made)
    made.resize(520, 400)
    made.show()
    made.columns.fit()
    made.activateWindow()
    made.setFocus()
    yield made
    made.hide()


def current(view: GridView) -> tuple[int, int]:
    return view.currentIndex().row(), view.currentIndex().column()


def press(view: GridView, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(view, key, modifiers)


def click(
    view: GridView, row: int, column: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    place = view.cell_box(row, column).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifiers, place)


def picture(view: QTableView) -> QImage:
    return view.viewport().grab().toImage()


def test_the_first_columns_and_the_total_stay_while_the_rest_scrolls(view: GridView) -> None:
    boxes = {(row, column): view.cell_box(row, column) for row in (0, 9) for column in (LABEL, VALUE)}
    view.horizontalScrollBar().setValue(60)
    view.verticalScrollBar().setValue(130)
    assert view.cell_box(0, LABEL) == boxes[0, LABEL]
    assert view.cell_box(0, VALUE) == boxes[0, VALUE].translated(-60, 0)
    assert view.cell_box(9, LABEL) == boxes[9, LABEL].translated(0, -130)
    assert view.cell_box(9, VALUE) == boxes[9, VALUE].translated(-60, -130)


@pytest.mark.parametrize("scrolled", [(0, 0), (60, 130), (200, 1000)])
def test_what_is_seen_at_a_place_is_what_was_painted_there(view: GridView, scrolled: tuple[int, int]) -> None:
    view.horizontalScrollBar().setValue(scrolled[0])
    view.verticalScrollBar().setValue(scrolled[1])
    front = view.head.frozen_width()
    for x in range(2, view.viewport().width(), 37):
        for y in range(2, view.viewport().height(), 29):
            index = view.indexAt(QPoint(x, y))
            assert index.isValid()
            assert view.visualRect(index).contains(x, y)
            assert (index.row() == 0) == (y < view.painter.row_height)
            assert (index.column() in FROZEN) == (x < front)


def test_a_cell_that_is_gone_to_comes_out_from_under_the_frozen_ones(view: GridView) -> None:
    for row, column in ((200, HISTORY), (3, VALUE), (1, RANK), (120, BASE), (250, VALUE)):
        view.select_cells([(row, column)])
        box = view.cell_box(row, column)
        assert view.viewport().rect().contains(box.topLeft())
        assert view.viewport().rect().contains(box.bottomRight())
        assert box.top() >= view.painter.row_height
        assert column in FROZEN or box.left() >= view.head.frozen_width()


def test_frozen_columns_let_go_where_there_is_no_room(view: GridView) -> None:
    assert view.head.frozen_width() > 0
    view.resize(180, 400)
    assert view.head.frozen_width() == 0
    view.horizontalScrollBar().setValue(40)
    assert view.cell_box(1, RANK).left() == -40


def test_the_keys_of_a_spreadsheet_move_the_current_cell(view: GridView) -> None:
    view.select_cells([(5, VALUE)])
    steps = [
        (Qt.Key.Key_Down, (6, VALUE)),
        (Qt.Key.Key_Right, (6, BASE)),
        (Qt.Key.Key_Return, (7, BASE)),
        (Qt.Key.Key_Tab, (7, CHANGE)),
        (Qt.Key.Key_Up, (6, CHANGE)),
        (Qt.Key.Key_Left, (6, BASE)),
        (Qt.Key.Key_Home, (6, RANK)),
        (Qt.Key.Key_End, (6, HISTORY)),
    ]
    for key, expected in steps:
        press(view, key)
        assert current(view) == expected
        assert view.selected_cells() == [expected]
    press(view, Qt.Key.Key_Home, CONTROL)
    assert current(view) == (0, RANK)
    press(view, Qt.Key.Key_End, CONTROL)
    assert current(view) == (250, HISTORY)
    press(view, Qt.Key.Key_PageUp)
    assert 230 < current(view)[0] < 245
    press(view, Qt.Key.Key_PageDown)
    assert current(view)[0] == 250


def test_tab_leaves_the_table_behind_the_last_cell_of_a_row(view: GridView) -> None:
    view.select_cells([(5, HISTORY)])
    assert not view.move_current(0, 1)
    view.select_cells([(5, RANK)])
    assert not view.move_current(0, -1)


def test_shift_extends_a_block_also_where_its_beginning_is_scrolled_away(view: GridView) -> None:
    view.select_cells([(3, VALUE)])
    for _ in range(3):
        press(view, Qt.Key.Key_PageDown, SHIFT)
    last = current(view)[0]
    assert last > 30
    assert view.verticalScrollBar().value() > 3 * view.painter.row_height
    assert view.selected_rows() == list(range(3, last + 1)), "the frozen total is not among them"
    press(view, Qt.Key.Key_Right, SHIFT)
    assert {column for _, column in view.selected_cells()} == {VALUE, BASE}


def test_the_pointer_selects_extends_and_adds(view: GridView) -> None:
    click(view, 3, VALUE)
    assert view.selected_cells() == [(3, VALUE)]
    click(view, 5, BASE, SHIFT)
    assert view.selected_cells() == [(row, column) for row in (3, 4, 5) for column in (VALUE, BASE)]
    click(view, 8, VALUE, CONTROL)
    assert (8, VALUE) in view.selected_cells()
    assert len(view.selected_cells()) == 7
    view.verticalScrollBar().setValue(300)
    click(view, 0, VALUE)
    assert view.selected_cells() == [(0, VALUE)], "the total, not the row beneath it"


def test_a_drag_selects_a_block(view: GridView) -> None:
    start, end = view.cell_box(2, VALUE).center(), view.cell_box(5, BASE).center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    cells = view.selected_cells()
    assert cells[0] == (2, VALUE)
    assert cells == [(row, column) for row in range(2, cells[-1][0] + 1) for column in range(VALUE, cells[-1][1] + 1)]


def test_shift_and_space_select_whole_rows(view: GridView) -> None:
    view.select_cells([(3, VALUE), (4, VALUE)])
    press(view, Qt.Key.Key_Space, SHIFT)
    assert view.selected_cells() == [(row, column) for row in (3, 4) for column in range(len(COLUMNS))]


def test_a_click_on_a_head_sorts_and_the_current_cell_stays_at_its_segment(view: GridView) -> None:
    view.select_cells([(7, VALUE)])
    place = view.rows.place(7)
    for column in (LABEL, LABEL, CHANGE, VALUE):
        x = view.head.left_of(column) + 20
        QTest.mouseClick(view.head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 20))
        assert view.rows.sorting.column == COLUMNS[column].id
        assert view.rows.place(view.currentIndex().row()) == place
        assert [view.rows.place(row) for row in view.selected_rows()] == [place]
        box = view.visualRect(view.currentIndex())
        assert view.viewport().rect().contains(box.center())
    assert not view.rows.sorting.is_turned
    QTest.mouseClick(view.head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(view.head.left_of(VALUE) + 20, 20))
    assert view.rows.sorting.is_turned


def test_a_frozen_head_is_clicked_where_it_is_seen(view: GridView) -> None:
    view.horizontalScrollBar().setValue(200)
    QTest.mouseClick(view.head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(view.head.left_of(LABEL) + 20, 20))
    assert view.rows.sorting.column == "label"


def test_columns_are_hidden_moved_and_kept(view: GridView) -> None:
    changes = []
    view.columns.changed.connect(lambda: changes.append(view.columns.layout()))
    view.columns.show(BASE, is_shown=False)
    view.columns.move(HISTORY, -1)
    view.setColumnWidth(CHANGE, 130)
    kept = view.columns.layout()
    assert changes[-1] == kept
    assert view.head.shown() == [RANK, LABEL, VALUE, CHANGE, AVERAGE, HISTORY, MOVED]
    view.columns.reset()
    assert view.head.shown() == list(range(len(COLUMNS)))
    assert view.columnWidth(CHANGE) != 130
    view.columns.restore(kept)
    assert view.head.shown() == [RANK, LABEL, VALUE, CHANGE, AVERAGE, HISTORY, MOVED]
    assert view.columnWidth(CHANGE) == 130
    assert view.columns.layout() == kept


@pytest.mark.parametrize(
    "layout",
    [
        {"order": ["value", "rank"], "hidden": "all", "widths": {"value": "wide", "none": 3}},
        {"order": ["value", "rank", "label", "base", "change", "average", "moved", "history"]},
        {"order": 7, "hidden": ["label", "none"], "widths": [1]},
        {"widths": {"value": -5}},
    ],
)
def test_a_layout_that_is_not_whole_does_no_harm(view: GridView, layout: dict[str, object]) -> None:
    view.columns.restore(layout)
    assert view.head.shown() == list(range(len(COLUMNS)))
    assert all(view.columnWidth(column) >= view.head.minimumSectionSize() for column in range(len(COLUMNS)))


def test_frozen_columns_stay_in_front_whatever_is_dragged(view: GridView) -> None:
    view.head.moveSection(view.head.visualIndex(HISTORY), 0)
    view.head.moveSection(view.head.visualIndex(LABEL), 5)
    assert view.head.shown()[: len(FROZEN)] == list(FROZEN)
    assert not view.columns.can_move(LABEL, 1)
    assert not view.columns.can_move(VALUE, -1)
    assert view.columns.can_move(VALUE, 1)


def test_names_take_the_room_that_is_left(view: GridView, qtbot: QtBot) -> None:
    view.resize(1000, 400)
    widths = sum(view.columnWidth(column) for column in range(len(COLUMNS)))
    assert widths == view.viewport().width()
    qtbot.waitUntil(lambda: not view.horizontalScrollBar().isVisible())


def test_the_points_of_a_column_stand_in_one_line(view: GridView) -> None:
    def inked(text: str) -> list[int]:
        """Return where a number is painted, in a column with one decimal."""
        image = QImage(100, 26, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        view.painter.paint(painter, QRect(0, 0, 100, 26), Cell(text), COLUMNS[VALUE], 1)
        painter.end()
        return [x for x in range(100) if any(image.pixelColor(x, y).lightness() < 200 for y in range(26))]

    eight = inked("8")
    assert inked("1,118")[-len(eight) :] == eight
    assert inked("8.8")[: len(eight)] == eight, "the whole number ends before the point, with and without one"
    assert set(eight) <= set(inked("118.8"))


def test_numbers_are_as_wide_as_each_other(view: GridView) -> None:
    for font in (view.painter.regular, view.painter.strong):
        assert len({view.painter.advance(digit * 4, font) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_all_that_can_be_seen_is_painted(view: GridView, appearance: Appearance, theme: str, language: str) -> None:
    appearance.set_theme(theme)
    appearance.set_language(language)
    view.rows.retranslate()
    view.restyle()
    plain = picture(view)
    view.select_cells([(3, VALUE), (3, BASE), (4, VALUE), (4, BASE)])
    assert picture(view) != plain
    view.is_heat_shown = False
    unshaded = picture(view)
    assert unshaded != plain
    view.horizontalScrollBar().setValue(70)
    view.verticalScrollBar().setValue(13)
    assert picture(view) != unshaded
    assert not view.head.grab().isNull()


def test_the_row_under_the_pointer_is_lit(view: GridView) -> None:
    before = picture(view)
    QTest.mouseMove(view.viewport(), view.cell_box(4, LABEL).center())
    assert picture(view) != before
    view.leaveEvent(None)  # type: ignore[arg-type]
    assert picture(view) == before


def test_a_selection_is_seen_without_colour(view: GridView) -> None:
    """The bar at the left of a selected row is a shape of its own, also where all is grey."""
    view.select_cells([(4, VALUE)])
    box = view.cell_box(4, RANK)
    grey = picture(view).convertToFormat(QImage.Format.Format_Grayscale8)
    scale = view.devicePixelRatioF()
    levels = [
        grey.pixelColor(round((box.left() + x) * scale), round(box.center().y() * scale)).lightness() for x in (1, 12)
    ]
    assert levels[0] < levels[1] - 60


def test_a_selection_survives_rows_that_come_and_go(view: GridView) -> None:
    view.select_cells([(20, VALUE)])
    place = view.rows.place(20)
    view.rows.show(made_sheet(segments=100, months=24))
    view.rows.show(made_sheet(segments=250, months=24))
    found = view.rows.rows_of([place])
    assert view.selected_rows() in ([], found)
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
    view.selectionModel().select(view.rows.index(found[0], VALUE), flags)
    assert view.selected_rows() == found
