"""The axes of plots and the places of labels: nothing touches, nothing lies outside, at any width."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.ui.plots.month_axis import GAP, marks_of, middle_of_month
from workbench.ui.plots.placing import LOWER, UPPER, placed
from workbench.ui.plots.value_axis import HEAD_ROOM, fixed_scale, number_text, scale_of

JANUARY = float(datetime.date(2008, 1, 1).toordinal())
DECEMBER = float(datetime.date(2011, 12, 31).toordinal())


def wide(text: str) -> float:
    """A measure as coarse as the font's: a Japanese character is twice as wide as a digit."""
    return sum(12.0 if ord(letter) > 127 else 7.0 for letter in text)


def words(first: float, last: float, width: float, language: str) -> list[tuple[str, str]]:
    return [(mark.text, mark.below) for mark in marks_of(first, last, width, language, wide)]


def test_months_stand_every_three_with_the_year_below_january() -> None:
    assert words(JANUARY, JANUARY + 366, 240, "en") == [("Jan", "2008"), ("Apr", ""), ("Jul", ""), ("Oct", "")]
    assert words(JANUARY, JANUARY + 366, 240, "ja") == [("1月", "2008年"), ("4月", ""), ("7月", ""), ("10月", "")]


@pytest.mark.parametrize(
    ("days", "width", "first"),
    [
        (31, 900, ("1", "Jan 2008")),
        (366, 900, ("Jan", "2008")),
        (4 * 365, 500, ("Jan", "2008")),
        (100, 900, ("1", "Jan 2008")),
        (40 * 365, 500, ("", "2010")),
    ],
)
def test_the_marks_follow_the_room(days: int, width: float, first: tuple[str, str]) -> None:
    assert words(JANUARY, JANUARY + days, width, "en")[0] == first


def test_a_month_stands_in_its_middle() -> None:
    assert middle_of_month(2010, 2) == datetime.date(2010, 2, 14).toordinal() + 0.5
    assert next(mark.day for mark in marks_of(JANUARY, JANUARY + 60, 90, "en", wide)) == middle_of_month(2008, 1)


def test_the_first_mark_has_a_year_where_there_is_room_before_january() -> None:
    march = JANUARY + 60
    assert words(march, march + 400, 500, "en")[0] == ("Mar", "2008")
    december = JANUARY + 335
    assert words(december, december + 400, 600, "ja")[:2] == [("12月", ""), ("1月", "2009年")]


@given(
    first=st.floats(1, 3_000_000),
    days=st.floats(10, 400_000),
    width=st.floats(60, 3000),
    language=st.sampled_from(["ja", "en"]),
)
@settings(deadline=None, max_examples=150)
def test_no_two_texts_touch_and_all_marks_are_seen(first: float, days: float, width: float, language: str) -> None:
    last = first + days
    marks = marks_of(first, last, width, language, wide)
    assert all(first <= mark.day <= last for mark in marks)
    for texts in ([(mark.day, mark.text) for mark in marks], [(mark.day, mark.below) for mark in marks]):
        shown = [(day * width / days, wide(text)) for day, text in texts if text]
        assert all(other - one >= (here + there) / 2 + GAP / 2 - 1 for (one, here), (other, there) in pairwise(shown))


def test_a_percentage_is_not_numbered_above_a_hundred() -> None:
    scale = scale_of(70.0, 99.5, 300, "%")
    assert scale.texts[-1] == "100%"
    assert scale.high > 100


def test_an_axis_does_not_go_below_zero_where_no_value_does() -> None:
    assert scale_of(0.1, 1.2, 200, "%").low == 0
    assert scale_of(-0.1, 1.2, 200, "").low < -0.1


def test_an_axis_starts_at_zero_where_it_must() -> None:
    assert scale_of(60.0, 80.0, 300, "%", starts_at_zero=True).low == 0


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [(-1234.5, 1, "−1,234.5%"), (0.0, 0, "0%"), (-0.001, 1, "0.0%"), (5000, 0, "5,000%")],
)
def test_numbers_are_written_with_a_true_minus_and_thousands(number: float, decimals: int, text: str) -> None:
    assert number_text(number, decimals, "%") == text


def test_an_axis_of_nothing_has_numbers_too() -> None:
    assert scale_of(None, None, 200, "%").numbers
    assert scale_of(5.0, 5.0, 200, "").low < 5.0 < scale_of(5.0, 5.0, 200, "").high


@given(
    ends=st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)).map(sorted),
    height=st.floats(40, 1000),
    suffix=st.sampled_from(["%", ""]),
)
@settings(deadline=None, max_examples=150)
def test_all_values_lie_within_and_below_the_line_of_the_unit(ends: list[float], height: float, suffix: str) -> None:
    low, high = ends
    scale = scale_of(low, high, height, suffix)
    assert scale.low <= low + 1e-9 * abs(low)
    assert high <= scale.high
    if height > 2 * HEAD_ROOM and high - low > 1e-6 * max(abs(low), abs(high), 1e-3):
        assert (scale.high - high) / (scale.high - scale.low) * height >= HEAD_ROOM * 0.6
    assert list(scale.numbers) == sorted(set(scale.numbers))


def test_a_chosen_scale_ends_just_there() -> None:
    scale = fixed_scale(12.5, 88.0, 300, "%")
    assert (scale.low, scale.high) == (12.5, 88.0)
    assert scale.texts == ("20%", "40%", "60%", "80%")


def test_labels_stand_in_rows_that_take_turns() -> None:
    found = placed([(100, 50), (200, 50), (300, 50)], 0, 1000)
    assert [place.row for place in found] == [UPPER, LOWER, UPPER]
    assert [place.left for place in found] == [105, 205, 305]


def test_a_label_at_the_right_end_stands_at_the_left_of_its_line() -> None:
    (found,) = placed([(960, 50)], 0, 1000)
    assert (found.left, found.right) == (905, 955)


def test_one_flag_stands_for_several_events_close_together() -> None:
    found = placed([(500, 90), (504, 90), (508, 90), (512, 90)], 400, 600)
    assert found[0].flag == 0
    flags = [place for place in found if place.flag]
    assert sum(place.flag for place in flags) == sum(1 for place in found if place.flag or place.is_in_other)
    assert max(place.flag for place in flags) >= 2


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(20, 200)), max_size=12).map(sorted))
@settings(deadline=None, max_examples=200)
def test_no_label_lies_over_another_or_is_cut(lines: list[tuple[float, float]]) -> None:
    found = placed(lines, 0, 1000)
    labels = [place for place in found if not place.flag and not place.is_in_other]
    assert all(place.left >= 0 and place.right <= 1000 for place in labels)
    for row in (UPPER, LOWER):
        ends = sorted((place.left, place.right) for place in labels if place.row == row)
        assert all(one[1] < other[0] for one, other in pairwise(ends))
    through = [x for (x, _), place in zip(lines, found, strict=True) if place.row == UPPER and not place.is_in_other]
    assert not any(place.left < x < place.right for x in through for place in labels if place.row == LOWER)
    assert sum(place.flag for place in found) == len(lines) - len(labels)
