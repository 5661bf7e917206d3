"""Printed numbers are closed intervals whose arithmetic never leaves a possible value out."""

import operator
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workbench.core.printed import Interval, PrintedNumber, Qualifier, decimal_of, point, step_of, stored

INFINITE = Decimal("Infinity")

FINITE = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False)
SHARE = st.fractions(min_value=0, max_value=1)


def interval(low, high):
    return Interval(Decimal(low), Decimal(high))


@st.composite
def intervals(draw, finite=FINITE):
    low, high = sorted((draw(finite), draw(finite)))
    return Interval(*draw(st.sampled_from([(low, high), (low, INFINITE), (-INFINITE, high), (low, low)])))


@st.composite
def with_member(draw, spans=intervals()):  # noqa: B008 - a strategy is not changed
    """Draw an interval and an exact number in it."""
    span = draw(spans)
    low = Fraction(span.low) if span.low.is_finite() else Fraction(span.high) - 10**15
    high = Fraction(span.high) if span.high.is_finite() else low + 10**15
    return span, low + (high - low) * draw(SHARE)


def holds(span, number):
    above = not span.low.is_finite() or Fraction(span.low) <= number
    return above and (not span.high.is_finite() or number <= Fraction(span.high))


POSITIVE = st.builds(
    lambda low, width: Interval(low, max(low, low + width)),  # a sum is rounded to 28 digits
    st.decimals(0, 10**6, allow_nan=False),
    st.one_of(st.decimals(0, 10**6, allow_nan=False), st.just(INFINITE)),
).filter(lambda span: span.high > 0)


@pytest.mark.parametrize(
    ("value", "step", "qualifier", "low", "high"),
    [
        ("302.8", "0.1", "exact", "302.75", "302.85"),
        ("11900000000", "1e8", "exact", "11850000000", "11950000000"),
        ("1168", "1", "exact", "1167.5", "1168.5"),
        ("-0.03", "0.01", "exact", "-0.035", "-0.025"),
        ("256", "0", "exact", "256", "256"),
        ("0.005", "0", "about", "0.005", "0.005"),
        ("17", "1", "about", "16", "18"),
        ("65", "1", "about", "62.5", "67.5"),
        ("70", "10", "about", "60", "80"),
        ("89.5", "0.1", "about", "89.25", "89.75"),
        ("5", "1", "below", "0", "5"),
        ("-5", "1", "below", "-Infinity", "-5"),
        ("5", "1", "above", "5", "Infinity"),
        ("7.5", "5", "range", "5", "10"),
        ("1e40", "1", "about", "9999999999999999999999999999999999999990", "10000000000000000000000000000000000000010"),
    ],
)
def test_what_a_printed_number_can_mean(value, step, qualifier, low, high):
    span = PrintedNumber(Decimal(value), Decimal(step), Qualifier(qualifier)).interval
    assert (span.low <= Decimal(low), span.high >= Decimal(high)) == (True, True)
    if len(low) < 30:
        assert span == interval(low, high)


@given(
    value=st.decimals(-(10**15), 10**15, allow_nan=False, places=15),
    step=st.decimals(0, 10**9, allow_nan=False, places=15),
    qualifier=st.sampled_from(Qualifier),
)
def test_a_number_lies_in_its_own_interval_and_no_digit_is_rounded_inwards(value, step, qualifier):
    span = PrintedNumber(value, step, qualifier).interval
    assert value in span
    if qualifier in {Qualifier.EXACT, Qualifier.RANGE}:
        assert holds(span, Fraction(value) - Fraction(step) / 2)
        assert holds(span, Fraction(value) + Fraction(step) / 2)


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul])
@given(left=with_member(), right=with_member())
def test_the_result_lies_in_the_interval_of_the_operation(operation, left, right):
    (span, a), (other, b) = left, right
    assert holds(operation(span, other), operation(a, b))


@given(left=with_member(), right=with_member(POSITIVE))
def test_the_quotient_and_the_reciprocal_lie_in_theirs(left, right):
    (span, a), (other, b) = left, right
    assume(b > 0)
    assert holds(span / other, a / b)
    assert holds(other.reciprocal(), 1 / b)
    assert holds(-other, -b)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("0.5", "2", interval("0.5", "2")),
        ("0", "2", interval("0.5", "Infinity")),
        ("2", "Infinity", interval("0", "0.5")),
        ("0", "Infinity", interval("0", "Infinity")),
    ],
)
def test_reciprocal_reaches_zero_and_infinity(low, high, expected):
    assert interval(low, high).reciprocal() == expected


