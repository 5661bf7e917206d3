"""Working on a plot: reading, zooming, going back, and events and notes made and moved by hand and by keys."""

from __future__ import annotations

import datetime
import gc
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QFocusEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.core.chart import Chart, EventMark, Line, LineKind, NoteMark, Pane
from workbench.core.periods import Period
from workbench.ui.appearance import Appearance
from workbench.ui.plots import series_mime
from workbench.ui.plots.hand import Tool
from workbench.ui.plots.looking import Sight, Sights, moved, zoomed
from workbench.ui.plots.reading import Stops, reading_at
from workbench.ui.plots.trend_view import TrendView

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NO_KEY, SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
REPAINTS = 500


def day(year: int, month: int, number: int) -> float:
    return float(datetime.date(year, month, number).toordinal())


def line(id_: str, colour: int, values: list[float | None], **more: object) -> Line:
    first = Period.month(2008, 1)
    periods = tuple(first.shifted(step) for step in range(len(values)))
    days = tuple((period.first_day.toordinal() + period.last_day.toordinal()) / 2 for period in periods)
    texts = tuple("–" if value is None else f"{value:.1f}%" for value in values)
    changes = tuple("" if value is None else "+0.5 pt" for value in values)
    return Line(id_, id_.title(), LineKind.FIGURES, colour, periods, days, tuple(values), texts, changes, **more)  # type: ignore[arg-type]


def made(**more: object) -> Chart:
    spam = line(
        "spam", 0, [70.0 + step % 20 for step in range(36)], provisional=(35,), outliers=(3,), reasons=("z 4.0",)
    )
    virus = line("virus", 1, [None if step % 5 == 0 else 1 + step / 100 for step in range(36)])
    chart = Chart(
        title="Made",
        panes=(Pane("Spam", "%", (spam,)), Pane("Virus", "%", (virus,), starts_at_zero=True)),
        first=day(2008, 1, 1),
        last=day(2010, 12, 31),
        language="en",
        events=(
            EventMark("waledac", "Waledac", "takedown", day(2010, 2, 22), day(2010, 2, 22)),
            EventMark("outbreak", "Outbreak", "outbreak", day(2008, 9, 1), day(2008, 11, 30)),
        ),
        notes=(NoteMark(4, 1, "Changed", "spam", day(2009, 2, 14) + 0.5, day(2009, 2, 14) + 0.5),),
    )
    return replace(chart, **more)  # type: ignore[arg-type]


@pytest.fixture
def view(qtbot: QtBot, appearance: Appearance) -> TrendView:
    view = TrendView(appearance)
    qtbot.addWidget(view)
    view.resize(1000, 640)
    with qtbot.waitExposed(view):
        view.show()
    view.show_chart(made(), "Two lines.")
    return view


def at(view: TrendView, when: float, pane: int = 0) -> QPoint:
    """Return the place of a day, in the middle of a pane."""
    shown = view.canvas.plot.arrangement
    return QPointF(shown.days.x_of(when), shown.areas[pane].rect.center().y()).toPoint()


