"""Ranked bars: what is drawn and where, selection by mouse and keys, words, and many rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Command
from workbench.core.queries.breakdown import Base
from workbench.core.queries.segment_table import segment_table
from workbench.core.records import Observation
from workbench.core.units import COUNT, ONE_IN, PERCENT, Unit, printed_message
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.bar_painting import BAR, round_step
from workbench.ui.widgets.bar_rows import in_pieces
from workbench.ui.widgets.bars import RankedBars
from workbench.ui.workspace import Workspace

FEBRUARY = Period.month(2010, 2)
Show = Callable[..., RankedBars]


@pytest.fixture
def show(qtbot: QtBot, workspace: Workspace, appearance: Appearance) -> Show:
    """Shows the bars of a metric by a dimension."""

    def make(
        metric: str = "virus.rate", dimension: str = "geography", base: Base = Base.PREVIOUS, period: Period = FEBRUARY
    ) -> RankedBars:
        bars = RankedBars(workspace, appearance)
        qtbot.addWidget(bars)
        bars.resize(560, 400)
        known, window = workspace.catalogue.metric(metric), workspace.catalogue.average_window
        workspace.ask(
            lambda reader: segment_table(reader, known, dimension, period, window=window, base=base),
            bars,
            bars.show_table,
        )
        bars.show()
        return bars

    return make


def fill(workspace: Workspace, count: int, metric: str = "spam.rate") -> list[str]:
    """Write figures for so many countries of a month without any."""
    countries = list(workspace.catalogue.segments("geography"))[:count]
    records = [
        Observation(metric, "M", "2012-12", "geography", segment, 90.0 - place / 10, 0.1, "exact", "normal", None, None)
        for place, segment in enumerate(countries)
    ]
    workspace.run(Command(message("command.sample"), lambda tx: tx.put(*records)))
    return countries


def picture(bars: RankedBars) -> QImage:
    return bars.viewport().grab().toImage()


def bar_ends(bars: RankedBars, row: int, colour: str) -> tuple[int, int]:
    """Return the first and the last pixel of a colour in the lower part of a row's bar."""
    image, y = picture(bars), bars.row_area(row).center().y() + BAR // 2 - 3
    found = [x for x in range(image.width()) if image.pixelColor(x, y) == QColor(colour)]
    return found[0], found[-1]


def test_segments_with_a_value_stand_worst_first(show: Show) -> None:
    bars = show()
    assert bars.segments[:5] == ("CN", "TW", "GB", "BR", "AT")
    assert len(bars.segments) == 13


def test_lengths_are_true_and_begin_at_zero(show: Show, appearance: Appearance) -> None:
    bars = show("spam.rate")
    colour = appearance.colours.bar
    rows = bars._rows
    first, last = bar_ends(bars, 1, colour), bar_ends(bars, 12, colour)
    assert first[0] == last[0]
    lengths = [end - start + 1 for start, end in (first, last)]
    assert lengths[0] / lengths[1] == pytest.approx(rows.levels[1] / rows.levels[12], rel=0.02)


def test_one_in_n_is_drawn_by_its_rate_and_written_twice(show: Show) -> None:
    rows = show()._rows
    assert rows.levels[0] == pytest.approx(100 / 62.4)
    assert (rows.rates[0], str(rows.values[0])) == ("1.60%", "1 in 62.4")
    assert rows.total == pytest.approx(100 / 302.8)
    assert rows.total_text == "Total 0.33%"


def test_a_percentage_has_one_column(show: Show) -> None:
    rows = show("spam.rate")._rows
    assert set(rows.rates) == {""}
    assert str(rows.values[0]) == "93.4%"