@pytest.mark.parametrize(("low", "high"), [("0", "0"), ("-1", "2"), ("-2", "-1"), ("-1", "0")])
def test_no_reciprocal_of_what_is_not_positive(low, high):
    with pytest.raises(ZeroDivisionError):
        interval(low, high).reciprocal()
    with pytest.raises(ZeroDivisionError):
        point(1) / interval(low, high)


def test_a_third_is_enclosed_and_not_hit():
    third = point(3).reciprocal()
    assert third.low < third.high
    assert holds(third, Fraction(1, 3))
    assert third.high - third.low < Decimal("1e-33")


def test_zero_times_infinity_is_zero():
    assert interval("0", "Infinity") * point(0) == point(0)
    assert interval("0", "Infinity") * interval("0", "2") == interval("0", "Infinity")
    assert interval("-Infinity", "Infinity") * point(2) == interval("-Infinity", "Infinity")


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("1", "2"), ("2", "3"), True),
        (("2", "3"), ("1", "2"), True),
        (("1", "2"), ("2.0000001", "3"), False),
        (("1", "9"), ("3", "4"), True),
        (("3", "4"), ("1", "9"), True),
        (("5", "Infinity"), ("0", "5"), True),
        (("5", "Infinity"), ("0", "4.9"), False),
    ],
)
def test_intervals_meet_at_a_shared_end_too(left, right, expected):
    assert interval(*left).meets(interval(*right)) is expected


@given(left=intervals(), right=intervals())
def test_meeting_goes_both_ways(left, right):
    assert left.meets(right) == right.meets(left)
    assert left.meets(left)


def test_ends_are_included_and_an_empty_interval_refused():
    span = interval("302.75", "302.85")
    assert [Decimal(text) in span for text in ("302.75", "302.85", "302.74999", "302.85001")] == [
        *(True, True),
        *(False, False),
    ]
    with pytest.raises(ValueError, match="empty"):
        interval("2", "1")
    with pytest.raises(ValueError, match="empty"):
        interval("2", "-Infinity")


@pytest.mark.parametrize(
    ("low", "high", "middle"), [("1", "4", "2.5"), ("1", "Infinity", "1"), ("-Infinity", "4", "4"), ("3", "3", "3")]
)
def test_the_middle_is_finite(low, high, middle):
    assert interval(low, high).middle == Decimal(middle)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0.1 + 0.2, 0.3),
        (Decimal("302.8000000000000001"), 302.8),
        (1234567890.1234567, 1234567890.12346),
        (Decimal(11900000000), 1.19e10),
        (0.0, 0.0),
    ],
)
def test_stored_keeps_fifteen_digits(number, expected):
    assert stored(number) == expected


@pytest.mark.parametrize(
    "number", [float("nan"), float("inf"), -float("inf"), Decimal("NaN"), Decimal("-Infinity"), Decimal("1e400")]
)
def test_stored_refuses_what_is_not_finite(number):
    with pytest.raises(ValueError, match="finite"):
        stored(number)


@given(
    digits=st.integers(-(10**15) + 1, 10**15 - 1),
    exponent=st.integers(-300, 290),
)
def test_fifteen_digits_come_back_from_the_store_as_they_were(digits, exponent):
    number = Decimal(digits).scaleb(exponent)
    assert decimal_of(stored(number)) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_is_stored_stays_when_it_is_stored_again(number):
    assume(abs(number) < 1e308)
    assert stored(stored(number)) == stored(number)


@pytest.mark.parametrize(
    ("number", "step"),
    [
        ("302.8", "0.1"),
        ("1168", "1"),
        ("149.0", "0.1"),
        ("51.22", "0.01"),
        ("1E+3", "1"),
        ("0", "1"),
        ("-0.030", "0.001"),
    ],
)
def test_the_step_is_that_of_the_last_written_digit(number, step):
    assert step_of(Decimal(number)) == Decimal(step)


@pytest.mark.parametrize("text", ["NaN", "Infinity"])
def test_no_step_without_digits(text):
    with pytest.raises(ValueError, match="finite"):
        step_of(Decimal(text))