def drag(view: TrendView, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    port = view.canvas.viewport()
    QTest.mousePress(port, LEFT, keys, start)
    for step in (0.3, 0.7, 1.0):
        QTest.mouseMove(port, start + (end - start) * step)
    QTest.mouseRelease(port, LEFT, keys, end)


def wheel(view: TrendView, pos: QPoint, steps: int, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    turn = QWheelEvent(
        QPointF(pos),
        QPointF(pos),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.canvas.viewport(), turn)


def test_the_cross_hair_snaps_to_periods_and_the_card_says_all_lines(view: TrendView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.hovered) as told:
        QTest.mouseMove(view.canvas.viewport(), at(view, day(2009, 2, 10)))
    reading = told.args[0]
    assert str(reading.period) == "2009-02"
    assert [(row.line.id, row.text) for row in reading.rows] == [("spam", "83.0%"), ("virus", "1.1%")]
    assert view.card.isVisible()
    assert view.card.text().split("\n") == ["February 2009", "Spam, 83.0%, +0.5 pt", "Virus, 1.1%, +0.5 pt", "Changed"]
    assert view.canvas.accessibleName() == view.card.text()


def test_the_card_never_covers_the_cross_hair(view: TrendView) -> None:
    for when in (day(2008, 2, 10), day(2009, 6, 10), day(2010, 11, 10)):
        view.canvas.read_at(when)
        x = view.canvas.plot.arrangement.days.x_of(view.canvas.reading.day) if view.canvas.reading else 0
        assert not view.card.geometry().left() <= x <= view.card.geometry().right()
        assert view.canvas.rect().contains(view.card.geometry())


def test_a_missing_figure_an_open_one_and_an_outlier_say_so(view: TrendView) -> None:
    view.canvas.read_at(day(2008, 1, 16))
    assert "Virus, –" in view.card.text()
    view.canvas.read_at(day(2010, 12, 16))
    assert "Provisional: Spam" in view.card.text()
    view.canvas.read_at(day(2008, 4, 16))
    assert "Spam: z 4.0" in view.card.text()


def test_a_daily_and_a_monthly_line_are_read_together() -> None:
    days = tuple(Period.day(datetime.date(2008, 2, number)) for number in range(1, 29))
    places = tuple(float(period.ordinal) for period in days)
    daily = Line("daily", "Daily", LineKind.FIGURES, 2, days, places, (5.0,) * 28, ("5",) * 28)
    chart = made(panes=(Pane("a", "", (daily, line("spam", 0, [1.0, 2.0, 3.0]))),))
    stops = Stops(chart)
    reading = reading_at(chart, stops, stops.nearest(day(2008, 2, 20)) or 0)
    assert str(reading.period) == "2008-02-20"
    assert [row.text for row in reading.rows] == ["5", "2.0%"]
    january = reading_at(chart, stops, stops.nearest(day(2008, 1, 3)) or 0)
    assert [row.text for row in january.rows] == ["–", "1.0%"]


def test_the_wheel_zooms_about_the_pointer_and_the_values_follow(view: TrendView) -> None:
    where = at(view, day(2009, 6, 1))
    under = view.canvas.plot.arrangement.days.day_at(where.x())
    wheel(view, where, 5)
    shown = view.canvas.plot.arrangement
    assert shown.days.last - shown.days.first < 400
    assert shown.days.day_at(where.x()) == pytest.approx(under, abs=1)
    seen = [
        value
        for value, when in zip(made().panes[0].lines[0].values, made().panes[0].lines[0].days, strict=True)
        if shown.days.is_seen(when)
    ]
    assert shown.areas[0].scale.low <= min(value for value in seen if value is not None)
    wheel(view, where, -60)
    assert (view.canvas.sight.first, view.canvas.sight.last) == pytest.approx(view.canvas.whole)


def test_with_ctrl_the_wheel_zooms_the_values_of_one_pane_and_pictures_keep_them(view: TrendView) -> None:
    below = view.canvas.plot.arrangement.areas[1].scale
    wheel(view, at(view, day(2009, 6, 1)), 4, CTRL)
    scale = view.canvas.plot.arrangement.areas[0].scale
    assert scale.high - scale.low < 12
    assert view.canvas.plot.arrangement.areas[1].scale == below
    seen = view.seen()
    assert seen is not None
    assert (seen.panes[0].low, seen.panes[0].high) == (scale.low, scale.high)
    assert seen.panes[1].low is None


def test_dragging_pans_and_a_click_names_the_point(view: TrendView, qtbot: QtBot) -> None:
    view.canvas.look(Sight(day(2009, 1, 1), day(2009, 12, 31)))
    drag(view, at(view, day(2009, 6, 1), 1), at(view, day(2009, 8, 1), 1))
    assert view.canvas.sight.first == pytest.approx(day(2008, 11, 1), abs=2)
    place = view.canvas.plot.arrangement.notes[0].tip.toPoint() + QPoint(4, 2)
    with qtbot.waitSignal(view.clicked) as told:
        QTest.mouseClick(view.canvas.viewport(), LEFT, NO_KEY, place)
    assert [str(part) for part in told.args] == ["spam", "2009-02"]


def test_keys_go_along_zoom_and_read(view: TrendView) -> None:
    canvas = view.canvas
    canvas.look(Sight(day(2009, 1, 1), day(2009, 12, 31)))
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.sight.first == pytest.approx(day(2009, 2, 6), abs=2)
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.sight.last - canvas.sight.first == pytest.approx(364 * 0.8, abs=1)
    QTest.keyClick(canvas, Qt.Key.Key_Right, SHIFT)
    first = canvas.reading
    QTest.keyClick(canvas, Qt.Key.Key_Right, SHIFT)
    assert first is not None
    assert canvas.reading is not None
    assert canvas.reading.period == first.period.shifted(1)
    for _ in range(30):
        QTest.keyClick(canvas, Qt.Key.Key_Left, SHIFT)
    assert str(canvas.reading.period) == "2008-01"
    assert canvas.plot.arrangement.days.is_seen(canvas.reading.day)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.reading is None
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    assert (canvas.sight.first, canvas.sight.last) == canvas.whole
    QTest.keyClick(canvas, Qt.Key.Key_PageDown)
    QTest.keyClick(canvas, Qt.Key.Key_PageUp)
    QTest.keyClick(canvas, Qt.Key.Key_End)
    assert canvas.sight.last == canvas.whole[1]


def test_enter_names_the_point_that_is_read(view: TrendView, qtbot: QtBot) -> None:
    view.canvas.read_at(day(2009, 2, 10))
    with qtbot.waitSignal(view.clicked) as told:
        QTest.keyClick(view.canvas, Qt.Key.Key_Return)
    assert str(told.args[1]) == "2009-02"


def test_one_goes_back_and_forward_over_what_was_looked_at(view: TrendView) -> None:
    start = view.canvas.sight
    assert not view.can_go_back
    wheel(view, at(view, day(2009, 6, 1)), 2)
    wheel(view, at(view, day(2009, 6, 1)), 2)
    there = view.canvas.sight
    assert view.can_go_back
    QTest.keyClick(view.canvas, Qt.Key.Key_Left, ALT)
    assert view.canvas.sight == start
    assert not view.can_go_back
    QTest.keyClick(view.canvas, Qt.Key.Key_Right, ALT)
    assert view.canvas.sight == there
    assert not view.can_go_forward


def test_the_way_forgets_what_was_ahead() -> None:
    told: list[bool] = []
    way = Sights(lambda: told.append(True))
    way.begin(Sight(0, 100))
    way.arrive(Sight(0, 50))
    assert way.back() == Sight(0, 100)
    way.arrive(Sight(20, 30))
    assert not way.can_go_forward
    assert way.forward() is None
    assert way.back() == Sight(0, 100)
    assert len(told) == 5


def test_nobody_goes_far_beyond_the_history() -> None:
    sight = moved(Sight(0, 100), 10_000, (0, 1000))
    assert (sight.first, sight.last) == (950, 1050)
    assert zoomed(Sight(0, 100), 100, 50, (0, 1000)) == Sight(0, 1000)
    assert zoomed(Sight(0, 100), 0.001, 50, (0, 1000)).last - zoomed(Sight(0, 100), 0.001, 50, (0, 1000)).first == 14


@pytest.mark.parametrize("keys", [NO_KEY, SHIFT])
def test_an_event_is_wanted_by_click_and_by_drag(view: TrendView, qtbot: QtBot, keys: Qt.KeyboardModifier) -> None:
    view.take_tool(Tool.EVENT if keys == NO_KEY else Tool.LOOK)
    first, last = at(view, day(2009, 5, 10)), at(view, day(2009, 7, 10))
    days = view.canvas.plot.arrangement.days
    with qtbot.waitSignal(view.event_wanted) as told:
        drag(view, last, first, keys)
    assert told.args == [round(days.day_at(first.x())), round(days.day_at(last.x()))]
    with qtbot.waitSignal(view.event_wanted) as told:
        QTest.mouseClick(view.canvas.viewport(), LEFT, keys, first)
    assert told.args[0] == told.args[1]


def test_an_event_is_moved_by_its_line_and_its_ends(view: TrendView, qtbot: QtBot) -> None:
    start = at(view, day(2010, 2, 22))
    with qtbot.waitSignal(view.event_moved) as told:
        drag(view, start, start + QPoint(60, 0))
    id_, first, last = told.args
    assert (id_, first) == ("waledac", last)
    assert first > day(2010, 3, 20)
    shown = next(place for place in view.canvas.plot.arrangement.events if place.event.id == "waledac")
    assert shown.event.first == first
    end = next(place for place in view.canvas.plot.arrangement.events if place.event.id == "outbreak")
    start = QPointF(end.right, at(view, day(2009, 1, 1)).y()).toPoint()
    with qtbot.waitSignal(view.event_moved) as told:
        drag(view, start, start + QPoint(40, 0))
    assert told.args[1] == day(2008, 9, 1)
    assert told.args[2] > day(2008, 12, 20)
    view.forget_moves()
    back = next(place for place in view.canvas.plot.arrangement.events if place.event.id == "waledac")
    assert back.event.first == day(2010, 2, 22)


def test_an_event_or_note_that_is_clicked_is_told(view: TrendView, qtbot: QtBot) -> None:
    label = next(place for place in view.canvas.plot.arrangement.events if place.event.id == "waledac")
    with qtbot.waitSignal(view.event_clicked) as told:
        QTest.mouseClick(view.canvas.viewport(), LEFT, NO_KEY, label.rect.center().toPoint())
    assert told.args == ["waledac"]
    flag = view.canvas.plot.arrangement.notes[0].rect.center().toPoint()
    with qtbot.waitSignal(view.note_clicked) as told:
        QTest.mouseClick(view.canvas.viewport(), LEFT, NO_KEY, flag)
    assert told.args == [4]


def test_a_mark_that_is_double_clicked_is_to_be_opened(view: TrendView, qtbot: QtBot) -> None:
    flag = view.canvas.plot.arrangement.notes[0].rect.center().toPoint()
    with qtbot.waitSignal(view.note_opened) as told:
        QTest.mouseDClick(view.canvas.viewport(), LEFT, NO_KEY, flag)
    assert told.args == [4]
    before = view.canvas.sight
    label = next(place for place in view.canvas.plot.arrangement.events if place.event.id == "waledac")
    with qtbot.waitSignal(view.event_opened) as told:
        QTest.mouseDClick(view.canvas.viewport(), LEFT, NO_KEY, label.rect.center().toPoint())
    assert told.args == ["waledac"]
    assert view.canvas.sight == before
    QTest.mouseDClick(view.canvas.viewport(), LEFT, NO_KEY, at(view, day(2009, 11, 20)))
    assert (view.canvas.sight.first, view.canvas.sight.last) == view.canvas.whole


def test_a_note_is_wanted_on_the_nearest_line_over_its_periods(view: TrendView, qtbot: QtBot) -> None:
    view.take_tool(Tool.NOTE)
    with qtbot.waitSignal(view.note_wanted) as told:
        drag(view, at(view, day(2009, 5, 10), 1), at(view, day(2009, 7, 20), 1))
    assert [str(part) for part in told.args] == ["virus", "2009-05", "2009-07"]
    with qtbot.waitSignal(view.note_wanted) as told:
        QTest.mouseClick(view.canvas.viewport(), LEFT, CTRL, at(view, day(2009, 5, 10)))
    assert [str(part) for part in told.args] == ["spam", "2009-05", "2009-05"]


def test_a_note_is_moved_from_period_to_period(view: TrendView, qtbot: QtBot) -> None:
    flag = view.canvas.plot.arrangement.notes[0].rect.center().toPoint()
    across = at(view, day(2009, 6, 1)).x() - at(view, day(2009, 2, 1)).x()
    with qtbot.waitSignal(view.note_moved) as told:
        drag(view, flag, flag + QPoint(across, 30))
    assert [str(part) for part in told.args] == ["4", "2009-06", "2009-06"]


def test_escape_gives_up_a_drag(view: TrendView, qtbot: QtBot) -> None:
    start = at(view, day(2010, 2, 22))
    port = view.canvas.viewport()
    with qtbot.assertNotEmitted(view.event_moved):
        QTest.mousePress(port, LEFT, NO_KEY, start)
        QTest.mouseMove(port, start + QPoint(80, 0))
        QTest.keyClick(view.canvas, Qt.Key.Key_Escape)
        QTest.mouseRelease(port, LEFT, NO_KEY, start + QPoint(80, 0))
    shown = next(place for place in view.canvas.plot.arrangement.events if place.event.id == "waledac")
    assert shown.event.first == day(2010, 2, 22)
    view.take_tool(Tool.NOTE)
    QTest.keyClick(view.canvas, Qt.Key.Key_Escape)
    assert view.canvas.tool is Tool.LOOK


def test_the_menu_offers_what_can_be_done_there(view: TrendView, qtbot: QtBot) -> None:
    view.canvas.read_at(day(2009, 5, 10))
    menu = view.menu_at(at(view, day(2009, 5, 10)))
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts[0] == "Add a note to Spam, May 2009…"
    assert texts[-1] == "Whole history"
    with qtbot.waitSignal(view.note_wanted) as told:
        menu.actions()[0].trigger()
    assert [str(part) for part in told.args] == ["spam", "2009-05", "2009-05"]
    flag = view.canvas.plot.arrangement.notes[0].rect.center().toPoint()
    assert view.menu_at(flag).actions()[0].text() == "Edit note 1…"


def test_series_can_be_dropped_and_nothing_else(view: TrendView, qtbot: QtBot) -> None:
    def drop(data: QMimeData) -> None:
        event = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, LEFT, NO_KEY)
        view.canvas.dropEvent(event)

    with qtbot.waitSignal(view.series_dropped) as told:
        drop(series_mime.mime_of(["spam.rate/geography:JP", "virus.rate"]))
    assert told.args == [["spam.rate/geography:JP", "virus.rate"]]
    text = QMimeData()
    text.setText("spam")
    with qtbot.assertNotEmitted(view.series_dropped):
        drop(text)


def test_the_brush_moves_the_part_and_its_ends(view: TrendView) -> None:
    view.canvas.look(Sight(day(2009, 1, 1), day(2009, 12, 31)))
    days = view.brush.days
    QTest.mousePress(view.brush, LEFT, NO_KEY, QPoint(round(days.x_of(day(2009, 12, 31))), 20))
    QTest.mouseMove(view.brush, QPoint(round(days.x_of(day(2010, 6, 30))), 20))
    QTest.mouseRelease(view.brush, LEFT, NO_KEY, QPoint(round(days.x_of(day(2010, 6, 30))), 20))
    assert view.canvas.sight.first == day(2009, 1, 1)
    assert view.canvas.sight.last == pytest.approx(day(2010, 6, 30), abs=2)
    QTest.mouseClick(view.brush, LEFT, NO_KEY, QPoint(round(days.x_of(day(2008, 3, 1))), 20))
    assert sum((view.canvas.sight.first, view.canvas.sight.last)) / 2 == pytest.approx(day(2008, 3, 1), abs=40)


def test_the_brush_is_worked_by_keys(view: TrendView) -> None:
    view.canvas.look(Sight(day(2009, 1, 1), day(2009, 12, 31)))
    before = view.canvas.sight
    QTest.keyClick(view.brush, Qt.Key.Key_Right, SHIFT)
    assert (view.canvas.sight.first, view.canvas.sight.last > before.last) == (before.first, True)
    QTest.keyClick(view.brush, Qt.Key.Key_Left, CTRL)
    assert view.canvas.sight.first < before.first
    QTest.keyClick(view.brush, Qt.Key.Key_Right)
    assert view.brush.accessibleDescription().startswith("January 2009 to February 2010")
    QTest.keyClick(view.brush, Qt.Key.Key_Home)
    assert (view.canvas.sight.first, view.canvas.sight.last) == view.canvas.whole


def test_the_days_stay_when_the_chart_comes_anew(view: TrendView) -> None:
    view.canvas.look(Sight(day(2009, 1, 1), day(2009, 12, 31)))
    view.show_chart(made(notes=()))
    assert view.canvas.sight.first == day(2009, 1, 1)
    assert view.canvas.plot.arrangement.notes == ()
    view.show_chart(made(first=day(2010, 1, 1)))
    assert view.canvas.sight.first == day(2010, 1, 1)


def test_language_and_theme_change_while_it_is_shown(view: TrendView, appearance: Appearance, qtbot: QtBot) -> None:
    appearance.set_language("ja")
    QApplication.sendPostedEvents()
    assert view.canvas.accessibleName() == "グラフ"
    assert view.canvas.accessibleDescription().startswith("Two lines.")
    appearance.set_theme("dark")
    assert view.canvas.plot.dress.inks.tokens is appearance.colours
    assert view.canvas.plot.panes[0].curves[0].opts["pen"].color().name() == "#7fa9f2"


def test_a_chart_without_lines_is_shown_and_worked_without_harm(view: TrendView) -> None:
    view.show_chart(made(panes=(), events=(), notes=(), first=0.0, last=0.0))
    assert not view.brush.isVisible()
    QTest.mouseMove(view.canvas.viewport(), QPoint(200, 200))
    QTest.mouseClick(view.canvas.viewport(), LEFT, CTRL, QPoint(200, 200))
    QTest.keyClick(view.canvas, Qt.Key.Key_Right, SHIFT)
    wheel(view, QPoint(200, 200), 3, CTRL)
    assert view.canvas.reading is None
    assert view.menu_at(QPoint(100, 100)).actions()


def test_the_focus_is_seen_where_it_came_by_a_key(view: TrendView) -> None:
    def corner() -> str:
        return view.canvas.grab().toImage().pixelColor(1, 1).name()

    ground = corner()
    QApplication.sendEvent(view.canvas, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.MouseFocusReason))
    assert corner() == ground
    QApplication.sendEvent(view.canvas, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    assert corner() == view.appearance.colours.accent
    QApplication.sendEvent(view.canvas, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason))
    assert corner() == ground


