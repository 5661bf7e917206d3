"""The card of the cross-hair: it stands where least is covered, stays there, and says what a low window has room for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import sin

import pytest
from PySide6.QtCore import QRectF, QSize
from pytestqt.qtbot import QtBot

from workbench.core.chart import Chart, EventMark, Line, LineKind, NoteMark, Pane
from workbench.core.periods import Period
from workbench.ui.appearance import Appearance
from workbench.ui.plots.clearing import Clearing
from workbench.ui.plots.read_out import AWAY
from workbench.ui.plots.trend_view import TrendView

Show = Callable[..., TrendView]

MONTHS = 36
FIRST = Period.month(2008, 1)
PERIODS = tuple(FIRST.shifted(step) for step in range(MONTHS))
DAYS = tuple(float(period.first_day.toordinal() + 14) for period in PERIODS)


def line(id_: str, values: list[float | None], **more: object) -> Line:
    texts = tuple("–" if value is None else f"{value:.1f}%" for value in values)
    return Line(id_, id_.title(), LineKind.FIGURES, 0, PERIODS, DAYS, tuple(values), texts, texts, **more)  # type: ignore[arg-type]


def chart(*lines: Line, **more: object) -> Chart:
    return Chart("Made", (Pane("Rate", "%", lines),), PERIODS[0].first_day.toordinal(), DAYS[-1], "en", **more)  # type: ignore[arg-type]


@pytest.fixture
def show(qtbot: QtBot, appearance: Appearance) -> Iterator[Show]:
    """Shows a chart; the views live until the test ends."""
    views: list[TrendView] = []

    def make(found: Chart, size: tuple[int, int] = (1000, 640)) -> TrendView:
        view = TrendView(appearance)
        views.append(view)
        qtbot.addWidget(view)
        view.resize(*size)
        with qtbot.waitExposed(view):
            view.show()
        view.show_chart(found)
        return view

    yield make
    for view in views:
        view.close()


def covered(view: TrendView) -> float:
    return Clearing(view.canvas.plot.arrangement).covered(QRectF(view.card.geometry()))


RISING = line("rising", [float(step) for step in range(MONTHS)])


@pytest.mark.parametrize("month", [0, 6, 17, 30, 35])
def test_it_covers_no_line_where_there_is_room(show: Show, month: int) -> None:
    view = show(chart(RISING))
    view.canvas.read_at(DAYS[month])
    card, x = view.card.geometry(), view.canvas.plot.arrangement.days.x_of(DAYS[month])
    assert covered(view) == 0
    assert view.canvas.geometry().contains(card)
    assert card.left() >= x + AWAY - 1 or card.right() <= x - AWAY + 1
    under, ink = view.canvas.grab(card).toImage(), view.canvas.plot.dress.inks.colour(0).rgb()
    assert all(under.pixel(x, y) != ink for y in range(under.height()) for x in range(0, under.width(), 2))


def test_it_stays_while_the_cross_hair_goes_on(show: Show) -> None:
    view = show(chart(RISING))
    spots = []
    for month in range(22, MONTHS):
        view.canvas.read_at(DAYS[month])
        spots.append(view.card.pos())
    assert len(set(spots[1:])) == 1, "it leaves its place where the cross-hair comes to it"


def test_among_lines_everywhere_it_covers_the_fewest(show: Show) -> None:
    waves = [
        line(
            f"wave-{at}", [at * 10 + 9 * sin(step / 2 + at) if step < 24 or at < 3 else None for step in range(MONTHS)]
        )
        for at in range(10)
    ]
    view = show(chart(*waves))
    view.canvas.read_at(DAYS[12])
    shown_now = view.canvas.plot.arrangement
    assert view.card.geometry().left() >= shown_now.days.x_of(DAYS[22]), "where seven of the lines have ended"


def test_a_flag_of_a_note_is_not_covered_either(show: Show) -> None:
    low = line("low", [1.0] * MONTHS)
    note = NoteMark(1, 1, "Changed", "", DAYS[20], DAYS[20])
    view = show(chart(low, notes=(note,)))
    (flag,) = view.canvas.plot.arrangement.notes
    for month in range(0, MONTHS, 5):
        view.canvas.read_at(DAYS[month])
        assert not flag.rect.toRect().intersects(view.card.geometry())


def test_a_low_window_gets_the_first_lines_and_how_many_there_are_besides(show: Show) -> None:
    lines = [line(f"number-{at}", [float(at)] * MONTHS) for at in range(9)]
    event = EventMark("one", "Something happened", "outbreak", round(DAYS[3]), round(DAYS[3]))
    view = show(chart(*lines, events=(event,)), (700, 200))
    view.canvas.read_at(DAYS[3])
    assert view.rect().contains(view.card.geometry())
    assert not view.brush.isVisible(), "the plot has all the room"
    assert [text.split(",")[0] for text in view.card.text().split("\n")][1:10] == [f"Number-{at}" for at in range(9)]
    assert view.card.text().endswith("Something happened"), "who hears it hears all"
    view.resize(1000, 640)
    assert view.brush.isVisible()


def test_an_average_that_is_published_and_computed_stands_on_two_lines(show: Show) -> None:
    long = "85.6% published, 87.0% (4 of 6 months) computed"
    average = Line(
        "average", "Spam rate, 6-month average", LineKind.AVERAGE, 0, PERIODS, DAYS, (5.0,) * MONTHS, (long,) * MONTHS
    )
    short = Line("short", "Average", LineKind.AVERAGE, 0, PERIODS, DAYS, (5.0,) * MONTHS, ("5.0%",) * MONTHS)
    heights = []
    for made in (short, average):
        view = show(chart(RISING, made))
        view.canvas.read_at(DAYS[3])
        heights.append(view.card.height())
        words = view.card._strong.width(long if made is average else "5.0%")
        assert words <= view.card.width() - 20 - 18, "nothing of it is cut"
        assert view.card.size() == QSize(view.card.width(), view.card.sizeHint().height())
    assert heights[1] == heights[0] + 20


def test_an_average_takes_one_line_where_the_others_make_the_card_wide(show: Show) -> None:
    dash = Line(
        "dash",
        "Spam rate, United Kingdom, 6-month average",
        LineKind.AVERAGE,
        0,
        PERIODS,
        DAYS,
        (None,) * MONTHS,
        ("–",) * MONTHS,
    )
    figures = line("figures", [50.0] * MONTHS)
    wide = replace(figures, label="A series with quite a long name of its own", texts=("1 in 1,302.8",) * MONTHS)
    heights = []
    for other in (figures, wide):
        view = show(chart(dash, other))
        view.canvas.read_at(DAYS[3])
        heights.append(view.card.height())
    assert heights == [heights[1] + 20, heights[1]]


def test_a_line_of_few_years_is_no_reason_to_leap(show: Show) -> None:
    """A gap between two lines of a row is no line: nothing is covered there."""
    early = line("early", [50.0 if step < 10 else None for step in range(MONTHS)])
    late = line("late", [50.0 if step > 26 else None for step in range(MONTHS)])
    view = show(chart(early, late))
    days = view.canvas.plot.arrangement.days
    found = Clearing(view.canvas.plot.arrangement)
    top, bottom = view.canvas.plot.arrangement.top, view.canvas.plot.arrangement.bottom
    assert found.covered(QRectF(days.x_of(DAYS[12]), top, days.x_of(DAYS[24]) - days.x_of(DAYS[12]), bottom - top)) == 0
    assert found.covered(QRectF(days.x_of(DAYS[2]), top, 60, bottom - top)) > 0