def test_the_base_is_a_tick_where_there_is_one(show: Show, appearance: Appearance) -> None:
    bars = show()
    rows = bars._rows
    assert rows.base_text == "January 2010"
    assert rows.bases[1] is None
    places = bars._brush.places(rows, bars.viewport().width())
    image = picture(bars)
    assert rows.bases[0] is not None
    x, middle = round(places.x(rows.bases[0])), bars.row_area(0).center().y()
    inks = {image.pixelColor(x + aside, middle + BAR // 2 + 2).name() for aside in (-1, 0)}
    assert appearance.colours.text in inks
    without = {image.pixelColor(x, bars.row_area(1).center().y() + BAR // 2 + 2).name() for x in range(image.width())}
    assert appearance.colours.text not in without


def test_the_base_may_be_the_average(show: Show) -> None:
    assert show(base=Base.AVERAGE)._rows.base_text == "6-month mean"


def test_a_click_selects_for_the_whole_window(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    bars = show()
    with qtbot.waitSignal(bars.chosen) as chosen:
        qtbot.mouseClick(bars.viewport(), Qt.MouseButton.LeftButton, pos=bars.row_area(2).center())
    assert chosen.args == ["GB"]
    assert workspace.scope.selected == (("geography", "GB"),)


def test_a_click_beside_the_rows_selects_nothing(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    bars = show()
    for y in (2, bars.viewport().height() - 2):
        qtbot.mouseClick(bars.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, y))
    qtbot.mouseClick(bars.viewport(), Qt.MouseButton.RightButton, pos=bars.row_area(2).center())
    assert workspace.scope.selected == ()


def test_what_is_selected_elsewhere_is_drawn_in_the_accent(
    show: Show, workspace: Workspace, appearance: Appearance
) -> None:
    bars = show()
    workspace.look_at(selected=(("geography", "TW"), ("geography", "BR"), ("vertical", "education")))
    accent = appearance.colours.accent
    for row in (1, 3):
        assert bar_ends(bars, row, accent)[0] < bar_ends(bars, row, accent)[1]
    image, y = picture(bars), bars.row_area(2).center().y() + 2
    assert accent not in {image.pixelColor(x, y).name() for x in range(image.width())}


def test_keys_move_the_selection(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    bars = show()
    seen = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Home):
        qtbot.keyClick(bars, key)
        seen.append(workspace.scope.selected[0][1])
    assert seen == ["CN", "TW", "CN", "CN", bars.segments[-1], "CN"]


def test_other_keys_are_left_to_the_window(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    bars = show()
    qtbot.keyClick(bars, Qt.Key.Key_A)
    assert workspace.scope.selected == ()


def test_where_the_keys_act_is_seen(show: Show, workspace: Workspace, qapp: QApplication) -> None:
    bars = show()
    workspace.look_at(selected=(("geography", "TW"),))
    qapp.processEvents()
    bars.clearFocus()
    without = picture(bars)
    bars.activateWindow()
    bars.setFocus()
    qapp.processEvents()
    assert bars.hasFocus()
    assert picture(bars) != without


def test_many_rows_scroll_and_only_those_in_sight_are_painted(
    show: Show, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    countries = fill(workspace, 249)
    bars = show("spam.rate", period=Period.month(2012, 12))
    assert bars.segments == tuple(countries)
    painted: list[int] = []
    paint_row = bars._brush.paint_row
    monkeypatch.setattr(
        bars._brush,
        "paint_row",
        lambda *parts, **marks: (painted.append(parts[3]), paint_row(*parts, **marks)),
    )
    picture(bars)
    assert 10 < len(painted) < 25
    qtbot.keyClick(bars, Qt.Key.Key_End)
    assert workspace.scope.selected[0][1] == countries[-1]
    area = bars.row_area(248)
    assert bars.segment_at(area.center().y()) == countries[-1]
    assert bars.viewport().rect().contains(area)
    qtbot.keyClick(bars, Qt.Key.Key_PageUp)
    assert 225 < countries.index(workspace.scope.selected[0][1]) < 248
    workspace.look_at(selected=(("geography", countries[0]),))
    assert bars.verticalScrollBar().value() == 0


def test_fewer_rows_end_a_scroll(show: Show, workspace: Workspace) -> None:
    fill(workspace, 100)
    bars = show("spam.rate", period=Period.month(2012, 12))
    bars.verticalScrollBar().setValue(1500)
    known, window = workspace.catalogue.metric("virus.rate"), workspace.catalogue.average_window
    workspace.ask(
        lambda reader: segment_table(reader, known, "company_size", FEBRUARY, window=window), bars, bars.show_table
    )
    assert bars.verticalScrollBar().value() == 0
    assert bars.segment_at(bars.row_area(0).center().y()) == bars.segments[0]


def test_nothing_to_rank_is_a_sentence(show: Show, qtbot: QtBot, workspace: Workspace) -> None:
    bars = show(period=Period.month(1999, 1))
    assert bars.segments == ()
    assert bars.accessibleDescription() == "There are no figures to rank for January 1999."
    assert len({picture(bars).pixelColor(x, 200).name() for x in range(100, 460)}) > 1
    qtbot.keyClick(bars, Qt.Key.Key_Down)
    assert workspace.scope.selected == ()


def test_the_pointer_is_told_the_figure(show: Show) -> None:
    bars = show()
    assert bars._rows.tips[0] == "China: 1 in 62.4 (1.60%)\nJanuary 2010: 1 in 121.4"
    place = bars.row_area(1).center()
    bars.viewportEvent(QHelpEvent(QHelpEvent.Type.ToolTip, place, bars.viewport().mapToGlobal(place)))
    assert QToolTip.text() == "Taiwan: 1 in 109.8 (0.91%)"
    QToolTip.hideText()


def test_the_row_under_the_pointer_is_marked(show: Show, qtbot: QtBot, appearance: Appearance) -> None:
    bars = show()
    qtbot.mouseMove(bars.viewport(), bars.row_area(3).center())
    corner = bars.row_area(3).topLeft() + QPoint(8, 3)
    assert picture(bars).pixelColor(corner).name() == appearance.colours.hover


def test_it_is_read_out(show: Show) -> None:
    bars = show()
    assert bars.accessibleName() == "Virus rate by Geography, February 2010"
    lines = bars.accessibleDescription().splitlines()
    assert lines[1:3] == ["1. China: 1 in 62.4", "2. Taiwan: 1 in 109.8"]
    assert lines[-1] == "and 8 more"


def test_it_speaks_japanese(show: Show, appearance: Appearance) -> None:
    bars = show()
    appearance.set_language("ja")
    bars.retranslate()
    rows = bars._rows
    assert (rows.labels[0], str(rows.values[0]), rows.total_text) == ("中国", "62.4通に1通", "全体 0.33%")
    assert bars.accessibleName() == "2010年2月のウイルス率（国・地域）"


def test_it_wears_the_dark_theme(show: Show, appearance: Appearance, qapp: QApplication) -> None:
    bars = show()
    appearance.set_theme("dark")
    qapp.processEvents()
    assert picture(bars).pixelColor(2, 2).name() == appearance.colours.surface
    assert bar_ends(bars, 0, appearance.colours.bar)


def test_without_room_the_rates_go_and_nothing_overlaps(show: Show) -> None:
    bars = show()
    wide, narrow = (bars._brush.places(bars._rows, width) for width in (560, 340))
    assert wide.rates is not None
    assert narrow.rates is None
    for places in (wide, narrow):
        assert 0 < places.zero < places.end < places.point <= places.after <= places.right


@pytest.mark.parametrize("width", [260, 320, 480, 900])
def test_bars_end_where_the_columns_begin(show: Show, width: int) -> None:
    bars = show("web.new_sites_per_day", "site_kind")
    places = bars._brush.places(bars._rows, width)
    assert places.x(bars._rows.highest) <= places.end + 1


@pytest.mark.parametrize(
    ("unit", "value", "step", "qualifier", "pieces"),
    [
        (ONE_IN, 62.4, 0.1, "exact", ("1 in ", "62", ".4", "")),
        (ONE_IN, 1.0, 1.0, "exact", ("1 in ", "1", "", "")),
        (PERCENT, 89.4, 0.1, "about", ("about ", "89", ".4", "%")),
        (ONE_IN, 1000.0, 1.0, "above", ("1 in more than ", "1,000", "", "")),
        (COUNT, 1234.0, 1.0, "exact", ("", "1,234", "", "")),
        (PERCENT, 7.5, 5.0, "range", ("", "5–10%", "", "")),
    ],
)
def test_a_printed_value_comes_in_pieces(
    appearance: Appearance, unit: Unit, value: float, step: float, qualifier: str, pieces: tuple[str, ...]
) -> None:
    written = in_pieces(printed_message(unit, value, step, qualifier), appearance)
    assert (written.before, written.whole, written.fraction, written.after) == pieces
    assert str(written) == appearance.sentence(printed_message(unit, value, step, qualifier))


@pytest.mark.parametrize(
    ("highest", "most", "step"),
    [(1.6, 4, 0.5), (100, 5, 20), (0.033, 3, 0.02), (4998, 3, 2000), (7, 7, 1), (1e9, 4, 5e8), (0, 4, 1), (5, 0.2, 5)],
)
def test_steps_of_the_axis_are_round(highest: float, most: float, step: float) -> None:
    assert round_step(highest, most) == step