def test_lines_that_come_from_beside_what_is_seen_are_not_cut(view: TrendView) -> None:
    view.canvas.look(Sight(day(2009, 4, 1), day(2009, 4, 30)))
    lowest, highest = (made().panes[0].lines[0].values[at] for at in (14, 16))
    scale = view.canvas.plot.arrangement.areas[0].scale
    assert lowest is not None
    assert highest is not None
    assert scale.low <= lowest < highest <= scale.high


def test_other_buttons_do_nothing(view: TrendView) -> None:
    before = view.canvas.sight
    QTest.mousePress(view.canvas.viewport(), MIDDLE, NO_KEY, QPoint(300, 200))
    QTest.mouseMove(view.canvas.viewport(), QPoint(400, 200))
    QTest.mouseRelease(view.canvas.viewport(), MIDDLE, NO_KEY, QPoint(400, 200))
    assert view.canvas.sight == before


@pytest.mark.slow
def test_hundreds_of_repaints_lose_no_references_and_no_memory(view: TrendView) -> None:
    resource = pytest.importorskip("resource")
    view.resize(320, 260)

    def turn(count: int) -> None:
        first = day(2008, 1, 1) + count % 300
        view.canvas.look(Sight(first, first + 500))
        if count % 10 == 0:
            view.canvas.read_at(first + 200)
        view.canvas.viewport().repaint()

    for count in range(100):
        turn(count)
    gc.collect()
    references, memory = sys.getrefcount(None), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for count in range(REPAINTS):
        turn(count)
    gc.collect()
    assert abs(sys.getrefcount(None) - references) < REPAINTS / 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 2_000  # kilobytes
