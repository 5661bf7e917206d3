"""How unusual a change is for its series, and the sentence that says why it is worth a look."""

from math import isfinite

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workbench.core.messages import message
from workbench.core.movement import LEAST_MONTHS, Move, on_scale, on_scales, reason, score, usual_change
from workbench.core.periods import Grain, Period
from workbench.core.units import COUNT, ONE_IN, PERCENT, UNITS, Unit

START = Period.month(2009, 1).ordinal

values = {
    "percent": st.floats(0, 100),
    "one_in": st.floats(1, 1e7),
    "count": st.floats(0, 1e12),
    "per_day": st.floats(0, 1e9),
    "kilobytes": st.floats(0, 1e9),
}


def points(*column, start=START):
    return [(start + at, value) for at, value in enumerate(column) if value is not None]


def move(past, now, base=None, unit=PERCENT, *, found=0.0, is_step=True):
    known = points(*past)
    base = known[-1][1] if base is None else base
    return Move(unit, Grain.MONTH, known, (START + len(past), now), base, found, is_step)


@st.composite
def series(draw):
    unit = UNITS[draw(st.sampled_from(sorted(values)))]
    value = values[unit.id]
    past = draw(st.lists(st.none() | value, min_size=1, max_size=30))
    step = draw(st.sampled_from([0.0, 0.01, 0.1, 1.0]))
    return unit, points(*past), draw(value), draw(value), draw(st.floats(0, 400)), step


@given(series())
def test_scores_are_finite_and_never_negative(drawn):
    unit, past, now, base, apart, step = drawn
    found = score(unit, past, now, base, apart=apart, step=step)
    assert isfinite(found)
    assert found >= 0
    assert score(unit, past, now, now, apart=apart, step=step) == 0


@given(series())
def test_something_can_be_said_of_every_series(drawn):
    unit, past, now, base, _, _ = drawn
    assume(past)
    said = reason(Move(unit, Grain.MONTH, past, (past[-1][0] + 1, now), base, 0.0))
    assert (said.id == "movers.too_short") == (len(past) + 1 < LEAST_MONTHS)


@given(st.lists(values["percent"], min_size=2, max_size=20))
def test_a_series_and_its_mirror_change_alike(column):
    mirrored = [100 - value for value in column]
    assert usual_change(PERCENT, points(*column)) == pytest.approx(usual_change(PERCENT, points(*mirrored)), abs=1e-6)


def test_a_change_over_a_gap_counts_as_several():
    assert usual_change(COUNT, points(100, 200, 100, 200)) == pytest.approx(
        2 * usual_change(COUNT, points(100, *[None] * 3, 200, *[None] * 3, 100, *[None] * 3, 200))
    )


@pytest.mark.parametrize(
    ("unit", "lower", "higher"), [(PERCENT, 1.0, 2.0), (ONE_IN, 200.0, 100.0), (COUNT, 10.0, 20.0)]
)
def test_the_scale_rises_with_the_level(unit, lower, higher):
    assert on_scale(unit, lower) < on_scale(unit, higher)


def test_the_same_change_is_less_unusual_in_a_restless_series():
    quiet, restless = points(50, 50.2, 49.9, 50.1, 50), points(50, 60, 45, 55, 50)
    options = {"apart": 1, "step": 0.1}
    assert score(PERCENT, quiet, 55, 50, **options) > 3 * score(PERCENT, restless, 55, 50, **options)


def test_a_series_that_never_moved_has_a_score_by_its_rounding():
    assert 1 < score(PERCENT, points(*[50.0] * 10), 50.2, 50.0, apart=1, step=0.1) < 10


RISING = (60, 91, 70, 71, 72, 73, 74, 75)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (move(RISING, 90), message("movers.highest_since", since=Period.month(2009, 2))),
        (move(RISING, 91), message("movers.highest_since", since=Period.month(2009, 2))),
        (move(RISING, 92), message("movers.highest", first=Period.month(2009, 1))),
        (move(RISING, 50), message("movers.lowest", first=Period.month(2009, 1))),
        (move(RISING, 65), message("movers.lowest_since", since=Period.month(2009, 1))),
        (move((5, 80, 50, 49, 52, 40, 62, 80), 45), message("movers.largest_since", since=Period.month(2009, 2))),
        (move((50, 51, 50, 51, 50, 51, 50, 60), 51), message("movers.back", count=6)),
        (move((50, 52, 50, 52, 50, 52, 50, 52), 51.5, found=0.4), message("movers.usual")),
        (move((50, 52, 50, 52, 50, 52, 50, 52), 50.5, found=2.34, is_step=False), message("movers.times", times="2.3")),
        (move((91, 70, 71, 72), 90), message("movers.too_short", count=5, least=8)),
        (move(RISING[:6], 92), message("movers.too_short", count=7, least=8)),
        (move(RISING[:7], 92), message("movers.highest", first=Period.month(2009, 1))),
        (move((60, 61, 62, 63, 91, 70, 71, 72), 90), message("movers.highest_since", since=Period.month(2009, 5))),
        (move((40, 80, 82, 81, 83, 85, 60, 40), 80), message("movers.largest_since", since=Period.month(2009, 2))),
    ],
)
def test_the_reason(told, expected):
    assert reason(told) == expected


def test_of_one_in_n_the_highest_is_the_smallest_n():
    told = move((300, 310, 320, 330, 340, 350, 360, 370), 290, unit=ONE_IN)
    assert reason(told) == message("movers.highest", first=Period.month(2009, 1))


def test_a_gap_is_no_figure():
    told = move((60, *[None] * 20, 91, 70, 71, 72, 73, 74, 75), 90)
    assert reason(told) == message("movers.highest_since", since=Period.month(2010, 10))


@given(st.sampled_from(list(UNITS.values())), st.lists(st.floats(0, 1e6), max_size=20))
def test_many_values_lie_where_each_alone_does(unit: Unit, values: list[float]) -> None:
    assert on_scales(unit, values) == [on_scale(unit, value) for value in values]
