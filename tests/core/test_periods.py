"""Calendar periods: spelling, order, neighbours and days."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.periods import PER_YEAR, Grain, Period

DAYS = st.dates().map(Period.day)
OTHERS = st.builds(
    lambda grain, year, number: Period(grain, year * PER_YEAR[grain] + number % PER_YEAR[grain]),
    st.sampled_from(list(PER_YEAR)),
    st.integers(1, 9999),
    st.integers(0, 11),
)
PERIODS = st.one_of(DAYS, OTHERS)

EXAMPLES = {
    "2010-02-05": (Grain.DAY, "2010-02-05", "2010-02-05"),
    "2010-02": (Grain.MONTH, "2010-02-01", "2010-02-28"),
    "2008-02": (Grain.MONTH, "2008-02-01", "2008-02-29"),
    "2010-Q1": (Grain.QUARTER, "2010-01-01", "2010-03-31"),
    "2010-Q4": (Grain.QUARTER, "2010-10-01", "2010-12-31"),
    "2010-H2": (Grain.HALF, "2010-07-01", "2010-12-31"),
    "2010": (Grain.YEAR, "2010-01-01", "2010-12-31"),
    "0001-01": (Grain.MONTH, "0001-01-01", "0001-01-31"),
    "9999": (Grain.YEAR, "9999-01-01", "9999-12-31"),
    "9999-12-31": (Grain.DAY, "9999-12-31", "9999-12-31"),
}


@given(PERIODS)
def test_a_period_is_read_as_it_is_written(period):
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize("text", EXAMPLES)
def test_a_period_has_a_grain_and_days(text):
    period = Period.parse(text)
    assert str(period) == text
    assert (period.grain, str(period.first_day), str(period.last_day)) == EXAMPLES[text]


@given(PERIODS)
def test_the_days_between_the_first_and_the_last_are_of_one_period(period):
    assert period.first_day <= period.last_day
    assert (period.first_day.year, period.last_day.year) == (period.year, period.year)
    first = Period.day(period.first_day)
    assert first.within(period)
    assert Period.day(period.last_day).within(period)
    if period.first_day > datetime.date.min:
        assert not first.previous.within(period)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2010-2", "2010-02-5", "10-02", "2010-13", "2010-00", "2010-02-29", "2010-02-30", "2010-04-31"),
        *("2010-Q0", "2010-Q5", "2010-H3", "2010-q1", "0000", "0000-01", "0000-01-01", "10000", "2010/02", " 2010-02"),
        *("2010-02\n", "２０１０-02", "2010-02-05T00:00", "-2010"),
    ],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the calendar says some of it in its own words
        Period.parse(text)


@pytest.mark.parametrize(("year", "number"), [(2010, 0), (2010, 13), (0, 1), (10000, 1)])
def test_there_are_twelve_months_in_years_1_to_9999(year, number):
    with pytest.raises(ValueError, match="no"):
        Period.month(year, number)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        *(("2010-03", "2010-02"), ("2010-01", "2009-12"), ("2008-03", "2008-02"), ("2010-Q1", "2009-Q4")),
        *(("2010-H1", "2009-H2"), ("2010", "2009"), ("2010-03-01", "2010-02-28"), ("2008-03-01", "2008-02-29")),
    ],
)
def test_the_period_before(text, before):
    assert str(Period.parse(text).previous) == before
    assert Period.parse(before).shifted(1) == Period.parse(text)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        *(("2010-02", "2009-02"), ("2010-Q3", "2009-Q3"), ("2010-H2", "2009-H2"), ("2010", "2009")),
        *(("2008-02-29", "2007-02-28"), ("2009-02-28", "2008-02-28"), ("2009-03-01", "2008-03-01")),
        *(("2004-02-29", "2003-02-28"), ("2010-12-31", "2009-12-31")),
    ],
)
def test_the_same_period_of_the_year_before(text, before):
    assert str(Period.parse(text).year_before) == before


@pytest.mark.parametrize("text", ["0001-01-01", "0001-01", "0001-Q1", "0001-H1", "0001"])
def test_nothing_is_before_the_first_year(text):
    period = Period.parse(text)
    for earlier in ("previous", "year_before"):
        with pytest.raises(ValueError, match=r"no such period|ordinal|year"):
            getattr(period, earlier)


@pytest.mark.parametrize("text", ["9999-12-31", "9999-12", "9999-Q4", "9999-H2", "9999"])
def test_nothing_is_behind_the_last_year(text):
    with pytest.raises(ValueError, match=r"no such period|ordinal|year"):
        Period.parse(text).shifted(1)


@given(OTHERS, st.integers(-50, 50))
def test_a_shift_can_be_taken_back(period, steps):
    if 1 <= (period.ordinal + steps) // PER_YEAR[period.grain] <= 9999:
        assert period.shifted(steps).shifted(-steps) == period


@given(st.lists(OTHERS, min_size=2, max_size=12))
def test_texts_of_one_grain_sort_as_the_periods_do(periods):
    of_one = [period for period in periods if period.grain is periods[0].grain]
    assert [str(period) for period in sorted(of_one)] == sorted(map(str, of_one))


def test_longer_periods_stand_before_the_ones_in_them():
    texts = ["2010", "2010-H1", "2010-Q1", "2010-01", "2010-01-01", "2010-02", "2010-Q2", "2010-H2"]
    assert [str(period) for period in sorted(map(Period.parse, reversed(texts)))] == texts


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        *(("2010-02", "2010", True), ("2010-02", "2010-Q1", True), ("2010-04", "2010-Q1", False)),
        *(("2010", "2010-02", False), ("2010-02", "2010-02", True), ("2010-06-30", "2010-H1", True)),
        *(("2010-07-01", "2010-H1", False), ("2009-12", "2010", False)),
    ],
)
def test_a_period_lies_within_another(inner, outer, expected):
    assert Period.parse(inner).within(Period.parse(outer)) is expected


def test_from_one_period_to_another():
    first, last = Period.month(2009, 11), Period.month(2010, 2)
    assert [str(period) for period in first.until(last)] == ["2009-11", "2009-12", "2010-01", "2010-02"]
    assert list(first.until(first)) == [first]
    assert list(last.until(first)) == []
    with pytest.raises(ValueError, match="grains"):
        first.until(Period.parse("2010"))


def test_the_number_within_the_year():
    texts = ("2010-02", "2010-Q3", "2010-H2", "2010", "2010-02-05")
    assert [Period.parse(text).number for text in texts] == [2, 3, 2, 1, 36]
