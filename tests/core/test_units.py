"""Units: how figures are compared, ranked and written."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.messages import message
from workbench.core.printed import Interval, PrintedNumber, Qualifier, point
from workbench.core.units import (
    COUNT,
    KILOBYTES,
    ONE_IN,
    PER_DAY,
    PERCENT,
    POINTS,
    UNITS,
    change,
    change_interval,
    level,
    level_interval,
    number_text,
    printed_message,
)

COUNTED = (COUNT, PER_DAY, KILOBYTES)


def printed(text, step="0.1", qualifier="exact"):
    return PrintedNumber(Decimal(text), Decimal(step), Qualifier(qualifier)).interval


def rounded(span, digits):
    return tuple(round(end, digits) for end in (span.low, span.high))


def test_units_are_known_by_their_ids():
    assert all(UNITS[id].id == id for id in UNITS)
    assert {unit.id for unit in UNITS.values() if unit.change_unit == "points"} == {"percent", "one_in", "points"}


def test_a_change_of_percentages_is_in_points():
    assert change(PERCENT, 89.4, 83.9) == pytest.approx(5.5)
    span = change_interval(PERCENT, printed("89.4"), printed("83.9"))
    assert (span.low, span.high) == (Decimal("5.4"), Decimal("5.6"))


@pytest.mark.parametrize(
    ("now", "then", "points", "span"),
    [
        (302.8, 326.9, 0.0243, ("0.02425", "0.02445")),
        (456.3, 562.3, 0.0413, ("0.04127", "0.04135")),
        (326.9, 302.8, -0.0243, ("-0.02445", "-0.02425")),
    ],
)
def test_a_change_of_one_in_n_goes_by_the_rate(now, then, points, span):
    assert change(ONE_IN, now, then) == pytest.approx(points, abs=0.00005)
    found = change_interval(ONE_IN, printed(str(now)), printed(str(then)))
    assert rounded(found, 5) == tuple(map(Decimal, span))


@pytest.mark.parametrize("unit", COUNTED, ids=lambda unit: unit.id)
def test_counts_change_in_percent(unit):
    assert change(unit, 4998, 1760) == pytest.approx(183.98, abs=0.01)
    found = change_interval(unit, printed("4998", "1"), printed("1760", "1"))
    assert Decimal(184) in found
    assert Decimal("183.8") not in found


@pytest.mark.parametrize("unit", COUNTED, ids=lambda unit: unit.id)
def test_no_change_in_percent_from_nothing(unit):
    assert change(unit, 5, 0) is None
    assert change_interval(unit, printed("5", "1"), printed("0", "1")) is None
    assert change_interval(unit, printed("5", "1"), point(0)) is None
    assert change(unit, 0, 5) == -100


def test_from_zero_percent_there_is_a_change_in_points():
    assert change(PERCENT, 0.5, 0) == 0.5
    assert change_interval(PERCENT, printed("0.5"), point(0)) == Interval(Decimal("0.45"), Decimal("0.55"))


@given(
    unit=st.sampled_from([PERCENT, ONE_IN, *COUNTED]),
    ends=st.tuples(*[st.decimals(1, 10**7, allow_nan=False, places=1)] * 2),
    shifts=st.tuples(*[st.fractions(-1, 1)] * 2),
)
def test_no_possible_change_is_left_out(unit, ends, shifts):
    spans = [printed(str(end)) for end in ends]
    now, then = (Fraction(end) + shift * Fraction(1, 20) for end, shift in zip(ends, shifts, strict=True))
    levels = {PERCENT: (now, then), ONE_IN: (100 / now, 100 / then)}
    exact = levels[unit][0] - levels[unit][1] if unit in levels else (now / then - 1) * 100
    found = change_interval(unit, *spans)
    assert Fraction(found.low) <= exact <= Fraction(found.high)


def test_the_level_of_one_in_n_is_its_rate():
    assert level(ONE_IN, 400) == 0.25
    assert level(PERCENT, 89.4) == 89.4
    assert level_interval(ONE_IN, Interval(Decimal(200), Decimal(400))) == Interval(Decimal("0.25"), Decimal("0.5"))
    assert level_interval(PER_DAY, point(7)) == point(7)


def test_a_ratio_that_reaches_below_nothing_has_no_highest_rate():
    assert level_interval(ONE_IN, Interval(Decimal(-2), Decimal(4))) == Interval(Decimal(25), Decimal("Infinity"))


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [
        ("302.8", "0.1", "302.8"),
        ("149", "0.1", "149.0"),
        ("4998", "1", "4,998"),
        ("11900000000", "1e8", "11,900,000,000"),
        ("51.22", "0.01", "51.22"),
        ("5", "0.10", "5.0"),
        ("256.4", "6.7", "256.4"),
        ("1234567.25", "0", "1,234,567.25"),
        ("70", "0", "70"),
        ("-0.03", "0.01", "-0.03"),
    ],
)
def test_a_number_is_written_with_the_decimals_of_its_step(value, step, text):
    assert number_text(Decimal(value), Decimal(step)) == text


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_a_figure_is_written_in_its_unit(unit):
    written = message(f"printed.{unit.id}", number="1,302.8")
    assert printed_message(unit, 1302.8, 0.1, "exact") == written
    assert printed_message(unit, 1302.8, 0.1, "about") == message("printed.about", figure=written)
    assert printed_message(unit, None, None, "exact") == message("printed.missing")


@pytest.mark.parametrize("qualifier", ["below", "above"])
def test_a_bound_of_one_in_n_is_said_of_n_and_not_of_the_rate(qualifier):
    assert printed_message(ONE_IN, 1000.0, 0.1, qualifier) == message(f"printed.one_in_{qualifier}", number="1,000.0")
    assert printed_message(PERCENT, 5.0, 1.0, qualifier) == message(
        f"printed.{qualifier}", figure=message("printed.percent", number="5")
    )


@pytest.mark.parametrize(
    ("value", "step", "low", "high"),
    [
        (7.5, 5.0, "5", "10"),
        (5.0, 0.5, "4.75", "5.25"),
        (3.75, 2.5, "2.5", "5.0"),
        (15000.0, 10000.0, "10,000", "20,000"),
        (150.0, 100.0, "100", "200"),
    ],
)
def test_a_range_is_written_by_its_ends_with_equal_decimals(value, step, low, high):
    number = message("printed.range", low=low, high=high)
    for unit in (PERCENT, ONE_IN, COUNT):
        assert printed_message(unit, value, step, "range") == message(f"printed.{unit.id}", number=number)


def test_a_step_that_is_not_known_leaves_the_number_its_own_decimals():
    assert printed_message(POINTS, 5.25, None, "exact") == message("printed.points", number="5.25")
