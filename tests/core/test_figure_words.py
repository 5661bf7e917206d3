from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.figure_words import change_message, change_number, rate_decimals, rate_message
from workbench.core.messages import message
from workbench.core.printed import Interval
from workbench.core.units import COUNT, ONE_IN, PERCENT, Unit


@pytest.mark.parametrize(
    ("change", "low", "high", "unit", "expected"),
    [
        (5.5, "5.4", "5.6", PERCENT, ("+5.5", 1)),
        (-2.0, "-2.1", "-1.9", PERCENT, ("−2.0", -1)),
        (0.02435, "0.02425", "0.02445", PERCENT, ("+0.024", 1)),
        (0.7789, "0.7757", "0.7821", PERCENT, ("+0.78", 1)),
        (1.23456, "1.23456", "1.23456", PERCENT, ("+1.235", 1)),
        (0.0123456, "0.0123456", "0.0123456", PERCENT, ("+0.0123", 1)),
        (0.004, "0.002", "0.006", PERCENT, ("+0.004", 1)),
        (0.004, "-0.01", "0.02", PERCENT, ("±0.0", 0)),
        (0.0, "-0.1", "0.1", PERCENT, ("±0.0", 0)),
        (0.0, "0", "0", PERCENT, ("±0.000", 0)),
        (7.0, "-Infinity", "Infinity", PERCENT, ("+7.0", 1)),
        (184.3, "183.9", "184.4", COUNT, ("+184", 1)),
        (1234.5, "1180", "1290", COUNT, ("+1,235", 1)),
        (-0.2, "-0.9", "0.5", COUNT, ("±0", 0)),
    ],
)
def test_a_change_has_the_decimals_that_rounding_leaves(
    change: float, low: str, high: str, unit: Unit, expected: tuple[str, int]
) -> None:
    written = change_number(change, Interval(Decimal(low), Decimal(high)), unit)
    assert (written.text, written.sign) == expected


@pytest.mark.parametrize(("change", "expected"), [(5.5, "+5.5"), (0.0126, "+0.01"), (-0.5, "−0.5"), (0.0, "±0.0")])
def test_a_change_of_unknown_span_shows_its_first_digit(change: float, expected: str) -> None:
    assert change_number(change, None, PERCENT).text == expected


@settings(max_examples=200)
@given(
    change=st.floats(-1e6, 1e6),
    below=st.decimals(0, 10, places=6),
    above=st.decimals(0, 10, places=6),
    unit=st.sampled_from([PERCENT, COUNT]),
)
def test_a_written_change_is_the_change_rounded(change: float, below: Decimal, above: Decimal, unit: Unit) -> None:
    exact = Decimal(repr(change))
    written = change_number(change, Interval(exact - below, exact + above), unit)
    number = Decimal(written.text.lstrip("±").replace(",", "").replace("−", "-"))
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    assert abs(number - exact) <= Decimal(1).scaleb(exponent) / 2
    assert written.sign == (number > 0) - (number < 0)


@pytest.mark.parametrize(
    ("change", "unit", "id", "number"),
    [(0.7789, ONE_IN, "change.points", "+0.8"), (-2.0, PERCENT, "change.points", "\N{MINUS SIGN}2.0")],
)
def test_a_change_in_words_has_its_unit_and_the_printed_minus(change: float, unit: Unit, id: str, number: str) -> None:
    written = change_message(change_number(change, None, unit), unit.change_unit)
    assert written == message(id, number=number)


def test_a_change_of_counts_is_in_percent() -> None:
    assert change_message(change_number(184.0, None, COUNT), COUNT.change_unit) == message(
        "change.percent", number="+184"
    )


@pytest.mark.parametrize(
    ("rate", "text"), [(89.4, "89.40"), (1.6026, "1.60"), (0.3303, "0.33"), (0.0333, "0.033"), (0.00012, "0.00012")]
)
def test_a_small_rate_shows_two_digits(rate: float, text: str) -> None:
    assert rate_message(rate) == message("printed.percent", number=text)


def test_a_column_of_rates_may_share_its_decimals() -> None:
    assert [rate_decimals(rate) for rate in (1.6, 0.033, 0.0)] == [2, 3, 2]
    assert rate_message(1.6026, 3) == message("printed.percent", number="1.603")
